import { clean } from "../../terminal/output";
import type { Review, ReviewedRegistry, ReviewFinding } from "../report";
import {
  changeText,
  findingsByRegistry,
  noteText,
  registryKey,
  rulesText,
  shortName,
  summaryText,
  tierText,
} from "./phrases";

const styles = { error: 31, warning: 33, waived: 90, strong: 1 } as const;
type Paint = (style: keyof typeof styles, text: string) => string;

/** The review for a terminal: each registry with its changes and findings, then the numbers. */
export function toText(review: Review, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? `\u001B[${styles[style]}m${text}\u001B[0m` : text);
  const groups = findingsByRegistry(review);
  const lines: string[] = [];
  for (const note of review.notes) lines.push(`${paint("strong", "note")}: ${clean(noteText(note))}`, "");
  for (const resource of review.deleted) {
    lines.push(`${paint("error", "deleted")}: ${clean(shortName(resource))}, with every image in it.`, "");
  }
  for (const registry of review.registries) {
    const key = registryKey(registry.file, registry.resource);
    const findings = groups.get(key) ?? [];
    groups.delete(key);
    // One by one: a registry may have more lines than a call may have arguments.
    if (findings.length || registry.changes.length || registry.tierAdvice) {
      for (const line of registryLines(registry, findings, paint)) lines.push(line);
    }
  }
  for (const finding of [...groups.values()].flat()) lines.push(...findingLines(finding, paint));
  for (const line of rulesText(review)) lines.push(line);
  lines.push(summaryText(review.summary));
  return `${lines.join("\n")}\n`;
}

function registryLines(registry: ReviewedRegistry, findings: readonly ReviewFinding[], paint: Paint): string[] {
  const tier = registry.tier ? ` (${registry.tier})` : "";
  return [
    paint("strong", clean(`${registry.label}${tier}, ${registry.file}`)),
    ...registry.changes.map((row) => `  change  ${clean(changeText(row))}`),
    ...(registry.tierAdvice
      ? tierText(registry.tierAdvice).map((line, index) => `  ${index ? "  " : "tier    "}${clean(line)}`)
      : []),
    ...(registry.changes.length || registry.tierAdvice ? [""] : []),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
    ...(findings.length ? [] : [""]),
  ];
}

function findingLines(finding: ReviewFinding, paint: Paint): string[] {
  const { rule, also, policy, severity, resource, path, message, fix, docs, waiver } = finding;
  const word = finding.waived ? "waived" : severity;
  const ids = [rule, ...also].join(", ");
  return [
    `  ${paint(word, word.padEnd(7))} ${clean(message)}`,
    `          where: ${clean(`${shortName(resource)}${path ? `, ${path}` : ""}`)}`,
    `          fix:   ${clean(fix)}`,
    ...(waiver ? [`          until ${waiver.expires}: ${clean(waiver.reason)}`] : []),
    `          rule:  ${ids} ${policy}, ${docs}`,
    "",
  ];
}
