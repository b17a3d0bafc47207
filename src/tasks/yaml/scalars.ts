import { type Cursor, isBlank, isBlankOrEnd, isBreak, takeBreak, YamlFault } from "./cursor";

// The texts of YAML: plain ones, quoted ones, and blocks.

const isMark = ({ text, at, lineStart }: Cursor) =>
  at === lineStart && (text.startsWith("---", at) || text.startsWith("...", at)) && isBlankOrEnd(text[at + 3]);

/** Line breaks between two pieces of a text: one is a space, more are one fewer. */
function folded(first: string, rest: string): string {
  if (first !== "\n") return first + rest;
  return rest === "" ? " " : rest;
}

/** A text without quotes, which may go on over lines that are indented more. */
export function scanPlain(cursor: Cursor): { readonly text: string; readonly end: number; readonly endsLine: boolean } {
  const { text } = cursor;
  const start = cursor.at;
  const indent = cursor.indent + 1;
  let all = "";
  let end = start;
  let first = "";
  let rest = "";
  let spaces = "";
  let isNewLine = false;
  while (!isMark(cursor) && text[cursor.at] !== "#") {
    const from = cursor.at;
    while (!isBlankOrEnd(text[cursor.at])) {
      const sign = text[cursor.at] ?? "";
      if (sign === ":" && isBlankOrEnd(text[cursor.at + 1])) break;
      if (cursor.flow > 0 && /[,?[\]{}]/.test(sign)) break;
      cursor.at++;
    }
    if (cursor.at > from) {
      all += (isNewLine ? folded(first, rest) : spaces) + text.slice(from, cursor.at);
      end = cursor.at;
      if (isNewLine) [isNewLine, first, rest] = [false, "", ""];
      spaces = "";
    }
    if (!isBlank(text[cursor.at]) && !isBreak(text[cursor.at])) break;
    while (isBlank(text[cursor.at]) || isBreak(text[cursor.at])) {
      const sign = text[cursor.at] ?? "";
      if (isBlank(sign)) {
        if (isNewLine && sign === "\t" && cursor.at - cursor.lineStart < indent) {
          throw new YamlFault("is indented by a tab", cursor.at);
        }
        if (!isNewLine) spaces += sign;
        cursor.at++;
      } else if (isNewLine) rest += takeBreak(cursor);
      else {
        spaces = "";
        first = takeBreak(cursor);
        isNewLine = true;
      }
    }
    if (cursor.flow === 0 && cursor.at - cursor.lineStart < indent) break;
  }
  return { text: all, end, endsLine: isNewLine };
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

/** A text in quotes. */
export function scanQuoted(cursor: Cursor, quote: string): string {
  const { text } = cursor;
  const start = cursor.at++;
  const parts: string[] = [];
  while (true) {
    if (isMark(cursor)) throw new YamlFault("has a quote that is not closed", start);
    let isNewLine = false;
    while (!isBlankOrEnd(text[cursor.at])) {
      const sign = text[cursor.at] ?? "";
      if (sign === quote) {
        if (quote === '"' || text[cursor.at + 1] !== "'") break;
        parts.push("'");
        cursor.at += 2;
      } else if (sign === "\\" && quote === '"') {
        if (isBreak(text[cursor.at + 1])) {
          cursor.at++;
          takeBreak(cursor);
          isNewLine = true;
          break;
        }
        parts.push(escaped(cursor));
      } else {
        const from = cursor.at++;
        while (!isBlankOrEnd(text[cursor.at]) && text[cursor.at] !== quote && text[cursor.at] !== "\\") cursor.at++;
        parts.push(text.slice(from, cursor.at));
      }
    }
    if (text[cursor.at] === undefined) throw new YamlFault("has a quote that is not closed", start);
    if (!isNewLine && text[cursor.at] === quote) {
      cursor.at++;
      return parts.join("");
    }
    // After an escaped line break, a quote may come at once, too.
    if (isNewLine && text[cursor.at] === quote) {
      cursor.at++;
      return parts.join("");
    }
    let spaces = "";
    let first = "";
    let rest = "";
    while (isBlank(text[cursor.at]) || isBreak(text[cursor.at])) {
      if (isBlank(text[cursor.at])) {
        if (!isNewLine) spaces += text[cursor.at];
        cursor.at++;
      } else if (isNewLine) rest += takeBreak(cursor);
      else {
        spaces = "";
        first = takeBreak(cursor);
        isNewLine = true;
      }
    }
    parts.push(isNewLine ? (first === "" ? rest : folded(first, rest)) : spaces);
  }
}

function escaped(cursor: Cursor): string {
  const { text, at } = cursor;
  const sign = text[at + 1] ?? "";
  const size = { x: 2, u: 4, U: 8 }[sign];
  const plain = escapes[sign];
  if (size === undefined) {
    if (plain === undefined) throw new YamlFault(`has a "\\${sign}" in double quotes, which is no escape`, at);
    cursor.at += 2;
    return plain;
  }
  const digits = text.slice(at + 2, at + 2 + size);
  const code = Number.parseInt(digits, 16);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < size || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
    throw new YamlFault(`has a "\\${sign}" in double quotes without the code of a character`, at);
  }
  cursor.at += 2 + size;
  return String.fromCodePoint(code);
}

