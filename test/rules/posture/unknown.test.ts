import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { postureRules } from "../../../src/rules/book";
import { check } from "../../../src/rules/check";
import { formatPath } from "../../../src/rules/finding";
import type { Rule } from "../../../src/rules/writing/rule";

const now = new Date("2026-11-24T09:00:00Z");
const options = Object.fromEntries(postureRules.map((rule) => [rule.id, rule.exampleOptions ?? {}]));
const of = (rules: readonly Rule[], model: unknown) =>
  check(model, { rules, options, now }).map(({ rule, path, message }) => `${rule} ${formatPath(path)} ${message}`);

/** Every way of making one value of an example unknown. */
function* blanked(value: unknown): Generator<unknown> {
  yield UNKNOWN;
  if (Array.isArray(value)) {
    for (const index of value.keys()) for (const inner of blanked(value[index])) yield value.with(index, inner);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, held] of Object.entries(value))
      for (const inner of blanked(held)) yield { ...value, [key]: inner };
  }
}

describe("an unknown value", () => {
  const examples = postureRules.map((rule) => [rule.id, rule] as const);
  it.each(examples)("gives no finding of %s that the known one does not", (_id, rule) => {
    for (const example of [rule.fails, rule.passes]) {
      const known = of([rule], example);
      for (const model of blanked(example)) {
        if (model === UNKNOWN) continue;
        const more = of([rule], model).filter((finding) => !known.includes(finding));
        // A finding may lose what it could not read, but none may appear where there was none.
        if (known.length === 0) expect(more, JSON.stringify(model)).toEqual([]);
        else expect(more.length, JSON.stringify(model)).toBeLessThanOrEqual(known.length);
      }
    }
  });

  it.each([
    ["R05", { roleAssignments: { a: { scope: UNKNOWN, principalId: UNKNOWN, roleDefinitionId: "Contributor" } } }],
    ["R01", { adminUserEnabled: true, sku: UNKNOWN, networkRuleSet: UNKNOWN, tokens: UNKNOWN }],
    ["R32", { location: UNKNOWN, replications: { a: UNKNOWN, b: { location: "eastus" } } }],
    ["G20", { tokens: { a: UNKNOWN, b: { credentials: { passwords: [UNKNOWN, { name: "password2" }] } } } }],
    ["G30", { tasks: { a: { trigger: UNKNOWN, step: { contextAccessToken: "x" } } } }],
    ["G31", { tasks: { a: { step: { arguments: [UNKNOWN, { name: "API_KEY", value: UNKNOWN }] } } } }],
    [
      "G36",
      { tasks: { a: { step: UNKNOWN, trigger: { baseImageTrigger: { updateTriggerEndpoint: "http://a.example" } } } } },
    ],
    ["G41", { webhooks: { a: { serviceUri: UNKNOWN, scope: "*", actions: ["delete"] } } }],
    ["G42", { networkRuleSet: { ipRules: [UNKNOWN, { iPAddressOrRange: "0.0.0.0/0" }] } }],
    [
      "G66",
      {
        roleAssignments: {
          a: UNKNOWN,
          b: { principalId: "p", roleDefinitionId: "AcrPull" },
          c: { principalId: "p", roleDefinitionId: "AcrPull" },
        },
      },
    ],
  ])("hides nothing else from %s", (id, model) => {
    const rules = postureRules.filter((rule) => rule.id === id);
    expect(of(rules, model)).not.toEqual([]);
  });
});
