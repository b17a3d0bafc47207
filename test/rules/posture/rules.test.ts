import { describe, expect, it } from "vitest";
import { postureRules } from "../../../src/rules/book";
import { check } from "../../../src/rules/check";
import type { Example, ExampleChange, Rule } from "../../../src/rules/writing/rule";

function firesOn(rule: Rule, example: Example | ExampleChange): boolean {
  const findings = check("after" in example ? example.after : example, {
    rules: [rule],
    options: { [rule.id]: rule.exampleOptions ?? {} },
    now: new Date("2026-11-23T12:00:00Z"),
  });
  return findings.some((finding) => finding.rule === rule.id);
}

describe.each(postureRules.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
  it("fires on its failing example", () => expect(firesOn(rule, rule.fails)).toBe(true));
  it("is quiet on its passing example", () => expect(firesOn(rule, rule.passes)).toBe(false));
});

it("marks every rule as posture, with a risk and a policy name in the pack's style", () => {
  for (const rule of postureRules) {
    expect(rule, rule.id).toMatchObject({ posture: true, policy: expect.stringMatching(/^acr-[a-z0-9-]+$/) });
    expect(rule.risk, rule.id).toBeDefined();
  }
});

it("names Azure Policy definitions by whole GUIDs", () => {
  const ids = postureRules.flatMap(({ tags }) => tags ?? []).filter((tag) => tag.startsWith("azpolicy:"));
  expect(ids.length).toBeGreaterThan(20);
  for (const id of ids) expect(id).toMatch(/^azpolicy:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
