import { readFileSync } from "node:fs";

/** Input that can't be read, as a sentence for the person who named it. */
export class UnreadableInput extends Error {
  override readonly name = "UnreadableInput";
}

/** A file's text; `-` is standard input. Throws {@link UnreadableInput}. */
export function readTextFile(file: string): string {
  try {
    return decode(readFileSync(file === "-" ? 0 : file));
  } catch (error) {
    throw new UnreadableInput(`${file === "-" ? "Standard input" : file} ${reasonOf(error)}.`);
  }
}

/** UTF-8, or UTF-16 as PowerShell's redirection writes it; without the mark at the start. */
export function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(2, bytes.length & ~1)
      .swap16()
      .toString("utf16le");
  // Every form of file begins with a sign of ASCII: a zero after it is UTF-16 without a mark.
  if (bytes.length > 1 && bytes[0] !== 0 && bytes[1] === 0) return bytes.toString("utf16le");
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/** Why a file could not be read, as the end of a sentence that begins with its name. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "does not exist";
    case "EISDIR":
      return "is a directory";
    case "EACCES":
      return "may not be read";
    case "ERR_FS_FILE_TOO_LARGE":
    case "ERR_STRING_TOO_LONG":
      return "is larger than 500 MB";
    default:
      return "can't be read";
  }
}
