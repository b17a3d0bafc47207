import { stringify } from "yaml";
import { profilesOf } from "../src/review/profiles";
import { describeFinding } from "../src/rules/describe";
import { findingsOfExample, shortened, statesOf } from "../src/rules/examples";
import { otherFindings } from "../src/rules/otherFindings";
import { anchorOf, otherPage, pageOf } from "../src/rules/pages";
import { type FeatureId, features, type Limit, limits, type Tier, tiers } from "../src/rules/tiers";
import {
  type Enforcement,
  type Example,
  type ExampleChange,
  type Rule,
  type Subject,
  severityOf,
} from "../src/rules/writing/rule";

import { linked } from "./sources";

// The pages of docs/rules, made from the rule book. `node scripts/rule-docs.mjs` writes them; a test compares.

/** The first line of every generated page: how a stale or orphaned one is told from a written one. */
export const generatedMark = "<!-- Made from the rule book by scripts/rule-docs.mjs. Do not edit. -->";

const enforcements: Readonly<Record<Enforcement, string>> = {
  ARM: "The service refuses it, and its answer is on record.",
  "ARM-S": "The service's schema refuses it.",
  "ARM-D": "The service's documentation says that it is impossible.",
  ASYNC: "The service takes the request, then the deployment fails.",
  RUN: "The service takes it; it breaks in use.",
  IGN: "The service takes it; it has no effect.",
  CLIENT: "The service takes it; other tools refuse it. Not checked unless asked for.",
  "?": "What the service does is unverified.",
  none: "Legal. A team may not want it.",
};

/** Every page of docs/rules by file name: the index, and one page for each subject. */
export function rulePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const subjects = [...new Set(rules.map(({ subject }) => subject))];
  return new Map([
    ["README.md", indexPage(rules)],
    [otherPage, otherFindingsPage()],
    ...subjects.map((subject): [string, string] => [
      pageOf(subject),
      subjectPage(
        subject,
        rules.filter((rule) => rule.subject === subject),
      ),
    ]),
  ]);
}

/** The page on findings that no rule makes. */
function otherFindingsPage(): string {
  return page(
    "# The form of arguments, and what a team accepted",
    "Before the rule book looks at what a configuration means, the arguments of a component, or the model that `check` is given, must have the right form. What is wrong there has ids of its own, and so has what is wrong with an entry of `accept` or a waiver. They are not rules of the book. Only warnings can be accepted.",
    table(
      ["Policy name", "Id", "Severity", "What must be true"],
      Object.values(otherFindings).map((other) => [
        `<a id="${anchorOf(other)}"></a>\`${other.policy}\``,
        other.id,
        other.severity,
        `${other.title}. ${other.says}`,
      ]),
    ),
    "TypeScript says most of it at the very property; JavaScript, values from configuration and component providers are told at run time, together with everything that the rules find.",
  );
}

/** The page of a subject: a list of its rules, then a section for each. */
function subjectPage(subject: Subject, rules: readonly Rule[]): string {
  return page(
    `# ${capital(subject)}`,
    `${rules.length === 1 ? "One rule" : `${rules.length} rules`}. [All rules](README.md), and [how to waive one](README.md#waivers).`,
    table(
      ["Rule", "What must be true", "Severity"],
      rules.map((rule) => [
        `[${rule.policy}](#${anchorOf(rule)}) (${rule.id})`,
        escaped(rule.title),
        severityWords(rule),
      ]),
    ),
    ...rules.flatMap(ruleSection),
  );
}

