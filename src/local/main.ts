#!/usr/bin/env node
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { invoke, openAzure } from "./azure";
import { findCli, hasLanguageHost, placesOf } from "./cli";
import { openFaults, parseFault, readFaults, writeFaults } from "./faults";
import { serve } from "./grpc";
import { languageService } from "./languageHost";
import { findProject, type Project } from "./project";
import { providerService } from "./provider";
import { openStore, resetStore, storeFile } from "./store";

const help = `acr-local: runs a pulumi command against a local Azure

Usage
  acr-local <pulumi command and flags>   for instance: acr-local up, acr-local preview --policy-pack DIR
  acr-local reset                        forgets the state of this project's local Azure and stack
  acr-local fault OPERATION TYPE FAILURE [TIMES] [PART OF ID]
                                         makes an operation fail: create|read|update|delete, a type such as
                                         containerregistry:Replication or *, and 409|429|500|timeout|half-done
  acr-local faults                       lists the failures to come

State is in the folder .acr-local beside Pulumi.yaml, or where ACR_LOCAL_STATE says. The stack is "local" unless you name
one. No Azure account and no Pulumi account is needed.`;

/** The commands that run a program, or may: they are given a language host where the CLI has none. */
const programCommands = new Set(["up", "update", "preview", "pre", "refresh", "destroy", "down", "dn", "watch"]);
/** The commands that ask before they change something. */
const askingCommands = new Set(["up", "update", "refresh", "destroy", "down", "dn", "import"]);

async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args[0] === "--help" || args[0] === "-h" || args[0] === "help") {
    process.stdout.write(`${help}\n`);
    return args.length ? 0 : 2;
  }
  const project = findProject(args, process.cwd());
  const state = resolve(process.env.ACR_LOCAL_STATE ?? join(project?.directory ?? process.cwd(), ".acr-local"));
  if (args[0] === "reset") {
    resetStore(state);
    process.stdout.write(`Forgot ${state}\n`);
    return 0;
  }
  mkdirSync(state, { recursive: true });
  if (args[0] === "fault") return addFault(state, args.slice(1));
  if (args[0] === "faults") {
    for (const fault of readFaults(state)) process.stdout.write(`${JSON.stringify(fault)}\n`);
    return 0;
  }
  return runPulumi(args, state, project);
}

function addFault(state: string, words: readonly string[]): number {
  const fault = parseFault(words);
  if (typeof fault === "string") {
    process.stderr.write(`acr-local fault: ${fault}\n`);
    return 2;
  }
  writeFaults(state, [...readFaults(state), fault]);
  return 0;
}

async function runPulumi(args: readonly string[], state: string, project: Project | undefined): Promise<number> {
  const places = placesOf(process.env);
  const cli = await findCli(places, (text) => void process.stderr.write(`${text}\n`));
  const command = args.find((word) => !word.startsWith("-")) ?? "";
  const env = environment(state, places.path);
  if (!project || !needsStack(command)) return run(cli, args, env);

  const store = openStore(storeFile(state));
  const azure = openAzure(store, openFaults(state), (text) => void process.stderr.write(`warning: ${text}\n`));
  const provider = providerService({
    azure,
    invoke: (token, values) => invoke(store, token, values),
    version: "3.28.0",
  });
  const providers = await serve(provider.definition, provider.implementation);
  env.PULUMI_DEBUG_PROVIDERS = ["azure-native", "azuread"].map((name) => `${name}:${providers.port}`).join(",");

  const host = programCommands.has(command) && !hasLanguageHost(cli, places) ? languageService() : undefined;
  const language = host && (await serve(host.definition, host.implementation));
  try {
    const stack = stackOf(args, env);
    env.PULUMI_STACK = stack;
    if (!existsSync(join(state, ".pulumi", "stacks", project.name, `${stack}.json`))) {
      const made = await run(cli, ["stack", "init", stack, "--non-interactive", ...directoryArgs(args)], env, "quiet");
      if (made !== 0) return made;
    }
    return await run(
      cli,
      [
        ...args,
        ...(language ? [`--client=127.0.0.1:${language.port}`] : []),
        ...(askingCommands.has(command) && !process.stdin.isTTY && !args.includes("--yes") && !args.includes("-y")
          ? ["--yes"]
          : []),
      ],
      env,
    );
  } finally {
    store.flush();
    host?.stop();
    language?.close();
    providers.close();
  }
}

function needsStack(command: string): boolean {
  return ![
    "version",
    "about",
    "help",
    "new",
    "plugin",
    "login",
    "logout",
    "whoami",
    "schema",
    "package",
    "gen-completion",
  ].includes(command);
}

function environment(state: string, path: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${analyzerFolder(state)}${delimiter}${path}`,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? "local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** Where the engine finds the runner of policy packs, when the CLI has no language host: a script on PATH. */
function analyzerFolder(state: string): string {
  const folder = join(state, "bin");
  const script = join(folder, "pulumi-analyzer-policy-nodejs");
  const text = `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, "policyHost.js")}" "$@"\n`;
  if (!existsSync(script) || readFileSync(script, "utf8") !== text) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(script, text);
    chmodSync(script, 0o755);
  }
  return folder;
}

function stackOf(args: readonly string[], env: NodeJS.ProcessEnv): string {
  const index = args.findIndex((word) => word === "-s" || word === "--stack");
  const named = args.find((word) => word.startsWith("--stack="))?.slice("--stack=".length);
  return named ?? (index >= 0 ? args[index + 1] : undefined) ?? env.PULUMI_STACK ?? "local";
}

function directoryArgs(args: readonly string[]): string[] {
  const index = args.findIndex((word) => word === "-C" || word === "--cwd");
  const named = args.find((word) => word.startsWith("--cwd="));
  return named ? [named] : index >= 0 ? ["--cwd", args[index + 1] ?? "."] : [];
}

function run(
  cli: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: "shown" | "quiet" = "shown",
): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(cli, args, { env, stdio: output === "shown" ? "inherit" : ["ignore", "ignore", "inherit"] });
    // The child is in the same group and hears the signal itself; this process lives on to keep what it did.
    const wait = () => undefined;
    process.on("SIGINT", wait);
    child.once("error", fail);
    child.once("close", (code) => {
      process.off("SIGINT", wait);
      done(code ?? 1);
    });
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`acr-local: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
