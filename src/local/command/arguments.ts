/** A command line of the CLI, as far as acr-local reads it. */
export interface CommandLine {
  /** The words that are no flags: `["stack", "output", "name"]`. */
  readonly words: readonly string[];
  /** The folder that `--cwd` names. */
  readonly directory: string | undefined;
  /** The stack that `--stack` names. */
  readonly stack: string | undefined;
  /** Whether a flag is given, by its long name. */
  readonly has: (flag: string) => boolean;
}

const short: Readonly<Record<string, string>> = { C: "cwd", s: "stack", y: "yes", h: "help", v: "verbose" };

/** Flags with a value that may stand before the command or its words. */
const withValue = new Set([
  "cwd",
  "stack",
  "color",
  "verbose",
  "tracing",
  "profiling",
  "config-file",
  "memprofilerate",
  "secrets-provider",
  "copy-config-from",
]);

/** Reads the arguments for the CLI. */
export function readArguments(args: readonly string[]): CommandLine {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? "";
    const [, dashes = "", name = "", value] = /^(--?)([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (dashes === "") {
      words.push(word);
      continue;
    }
    const flag = dashes === "-" ? (short[name] ?? name) : name;
    flags.set(flag, value ?? (withValue.has(flag) ? (args[++index] ?? "") : ""));
  }
  return { words, directory: flags.get("cwd"), stack: flags.get("stack"), has: (flag) => flags.has(flag) };
}
