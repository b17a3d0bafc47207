import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

// A policy pack run as the engine runs it: the SDK's own starter, then the analyzer protocol over gRPC.

const root = join(__dirname, "../..");
const sdk = createRequire(join(root, "node_modules/@pulumi/pulumi/package.json"));
const grpc = sdk("@grpc/grpc-js");
const { AnalyzerClient } = sdk("./proto/analyzer_grpc_pb.js");
const proto = sdk("./proto/analyzer_pb.js");
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js");
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb.js");

/** How the engine marks a secret on the wire. */
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
/** The engine's sign for a value that is not known in a preview. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly props: object;
  readonly protect?: boolean;
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
}

export interface Said {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  readonly level: string;
}

export interface PolicyFacts {
  readonly name: string;
  readonly description: string;
  readonly level: string;
  readonly severity: number;
  readonly tags: string[];
  readonly url: string;
  readonly steps: string;
  readonly framework: string;
  readonly schema: Record<string, unknown>;
}

const levels = ["advisory", "mandatory", "disabled", "remediate"];

export const urnOf = ({ type, name }: Pick<Declared, "type" | "name">) => `urn:pulumi:dev::shop::${type}::${name}`;

/** Starts the pack in a folder. */
export async function startPack(folder = join(root, "policy-pack")) {
  const starter = join(root, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [starter, "127.0.0.1:1", "."], {
    cwd: folder,
    env: { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "false" },
  });
  const port = await portOf(child);
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
  });
  // biome-ignore lint/suspicious/noExplicitAny: generated messages without types, in a test
  const call = (method: string, request: unknown): Promise<any> =>
    new Promise((done, fail) => {
      client[method](request, (error: Error | null, response: unknown) => (error ? fail(error) : done(response)));
    });

  async function info(): Promise<PolicyFacts[]> {
    const response = await call("getAnalyzerInfo", new Empty());
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return response.getPoliciesList().map((policy: any) => ({
      name: policy.getName(),
      description: policy.getDescription(),
      level: levels[policy.getEnforcementlevel()],
      severity: policy.getSeverity(),
      tags: policy.getTagsList(),
      url: policy.getUrl(),
      steps: policy.getRemediationSteps(),
      framework: `${policy.getFramework()?.getName()} ${policy.getFramework()?.getReference()}`,
      schema: policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {},
    }));
  }

  return {
    info,
    /** Configures as the engine does: every policy's own level, then `all`, then the file's entries. */
    configure: async (file: Readonly<Record<string, string | object>>) => {
      const sent = new Map<string, { level: string; properties: Record<string, unknown> }>();
      for (const { name, level } of await info()) sent.set(name, { level, properties: {} });
      if (typeof file.all === "string") for (const each of sent.values()) each.level = file.all;
      for (const [name, given] of Object.entries(file)) {
        const { enforcementLevel, ...properties } =
          typeof given === "string" ? { enforcementLevel: given } : { enforcementLevel: undefined, ...given };
        const own = sent.get(name)?.level ?? "";
        sent.set(name, { level: enforcementLevel ?? own, properties });
      }
      const request = new proto.ConfigureAnalyzerRequest();
      for (const [name, { level, properties }] of sent) {
        const config = new proto.PolicyConfig();
        config.setEnforcementlevel(levels.indexOf(level));
        config.setProperties(Struct.fromJavaScript(properties));
        request.getPolicyconfigMap().set(name, config);
      }
      await call("configure", request);
    },
    analyze: async (resource: Declared) => said(await call("analyze", fill(new proto.AnalyzeRequest(), resource))),
    remediate: async (resource: Declared): Promise<{ policy: string; props: Record<string, unknown> }[]> => {
      const response = await call("remediate", fill(new proto.AnalyzeRequest(), resource));
      // biome-ignore lint/suspicious/noExplicitAny: as above
      return response.getRemediationsList().map((each: any) => ({
        policy: each.getPolicyname(),
        props: each.getProperties()?.toJavaScript(),
      }));
    },
    analyzeStack: async (resources: readonly Declared[]) => {
      const request = new proto.AnalyzeStackRequest();
      for (const resource of resources) {
        const message = fill(new proto.AnalyzerResource(), resource);
        for (const [input, urns] of Object.entries(resource.dependsOn ?? {})) {
          const from = new proto.AnalyzerPropertyDependencies();
          from.setUrnsList([...urns]);
          message.getPropertydependenciesMap().set(input, from);
        }
        message.setDependenciesList([...new Set(Object.values(resource.dependsOn ?? {}).flat())]);
        request.addResources(message);
      }
      return said(await call("analyzeStack", request));
    },
    stop: () => {
      client.close();
      child.kill();
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function fill(message: any, resource: Declared) {
  message.setType(resource.type);
  message.setName(resource.name);
  message.setUrn(urnOf(resource));
  message.setProperties(Struct.fromJavaScript(resource.props));
  const options = new proto.AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  message.setOptions(options);
  return message;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function said(response: any): Said[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return response.getDiagnosticsList().map((each: any) => ({
    policy: each.getPolicyname(),
    urn: each.getUrn(),
    message: each.getMessage(),
    level: levels[each.getEnforcementlevel()],
  }));
}

function portOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let out = "";
    let err = "";
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      const port = /^(\d+)\n/.exec(out)?.[1];
      if (port) done(port);
    });
    child.stderr?.on("data", (chunk) => {
      err += chunk;
    });
    child.on("exit", (code) => fail(new Error(`the pack ended with ${code}: ${err}`)));
  });
}
