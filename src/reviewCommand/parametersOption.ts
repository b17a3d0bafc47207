import { readFileSync } from "node:fs";
import { nearest } from "../model/nearestWord";
import { UnreadableFile } from "../readers/declared";
import { reasonOfText } from "../readers/foreign";
import { parseJson } from "../readers/json";
import { type Arguments, argumentsInFile, merged } from "../readers/template/arguments";
import { decode } from "../terminal/input";
import { WrongUsage } from "../terminal/usage";
import type { Source } from "./report";

/**
 * What templates are given, from every `--parameters`: a parameter file of ARM, or `name=value`. The later count more.
 * `undefined` when there is none. Throws {@link WrongUsage}.
 */
export function givenParameters(options: readonly string[]): Arguments | undefined {
  return options.length === 0 ? undefined : merged(options.map(argumentsOf));
}

function argumentsOf(option: string): Arguments {
  const [, name, text] = /^([a-z_]\w*)=(.*)$/is.exec(option) ?? [];
  if (name !== undefined && text !== undefined) return { values: {}, texts: { [name]: text } };
  const file = option.replace(/^@/, "");
  const found = argumentsInFile(contentOf(file));
  if (!found) throw new WrongUsage(`--parameters: ${file} is not a parameter file.`);
  return found;
}

function contentOf(file: string): unknown {
  let text: string;
  try {
    text = decode(readFileSync(file));
  } catch {
    throw new WrongUsage(`--parameters: ${file} can't be read. It takes a parameter file or name=value.`);
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new WrongUsage(`--parameters: ${file} ${reasonOfText(text, file) ?? error.message}.`);
  }
}

/** Refuses parameters that no template has: they would be passed over in silence. Throws {@link WrongUsage}. */
export function refuseUnknownParameters(given: Arguments, sources: readonly Source[]): void {
  const templates = sources.filter(({ content }) => content.kind === "ARM template");
  if (templates.length === 0) throw new WrongUsage("--parameters is for ARM templates, and there is none.");
  const declared = templates.flatMap(({ content }) => content.parameters ?? []);
  const known = new Set(declared.map((name) => name.toLowerCase()));
  for (const name of [...Object.keys(given.values), ...Object.keys(given.texts ?? {})]) {
    if (known.has(name.toLowerCase())) continue;
    const near = nearest(name, declared);
    const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
    throw new WrongUsage(`--parameters: no template has a parameter "${name}".${hint}`);
  }
}
