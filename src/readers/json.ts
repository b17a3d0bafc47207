import type { ParseError } from "jsonc-parser";
import { UnreadableFile } from "./declared";

const truncated = "is not complete JSON: it ends in the middle";

/**
 * The value of a JSON text as ARM takes it: with comments, commas at the end, and texts that go over several lines. Throws
 * {@link UnreadableFile} with the line and the column of the first mistake.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseTolerant(text);
  }
}

function parseTolerant(text: string): unknown {
  // Loaded here: strict JSON, which nearly every file is, needs none of it.
  const { parse }: typeof import("jsonc-parser") = require("jsonc-parser");
  const { escaped, placeOf } = withEscapes(text);
  const mistakes: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(escaped, mistakes, { allowTrailingComma: true });
  } catch {
    throw new UnreadableFile("nests values too deeply to be read");
  }
  const [first] = mistakes;
  if (first === undefined) return value;
  if (first.offset + first.length >= escaped.length) throw new UnreadableFile(truncated);
  // Only the place: the text around it may be a secret.
  const before = text.slice(0, placeOf(first.offset)).split(/\r\n|[\r\n]/);
  const column = (before[before.length - 1]?.length ?? 0) + 1;
  throw new UnreadableFile(`is not JSON: it breaks at line ${before.length}, column ${column}`);
}

/** The text with the control characters inside its texts, such as line ends, written as JSON wants them. */
function withEscapes(text: string): { readonly escaped: string; readonly placeOf: (offset: number) => number } {
  const parts: string[] = [];
  const growth: { readonly from: number; readonly by: number }[] = [];
  let copied = 0;
  let grown = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "/") at = endOfComment(text, at);
    if (text[at] !== '"') continue;
    for (at++; at < text.length && text[at] !== '"'; at++) {
      const sign = text[at] ?? "";
      if (sign === "\\") at++;
      if (sign >= " ") continue;
      const written = JSON.stringify(sign).slice(1, -1);
      parts.push(text.slice(copied, at), written);
      copied = at + 1;
      grown += written.length - 1;
      growth.push({ from: at + grown, by: grown });
    }
  }
  const placeOf = (offset: number) => offset - (growth.findLast(({ from }) => from <= offset)?.by ?? 0);
  return { escaped: [...parts, text.slice(copied)].join(""), placeOf };
}

/** The last character of the comment that begins here; the place itself when none does. */
function endOfComment(text: string, at: number): number {
  if (text[at + 1] === "/") {
    const end = text.slice(at).search(/[\r\n]/);
    return end < 0 ? text.length : at + end;
  }
  if (text[at + 1] !== "*") return at;
  const end = text.indexOf("*/", at + 2);
  return end < 0 ? text.length : end + 1;
}
