import { evaluate } from "../template/evaluate";
import { functionNames } from "../template/functions";
import { BeyondReach, TemplateFault } from "../template/lex";
import { parseTemplate, type Template } from "../template/parse";
import { fromData, type GoMap, map, unknown, type Value } from "../template/values";
import type { FileHoles } from "./holes";
import { originOf, type TracedText, weave } from "./tracedText";

/** The variables of a run: `{{.Run.ID}}` and so on. */
export const runVariables = [
  "ID",
  "SharedVolume",
  "Registry",
  "RegistryName",
  "Date",
  "OS",
  "Architecture",
  "Commit",
  "Branch",
  "TaskName",
  "Repository",
  "GitTag",
  "TriggeredBy",
  "OSVersion",
] as const;

/** A variable of a run. */
export type RunVariable = (typeof runVariables)[number];

/** What a reader knows of the run that a file will have. */
export interface RunFacts {
  /** The run variables that are known. */
  readonly run?: { readonly [Name in RunVariable]?: string };
  /**
   * The values that the run will have, by name. Absent: nothing is known of them. A value that is `undefined` is set, but
   * not known.
   */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Whether a run may bring values besides these, as one that a person starts can. Default: false. */
  readonly takesMoreValues?: boolean;
}

/** What templates see of a run. */
export function templateData({ run = {}, values, takesMoreValues }: RunFacts, secrets: Value): GoMap {
  const runMap = map(runVariables.map((name) => [name, run[name] ?? unknown(`.Run.${name}`)]));
  const given = Object.entries(values ?? {}).map(([name, value]): [string, Value] => [
    name,
    value === undefined ? unknown(`.Values.${name}`) : fromData(value),
  ]);
  const valueMap = values ? { ...map(given), ...(takesMoreValues ? { openAs: ".Values" } : {}) } : unknown(".Values");
  return map([
    ["Build", map([["ID", run.ID ?? unknown(".Run.ID")]])],
    ["Run", runMap],
    ["Values", valueMap],
    ["ValuesJSON", unknown(".ValuesJSON")],
    ["RunJSON", unknown(".RunJSON")],
    ["Secrets", secrets],
  ]);
}

/** A text as templates leave it, or why they do not. `at` is a place in the text that was rendered. */
export type Rendering =
  | { readonly text: TracedText; readonly template: Template }
  | { readonly fault: string; readonly at: number }
  | { readonly beyond: string; readonly at: number };

/** Fills in a text's templates. `decide` says what an unknown condition is taken for. */
export function render(
  source: TracedText,
  data: GoMap,
  holes: FileHoles,
  decide: (source: string) => boolean,
): Rendering {
  try {
    const template = parseTemplate(source.text, functionNames);
    const filled = weave();
    const output = {
      copy: (start: number, end: number) => filled.copy(source, start, end),
      add: (text: string, at: number) => filled.add(text, originOf(source, at)),
    };
    evaluate(template, output, { data, holes, decide });
    return { text: withoutNoValue(filled.done()), template };
  } catch (error) {
    if (error instanceof TemplateFault) return { fault: error.message, at: error.at };
    if (error instanceof BeyondReach) return { beyond: error.message, at: error.at };
    throw error;
  }
}

/** The runner takes out what Go prints for no value, wherever it comes from. */
function withoutNoValue(text: TracedText): TracedText {
  const mark = "<no value>";
  if (!text.text.includes(mark)) return text;
  const left = weave();
  let at = 0;
  for (let found = text.text.indexOf(mark); found >= 0; found = text.text.indexOf(mark, at)) {
    left.copy(text, at, found);
    at = found + mark.length;
  }
  left.copy(text, at, text.text.length);
  return left.done();
}
