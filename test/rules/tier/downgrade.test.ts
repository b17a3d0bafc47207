import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { downgradeRules } from "../../../src/rules/tier/downgrade";
import { downgradeSettingRules } from "../../../src/rules/tier/downgradeSettings";

const rules = [...downgradeRules, ...downgradeSettingRules];

const tier = (name: string, rest: object = {}) => ({ sku: { name }, ...rest });
const keyed = (amount: number) => Object.fromEntries(Array.from({ length: amount }, (_, index) => [`n${index}`, {}]));

/** What the downgrade rules say of a change: severity, rule and place. */
function verdicts(before: object, after: object): string[] {
  return check(after, { rules, previous: before }).map(
    ({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`,
  );
}

const replicas = { location: "westeurope", replications: { northeurope: { location: "northeurope" } } };

describe("cases of the reference", () => {
  it("C016 Basic, Premium and Basic again with no network rules is accepted", () => {
    expect(verdicts(tier("Basic"), tier("Premium"))).toEqual([]);
    expect(verdicts(tier("Premium"), tier("Basic", { networkRuleSet: null }))).toEqual([]);
    const open = { networkRuleSet: { defaultAction: "Allow", ipRules: [] } };
    expect(verdicts(tier("Premium", open), tier("Basic", open))).toEqual([]);
  });
  it("C017 a replica is in the way of Standard", () => {
    expect(verdicts(tier("Premium", replicas), tier("Standard", replicas))).toEqual(["error DG-01 sku.name"]);
  });
  it("C019 a customer-managed key is in the way for ever", () => {
    const key = { encryption: { status: "enabled" } };
    expect(verdicts(tier("Premium", key), tier("Standard"))).toEqual(["error DG-10 sku.name"]);
    expect(verdicts(tier("Premium", key), tier("Standard", key))).toEqual(["error DG-10 sku.name"]);
  });
  it("C020 anonymous pull is in the way of Basic", () => {
    const open = { anonymousPullEnabled: true };
    expect(verdicts(tier("Standard", open), tier("Basic", open))).toEqual(["error DG-12 anonymousPullEnabled"]);
    expect(verdicts(tier("Premium", open), tier("Standard", open))).toEqual([]);
  });
});

describe("children that exist", () => {
  it.each([
    ["DG-01", "replications", "error"],
    ["DG-02", "connectedRegistries", "error"],
    ["DG-08", "privateEndpoints", "warning"],
    ["DG-11", "agentPools", "warning"],
    ["DG-11", "exportPipelines", "warning"],
    ["DG-11", "importPipelines", "warning"],
  ])("%s: %s are in the way, also when the same deployment deletes them (%s)", (rule, kind, whenDeleted) => {
    const children = { [kind]: { one: {}, two: {} } };
    for (const lower of ["Standard", "Basic"]) {
      expect(verdicts(tier("Premium", children), tier(lower, children))).toEqual([`error ${rule} sku.name`]);
      expect(verdicts(tier("Premium", children), tier(lower))).toEqual([`${whenDeleted} ${rule} sku.name`]);
    }
    expect(verdicts(tier("Premium"), tier("Standard"))).toEqual([]);
    expect(verdicts(tier("Premium", children), tier("Premium", children))).toEqual([]);
    expect(verdicts(tier("Premium", children), tier("Premium"))).toEqual([]);
    expect(verdicts(tier("Standard", children), tier("Basic", children))).toEqual([]);
    expect(verdicts(tier("Standard", children), tier("Premium", children))).toEqual([]);
  });

  it("are named, every one, by their keys", () => {
    const children = { agentPools: { pool1: {}, pool2: {}, pool3: {} }, importPipelines: { nightly: {} } };
    const [pools, pipeline] = check(tier("Basic", children), {
      rules,
      previous: tier("Premium", children),
    });
    expect(pools?.message).toBe(
      'Agent pools "pool1", "pool2" and "pool3" must be deleted before the registry moves from Premium to Basic.',
    );
    expect(pools?.related).toEqual([
      ["agentPools", "pool1"],
      ["agentPools", "pool2"],
      ["agentPools", "pool3"],
    ]);
    expect(pipeline?.message).toBe(
      'Import pipeline "nightly" must be deleted before the registry moves from Premium to Basic.',
    );
    expect(pipeline?.fix).toBe(
      'Keep sku: "Premium" and delete importPipelines "nightly" in one deployment, then set sku: "Basic" in the next.',
    );
  });

  it("that go in the same deployment go too late, and the message says so", () => {
    const [finding] = check(tier("Standard"), { rules, previous: tier("Premium", replicas) });
    expect(finding?.message).toBe(
      'Replication "northeurope" must be deleted before the registry moves from Premium to Standard, in an earlier deployment: Pulumi changes the registry first and deletes last.',
    );
    const [endpoint] = check(tier("Standard"), {
      rules,
      previous: tier("Premium", { privateEndpoints: { hub: {} } }),
    });
    expect(endpoint?.message).toContain("(that the service insists on it is unverified)");
  });

  it("are not in the way when they are the home replica", () => {
    const home = { location: "westeurope", replications: { home: { location: "West Europe" } } };
    expect(verdicts(tier("Premium", home), tier("Standard", home))).toEqual([]);
  });

  it("are left out where their region is unknown, and the others are named", () => {
    const some = { location: "westeurope", replications: { a: { location: UNKNOWN }, b: { location: "eastus" } } };
    const [finding] = check(tier("Standard"), { rules, previous: tier("Premium", some) });
    expect(finding?.related).toEqual([["replications", "b"]]);
  });
});

describe("properties that are still asked for", () => {
  it.each<[string, object, object, string]>([
    ["DG-03", { publicNetworkAccess: "Disabled" }, { publicNetworkAccess: "Enabled" }, "publicNetworkAccess"],
    ["DG-04", { networkRuleSet: { defaultAction: "Deny" } }, { networkRuleSet: {} }, "networkRuleSet"],
    ["DG-04", { networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.1" }] } }, {}, "networkRuleSet"],
    ["DG-04", { networkRuleSet: { virtualNetworkRules: [{ id: "x" }] } }, {}, "networkRuleSet"],
    [
      "DG-05",
      { policies: { quarantinePolicy: { status: "enabled" } } },
      { policies: { quarantinePolicy: { status: "disabled" } } },
      "policies.quarantinePolicy.status",
    ],
    [
      "DG-06",
      { policies: { retentionPolicy: { status: "enabled" } } },
      { policies: { retentionPolicy: { status: "disabled" } } },
      "policies.retentionPolicy.status",
    ],
    [
      "DG-07",
      { policies: { exportPolicy: { status: "disabled" } } },
      { policies: { exportPolicy: { status: "enabled" } } },
      "policies.exportPolicy.status",
    ],
    ["DG-09", { dataEndpointEnabled: true }, { dataEndpointEnabled: false }, "dataEndpointEnabled"],
    ["DG-16", { regionalEndpoints: "Enabled" }, { regionalEndpoints: "Disabled" }, "regionalEndpoints"],
    ["DG-16", { endpointProtocol: "IPv4AndIPv6" }, { endpointProtocol: "IPv4" }, "endpointProtocol"],
  ])("%s %j", (rule, used, neutral, path) => {
    for (const lower of ["Standard", "Basic"]) {
      expect(verdicts(tier("Premium", used), tier(lower, used))).toEqual([`error ${rule} ${path}`]);
      expect(verdicts(tier("Premium", used), tier(lower, neutral))).toEqual([]);
      expect(verdicts(tier("Premium", used), tier(lower))).toEqual([]);
      // Asked for newly: the tier rules say it.
      expect(verdicts(tier("Premium", neutral), tier(lower, used))).toEqual([]);
    }
    expect(verdicts(tier("Premium", used), tier("Premium", used))).toEqual([]);
    expect(verdicts(tier("Standard", used), tier("Basic", used))).toEqual([]);
  });

  it("DG-10 takes a key without a status for an enabled one", () => {
    const key = { encryption: { keyVaultProperties: { keyIdentifier: "https://v.vault.azure.net/keys/k" } } };
    expect(verdicts(tier("Premium", key), tier("Basic", key))).toEqual(["error DG-10 sku.name"]);
    const off = { encryption: { status: "disabled" } };
    expect(verdicts(tier("Premium", off), tier("Basic", off))).toEqual([]);
  });
  it("DG-17 what is switched off with the move is a warning", () => {
    const bypass = { networkRuleBypassAllowedForTasks: true };
    expect(verdicts(tier("Premium", bypass), tier("Basic", bypass))).toEqual([
      "warning DG-17 networkRuleBypassAllowedForTasks",
    ]);
    expect(verdicts(tier("Premium", bypass), tier("Basic"))).toEqual([]);
    expect(verdicts(tier("Premium"), tier("Basic", bypass))).toEqual([]);
    expect(verdicts(tier("Standard", bypass), tier("Basic", bypass))).toEqual([]);
  });
});

describe("numbers that the lower tier does not hold", () => {
  it.each<[string, string, number, string, number, string, string[]]>([
    ["DG-13", "webhooks", 11, "Standard", 11, "Premium", ["error DG-13 webhooks"]],
    ["DG-13", "webhooks", 10, "Standard", 10, "Premium", []],
    ["DG-13", "webhooks", 3, "Basic", 3, "Standard", ["error DG-13 webhooks"]],
    ["DG-13", "webhooks", 3, "Basic", 2, "Premium", ["warning DG-13 webhooks"]],
    ["DG-13", "webhooks", 2, "Basic", 2, "Premium", []],
    ["DG-13", "webhooks", 2, "Basic", 3, "Premium", []],
    ["DG-14", "tokens", 101, "Basic", 101, "Standard", ["error DG-14 tokens"]],
    ["DG-14", "tokens", 501, "Standard", 501, "Premium", ["error DG-14 tokens"]],
    ["DG-14", "tokens", 500, "Standard", 500, "Premium", []],
    ["DG-14", "scopeMaps", 101, "Basic", 100, "Standard", ["warning DG-14 scopeMaps"]],
    ["DG-14", "scopeMaps", 501, "Standard", 501, "Premium", ["error DG-14 scopeMaps"]],
  ])("%s: %s, %d before and on %s %d, from %s", (_rule, kind, before, lower, after, from, expected) => {
    expect(verdicts(tier(from, { [kind]: keyed(before) }), tier(lower, { [kind]: keyed(after) }))).toEqual(expected);
  });
});

describe("what is not known", () => {
  it.each<[string, object, object]>([
    ["the tier before", tier(UNKNOWN, replicas), tier("Standard", replicas)],
    ["the tier after", tier("Premium", replicas), tier(UNKNOWN, replicas)],
    ["a tier that does not exist", tier("Premium", replicas), tier("Gold", replicas)],
  ])("%s: no verdict", (_what, before, after) => expect(verdicts(before, after)).toEqual([]));
  it("without a previous state there is no downgrade", () => {
    expect(check(tier("Standard", replicas), { rules })).toEqual([]);
  });
});

describe("one slip, one finding", () => {
  const everything = {
    ...replicas,
    publicNetworkAccess: "Disabled",
    dataEndpointEnabled: true,
    privateEndpoints: { hub: {} },
    policies: { quarantinePolicy: { status: "enabled" }, retentionPolicy: { days: 7, status: "enabled" } },
  };
  it("the plain tier findings give way to those of the downgrade", () => {
    const findings = check(tier("Standard", everything), { previous: tier("Premium", everything) });
    expect(findings.filter(({ needs, subject }) => needs && subject !== "downgrade")).toEqual([]);
    expect(findings.filter(({ subject }) => subject === "downgrade").map(({ rule }) => rule)).toEqual([
      "DG-09",
      "DG-05",
      "DG-06",
      "DG-03",
      "DG-01",
      "DG-08",
    ]);
  });
  it("a child that is new on the lower tier keeps its own finding", () => {
    const after = tier("Standard", { ...replicas, agentPools: { pool1: {} } });
    const tierFindings = check(after, { previous: tier("Premium", replicas) }).filter(({ needs }) => needs);
    expect(tierFindings.map(({ path }) => path.join("."))).toEqual(["agentPools.pool1", "sku.name"]);
  });
  it("two actions at once are told apart", () => {
    const after = tier("Basic", { webhooks: keyed(12) });
    const findings = check(after, { previous: tier("Premium", { webhooks: keyed(12) }) }).filter(({ needs }) => needs);
    expect(findings.map(({ rule }) => rule)).toEqual(["DG-13"]);
  });
});
