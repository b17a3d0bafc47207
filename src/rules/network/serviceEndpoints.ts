import { cloudOfRegion, known, type Path, type RegistryModel } from "../../model";
import { dateOfVersion, reportUnsent, versioned } from "../writing/apiVersions";
import { limited, nameKeys, onRegistry, reportMissingTier, reportWord } from "../writing/builders";
import { eachKnownAt } from "../writing/items";
import type { Rule, RuleFacts } from "../writing/rule";
import { isWord } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-vnet";
const subject = "network";
const subnetRules: Path = ["networkRuleSet", "virtualNetworkRules"];

type RuleSet = NonNullable<RegistryModel["networkRuleSet"]>;
type SubnetRule = NonNullable<RuleSet["virtualNetworkRules"]>[number];

const eachSubnetRule = (registry: RegistryModel, visit: (rule: SubnetRule, path: Path, index: number) => void) =>
  eachKnownAt(registry.networkRuleSet?.virtualNetworkRules, subnetRules, visit);

const subnet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s";
const withSubnetRule = {
  sku: { name: "Premium" },
  networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [{ virtualNetworkSubnetResourceId: subnet }] },
};

/** The name of the subnet's field in an API version that has service endpoint rules. */
function subnetField(apiVersion: string): "id" | "virtualNetworkSubnetResourceId" {
  return dateOfVersion(apiVersion) >= 20260301 ? "virtualNetworkSubnetResourceId" : "id";
}

const subnetRuleFacts: RuleFacts = {
  id: "NET-17",
  policy: "acr-service-endpoint-rules",
  title: "Service endpoint rules are for Premium, at most 100, and only allow",
  subject,
  enforcement: "ARM-D",
  why: "Service endpoint rules are a preview of Premium registries; they can only allow.",
  fix: "Use private endpoints in place of networkRuleSet.virtualNetworkRules.",
  docs,
  source: "D:container-registry-vnet, LIM",
  feature: "virtualNetworkRules",
  limit: "virtualNetworkRules",
  fails: {
    ...withSubnetRule,
    sku: { name: "Standard" },
    networkRuleSet: { ...withSubnetRule.networkRuleSet, defaultAction: "Allow" },
  },
  passes: withSubnetRule,
};
const subnetRuleLimit = limited(subnetRuleFacts, ({ networkRuleSet }) => ({
  path: subnetRules,
  amount: networkRuleSet?.virtualNetworkRules?.length ?? 0,
}));

/** Service endpoint rules of the firewall, a preview. */
export const serviceEndpointRules: readonly Rule[] = [
  onRegistry(
    {
      id: "NET-16",
      policy: "acr-service-endpoint-rule-subnet",
      title: "A service endpoint rule names its subnet as the API version does",
      subject,
      enforcement: "ARM-S",
      why: "API versions to 2021-12-01-preview name the subnet in id, those from 2026-03-01-preview in virtualNetworkSubnetResourceId; the ones between have no such rules. The service leaves out what a version does not have, as a rule; that it does so here is unverified.",
      fix: "Set virtualNetworkSubnetResourceId to the subnet's id, with API version 2026-03-01-preview or later.",
      docs,
      source: "BT, CLI:network_rule.py",
      fails: { sku: { name: "Premium" }, networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [{}] } },
      passes: withSubnetRule,
    },
    (registry, report, { written }) => {
      reportUnsent(versioned("registry", "networkRuleSet.virtualNetworkRules"), written, [], (finding) =>
        report({ ...finding, message: finding.message.replace(/\.$/, ": the subnets are not let in.") }),
      );
      const version = registry.origin?.apiVersion;
      const field = version ? subnetField(version) : undefined;
      eachSubnetRule(registry, (rule, path) => {
        if (field ? !rule[field] : !rule.id && !rule.virtualNetworkSubnetResourceId) {
          const name = field ?? "virtualNetworkSubnetResourceId";
          report({
            path,
            message: `A service endpoint rule names no subnet in ${name}.`,
            fix: `Set ${name} to the subnet's id.`,
          });
        }
      });
    },
  ),
  onRegistry(subnetRuleFacts, (registry, report, context) => {
    const amount = registry.networkRuleSet?.virtualNetworkRules?.length ?? 0;
    if (amount === 0) return;
    eachSubnetRule(registry, ({ action }, path) =>
      reportWord([...path, "action"], action, ["Allow"], (finding) => report({ fix: "Leave action out.", ...finding })),
    );
    known(() => subnetRuleLimit.check(registry, report, context));
    const { defaultAction, ipRules: ips } = registry.networkRuleSet ?? {};
    // Then NET-06 says that the whole rule set needs Premium.
    if (isWord(defaultAction, "Deny") || ips?.length) return;
    const use = {
      path: subnetRules,
      what: "networkRuleSet.virtualNetworkRules",
      given: `${amount} rule${amount > 1 ? "s" : ""}`,
      fix: 'Set sku: "Premium", or remove networkRuleSet.virtualNetworkRules.',
    };
    reportMissingTier(subnetRuleFacts, use, registry, report);
  }),
  onRegistry(
    {
      id: "NET-18",
      policy: "acr-service-endpoint-with-private-endpoint",
      title: "Service endpoint rules and private endpoints exclude each other",
      subject,
      enforcement: "ARM-D",
      why: "The service does not support both on one registry: the rules must go before a private endpoint comes.",
      fix: "Remove networkRuleSet.virtualNetworkRules.",
      docs,
      source: "D:container-registry-vnet, D:container-registry-private-endpoints",
      fails: { ...withSubnetRule, privateEndpoints: { hub: {} } },
      passes: withSubnetRule,
    },
    ({ networkRuleSet, privateEndpoints }, report) => {
      const amount = networkRuleSet?.virtualNetworkRules?.length ?? 0;
      const keys = amount ? Object.keys(privateEndpoints ?? {}) : [];
      if (keys.length === 0) return;
      report({
        path: subnetRules,
        given: `${amount} rule${amount > 1 ? "s" : ""}`,
        message: `networkRuleSet.virtualNetworkRules and private endpoint${keys.length > 1 ? "s" : ""} ${nameKeys(keys)} cannot be on one registry.`,
        related: keys.map((key) => ["privateEndpoints", key]),
      });
    },
  ),
  onRegistry(
    {
      id: "NET-19",
      policy: "acr-service-endpoint-cloud",
      title: "Service endpoint rules are only in the public cloud",
      subject,
      enforcement: "ARM-D",
      why: "Azure Government and Azure operated by 21Vianet do not have service endpoint rules for registries.",
      fix: "Use private endpoints in place of networkRuleSet.virtualNetworkRules.",
      docs,
      source: "D:container-registry-vnet",
      fails: { ...withSubnetRule, location: "usgovvirginia" },
      passes: { ...withSubnetRule, location: "eastus" },
    },
    ({ networkRuleSet, location }, report) => {
      if (!networkRuleSet?.virtualNetworkRules?.length || !location || cloudOfRegion(location) === "AzureCloud") return;
      report({
        path: subnetRules,
        message: `networkRuleSet.virtualNetworkRules are not available in the cloud of ${location}.`,
        related: [["location"]],
      });
    },
  ),
];
