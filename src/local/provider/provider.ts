import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import type * as providerMessages from "@pulumi/pulumi/proto/provider_pb";
import { loadGrpc, loadWellKnown } from "../grpc";
import { type EngineLog, engineLog } from "../hosts/engineLog";
import { isText, type Properties, same } from "../json";
import type { Azure, Target } from "../service/azure";
import { invoke } from "../service/functions";
import type { Store } from "../service/store";
import { account, namesIn } from "../types/armIds";
import { writable } from "../types/modelCheck";
import { apiVersionOf, guessedType, resourceTypes, typeKey } from "../types/resourceTypes";
import { answering, type Service } from "./answering";
import { type Autonaming, checkInputs, createBeforeDelete } from "./check";
import { type Difference, differences } from "./diff";
import { inventedAnswer } from "./inventedAnswer";
import { previewOutputs, propertiesOf } from "./wire";

/** What a request came by. */
type Call = Pick<grpc.ServerUnaryCall<unknown, unknown>, "getPeer">;

const load = createRequire(__filename);

/**
 * The raw provider service over a local Azure, as azure-native 3.28 and azuread answer it. The SDK's own provider server
 * cannot preview, cannot give a detailed diff and hides the old inputs, hence this one. `project` is the folder of
 * the program.
 */
export function providerService(store: Store, azure: Azure, project: string): Service {
  const messages: typeof providerMessages = load("@pulumi/pulumi/proto/provider_pb");
  const { ResourceProviderService } = load("@pulumi/pulumi/proto/provider_grpc_pb");
  const { PluginInfo } = load("@pulumi/pulumi/proto/plugin_pb");
  const { Empty } = loadWellKnown("empty");
  const { Struct: WireStruct } = loadWellKnown("struct");
  const wire = (value: unknown) => WireStruct.fromJavaScript(value);
  const settings = new Map<string, Settings>();
  const warned = new Set<string>();
  let log: EngineLog | undefined;

  const answer = <Request>(work: (request: Request, call: grpc.ServerUnaryCall<Request, unknown>) => unknown) =>
    answering(work, asServiceError);

  const implementation: grpc.UntypedServiceImplementation = {
    getPluginInfo: answer(() => {
      const info = new PluginInfo();
      // Whatever version the program asks for is served: the engine warns of an older plugin only.
      info.setVersion("999.0.0");
      return info;
    }),
    attach: answer((request: { getAddress(): string }) => {
      log ??= engineLog(request.getAddress());
      return new Empty();
    }),
    parameterize: answer((request: providerMessages.ParameterizeRequest) => {
      const reply = new messages.ParameterizeResponse();
      reply.setName(request.getValue()?.getName() ?? "");
      reply.setVersion(request.getValue()?.getVersion() ?? "");
      return reply;
    }),
    checkConfig: answer((request: providerMessages.CheckRequest) => {
      const reply = new messages.CheckResponse();
      reply.setInputs(request.getNews());
      return reply;
    }),
    diffConfig: answer(() => new messages.DiffResponse()),
    configure: answer((request: providerMessages.ConfigureRequest, call) => {
      // Each provider of a program has a connection of its own.
      settings.set(call.getPeer(), settingsOf(propertiesOf(request.getArgs())));
      // As the released azure-native answers: it previews, and it takes no secrets (the engine marks outputs again).
      const reply = new messages.ConfigureResponse();
      reply.setSupportspreview(true);
      reply.setSupportsAutonamingConfiguration(true);
      return reply;
    }),
    check: answer((request: providerMessages.CheckRequest, call) => {
      const target = targetOf(request.getUrn(), call);
      if (!resourceTypes[target.type]) {
        const token = tokenOf(request.getUrn());
        warnOnce(
          token,
          `The local Azure does not know ${token}: nothing about it is checked, and it shows only what every resource shows.`,
          request.getUrn(),
        );
      }
      const seed = `${Buffer.from(request.getRandomseed_asU8()).toString("hex")}${request.getUrn()}`;
      const checked = checkInputs(target, propertiesOf(request.getOlds()), propertiesOf(request.getNews()), {
        store,
        seed,
        autonaming: autonamingOf(request),
        location: settings.get(call.getPeer())?.location,
      });
      const reply = new messages.CheckResponse();
      reply.setInputs(wire(checked.inputs));
      for (const reason of checked.failures) {
        const failure = new messages.CheckFailure();
        failure.setReason(reason);
        reply.addFailures(failure);
      }
      return reply;
    }),
    diff: answer((request: providerMessages.DiffRequest) => {
      const type = typeKey(tokenOf(request.getUrn()));
      const oldInputs = propertiesOf(request.getOldInputs());
      const news = propertiesOf(request.getNews());
      const found = differences(
        resourceTypes[type] ?? guessedType(type, news),
        oldInputs,
        news,
        propertiesOf(request.getOlds()),
      );
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
      const replaces = found.some((difference) => difference.replaces);
      reply.setDeletebeforereplace(replaces && oldInputs[createBeforeDelete] !== true);
      return reply;
    }),
    create: answer(async (request: providerMessages.CreateRequest, call) => {
      const target = targetOf(request.getUrn(), call);
      const inputs = propertiesOf(request.getProperties());
      const reply = new messages.CreateResponse();
      if (request.getPreview()) {
        reply.setProperties(wire(previewOutputs(target.type, inputs)));
        return reply;
      }
      const written = await azure.create(target, inputs);
      if (written.halfDone !== undefined) throw new HalfDone(written.id, written.outputs, inputs, written.halfDone);
      reply.setId(written.id);
      reply.setProperties(wire(written.outputs));
      return reply;
    }),
    update: answer(async (request: providerMessages.UpdateRequest, call) => {
      const target = targetOf(request.getUrn(), call);
      const inputs = propertiesOf(request.getNews());
      const reply = new messages.UpdateResponse();
      const outputs = request.getPreview()
        ? previewOutputs(target.type, inputs, propertiesOf(request.getOlds()))
        : (await azure.update(target, request.getId(), inputs)).outputs;
      reply.setProperties(wire(outputs));
      return reply;
    }),
    read: answer((request: providerMessages.ReadRequest, call) => {
      const target = targetOf(request.getUrn(), call);
      const found = azure.read(target, request.getId());
      const reply = new messages.ReadResponse();
      if (!found) return reply;
      reply.setId(found.id);
      reply.setProperties(wire(found.outputs));
      const type = resourceTypes[target.type];
      const known = propertiesOf(request.getInputs());
      const read = Object.keys(known).length
        ? drifted(known, propertiesOf(request.getProperties()), found.outputs, target.type)
        : { ...writable(target.type, found.outputs), ...(type ? namesIn(type, found.id) : {}) };
      reply.setInputs(wire(read));
      return reply;
    }),
    delete: answer(async (request: providerMessages.DeleteRequest, call) => {
      await azure.delete(targetOf(request.getUrn(), call), request.getId());
      return new Empty();
    }),
    invoke: answer((request: providerMessages.InvokeRequest, call) => {
      const token = request.getTok();
      const args = propertiesOf(request.getArgs());
      const found = invoke(store, token, args, subscriptionOf(call));
      if (!found) warnOnce(token, `The local Azure does not have the function ${token}: what it answers is made up.`);
      const reply = new messages.InvokeResponse();
      reply.setReturn(wire(found ?? inventedAnswer(token, args, project)));
      return reply;
    }),
    cancel: answer(() => new Empty()),
  };
  return { definition: ResourceProviderService, implementation };

  function warnOnce(about: string, text: string, urn = ""): void {
    if (!warned.has(about)) log?.warn(text, urn);
    warned.add(about);
  }

  function subscriptionOf(call: Call): string {
    return settings.get(call.getPeer())?.subscriptionId ?? account.subscriptionId;
  }

  function targetOf(urn: string, call: Call): Target {
    const token = tokenOf(urn);
    return {
      type: typeKey(token),
      name: urn.split("::").slice(3).join("::"),
      version: apiVersionOf(token),
      subscriptionId: subscriptionOf(call),
    };
  }

  function kindOf({ kind, replaces }: Difference) {
    const kinds = messages.PropertyDiff.Kind;
    if (kind === "add") return replaces ? kinds.ADD_REPLACE : kinds.ADD;
    if (kind === "delete") return replaces ? kinds.DELETE_REPLACE : kinds.DELETE;
    return replaces ? kinds.UPDATE_REPLACE : kinds.UPDATE;
  }

  function autonamingOf(request: providerMessages.CheckRequest): Autonaming | undefined {
    const wish = request.getAutonaming();
    if (!wish) return undefined;
    const { ENFORCE, DISABLE } = messages.CheckRequest.AutonamingOptions.Mode;
    const mode = wish.getMode() === ENFORCE ? "enforce" : wish.getMode() === DISABLE ? "disable" : "propose";
    return { mode, name: wish.getProposedName() };
  }

  function asServiceError(error: unknown): Partial<grpc.StatusObject> {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof HalfDone)) return { code: 2, details: message };
    const { Status } = load("@pulumi/pulumi/proto/status_pb");
    const { Any } = loadWellKnown("any");
    const detail = new messages.ErrorResourceInitFailed();
    detail.setId(error.id);
    detail.setProperties(wire(error.outputs));
    detail.setInputs(wire(error.inputs));
    detail.setReasonsList([message]);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(2);
    status.setMessage(message);
    status.addDetails(any);
    const metadata = new (loadGrpc().Metadata)();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return { code: 2, details: message, metadata };
  }
}

/** What a provider of a program is configured with. */
interface Settings {
  readonly location: string | undefined;
  readonly subscriptionId: string | undefined;
}

/** As azure-native reads them: a subscription that its configuration leaves out may be in the environment. */
function settingsOf({ location, subscriptionId }: Properties): Settings {
  return {
    location: isText(location) ? location : undefined,
    subscriptionId: isText(subscriptionId) ? subscriptionId : process.env.ARM_SUBSCRIPTION_ID || undefined,
  };
}

/** A create that stopped half way: the engine keeps the resource and updates it the next time. */
class HalfDone extends Error {
  constructor(
    readonly id: string,
    readonly outputs: Properties,
    readonly inputs: Properties,
    message: string,
  ) {
    super(message);
  }
}

/** Inputs after a refresh: what changed in the service since it was last seen, in the inputs that the program gave. */
function drifted(inputs: Properties, before: Properties, now: Properties, type: string): Properties {
  const changed = Object.entries(writable(type, now)).filter(
    ([name, value]) => name in inputs && before[name] !== undefined && !same(before[name], value),
  );
  return { ...inputs, ...Object.fromEntries(changed) };
}

function tokenOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function topOf(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}
