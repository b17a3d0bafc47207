import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { agentPoolRules } from "../../../src/rules/tasks/agentPools";

const premium = { sku: { name: "Premium" }, location: "westeurope" };
const pool = (value: object) => ({ ...premium, agentPools: { builds: { location: "westeurope", ...value } } });
const ids = (model: unknown, previous?: unknown) =>
  check(model, { rules: agentPoolRules, previous }).map(({ severity, rule }) => `${severity} ${rule}`);
const errors = (model: unknown) =>
  check(model)
    .filter(({ severity }) => severity === "error")
    .map(({ rule }) => rule);

describe("cases of the reference", () => {
  it.each([
    ["C166", { ...pool({ tier: "S1" }), sku: { name: "Standard" } }, ["AP-01"]],
    ["C167", pool({ agentPoolName: "ab" }), ["NAME-11"]],
    ["C169", pool({ tier: "S4" }), ["AP-02"]],
    ["C170", pool({ tier: "S2", count: 4 }), []],
    ["C171", pool({ tier: "S3", count: 3 }), ["AP-03"]],
    ["C172", pool({ tier: "I6", count: 1 }), ["AP-03"]],
    ["C175", pool({ location: "brazilsouth" }), ["AP-06"]],
  ])("%s", (_id, model, expected) => expect(errors(model)).toEqual(expected));
});

describe("the quota of vCPUs", () => {
  const pools = (agentPools: Record<string, unknown>) => ids({ ...premium, agentPools });
  it("is for all pools together", () => {
    expect(pools({ a: { tier: "S3", count: 1 }, b: { tier: "S2", count: 2 } })).toEqual([]);
    expect(pools({ a: { tier: "S3", count: 1 }, b: { tier: "S2", count: 2 }, c: { tier: "S1" } })).toEqual([
      "error AP-03",
    ]);
  });
  it("counts a pool without a count as one machine", () => {
    expect(pools({ a: { tier: "S3" }, b: { tier: "S3" } })).toEqual([]);
    expect(pools({ a: { tier: "S3" }, b: { tier: "S3" }, c: { tier: "S1" } })).toEqual(["error AP-03"]);
  });
  it("is another one for isolated pools", () => {
    expect(pools({ a: { tier: "I6", count: 0 }, b: { tier: "S3", count: 2 } })).toEqual([]);
  });
  it("is exceeded by what is known, whatever is not", () => {
    expect(pools({ a: { tier: "S3", count: 3 }, b: { tier: "S1", count: UNKNOWN } })).toEqual(["error AP-03"]);
    expect(pools({ a: { tier: "S3", count: UNKNOWN } })).toEqual([]);
  });
  it("says nothing where there are no pools at all", () => {
    expect(ids({ sku: { name: "Basic" }, agentPools: { a: { tier: "S3", count: 3 } } })).toEqual(["error AP-01"]);
  });
  it("is not judged while the registry's tier is not known", () => {
    expect(ids({ sku: UNKNOWN, agentPools: { a: { tier: "S3", count: 3 } } })).toEqual([]);
  });
  it("is told in the same words in any order of the pools", () => {
    const [a, b] = [{ tier: "S3", count: 2 }, { tier: "S1" }];
    const found = (agentPools: object) => check({ ...premium, agentPools }, { rules: agentPoolRules });
    expect(found({ a, b })).toEqual(found({ b, a }));
  });
});

describe("an agent pool", () => {
  it.each([
    [{ count: 0 }, []],
    [{ count: -1 }, ["error AP-04"]],
    [{ count: 1.5 }, ["error AP-04"]],
    [{ tier: "s2" }, ["warning AP-02"]],
    [{ os: "Linux" }, []],
    [{ os: "Windows" }, ["error AP-05"]],
    [{ os: "linux" }, ["warning AP-05"]],
    [{ location: "USGov Virginia" }, []],
    [{ location: "Jio India West" }, []],
    [{ location: UNKNOWN }, []],
    [{ virtualNetworkSubnetResourceId: "builds" }, ["error AP-07"]],
  ])("%j gives %j", (value, expected) => expect(ids(pool(value))).toEqual(expected));

  it("changes its count only", () => {
    const subnet = (name: string) =>
      `/subscriptions/0/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/${name}`;
    const before = pool({ tier: "S1", os: "Linux", count: 1, virtualNetworkSubnetResourceId: subnet("a") });
    expect(ids(pool({ tier: "s1", count: 2, virtualNetworkSubnetResourceId: subnet("A") }), before)).toEqual([
      "warning AP-02",
    ]);
    expect(ids(pool({ tier: "S2", count: 1 }), before)).toEqual(["error AP-08"]);
    expect(ids(pool({ tier: "S1", virtualNetworkSubnetResourceId: subnet("b") }), before)).toEqual(["error AP-07"]);
  });
});
