import { writeFileSync } from "node:fs";
import { WrongUsage } from "./usage";

/** Whether a report may have colours: what the environment asks for, or that it goes to a terminal. */
export function hasColour(isTerminal: boolean, { FORCE_COLOR, NO_COLOR }: NodeJS.ProcessEnv): boolean {
  // As Node has it: forcing counts more, and the empty text forces too.
  if (FORCE_COLOR !== undefined) return !/^(0|false)$/i.test(FORCE_COLOR);
  return isTerminal && !NO_COLOR;
}

/** A text from a file without what would move a terminal's cursor or turn its text around. */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, " ");
}

/** Writes a report to a file, or to standard output where none is named. Throws {@link WrongUsage}. */
export function writeReport(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch {
    throw new WrongUsage(`The report can't be written to ${file}.`);
  }
}

/** The version of this package. */
export function packageVersion(): string {
  const manifest: unknown = require("../../package.json");
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "0.0.0";
}
