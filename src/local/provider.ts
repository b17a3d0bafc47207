import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import type * as providerMessages from "@pulumi/pulumi/proto/provider_pb";
import { isUnknown } from "../model";
import type { Azure, Difference } from "./azure";
import { isObject, type Properties } from "./json";
import { apiVersionOf, typeKey } from "./resourceTypes";

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;
type Done = grpc.sendUnaryData<unknown>;
type Struct = { toJavaScript(): Record<string, unknown> } | undefined;

/** What a provider asks of the rest of the local Azure. */
export interface ProviderParts {
  readonly azure: Azure;
  readonly invoke: (token: string, args: Properties) => Properties | string;
  readonly version: string;
}

const load = createRequire(__filename);

/**
 * The raw provider service over a local Azure. The SDK's own provider server cannot preview, cannot give a detailed
 * diff and hides the old inputs, hence this one.
 */
export function providerService({ azure, invoke, version }: ProviderParts): {
  definition: grpc.ServiceDefinition;
  implementation: grpc.UntypedServiceImplementation;
} {
  const messages: typeof providerMessages = load("@pulumi/pulumi/proto/provider_pb");
  const { ResourceProviderService } = load("@pulumi/pulumi/proto/provider_grpc_pb");
  const { Empty } = load("google-protobuf/google/protobuf/empty_pb");
  const { Struct: WireStruct } = load("google-protobuf/google/protobuf/struct_pb");
  const { PluginInfo } = load("@pulumi/pulumi/proto/plugin_pb");
  const wire = (value: unknown) => WireStruct.fromJavaScript(value);
  const kinds = messages.PropertyDiff.Kind;

  const answer =
    <Request>(work: (request: Request) => unknown): grpc.handleUnaryCall<Request, unknown> =>
    (call: Call<Request>, done: Done) => {
      Promise.resolve()
        .then(() => work(call.request))
        .then(
          (reply) => done(null, reply),
          (error: unknown) => done({ code: 2, message: error instanceof Error ? error.message : String(error) }),
        );
    };

  const implementation: grpc.UntypedServiceImplementation = {
    getPluginInfo: answer(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),
    attach: answer(() => new Empty()),
    parameterize: answer((request: providerMessages.ParameterizeRequest) => {
      const reply = new messages.ParameterizeResponse();
      const value = request.getValue();
      reply.setName(value?.getName() ?? "");
      reply.setVersion(value?.getVersion() ?? "");
      return reply;
    }),
    checkConfig: answer((request: providerMessages.CheckRequest) => {
      const reply = new messages.CheckResponse();
      reply.setInputs(request.getNews());
      return reply;
    }),
    diffConfig: answer(() => new messages.DiffResponse()),
    configure: answer(() => {
      // As the released azure-native answers: it previews, and it takes no secrets (the engine marks outputs again).
      const reply = new messages.ConfigureResponse();
      reply.setSupportspreview(true);
      reply.setSupportsAutonamingConfiguration(true);
      return reply;
    }),
    check: answer((request: providerMessages.CheckRequest) => {
      const { type, name } = partsOf(request.getUrn());
      const checked = azure.check(type, name, seedOf(request), plain(request.getOlds()), plain(request.getNews()));
      const reply = new messages.CheckResponse();
      reply.setInputs(wire(checked.inputs));
      for (const { property, reason } of checked.failures) {
        const failure = new messages.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        reply.addFailures(failure);
      }
      return reply;
    }),
    diff: answer((request: providerMessages.DiffRequest) => {
      const { type } = partsOf(request.getUrn());
      const olds = plain(request.getOldInputs());
      const found = azure.diff(type, olds, plain(request.getNews()));
      const reply = new messages.DiffResponse();
      const some = messages.DiffResponse.DiffChanges;
      reply.setChanges(found.length ? some.DIFF_SOME : some.DIFF_NONE);
      reply.setHasdetaileddiff(true);
      for (const difference of found) {
        reply.addDiffs(topOf(difference.path));
        if (difference.replaces) reply.addReplaces(topOf(difference.path));
        const detail = new messages.PropertyDiff();
        detail.setKind(kindOf(difference));
        detail.setInputdiff(true);
        reply.getDetaileddiffMap().set(difference.path, detail);
      }
      // A resource with a name of its own cannot exist twice: the old one goes first.
      reply.setDeletebeforereplace(found.some(({ replaces }) => replaces) && !renamed(found));
      return reply;
    }),
    create: answer(async (request: providerMessages.CreateRequest) => {
      const { type, name } = partsOf(request.getUrn());
      const inputs = plain(request.getProperties());
      const reply = new messages.CreateResponse();
      if (request.getPreview()) {
        reply.setProperties(wire(inputs));
        return reply;
      }
      const written = await azure.create(type, name, inputs);
      if (written.halfDone !== undefined) throw new Error(written.halfDone);
      reply.setId(written.id);
      reply.setProperties(wire(written.outputs));
      return reply;
    }),
    update: answer(async (request: providerMessages.UpdateRequest) => {
      const { type } = partsOf(request.getUrn());
      const inputs = plain(request.getNews());
      const reply = new messages.UpdateResponse();
      const outputs = request.getPreview()
        ? { ...plain(request.getOlds()), ...inputs }
        : (await azure.update(type, request.getId(), inputs)).outputs;
      reply.setProperties(wire(outputs));
      return reply;
    }),
    read: answer((request: providerMessages.ReadRequest) => {
      const { type } = partsOf(request.getUrn());
      const found = azure.read(type, request.getId());
      const reply = new messages.ReadResponse();
      if (!found) return reply;
      reply.setId(request.getId());
      reply.setProperties(wire(found.outputs));
      const known = plain(request.getInputs());
      reply.setInputs(wire(Object.keys(known).length ? known : found.inputs));
      return reply;
    }),
    delete: answer(async (request: providerMessages.DeleteRequest) => {
      await azure.delete(partsOf(request.getUrn()).type, request.getId());
      return new Empty();
    }),
    invoke: answer((request: providerMessages.InvokeRequest) => {
      const result = invoke(request.getTok(), plain(request.getArgs()));
      if (typeof result === "string") throw new Error(result);
      const reply = new messages.InvokeResponse();
      reply.setReturn(wire(result));
      return reply;
    }),
    cancel: answer(() => new Empty()),
  };
  return { definition: ResourceProviderService, implementation };

  function kindOf({ kind, replaces }: Difference) {
    if (kind === "add") return replaces ? kinds.ADD_REPLACE : kinds.ADD;
    if (kind === "delete") return replaces ? kinds.DELETE_REPLACE : kinds.DELETE;
    return replaces ? kinds.UPDATE_REPLACE : kinds.UPDATE;
  }
}

function seedOf(request: providerMessages.CheckRequest): string {
  return `${Buffer.from(request.getRandomseed_asU8()).toString("hex")}${request.getUrn()}`;
}

function partsOf(urn: string): { type: string; name: string; version: string | undefined } {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return { type: typeKey(token), name: urn.split("::").slice(3).join("::"), version: apiVersionOf(token) };
}

function plain(struct: Struct): Properties {
  return struct ? withoutNulls(struct.toJavaScript()) : {};
}

function withoutNulls(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => {
      if (value === null || value === undefined) return [];
      return [[key, isObject(value) && !isUnknown(value) ? withoutNulls(value) : value]];
    }),
  );
}

function topOf(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

function renamed(found: readonly Difference[]): boolean {
  return found.some(({ path }) => /Name$/.test(path) && path !== "resourceGroupName");
}
