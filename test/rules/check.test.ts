import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../src/model";
import { nearest } from "../../src/model/nearestWord";
import { check } from "../../src/rules/check";
import { describe as describeAll, describeFinding } from "../../src/rules/describe";
import { type Finding, formatPath, lowestTier, show } from "../../src/rules/finding";
import { onChild, onRegistry } from "../../src/rules/writing/builders";
import { type Report, type Rule, type RuleFacts, severityOf } from "../../src/rules/writing/rule";

const facts = (id: string, more: Partial<RuleFacts> = {}): RuleFacts => ({
  id,
  policy: `acr-${id.toLowerCase()}`,
  title: `Rule ${id}`,
  subject: "network",
  enforcement: "ARM",
  why: "Because.",
  fix: "Mend it.",
  docs: "https://learn.microsoft.com/azure/container-registry/",
  source: "test",
  fails: {},
  passes: {},
  ...more,
});
/** A rule that reports what it is told, whatever the registry is. */
const telling = (id: string, reports: readonly Report[], more: Partial<RuleFacts> = {}): Rule =>
  onRegistry(facts(id, more), (_registry, report) => {
    for (const one of reports) report(one);
  });
const said = (findings: readonly Finding[]) => findings.map(({ rule, path }) => `${rule} ${formatPath(path)}`);

describe("a finding", () => {
  it("has everything that its rule and its report know", () => {
    const rule = telling(
      "X1",
      [
        {
          path: ["tags", "a b", 2],
          message: "It is wrong.",
          given: "value",
          allowed: "another",
          fix: "Write it.",
          needs: "Premium",
          related: [["location"]],
        },
      ],
      { also: ["G99"] },
    );
    expect(check({}, { rules: [rule] })).toEqual([
      {
        rule: "X1",
        also: ["G99"],
        policy: "acr-x1",
        severity: "error",
        subject: "network",
        path: ["tags", "a b", 2],
        message: "It is wrong.",
        given: '"value"',
        allowed: "another",
        fix: "Write it.",
        docs: "https://learn.microsoft.com/azure/container-registry/",
        needs: "Premium",
        related: [["location"]],
      },
    ]);
  });

  it("takes the rule's own fix, and leaves out what nobody told", () => {
    const [finding] = check({}, { rules: [telling("X1", [{ path: [], message: "Wrong." }], { enforcement: "IGN" })] });
    expect(finding).toEqual({
      rule: "X1",
      also: [],
      policy: "acr-x1",
      severity: "warning",
      subject: "network",
      path: [],
      message: "Wrong.",
      fix: "Mend it.",
      docs: "https://learn.microsoft.com/azure/container-registry/",
      related: [],
    });
  });

  it("may have a severity of its own", () => {
    const rule = telling("X1", [{ path: [], message: "Wrong.", severity: "warning" }]);
    expect(check({}, { rules: [rule] })[0]?.severity).toBe("warning");
  });

  it("shows no secret, whatever quotes it", () => {
    const report = {
      path: [],
      message: "a hunter2 b",
      given: "hunter2!",
      allowed: "not hunter2",
      fix: "Drop hunter2.",
    };
    const [finding] = check({}, { rules: [telling("X1", [report])], secrets: ["hunter2", "", "absent"] });
    expect(finding).toMatchObject({
      message: "a [secret] b",
      given: '"[secret]!"',
      allowed: "not [secret]",
      fix: "Drop [secret].",
    });
  });

  it("of a child has the child's path", () => {
    const rule = onChild("tokens", facts("X1"), (_child, report, { key }) =>
      report({ path: ["status"], message: `Token ${key}.` }),
    );
    const findings = check({ tokens: { a: {}, b: {} } }, { rules: [rule] });
    expect(findings.map(({ path, message }) => [path, message])).toEqual([
      [["tokens", "a", "status"], "Token a."],
      [["tokens", "b", "status"], "Token b."],
    ]);
  });
});

