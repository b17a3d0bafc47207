import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "../grpc";
import { languageService } from "../hosts/languageHost";
import { providerService } from "../provider/provider";
import { standInPackages, standInService } from "../provider/standInProvider";
import { type CliPlaces, findCli, hasLanguageHost, placesOf } from "../pulumiCli/find";
import { runCli } from "../pulumiCli/run";
import { openAzure } from "../service/azure";
import { openFaults, parseFaults } from "../service/faults";
import { openStore } from "../service/store";
import type { CommandLine } from "./arguments";
import { missingPlugins } from "./missingPlugins";
import type { Project } from "./project";
import { ensureStack, isUnattended, removingStack, type StackPlace, stackCommands } from "./stackCommands";
import { localConfigFile, mergeConfig, originOf } from "./stackConfig";
import { releaseDeadLocks, stackOf } from "./stacks";

/** The commands that run a program, or may: they are given a language host where the CLI has none. */
const programCommands = new Set(["up", "update", "preview", "pre", "refresh", "destroy", "down", "dn"]);
/** The commands that ask before they change something. */
const askingCommands = new Set(["up", "update", "refresh", "destroy", "down", "dn", "import", "state"]);
/** The commands that take the configuration from a file that is named. */
const configCommands = new Set([...programCommands, "watch", "import", "config"]);
/** The commands that are not about a stack. */
const stacklessCommands = new Set(
  "about completion gen-completion help install new org package plugin policy schema version whoami".split(" "),
);
const isAboutStacks = (command: string) =>
  configCommands.has(command) || askingCommands.has(command) || ["stack", "cancel", "logs"].includes(command);

const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Runs a command of the CLI against the local Azure in a state folder, and gives its exit code. */
export async function runPulumi(
  args: readonly string[],
  line: CommandLine,
  state: string,
  project: Project | undefined,
): Promise<number> {
  const [command = "", subCommand = ""] = line.words;
  if (command === "login" || command === "logout") throw new Error(`${command}: the local Azure needs no account.`);
  if (!project && isAboutStacks(command) && !line.has("help")) {
    throw new Error(
      'no Pulumi.yaml here or above: go to a project\'s folder, or name it with --cwd. The smallest Pulumi.yaml is\n\n  name: my-registry\n  runtime: nodejs\n\n"acr-local new" writes it, with a first program.',
    );
  }
  const places = placesOf(process.env);
  const cli = await findCli(places, say);
  if (!project || stacklessCommands.has(command) || command === "" || line.has("help")) {
    if (project) makeFolder(state);
    return runCli(cli, args, { ...process.env, PULUMI_BACKEND_URL: pathToFileURL(state).href });
  }
  makeFolder(state);
  const ownHost = project.runtime === "nodejs" && !hasLanguageHost(cli, places);
  const stack = stackOf(line, state);
  const projectFile = join(project.configDirectory, `Pulumi.${stack}.yaml`);
  const env = environment(state, stack, ownHost ? pluginsOf(command) : []);
  const place = { cli, places, state, stack, project, projectFile, env };
  if (releaseDeadLocks(state, project, stack)) {
    say("acr-local: the last run was killed; its lock on the stack is released.");
  }
  const stackCommand = command === "stack" ? stackCommands.get(subCommand) : undefined;
  if (stackCommand) return stackCommand(place, args, line);

  const store = openStore(state);
  const faults = openFaults(state, parseFaults(process.env.ACR_LOCAL_FAULTS ?? ""));
  const provider = providerService(store, openAzure(store, faults), project.directory);
  const providers = await serve(provider.definition, provider.implementation);
  const stoodIn = standInPackages(realPlugins(process.env));
  const others = standInService();
  const standIns = await serve(others.definition, others.implementation);
  env.PULUMI_DEBUG_PROVIDERS = [
    ...["azure-native", "azuread"].map((name) => `${name}:${providers.port}`),
    ...stoodIn.map((name) => `${name}:${standIns.port}`),
  ].join(",");
  const host = ownHost && programCommands.has(command) ? languageService(project.options) : undefined;
  const language = host && (await serve(host.definition, host.implementation));
  try {
    if (programCommands.has(command)) sayMissingPlugins(project, ["azure-native", "azuread", ...stoodIn], places);
    const made = await ensureStack(place);
    if (made !== 0) return made;
    if (configCommands.has(command)) {
      const secrets = mergeConfig(state, stack, projectFile);
      if (secrets.length && programCommands.has(command)) {
        say(
          `acr-local: set ${secrets.join(", ")} with "acr-local config set --secret": secrets of the project stay its own.`,
        );
      }
    }
    if (command === "config" && subCommand === "rm") checkRemoval(place, line.words[2] ?? "");
    const all = [...args, ...added(command, line, { state, stack, ownHost, port: language?.port })];
    // The CLI's last words name the command that would remove the stack of the same name in the user's own backend.
    const run = () =>
      runCli(cli, all, env, "shown", (text) => text.replaceAll("`pulumi stack rm ", "`acr-local stack rm "));
    return line.has("remove") ? await removingStack(place, line, run) : await run();
  } finally {
    store.flush();
    host?.stop();
    language?.close();
    providers.close();
    standIns.close();
  }
}

