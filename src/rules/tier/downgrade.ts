import { type RegistryModel, sameRegion } from "../../model";
import { onRegistry } from "../writing/builders";
import { loweringOf } from "../writing/changes";
import type { Rule } from "../writing/rule";
import { childrenGoFirst, fewerFirst } from "./downgradeBuilders";

const subject = "downgrade";
const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-skus";
const premium = { sku: { name: "Premium" } };
const standard = { sku: { name: "Standard" } };

const keyEnabled = ({ encryption }: RegistryModel) =>
  encryption?.status?.toLowerCase() === "enabled" ||
  (encryption?.status === undefined && encryption?.keyVaultProperties?.keyIdentifier !== undefined);

const keyStays: Rule = onRegistry(
  {
    id: "DG-10",
    policy: "acr-downgrade-customer-managed-key",
    title: "A registry with a customer-managed key stays Premium",
    subject,
    enforcement: "ARM-D",
    why: "The key is a Premium feature and cannot be switched off once the registry exists, so no lower tier can ever take this registry.",
    fix: 'Keep sku: "Premium", or make a second registry without a key and import the images.',
    docs: "https://learn.microsoft.com/azure/container-registry/tutorial-customer-managed-keys",
    source: "D:tutorial-customer-managed-keys",
    feature: "encryption",
    fails: {
      before: { ...premium, encryption: { status: "enabled" } },
      after: { ...standard, encryption: { status: "enabled" } },
    },
    passes: {
      before: { ...premium, encryption: { status: "enabled" } },
      after: { ...premium, encryption: { status: "enabled" } },
    },
  },
  (registry, report, { previous }) => {
    const lowering = loweringOf(registry, previous);
    if (!lowering || !previous || !keyEnabled(previous)) return;
    report({
      path: ["sku", "name"],
      given: lowering.to,
      message: `The registry cannot move from ${lowering.from} to ${lowering.to}: it has a customer-managed key, which cannot be switched off.`,
      allowed: "Premium",
      needs: "Premium",
      related: [["encryption"]],
      replaces: [["encryption"]],
    });
  },
);

const switchedOff: Rule = onRegistry(
  {
    id: "DG-17",
    policy: "acr-downgrade-switches-off",
    title: "What a move to a lower tier switches off is not asked for any more",
    subject,
    enforcement: "IGN",
    why: "The service takes the move and disables the Premium features that are left, so the program and the registry no longer agree.",
    fix: "Remove the property, or keep the tier.",
    docs,
    source: "D:container-registry-skus",
    feature: "networkRuleBypassAllowedForTasks",
    fails: {
      before: { ...premium, networkRuleBypassAllowedForTasks: true },
      after: { ...standard, networkRuleBypassAllowedForTasks: true },
    },
    passes: {
      before: { ...premium, networkRuleBypassAllowedForTasks: true },
      after: { ...standard, networkRuleBypassAllowedForTasks: false },
    },
  },
  (registry, report, { previous }) => {
    const lowering = loweringOf(registry, previous);
    if (lowering?.from !== "Premium" || !previous?.networkRuleBypassAllowedForTasks) return;
    if (!registry.networkRuleBypassAllowedForTasks) return;
    report({
      path: ["networkRuleBypassAllowedForTasks"],
      given: true,
      message: `networkRuleBypassAllowedForTasks has no effect after the move from ${lowering.from} to ${lowering.to}: there are no network rules to bypass.`,
      needs: "Premium",
      related: [["sku", "name"]],
    });
  },
);

