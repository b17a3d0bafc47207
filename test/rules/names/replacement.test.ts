import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { replacementRules } from "../../../src/rules/names/replacement";

/** What the replacement rules say of a change: severity, rule and place. */
function verdicts(before: object, after: object): string[] {
  return check(after, { rules: replacementRules, previous: before }).map(
    ({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`,
  );
}

describe("a registry", () => {
  it.each<[string, object, object, string[]]>([
    ["another name", { registryName: "contoso1" }, { registryName: "contoso2" }, ["error REPL-REGISTRY registryName"]],
    [
      "another group",
      { resourceGroupName: "a" },
      { resourceGroupName: "b" },
      ["error REPL-REGISTRY resourceGroupName"],
    ],
    ["the name in another case", { registryName: "contoso1" }, { registryName: "Contoso1" }, []],
    ["a name that Pulumi keeps", { registryName: "contoso1" }, {}, []],
    ["an unknown name", { registryName: "contoso1" }, { registryName: UNKNOWN }, []],
    [
      "another group beside an unknown name",
      { registryName: "contoso1", resourceGroupName: "a" },
      { registryName: UNKNOWN, resourceGroupName: "b" },
      ["error REPL-REGISTRY resourceGroupName"],
    ],
    ["another tier", { sku: { name: "Basic" } }, { sku: { name: "Premium" } }, []],
  ])("with %s", (_what, before, after, expected) => expect(verdicts(before, after)).toEqual(expected));
});

describe("a child", () => {
  it.each([
    ["replications", "replicationName"],
    ["scopeMaps", "scopeMapName"],
    ["tokens", "tokenName"],
    ["tasks", "taskName"],
    ["tasks", "isSystemTask"],
    ["tasks", "location"],
    ["taskRuns", "taskRunName"],
    ["agentPools", "agentPoolName"],
    ["agentPools", "location"],
    ["cacheRules", "cacheRuleName"],
    ["credentialSets", "credentialSetName"],
    ["connectedRegistries", "connectedRegistryName"],
    ["exportPipelines", "exportPipelineName"],
    ["importPipelines", "importPipelineName"],
    ["pipelineRuns", "pipelineRunName"],
  ])("of %s with another %s is replaced", (kind, property) => {
    const flag = property === "isSystemTask";
    const [one, other] = flag ? [false, true] : ["sample1", "sample2"];
    const before = { [kind]: { a: { [property]: one }, b: { [property]: one } } };
    expect(verdicts(before, { [kind]: { a: { [property]: other }, b: { [property]: one } } })).toEqual([
      `warning REPL-CHILD ${kind}.a.${property}`,
    ]);
    expect(verdicts(before, { [kind]: { c: { [property]: other } } })).toEqual([]);
    expect(verdicts(before, { [kind]: { a: {}, b: UNKNOWN } })).toEqual([]);
  });
  it("that is a webhook has a rule of its own", () => {
    expect(
      verdicts({ webhooks: { a: { webhookName: "one11" } } }, { webhooks: { a: { webhookName: "two22" } } }),
    ).toEqual([]);
  });
  it("keeps its region in other words", () => {
    const at = (location: string) => ({ agentPools: { a: { location } } });
    expect(verdicts(at("westeurope"), at("West Europe"))).toEqual([]);
  });
  it("is only new when nothing was there before", () => {
    expect(check({ tokens: { a: { tokenName: "one11" } } }, { rules: replacementRules })).toEqual([]);
  });
});
