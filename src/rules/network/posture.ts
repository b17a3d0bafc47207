import { parseResourceId } from "../../model";
import { onChild, onRegistry, tierOfRegistry } from "../writing/builders";
import { isPremium, isRestricted, isWord, list, listOf, mayBePremium, posture, word } from "../writing/posture";
import type { Rule } from "../writing/rule";

const registryId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images";
const connection = { groupIds: ["registry"], privateLinkServiceId: registryId };
const endpoint = { subnet: { id: "snet-hub" }, privateLinkServiceConnections: [connection] };
const subnet = (subscription: string) => ({
  id: `/subscriptions/${subscription}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/acr`,
});
const ours = "00000000-0000-0000-0000-000000000000";

/** How the registry is reached: policies.md 1.2. */
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
    posture({
      id: "R12",
      policy: "acr-private-endpoint",
      title: "The registry is reached through a private endpoint",
      subject: "private endpoints",
      risk: "high",
      why: "A private endpoint keeps image traffic inside the virtual network.",
      fix: 'Add a private endpoint with groupIds: ["registry"] in the network that pulls.',
      docs: "container-registry-private-endpoints",
      source: "Azure Policy, KICS, Prowler, Steampipe",
      feature: "privateEndpoints",
      fails: { sku: { name: "Premium" } },
      passes: { sku: { name: "Premium" }, privateEndpoints: { hub: endpoint } },
      tags: [
        "azpolicy:e8eef0a8-67cf-4eb4-9386-14b0e78733d4",
        "azpolicy:d85c6833-7d33-4cf5-a915-aaa2de84405f",
        "kics:dda11a20-c7c2-43f8-bd52-a4c029ad15e4",
        "prowler:containerregistry_uses_private_link",
        "steampipe:container_registry_uses_private_link",
        "mcsb:NS-2",
        "nist-800-53:SC-7",
        "dora:9.3a",
      ],
    }),
    (registry, report) => {
      const endpoints = Object.values(registry.privateEndpoints ?? {});
      // A connection that somebody has to approve by hand is none yet.
      if (!isPremium(registry) || endpoints.some((each) => (each.privateLinkServiceConnections ?? []).length > 0))
        return;
      report({
        path: ["privateEndpoints"],
        message: endpoints.length
          ? "Every private endpoint of the registry waits for an approval by hand."
          : "No private endpoint leads to the registry.",
      });
    },
  ),
  onChild(
    "privateEndpoints",
    posture({
      id: "R13",
      policy: "acr-private-dns-zone-group",
      title: "A private endpoint has a private DNS zone group",
      subject: "private endpoints",
      risk: "medium",
      why: "Without a zone group nobody keeps the records of the private addresses: clients then resolve the public address, and a new replica's data endpoint has no record.",
      fix: "Add a PrivateDnsZoneGroup with the zone privatelink.azurecr.io to the endpoint.",
      docs: "container-registry-private-endpoints#set-up-private-link---portal-recommended",
      source: "Azure Policy",
      feature: "privateEndpoints",
      fails: { sku: { name: "Premium" }, privateEndpoints: { hub: endpoint } },
      passes: {
        sku: { name: "Premium" },
        privateEndpoints: {
          hub: {
            ...endpoint,
            privateDnsZoneGroups: {
              default: { privateDnsZoneConfigs: [{ privateDnsZoneId: "privatelink.azurecr.io" }] },
            },
          },
        },
      },
      tags: ["azpolicy:e9585a95-5b8c-4d03-b193-dc7eb5ac4c32", "mcsb:NS-2"],
    }),
    (child, report, { key }) => {
      if (Object.keys(child.privateDnsZoneGroups ?? {}).length > 0) return;
      report({
        path: ["privateDnsZoneGroups"],
        message: `The private endpoint "${key}" has no private DNS zone group.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "R14",
      policy: "acr-sku-supports-private-link",
      title: "The registry's tier has private link",
      subject: "sku",
      risk: "medium",
      why: "Only Premium registries can have private endpoints and switch public access off.",
      fix: 'Set sku: { name: "Premium" }.',
      docs: "container-registry-skus",
      source: "Azure Policy, APRL",
      fails: { sku: { name: "Standard" } },
      passes: { sku: { name: "Premium" } },
      tags: ["azpolicy:bd560fc0-3c69-498a-ae9f-aa8eb7de0e13", "aprl:eb005943-40a8-194b-9db2-474d430046b7", "mcsb:NS-2"],
    }),
    (registry, report) => {
      const tier = tierOfRegistry(registry);
      if (tier === undefined || tier === "Premium") return;
      report({
        path: ["sku", "name"],
        given: tier,
        message: `A ${tier} registry cannot have private endpoints.`,
        allowed: "Premium",
        needs: "Premium",
      });
    },
  ),
  onChild(
    "privateEndpoints",
    posture({
      id: "R15",
      policy: "acr-restrict-external-private-endpoint",
      title: "Private endpoints come from known subscriptions",
      subject: "private endpoints",
      risk: "medium",
      why: "A private endpoint in a foreign subscription carries images out of the company's network.",
      fix: "Use a subnet of an allowed subscription, or add its subscription to allowedSubscriptions.",
      docs: "container-registry-private-endpoints",
      source: "Azure Policy",
      fails: { privateEndpoints: { guest: { subnet: subnet("11111111-1111-1111-1111-111111111111") } } },
      passes: { privateEndpoints: { hub: { subnet: subnet(ours) } } },
      exampleOptions: { allowedSubscriptions: [ours] },
      tags: [
        "azpolicy:696cb1d3-2dcf-4b44-aa7a-caccd18b1b96",
        "community:8675946b-b958-4355-be77-fee648d72395",
        "mcsb:NS-2",
      ],
      options: { allowedSubscriptions: list("Ids of the subscriptions whose subnets may hold an endpoint.") },
    }),
    ({ subnet: place }, report, { key, option }) => {
      const allowed = listOf(option, "allowedSubscriptions").map((id) => id.toLowerCase());
      const given = place?.id === undefined ? undefined : parseResourceId(place.id)?.subscriptionId;
      if (allowed.length === 0 || given === undefined || allowed.includes(given.toLowerCase())) return;
      report({
        path: ["subnet", "id"],
        given,
        message: `The private endpoint "${key}" is in subscription ${given}, which is not allowed.`,
        allowed: allowed.join(", "),
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
];
