import { belowPremium, onRegistry, registryFeature, reportWord } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { isClosed, isWord } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const privateLink = `${base}/container-registry-private-endpoints`;
const subject = "network";

const closed = { sku: { name: "Premium" }, publicNetworkAccess: "Disabled", privateEndpoints: { hub: {} } } as const;

/** Public access, and who passes a firewall all the same. */
export const networkRules: readonly Rule[] = [
  onRegistry(
    {
      id: "NET-01",
      policy: "acr-public-network-access-value",
      title: "publicNetworkAccess is Enabled or Disabled",
      subject,
      enforcement: "ARM",
      why: "The service knows these two words only.",
      fix: 'Write publicNetworkAccess: "Enabled" or "Disabled".',
      docs: privateLink,
      source: "BT:2021-09-01",
      fails: { sku: { name: "Premium" }, publicNetworkAccess: "Off" },
      passes: { sku: { name: "Premium" }, publicNetworkAccess: "Disabled" },
    },
    ({ publicNetworkAccess }, report) =>
      reportWord(["publicNetworkAccess"], publicNetworkAccess, ["Enabled", "Disabled"], report),
  ),
  registryFeature(
    {
      id: "NET-02",
      also: ["G01"],
      policy: "acr-premium-feature-on-lower-tier",
      title: "Public network access is switched off only on Premium",
      subject,
      enforcement: "ARM",
      why: "The service answers 400 DisablingPublicNetworkAccessNotSupported: a registry without public access needs private endpoints, which only Premium has.",
      fix: 'Set sku: "Premium", or leave publicNetworkAccess out.',
      docs: privateLink,
      source:
        "I:hashicorp/terraform-provider-azurerm#26054, I:Azure-Samples/dotNET-Frontend-AB-Testing-on-Azure-Container-Apps#5",
      feature: "publicNetworkAccess",
      fails: { sku: { name: "Standard" }, publicNetworkAccess: "Disabled" },
      passes: { sku: { name: "Standard" }, publicNetworkAccess: "Enabled" },
    },
    (registry) =>
      isClosed(registry)
        ? {
            path: ["publicNetworkAccess"],
            given: registry.publicNetworkAccess,
            what: 'publicNetworkAccess "Disabled"',
          }
        : undefined,
  ),
  onRegistry(
    {
      id: "NET-03",
      policy: "acr-closed-registry-needs-private-endpoint",
      title: "A registry without public access has a private endpoint",
      subject,
      enforcement: "RUN",
      why: "The service takes it, but then nobody can pull or push: private endpoints are the only way in.",
      fix: "Add a private endpoint, for instance privateEndpoints: { hub: { subnetId } }. If one is made elsewhere, nothing is wrong: accept the warning.",
      docs: privateLink,
      source: "AVM-B tests/e2e/restricted-empty-ip, D:container-registry-private-endpoints",
      fails: { sku: { name: "Premium" }, publicNetworkAccess: "Disabled" },
      passes: closed,
    },
    (registry, report) => {
      if (!isClosed(registry) || belowPremium(registry)) return;
      if (Object.keys(registry.privateEndpoints ?? {}).length > 0) return;
      report({
        path: ["publicNetworkAccess"],
        given: registry.publicNetworkAccess,
        message: "Public network access is off and no private endpoint is seen here, so clients cannot pull or push.",
      });
    },
  ),
  onRegistry(
    {
      id: "NET-09",
      also: ["G44"],
      policy: "acr-deny-without-rules",
      title: "A firewall that denies by default lets somebody in",
      subject,
      enforcement: "RUN",
      why: "Without a rule and without a private endpoint the firewall keeps everyone out but trusted services of Azure.",
      fix: "Add networkRuleSet.ipRules or a private endpoint. If one is made elsewhere, nothing is wrong: accept the warning.",
      docs: `${base}/container-registry-access-selected-networks`,
      source: "AVM-B main.bicep, D:container-registry-access-selected-networks",
      fails: { sku: { name: "Premium" }, networkRuleSet: { defaultAction: "Deny" } },
      passes: {
        sku: { name: "Premium" },
        networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "203.0.113.10" }] },
      },
    },
    (registry, report, { written }) => {
      const rules = written.networkRuleSet;
      if (!isWord(rules?.defaultAction, "Deny") || rules?.ipRules?.length || rules?.virtualNetworkRules?.length) return;
      if (isClosed(registry) || belowPremium(registry)) return;
      if (Object.keys(registry.privateEndpoints ?? {}).length > 0) return;
      const left = isWord(registry.networkRuleBypassOptions, "None")
        ? "nobody gets in"
        : "only trusted services get in";
      report({
        path: ["networkRuleSet", "defaultAction"],
        given: rules?.defaultAction,
        message: `The firewall denies by default and has no rule, and no private endpoint is seen here: ${left}.`,
      });
    },
  ),
];
