import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import type * as providerMessages from "@pulumi/pulumi/proto/provider_pb";
import { loadWellKnown } from "../grpc";
import { type EngineLog, engineLog } from "../hosts/engineLog";
import { type Properties, same } from "../json";
import { standIns } from "../standIns/packages";
import type { Made, StandIn } from "../standIns/standIn";
import { answering, type Service } from "./answering";
import { propertiesOf } from "./wire";

const load = createRequire(__filename);

/** The packages that have a stand-in, without those that the user wants the real plugins of. */
export function standInPackages(real: readonly string[]): string[] {
  return Object.keys(standIns).filter((name) => !real.includes(name));
}

/** The provider service of the packages that are stood in for. It keeps nothing: all is in the state of the stack. */
export function standInService(): Service {
  const messages: typeof providerMessages = load("@pulumi/pulumi/proto/provider_pb");
  const { ResourceProviderService } = load("@pulumi/pulumi/proto/provider_grpc_pb");
  const { PluginInfo } = load("@pulumi/pulumi/proto/plugin_pb");
  const { Empty } = loadWellKnown("empty");
  const { Struct: WireStruct } = loadWellKnown("struct");
  const wire = (value: unknown) => WireStruct.fromJavaScript(value);
  let log: EngineLog | undefined;

  const made = async (urn: string, inputs: Properties): Promise<Made> => {
    const type = typeOf(urn);
    const result = await type.make(inputs);
    if (type.note) log?.warn(type.note(result, inputs), urn);
    return { ...result, outputs: { ...inputs, ...result.outputs } };
  };

  const implementation: grpc.UntypedServiceImplementation = {
    getPluginInfo: answering(() => {
      const info = new PluginInfo();
      info.setVersion("999.0.0");
      return info;
    }),
    attach: answering((request: { getAddress(): string }) => {
      log ??= engineLog(request.getAddress());
      return new Empty();
    }),
    checkConfig: answering((request: providerMessages.CheckRequest) => {
      const reply = new messages.CheckResponse();
      reply.setInputs(request.getNews());
      return reply;
    }),
    diffConfig: answering(() => new messages.DiffResponse()),
    configure: answering(() => {
      const reply = new messages.ConfigureResponse();
      reply.setSupportspreview(true);
      return reply;
    }),
    check: answering((request: providerMessages.CheckRequest) => {
      typeOf(request.getUrn());
      const reply = new messages.CheckResponse();
      reply.setInputs(wire(propertiesOf(request.getNews())));
      return reply;
    }),
    diff: answering((request: providerMessages.DiffRequest) => {
      const olds = propertiesOf(request.getOldInputs());
      const news = propertiesOf(request.getNews());
      const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
        (name) => !name.startsWith("__") && !same(olds[name], news[name]),
      );
      const reply = new messages.DiffResponse();
      const some = messages.DiffResponse.DiffChanges;
      reply.setChanges(changed.length ? some.DIFF_SOME : some.DIFF_NONE);
      reply.setDiffsList(changed);
      if (!typeOf(request.getUrn()).updates) reply.setReplacesList(changed);
      return reply;
    }),
    create: answering(async (request: providerMessages.CreateRequest) => {
      const inputs = propertiesOf(request.getProperties());
      const reply = new messages.CreateResponse();
      if (request.getPreview()) {
        reply.setProperties(wire(inputs));
        return reply;
      }
      const { id, outputs } = await made(request.getUrn(), inputs);
      reply.setId(id);
      reply.setProperties(wire(outputs));
      return reply;
    }),
    update: answering(async (request: providerMessages.UpdateRequest) => {
      const inputs = propertiesOf(request.getNews());
      const reply = new messages.UpdateResponse();
      reply.setProperties(wire(request.getPreview() ? inputs : (await made(request.getUrn(), inputs)).outputs));
      return reply;
    }),
    read: answering((request: providerMessages.ReadRequest) => {
      const outputs = propertiesOf(request.getProperties());
      const reply = new messages.ReadResponse();
      // What was not made here cannot be looked up: there is nothing behind it.
      if (Object.keys(outputs).length === 0 || typeOf(request.getUrn()).isOver?.(outputs)) return reply;
      reply.setId(request.getId());
      reply.setProperties(request.getProperties());
      reply.setInputs(request.getInputs());
      return reply;
    }),
    delete: answering(() => new Empty()),
    invoke: answering((request: providerMessages.InvokeRequest) => {
      const token = request.getTok();
      const [name = "", , call = ""] = token.split(":");
      const answer = standIns[name]?.functions?.[call];
      if (!answer) throw new Error(`The local Azure does not have the function ${token}. ${realPlugin(name)}`);
      const reply = new messages.InvokeResponse();
      reply.setReturn(wire(answer(propertiesOf(request.getArgs()))));
      return reply;
    }),
    cancel: answering(() => new Empty()),
  };
  return { definition: ResourceProviderService, implementation };
}

function typeOf(urn: string): StandIn {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const [name = "", , kind = ""] = token.split(":");
  const found = standIns[name]?.types[kind];
  if (!found) throw new Error(`The local Azure does not stand in for ${token}. ${realPlugin(name)}`);
  return found;
}

/** How to have the real plugin of a package instead. */
function realPlugin(name: string): string {
  return `ACR_LOCAL_REAL=${name} takes the real plugin, which "pulumi plugin install resource ${name}" installs.`;
}
