import { type ReadOptions, readTaskFile, type TaskReading } from "../reading/read";
import { lineFinder } from "../reading/tracedText";
import { type Lint, type LintReport, type LintSurroundings, lintedFile, severityOfLint } from "./lint";
import { lints } from "./lints";

/** One thing that is wrong with a task file. Lines and columns are counted from 1. */
export interface LintFinding {
  /** The rule's id: `TASK-39`. */
  readonly rule: string;
  /** The rule's stable policy name. */
  readonly policy: string;
  readonly severity: "error" | "warning";
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** What is allowed in its place. */
  readonly allowed?: string;
  /** How to mend it. */
  readonly fix: string;
}

/** What a file was found to be. */
export interface LintResult {
  /**
   * Whether the runner takes the file: `valid`, `invalid`, or `unknown` where that depends on values that only a run
   * will know, or on more than this reader can read.
   */
  readonly verdict: "valid" | "invalid" | "unknown";
  readonly findings: readonly LintFinding[];
  /** Why there may be more than was found, as the rest of a sentence that begins with "because". */
  readonly beyond?: string;
  readonly readings: readonly TaskReading[];
}

/** What a lint may be told besides the file. All of it is optional. */
export interface LintOptions extends ReadOptions, LintSurroundings {}

/** Lints a task file: everything that is wrong with it, in the order of the text. */
export function lintTaskFile(file: string, options: LintOptions = {}): LintResult {
  const { readings, beyond } = readTaskFile(file, options);
  const positionOf = lineFinder(file);
  const found = new Map<string, Found>();
  const refusals = new Set<TaskReading>();
  for (const reading of readings) {
    const linted = lintedFile(reading, options);
    for (const lint of lints) {
      lint.check(linted, (report) => {
        const finding = findingOf(lint, report, positionOf);
        const isRefusal = lint.effect === "refused" && finding.severity === "error" && !report.isAccepted;
        if (isRefusal) refusals.add(reading);
        const key = `${lint.id}\n${report.start}\n${report.message}`;
        const known = found.get(key);
        if (known) known.times++;
        else found.set(key, { finding, start: report.start, isRefusal, times: 1 });
      });
    }
  }
  const findings = [...found.values()]
    .sort((a, b) => a.start - b.start || (a.finding.rule < b.finding.rule ? -1 : 1))
    // What only some runs have is worth saying where the runner refuses it.
    .filter(({ times, isRefusal }) => times === readings.length || isRefusal)
    .map(({ finding, times }) => (times < readings.length ? conditional(finding) : finding));
  const isOpen = beyond !== undefined || readings.length === 0;
  const verdict =
    refusals.size === readings.length && readings.length > 0
      ? "invalid"
      : refusals.size > 0 || isOpen
        ? "unknown"
        : "valid";
  return { verdict, findings, readings, ...(beyond === undefined ? {} : { beyond }) };
}

/** A finding, and in how many readings it is. */
interface Found {
  readonly finding: LintFinding;
  readonly start: number;
  readonly isRefusal: boolean;
  times: number;
}

/** A finding that is there only if a condition holds that is not known here. */
function conditional(finding: LintFinding): LintFinding {
  return {
    ...finding,
    severity: "warning",
    message: `${finding.message.replace(/\.$/, "")}, in runs for which a condition of the file holds.`,
  };
}

function findingOf(lint: Lint, report: LintReport, positionOf: ReturnType<typeof lineFinder>): LintFinding {
  const from = positionOf(report.start);
  const to = positionOf(Math.max(report.start, report.end));
  return {
    rule: lint.id,
    policy: lint.policy,
    severity: report.severity ?? severityOfLint(lint),
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    message: report.message,
    ...(report.allowed === undefined ? {} : { allowed: report.allowed }),
    fix: report.fix ?? lint.fix,
  };
}
