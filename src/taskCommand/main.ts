#!/usr/bin/env node
import { UnreadableInput } from "../terminal/input";
import { hasColour, packageVersion, writeReport } from "../terminal/output";
import { WrongUsage } from "../terminal/usage";
import { lint, type Report } from "./lint";
import { next } from "./next";
import { plan } from "./plan";
import { purge } from "./purge";
import { render } from "./render";
import { help, type Request, requestOf } from "./usage";

/** Runs acr-task and gives its exit code. */
function main(args: readonly string[]): number {
  const request = requestOf(args);
  if (request === "help" || request === "version") {
    process.stdout.write(request === "help" ? help : `${packageVersion()}\n`);
    return 0;
  }
  const { text, failed } = reportOf(request);
  writeReport(text, request.output);
  return failed ? 1 : 0;
}

function reportOf(request: Request): Report {
  const passed = (text: string): Report => ({ text, failed: false });
  switch (request.command) {
    case "lint": {
      const colour = request.output === undefined && hasColour(process.stdout.isTTY === true, process.env);
      return lint(request, { colour, version: packageVersion() });
    }
    case "plan":
      return passed(plan(request));
    case "render": {
      const { text, note } = render(request);
      if (note !== undefined) process.stderr.write(`acr-task: ${note}\n`);
      return passed(text);
    }
    case "next":
      return passed(next(request, new Date()));
    case "purge":
      return purge(request);
  }
}

// A reader that has seen enough, such as head, is no error.
process.stdout.on("error", () => {});
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof WrongUsage || error instanceof UnreadableInput;
  const reason = expected
    ? error.message
    : `The input could not be read (${error instanceof Error ? error.name : "error"}).`;
  process.stderr.write(`acr-task: ${reason}\n`);
  process.exitCode = 2;
}
