import { nearest } from "../model/nearestWord";
import { rules } from "../rules/book";
import { describeFinding } from "../rules/describe";
import { findingsOfExample, shortened, statesOf } from "../rules/examples";
import { addressOf } from "../rules/pages";
import { isCalled, namesOf } from "../rules/ruleNames";
import { type Example, type ExampleChange, type Rule, severityOf } from "../rules/writing/rule";
import { WrongUsage } from "../terminal/usage";

/** What rules say and why, for a terminal. Takes ids and policy names; a policy may be several rules. */
export function explain(names: readonly string[]): string {
  const found = names.flatMap(rulesNamed);
  return `${[...new Set(found)].map(explanation).join("\n\n\n")}\n`;
}

function rulesNamed(name: string): Rule[] {
  const found = rules.filter((rule) => isCalled(rule, name));
  if (found.length) return found;
  const wanted = name.toLowerCase();
  const words = [...new Set(rules.flatMap(namesOf))];
  const meant = words.find((word) => word.toLowerCase().startsWith(wanted)) ?? nearest(name, words);
  throw new WrongUsage(
    `There is no rule "${name}".${meant ? ` Did you mean ${meant}?` : ""} docs/rules lists them all.`,
  );
}

function explanation(rule: Rule): string {
  const severity = `${severityOf(rule)}${rule.posture ? ", posture: a profile or the configuration switches it on" : ""}`;
  return [
    `${rule.policy} (${[rule.id, ...(rule.also ?? [])].join(", ")})`,
    `${rule.title}.`,
    "",
    `severity: ${severity}`,
    `why:      ${rule.why}`,
    `fix:      ${rule.fix}`,
    `page:     ${addressOf(rule)}`,
    `docs:     ${rule.docs}`,
    "",
    ...example("Fails", rule.fails),
    "",
    ...findingsOfExample(rule).flatMap((finding) => indented(describeFinding(finding))),
    "",
    ...example("Passes", rule.passes),
  ].join("\n");
}

function example(heading: string, shown: Example | ExampleChange): string[] {
  const { before, after } = statesOf(shown);
  return [
    ...(before ? [`${heading}, before:`, ...indented(yaml(before))] : []),
    `${heading}${before ? ", after" : ""}:`,
    ...indented(yaml(after)),
  ];
}

function yaml(state: Example): string {
  const { stringify }: typeof import("yaml") = require("yaml");
  return stringify(shortened(state), { lineWidth: 0 }).trimEnd();
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
