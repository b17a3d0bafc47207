import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { zoneRules as rules } from "../../../src/rules/replications/zones";

const registry = (sku: string, zoneRedundancy?: string, location = "westeurope") => ({
  sku: { name: sku },
  location,
  ...(zoneRedundancy ? { zoneRedundancy } : {}),
});

/** What the rules on zones say of a model: severity and rule. */
const verdicts = (model: object, previous?: object) =>
  check(model, { rules, previous }).map(({ rule, severity }) => `${severity} ${rule}`);

describe("cases of the reference", () => {
  it.each<[string, object, string[]]>([
    ["C058", registry("Basic", "Disabled"), []],
    ["C090", registry("Premium", "Enabled"), ["warning ZR-01"]],
    ["C230", registry("Basic"), []],
    ["A12", registry("Premium", "Enabled"), ["warning ZR-01"]],
  ])("%s", (_case, model, expected) => expect(verdicts(model)).toEqual(expected));

  it("C093", () => {
    expect(verdicts(registry("Premium", "Disabled"), registry("Premium", "Enabled"))).toEqual(["warning ZR-04"]);
  });
});

describe("zoneRedundancy Enabled", () => {
  it.each(["Basic", "Standard"])("is refused on %s, and the text says that it may be left out", (sku) => {
    const findings = check(registry(sku, "Enabled"), { rules });
    expect(findings.map(({ rule, severity, needs }) => [rule, severity, needs])).toEqual([
      ["ZR-03", "error", "Premium"],
    ]);
    expect(findings[0]?.fix).toBe(
      "Leave zoneRedundancy out: the service now spreads zones by itself on every tier, wherever the region has zones.",
    );
  });
  it.each<[string, object, string[]]>([
    ["in a region without zones", registry("Premium", "Enabled", "Jio India West"), ["warning ZR-05"]],
    ["below Premium in a region without zones", registry("Basic", "Enabled", "jioindiawest"), ["error ZR-03"]],
    ["on an unknown tier", registry(UNKNOWN, "Enabled"), []],
    ["while the value is unknown", registry("Basic", UNKNOWN), []],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));

  it("is one finding when it is changed", () => {
    expect(verdicts(registry("Premium", "Enabled"), registry("Premium", "Disabled"))).toEqual(["warning ZR-04"]);
    expect(verdicts(registry("Premium", "Enabled"), registry("Premium", "Enabled"))).toEqual(["warning ZR-01"]);
  });
});
