import type { Severity } from "../../rules";
import type { Review, ReviewFinding, ReviewNote } from "../report";
import { findingsByRegistry, noteText, registryKey, shortName } from "./phrases";

/** The review as JUnit XML: a suite per registry, a case per finding, a passing case where there is none. */
export function toJunit(review: Review, failOn: Severity | "never"): string {
  const groups = findingsByRegistry(review);
  const suites = review.registries.map(({ file, resource, label }) => {
    const key = registryKey(file, resource);
    const findings = groups.get(key) ?? [];
    groups.delete(key);
    return suite(label, file, findings, failOn);
  });
  const others = [...groups.values()].flat();
  if (others.length) suites.push(suite("configuration", "", others, failOn));
  if (review.notes.length) suites.push(notesSuite(review.notes));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="acr-review">\n${suites.join("\n")}\n</testsuites>\n`;
}

function suite(name: string, file: string, findings: readonly ReviewFinding[], failOn: Severity | "never"): string {
  const failures = findings.filter((finding) => isFailure(finding, failOn)).length;
  const skipped = findings.filter(({ waived }) => waived).length;
  const cases = findings.length
    ? findings.map((finding) => testCase(finding, failOn))
    : [`    <testcase classname="${xml(name)}" name="no findings" time="0"/>`];
  return [
    `  <testsuite name="${xml(name)}" file="${xml(file)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="0">`,
    ...cases,
    "  </testsuite>",
  ].join("\n");
}

/** The notes as cases that were skipped: what they are about was not judged. */
function notesSuite(notes: readonly ReviewNote[]): string {
  return [
    `  <testsuite name="notes" tests="${notes.length}" failures="0" errors="0" skipped="${notes.length}" time="0">`,
    ...notes.map((note) => {
      const start = `    <testcase classname="${xml(note.file ?? "acr-review")}" name="${xml(`note: ${note.kind}`)}" time="0">`;
      return `${start}<skipped message="${xml(noteText(note))}"/></testcase>`;
    }),
    "  </testsuite>",
  ].join("\n");
}

function testCase(finding: ReviewFinding, failOn: Severity | "never"): string {
  const { rule, policy, severity, resource, path, message, fix, docs, waiver } = finding;
  const name = `${rule} ${policy}${path ? ` at ${path}` : ""}`;
  const start = `    <testcase classname="${xml(shortName(resource))}" name="${xml(name)}" time="0">`;
  const body = xml(`${severity}: ${message}\nresource: ${resource}\nfix: ${fix}\ndocs: ${docs}`);
  const inner = finding.waived
    ? `<skipped message="${xml(`waived: ${waiver?.reason ?? ""}`)}"/>`
    : isFailure(finding, failOn)
      ? `<failure type="${severity}" message="${xml(message)}">${body}</failure>`
      : `<system-out>${body}</system-out>`;
  return `${start}${inner}</testcase>`;
}

function isFailure({ waived, severity }: ReviewFinding, failOn: Severity | "never"): boolean {
  return !waived && (failOn === "warning" || (failOn === "error" && severity === "error"));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text in XML 1.0, which has no place for most control characters. */
function xml(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, " ");
}
