import { describe, expect, it } from "vitest";
import { applyChange } from "../../src/policyPack/remedy";
import { rules } from "../../src/rules/book";
import { check } from "../../src/rules/check";
import type { Change, Context, Rule } from "../../src/rules/writing/rule";

const now = new Date("2026-11-24T09:00:00Z");
const settings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  G20: { expiry: "2027-01-01T00:00:00Z" },
  R40: { defaultValue: "unset", requiredTags: ["owner"] },
};
const optionsOf = (rule: Rule) => ({ ...rule.exampleOptions, ...settings[rule.id] });
const fires = (rule: Rule, model: unknown) =>
  check(model, { rules: [rule], options: { [rule.id]: optionsOf(rule) }, now }).length > 0;

/** The changes of a rule's remedy, on the registry or on each child, as paths from the registry. */
function changesOf(rule: Rule, model: Record<string, Record<string, object>>): Change[] {
  const option: Context["option"] = (name) =>
    Object.entries(optionsOf(rule)).find(([key]) => key === name)?.[1] ?? rule.options?.[name]?.default;
  // The rule and its subject are of one kind; the compiler cannot follow that through the union.
  const remedy = rule.remedy as ((subject: unknown, option: Context["option"]) => readonly Change[]) | undefined;
  if (!remedy) return [];
  if (rule.on === "registry") return [...remedy(model, option)];
  const kind = rule.on;
  return Object.entries(model[kind] ?? {}).flatMap(([key, child]) =>
    remedy(child, option).map(({ path, value }) => ({ path: [kind, key, ...path], value })),
  );
}

describe("a remedy mends what its rule fires on", () => {
  const mendable = rules.filter(({ remedy }) => remedy !== undefined);
  it.each(mendable.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
    const model = structuredClone("after" in rule.fails ? rule.fails.after : rule.fails) as Record<
      string,
      Record<string, object>
    >;
    expect(fires(rule, model)).toBe(true);
    const changes = changesOf(rule, model);
    expect(changes).not.toEqual([]);
    expect(changes.map((change) => applyChange(model, change))).not.toContain(false);
    // How a connected registry cleans up is the team's to say: only the audit log is switched on.
    expect(fires(rule, model)).toBe(rule.id === "G77");
  });

  it("are those that the reference marks, as far as the rules are there", () => {
    const marked = "R01 R02 R03 R04 R10 R11 R16 R17 R21 R22 R23 R24 R25 R40 G10 G20 G31 G45 G77".split(" ");
    const ids = mendable.flatMap(({ id, also = [] }) => [id, ...also]);
    expect(marked.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe("a change", () => {
  const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  });
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  it.each<[string, Record<string, unknown>, Change, boolean, unknown]>([
    ["makes what is on the way", {}, { path: ["a", "b"], value: 1 }, true, { a: { b: 1 } }],
    ["keeps neighbours", { a: { c: 2 } }, { path: ["a", "b"], value: 1 }, true, { a: { b: 1, c: 2 } }],
    ["takes a property away", { a: 1, b: 2 }, { path: ["a"], value: undefined }, true, { b: 2 }],
    ["keeps a secret secret", { a: secret(1) }, { path: ["a"], value: 2 }, true, { a: secret(2) }],
    [
      "goes into a secret object",
      { a: secret({ b: 1 }) },
      { path: ["a", "b"], value: 2 },
      true,
      { a: secret({ b: 2 }) },
    ],
    ["goes into a list", { a: [{}, {}] }, { path: ["a", 1, "b"], value: 2 }, true, { a: [{}, { b: 2 }] }],
    ["stops at what is not known", { a: unknown }, { path: ["a", "b"], value: 2 }, false, { a: unknown }],
    ["stops at a value that is no object", { a: 5 }, { path: ["a", "b"], value: 2 }, false, { a: 5 }],
  ])("%s", (_name, props, change, done, after) => {
    expect([applyChange(props, change), props]).toEqual([done, after]);
  });
});