/** Says which providers of a project would be missing in the middle of a run, and how to get them. */
function sayMissingPlugins(project: Project, served: readonly string[], places: CliPlaces): void {
  const missing = project.runtime === "nodejs" ? missingPlugins(project, served, places) : [];
  for (const { dependency, name, version } of missing) {
    say(
      `acr-local: this project depends on ${dependency}, whose plugin is not here and is not imitated: "pulumi plugin install resource ${name} ${version}" installs it. Without it, the first resource of it ends the run.`,
    );
  }
}

/** A value that the project's own file gives comes back with the next command, so it cannot be removed here. */
function checkRemoval({ state, stack, project, projectFile }: StackPlace, name: string): void {
  const key = name.includes(":") ? name : `${project.name}:${name}`;
  const origin = originOf(state, stack, projectFile, key);
  if (origin === "project") {
    throw new Error(
      `config rm: ${name} is in ${basename(projectFile)}, which is the project's own. Give the local stack another value with "acr-local config set ${name} VALUE", or remove it from that file.`,
    );
  }
  if (origin === "over project") say(`acr-local: ${name} has the value of ${basename(projectFile)} again.`);
}

/** The packages whose real plugins are wanted although there is a stand-in: `ACR_LOCAL_REAL=docker,random`. */
function realPlugins({ ACR_LOCAL_REAL: names = "" }: NodeJS.ProcessEnv): string[] {
  return names.split(",").map((name) => name.trim());
}

/** The flags that a command gets besides the given ones. */
function added(
  command: string,
  line: CommandLine,
  { state, stack, ownHost, port }: { state: string; stack: string; ownHost: boolean; port: number | undefined },
): string[] {
  return [
    ...(port === undefined ? [] : [`--client=127.0.0.1:${port}`]),
    ...(configCommands.has(command) && !line.has("config-file")
      ? [`--config-file=${localConfigFile(state, stack)}`]
      : []),
    ...(isUnattended(line) && askingCommands.has(command) ? ["--yes"] : []),
    // The project's own file is not the local stack's.
    ...(line.has("remove") && !line.has("preserve-config") ? ["--preserve-config"] : []),
    // Without a language host there is nobody to write the program's text.
    ...(command === "import" && ownHost && !line.has("generate-code") ? ["--generate-code=false"] : []),
  ];
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
  const policies = { name: "pulumi-analyzer-policy-nodejs", script: "hosts/policyHost.js" };
  const language = { name: "pulumi-language-nodejs", script: "hosts/languagePlugin.js" };
  return command === "import" || command === "watch" ? [policies, language] : [policies];
}

function pluginFolder(state: string, { name, script }: Plugin): string {
  const folder = join(state, "plugins", name);
  const file = join(folder, name);
  const text = `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, script)}" "$@"\n`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
  return folder;
}

/** Makes the state folder, which nobody wants in version control. */
export function makeFolder(folder: string): string {
  if (mkdirSync(folder, { recursive: true }) !== undefined) writeFileSync(join(folder, ".gitignore"), "*\n");
  return folder;
}
