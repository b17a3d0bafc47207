import { known, normaliseRegion, type RegistryModel } from "../../model";
import { limits } from "../tiers";
import { childFeature, onChild, onRegistry, reportWord, tierOfRegistry } from "../writing/builders";
import { reportFixed } from "../writing/changes";
import { wrongId } from "../writing/resourceIds";
import type { Report, Rule } from "../writing/rule";

const docs = "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools";
const subject = "agent pools";
const subnet =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/hub/subnets/builds";

/** The sizes of a pool's machines and their vCPUs. Source: D:tasks-agent-pools. */
const vcpus: Readonly<Record<string, number>> = { S1: 2, S2: 4, S3: 8, I6: 64 };
const isolated = "I6";

/** The regions that have agent pools. Source: D:tasks-agent-pools. */
const regions = new Set([
  "westus2",
  "westus3",
  "southcentralus",
  "eastus",
  "eastus2",
  "centralus",
  "westeurope",
  "northeurope",
  "canadacentral",
  "eastasia",
  "germanywestcentral",
  "switzerlandnorth",
  "swedencentral",
  "jioindiawest",
  "jioindiacentral",
  "usgovarizona",
  "usgovtexas",
  "usgovvirginia",
]);

/** Agent pools. */
export const agentPoolRules: readonly Rule[] = [
  childFeature(
    "agentPools",
    {
      id: "AP-01",
      also: ["G06"],
      policy: "acr-child-needs-premium",
      title: "Agent pools need Premium",
      subject,
      enforcement: "ARM-D",
      why: "Agent pools are a preview feature of Premium registries.",
      fix: 'Set sku: "Premium", or remove agentPools.',
      docs,
      source: "D:tasks-agent-pools",
      feature: "agentPools",
      fails: { sku: { name: "Standard" }, agentPools: { builds: { tier: "S1" } } },
      passes: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1" } } },
    },
    "The agent pool",
  ),
  onChild(
    "agentPools",
    {
      id: "AP-02",
      policy: "acr-agent-pool-tier",
      title: "The tier of an agent pool is S1, S2, S3 or I6",
      subject,
      enforcement: "ARM",
      why: "A pool's machines have 2 (S1), 4 (S2), 8 (S3) or 64 vCPUs (I6, isolated); there are no others.",
      fix: 'Set tier: "S1", "S2", "S3" or "I6".',
      docs,
      source: "D:tasks-agent-pools, TF:container_registry_agent_pool_resource.go, CLI:agentpool.py",
      feature: "agentPools",
      fails: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S4" } } },
      passes: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S2" } } },
    },
    ({ tier }, report) => reportWord(["tier"], tier, Object.keys(vcpus), report),
  ),
  onRegistry(
    {
      id: "AP-03",
      policy: "acr-agent-pool-quota",
      title: "The agent pools of a registry keep to the quota of vCPUs",
      subject,
      enforcement: "ARM",
      why: "A registry has 16 vCPUs for pools of the tiers S1 to S3 and none for I6, until support raises the quota.",
      fix: "Lower count or tier, or have support raise the quota first.",
      docs,
      source: "D:tasks-agent-pools",
      feature: "agentPools",
      fails: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S3", count: 3 } } },
      passes: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S3", count: 2 } } },
    },
    (registry, report) => {
      // Off Premium the missing tier is the one thing to say.
      const tier = tierOfRegistry(registry);
      if (tier !== undefined && tier !== "Premium") return;
      reportQuota(
        registry,
        (size) => size !== isolated,
        limits.agentPoolCpu.perTier.Premium ?? 0,
        "tiers S1 to S3",
        report,
      );
      reportQuota(
        registry,
        (size) => size === isolated,
        limits.isolatedAgentPoolCpu.perTier.Premium ?? 0,
        `tier ${isolated}`,
        report,
      );
    },
  ),
  onChild(
    "agentPools",
    {
      id: "AP-04",
      policy: "acr-agent-pool-count",
      title: "The count of an agent pool is a whole number, 0 or more",
      subject,
      enforcement: "?",
      severity: "error",
      why: "Without a count a pool has one machine; with 0 its tasks wait. The service's answer to anything less is unverified, but there is nothing it could make of it.",
      fix: "Set count to 0 or more, or leave it out.",
      docs,
      source: "D:tasks-agent-pools, TF",
      feature: "agentPools",
      fails: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", count: -1 } } },
      passes: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", count: 0 } } },
    },
    ({ count }, report, { key }) => {
      if (count === undefined || (Number.isInteger(count) && count >= 0)) return;
      report({
        path: ["count"],
        given: count,
        message: `The agent pool "${key}" cannot have ${count} machines.`,
        allowed: "A whole number, 0 or more.",
      });
    },
  ),
  onChild(
    "agentPools",
    {
      id: "AP-05",
      policy: "acr-agent-pool-os",
      title: "The machines of an agent pool run Linux",
      subject,
      enforcement: "ARM-D",
      why: "Windows is among the words of the schema, but agent pools do not support it.",
      fix: 'Set os: "Linux", or leave it out.',
      docs,
      source: "D:tasks-agent-pools, TF",
      feature: "agentPools",
      fails: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", os: "Windows" } } },
      passes: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", os: "Linux" } } },
    },
    ({ os }, report) => reportWord(["os"], os, ["Linux"], report),
  ),
  onChild(
    "agentPools",
    {
      id: "AP-06",
      policy: "acr-agent-pool-region",
      title: "An agent pool is in a region that has agent pools",
      subject,
      enforcement: "ARM",
      why: "Elsewhere the service answers LocationNotAvailableForResourceType.",
      fix: "Use agent pools with a registry in one of these regions, or run the tasks without a pool.",
      docs,
      source: "D:tasks-agent-pools",
      feature: "agentPools",
      fails: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", location: "brazilsouth" } } },
      passes: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", location: "West Europe" } } },
    },
    ({ location }, report, { key }) => {
      if (location === undefined || regions.has(normaliseRegion(location))) return;
      report({
        path: ["location"],
        given: location,
        message: `The agent pool "${key}" is in "${location}", a region without agent pools.`,
        allowed: [...regions].join(", "),
      });
    },
  ),
  onChild(
    "agentPools",
    {
      id: "AP-07",
      policy: "acr-agent-pool-subnet",
      title: "The subnet of an agent pool is a subnet's id and does not change",
      subject,
      enforcement: "ARM",
      why: "A pool's machines stand in one subnet for as long as the pool lives: of a pool only count can change.",
      fix: "Give the id of a subnet, or leave it out for machines outside your networks.",
      docs,
      source: "SPEC, TF",
      feature: "agentPools",
      fails: { sku: { name: "Premium" }, agentPools: { builds: { virtualNetworkSubnetResourceId: "snet-builds" } } },
      passes: { sku: { name: "Premium" }, agentPools: { builds: { virtualNetworkSubnetResourceId: subnet } } },
    },
    ({ virtualNetworkSubnetResourceId: after }, report, { key, previousChild }) => {
      if (after === undefined) return;
      const wrong = wrongId("subnet", after);
      if (!wrong) {
        const before = known(() => previousChild?.virtualNetworkSubnetResourceId);
        reportFixed("virtualNetworkSubnetResourceId", { before, after, child: `the agent pool "${key}"` }, report);
        return;
      }
      report({
        path: ["virtualNetworkSubnetResourceId"],
        given: after,
        message: `The virtualNetworkSubnetResourceId of the agent pool "${key}" ${wrong.is}.`,
        allowed: wrong.allowed,
        fix: wrong.fix,
      });
    },
  ),
  onChild(
    "agentPools",
    {
      id: "AP-08",
      policy: "acr-agent-pool-fixed",
      title: "The tier and the os of an agent pool do not change",
      subject,
      enforcement: "ARM",
      why: "Of a pool only count can change.",
      fix: "Make a second pool, point the tasks at it, and remove the first.",
      docs,
      source: "SPEC, TF",
      feature: "agentPools",
      fails: {
        before: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1" } } },
        after: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S2" } } },
      },
      passes: {
        before: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", count: 1 } } },
        after: { sku: { name: "Premium" }, agentPools: { builds: { tier: "S1", count: 2 } } },
      },
    },
    (pool, report, { key, previousChild }) => {
      for (const property of ["tier", "os"] as const) {
        known(() => {
          const before = previousChild?.[property];
          reportFixed(property, { before, after: pool[property], child: `the agent pool "${key}"` }, report);
        });
      }
    },
  ),
];

/** Adds up what the known pools of some sizes need. A pool that is not known yet adds nothing, so it never causes a finding. */
function reportQuota(
  { agentPools = {} }: RegistryModel,
  counts: (size: string) => boolean,
  quota: number,
  sizes: string,
  report: (report: Report) => void,
): void {
  const needs: [key: string, vcpus: number][] = [];
  for (const key of Object.keys(agentPools).sort()) {
    known(() => {
      const { tier, count = 1 } = agentPools[key] ?? {};
      const size = tier?.toUpperCase();
      const each = size !== undefined && counts(size) ? vcpus[size] : undefined;
      if (each !== undefined && Number.isInteger(count) && count > 0) needs.push([key, each * count]);
    });
  }
  const total = needs.reduce((sum, [, need]) => sum + need, 0);
  if (total <= quota) return;
  report({
    path: ["agentPools"],
    given: `${total} vCPUs`,
    message: `The agent pools of the ${sizes} need ${total} vCPUs: ${needs.map(([key, need]) => `"${key}" ${need}`).join(", ")}.`,
    allowed: `At most ${quota} vCPUs for the ${sizes}, unless support has raised the quota.`,
    related: needs.map(([key]) => ["agentPools", key]),
  });
}
