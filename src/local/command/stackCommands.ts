import type { CliPlaces } from "../pulumiCli/find";
import { runCli } from "../pulumiCli/run";
import type { CommandLine } from "./arguments";
import type { Project } from "./project";
import { forgetConfig, keepingProjectFile } from "./stackConfig";
import { deselectStack, keepingSelection, selectStack, stackExists } from "./stacks";

/** A stack, and what its commands need. */
export interface StackPlace {
  readonly cli: string;
  readonly places: CliPlaces;
  readonly state: string;
  readonly stack: string;
  readonly project: Project;
  readonly projectFile: string;
  readonly env: NodeJS.ProcessEnv;
}

type StackCommand = (place: StackPlace, args: readonly string[], line: CommandLine) => Promise<number>;

const commands: Readonly<Record<string, StackCommand>> = {
  init: async ({ cli, state, stack, projectFile, env }, args, line) => {
    const flags = line.has("no-select") ? [] : ["--no-select"];
    const code = await keepingProjectFile(state, stack, projectFile, () => runCli(cli, [...args, ...flags], env));
    if (code === 0 && flags.length) selectStack(state, stack);
    return code;
  },
  select: async (place, _args, line) => {
    const { state, stack, project } = place;
    if (line.words[2] === undefined && line.stack === undefined) throw new Error("stack select: name the stack.");
    if (!stackExists(state, project, stack)) {
      if (!line.has("create")) throw new Error(`no stack named '${stack}' found: "acr-local stack ls" lists them.`);
      const made = await ensureStack(place);
      if (made !== 0) return made;
    }
    selectStack(state, stack);
    return 0;
  },
  rm: async (place, args, line) => {
    const { cli, env } = place;
    const flags = [
      ...(isUnattended(line) ? ["--yes"] : []),
      ...(line.has("preserve-config") ? [] : ["--preserve-config"]),
    ];
    return removingStack(place, line, () => runCli(cli, [...args, ...flags], env));
  },
  rename: () => refuseOn("rename", 'make another with "acr-local stack init"'),
  "change-secrets-provider": () => refuseOn("change-secrets-provider", "a local stack has a passphrase of its own"),
};

/** The commands on stacks that would change what belongs to the user's own stacks, as they are for local ones. */
export const stackCommands: ReadonlyMap<string, StackCommand> = new Map(Object.entries(commands));

function refuseOn(command: string, reason: string): never {
  throw new Error(`stack ${command} is not for local stacks: ${reason}.`);
}

/** Removes a stack, and its configuration too. */
export async function removingStack(
  { places, state, stack, project }: StackPlace,
  line: CommandLine,
  remove: () => Promise<number>,
): Promise<number> {
  const code = await keepingSelection(places.home, project, remove);
  if (code !== 0 || stackExists(state, project, stack)) return code;
  deselectStack(state, stack);
  if (!line.has("preserve-config")) forgetConfig(state, stack);
  return code;
}

/** Makes the stack of a command when it is not there yet. */
export async function ensureStack({ cli, state, stack, project, projectFile, env }: StackPlace): Promise<number> {
  if (stackExists(state, project, stack)) return 0;
  const init = ["stack", "init", stack, "--no-select", "--non-interactive", "--cwd", project.directory];
  return keepingProjectFile(state, stack, projectFile, () => runCli(cli, init, env, "quiet"));
}

/** Whether nobody can be asked. */
export function isUnattended(line: CommandLine): boolean {
  return !process.stdin.isTTY && !line.has("yes") && !line.has("preview-only");
}
