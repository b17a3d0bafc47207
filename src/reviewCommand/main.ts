#!/usr/bin/env node
import { UnreadableInput } from "../terminal/input";
import { hasColour, packageVersion, writeReport } from "../terminal/output";
import { WrongUsage } from "../terminal/usage";
import { explain } from "./explain";
import { report } from "./formats";
import { readCommand, readFiles, sizeOf } from "./input";
import { reviewIsolated } from "./isolate";
import { givenParameters, refuseUnknownParameters } from "./parametersOption";
import { planOf } from "./planOption";
import type { Review } from "./report";
import { review } from "./review";
import { help, type Request, requestOf } from "./usage";

/** Runs acr-review and gives its exit code. */
function main(args: readonly string[]): number {
  const request = requestOf(args);
  if (request.show === "help") return print(help);
  if (request.show === "version") return print(`${packageVersion()}\n`);
  if (request.show === "rules") return print(explain(request.files));
  const isolated = reviewIsolated(__filename, args, sizeOf(request.files));
  return isolated ?? reviewHere(request);
}

function reviewHere(request: Request): number {
  const plan = planOf(request.profile, request.config);
  const given = givenParameters(request.parameters);
  const command = request.command.length ? readCommand(request.command, given) : undefined;
  const sources = command ? [command.source] : readFiles(request.files, given);
  if (given) refuseUnknownParameters(given, sources);
  const result = review(sources, { plan, tier: request.tier });
  const colour = request.output === undefined && hasColour(process.stdout.isTTY === true, process.env);
  const text = written(result, request, colour);
  writeReport(text, request.output);
  const failed = isFailure(result, request);
  if (!command || command.exitCode === 0) return failed ? 1 : 0;
  process.stderr.write(
    `acr-review: the command ended with exit code ${command.exitCode}; this is a review of what it printed. Run it by itself to see why.\n`,
  );
  return failed ? 1 : 2;
}

function written(result: Review, { format, failOn }: Request, colour: boolean): string {
  try {
    return report(result, format, { failOn, colour, version: packageVersion() });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UnreadableInput(`The ${format} report of ${result.findings.length} findings is too long to be written.`);
  }
}

function isFailure({ summary: { errors, warnings } }: Review, { failOn }: Request): boolean {
  return failOn !== "never" && (errors > 0 || (failOn === "warning" && warnings > 0));
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// A reader that has seen enough, such as head, is no error.
process.stdout.on("error", () => {});
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof WrongUsage || error instanceof UnreadableInput;
  const reason = expected
    ? error.message
    : `The input could not be reviewed (${error instanceof Error ? error.name : "error"}).`;
  process.stderr.write(`acr-review: ${reason}\n`);
  process.exitCode = 2;
}