describe("a check", () => {
  it("gives errors first, then goes by place, rule and text", () => {
    const rules = [
      telling("B", [
        { path: ["b"], message: "2" },
        { path: ["b"], message: "1" },
        { path: ["a"], message: "3" },
      ]),
      telling("A", [{ path: ["b"], message: "4" }]),
      telling("C", [{ path: ["0"], message: "5" }], { enforcement: "?" }),
    ];
    const findings = check({}, { rules });
    expect(findings.map(({ rule, message }) => `${rule}${message}`)).toEqual(["B3", "A4", "B1", "B2", "C5"]);
  });

  it("leaves findings of a missing tier out at and below the places that another finding replaces", () => {
    const tier = (path: string[]) => ({ path, message: "Tier.", needs: "Premium" as const });
    const rules = [
      telling("D", [{ path: ["sku"], message: "Down.", needs: "Premium", replaces: [["networkRuleSet"]] }], {
        subject: "downgrade",
      }),
      telling("E", [{ path: ["networkRuleSet"], message: "Down.", needs: "Premium" }], { subject: "downgrade" }),
      telling("X", [
        tier(["networkRuleSet"]),
        tier(["networkRuleSet", "ipRules"]),
        tier(["encryption"]),
        { path: ["networkRuleSet"], message: "Something else." },
      ]),
    ];
    expect(said(check({}, { rules }))).toEqual(["X encryption", "E networkRuleSet", "X networkRuleSet", "D sku"]);
  });

  it("reports a value of a wrong type, and goes on", () => {
    const [finding] = check({ tags: "none", tasks: { a: { timeout: [] } } }, { rules: [] });
    expect(finding).toEqual({
      rule: "SHAPE-01",
      also: [],
      policy: "acr-property-type",
      severity: "error",
      subject: "shape",
      path: ["tags"],
      message: "tags must be an object, not text.",
      given: "text",
      allowed: "an object",
      fix: "Give an object.",
      docs: "https://www.pulumi.com/registry/packages/azure-native/api-docs/containerregistry/registry/",
      related: [],
    });
  });

  it.each<[unknown, string]>([
    [null, "The model must be an object, not null."],
    ["text", "The model must be an object, not text."],
    [[], "The model must be an object, not a list."],
    [7, "The model must be an object, not a number."],
    [{ tasks: { a: { timeout: {} } } }, "tasks.a.timeout must be a number, not an object."],
    [{ adminUserEnabled: "maybe" }, "adminUserEnabled must be true or false, not text."],
    [{ location: [] }, "location must be text, not a list."],
    [{ scopeMaps: { a: { actions: true } } }, "scopeMaps.a.actions must be a list, not a boolean."],
  ])("says of %j: %s", (model, message) =>
    expect(check(model, { rules: [] }).map((finding) => finding.message)).toEqual([message]),
  );

  it("lets an unknown value stop the rule that reads it, for one child as for the registry", () => {
    const reading = onRegistry(facts("R"), ({ location }, report) => report({ path: [], message: `${location}` }));
    const perToken = onChild("tokens", facts("T"), ({ status }, report) => report({ path: [], message: `${status}` }));
    const model = { location: UNKNOWN, tokens: { a: { status: UNKNOWN }, b: { status: "x" } } };
    expect(said(check(model, { rules: [reading, perToken] }))).toEqual(["T tokens.b"]);
    expect(said(check({ tokens: UNKNOWN }, { rules: [perToken] }))).toEqual([]);
  });

  it("hands rules the registry and the child of before, the time, and the options", () => {
    const seen: unknown[] = [];
    const rule = onChild(
      "tokens",
      facts("T", { options: { days: { type: "number", description: "", default: 7 } } }),
      (_child, _report, { key, registry, previous, previousChild, now, option }) => {
        const [days, none] = [option("days"), option("none")];
        seen.push(key, registry.location, previous?.location, previousChild?.status, now.getTime(), days, none);
      },
    );
    const previous = { location: "eastus", tokens: { a: { status: "disabled" } } };
    const now = new Date(5);
    check({ location: "westus", tokens: { a: {} } }, { rules: [rule], previous, now });
    expect(seen.splice(0)).toEqual(["a", "westus", "eastus", "disabled", 5, 7, undefined]);
    check({ tokens: { b: {} } }, { rules: [rule], previous, now, options: { T: { days: 9 } } });
    expect(seen.splice(0)).toEqual(["b", undefined, "eastus", undefined, 5, 9, undefined]);
    check({ tokens: { b: {} } }, { rules: [rule], now });
    expect(seen).toEqual(["b", undefined, undefined, undefined, 5, 7, undefined]);
  });

  it("applies neither posture rules nor what only clients enforce, unless it is told to", () => {
    const model = { registryName: "contosoImages", sku: { name: "Basic" }, adminUserEnabled: true };
    expect(check(model)).toEqual([]);
  });

  it("takes the tier as text and user-assigned identities as a list", () => {
    const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/a";
    const identity = { type: "UserAssigned", userAssignedIdentities: [id] };
    expect(check({ sku: "Basic", identity })).toEqual([]);
    expect(said(check({ sku: "Basic", publicNetworkAccess: "Disabled" }))).toEqual(["NET-02 publicNetworkAccess"]);
    expect(check({ sku: UNKNOWN, publicNetworkAccess: "Disabled", privateEndpoints: { hub: {} } })).toEqual([]);
    expect(check({ sku: "Basic", identity: { ...identity, userAssignedIdentities: [UNKNOWN] } })).toEqual([]);
    expect(said(check({ sku: "Basic", identity: { ...identity, userAssignedIdentities: [7] } }))).toEqual([
      "SHAPE-01 identity.userAssignedIdentities",
    ]);
    expect(said(check({ sku: "Basic", tags: ["a"] }))).toEqual(["SHAPE-01 tags"]);
  });
});

