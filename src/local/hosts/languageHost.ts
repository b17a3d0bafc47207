import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type * as grpc from "@grpc/grpc-js";
import type * as languageMessages from "@pulumi/pulumi/proto/language_pb";
import type { Properties } from "../json";
import type { Service } from "../provider/answering";
import { engineLog } from "./engineLog";

const load = createRequire(__filename);

/** The exit code by which the SDK's runner says that the program's error has been shown already. */
const alreadyReported = 32;

/**
 * The language host of Node.js programs, for a CLI that has none beside it: it starts the runner of the program's own
 * SDK as the host of the full CLI does, with the options of the project's runtime. What the program prints goes to the
 * engine.
 */
export function languageService(projectOptions: Properties = {}): Service & { readonly stop: () => void } {
  const messages: typeof languageMessages = load("@pulumi/pulumi/proto/language_pb");
  const { LanguageRuntimeService } = load("@pulumi/pulumi/proto/language_grpc_pb");
  const { PluginInfo } = load("@pulumi/pulumi/proto/plugin_pb");
  const running = new Set<ChildProcess>();
  const implementation: grpc.UntypedServiceImplementation = {
    getRequiredPlugins: (_call: unknown, done: grpc.sendUnaryData<unknown>) =>
      done(null, new messages.GetRequiredPluginsResponse()),
    getRequiredPackages: (_call: unknown, done: grpc.sendUnaryData<unknown>) =>
      done(null, new messages.GetRequiredPackagesResponse()),
    getPluginInfo: (_call: unknown, done: grpc.sendUnaryData<unknown>) => {
      const info = new PluginInfo();
      info.setVersion("1.0.0");
      done(null, info);
    },
    run: (call: grpc.ServerUnaryCall<languageMessages.RunRequest, unknown>, done: grpc.sendUnaryData<unknown>) => {
      const reply = new messages.RunResponse();
      runProgram(call.request, projectOptions, running).then(
        (code) => {
          if (code === alreadyReported) reply.setBail(true);
          else if (code !== 0) reply.setError(`Program exited with non-zero exit code: ${code}`);
          done(null, reply);
        },
        (error: unknown) => {
          reply.setError(error instanceof Error ? error.message : String(error));
          done(null, reply);
        },
      );
    },
  };
  return {
    definition: LanguageRuntimeService,
    implementation,
    stop: () => running.forEach((child) => void child.kill()),
  };
}

async function runProgram(
  request: languageMessages.RunRequest,
  projectOptions: Properties,
  running: Set<ChildProcess>,
): Promise<number> {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() || request.getPwd();
  // The engine does not pass the project's options on to a host that it did not start.
  const options: Properties = { ...projectOptions, ...info?.getOptions()?.toJavaScript() };
  const engine = request.getArgsList()[0] ?? "";
  const child = spawn(
    process.execPath,
    [
      ...(typeof options.nodeargs === "string" ? options.nodeargs.split(/\s+/).filter(Boolean) : []),
      runner(directory),
      `--monitor=${request.getMonitorAddress()}`,
      `--engine=${engine}`,
      `--project=${request.getProject()}`,
      `--stack=${request.getStack()}`,
      `--organization=${request.getOrganization()}`,
      `--root-directory=${info?.getRootDirectory() ?? directory}`,
      `--pwd=${request.getPwd()}`,
      `--parallel=${request.getParallel()}`,
      ...(request.getDryrun() ? ["--dry-run"] : []),
      info?.getEntryPoint() || ".",
    ],
    {
      cwd: request.getPwd(),
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        PULUMI_NODEJS_TYPESCRIPT: String(options.typescript ?? true),
        ...(typeof options.tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
      },
    },
  );
  running.add(child);
  const log = engineLog(engine);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", log.info);
  const code = await new Promise<number>((done, fail) => {
    child.once("error", fail);
    child.once("close", (exit) => done(exit ?? 1));
  });
  running.delete(child);
  await log.close();
  return code;
}

function runner(directory: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new Error(`@pulumi/pulumi is not installed in ${directory}: run npm install there.`);
  }
}
