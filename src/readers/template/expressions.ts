import { markEnd, markStart } from "../values";
import { callPure, isTooLong, ownInAnyCase } from "./functions";

// ARM template expressions: what can be worked out from the template alone. What cannot is written as a mark in the text
// around it, so that two uses of one unknown are still the same text.

/** A text for a value that is not known, recognisable inside other text. `what` tells unknowns apart. */
export function unknownMark(what: string): string {
  return `${markStart}${what}${markEnd}`;
}

/** Gives the value of a function that depends on more than its arguments; `undefined` when it isn't known. */
export type Functions = (name: string, args: readonly unknown[]) => unknown;

/** The value of a template's text: itself, or what its expression gives. `where` tells unknowns of templates apart. */
export function evaluate(text: string, where: string, functions: Functions): unknown {
  if (!text.startsWith("[") || !text.endsWith("]")) return text;
  if (text.startsWith("[[")) return text.slice(1);
  const parser = { text: text.slice(1, -1), at: 0, depth: 0, where, functions };
  try {
    const value = expression(parser);
    return parser.at === parser.text.length ? value : unknownMark(where + parser.text);
  } catch {
    return unknownMark(where + parser.text);
  }
}

interface Parser {
  readonly text: string;
  at: number;
  depth: number;
  readonly where: string;
  readonly functions: Functions;
}

function expression(parser: Parser): unknown {
  if (++parser.depth > 64) throw new RangeError("too deep");
  skipSpace(parser);
  const start = parser.at;
  let value = primary(parser);
  for (;;) {
    skipSpace(parser);
    const next = parser.text[parser.at];
    if (next === ".") {
      parser.at++;
      value = member(value, word(parser)) ?? unknownMark(parser.where + parser.text.slice(start, parser.at));
    } else if (next === "[") {
      parser.at++;
      const index = expression(parser);
      expect(parser, "]");
      value = member(value, index) ?? unknownMark(parser.where + parser.text.slice(start, parser.at));
    } else break;
  }
  parser.depth--;
  return value;
}

function primary(parser: Parser): unknown {
  skipSpace(parser);
  const { text, at } = parser;
  if (text[at] === "'") return quoted(parser);
  const number = /^-?\d+(\.\d+)?/.exec(text.slice(at, at + 24))?.[0];
  if (number !== undefined) {
    parser.at += number.length;
    return Number(number);
  }
  const name = word(parser);
  expect(parser, "(");
  const args: unknown[] = [];
  for (skipSpace(parser); text[parser.at] !== ")"; skipSpace(parser)) {
    if (args.length) expect(parser, ",");
    args.push(expression(parser));
  }
  parser.at++;
  const pure = callPure(name.toLowerCase(), args);
  const value = pure === undefined ? parser.functions(name.toLowerCase(), args) : pure;
  return value !== undefined && !isTooLong(value) ? value : unknownMark(parser.where + text.slice(at, parser.at));
}

function quoted(parser: Parser): string {
  const match = /'((?:[^']|'')*)'/y;
  match.lastIndex = parser.at;
  const found = match.exec(parser.text);
  if (!found) throw new SyntaxError("unterminated text");
  parser.at = match.lastIndex;
  return (found[1] ?? "").replaceAll("''", "'");
}

function word(parser: Parser): string {
  skipSpace(parser);
  const match = /[\w$-]+/y;
  match.lastIndex = parser.at;
  const found = match.exec(parser.text)?.[0];
  if (found === undefined) throw new SyntaxError("a name was expected");
  parser.at += found.length;
  return found;
}

function expect(parser: Parser, sign: string): void {
  skipSpace(parser);
  if (parser.text[parser.at] !== sign) throw new SyntaxError(`${sign} was expected`);
  parser.at++;
}

function skipSpace(parser: Parser): void {
  while (/\s/.test(parser.text[parser.at] ?? "")) parser.at++;
}

function member(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  return typeof key === "string" ? ownInAnyCase(value, key) : undefined;
}
