import type { ChangeRow } from "../changes";
import type { Review, ReviewedRegistry, ReviewFinding } from "../review";
import { picture } from "./diagram";
import { amount, findingsByRegistry, noteText, registryKey, shortName, summaryText, tierText } from "./phrases";

/** GitHub refuses a comment of more than 65,536 characters; this leaves room for the last lines. */
const longest = 60_000;
const mostRows = 100;

/** The review as GitHub-flavoured Markdown for a comment on a pull request. */
export function toMarkdown(review: Review): string {
  const { errors, warnings } = review.summary;
  const head = errors ? "needs changes" : warnings ? "has warnings" : "found nothing";
  const parts = [`## Container registry review ${head}`, plain(summaryText(review.summary))];
  for (const note of review.notes) parts.push(`> ${plain(noteText(note))}`);
  for (const resource of review.deleted) {
    parts.push(`> **${plain(shortName(resource))} is deleted**, with every image in it.`);
  }
  const groups = findingsByRegistry(review);
  let length = parts.join("\n\n").length;
  let left = 0;
  for (const registry of review.registries) {
    const key = registryKey(registry.file, registry.resource);
    const section = sectionOf(registry, groups.get(key) ?? []);
    groups.delete(key);
    if (section === undefined) continue;
    if (left > 0 || length + section.length > longest) left++;
    else {
      parts.push(section);
      length += section.length;
    }
  }
  const others = [...groups.values()].flat();
  if (others.length && length < longest) parts.push("### Configuration", findingsTable(others));
  if (left) parts.push(`${amount(left, "more registry")} did not fit in here; the JSON report has everything.`);
  return `${parts.join("\n\n")}\n`;
}

function sectionOf(registry: ReviewedRegistry, findings: readonly ReviewFinding[]): string | undefined {
  const { changes, tierAdvice, linked, label, tier, file } = registry;
  if (findings.length === 0 && changes.length === 0 && !tierAdvice) return undefined;
  return [
    `### ${plain(label)}${tier ? ` (${tier})` : ""}`,
    `In ${code(file)}.`,
    ...(changes.length ? [changesTable(changes)] : []),
    ...(findings.length ? [findingsTable(findings)] : []),
    ...(tierAdvice
      ? [
          tierText(tierAdvice)
            .map((line, index) => `${index ? "- " : ""}${plain(line)}`)
            .join("\n"),
        ]
      : []),
    `<details><summary>Picture</summary>\n\n\`\`\`mermaid\n${picture(linked)}\n\`\`\`\n\n</details>`,
  ].join("\n\n");
}

function findingsTable(findings: readonly ReviewFinding[]): string {
  const rows = findings.slice(0, mostRows).map((finding) => {
    const { severity, rule, policy, docs, resource, path, message, fix, waiver } = finding;
    const word = finding.waived ? `waived (${severity})` : severity === "error" ? "**error**" : severity;
    const reason = waiver ? `<br>Waived until ${plain(waiver.expires)}: ${plain(waiver.reason)}` : "";
    const place = `${plain(shortName(resource))}${path ? `<br>${code(path)}` : ""}`;
    return `| ${word} | ${place} | ${plain(message)}<br>Fix: ${plain(fix)}${reason} | [${rule}](${docs})<br>${code(policy)} |`;
  });
  const more = findings.length - rows.length;
  return [
    "| Severity | Where | Finding | Rule |",
    "| --- | --- | --- | --- |",
    ...rows,
    ...(more > 0 ? ["", `${amount(more, "more finding")} in the JSON report.`] : []),
  ].join("\n");
}

function changesTable(changes: readonly ChangeRow[]): string {
  const told = [...changes].sort((a, b) => Number(b.effects.length > 0) - Number(a.effects.length > 0));
  const rows = told.slice(0, mostRows).map(({ path, before, after, effects }) => {
    const bold = effects.map((effect) => `**${effect}**`).join(", ");
    return `| ${code(path || "registry")} | ${code(before)} | ${code(after)} | ${bold} |`;
  });
  const more = changes.length - rows.length;
  return [
    "| Change | Before | After | Effect |",
    "| --- | --- | --- | --- |",
    ...rows,
    ...(more > 0 ? ["", `${amount(more, "more change")} in the JSON report.`] : []),
  ].join("\n");
}

/** Signs that Markdown would take for HTML or mathematics, as HTML writes them. */
const entities: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", $: "&dollar;" };

/**
 * Text that Markdown must not read as its own signs, on one line. A name after `@` is no mention and a number after `#` or
 * `GH-` no issue: GitHub looks for these when the escapes are gone, so a space of no width stands in between.
 */
function plain(text: string): string {
  return onOneLine(text)
    .replace(/[\\`*_{}[\]<>|~#&$]/g, (sign) => entities[sign] ?? `\\${sign}`)
    .replace(/@|#(?=\d)|\bGH-(?=\d)/gi, (sign) => `${sign}\u200B`);
}

/** Text in a code span within a table, whatever signs it has. */
function code(text: string): string {
  // A backslash before the one that a table wants before "|" would undo it.
  const one = onOneLine(text)
    .replaceAll("`", "'")
    .replace(/(\\?)\|/g, (_, before: string) => (before ? "\\\u200B\\|" : "\\|"));
  return `\`${one || " "}\``;
}

/** Text without line ends, control characters and what would turn its direction around. */
function onOneLine(text: string): string {
  return shortened(text).replace(/[\s\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ");
}

function shortened(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 997)}...` : text;
}
