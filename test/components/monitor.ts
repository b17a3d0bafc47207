import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engineProto from "@pulumi/pulumi/proto/engine_pb";
import { LanguageRuntimeClient, LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as languageProto from "@pulumi/pulumi/proto/language_pb";
import * as providerProto from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resourceProto from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

// A small resource monitor: enough of the engine to run a program in this process and see what it registers. Internal
// paths of the SDK, which is why the SDK is pinned.
const automation: { LanguageServer: new (program: () => Promise<unknown>) => grpc.UntypedServiceImplementation } =
  createRequire(__filename)("@pulumi/pulumi/automation/server");

type Unary<Request> = grpc.ServerUnaryCall<Request, unknown>;
type Done<Reply> = grpc.sendUnaryData<Reply>;
/** JSON as the engine's wire takes it. */
type Json = Parameters<typeof Struct.fromJavaScript>[0];

/** The id that the monitor gives a resource: an ARM id where the library looks at its form. */
export function idOf({ type, name }: Pick<Registered, "type" | "name">): string {
  const zone = "/subscriptions/s/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones";
  return type === "azure-native:privatedns:PrivateZone" ? `${zone}/${name}` : `/id/of/${name}`;
}

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly custom: boolean;
  readonly inputs: Json;
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly aliases: readonly { type: string; name: string; noParent: boolean; parentUrn: string; urn: string }[];
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  readonly provider: string;
  readonly importId: string;
  readonly createTimeout: string;
  /** How many transforms the engine would call for it. */
  readonly transforms: number;
  readonly version: string;
  readonly hooks: readonly string[];
}

/** What a run of a program did. */
export interface Run {
  readonly resources: readonly Registered[];
  readonly logs: readonly { severity: number; message: string; urn: string }[];
  /** The program's error, as the engine is told. */
  readonly error: string;
}

/** How to run a program. */
export interface RunOptions {
  /** Whether outputs of resources are unknown, as in a preview. Default: false. */
  readonly preview?: boolean;
  /** What a function (invoke) answers, by its token; for some by the provider that is asked. */
  readonly invokes?: Readonly<Record<string, Json | ((provider: string) => Json)>>;
  /** Told of the provider of every function that is called. */
  readonly onInvoke?: (provider: string) => void;
}

const features = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

/** A monitor that runs until it is closed. */
export interface Monitor {
  readonly address: string;
  readonly resources: readonly Registered[];
  readonly logs: Run["logs"];
  readonly close: () => void;
}

/** Starts a monitor that accepts everything. */
export async function startMonitor({ preview = false, invokes = {}, onInvoke }: RunOptions = {}): Promise<Monitor> {
  const resources: Registered[] = [];
  const logs: Run["logs"][number][] = [];
  let root = "";
  const server = new grpc.Server();
  const empty: grpc.handleUnaryCall<unknown, Empty> = (_call, done) => done(null, new Empty());
  server.addService(ResourceMonitorService, {
    supportsFeature(
      call: Unary<resourceProto.SupportsFeatureRequest>,
      done: Done<resourceProto.SupportsFeatureResponse>,
    ) {
      const reply = new resourceProto.SupportsFeatureResponse();
      reply.setHassupport(features.has(call.request.getId()));
      done(null, reply);
    },
    registerResource(
      call: Unary<resourceProto.RegisterResourceRequest>,
      done: Done<resourceProto.RegisterResourceResponse>,
    ) {
      const request = call.request;
      const registered = readRequest(request);
      resources.push(registered);
      const reply = new resourceProto.RegisterResourceResponse();
      reply.setUrn(registered.urn);
      if (registered.custom && !preview) reply.setId(idOf(registered));
      reply.setObject(Struct.fromJavaScript(outputsOf(registered, preview)));
      done(null, reply);
    },
    registerResourceOutputs: empty,
    registerResourceHook: empty,
    registerErrorHook: empty,
    registerStackTransform: empty,
    registerStackInvokeTransform: empty,
    signalAndWaitForShutdown: empty,
    readResource(call: Unary<resourceProto.ReadResourceRequest>, done: Done<resourceProto.ReadResourceResponse>) {
      const request = call.request;
      const urn = `urn:pulumi:test::test::${request.getType()}::${request.getName()}`;
      const reply = new resourceProto.ReadResourceResponse();
      reply.setUrn(urn);
      reply.setProperties(Struct.fromJavaScript(answerOf(invokes[request.getType()], "")));
      done(null, reply);
    },
    invoke(call: Unary<resourceProto.ResourceInvokeRequest>, done: Done<providerProto.InvokeResponse>) {
      const provider: string = call.request.getProvider();
      onInvoke?.(provider);
      const reply = new providerProto.InvokeResponse();
      try {
        reply.setReturn(Struct.fromJavaScript(answerOf(invokes[call.request.getTok()], provider)));
        done(null, reply);
      } catch (error) {
        done({ code: grpc.status.UNKNOWN, details: String(error) });
      }
    },
  });
  server.addService(EngineService, {
    log(call: Unary<engineProto.LogRequest>, done: Done<Empty>) {
      const request = call.request;
      logs.push({ severity: request.getSeverity(), message: request.getMessage(), urn: request.getUrn() });
      done(null, new Empty());
    },
    getRootResource(_call: Unary<unknown>, done: Done<engineProto.GetRootResourceResponse>) {
      const reply = new engineProto.GetRootResourceResponse();
      reply.setUrn(root);
      done(null, reply);
    },
    setRootResource(call: Unary<engineProto.SetRootResourceRequest>, done: Done<engineProto.SetRootResourceResponse>) {
      root = call.request.getUrn();
      done(null, new engineProto.SetRootResourceResponse());
    },
  });
  return { address: await listen(server), resources, logs, close: () => server.forceShutdown() };
}

