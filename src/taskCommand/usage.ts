import { oneOf, readOptions, WrongUsage } from "../terminal/usage";

/** The commands of acr-task. */
export const commands = ["lint", "plan", "render", "next", "purge"] as const;
/** A command of acr-task. */
export type CommandName = (typeof commands)[number];

/** The formats of each command's report. */
export const formats = {
  lint: ["text", "json", "sarif"],
  plan: ["text", "json", "mermaid", "svg"],
  render: ["text"],
  next: ["text", "json"],
  purge: ["text", "json"],
} as const satisfies Readonly<Record<CommandName, readonly string[]>>;

/** The text of `acr-task --help`. */
export const help = `Reads task files of Azure Container Registry as the service's runner does, without running anything.

Usage:
  acr-task lint [options] FILE...          what is wrong, with line, column and fix
  acr-task plan [options] FILE             the order of the steps, and the longest path
  acr-task render [options] FILE           the file as the runner's YAML reader gets it
  acr-task next [options] SCHEDULE|FILE    the next times of a schedule such as "0 4 * * Sun", or of
                                           the timers in a file that acr-review reads
  acr-task purge [options] FILTER... | FILE --try NAME...
                                           which of the names repository:tag a purge would delete; FILE
                                           is a task file with purges in it

FILE "-" is standard input. What only a run will know stays open.

Options for task files:
  --values FILE         the run's values, as YAML; without --values and --set they are not known
  --set NAME=VALUE      a value; may be repeated, and counts more than the file's
  --run NAME=VALUE      a variable of the run, for instance --run Branch=main; may be repeated
  --os OS               Linux (the default) or Windows
  --timeout SECONDS     the task's timeout (default: 3600, as the service has it)
  --registry HOST       the login server of the task's own registry
  --login HOST          a login server that the task signs in to; may be repeated
  --base-image-trigger  a new base image starts the task

Options for purges:
  --try NAME            repository:tag; may be repeated, and @FILE or @- has one on each line
  --must-keep NAME      a name that must not match, or the exit code is 1; may be repeated
  --must-delete NAME    a name that must match, or the exit code is 1; may be repeated
  --keep NUMBER         how many of the newest matches of a repository stay

Options:
  --count NUMBER        how many times to list (default: 5)
  --zone ZONE           the time zone of local times (default: this machine's)
  --fail-on LEVEL       error (the default), warning or never: what makes the exit code 1
  -f, --format FORMAT   lint: ${formats.lint.join(", ")}; plan: ${formats.plan.join(", ")}; next and purge: text, json
  -o, --output FILE     write the report to a file
  -h, --help, --version

Exit codes: 0 clean, 1 findings, 2 unreadable input or wrong usage.
`;

const options = {
  values: { type: "string" },
  set: { type: "string", multiple: true },
  run: { type: "string", multiple: true },
  os: { type: "string" },
  timeout: { type: "string" },
  registry: { type: "string" },
  login: { type: "string", multiple: true },
  "base-image-trigger": { type: "boolean" },
  schedule: { type: "string", multiple: true },
  count: { type: "string" },
  zone: { type: "string" },
  filter: { type: "string", multiple: true },
  keep: { type: "string" },
  try: { type: "string", multiple: true },
  "must-keep": { type: "string", multiple: true },
  "must-delete": { type: "string", multiple: true },
  "fail-on": { type: "string" },
  format: { type: "string", short: "f" },
  output: { type: "string", short: "o" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** What a call of acr-task asks for. */
export interface Request {
  readonly command: CommandName;
  /** What stands after the command. */
  readonly names: readonly string[];
  readonly values: string | undefined;
  readonly set: readonly (readonly [name: string, value: string])[];
  readonly run: readonly (readonly [name: string, value: string])[];
  readonly os: "Linux" | "Windows" | undefined;
  readonly timeout: number | undefined;
  readonly registry: string | undefined;
  readonly logins: readonly string[] | undefined;
  readonly startsOnBaseImage: boolean;
  readonly count: number;
  readonly zone: string | undefined;
  readonly keep: number;
  readonly tries: readonly string[];
  readonly mustKeep: readonly string[];
  readonly mustDelete: readonly string[];
  readonly failOn: "error" | "warning" | "never";
  readonly format: string;
  readonly output: string | undefined;
}

/** Reads the command line. Throws {@link WrongUsage}. */
export function requestOf(args: readonly string[]): Request | "help" | "version" {
  const { values, positionals } = readOptions(args, options, "acr-task");
  if (values.help) return "help";
  if (values.version) return "version";
  const [first, ...rest] = positionals;
  const command = commands.find((name) => name === first);
  if (first === undefined) throw new WrongUsage(`Name a command: ${commands.join(", ")}. See acr-task --help.`);
  if (command === undefined) {
    throw new WrongUsage(`There is no command "${first}": acr-task has ${commands.join(", ")}. See acr-task --help.`);
  }
  const names = [
    ...rest,
    ...(command === "next" ? (values.schedule ?? []) : []),
    ...(command === "purge" ? (values.filter ?? []) : []),
  ];
  if (names.length === 0) {
    const what = { next: "a schedule or a file", purge: "a filter or a task file" }[command as string] ?? "a task file";
    throw new WrongUsage(`Name ${what} after acr-task ${command}. See acr-task --help.`);
  }
  if (names.length > 1 && (command === "plan" || command === "render")) {
    throw new WrongUsage(`acr-task ${command} takes one file.`);
  }
  return {
    command,
    names,
    values: values.values,
    set: (values.set ?? []).map((text) => pairOf("--set", text)),
    run: (values.run ?? []).map((text) => pairOf("--run", text)),
    os: osOf(values.os),
    timeout: wholeOf("--timeout", values.timeout),
    registry: values.registry,
    logins: values.login,
    startsOnBaseImage: values["base-image-trigger"] === true,
    count: wholeOf("--count", values.count) ?? 5,
    zone: zoneOf(values.zone),
    keep: wholeOf("--keep", values.keep) ?? 0,
    tries: values.try ?? [],
    mustKeep: values["must-keep"] ?? [],
    mustDelete: values["must-delete"] ?? [],
    failOn: oneOf("--fail-on", values["fail-on"], ["error", "warning", "never"] as const) ?? "error",
    format: oneOf("--format", values.format, formats[command] as readonly string[]) ?? "text",
    output: values.output,
  };
}

function pairOf(option: string, text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new WrongUsage(`${option} takes NAME=VALUE, not "${text}".`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function osOf(text: string | undefined): Request["os"] {
  if (text === undefined) return undefined;
  const found = (["Linux", "Windows"] as const).find((os) => os.toLowerCase() === text.toLowerCase());
  if (!found) throw new WrongUsage(`--os takes Linux, Windows, not "${text}".`);
  return found;
}

function wholeOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new WrongUsage(`${option} takes a whole number, not "${text}".`);
  return Number(text);
}

function zoneOf(zone: string | undefined): string | undefined {
  if (zone === undefined) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    throw new WrongUsage(`--zone takes a time zone such as Europe/Berlin, not "${zone}".`);
  }
  return zone;
}
