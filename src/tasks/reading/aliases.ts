import { readYaml } from "../yaml/nodes";
import { type Decoded, decode, Excess, type Misfit } from "./decode";
import { aliasShape } from "./shapes";
import { originOf, type TracedText, traced, weave } from "./tracedText";

// The runner fills in `$name` before it looks at anything else, from an `alias` block that it cuts out of the text line
// by line. Source: the runner's preprocessor.

/** The names that every task has, in the form in which the runner fills them in. */
export const runAliases: ReadonlyMap<string, string> = new Map(
  ["ID", "SharedVolume", "Registry", "RegistryName", "Date", "OS", "Architecture", "Commit", "Branch"].map((name) => [
    name,
    `{{.Run.${name}}}`,
  ]),
);

/** The images that a `cmd` of a Linux task may name by one word. */
export const imageAliases: ReadonlyMap<string, string> = new Map([
  ["acr", "mcr.microsoft.com/acr/acr-cli:0.19"],
  ["az", "mcr.microsoft.com/acr/azure-cli"],
  ["bash", "mcr.microsoft.com/acr/bash"],
  ["curl", "mcr.microsoft.com/acr/curl"],
  ["cssc", "mcr.microsoft.com/acr/cssc"],
]);

/** A file cut in two: its alias block, and the rest without comments. */
export interface Separated {
  readonly alias: TracedText;
  readonly rest: TracedText;
  /** The lines that were taken out as comments. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/** Cuts the alias block out of a file, and every line that begins with `#`, inside of scripts too. */
export function separateAliases(file: string): Separated {
  const source = traced(file);
  const [alias, rest] = [weave(), weave()];
  const comments: { start: number; end: number }[] = [];
  let isInside = false;
  for (let start = 0; start < file.length; ) {
    const newline = file.indexOf("\n", start);
    const next = newline < 0 ? file.length : newline + 1;
    const contentEnd = newline < 0 ? file.length : newline;
    const end = file[contentEnd - 1] === "\r" && contentEnd > start ? contentEnd - 1 : contentEnd;
    const line = file.slice(start, end);
    if (/^\s*#/.test(line)) comments.push({ start, end });
    else {
      if (!isInside && /^alias\s*:/.test(line)) isInside = true;
      else if (isInside && /^[^\s:][^:]*:/.test(line)) isInside = false;
      const part = isInside ? alias : rest;
      part.copy(source, start, file[end] === "\n" ? end + 1 : end);
      if (file[end] !== "\n") part.add("\n", Math.max(start, end - 1));
    }
    start = next;
  }
  return { alias: alias.done(), rest: rest.done(), comments };
}

/** What stands in an alias block. Places are places in the block. */
export interface Aliases {
  readonly values: ReadonlyMap<string, string>;
  readonly directive: string;
  /** Files and addresses with further aliases. */
  readonly sources: readonly string[];
}

/** Why an alias block cannot be used; `at` is a place in the block. */
export interface AliasFault {
  readonly fault: string;
  readonly at: number;
  readonly fix: string;
}

/** Reads an alias block, rendered. `fetch` gives the text of a source, or nothing when it is not at hand. */
export function readAliases(block: string, fetch: (source: string) => string | undefined): Aliases | AliasFault {
  const wrapped = readWrapped(block);
  if ("fault" in wrapped) return wrapped;
  const { src, values: given, directive: sign } = wrapped.read?.fields.alias?.value?.fields ?? {};
  const values = new Map([...(given?.value ?? [])].map(([name, { value }]) => [name, value]));
  const sources = (src?.value ?? []).map(({ value }) => value);
  for (const source of [...sources].reverse()) {
    const text = fetch(source);
    if (text === undefined) continue;
    // A file of aliases is a flat mapping, which is read like the values of a block.
    const read = readWrapped(`alias:\n  values:\n${indent(text)}`);
    if ("fault" in read)
      return { ...read, at: src?.start ?? 0, fault: `takes aliases from ${source}, which ${read.fault}` };
    for (const [name, { value }] of read.read?.fields.alias?.value?.fields.values?.value ?? []) {
      if (!values.has(name)) values.set(name, value);
    }
  }
  for (const [name, value] of [...runAliases, ...imageAliases]) if (!values.has(name)) values.set(name, value);
  const directive = sign?.value === undefined || sign.value === "" ? "$" : sign.value;
  if ([...directive].length !== 1) {
    return {
      fault: `has the alias directive "${directive}", which is more than one character`,
      at: sign?.start ?? 0,
      fix: 'Write one character, for instance "$".',
    };
  }
  if (/^[a-zA-Z0-9]$/.test(directive)) {
    return {
      fault: `has the alias directive "${directive}", which is a letter or a digit`,
      at: sign?.start ?? 0,
      fix: 'Write another character, for instance "$".',
    };
  }
  for (const name of values.keys()) {
    if (/^[a-zA-Z0-9]+$/.test(name)) continue;
    return {
      fault: `has an alias "${name}", which is not made of letters and digits alone`,
      at: given?.value?.get(name)?.start ?? given?.start ?? 0,
      fix: `Name it "${name.replace(/[^a-zA-Z0-9]/g, "") || "name"}".`,
    };
  }
  return { values, directive, sources };
}

const indent = (text: string) =>
  text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");

const wrapper = { alias: { object: aliasShape } } as const;

function readWrapped(text: string): AliasFault | { readonly read: Decoded<typeof wrapper> | undefined } {
  const yaml = readYaml(text);
  const fix = "Write aliases as a mapping of names to texts, under values.";
  if ("fault" in yaml) return { fault: yaml.fault, at: yaml.at, fix };
  if ("beyond" in yaml) return { fault: yaml.beyond, at: 0, fix };
  const misfits: Misfit[] = [];
  try {
    const read = decode(wrapper, yaml.node, misfits);
    const [misfit] = misfits;
    if (!misfit) return { read };
    return { fault: `has ${misfit.found} in ${misfit.key}, which takes ${misfit.takes}`, at: misfit.start, fix };
  } catch (error) {
    if (error instanceof Excess) return { fault: error.message, at: 0, fix };
    throw error;
  }
}

const names = /[a-zA-Z0-9]*/y;

/** Fills aliases into a text. An unknown name stays as it is. */
export function fillAliases(text: TracedText, { values, directive }: Aliases): TracedText {
  const filled = weave();
  const source = text.text;
  let at = 0;
  while (at < source.length) {
    const found = source.indexOf(directive, at);
    filled.copy(text, at, found < 0 ? source.length : found);
    if (found < 0) break;
    at = fillFrom(found);
  }
  return filled.done();

  /** Fills in what begins with a directive, and gives the place from which to go on. */
  function fillFrom(found: number): number {
    let start = found;
    while (true) {
      names.lastIndex = start + directive.length;
      const name = names.exec(source)?.[0] ?? "";
      const end = start + directive.length + name.length;
      const isDirective = source.startsWith(directive, end);
      if (name === "" && isDirective) {
        // A doubled directive is one that stays.
        filled.copy(text, start, end);
        return end + directive.length;
      }
      if (end >= source.length) return source.length;
      const next = String.fromCodePoint(source.codePointAt(end) ?? 0);
      const value = values.get(name);
      if (value === undefined) {
        filled.copy(text, start, end + next.length);
        return end + next.length;
      }
      filled.add(value, originOf(text, start));
      if (!isDirective) {
        filled.copy(text, end, end + next.length);
        return end + next.length;
      }
      start = end;
    }
  }
}
