import type { Severity } from "../rules";
import { oneOf, readOptions, WrongUsage } from "../terminal/usage";
import { type Format, formats } from "./formats";

/** What a call of acr-review asks for. */
export interface Request {
  readonly files: readonly string[];
  /** The command whose output is reviewed, from what stands after `--`. */
  readonly command: readonly string[];
  readonly format: Format;
  /** The file for the report; standard output where it is absent. */
  readonly output: string | undefined;
  readonly profile: string | undefined;
  readonly config: string | undefined;
  /** Parameter files and `name=value`, for templates. */
  readonly parameters: readonly string[];
  readonly failOn: Severity | "never";
  readonly tier: boolean;
  readonly show: "report" | "rules" | "help" | "version";
}

/** The text of `acr-review --help`. */
export const help = `Reviews Azure Container Registry configurations in files, without deploying anything.

Usage:
  acr-review [options] FILE...
  acr-review [options] -- pulumi preview [...]
  acr-review --explain RULE...

FILE is the output of "pulumi preview --json" (both forms) or of "pulumi stack export", an ARM
template in JSON, the output of "az deployment group what-if --no-pretty-print", "bicep snapshot"
or "bicep build-params --stdout", what "az acr show", "az resource list", Resource Graph or
PowerShell print of registries that exist, or a list of {"type", "name", "inputs"}. "-" reads
standard input.

Options:
  --profile NAME        baseline (the default), private, resilient, regulated, abac, all or none
  -c, --config FILE     levels, parameters and waivers: the file that --policy-pack-config takes
  --parameters FILE     parameters of an ARM template: a parameter file, or name=value; may be
                        repeated, the later count more
  --fail-on LEVEL       error (the default), warning or never: what makes the exit code 1
  -f, --format FORMAT   ${formats.join(", ")} (default: text)
  -o, --output FILE     write the report to a file
  --tier                say which tier each registry needs, and what keeps it from the tier below
  --explain             print rules by id or policy name: what, why, fix, examples
  -h, --help, --version

Exit codes: 0 clean, 1 findings, 2 unreadable input or wrong usage.
`;

/** Reads the command line. Throws {@link WrongUsage}. */
export function requestOf(args: readonly string[]): Request {
  const separator = args.indexOf("--");
  const own = separator < 0 ? args : args.slice(0, separator);
  const command = separator < 0 ? [] : args.slice(separator + 1);
  const { values, positionals } = readOptions(own, options, "acr-review");
  const show = values.help ? "help" : values.version ? "version" : values.explain ? "rules" : "report";
  if (show === "rules" && positionals.length === 0)
    throw new WrongUsage("Name a rule after --explain, by id or policy name.");
  if (show === "report") {
    if (separator >= 0 && command.length === 0) throw new WrongUsage("A command must follow --.");
    if (positionals.length === 0 && command.length === 0) {
      throw new WrongUsage("Name a file to review, or a command after --. See acr-review --help.");
    }
    if (positionals.length > 0 && command.length > 0) {
      throw new WrongUsage("Name files or a command after --, not both.");
    }
  }
  return {
    files: positionals,
    command,
    format: oneOf("--format", values.format, formats) ?? "text",
    output: values.output,
    profile: values.profile,
    config: values.config,
    parameters: values.parameters ?? [],
    failOn: oneOf("--fail-on", values["fail-on"], ["error", "warning", "never"] as const) ?? "error",
    tier: values.tier === true,
    show,
  };
}

const options = {
  profile: { type: "string" },
  config: { type: "string", short: "c" },
  parameters: { type: "string", multiple: true },
  "fail-on": { type: "string" },
  format: { type: "string", short: "f" },
  output: { type: "string", short: "o" },
  tier: { type: "boolean" },
  explain: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;
