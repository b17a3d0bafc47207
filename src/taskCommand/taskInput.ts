import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LintOptions } from "../tasks/linting/lintTaskFile";
import { plainData } from "../tasks/reading/plainData";
import { runVariables } from "../tasks/reading/render";
import { readTextFile, UnreadableInput } from "../terminal/input";
import { WrongUsage } from "../terminal/usage";
import type { Request } from "./usage";

/** What the command line says of the run that a file will have. `file` is where Dockerfiles are looked for. */
export function optionsOf(request: Request, file: string): LintOptions {
  const { os, timeout, registry, logins, startsOnBaseImage } = request;
  const values = valuesOf(request);
  const folder = file === "-" ? "." : dirname(file);
  return {
    run: runOf(request),
    ...(values === undefined ? {} : { values }),
    ...(os === undefined ? {} : { os }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(registry === undefined ? {} : { registry }),
    ...(logins === undefined ? {} : { logins }),
    ...(startsOnBaseImage ? { startsOnBaseImage } : {}),
    aliasSource: (source) => (/^https?:/i.test(source) ? undefined : textBeside(folder, source)),
    ...(startsOnBaseImage ? { dockerfile: (path: string) => textBeside(folder, path) } : {}),
  };
}

/** The values of a run; `undefined` when nothing is said of them. */
function valuesOf({ values, set }: Request): Readonly<Record<string, unknown>> | undefined {
  if (values === undefined && set.length === 0) return undefined;
  const data = values === undefined ? {} : plainData(readTextFile(values));
  if (data === undefined) throw new UnreadableInput(`${values} is not a YAML mapping of values.`);
  return { ...data, ...Object.fromEntries(set) };
}

function runOf({ run, registry, os }: Request): NonNullable<LintOptions["run"]> {
  const known: Record<string, string> = os === undefined ? {} : { OS: os.toLowerCase() };
  if (registry !== undefined) {
    known.Registry = registry;
    known.RegistryName = registry.split(".")[0] ?? registry;
  }
  for (const [name, value] of run) {
    const variable = runVariables.find((each) => each.toLowerCase() === name.toLowerCase());
    if (!variable) throw new WrongUsage(`--run knows ${runVariables.join(", ")}, not "${name}".`);
    known[variable] = value;
  }
  return known;
}

function textBeside(folder: string, path: string): string | undefined {
  const place = [join(folder, path), path].find((each) => existsSync(each));
  try {
    return place === undefined ? undefined : readTextFile(place);
  } catch {
    return undefined;
  }
}