/** A literal or folded block. */
export function scanBlockScalar(cursor: Cursor, isLiteral: boolean): { readonly text: string; readonly end: number } {
  const { text } = cursor;
  const start = cursor.at++;
  const header = /(?:([+-])([0-9])?|([0-9])([+-])?)?[ \t]*(?:#[^\n\r\x85\u2028\u2029]*)?/y;
  header.lastIndex = cursor.at;
  const [whole = "", sign, digit, digitFirst, signAfter] = header.exec(text) ?? [];
  const width = digit ?? digitFirst;
  cursor.at += whole.length;
  if (width === "0" || (text[cursor.at] !== undefined && !isBreak(text[cursor.at]))) {
    throw new YamlFault(`has something after the "${text[start]}" that begins a block`, start);
  }
  if (text[cursor.at] !== undefined) takeBreak(cursor);
  const chomping = sign ?? signAfter;
  const given = width === undefined ? 0 : Number(width) + Math.max(0, cursor.indent);
  const lead = scanBreaks(cursor, given, start);
  const { indent } = lead;
  let { breaks, end } = lead;
  const parts: string[] = [];
  let first = "";
  let afterBlank = false;
  while (cursor.at - cursor.lineStart === indent && text[cursor.at] !== undefined) {
    const isIndented = isBlank(text[cursor.at]);
    if (!isLiteral && first === "\n" && !afterBlank && !isIndented) {
      if (breaks === "") parts.push(" ");
    } else parts.push(first);
    parts.push(breaks);
    afterBlank = isIndented;
    const from = cursor.at;
    while (text[cursor.at] !== undefined && !isBreak(text[cursor.at])) cursor.at++;
    parts.push(text.slice(from, cursor.at));
    first = text[cursor.at] === undefined ? "" : takeBreak(cursor);
    ({ breaks, end } = scanBreaks(cursor, indent, start));
  }
  if (chomping !== "-") parts.push(first);
  if (chomping === "+") parts.push(breaks);
  return { text: parts.join(""), end };
}

/** The empty lines before a line of a block, and the block's indent, which the first line that is not empty gives. */
function scanBreaks(
  cursor: Cursor,
  given: number,
  start: number,
): { readonly breaks: string; readonly indent: number; readonly end: number } {
  const { text } = cursor;
  let breaks = "";
  let widest = 0;
  let end = cursor.at;
  while (true) {
    while ((given === 0 || cursor.at - cursor.lineStart < given) && text[cursor.at] === " ") cursor.at++;
    const column = cursor.at - cursor.lineStart;
    widest = Math.max(widest, column);
    if ((given === 0 || column < given) && text[cursor.at] === "\t") {
      throw new YamlFault("has a block that is indented by a tab", start);
    }
    if (!isBreak(text[cursor.at])) break;
    breaks += takeBreak(cursor);
    end = cursor.at;
  }
  return { breaks, end, indent: given === 0 ? Math.max(widest, cursor.indent + 1, 1) : given };
}
