import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { describeProblems, readReviewConfig } from "../../src/review/reviewConfig";
import { reviewPlan } from "../../src/review/reviewPlan";
import { reviewConfigSchema } from "../../src/review/reviewSchema";
import { check } from "../../src/rules/check";

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
        "acr-anonymous-pull-disabled.enforce: acr-anonymous-pull-disabled has no parameters; only its level can be set (did you mean "enforcementLevel"?).",
        "acr-review.profil: There is no setting "profil" (did you mean "profile"?).",
        "acr-review.profile: "privat" is none of "baseline", "private", "resilient", "regulated", "abac", "all", "none" (did you mean "private"?).",
        "acr-review.levels.R99: There is no rule "R99" (did you mean "R39"?).",
        "acr-review.waivers[0].reason: A waiver needs a reason.",
        "acr-review.waivers[1].expires: A waiver needs a date on which it ends, for instance 2027-03-31.",
        "acr-review.waivers[2].rule: There is no rule "acr-admin-user" (did you mean "acr-admin-user-disabled"?).",
        "acr-review.waivers[2].expires: "31.3.2027" is not a date like 2027-03-31.",
        "acr-review.waivers[3].until: A waiver has no "until".",
        "acr-review.waivers[4]: Must be an object with resource, rule, reason, expires, not text.",
      ]
    `);
  });

  it("are told with what is meant, for the beginning of a name and for what stands in the wrong place", () => {
    const problems = readReviewConfig({ "acr-admin-user": "advisory", profile: "private", R01: "disabled" }).problems;
    expect(problems.map(({ message }) => message)).toEqual([
      'There is no policy "acr-admin-user" (did you mean "acr-admin-user-disabled"?).',
      '"profile" belongs under "acr-review": {"acr-review":{"profile":"private"}}.',
      '"R01" is a rule; its policy is "acr-admin-user-disabled", and its level belongs under "acr-review": {"acr-review":{"levels":{"R01":"disabled"}}}.',
    ]);
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

  it("describes a problem of the whole without a path", () =>
    expect(describeProblems(readReviewConfig([]).problems)).toBe("The configuration must be an object, not a list."));

  it("gives a parameter to the rules of the policy that have it", () =>
    expect(readReviewConfig({ "acr-retention-days-range": { minimumDays: 3 } }).config.options).toEqual({
      G10: { minimumDays: 3 },
    }));
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
  it("tells of each policy and of each parameter", () => {
    const level = {
      type: "string",
      enum: ["advisory", "mandatory", "remediate", "disabled"],
      description: "What a finding of the policy does.",
    };
    expect(reviewConfigSchema()).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Configuration of acr-review and of the pulumi-acr policy pack",
      type: "object",
      additionalProperties: false,
      properties: {
        all: { ...level, description: "The level of every policy." },
        environments: {
          type: "array",
          items: { type: "string" },
          description: "Pulumi ESC environments; the engine's.",
        },
        "acr-review": {
          type: "object",
          description: "Settings that are no single policy's.",
          additionalProperties: false,
          properties: { enforcementLevel: level },
        },
        "acr-waiver-expired": {
          anyOf: [level, { type: "object", properties: {} }],
          description: "No waiver has expired",
        },
        "acr-sku-minimum": {
          description: "The registry's tier is at least the one the team asks for (R30).",
          anyOf: [
            level,
            {
              type: "object",
              additionalProperties: false,
              properties: {
                enforcementLevel: level,
                minimum: {
                  type: "string",
                  description: 'The lowest tier that passes. Default: "Standard".',
                  enum: ["Basic", "Standard", "Premium"],
                },
              },
            },
          ],
        },
        "acr-replica-allowed-locations": {
          anyOf: [
            level,
            {
              properties: {
                allowedLocations: {
                  type: "array",
                  items: { type: "string" },
                  description: "Regions that pass, in any spelling; with none the rule is silent.",
                },
              },
            },
          ],
        },
        "acr-cmk-identity": { description: expect.stringMatching(/ \(CMK-04\/G51, CMK-06\/G51\)\.$/) },
      },
    });
  });
});

describe("values of a wrong kind", () => {
  it.each<[string, unknown, string]>([
    [
      "a level that is no text",
      { "acr-admin-user-disabled": 3 },
      'acr-admin-user-disabled: Must be text; a number is none of "advisory", "mandatory", "remediate", "disabled".',
    ],
    [
      "a level under an object",
      { "acr-admin-user-disabled": { enforcementLevel: "Advisory" } },
      'acr-admin-user-disabled.enforcementLevel: "Advisory" is none of "advisory", "mandatory", "remediate", "disabled" (did you mean "advisory"?).',
    ],
    [
      "a parameter that is no text",
      { "acr-sku-minimum": { minimum: true } },
      "acr-sku-minimum.minimum: Must be text, not a boolean.",
    ],
    [
      "a misspelt word of a parameter",
      { "acr-sku-minimum": { minimum: "premium" } },
      'acr-sku-minimum.minimum: "premium" is none of "Basic", "Standard", "Premium" (did you mean "Premium"?).',
    ],
    [
      "a parameter that is no number",
      { "acr-ip-rule-too-wide": { minimumPrefix: "24" } },
      "acr-ip-rule-too-wide.minimumPrefix: Must be a number, not text.",
    ],
    [
      "a parameter that is no number that there is",
      { "acr-ip-rule-too-wide": { minimumPrefix: Number.NaN } },
      "acr-ip-rule-too-wide.minimumPrefix: Must be a number, not a number.",
    ],
    [
      "a list with something else in it",
      { "acr-replica-allowed-locations": { allowedLocations: ["a", 1] } },
      "acr-replica-allowed-locations.allowedLocations: Must be a list of texts.",
    ],
    [
      "a misspelt level of a policy with parameters",
      { "acr-sku-minimum": { enforcementLevl: "advisory" } },
      'acr-sku-minimum.enforcementLevl: acr-sku-minimum has no parameter "enforcementLevl" (did you mean "enforcementLevel"?).',
    ],
    ["settings that are a list", { "acr-review": [] }, "acr-review: Must be an object, not a list."],
    ["settings that are nothing", { "acr-review": null }, "acr-review: Must be an object, not null."],
    [
      "a protection that there is not",
      { "acr-review": { deletionProtection: "both" } },
      'acr-review.deletionProtection: "both" is none of "retention", "softDelete", "either".',
    ],
    [
      "levels that are a list",
      { "acr-review": { levels: [] } },
      "acr-review.levels: Must be an object of rules and levels, not a list.",
    ],
    [
      "a level of a rule that there is not",
      { "acr-review": { levels: { R01: "on" } } },
      'acr-review.levels.R01: "on" is none of "advisory", "mandatory", "remediate", "disabled".',
    ],
    [
      "waivers that are an object",
      { "acr-review": { waivers: {} } },
      "acr-review.waivers: Must be a list, not an object.",
    ],
    [
      "a waiver without a resource",
      { "acr-review": { waivers: [{ resource: " ", rule: "R01", reason: "x", expires: "2027-01-01" }] } },
      "acr-review.waivers[0].resource: A waiver needs the name or URN of a resource, in which * stands for any text.",
    ],
    [
      "a waiver without a rule",
      { "acr-review": { waivers: [{ resource: "a", reason: "x", expires: "2027-01-01" }] } },
      "acr-review.waivers[0].rule: A waiver needs a rule: an id or a policy name.",
    ],
    [
      "a misspelt property of a waiver",
      { "acr-review": { waivers: [{ resource: "a", rule: "R01", reason: "x", expires: "2027-01-01", reasn: "y" }] } },
      'acr-review.waivers[0].reasn: A waiver has no "reasn" (did you mean "reason"?).',
    ],
  ])("%s", (_what, value, problem) => expect(problemsOf(value)).toEqual([problem]));

  it("leave the rest of the configuration standing", () => {
    const { config } = readReviewConfig({
      all: { enforcementLevel: "mandatory" },
      environments: ["dev"],
      "acr-sku-minimum": { enforcementLevel: "remediate", minimum: "Gold" },
      "acr-review": {
        enforcementLevel: "advisory",
        profile: "strict",
        levels: { r02: "disabled", "acr-anonymous-pull": "advisory" },
        waivers: [
          { resource: "a", rule: "acr-admin-user-disabled", reason: "x", expires: "2027-01-01" },
          { resource: "a", rule: "R01", reason: "x", expires: "soon" },
          { resource: "a", rule: "R0x", reason: "x", expires: "2027-01-01" },
        ],
      },
    });
    expect(config.profile).toBe("baseline");
    expect(config.deletionProtection).toBe("either");
    expect(config.options).toEqual({});
    expect([config.levels.get("R30"), config.levels.get("R02"), config.levels.get("R01")]).toEqual([
      "remediate",
      "disabled",
      "mandatory",
    ]);
    expect(config.waivers.map(({ rule }) => rule)).toEqual(["acr-admin-user-disabled"]);
  });

  it("are none where nothing is configured", () =>
    expect(readReviewConfig(undefined)).toEqual({
      config: { profile: "baseline", deletionProtection: "either", levels: new Map(), options: {}, waivers: [] },
      problems: [],
    }));

  it("are shown without more of them than a line takes", () =>
    expect(problemsOf({ "acr-review": { profile: "x".repeat(200) } })[0]).toContain(`"${"x".repeat(80)}" is none of`));
});

describe("a plan made of a configuration", () => {
  it("remedies what it is told to, and takes that as mandatory", () => {
    const { rules, levelOf, remedies } = plan({ "acr-admin-user-disabled": "remediate" });
    const rule = (id: string) => rules.find((each) => each.id === id);
    const [r01, r02] = [rule("R01"), rule("R02")];
    if (!r01 || !r02) throw new Error("no rule");
    expect([remedies(r01), remedies(r02)]).toEqual([true, false]);
    const found = check({ adminUserEnabled: true }, { rules: [r01] });
    expect(found.map(levelOf)).toEqual(["mandatory"]);
  });

  it("takes validity findings by their own severity, unless a level is written", () => {
    const model = { sku: { name: "Basic" }, publicNetworkAccess: "Disabled", zoneRedundancy: "Disabled", tags: 3 };
    const levels = (value: unknown) => {
      const { rules, options, levelOf } = plan(value);
      return check(model, { rules: rules.filter(({ posture }) => !posture), options }).map(
        (finding) => `${finding.rule} ${levelOf(finding)}`,
      );
    };
    expect(levels({})).toEqual(["NET-02 mandatory", "SHAPE-01 mandatory"]);
    expect(levels({ "acr-review": { levels: { "NET-02": "advisory" } } })).toEqual([
      "NET-02 advisory",
      "SHAPE-01 mandatory",
    ]);
    expect(levels({ "acr-review": { levels: { "NET-02": "disabled" } } })).toEqual(["SHAPE-01 mandatory"]);
  });

  it("gives the rule on retention the team's choice, beside what was set for it", () => {
    const { options } = plan({
      "acr-retention-enabled": { days: 30 },
      "acr-review": { deletionProtection: "retention" },
    });
    expect(options).toEqual({ R24: { days: 30, deletionProtection: "retention" } });
  });

  it("covers findings with waivers that hold", () => {
    const { waiverOf } = plan(good);
    const finding = check({ adminUserEnabled: true }, { rules: plan({}).rules }).find(({ rule }) => rule === "R01");
    if (!finding) throw new Error("no finding");
    expect(waiverOf(finding, ["urn", "Images"], new Date("2027-01-01"))?.reason).toBe("legacy client");
    expect(waiverOf(finding, ["Images"], new Date("2027-05-01"))).toBeUndefined();
  });

  it("tells how to mend a waiver that has run out", () =>
    expect(plan(good).expired(new Date("2028-01-01"))).toEqual([
      {
        rule: "WAIVER-01",
        also: [],
        policy: "acr-waiver-expired",
        severity: "warning",
        subject: "operations",
        path: [],
        message: 'The waiver of R01 for "images" ended on 2027-03-31 (legacy client).',
        given: "2027-03-31",
        fix: "Mend what it covered and remove the waiver, or agree on a new date.",
        docs: "https://learn.microsoft.com/azure/container-registry/container-registry-best-practices",
        related: [],
      },
    ]));
});
