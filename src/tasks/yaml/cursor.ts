/** Why a text is not YAML, as the rest of a sentence that begins with its file or line. */
export class YamlFault extends Error {
  override readonly name = "YamlFault";
  readonly at: number;

  constructor(says: string, at: number) {
    super(says);
    this.at = at;
  }
}

/** Where a scan stands. */
export interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  lineStart: number;
  /** How many flow collections are open. */
  flow: number;
  /** The column of the block collection that is open; -1 for none. */
  indent: number;
}

/** Whether a character ends a line. The empty text stands for the end of the text. */
export const isBreak = (sign: string | undefined) =>
  sign === "\n" || sign === "\r" || sign === "\x85" || sign === "\u2028" || sign === "\u2029";

export const isBlank = (sign: string | undefined) => sign === " " || sign === "\t";

export const isBlankOrEnd = (sign: string | undefined) => sign === undefined || isBlank(sign) || isBreak(sign);

/** Steps over a line break and gives it as it is read. */
export function takeBreak(cursor: Cursor): string {
  const sign = cursor.text[cursor.at] ?? "";
  cursor.at += sign === "\r" && cursor.text[cursor.at + 1] === "\n" ? 2 : 1;
  cursor.line++;
  cursor.lineStart = cursor.at;
  return sign === "\u2028" || sign === "\u2029" ? sign : "\n";
}
