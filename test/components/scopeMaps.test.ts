import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf } from "./fixtures";
import { run } from "./monitor";

const basic = { resourceGroupName: "images", location: "westeurope", sku: "Basic" } as const;
const type = "azure-native:containerregistry:ScopeMap";
const actionsOf = async (scopeMap: acr.ScopeMapProperties) => {
  const done = await run(() => void new acr.ScopeMap("pullers", { registry: ids.registry, ...scopeMap }));
  expect(done.error).toBe("");
  return find(done, type, "pullers").inputs.actions;
};

describe("a scope map", () => {
  it("TOKEN-01: lets tokens pull by reading content and metadata", async () => {
    expect(await actionsOf({ repositories: { web: ["pull"] } })).toEqual([
      "repositories/web/content/read",
      "repositories/web/metadata/read",
    ]);
  });

  it("lets tokens that push read as well, and says each action once, in the same order whatever the program's", async () => {
    const pushing = [
      "repositories/web/content/read",
      "repositories/web/content/write",
      "repositories/web/metadata/read",
      "repositories/web/metadata/write",
    ];
    expect(await actionsOf({ repositories: { web: ["push", "pull"] } })).toEqual(pushing);
    expect(await actionsOf({ repositories: { web: ["pull", "push"] } })).toEqual(pushing);
  });

  it("takes paths below which everything counts, and actions as the service writes them", async () => {
    expect(
      await actionsOf({ repositories: { "team/*": ["delete"] }, actions: ["repositories/*/metadata/read"] }),
    ).toEqual([
      "repositories/team/*/content/delete",
      "repositories/team/*/metadata/read",
      "repositories/*/metadata/read",
    ]);
  });

  it("is judged with the registry, and named by its key", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...basic,
          registryName: "no-dashes",
          scopeMaps: { builders: { repositories: { "Web/*/x": ["pull"] } } },
        }),
    );
    expect(done.error).toContain("NAME-01");
    expect(done.error).toMatch(/SCM-0\d at scopeMaps\.builders\.actions\[0\]/);
    expect(listOf(done)).toEqual([]);
  });
});

describe("agent pools", () => {
  const premium = { ...basic, sku: "Premium" } as const;
  const step = acr.taskFile({ contextPath: "https://github.com/contoso/web.git#main" });

  it("are made before the tasks that name them by key", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          agentPools: { builders: { tier: "S2" } },
          tasks: { web: { step, agentPool: "builders" } },
        }),
    );
    expect(done.error).toBe("");
    const pool = find(done, "azure-native:containerregistry:AgentPool");
    expect(pool).toMatchObject({ name: "images-builders", inputs: { tier: "S2", location: "westeurope" } });
    const task = find(done, "azure-native:containerregistry:Task");
    expect(task.inputs.agentPoolName).toBeTypeOf("string");
    expect(task.dependencies).toContain(pool.urn);
  });

  it("have to be there: a key that is not is said with everything else", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          registryName: "no-dashes",
          tasks: { web: { step, agentPool: "builders" } },
        }),
    );
    expect(done.error).toContain("NAME-01");
    expect(done.error).toContain('SHAPE-05 at tasks.web.agentPool: tasks.web.agentPool names "builders"');
    expect(listOf(done)).toEqual([]);
  });

  it("need a way out of their subnet: Azure's service tags and ports, in rules one after another", () => {
    expect(
      acr
        .agentPoolSecurityRules(300)
        .map(({ priority, destinationAddressPrefix, destinationPortRanges }) => [
          priority,
          destinationAddressPrefix,
          ...destinationPortRanges,
        ]),
    ).toEqual([
      [300, "AzureKeyVault", "443"],
      [301, "Storage", "443"],
      [302, "EventHub", "443"],
      [303, "AzureActiveDirectory", "443"],
      [304, "AzureMonitor", "443", "12000"],
    ]);
  });
});
