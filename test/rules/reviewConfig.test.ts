import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { check } from "../../src/rules/check";
import { describeProblems, readReviewConfig } from "../../src/rules/reviewConfig";
import { reviewPlan } from "../../src/rules/reviewPlan";
import { reviewConfigSchema } from "../../src/rules/reviewSchema";

const good = {
  all: "advisory",
  "acr-review": {
    profile: "private",
    deletionProtection: "softDelete",
    levels: { R41: "disabled", "acr-required-tags": "mandatory" },
    waivers: [{ resource: "images", rule: "R01", reason: "legacy client", expires: "2027-03-31" }],
  },
  "acr-sku-minimum": { minimum: "Premium" },
  "acr-replica-allowed-locations": { enforcementLevel: "mandatory", allowedLocations: ["westeurope"] },
  "acr-admin-user-disabled": "remediate",
};
const problemsOf = (value: unknown) =>
  readReviewConfig(value).problems.map(({ path, message }) => `${path}: ${message}`);
const plan = (value: unknown) => {
  const { config, problems } = readReviewConfig(value);
  expect(problems).toEqual([]);
  return reviewPlan(config);
};
const idsOf = (value: unknown) => plan(value).rules.map(({ id }) => id);

describe("a configuration", () => {
  it("is read whole", () => {
    const { config, problems } = readReviewConfig(good);
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      profile: "private",
      deletionProtection: "softDelete",
      options: { R30: { minimum: "Premium" }, R32: { allowedLocations: ["westeurope"] } },
      waivers: [{ resource: "images", rule: "R01", reason: "legacy client", expires: "2027-03-31" }],
    });
    expect(config.levels.get("R01")).toBe("remediate");
    expect(config.levels.get("R32")).toBe("mandatory");
    expect(config.levels.get("R41")).toBe("disabled");
    expect(config.levels.get("R40")).toBe("mandatory");
    expect(config.levels.get("R02")).toBe("advisory");
  });

  it("gives every mistake at once, with its path and what was probably meant", () => {
    expect(
      problemsOf({
        "acr-admin-user-disable": "mandatory",
        "acr-network-restricted": "mandatry",
        "acr-sku-minimum": { minimun: "Premium" },
        "acr-trusted-services-bypass": { expected: "Nobody" },
        "acr-replica-allowed-locations": { allowedLocations: "westeurope" },
        "acr-anonymous-pull-disabled": { enforce: true },
        "acr-review": {
          profil: "private",
          profile: "privat",
          levels: { R99: "advisory" },
          waivers: [
            { resource: "images", rule: "R01", expires: "2027-03-31" },
            { resource: "images", rule: "R01", reason: "x" },
            { resource: "images", rule: "acr-admin-user", reason: "x", expires: "31.3.2027" },
            { resource: "images", rule: "R01", reason: "x", until: "2027-03-31", expires: "2027-03-31" },
            "R01",
          ],
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "acr-admin-user-disable: There is no policy "acr-admin-user-disable" (did you mean "acr-admin-user-disabled"?).",
        "acr-network-restricted: "mandatry" is none of "advisory", "mandatory", "remediate", "disabled" (did you mean "mandatory"?).",
        "acr-sku-minimum.minimun: acr-sku-minimum has no parameter "minimun" (did you mean "minimum"?).",
        "acr-trusted-services-bypass.expected: "Nobody" is none of "AzureServices", "None".",
        "acr-replica-allowed-locations.allowedLocations: Must be a list of texts.",
        "acr-anonymous-pull-disabled.enforce: acr-anonymous-pull-disabled has no parameters; only its level can be set.",
        "acr-review.profil: There is no setting "profil" (did you mean "profile"?).",
        "acr-review.profile: "privat" is none of "baseline", "private", "resilient", "regulated", "abac", "all", "none" (did you mean "private"?).",
        "acr-review.levels.R99: There is no rule "R99" (did you mean "R39"?).",
        "acr-review.waivers[0].reason: A waiver needs a reason.",
        "acr-review.waivers[1].expires: A waiver needs a date on which it ends, for instance 2027-03-31.",
        "acr-review.waivers[2].rule: There is no rule "acr-admin-user".",
        "acr-review.waivers[2].expires: "31.3.2027" is not a date like 2027-03-31.",
        "acr-review.waivers[3].until: A waiver has no "until".",
        "acr-review.waivers[4]: Must be an object with resource, rule, reason, expires, not text.",
      ]
    `);
  });

  it.each([
    ["null", null, ": The configuration must be an object, not null."],
    ["a list", [], ": The configuration must be an object, not a list."],
    ["text", "private", ": The configuration must be an object, not text."],
  ])("that is %s is refused", (_name, value, problem) => expect(problemsOf(value)).toEqual([problem]));

  it("is no way into the prototype", () => {
    expect(problemsOf(JSON.parse('{"__proto__": {"a": 1}, "constructor": "advisory"}'))).toHaveLength(2);
    expect(
      problemsOf(JSON.parse('{"acr-review": {"__proto__": {}, "levels": {"toString": "advisory"}}}')),
    ).toHaveLength(2);
  });

  it("refuses a pattern that is none", () =>
    expect(problemsOf({ "acr-name-convention": { pattern: "(" } })).toEqual([
      'acr-name-convention.pattern: "(" is not a regular expression.',
    ]));

  it("may leave everything out", () => expect(problemsOf({})).toEqual([]));

  it("describes its problems line by line", () =>
    expect(describeProblems(readReviewConfig({ all: "on" }).problems)).toBe(
      'all: "on" is none of "advisory", "mandatory", "remediate", "disabled".',
    ));
});

describe("a plan", () => {
  it("takes only what the profile has", () => {
    expect(idsOf({})).toContain("R01");
    expect(idsOf({})).not.toContain("R20");
    expect(idsOf({ "acr-review": { profile: "regulated" } })).toContain("R20");
  });

  it("switches a rule on whose parameter is set", () => {
    expect(idsOf({})).not.toContain("R32");
    expect(idsOf({ "acr-replica-allowed-locations": { allowedLocations: ["westeurope"] } })).toContain("R32");
    const off = { enforcementLevel: "disabled", allowedLocations: ["westeurope"] };
    expect(idsOf({ "acr-replica-allowed-locations": off })).not.toContain("R32");
  });

  it("asks for retention or for soft delete, and for both only under `all`", () => {
    const both = (settings: object) => idsOf({ "acr-review": settings }).filter((id) => id === "R24" || id === "R25");
    expect(both({})).toEqual(["R24"]);
    expect(both({ deletionProtection: "softDelete" })).toEqual(["R25"]);
    expect(both({ deletionProtection: "retention" })).toEqual(["R24"]);
    expect(both({ profile: "all" })).toEqual(["R24", "R25"]);
  });

  it("gives findings their level and severity", () => {
    const { rules, options, levelOf, severityOf } = plan({ "acr-network-restricted": "mandatory" });
    const found = check({ sku: { name: "Premium" }, adminUserEnabled: true }, { rules, options });
    const of = (id: string) => {
      const finding = found.find(({ rule }) => rule === id);
      return finding && [levelOf(finding), severityOf(finding)];
    };
    expect(of("R01")).toEqual(["mandatory", "error"]);
    expect(of("R11")).toEqual(["mandatory", "error"]);
    expect(of("R03")).toEqual(["advisory", "warning"]);
  });

  it("reports an ended waiver at the level that it has for that", () => {
    const late = new Date("2027-04-01T00:00:00Z");
    const severities = (more: object) =>
      plan({ "acr-review": good["acr-review"], ...more })
        .expired(late)
        .map(({ severity }) => severity);
    expect(severities({})).toEqual(["warning"]);
    expect(severities({ "acr-waiver-expired": "mandatory" })).toEqual(["error"]);
    expect(severities({ all: "mandatory" })).toEqual(["error"]);
    expect(severities({ all: "mandatory", "acr-waiver-expired": { enforcementLevel: "disabled" } })).toEqual([]);
    expect(problemsOf({ "acr-waiver-expired": "no" })).toHaveLength(1);
  });

  it("reports a waiver that has run out", () => {
    const { expired } = plan(good);
    expect(expired(new Date("2027-03-31T12:00:00Z"))).toEqual([]);
    expect(expired(new Date("2027-04-01T00:00:00Z"))).toMatchObject([
      {
        rule: "WAIVER-01",
        policy: "acr-waiver-expired",
        message: 'The waiver of R01 for "images" ended on 2027-03-31 (legacy client).',
      },
    ]);
  });
});

describe("the JSON schema", () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(reviewConfigSchema());
  it("fits a good configuration", () => expect([validate(good), validate.errors]).toEqual([true, null]));
  it.each([
    ["a misspelt policy", { "acr-admin-user": "advisory" }],
    ["a misspelt parameter", { "acr-sku-minimum": { minimun: "Premium" } }],
    ["a value that a parameter does not have", { "acr-sku-minimum": { minimum: "Gold" } }],
    ["a misspelt setting", { "acr-review": { profil: "private" } }],
    ["a profile that does not exist", { "acr-review": { profile: "strict" } }],
    [
      "a waiver without a reason",
      { "acr-review": { waivers: [{ resource: "a", rule: "R01", expires: "2027-01-01" }] } },
    ],
  ])("does not fit %s", (_name, value) => expect(validate(value)).toBe(false));
  it("stands in the package as the rule book makes it (npm run build && node scripts/review-config-schema.mjs)", () => {
    const file = readFileSync(join(__dirname, "../../schema/review-config.schema.json"), "utf8");
    expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(reviewConfigSchema())));
  });
});
