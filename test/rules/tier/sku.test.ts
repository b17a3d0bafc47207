import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { skuRules } from "../../../src/rules/tier/sku";

/** What the rules on the tier say of a model: severity, rule and place. */
function verdicts(model: object, previous?: object): string[] {
  return check(model, { rules: skuRules, previous }).map(
    ({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`,
  );
}

describe("the tier", () => {
  it.each<[string, object, string[]]>([
    ["C009 Basic", { sku: { name: "Basic" } }, []],
    ["Standard", { sku: { name: "Standard" } }, []],
    ["C011 Premium", { sku: { name: "Premium" } }, []],
    [
      "C013 premium: other tools refuse it, the service's answer is unverified",
      { sku: { name: "premium" } },
      ["warning SKU-02 sku.name"],
    ],
    ["Classic", { sku: { name: "Classic" } }, ["error SKU-02 sku.name"]],
    ["a word that is no tier", { sku: { name: "Gold" } }, ["error SKU-02 sku.name"]],
    ["an empty text", { sku: { name: "" } }, ["error SKU-02 sku.name"]],
    ["no tier", {}, ["error SKU-01 sku"]],
    ["a tier without a name", { sku: {} }, ["error SKU-01 sku"]],
    ["an unknown tier", { sku: UNKNOWN }, []],
    ["an unknown name", { sku: { name: UNKNOWN } }, []],
    ["a registry made elsewhere", { elsewhere: true }, []],
  ])("%s", (_what, model, expected) => expect(verdicts(model)).toEqual(expected));

  it("of a registry that has been Classic all along is a warning", () => {
    expect(verdicts({ sku: { name: "Classic" } }, { sku: { name: "classic" } })).toEqual(["warning SKU-02 sku.name"]);
  });

  it.each([
    ["Gold", undefined, '"Gold" is no tier of a container registry.'],
    ["Classic", undefined, "No registry can be created in the Classic tier any more."],
    ["Classic", "Basic", "A registry cannot move from Basic to Classic: that tier is gone."],
    ["Classic", "Classic", "The Classic tier is retired."],
    [
      "premium",
      undefined,
      'The tier is written "premium"; that the service takes any spelling but "Premium" is unverified, and other tools refuse it.',
    ],
  ])("%s after %s is told in its own words", (name, before, message) => {
    const previous = before === undefined ? undefined : { sku: { name: before } };
    const [finding] = check({ sku: { name } }, { rules: skuRules, previous });
    expect(finding?.message).toBe(message);
    expect(finding?.allowed).toBe('"Basic", "Standard", "Premium"');
  });
});
