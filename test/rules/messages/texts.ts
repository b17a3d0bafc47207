import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../../../src/rules/check";
import { describeFinding } from "../../../src/rules/describe";
import type { Rule } from "../../../src/rules/writing/rule";

const now = new Date("2026-11-24T00:00:00Z");

/** A configuration, the one before it where the rules look back, and what a reviewer set, by rule and option. */
export type Case = readonly [
  model: object,
  previous?: object | undefined,
  options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
];

/** The rules that judge a case. */
type Judges = readonly Rule[] | ((title: string) => readonly Rule[]);
const judgesOf = (rules: Judges, title: string) => (typeof rules === "function" ? rules(title) : rules);

/** What rules say of a configuration, a block for each finding: all of it but the address of the rule's page. */
function textOf(rules: readonly Rule[], [model, previous, options = {}]: Case): string {
  return check(model, { rules, previous, now, options })
    .map((finding) => {
      const text = describeFinding(finding).replace(/\n {2}docs: .*$/, "");
      return finding.needs ? `${text}\n  needs:   ${finding.needs}` : text;
    })
    .join("\n");
}

/**
 * Pins what rules say about each case: the texts are in a file, each under the title of its case. `npm run generate` writes
 * them anew, and people review the difference.
 */
export function pinTexts(file: string, rules: Judges, cases: Readonly<Record<string, Case>>): void {
  const place = path.join(__dirname, file);
  if (process.env.UPDATE_TEXTS) writeFileSync(place, written(readFileSync(place, "utf8"), rules, cases));
  const [, ...parts] = readFileSync(place, "utf8").split(/^## (.+)\n/m);
  const texts = new Map(parts.flatMap((part, index) => (index % 2 ? [] : [[part, parts[index + 1]?.trim()] as const])));
  describe(file, () => {
    it("has the cases that are told", () => expect([...texts.keys()]).toEqual(Object.keys(cases)));
    it.each(Object.entries(cases))("%s", (title, one) =>
      expect(textOf(judgesOf(rules, title), one)).toBe(texts.get(title)),
    );
  });
}

/** The file of texts as the rules say them now, with its heading. */
function written(before: string, rules: Judges, cases: Readonly<Record<string, Case>>): string {
  const [heading = ""] = before.split(/^## /m);
  const sections = Object.entries(cases).map(([title, one]) => `## ${title}\n${textOf(judgesOf(rules, title), one)}\n`);
  return `${heading}${sections.join("\n")}`;
}

/** Rules find nothing to say of any of the cases. */
export function sayNothing(rules: Judges, cases: Readonly<Record<string, Case>>): void {
  describe("nothing is said of", () => {
    it.each(Object.entries(cases))("%s", (title, one) => expect(textOf(judgesOf(rules, title), one)).toBe(""));
  });
}
