import { TemplateFault, type Token } from "./lex";

/** A number as it is written: which of Go's types it can be depends on where it goes. */
export interface NumberLiteral {
  /** Its value as a whole number, where it has one. */
  readonly int?: number;
  /** Its value with a fraction, where it has one. */
  readonly float?: number;
  /** Whether it is a float64 where any type would do. */
  readonly isFloat: boolean;
}

const whole = /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;
const fraction = /^[+-]?(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9]+)?$/;

/** Reads a number. Throws {@link TemplateFault}. */
export function readNumber({ text, start }: Token): NumberLiteral {
  const plain = text.replace(/_/g, "");
  if (whole.test(text)) {
    const negative = plain.startsWith("-");
    const digits = plain.replace(/^[+-]/, "");
    // A leading 0 alone means octal, as in C.
    const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    if (value > 2 ** 63) throw new TemplateFault("has a number that is too large", start);
    const int = negative ? -value : value;
    return { int, float: int, isFloat: false };
  }
  if (fraction.test(text)) {
    const float = Number(plain);
    if (Number.isFinite(float) && /[.eE]/.test(text)) {
      return { float, isFloat: true, ...(Number.isSafeInteger(float) ? { int: float } : {}) };
    }
  }
  throw new TemplateFault("has a number that cannot be read", start);
}

/** Reads a character in single quotes, which is the number of its code point. Throws {@link TemplateFault}. */
export function readCharacter({ text, start }: Token): NumberLiteral {
  const inside = unescapeGo(text.slice(1, -1), "'");
  if (inside === undefined || [...inside].length !== 1) {
    throw new TemplateFault("has a character in quotes that cannot be read", start);
  }
  const int = inside.codePointAt(0) ?? 0;
  return { int, float: int, isFloat: false };
}

/** The value of a text in quotes or backquotes. Throws {@link TemplateFault}. */
export function unquote({ kind, text, start }: Token): string {
  if (kind === "rawString") return text.slice(1, -1).replace(/\r/g, "");
  const inside = unescapeGo(text.slice(1, -1), '"');
  if (inside === undefined) throw new TemplateFault("has a text with an escape that cannot be read", start);
  return inside;
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/** Go's escapes; `undefined` where one is wrong. */
function unescapeGo(text: string, quote: string): string | undefined {
  let wrong = false;
  const plain = text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]?))/g,
    (_all, x?: string, u?: string, long?: string, octal?: string, sign?: string) => {
      const hex = x ?? u ?? long;
      const code = hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : -1;
      if (code >= 0) {
        wrong ||= code > 0x10ffff || (octal !== undefined && code > 255) || (code >= 0xd800 && code < 0xe000);
        return wrong ? "" : String.fromCodePoint(code);
      }
      if (sign === quote) return quote;
      const plainSign = escapes[sign ?? ""];
      wrong ||= plainSign === undefined;
      return plainSign ?? "";
    },
  );
  return wrong ? undefined : plain;
}
