import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/book";
import { check } from "../../src/rules/check";
import type { Example, ExampleChange, Rule } from "../../src/rules/writing/rule";

/** The ids that a check of one example names, with this rule alone. */
function firesOn(rule: Rule, example: Example | ExampleChange): boolean {
  const change = "after" in example ? example : { before: undefined, after: example };
  const findings = check(change.after, {
    rules: [rule],
    options: { [rule.id]: rule.exampleOptions ?? {} },
    previous: change.before,
    now: new Date("2026-11-23T12:00:00Z"),
  });
  return findings.some((finding) => finding.rule === rule.id);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
  it("fires on its failing example", () => expect(firesOn(rule, rule.fails)).toBe(true));
  it("is quiet on its passing example", () => expect(firesOn(rule, rule.passes)).toBe(false));
});

it("has no id twice", () => {
  const ids = rules.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});
