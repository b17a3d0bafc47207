import { catalogue } from "../../rules";
import { addressOfFinding } from "../../rules/pages";
import type { ChangeRow } from "../changes";
import type { Review, ReviewedRegistry, ReviewFinding } from "../report";
import { picture } from "./diagram";
import { code, plain } from "./markdownText";
import { amount, findingsByRegistry, noteText, registryKey, shortName, summaryText, tierText } from "./phrases";
import { type Section, sectionsWithin, table } from "./room";

/** GitHub refuses a comment of more than 65,536 characters; this leaves room for the last lines. */
const longest = 60_000;
/** What each of the tables above the registries may take of it. */
const longestHead = 8_000;

/**
 * The review as GitHub-flavoured Markdown for a comment on a pull request: tables of registries and of rules, then each
 * registry, those with errors first, with its warnings folded. Where not everything fits, errors go before all else.
 */
export function toMarkdown(review: Review): string {
  const groups = findingsByRegistry(review);
  const sections: Section[] = [];
  for (const registry of review.registries) {
    const key = registryKey(registry.file, registry.resource);
    sections.push(...sectionOf(registry, groups.get(key) ?? []));
    groups.delete(key);
  }
  const others = [...groups.values()].flat();
  if (others.length) sections.push(section("### Configuration", [], others, []));
  const head = headOf(review).join("\n\n");
  return `${[head, ...sectionsWithin(sections, longest - head.length)].join("\n\n")}\n`;
}

function headOf(review: Review): string[] {
  const { summary, notes, deleted, registries, rules } = review;
  const clean = summary.registries ? "found nothing" : "had nothing to judge";
  const word = summary.errors ? "needs changes" : summary.warnings ? "has warnings" : clean;
  return [
    `## Container registry review ${word}`,
    plain(summaryText(summary)),
    ...lines(notes.map((note) => `> ${plain(noteText(note))}`)),
    ...lines(deleted.map((resource) => `> **${plain(shortName(resource))} is deleted**, with every image in it.`)),
    ...(registries.length > 1 ? [registriesTable(registries)] : []),
    ...(registries.length > 1 && rules.length ? [rulesTable(review)] : []),
  ];
}

/** As many lines as a part of the head may take. */
function lines(all: readonly string[]): string[] {
  let left = longestHead;
  const taken = all.filter((line) => {
    left -= line.length;
    return left > 0;
  });
  const more = all.length - taken.length;
  return [...taken, ...(more > 0 ? [`> ${more} more in the JSON report.`] : [])];
}

function registriesTable(registries: readonly ReviewedRegistry[]): string {
  return table(
    ["Registry", "Tier", "Errors", "Warnings", "Waived"],
    registries.map(({ label, tier = "", errors, warnings, waived }) => [
      plain(label),
      tier,
      errors ? `**${errors}**` : "0",
      `${warnings}`,
      `${waived}`,
    ]),
    "registry",
    longestHead,
  );
}

function rulesTable({ rules, registries }: Review): string {
  return table(
    ["Rule", "What must be true", "Errors", "Warnings", "Where"],
    rules.map(({ rule, title, errors, warnings, registries: count }) => [
      rule,
      plain(title),
      errors ? `**${errors}**` : "0",
      `${warnings}`,
      count === 0 ? "the configuration" : `${count} of ${amount(registries.length, "registry")}`,
    ]),
    "rule",
    longestHead,
  );
}

function sectionOf(registry: ReviewedRegistry, findings: readonly ReviewFinding[]): Section[] {
  const { changes, tierAdvice, linked, label, tier, file } = registry;
  if (findings.length === 0 && changes.length === 0 && !tierAdvice) return [];
  const told = changes.filter(({ effects }) => effects.length > 0);
  const untold = changes.filter(({ effects }) => effects.length === 0);
  const advice = tierAdvice ? tierText(tierAdvice).map((line, index) => `${index ? "- " : ""}${plain(line)}`) : [];
  return [
    section(
      `### ${plain(label)}${tier ? ` (${tier})` : ""}\n\nIn ${code(file)}.`,
      told.length ? [changesTable(told)] : [],
      findings,
      [
        ...(untold.length
          ? [folded(amount(untold.length, told.length ? "other change" : "change"), changesTable(untold))]
          : []),
        ...(advice.length ? [advice.join("\n")] : []),
        folded("Picture", `\`\`\`mermaid\n${picture(linked)}\n\`\`\``),
      ],
    ),
  ];
}

/** A section in its order: what changes for the worse, errors, then everything that may be folded or left out. */
function section(
  title: string,
  first: readonly string[],
  findings: readonly ReviewFinding[],
  last: readonly string[],
): Section {
  const errors = findings.filter(({ severity, waived }) => severity === "error" && !waived);
  const warnings = findings.filter(({ severity, waived }) => severity === "warning" && !waived);
  const waived = findings.filter((finding) => finding.waived);
  return {
    must: [title, ...first, ...(errors.length ? [findingsTable(errors)] : [])].join("\n\n"),
    more: [
      ...(warnings.length ? [folded(amount(warnings.length, "warning"), findingsTable(warnings))] : []),
      ...(waived.length ? [folded(`${waived.length} waived`, findingsTable(waived))] : []),
      ...last,
    ].join("\n\n"),
    errors: errors.map(errorLine),
  };
}

function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** An error on one line, for where there is no room for more. */
function errorLine({ rule, resource, path, registry }: ReviewFinding): string {
  const place = `${shortName(resource)}${resource === registry ? "" : ` of ${shortName(registry)}`}`;
  return `- **${rule}** ${plain(place.slice(0, 120))}${path ? ` ${code(path.slice(0, 80))}` : ""}`;
}

function findingsTable(findings: readonly ReviewFinding[]): string {
  const rows = findings.map((finding) => {
    const { severity, rule, policy, docs, resource, path, message, fix, waiver } = finding;
    const word = finding.waived ? `waived (${severity})` : severity === "error" ? "**error**" : severity;
    const reason = waiver ? `<br>Waived until ${plain(waiver.expires)}: ${plain(waiver.reason)}` : "";
    const place = `${plain(shortName(resource))}${path ? `<br>${code(path)}` : ""}`;
    return [
      word,
      place,
      `${plain(message)}<br>Fix: ${plain(fix)}${reason}`,
      `[${policy}](${addressOfFinding(rule, catalogue)})<br>${rule}, [Azure](${docs})`,
    ];
  });
  return table(["Severity", "Where", "Finding", "Rule"], rows, "finding");
}

function changesTable(changes: readonly ChangeRow[]): string {
  const rows = changes.map(({ path, before, after, effects }) => [
    code(path || "registry"),
    code(before),
    code(after),
    effects.map((effect) => `**${effect}**`).join(", "),
  ]);
  return table(["Change", "Before", "After", "Effect"], rows, "change");
}
