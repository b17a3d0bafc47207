import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { readText, UnreadableFile } from "../readers/file";
import type { Arguments } from "../readers/template/arguments";
import { decode, reasonOf as fileReasonOf, UnreadableInput } from "../terminal/input";
import { exhausts } from "./inputLimits";
import type { Source } from "./report";

/** Node's longest text; a larger file has to be cut. */
const largest = 500 * 1024 * 1024;

/** Reads files, each once; `-` is standard input. Templates get what is given. Throws {@link UnreadableInput}. */
export function readFiles(files: readonly string[], given?: Arguments): Source[] {
  return [...new Set(files)].map((file) => sourceOf(file, () => readFileSync(file === "-" ? 0 : file), given));
}

/** The size of all files together, in bytes; what can't be looked at counts for nothing here. */
export function sizeOf(files: readonly string[]): number {
  return files.reduce(
    (sum, file) => sum + (file === "-" ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0)),
    0,
  );
}

/** A command's output to review, and how the command ended. */
export interface CommandResult {
  readonly source: Source;
  readonly exitCode: number;
}

/** Runs a command and reads what it prints. A pulumi preview and a what-if of Azure are asked for JSON with all resources. */
export function readCommand(command: readonly string[], given?: Arguments): CommandResult {
  const [program = "", ...args] = withJson(command);
  // What follows "=" may be a secret, as in --config key=value, and the name goes into the report.
  const name = [program, ...args].map((word) => word.replace(/=.*/s, "=...")).join(" ");
  const result = spawnSync(program, args, { stdio: ["inherit", "pipe", "inherit"], maxBuffer: largest });
  if (result.error) {
    const missing = "code" in result.error && result.error.code === "ENOENT";
    throw new UnreadableInput(
      missing ? `The command "${program}" can't be found.` : `The command "${name}" could not be run to its end.`,
    );
  }
  const exitCode = result.status ?? 1;
  try {
    return { source: sourceOf(`output of ${name}`, () => result.stdout, given), exitCode };
  } catch (error) {
    if (exitCode === 0 || !(error instanceof UnreadableInput)) throw error;
    throw new UnreadableInput(`The command "${name}" failed with exit code ${exitCode} and left nothing to review.`);
  }
}

/** What a command must be told so that it prints everything, and for a program to read. */
function withJson(command: readonly string[]): string[] {
  const isPreview = command.includes("preview") || command.includes("pre");
  const flags = isPreview ? ["--json", "--show-sames"] : command.includes("what-if") ? ["--no-pretty-print"] : [];
  return [...command, ...flags.filter((flag) => !command.includes(flag))];
}

function sourceOf(file: string, read: () => Buffer, given: Arguments | undefined): Source {
  let text: string;
  try {
    const bytes = read();
    if (bytes.length > largest) throw new UnreadableFile("is larger than 500 MB");
    const reason = exhausts(bytes);
    if (reason !== undefined) throw new UnreadableFile(reason);
    text = decode(bytes);
  } catch (error) {
    throw new UnreadableInput(`${file} ${reasonOf(error)}.`);
  }
  try {
    return { file, content: readText(text, { file, ...(given ? { given } : {}) }) };
  } catch (error) {
    throw new UnreadableInput(`${file} ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof UnreadableFile ? error.message : fileReasonOf(error);
}
