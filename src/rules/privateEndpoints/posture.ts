import { parseResourceId } from "../../model";
import { onChild, onRegistry } from "../writing/builders";
import { isPremium, list, listOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isRestricted } from "../writing/states";

const registryId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images";
const connection = { groupIds: ["registry"], privateLinkServiceId: registryId };
const endpoint = { subnet: { id: "snet-hub" }, privateLinkServiceConnections: [connection] };
const subnet = (subscription: string) => ({
  id: `/subscriptions/${subscription}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/acr`,
});
const ours = "00000000-0000-0000-0000-000000000000";
const premium = { sku: { name: "Premium" } };
const unplaced = { privateLinkServiceConnections: [{ groupIds: ["registry"] }] };

/** Private endpoints and their DNS. */
export const privateEndpointPosture: readonly Rule[] = [
  onRegistry(
    posture({
      id: "G46",
      policy: "acr-private-endpoint-public-open",
      title: "A registry with a private endpoint is not open to the internet as well",
      subject: "private endpoints",
      risk: "high",
      why: "The private endpoint keeps traffic inside, but nothing keeps others out: the public address still answers.",
      fix: 'Set publicNetworkAccess: "Disabled", or networkRuleSet: { defaultAction: "Deny" }.',
      docs: "container-registry-private-endpoints#disable-public-access",
      source: own,
      feature: "privateEndpoints",
      fails: { ...premium, publicNetworkAccess: "Enabled", privateEndpoints: { hub: unplaced } },
      passes: { ...premium, publicNetworkAccess: "Disabled", privateEndpoints: { hub: unplaced } },
      tags: ["mcsb:NS-2"],
    }),
    (registry, report) => {
      const keys = Object.keys(registry.privateEndpoints ?? {});
      if (keys.length === 0 || isRestricted(registry)) return;
      report({
        path: ["publicNetworkAccess"],
        ...(registry.publicNetworkAccess === undefined ? {} : { given: registry.publicNetworkAccess }),
        message: "The registry has a private endpoint, and is still open to every public address.",
        related: keys.map((key) => ["privateEndpoints", key]),
      });
    },
  ),
  onChild(
    "privateEndpoints",
    posture({
      id: "G48",
      policy: "acr-private-endpoint-group",
      title: "A private endpoint needs no approval by hand",
      subject: "private endpoints",
      risk: "medium",
      why: "A connection that somebody must approve does not work until then, and can fall back to pending when a replica is added.",
      fix: "Move the connection to privateLinkServiceConnections.",
      docs: "container-registry-private-endpoints",
      source: own,
      feature: "privateEndpoints",
      fails: {
        ...premium,
        privateEndpoints: { hub: { manualPrivateLinkServiceConnections: [{ groupIds: ["registry"] }] } },
      },
      passes: { ...premium, privateEndpoints: { hub: unplaced } },
      tags: ["mcsb:NS-2"],
    }),
    ({ manualPrivateLinkServiceConnections: manual }, report, { key }) => {
      if ((manual ?? []).length === 0) return;
      report({
        path: ["manualPrivateLinkServiceConnections"],
        message: `The private endpoint "${key}" does not work until somebody approves it.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "G49",
      policy: "acr-private-endpoint-replica-data",
      title: "Layers of a replicated private registry stay in the network",
      subject: "endpoints",
      risk: "medium",
      why: "With the data endpoints off, layers come from storage hosts outside the network.",
      fix: "Set dataEndpointEnabled: true.",
      docs: "container-registry-dedicated-data-endpoints",
      source: own,
      feature: "dataEndpointEnabled",
      fails: {
        ...premium,
        dataEndpointEnabled: false,
        replications: { northeurope: { location: "northeurope" } },
        privateEndpoints: { hub: unplaced },
      },
      passes: {
        ...premium,
        dataEndpointEnabled: true,
        replications: { northeurope: { location: "northeurope" } },
        privateEndpoints: { hub: unplaced },
      },
      tags: ["mcsb:NS-2"],
    }),
    (registry, report) => {
      // Left out, the service switches it on with the first private endpoint.
      if (!isPremium(registry) || registry.dataEndpointEnabled !== false) return;
      if (Object.keys(registry.replications ?? {}).length === 0) return;
      const endpoints = Object.keys(registry.privateEndpoints ?? {});
      if (endpoints.length === 0) return;
      report({
        path: ["dataEndpointEnabled"],
        given: false,
        message: "The registry is private and replicated, but image layers do not come from its data endpoints.",
        related: endpoints.map((key) => ["privateEndpoints", key]),
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
];