function answerOf(answer: Json | ((provider: string) => Json) | undefined, provider: string): Json {
  return (typeof answer === "function" ? answer(provider) : answer) ?? {};
}

/** Runs a program in this process against a monitor. */
export async function run(program: () => unknown, options: RunOptions = {}): Promise<Run> {
  const monitor = await startMonitor(options);
  const host = new grpc.Server();
  host.addService(LanguageRuntimeService, new automation.LanguageServer(async () => program()));
  const client = new LanguageRuntimeClient(await listen(host), grpc.credentials.createInsecure());
  try {
    const request = new languageProto.RunRequest();
    request.setProject("test");
    request.setStack("test");
    request.setDryrun(options.preview ?? false);
    request.setMonitorAddress(monitor.address);
    request.setArgsList([monitor.address]);
    request.setParallel(16);
    const error = await new Promise<string>((settle) => {
      client.run(request, (failure, reply) => settle(failure ? failure.message : reply.getError()));
    });
    return { resources: monitor.resources, logs: monitor.logs, error };
  } finally {
    client.close();
    monitor.close();
    host.forceShutdown();
  }
}

function listen(server: grpc.Server): Promise<string> {
  return new Promise((settle, fail) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? fail(error) : settle(`127.0.0.1:${port}`),
    );
  });
}

function readRequest(request: resourceProto.RegisterResourceRequest): Registered {
  const parent: string = request.getParent();
  const type: string = request.getType();
  const name: string = request.getName();
  const parentType = parent.split("::")[2] ?? "";
  const qualified = parentType && !parentType.startsWith("pulumi:pulumi:Stack") ? `${parentType}$${type}` : type;
  return {
    type,
    name,
    urn: `urn:pulumi:test::test::${qualified}::${name}`,
    custom: request.getCustom(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    parent,
    dependencies: request.getDependenciesList(),
    aliases: request.getAliasesList().map((alias) => ({
      urn: alias.getUrn(),
      type: alias.getSpec()?.getType() ?? "",
      name: alias.getSpec()?.getName() ?? "",
      noParent: alias.getSpec()?.getNoparent() ?? false,
      parentUrn: alias.getSpec()?.getParenturn() ?? "",
    })),
    protect: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    retainOnDelete: request.getRetainondelete() ?? false,
    deletedWith: request.getDeletedwith(),
    provider: request.getProvider(),
    importId: request.getImportid(),
    createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
    transforms: request.getTransformsList().length,
    version: request.getVersion(),
    hooks: request.getHooks()?.getBeforeUpdateList() ?? [],
  };
}

/** What the provider would fill in: known outputs only after an update, inputs always. */
function outputsOf({ type, name, inputs }: Registered, preview: boolean): Json {
  const nameInput = Object.entries(inputs).find(([key]) => key.endsWith("Name") && key !== "resourceGroupName")?.[1];
  const azureName = typeof nameInput === "string" && !type.endsWith(":PrivateDnsZoneGroup") ? nameInput : `${name}1a2b`;
  if (!type.startsWith("azure-native:")) return inputs;
  return {
    ...inputs,
    ...(preview
      ? {}
      : {
          name: azureName,
          loginServer: `${azureName}.azurecr.io`,
          principalId: "11111111-1111-1111-1111-111111111111",
          clientId: "22222222-2222-2222-2222-222222222222",
          tenantId: "33333333-3333-3333-3333-333333333333",
        }),
  };
}
