import type { Template } from "../template/parse";
import { map, unknown, type Value } from "../template/values";
import { readYaml } from "../yaml/nodes";
import { type Aliases, fillAliases, readAliases, separateAliases } from "./aliases";
import { type Decoded, decode, Excess, type Misfit } from "./decode";
import { type FileHoles, holesFor } from "./holes";
import { type Rendering, type RunFacts, render, templateData } from "./render";
import { taskShape } from "./shapes";
import { originOf, type TracedText, traced } from "./tracedText";
import { hasAliases, probedVersion } from "./version";

/** What a reading may be told. All of it is optional. */
export interface ReadOptions extends RunFacts {
  /** The system that the task runs on. Default: Linux. */
  readonly os?: string;
  /** Gives the text of a file or address with aliases. Default: none is at hand. */
  readonly aliasSource?: (source: string) => string | undefined;
}

/** Where a file stops being readable, as the rest of a sentence that begins with the file. */
export interface Problem {
  readonly stage: "alias" | "template" | "empty" | "yaml";
  readonly says: string;
  readonly fix?: string;
  readonly start: number;
  readonly end: number;
}

/** A task file as the runner reads it, in one of the ways that its unknown conditions allow. Places are places in the file. */
export interface TaskReading {
  readonly file: string;
  readonly holes: FileHoles;
  /** The version that decides on aliases; absent when no line has one. */
  readonly version?: string;
  readonly usesAliases: boolean;
  readonly aliases?: Aliases;
  /** Lines that the runner takes out because they begin with `#`. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly template?: { readonly tree: Template; readonly originOf: (place: number) => number };
  /** What the runner's YAML reader gets. */
  readonly rendered?: string;
  readonly problem?: Problem;
  /** Values that cannot be what their keys take. */
  readonly misfits: readonly Misfit[];
  readonly task?: Decoded<typeof taskShape>;
  /** What the reader was told. */
  readonly options: ReadOptions;
}

/** Every way in which a file may be read, and why there may be more. */
export interface Readings {
  readonly readings: readonly TaskReading[];
  /** Why the file cannot be read to its end here, as the rest of a sentence that begins with "because". */
  readonly beyond?: string;
}

/** A file's unknown conditions are tried out in at most this many combinations. */
const mostWays = 16;
/** Longer texts than any task: they are not worth the time to read. */
const longest = 4_000_000;

/** Reads a task file as the runner does. What only a run will know stays open. */
export function readTaskFile(file: string, options: ReadOptions = {}): Readings {
  if (file.length > longest) return { readings: [], beyond: "it is too long" };
  const readings: TaskReading[] = [];
  const open: ReadonlyMap<string, boolean>[] = [new Map()];
  let beyond: string | undefined;
  while (open.length > 0) {
    if (readings.length === mostWays) {
      beyond = "it has too many conditions on values that are not known";
      break;
    }
    const given = open.pop() ?? new Map();
    const taken = new Map(given);
    const decide = (source: string) => {
      const known = taken.get(source);
      if (known !== undefined) return known;
      // Taken for false here, and for true in a reading of its own.
      open.push(new Map([...taken, [source, true]]));
      taken.set(source, false);
      return false;
    };
    const reading = readOnce(file, options, decide);
    if ("beyond" in reading) beyond = reading.beyond;
    else readings.push(reading);
  }
  return { readings, ...(beyond === undefined ? {} : { beyond }) };
}

function readOnce(
  file: string,
  options: ReadOptions,
  decide: (source: string) => boolean,
): TaskReading | { readonly beyond: string } {
  const holes = holesFor(file);
  const version = probedVersion(file);
  const usesAliases = hasAliases(version);
  const base = {
    file,
    holes,
    usesAliases,
    ...(version === undefined ? {} : { version }),
    comments: [],
    misfits: [],
    options,
  };
  const problem = (stage: Problem["stage"], says: string, start: number, fix?: string): TaskReading => ({
    ...base,
    problem: { stage, says, start, end: start + 1, ...(fix === undefined ? {} : { fix }) },
  });

  let source = traced(file);
  let aliases: Aliases | undefined;
  let comments: TaskReading["comments"] = [];
  if (usesAliases) {
    const separated = separateAliases(file);
    comments = separated.comments;
    // The block sees the run, but neither values nor secrets.
    const { entries } = templateData(options, null);
    const data = map([...entries].filter(([name]) => name === "Build" || name === "Run"));
    const block = render(separated.alias, data, holes, decide);
    if ("beyond" in block) return { beyond: block.beyond };
    if ("fault" in block) return problem("alias", block.fault, originOf(separated.alias, block.at));
    const read = readAliases(block.text.text, options.aliasSource ?? (() => undefined));
    if ("fault" in read) return problem("alias", read.fault, originOf(block.text, read.at), read.fix);
    aliases = read;
    source = fillAliases(separated.rest, aliases);
  }

  const found = (more: Partial<TaskReading>): TaskReading => ({
    ...base,
    comments,
    ...(aliases ? { aliases } : {}),
    ...more,
  });
  const failed = (rendering: Extract<Rendering, { fault: string }>) =>
    found(problem("template", rendering.fault, originOf(source, rendering.at)));

  // A file with the word in it is rendered twice: first without secrets, to learn which ones it asks for.
  let secrets: Value = map([]);
  if (source.text.includes("secrets")) {
    const first = render(source, templateData(options, map([])), holes, decide);
    if ("beyond" in first) return { beyond: first.beyond };
    if ("fault" in first) return failed(first);
    const read = taskIn(first.text);
    if ("beyond" in read) return read;
    if ("says" in read) return found(problem("yaml", read.says, read.start));
    const ids = read.task?.fields.secrets?.value?.map(({ fields }) => fields.id?.value ?? "") ?? [];
    secrets = map(ids.map((id) => [id, unknown(`.Secrets.${id}`)]));
  }

  const rendering = render(source, templateData(options, secrets), holes, decide);
  if ("beyond" in rendering) return { beyond: rendering.beyond };
  if ("fault" in rendering) return failed(rendering);
  const { text, template } = rendering;
  const place = source;
  const rendered = found({
    rendered: text.text,
    template: { tree: template, originOf: (at) => originOf(place, at) },
  });
  if (text.text === "") return { ...rendered, ...problem("empty", "has nothing in it", 0) };
  const read = taskIn(text);
  if ("beyond" in read) return read;
  if ("says" in read)
    return { ...rendered, problem: { stage: "yaml", says: read.says, start: read.start, end: read.start + 1 } };
  return { ...rendered, misfits: read.misfits, ...(read.task ? { task: read.task } : {}) };
}

function taskIn(
  text: TracedText,
):
  | { readonly task: Decoded<typeof taskShape> | undefined; readonly misfits: readonly Misfit[] }
  | { readonly says: string; readonly start: number }
  | { readonly beyond: string } {
  const yaml = readYaml(text.text);
  if ("beyond" in yaml) return yaml;
  if ("fault" in yaml) return { says: yaml.fault, start: originOf(text, yaml.at) };
  const misfits: Misfit[] = [];
  try {
    return { task: decode(taskShape, yaml.node, misfits, (place) => originOf(text, place)), misfits };
  } catch (error) {
    if (error instanceof Excess) return { says: error.message, start: 0 };
    throw error;
  }
}
