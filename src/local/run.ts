import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CommandLine } from "./arguments";
import { openAzure } from "./azure";
import { findCli, hasLanguageHost, placesOf } from "./cli";
import { openFaults, parseFaults } from "./faults";
import { serve } from "./grpc";
import { languageService } from "./languageHost";
import type { Project } from "./project";
import { providerService } from "./provider";
import { keepingProjectFile, localConfigFile, mergeConfig } from "./stackConfig";
import { openStore } from "./store";

/** The commands that run a program, or may: they are given a language host where the CLI has none. */
const programCommands = new Set(["up", "update", "preview", "pre", "refresh", "destroy", "down", "dn"]);
/** The commands that ask before they change something. */
const askingCommands = new Set(["up", "update", "refresh", "destroy", "down", "dn", "import", "state"]);
/** The commands that take the configuration from a file that is named. */
const configCommands = new Set([...programCommands, "watch", "import", "config"]);
/** The commands that are not about a stack. */
const stacklessCommands = new Set(
  "about completion gen-completion help install login logout new org package plugin policy schema version whoami".split(
    " ",
  ),
);

const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Runs a command of the CLI against the local Azure in a state folder, and gives its exit code. */
export async function runPulumi(
  args: readonly string[],
  line: CommandLine,
  state: string,
  project: Project | undefined,
): Promise<number> {
  const places = placesOf(process.env);
  const cli = await findCli(places, say);
  const [command = "", subCommand = ""] = line.words;
  if (!project || stacklessCommands.has(command) || command === "" || line.has("help")) {
    return run(cli, args, { ...process.env, PULUMI_BACKEND_URL: pathToFileURL(makeFolder(state)).href });
  }
  makeFolder(state);
  const ownHost = !hasLanguageHost(cli, places);
  const stack = (command === "stack" && subCommand === "init" && line.words[2]) || stackOf(line);
  const projectFile = join(project.configDirectory, `Pulumi.${stack}.yaml`);
  const env = environment(state, stack, ownHost ? pluginsOf(command) : []);

  const store = openStore(state);
  const faults = openFaults(state, parseFaults(process.env.ACR_LOCAL_FAULTS ?? ""));
  const provider = providerService(store, openAzure(store, faults));
  const providers = await serve(provider.definition, provider.implementation);
  env.PULUMI_DEBUG_PROVIDERS = `azure-native:${providers.port},azuread:${providers.port}`;
  const host = ownHost && programCommands.has(command) ? languageService() : undefined;
  const language = host && (await serve(host.definition, host.implementation));
  try {
    if (command === "stack" && subCommand === "init") {
      return await keepingProjectFile(state, stack, projectFile, () => run(cli, args, env));
    }
    const made = await ensureStack(cli, { state, stack, project, projectFile, env });
    if (made !== 0) return made;
    if (configCommands.has(command)) {
      const secrets = mergeConfig(state, stack, projectFile);
      if (secrets.length && programCommands.has(command)) {
        say(
          `acr-local: set ${secrets.join(", ")} with "acr-local config set --secret": secrets of the project stay its own.`,
        );
      }
    }
    return await run(
      cli,
      [...args, ...added(command, subCommand, line, { state, stack, ownHost, port: language?.port })],
      env,
    );
  } finally {
    store.flush();
    host?.stop();
    language?.close();
    providers.close();
  }
}

/** The flags that a command gets besides the given ones. */
function added(
  command: string,
  subCommand: string,
  line: CommandLine,
  { state, stack, ownHost, port }: { state: string; stack: string; ownHost: boolean; port: number | undefined },
): string[] {
  const unattended = !process.stdin.isTTY && !line.has("yes") && !line.has("preview-only");
  const removesStack = (command === "stack" && subCommand === "rm") || (command === "destroy" && line.has("remove"));
  return [
    ...(port === undefined ? [] : [`--client=127.0.0.1:${port}`]),
    ...(configCommands.has(command) && !line.has("config-file")
      ? [`--config-file=${localConfigFile(state, stack)}`]
      : []),
    ...(unattended && (askingCommands.has(command) || removesStack) ? ["--yes"] : []),
    // The project's own file is not the local stack's.
    ...(removesStack && !line.has("preserve-config") ? ["--preserve-config"] : []),
    // Without a language host there is nobody to write the program's text.
    ...(command === "import" && ownHost && !line.has("generate-code") ? ["--generate-code=false"] : []),
  ];
}

interface StackPlace {
  readonly state: string;
  readonly stack: string;
  readonly project: Project;
  readonly projectFile: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Makes the stack of a command when it is not there yet. */
async function ensureStack(cli: string, { state, stack, project, projectFile, env }: StackPlace): Promise<number> {
  const file = join(state, ".pulumi", "stacks", project.name, `${stack}.json`);
  if (existsSync(file) || existsSync(`${file}.gz`)) return 0;
  return keepingProjectFile(state, stack, projectFile, () =>
    run(cli, ["stack", "init", stack, "--non-interactive", "--cwd", project.directory], env, "quiet"),
  );
}

function environment(state: string, stack: string, plugins: readonly Plugin[]): NodeJS.ProcessEnv {
  const { PULUMI_CONFIG_PASSPHRASE_FILE: _file, ...env } = process.env;
  const folders = plugins.map((plugin) => pluginFolder(state, plugin));
  return {
    ...env,
    PATH: [...folders, env.PATH ?? ""].join(delimiter),
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_STACK: stack,
    // A passphrase that nobody has to know: what it protects is local.
    PULUMI_CONFIG_PASSPHRASE: "acr-local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** A plugin that a CLI without a language host finds on PATH: its name, and the script of ours that it is. */
interface Plugin {
  readonly name: string;
  readonly script: string;
}

/** The runner of policy packs; and the language host as a plugin, for the commands that take no address of one. */
function pluginsOf(command: string): Plugin[] {
  const policies = { name: "pulumi-analyzer-policy-nodejs", script: "policyHost.js" };
  const language = { name: "pulumi-language-nodejs", script: "languagePlugin.js" };
  return command === "import" || command === "watch" ? [policies, language] : [policies];
}

function pluginFolder(state: string, { name, script }: Plugin): string {
  const folder = join(state, "plugins", name);
  const file = join(folder, name);
  const text = `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, script)}" "$@"\n`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    makeFolder(folder);
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
  return folder;
}

function makeFolder(state: string): string {
  mkdirSync(state, { recursive: true });
  return state;
}

function stackOf({ stack }: CommandLine): string {
  return (stack ?? process.env.PULUMI_STACK ?? "dev").split("/").at(-1) || "dev";
}

function run(
  cli: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: "shown" | "quiet" = "shown",
): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(cli, args, { env, stdio: output === "shown" ? "inherit" : ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => (said += data.toString()));
    // The terminal's interrupt reaches the child by itself; this process lives on to keep what was done.
    const wait = () => undefined;
    const stop = () => void child.kill("SIGTERM");
    process.on("SIGINT", wait).on("SIGTERM", stop);
    child.once("error", fail);
    child.once("close", (code) => {
      process.off("SIGINT", wait).off("SIGTERM", stop);
      if (code !== 0) process.stderr.write(said);
      done(code ?? 1);
    });
  });
}
