import type { Log, ReportingDescriptor, Result } from "sarif";
import { addressOf } from "../rules/pages";
import { severityOfLint } from "../tasks/linting/lint";
import { lints } from "../tasks/linting/lints";
import { type LintFinding, type LintResult, lintTaskFile } from "../tasks/linting/lintTaskFile";
import { readTextFile } from "../terminal/input";
import { clean } from "../terminal/output";
import { optionsOf } from "./taskInput";
import type { Request } from "./usage";

/** A file and what was found in it. */
interface LintedInput {
  readonly file: string;
  readonly result: LintResult;
}

/** A report, and whether it makes the exit code 1. */
export interface Report {
  readonly text: string;
  readonly failed: boolean;
}

/** `acr-task lint`. */
export function lint(request: Request, context: { readonly colour: boolean; readonly version: string }): Report {
  const files = [...new Set(request.names)].map(
    (file): LintedInput => ({ file, result: lintTaskFile(readTextFile(file), optionsOf(request, file)) }),
  );
  const all = files.flatMap(({ result }) => result.findings);
  const errors = all.filter(({ severity }) => severity === "error").length;
  const failed = request.failOn !== "never" && (errors > 0 || (request.failOn === "warning" && all.length > 0));
  const write = {
    text: () => asText(files, context.colour),
    json: () => asJson(files),
    sarif: () => asSarif(files, context.version),
  };
  return { text: write[request.format as keyof typeof write](), failed };
}

function asText(files: readonly LintedInput[], colour: boolean): string {
  const paint = (code: number, text: string) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  const lines: string[] = [];
  for (const { file, result } of files) {
    const name = file === "-" ? "standard input" : clean(file);
    for (const { line, column, severity, rule, policy, message, fix, allowed } of result.findings) {
      const word = paint(severity === "error" ? 31 : 33, severity.padEnd(7));
      lines.push(`${name}:${line}:${column}  ${word}  ${clean(message)}`);
      if (allowed !== undefined) lines.push(`    allowed: ${clean(allowed)}`);
      lines.push(`    fix:     ${clean(fix)}`, `    rule:    ${rule} ${policy}`, "");
    }
    if (result.beyond !== undefined) lines.push(`${name}: not all of it could be read, because ${result.beyond}.`, "");
  }
  const findings = files.flatMap(({ result }) => result.findings);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  lines.push(`${amount(files.length, "task file")}: ${found(errors, findings.length - errors)}.`);
  for (const { file, result } of files.length > 1 ? files : [])
    lines.push(`  ${clean(file)}: ${verdictWords[result.verdict]}`);
  if (files.length === 1 && files[0]) lines.push(`The runner ${verdictWords[files[0].result.verdict]}.`);
  return `${lines.join("\n")}\n`;
}

const verdictWords = {
  valid: "takes it",
  invalid: "refuses it",
  unknown: "takes it or refuses it, depending on what only a run will know",
} as const;

function found(errors: number, warnings: number): string {
  const parts = [...(errors ? [amount(errors, "error")] : []), ...(warnings ? [amount(warnings, "warning")] : [])];
  return parts.length > 0 ? parts.join(", ") : "no findings";
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function asJson(files: readonly LintedInput[]): string {
  const report = files.map(({ file, result: { verdict, findings, beyond } }) => ({
    file,
    verdict,
    ...(beyond === undefined ? {} : { incomplete: beyond }),
    findings,
  }));
  return `${JSON.stringify({ files: report }, undefined, 2)}\n`;
}

function asSarif(files: readonly LintedInput[], version: string): string {
  const ids = [...new Set(files.flatMap(({ result }) => result.findings.map(({ rule }) => rule)))].sort();
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "acr-task", semanticVersion: version, rules: ids.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        results: files.flatMap(({ file, result }) => result.findings.map((finding) => resultOf(finding, file, ids))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(id: string): ReportingDescriptor {
  const one = lints.find((each) => each.id === id);
  if (!one) return { id };
  return {
    id,
    name: one.policy,
    shortDescription: { text: `${one.title}.` },
    fullDescription: { text: one.why },
    help: { text: one.fix },
    helpUri: addressOf({ id, subject: "tasks" }),
    defaultConfiguration: { level: severityOfLint(one) },
    properties: { tags: ["azure-container-registry", one.policy] },
  };
}

function resultOf(finding: LintFinding, file: string, ids: readonly string[]): Result {
  const { rule, severity, message, fix, line, column, endLine, endColumn } = finding;
  const uri = file === "-" ? "standard-input" : file.replace(/\\/g, "/").split("/").map(encodeURIComponent).join("/");
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: { text: `${message} Fix: ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: {
            startLine: line,
            startColumn: column,
            endLine,
            endColumn: Math.max(endColumn, endLine === line ? column : 1),
          },
        },
      },
    ],
  };
}
