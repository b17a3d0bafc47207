import { stringify } from "yaml";
import { profilesOf } from "../src/review/profiles";
import { check } from "../src/rules/check";
import { describeFinding } from "../src/rules/describe";
import { type FeatureId, features, type Limit, limits, type Tier, tiers } from "../src/rules/tiers";
import { type Enforcement, type Example, type ExampleChange, type Rule, severityOf } from "../src/rules/writing/rule";

// The pages of docs/rules, made from the rule book. `node scripts/rule-docs.mjs` writes them; a test compares.

/** A further section of a rule's page, as its paragraphs; none where there is nothing to say of a rule. */
type Section = (rule: Rule) => readonly string[];

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

/** Every page of docs/rules by file name: the index, and one page a rule. */
export function rulePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  return new Map([
    ["README.md", indexPage(rules)],
    ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
  ]);
}

/** What a page says after the facts: about reviews. */
const sections: readonly Section[] = [profilesSection, waiverSection];

/** The profiles that have the rule. A validity rule is in all of them, at the level of its own severity. */
function profilesSection(rule: Rule): string[] {
  const named = profilesOf(rule);
  if (!rule.posture || named.length === 0) return [];
  return [
    "## Profiles",
    ["| Profile | Level |", "| --- | --- |", ...named.map(({ profile, level }) => `| ${profile} | ${level} |`)].join(
      "\n",
    ),
  ];
}

/** How a review leaves one resource out, with a reason and an end. */
function waiverSection(rule: Rule): string[] {
  const waiver = { resource: "images*", rule: rule.id, reason: "why, and who agreed", expires: "2027-06-30" };
  const config = JSON.stringify({ "acr-review": { waivers: [waiver] } }, null, 2);
  return [
    "## How to waive it",
    "In the configuration of a review or of the policy pack:",
    `\`\`\`json\n${config}\n\`\`\``,
  ];
}

/** The page of one rule. */
export function rulePage(rule: Rule): string {
  const facts: [string, string | undefined][] = [
    ["Severity", severityOf(rule)],
    ["Kind", rule.posture ? "posture" : "validity"],
    ["Service", enforcements[rule.enforcement]],
    ["Looks at", rule.on === "registry" ? "the registry with its children" : `each of \`${rule.on}\``],
    ["Tiers", tiersOf(rule).join(", ") || "none"],
    ["Feature", rule.feature && `${features[rule.feature].title} (${rule.feature})`],
    ["Limit", rule.limit && `${limits[rule.limit].title} (${rule.limit}): ${perTier(limits[rule.limit])}`],
    ["Policy name", `\`${rule.policy}\``],
    ["Other ids", rule.also?.join(", ")],
    ["Peers and frameworks", rule.tags?.map((tag) => `\`${tag}\``).join(", ")],
    ["Documentation", `<${rule.docs}>`],
    ["Source", escaped(rule.source)],
  ];
  const options = Object.entries(rule.options ?? {});
  return page(
    `# ${rule.id}: ${escaped(rule.title)}`,
    "## Why",
    escaped(rule.why),
    "## How to mend it",
    escaped(rule.fix),
    ...example("Fails", rule.fails),
    "What a check says of it:",
    fenced("text", findingsOf(rule)),
    ...example("Passes", rule.passes),
    "## Facts",
    table(
      ["", ""],
      facts.flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
    ...(options.length
      ? [
          "## Options",
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
    ...sections.flatMap((section) => section(rule)),
    `[All rules](README.md#${anchor(rule.subject)})`,
  );
}

function indexPage(rules: readonly Rule[]): string {
  const subjects = [...new Set(rules.map(({ subject }) => subject))];
  const validity = rules.filter(({ posture }) => !posture).length;
  const aliases = rules.flatMap(({ id, also = [] }) => also.map((alias): [string, string] => [alias, id]));
  return page(
    "# The rule book",
    `${rules.length} rules: ${validity} on what the service refuses, ignores or breaks on, and ${rules.length - validity} on what it takes but a team may not want. What no rule can know stands in [not-checked.md](not-checked.md), and what may be wrong with the form of arguments in [arguments.md](arguments.md).`,
    "A rule's severity follows from what the service does: what it refuses is an error, what it ignores or what breaks in use is a warning. The tiers of a rule are those that have what it is about.",
    "## Subjects",
    subjects.map((subject) => `- [${capital(subject)}](#${anchor(subject)})`).join("\n"),
    ...subjects.flatMap((subject) => [
      `## ${capital(subject)}`,
      table(
        ["Rule", "What must be true", "Severity", ...tiers, "Policy name"],
        rules
          .filter((rule) => rule.subject === subject)
          .map((rule) => [
            `[${rule.id}](${rule.id}.md)`,
            escaped(rule.title),
            severityOf(rule) + (rule.posture ? ", posture" : rule.enforcement === "CLIENT" ? ", off by default" : ""),
            ...tiers.map((tier) => (tiersOf(rule).includes(tier) ? "yes" : "–")),
            `\`${rule.policy}\``,
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
    ...(aliases.length
      ? [
          "## Other ids",
          table(
            ["Id", "Rule"],
            aliases.sort(([a], [b]) => (a < b ? -1 : 1)).map(([alias, id]) => [alias, `[${id}](${id}.md)`]),
          ),
        ]
      : []),
  );
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
  const states: [string, object][] =
    "after" in shown
      ? [
          ["Before:", shown.before],
          ["After:", shown.after],
        ]
      : [["", shown]];
  return [
    `## ${heading}`,
    ...states.flatMap(([label, state]) => [
      ...(label ? [label] : []),
      fenced("yaml", stringify(shortened(state), { lineWidth: 0 }).trimEnd()),
    ]),
  ];
}

/** What a check of a rule's failing example says, on a day that does not change. */
function findingsOf(rule: Rule): string {
  const { before, after } = "after" in rule.fails ? rule.fails : { before: undefined, after: rule.fails };
  return check(after, {
    rules: [rule],
    previous: before,
    now: new Date("2026-11-23T12:00:00Z"),
    options: { [rule.id]: rule.exampleOptions ?? {} },
  })
    .map((finding) => describeFinding(finding))
    .join("\n\n");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** How many items of a long list or map an example's page shows. */
const shownItems = 3;

/** An example with its long lists and maps cut short. */
function shortened(value: unknown): unknown {
  const more = (amount: number) => `and ${amount - shownItems} more of the kind`;
  if (Array.isArray(value)) {
    const items = value.map(shortened);
    return items.length > 4 * shownItems ? [...items.slice(0, shownItems), more(items.length)] : items;
  }
  if (typeof value === "string")
    return value.length > 200 ? `${value.slice(0, 60)}… (${value.length} characters)` : value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, shortened(item)]);
  return Object.fromEntries(
    entries.length > 4 * shownItems ? [...entries.slice(0, shownItems), ["…", more(entries.length)]] : entries,
  );
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
