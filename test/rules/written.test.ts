import { describe, expect, it } from "vitest";
import { check, features, formatPath, limits } from "../../src/rules";

// `check` of pulumi-acr/rules is for models that somebody wrote by hand (F33).
const said = (model: unknown, options?: object) =>
  check(model, options).map(({ severity, rule, path }) => `${severity} ${rule} ${formatPath(path)}`);

describe("check (F33)", () => {
  it("reports a misspelt property, and one that there is not", () => {
    expect(said({ sku: "Premium", publicNetworkAcces: "Disabled", team: "web" })).toEqual([
      "error SHAPE-02 publicNetworkAcces",
      "warning SHAPE-02 team",
    ]);
    expect(said({ sku: "Premium", replications: { eastus: { tag: {} } } })).toEqual([
      "error SHAPE-02 replications.eastus.tag",
    ]);
  });

  it("says of an ARM resource's properties where they belong", () => {
    const [finding] = check({ sku: { name: "Premium" }, properties: { publicNetworkAccess: "Disabled" } });
    expect(finding).toMatchObject({ severity: "error", rule: "SHAPE-02", path: ["properties"] });
    expect(finding?.fix).toBe("Write what is in properties one level higher. An ARM template is read by acr-review.");
  });

  it("names the tier as it was given", () => {
    const previous = { sku: "Premium", replications: { northeurope: {} } };
    expect(said({ sku: "Basic", replications: {} }, { previous })).toContain("error DG-01 sku");
    expect(said({ sku: { name: "Basic" } }, { previous })).toContain("error DG-01 sku.name");
    expect(said({ sku: "Classic" })).toEqual(["error SKU-02 sku"]);
  });

  it("refuses an option that it does not have", () => {
    expect(() => check({ sku: "Basic" }, { previus: {} } as object)).toThrow(
      'check has no option "previus" (did you mean "previous"?). Its options are previous, now, rules, options, secrets.',
    );
  });

  it("stands beside tables with readable keys", () => {
    expect(features.replications.tiers).toEqual(["Premium"]);
    expect(limits.webhooks.perTier.Standard).toBe(10);
  });
});
