import { markEnd, markStart, own } from "./values";

// ARM template expressions: what can be worked out from the template alone. What cannot is written as a mark in the text
// around it, so that two uses of one unknown are still the same text.

/** A text for a value that is not known, recognisable inside other text. `what` tells unknowns apart. */
export function unknownMark(what: string): string {
  return `${markStart}${what}${markEnd}`;
}

/** Whether a text is or contains something unknown. */
export function hasUnknown(text: string): boolean {
  return text.includes(markStart);
}

/** Gives the value of a function that depends on more than its arguments; `undefined` when it isn't known. */
export type Functions = (name: string, args: readonly unknown[]) => unknown;

/** Longer texts are not made: a template of a few lines may ask for gigabytes. */
const longest = 65_536;

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
  const value = call(name.toLowerCase(), args, parser.functions);
  const known = value !== undefined && !(typeof value === "string" && value.length > longest);
  return known ? value : unknownMark(parser.where + text.slice(at, parser.at));
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
  return typeof key === "string" ? own(value, key) : undefined;
}

function isKnown(value: unknown): boolean {
  return typeof value !== "string" || !hasUnknown(value);
}

function call(name: string, args: readonly unknown[], functions: Functions): unknown {
  const [first, second, third] = args;
  switch (name) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    case "concat":
      return args.every(Array.isArray) ? args.flat() : args.every(isText) ? args.join("") : undefined;
    case "format":
      return isText(first) && args.every(isText)
        ? String(first).replace(/\{(\d+)[^}]*\}/g, (_, index) => String(args[Number(index) + 1] ?? ""))
        : undefined;
    case "string":
      return isText(first) ? String(first) : undefined;
    case "tolower":
      return typeof first === "string" && isKnown(first) ? first.toLowerCase() : undefined;
    case "toupper":
      return typeof first === "string" && isKnown(first) ? first.toUpperCase() : undefined;
    case "int":
      return isKnown(first) && Number.isFinite(Number(first)) ? Number(first) : undefined;
    case "bool":
      return isKnown(first) ? String(first).toLowerCase() === "true" : undefined;
    case "if":
      return first === true ? second : first === false ? third : undefined;
    case "not":
      return typeof first === "boolean" ? !first : undefined;
    case "equals":
      return isKnown(first) && isKnown(second) ? same(first, second) : undefined;
    case "and":
      return args.includes(false) ? false : args.every((arg) => arg === true) ? true : undefined;
    case "or":
      return args.includes(true) ? true : args.every((arg) => arg === false) ? false : undefined;
    case "coalesce":
      return args.find((arg) => arg !== null);
    case "empty":
      return isKnown(first) ? first === null || first === "" || Object.keys(Object(first)).length === 0 : undefined;
    case "createarray":
      return args;
    case "createobject":
      return Object.fromEntries(args.flatMap((key, index) => (index % 2 ? [] : [[String(key), args[index + 1]]])));
    default:
      return functions(name, args);
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function same(a: unknown, b: unknown): boolean | undefined {
  if (typeof a === "object" || typeof b === "object") return a === null || b === null ? a === b : undefined;
  return typeof a === "string" && typeof b === "string" ? a.toLowerCase() === b.toLowerCase() : a === b;
}
