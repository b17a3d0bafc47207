// The tokens of Go's text/template, as its own scanner cuts them.

/** A token of a template. `start` and `end` are places in its text. */
export interface Token {
  readonly kind:
    | "text"
    | "open"
    | "close"
    | "space"
    | "word"
    | "field"
    | "variable"
    | "number"
    | "character"
    | "string"
    | "rawString"
    | "pipe"
    | "assign"
    | "declare"
    | "("
    | ")"
    | "dot"
    | "sign"
    | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What makes a template no template, or its execution stop; `at` is the place in its text. */
export class TemplateFault extends Error {
  override readonly name = "TemplateFault";
  readonly at: number;

  constructor(says: string, at: number) {
    super(says);
    this.at = at;
  }
}

/** What cannot be known here, or only with more time and memory than a reader may take; `at` as above. */
export class BeyondReach extends Error {
  override readonly name = "BeyondReach";
  readonly at: number;

  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

const space = /[ \t\r\n]/;
const letter = /[\p{L}\p{Nd}_]/u;
const number =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y;
const letters = /[\p{L}\p{Nd}_]*/uy;
const quoted = /"(?:[^"\\\n]|\\[^\n])*"/y;
const character = /'(?:[^'\\\n]|\\[^\n])*'/y;

/** The tokens of a template. Throws {@link TemplateFault}. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  /** Whether white space at the start of the next text is left out. */
  let trim = false;
  while (true) {
    const open = text.indexOf("{{", at);
    let end = open < 0 ? text.length : open;
    const marked = open >= 0 && text[open + 2] === "-" && space.test(text[open + 3] ?? "");
    if (trim) while (at < end && space.test(text[at] ?? "")) at++;
    if (marked) while (end > at && space.test(text[end - 1] ?? "")) end--;
    if (end > at) tokens.push({ kind: "text", text: text.slice(at, end), start: at, end });
    if (open < 0) break;
    const inside = open + (marked ? 4 : 2);
    if (text.startsWith("/*", inside)) {
      [at, trim] = skipComment(text, inside, open);
      continue;
    }
    tokens.push({ kind: "open", text: "{{", start: open, end: inside });
    [at, trim] = lexAction(text, inside, open, tokens);
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}

function skipComment(text: string, inside: number, open: number): [at: number, trim: boolean] {
  const end = text.indexOf("*/", inside);
  if (end < 0) throw new TemplateFault("has a comment that does not end", open);
  const close = closeAt(text, end + 2);
  if (!close) throw new TemplateFault("has a comment that ends before its }}", open);
  return [close.end, close.trim];
}

/** The closing delimiter at a place, with its trim marker. */
function closeAt(text: string, at: number): { readonly end: number; readonly trim: boolean } | undefined {
  if (text.startsWith("}}", at)) return { end: at + 2, trim: false };
  if (space.test(text[at] ?? "") && text.startsWith("-}}", at + 1)) return { end: at + 4, trim: true };
  return undefined;
}

function lexAction(text: string, inside: number, open: number, tokens: Token[]): [at: number, trim: boolean] {
  let at = inside;
  let depth = 0;
  const push = (kind: Token["kind"], end: number) => {
    tokens.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  };
  const fault = (says: string): never => {
    throw new TemplateFault(says, at);
  };
  const match = (form: RegExp): number | undefined => {
    form.lastIndex = at;
    const found = form.exec(text);
    return found ? at + found[0].length : undefined;
  };
  /** A name, after its first character. */
  const nameEnd = () => {
    letters.lastIndex = at + 1;
    const end = at + 1 + (letters.exec(text)?.[0].length ?? 0);
    const next = text[end] ?? "";
    if (next !== "" && !space.test(next) && !/[.,|:()]/.test(next) && !text.startsWith("}}", end)) {
      fault(`has an unexpected "${next}"`);
    }
    return end;
  };
  while (true) {
    const close = closeAt(text, at);
    if (close) {
      if (depth > 0) fault("has a ( without its )");
      push("close", close.end);
      return [at, close.trim];
    }
    const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (at >= text.length) throw new TemplateFault("has a {{ without its }}", open);
    if (space.test(sign)) {
      let end = at + 1;
      while (end < text.length && space.test(text[end] ?? "") && !closeAt(text, end)) end++;
      push("space", end);
    } else if (sign === ":") {
      if (text[at + 1] !== "=") fault('has a ":" that is not part of ":="');
      push("declare", at + 2);
    } else if (sign === "=") push("assign", at + 1);
    else if (sign === "|") push("pipe", at + 1);
    else if (sign === '"') push("string", match(quoted) ?? fault("has a text without its closing quote"));
    else if (sign === "'") push("character", match(character) ?? fault("has a text without its closing quote"));
    else if (sign === "`") {
      const end = text.indexOf("`", at + 1);
      if (end < 0) fault("has a text without its closing quote");
      push("rawString", end + 1);
    } else if (sign === "$") push("variable", nameEnd());
    else if (sign === "." && !/[0-9]/.test(text[at + 1] ?? "")) {
      const end = nameEnd();
      push(end === at + 1 ? "dot" : "field", end);
    } else if (/[0-9+.-]/.test(sign)) {
      const end = match(number) ?? at;
      const next = String.fromCodePoint(text.codePointAt(end) ?? 0);
      if (end === at || (end < text.length && letter.test(next))) fault("has a number that cannot be read");
      push("number", end);
    } else if (letter.test(sign)) push("word", nameEnd());
    else if (sign === "(") {
      depth++;
      push("(", at + 1);
    } else if (sign === ")") {
      if (--depth < 0) fault("has a ) without its (");
      push(")", at + 1);
    } else if (sign >= "!" && sign <= "~") push("sign", at + 1);
    else fault("has a character that means nothing there");
  }
}