/** The section of one rule. Its heading has the id as an anchor of its own, so that links outlive a new title. */
export function ruleSection(rule: Rule): string[] {
  const facts: [string, string | undefined][] = [
    ["Policy name", `\`${rule.policy}\``],
    ["Rule id", [rule.id, ...(rule.also ?? [])].join(", ")],
    ["Severity", severityWords(rule)],
    ["Service", enforcements[rule.enforcement]],
    ["Applies to", rule.on === "registry" ? "the registry with its children" : `each of \`${rule.on}\``],
    ["Tiers", tiersOf(rule).join(", ") || "none"],
    ["Feature", rule.feature && features[rule.feature].title],
    ["Limit", rule.limit && `${limits[rule.limit].title}: ${perTier(limits[rule.limit])}`],
    ["Profiles", profilesText(rule)],
    ["Peers and frameworks", rule.tags?.map((tag) => `\`${tag}\``).join(", ")],
    ["Documentation", `<${rule.docs}>`],
    ["Source", `${linked(rule.source, escaped)} ([codes](../sources.md))`],
  ];
  const options = Object.entries(rule.options ?? {});
  return [
    `<a id="${anchorOf(rule)}"></a>\n\n## ${rule.policy} (${rule.id})`,
    `**${escaped(rule.title)}.** ${escaped(rule.why)}`,
    `**Fix.** ${escaped(rule.fix)}`,
    ...example("Fails", rule.fails),
    fenced("text", findingsOf(rule)),
    ...example("Passes", rule.passes),
    table(
      ["", ""],
      facts.flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
    ...(options.length
      ? [
          "Options:",
          table(
            ["Name", "Type", "Default", "What it does"],
            options.map(([name, { type, default: preset, description, values }]) => [
              `\`${name}\``,
              values ? values.map((value) => `\`${value}\``).join(", ") : type,
              preset === undefined ? "none" : `\`${JSON.stringify(preset)}\``,
              escaped(description),
            ]),
          ),
        ]
      : []),
  ];
}

/** The profiles that have a posture rule. A validity rule is in all of them, at the level of its own severity. */
function profilesText(rule: Rule): string | undefined {
  const named = rule.posture ? profilesOf(rule) : [];
  return named.length ? named.map(({ profile, level }) => `${profile} (${level})`).join(", ") : undefined;
}

function severityWords(rule: Rule): string {
  return severityOf(rule) + (rule.posture ? ", posture" : rule.enforcement === "CLIENT" ? ", off by default" : "");
}

/** How a review leaves one resource out, with a reason and an end. */
function waivers(): string[] {
  const waiver = {
    resource: "images*",
    rule: "acr-admin-user-disabled",
    reason: "why, and who agreed",
    expires: "2027-06-30",
  };
  const config = JSON.stringify({ "acr-review": { waivers: [waiver] } }, null, 2);
  return [
    "## Waivers",
    "The configuration of a review or of the policy pack leaves one resource out of a rule, with a reason and an end. `rule` takes the policy name or the id:",
    fenced("json", config),
  ];
}

function indexPage(rules: readonly Rule[]): string {
  const subjects = [...new Set(rules.map(({ subject }) => subject))];
  const validity = rules.filter(({ posture }) => !posture).length;
  const aliases = rules
    .flatMap((rule) => (rule.also ?? []).map((alias) => [alias, `${linkTo(rule)} (${rule.id})`] as const))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return page(
    "# The rule book",
    `${rules.length} rules: ${validity} on what the service refuses, ignores or breaks on, and ${rules.length - validity} on what it takes but a team may not want. [not-checked.md](not-checked.md) lists what no rule can know, and [arguments.md](arguments.md) what may be wrong with the form of arguments.`,
    "A rule's severity follows from what the service does: what it refuses is an error, what it ignores or what breaks in use is a warning. The tiers of a rule are those that have what it is about.",
    "## Subjects",
    subjects.map((subject) => `- [${capital(subject)}](#${anchor(subject)})`).join("\n"),
    ...waivers(),
    ...subjects.flatMap((subject) => [
      `## ${capital(subject)}`,
      table(
        ["Rule", "Id", "What must be true", "Severity", ...tiers],
        rules
          .filter((rule) => rule.subject === subject)
          .map((rule) => [
            linkTo(rule),
            rule.id,
            escaped(rule.title),
            severityWords(rule),
            ...tiers.map((tier) => (tiersOf(rule).includes(tier) ? "yes" : "–")),
          ]),
      ),
    ]),
    "## Features by tier",
    table(
      ["", "Feature", "Property", ...tiers, "Status"],
      Object.entries(features).map(([id, { title, property, tiers: having, status }]) => [
        id,
        title,
        `\`${property}\``,
        ...tiers.map((tier) => ((having as readonly Tier[]).includes(tier) ? "yes" : "–")),
        status,
      ]),
    ),
    "## Limits by tier",
    table(
      ["", "Limit", "Unit", ...tiers],
      Object.entries(limits).map(([id, limit]: [string, Limit]) => [
        id,
        limit.title,
        limit.unit,
        ...tiers.map((tier) => number(limit.perTier[tier])),
      ]),
    ),
    ...(aliases.length ? ["## Other ids", table(["Id", "Rule"], aliases)] : []),
  );
}

function linkTo(rule: Rule): string {
  return `[${rule.policy}](${pageOf(rule.subject)}#${anchorOf(rule)})`;
}

function tiersOf({ feature }: { readonly feature?: FeatureId }): readonly Tier[] {
  return feature ? features[feature].tiers : tiers;
}

function perTier(limit: Limit): string {
  return tiers.map((tier) => `${tier} ${number(limit.perTier[tier])}`).join(", ");
}

function number(value: number | undefined): string {
  return value === undefined ? "–" : String(value);
}

function example(heading: string, shown: Example | ExampleChange): string[] {
  const { before, after } = statesOf(shown);
  const states: [string, object][] = before
    ? [
        ["Before:", before],
        ["After:", after],
      ]
    : [["", after]];
  return [
    `**${heading}:**`,
    ...states.flatMap(([label, state]) => [
      ...(label ? [label] : []),
      fenced("yaml", stringify(shortened(state), { lineWidth: 0 }).trimEnd()),
    ]),
  ];
}

/** What a check says of a rule's failing example. */
function findingsOf(rule: Rule): string {
  return findingsOfExample(rule)
    .map((finding) => describeFinding(finding))
    .join("\n\n");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function page(...blocks: readonly string[]): string {
  return `${[generatedMark, ...blocks].join("\n\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text in which Markdown sees neither tags nor emphasis. */
function escaped(text: string): string {
  return text.replace(/[<>*_]/g, (character) =>
    character === "<" ? "&lt;" : character === ">" ? "&gt;" : `\\${character}`,
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function anchor(text: string): string {
  return text.toLowerCase().replaceAll(" ", "-");
}
