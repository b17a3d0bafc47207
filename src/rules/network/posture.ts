import { onRegistry } from "../writing/builders";
import { parseRange, privateRangeOf } from "../writing/ipAddresses";
import { eachKnown } from "../writing/items";
import { isPremium, mayBePremium, number, numberOf, own, posture, word } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isRestricted, isWord } from "../writing/states";

const premium = { sku: { name: "Premium" } };
const allowing = (iPAddressOrRange: string) => ({
  ...premium,
  networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange }] },
});

/** How the registry is reached. */
export const networkPosture: readonly Rule[] = [
  onRegistry(
    {
      ...posture({
        id: "R10",
        policy: "acr-public-network-access-disabled",
        title: "The registry has no public address",
        subject: "network",
        risk: "high",
        why: "A registry on the internet can be tried by everyone; with public access off, only private endpoints reach it.",
        fix: 'Set publicNetworkAccess: "Disabled" (Premium), after builders and clusters have a private endpoint.',
        docs: "container-registry-private-endpoints",
        source: "Azure Policy, Checkov, Prowler, Steampipe",
        feature: "publicNetworkAccess",
        fails: { sku: { name: "Premium" }, publicNetworkAccess: "Enabled" },
        passes: { sku: { name: "Premium" }, publicNetworkAccess: "Disabled" },
        tags: [
          "checkov:CKV_AZURE_139",
          "azpolicy:0fdf0491-d080-4575-b627-ad0e843cba0f",
          "azpolicy:a3701552-92ea-433e-9d17-33b7f1208fc9",
          "prowler:containerregistry_not_publicly_accessible",
          "steampipe:container_registry_public_network_access_disabled",
          "cloudsploit:acrPublicAccess",
          "azts:NetSec_Dont_Allow_Public_Network_Access",
          "mcsb:NS-2",
          "cis-controls-8.1:13.3",
          "pci-dss-4.0.1:1.4.4",
          "iso-27002:5.14",
        ],
      }),
      // Only where the tier has the switch: a remedy must not make a configuration that the service refuses.
      remedy: (registry) => (isPremium(registry) ? [{ path: ["publicNetworkAccess"], value: "Disabled" }] : []),
    },
    (registry, report) => {
      if (!mayBePremium(registry) || isWord(registry.publicNetworkAccess, "Disabled")) return;
      const given = registry.publicNetworkAccess;
      report({
        path: ["publicNetworkAccess"],
        ...(given === undefined ? {} : { given }),
        message: isPremium(registry)
          ? "The registry is reachable from the internet."
          : "The registry is reachable from the internet; no tier is named, and only Premium can close it.",
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R11",
        policy: "acr-network-restricted",
        title: "The registry lets in known networks only",
        subject: "network",
        risk: "high",
        why: "With the firewall open, a leaked credential is enough to pull or push from anywhere.",
        fix: 'Set publicNetworkAccess: "Disabled", or networkRuleSet: { defaultAction: "Deny", ipRules: [...] }.',
        docs: "container-registry-access-selected-networks",
        source: "Azure Policy, PSRule, Steampipe",
        feature: "networkRuleSet",
        fails: { sku: { name: "Premium" } },
        passes: { sku: { name: "Premium" }, networkRuleSet: { defaultAction: "Deny" } },
        tags: [
          "psrule:AZR-000402",
          "azpolicy:d0793b48-0edc-4296-a390-4c75d1bdfd71",
          "steampipe:container_registry_restrict_public_access",
          "mcsb:NS-2",
          "nist-800-53:AC-4",
          "nist-800-53:SC-7",
          "nist-800-171:3.13.1",
        ],
      }),
      remedy: (registry) => (isPremium(registry) ? [{ path: ["networkRuleSet", "defaultAction"], value: "Deny" }] : []),
    },
    (registry, report) => {
      const { networkRuleSet } = registry;
      // Without a tier only a registry that writes a rule set at all is known to have a firewall.
      if (!(isPremium(registry) || (mayBePremium(registry) && networkRuleSet)) || isRestricted(registry)) return;
      report({
        path: networkRuleSet ? ["networkRuleSet", "defaultAction"] : ["networkRuleSet"],
        message: "The registry's firewall lets in every address.",
        allowed: 'publicNetworkAccess "Disabled", or networkRuleSet.defaultAction "Deny".',
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R16",
        policy: "acr-trusted-services-bypass",
        title: "Trusted services pass the firewall, or not, as the team decided",
        subject: "network",
        risk: "medium",
        why: "With the bypass, some Azure services reach a restricted registry; without it, Defender's scans, artifact cache and imports stop.",
        fix: 'Set networkRuleBypassOptions to "AzureServices" or "None".',
        docs: "allow-access-trusted-services",
        source: "CloudSploit, Azure community policy",
        fails: { sku: { name: "Premium" }, networkRuleBypassOptions: "AzureServices" },
        passes: { sku: { name: "Premium" }, networkRuleBypassOptions: "None" },
        exampleOptions: { expected: "None" },
        tags: ["cloudsploit:acrTrustedServiceEnabled", "community:87d66c96-5b33-48cf-bc41-c1356bb565dc", "mcsb:NS-2"],
        options: { expected: word("What the team wants; unset: no verdict.", ["AzureServices", "None"]) },
      }),
      remedy: (_registry, option) => [{ path: ["networkRuleBypassOptions"], value: option("expected") }],
    },
    (registry, report, { option }) => {
      const expected = option("expected");
      const given = registry.networkRuleBypassOptions ?? "AzureServices";
      if (typeof expected !== "string" || !mayBePremium(registry) || isWord(given, expected)) return;
      report({
        path: ["networkRuleBypassOptions"],
        given,
        message: `networkRuleBypassOptions is "${given}"${registry.networkRuleBypassOptions === undefined ? " by default" : ""}, the team wants "${expected}".`,
        allowed: expected,
        fix: `Set networkRuleBypassOptions: "${expected}".`,
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R17",
        policy: "acr-dedicated-data-endpoint",
        title: "Image layers come from the registry's own data endpoint",
        subject: "endpoints",
        risk: "medium",
        why: "Without it, clients must be let out to every storage account of Azure, which is a way for data to leave.",
        fix: "Set dataEndpointEnabled: true, and let clients out to <registry>.<region>.data.azurecr.io.",
        docs: "container-registry-dedicated-data-endpoints",
        source: "Checkov",
        feature: "dataEndpointEnabled",
        fails: { sku: { name: "Premium" } },
        passes: { sku: { name: "Premium" }, dataEndpointEnabled: true },
        tags: ["checkov:CKV_AZURE_237", "mcsb:NS-2"],
      }),
      remedy: () => [{ path: ["dataEndpointEnabled"], value: true }],
    },
    (registry, report) => {
      if (!isPremium(registry) || registry.dataEndpointEnabled === true) return;
      report({
        path: ["dataEndpointEnabled"],
        ...(registry.dataEndpointEnabled === undefined ? {} : { given: false }),
        message: "Image layers are pulled from shared storage hosts.",
      });
    },
  ),
  onRegistry(
    posture({
      id: "G42",
      policy: "acr-ip-rule-too-wide",
      title: "Firewall rules let in small networks only",
      subject: "network",
      risk: "high",
      why: "A rule for half of the internet is no firewall.",
      fix: "Use the addresses that clients really come from, for instance 203.0.113.0/24.",
      docs: "container-registry-access-selected-networks",
      source: own,
      feature: "networkRuleSet",
      fails: allowing("0.0.0.0/0"),
      passes: allowing("203.0.113.10"),
      tags: ["mcsb:NS-2"],
      options: { minimumPrefix: number("The shortest prefix that passes, in bits.", 16) },
    }),
    ({ networkRuleSet }, report, { option }) => {
      const least = numberOf(option, "minimumPrefix");
      eachKnown(networkRuleSet?.ipRules, (rule, index) => {
        const given = rule.iPAddressOrRange?.trim();
        // What is no IPv4 range, and private ranges, are other rules' to say.
        const range = given === undefined ? undefined : parseRange(given);
        if (given === undefined || range === undefined || privateRangeOf(given) !== undefined) return;
        const amount = range.last - range.first + 1;
        if (amount <= 2 ** (32 - least)) return;
        report({
          path: ["networkRuleSet", "ipRules", index, "iPAddressOrRange"],
          given,
          message: `The firewall rule ${given} lets in ${amount.toLocaleString("en-US")} addresses.`,
          allowed: `ranges of /${least} or smaller`,
        });
      });
    },
  ),
  onRegistry(
    posture({
      id: "G50",
      policy: "acr-bypass-with-defender",
      title: "Defender can reach the registry that it scans",
      subject: "network",
      risk: "medium",
      why: "Defender comes through the bypass for trusted services; without it the scans of a restricted registry stop without a word.",
      fix: 'Set networkRuleBypassOptions: "AzureServices".',
      docs: "allow-access-trusted-services",
      source: own,
      fails: { networkRuleBypassOptions: "None", defenderPlans: { Containers: "Standard" } },
      passes: { networkRuleBypassOptions: "AzureServices", defenderPlans: { Containers: "Standard" } },
      tags: ["mcsb:NS-2"],
    }),
    ({ networkRuleBypassOptions, defenderPlans }, report) => {
      if (!isWord(networkRuleBypassOptions, "None") || !isWord(defenderPlans?.Containers, "Standard")) return;
      report({
        path: ["networkRuleBypassOptions"],
        given: networkRuleBypassOptions,
        message: "Defender for Containers is on, but the registry lets no trusted service through its firewall.",
        related: [["defenderPlans", "Containers"]],
      });
    },
  ),
];