const childRules: readonly Rule[] = [
  childrenGoFirst(
    {
      id: "DG-01",
      policy: "acr-downgrade-replications",
      title: "Replications are deleted before a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: "The service refuses the lower tier while any of them exists.",
      fix: "Keep the tier and delete them in one deployment, then lower the tier in the next.",
      docs,
      source: "D:container-registry-skus",
      feature: "replications",
      fails: {
        before: { ...premium, location: "westeurope", replications: { north: { location: "northeurope" } } },
        after: { ...standard, location: "westeurope", replications: { north: { location: "northeurope" } } },
      },
      passes: { before: premium, after: standard },
    },
    [
      {
        kind: "replications",
        // A replication in the home region is the registry itself.
        counts: ({ location: home, replications }, key) => {
          const location = replications?.[key]?.location;
          return home === undefined || location === undefined || !sameRegion(home, location);
        },
      },
    ],
    true,
  ),
  childrenGoFirst(
    {
      id: "DG-02",
      policy: "acr-downgrade-connected-registries",
      title: "Connected registries are deleted before a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: "The service refuses the lower tier while any of them exists.",
      fix: "Keep the tier and delete them in one deployment, then lower the tier in the next.",
      docs,
      source: "D:container-registry-skus",
      feature: "connectedRegistries",
      fails: {
        before: { ...premium, connectedRegistries: { edge: { connectedRegistryName: "edgesite1" } } },
        after: { ...standard, connectedRegistries: { edge: { connectedRegistryName: "edgesite1" } } },
      },
      passes: { before: premium, after: standard },
    },
    [{ kind: "connectedRegistries" }],
    true,
  ),
  childrenGoFirst(
    {
      id: "DG-08",
      policy: "acr-downgrade-private-endpoints",
      title: "Private endpoints are deleted before a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium has them. That the service refuses the move while one exists is unverified, but what becomes of it otherwise is not documented.",
      fix: "Keep the tier and delete them in one deployment, then lower the tier in the next.",
      docs: "https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints",
      source: "D:container-registry-private-endpoints",
      feature: "privateEndpoints",
      fails: {
        before: { ...premium, privateEndpoints: { hub: { privateEndpointName: "hub" } } },
        after: { ...standard, privateEndpoints: { hub: { privateEndpointName: "hub" } } },
      },
      passes: { before: premium, after: standard },
    },
    [{ kind: "privateEndpoints" }],
    false,
  ),
  childrenGoFirst(
    {
      id: "DG-11",
      policy: "acr-downgrade-pools-and-pipelines",
      title: "Agent pools and transfer pipelines are deleted before a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium has them. That the service refuses the move while one exists is unverified, but what becomes of it otherwise is not documented.",
      fix: "Keep the tier and delete them in one deployment, then lower the tier in the next.",
      docs: "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools",
      source: "D:tasks-agent-pools, D:container-registry-transfer-prerequisites",
      feature: "agentPools",
      fails: {
        before: { ...premium, agentPools: { pool1: { tier: "S1" } } },
        after: { ...standard, agentPools: { pool1: { tier: "S1" } } },
      },
      passes: { before: premium, after: standard },
    },
    [{ kind: "agentPools" }, { kind: "exportPipelines" }, { kind: "importPipelines" }],
    false,
  ),
];

const threeWebhooks = { push: {}, pull: {}, sweep: {} };

/** A registry of 101 tokens, made when somebody looks at it: loading the rule book must not pay for it. */
const manyTokens = (name: string) => ({
  sku: { name },
  get tokens() {
    return Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`token${index + 1}`, {}]));
  },
});

const countRules: readonly Rule[] = [
  fewerFirst(
    {
      id: "DG-13",
      policy: "acr-downgrade-webhooks",
      title: "A registry that moves down has no more webhooks than the lower tier takes",
      subject,
      enforcement: "?",
      severity: "error",
      why: "What the service does with those beyond the lower tier's number is not documented and unverified.",
      fix: "Delete webhooks first, then lower the tier in the next deployment.",
      docs,
      source: "LIM",
      limit: "webhooks",
      fails: {
        before: { ...standard, webhooks: threeWebhooks },
        after: { sku: { name: "Basic" }, webhooks: threeWebhooks },
      },
      passes: { before: { ...premium, webhooks: threeWebhooks }, after: { ...standard, webhooks: threeWebhooks } },
    },
    ["webhooks"],
  ),
  fewerFirst(
    {
      id: "DG-14",
      policy: "acr-downgrade-tokens",
      title: "A registry that moves down has no more tokens and scope maps than the lower tier takes",
      subject,
      enforcement: "?",
      severity: "error",
      why: "What the service does with those beyond the lower tier's number is not documented and unverified.",
      fix: "Delete tokens and scope maps first, then lower the tier in the next deployment.",
      docs,
      source: "LIM",
      limit: "tokens",
      fails: { before: manyTokens("Standard"), after: manyTokens("Basic") },
      passes: { before: manyTokens("Premium"), after: manyTokens("Standard") },
    },
    ["tokens", "scopeMaps"],
  ),
];

/** Moves to a lower tier. They need the previous state and are silent without it. */
export const downgradeRules: readonly Rule[] = [...childRules, keyStays, ...countRules, switchedOff];