describe("texts", () => {
  it.each<[unknown, string]>([
    ["a", '"a"'],
    [true, "true"],
    [["a", 1], '["a",1]'],
    [undefined, "undefined"],
    ["[secret]", "[secret]"],
    ["x".repeat(198), `"${"x".repeat(198)}"`],
    ["x".repeat(199), `"${"x".repeat(196)}...`],
  ])("shows %j as %s", (value, text) => expect(show(value)).toBe(text));

  it.each<[(string | number)[], string]>([
    [[], ""],
    [["a", "b", 0, "c"], "a.b[0].c"],
    [["a-b"], '["a-b"]'],
    [["a", "x y", "$b_1"], 'a["x y"].$b_1'],
    [["a", "1b", "b1"], 'a["1b"].b1'],
  ])("writes the path %j as %s", (path, text) => expect(formatPath(path)).toBe(text));

  const finding: Finding = {
    rule: "X1",
    also: [],
    policy: "acr-x1",
    severity: "error",
    subject: "network",
    path: ["location"],
    message: "Wrong.",
    given: '"a"',
    allowed: "b",
    fix: "Write b.",
    docs: "https://example.com/",
    needs: "Standard",
    related: [["sku"], ["tags", "a"]],
  };
  const bare: Finding = { ...finding, severity: "warning", path: [], related: [] };
  delete (bare as { given?: string }).given;
  delete (bare as { allowed?: string }).allowed;
  delete (bare as { needs?: string }).needs;

  it("describe one finding, with places as the user wrote them", () => {
    expect(describeFinding(finding, { pathOf: (path) => `<${path.join("/")}>` })).toBe(
      `error X1 at <location>: Wrong.
  given:   "a"
  allowed: b
  fix:     Write b.
  with:    <sku>, <tags/a>
  docs:    https://example.com/`,
    );
    expect(describeFinding(bare)).toBe("warning X1: Wrong.\n  fix:     Write b.\n  docs:    https://example.com/");
  });

  it.each<[readonly Finding[], string, string | undefined]>([
    [[], "Registry: no findings", undefined],
    [[finding], "Registry: 1 error", "The lowest tier on which all of this would work: Standard."],
    [
      [finding, finding, bare],
      "Registry: 2 errors and 1 warning",
      "The lowest tier on which all of this would work: Standard.",
    ],
    [[bare, bare], "Registry: 2 warnings", undefined],
  ])("count findings: %#", (findings, head, tail) => {
    const parts = describeAll("Registry", findings).split("\n\n");
    expect(parts[0]).toBe(head);
    expect(parts).toHaveLength(1 + findings.length + (tail ? 1 : 0));
    if (tail) expect(parts.at(-1)).toBe(tail);
  });

  it("name the lowest tier that all findings of missing tiers ask for", () => {
    expect(lowestTier([])).toBeUndefined();
    expect(lowestTier([bare, finding])).toBe("Standard");
    expect(lowestTier([finding, { ...finding, needs: "Premium" }, bare])).toBe("Premium");
    expect(lowestTier([{ ...finding, needs: "Premium" }, finding])).toBe("Premium");
  });

  it.each<[string, string | undefined]>([
    ["premum", "Premium"],
    ["STANDARD", "Standard"],
    ["Basics", "Basic"],
    ["Gold", undefined],
    ["", undefined],
  ])("guess what %j means", (name, meant) => expect(nearest(name, ["Basic", "Standard", "Premium"])).toBe(meant));
});

it.each<[RuleFacts["enforcement"], string]>([
  ["ARM", "error"],
  ["ARM-S", "error"],
  ["ARM-D", "error"],
  ["ASYNC", "error"],
  ["RUN", "warning"],
  ["IGN", "warning"],
  ["CLIENT", "warning"],
  ["?", "warning"],
  ["none", "warning"],
])("what the service answers with %s is a %s", (enforcement, severity) => {
  expect(severityOf(facts("X", { enforcement }))).toBe(severity);
  expect(severityOf(facts("X", { enforcement, severity: "error" }))).toBe("error");
});
