import { cloudOfRegion, clouds, known, parseResourceId } from "../../model";
import { childFeature, limited, nameKeys, onChild, onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { memberNames, staticReplicas } from "./members";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints";
const geo = "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication";
const subject = "private endpoints";

const premium = { sku: { name: "Premium" }, location: "eastus" } as const;
const connected = (...groupIds: string[]) => ({
  ...premium,
  privateEndpoints: { hub: { privateLinkServiceConnections: [{ name: "hub", groupIds }] } },
});
const zone = (name: string) => ({
  ...premium,
  privateEndpoints: {
    hub: {
      privateDnsZoneGroups: {
        default: {
          privateDnsZoneConfigs: [
            {
              name: "registry",
              privateDnsZoneId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/${name}`,
            },
          ],
        },
      },
    },
  },
});

/** Private endpoints and their DNS. What is about addresses of subnets is in `subnets.ts`. */
export const privateEndpointRules: readonly Rule[] = [
  childFeature(
    "privateEndpoints",
    {
      id: "PE-01",
      also: ["G06"],
      policy: "acr-child-needs-premium",
      title: "Private endpoints are only on Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium registries have private link.",
      fix: 'Set sku: "Premium", or remove privateEndpoints.',
      docs,
      source: "D:container-registry-private-endpoints, POL",
      feature: "privateEndpoints",
      fails: { sku: { name: "Standard" }, privateEndpoints: { hub: {} } },
      passes: { sku: { name: "Premium" }, privateEndpoints: { hub: {} } },
    },
    "Private endpoint",
  ),
  onChild(
    "privateEndpoints",
    {
      id: "PE-02",
      also: ["G48"],
      policy: "acr-private-endpoint-group",
      title: "A private endpoint connects to the group registry",
      subject,
      enforcement: "ARM",
      why: "A registry has one sub-resource for private endpoints, registry. Names such as registry_data_eastus are members of it and no groups.",
      fix: 'Set groupIds: ["registry"].',
      docs,
      source: "D:container-registry-private-endpoints, POL",
      fails: connected("registry_data_eastus"),
      passes: connected("registry"),
    },
    (endpoint, report, { key }) => {
      for (const list of ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"] as const) {
        const connections = known(() => endpoint[list]) ?? [];
        for (let index = 0; index < connections.length; index++) {
          known(() => {
            const groupIds = connections[index]?.groupIds ?? [];
            if (groupIds.length === 1 && groupIds[0]?.toLowerCase() === "registry") return;
            const message =
              groupIds.length === 0
                ? `Private endpoint "${key}" names no group to connect to.`
                : `Private endpoint "${key}" connects to ${nameKeys(groupIds)}, and a registry has the group "registry" only.`;
            report({ path: [list, index, "groupIds"], given: groupIds, message, allowed: '["registry"]' });
          });
        }
      }
    },
  ),
  memberNames,
  onChild(
    "privateEndpoints",
    {
      id: "PE-04",
      also: ["G47"],
      policy: "acr-private-endpoint-dns-zone",
      title: "The DNS zone of a private endpoint is the one of its cloud",
      subject,
      enforcement: "RUN",
      why: "With another zone the names of the registry keep resolving to public addresses. The zone is privatelink.azurecr.io, in Azure Government privatelink.azurecr.us, in China privatelink.azurecr.cn.",
      fix: "Point the zone group at the private DNS zone of the registry's cloud.",
      docs: "https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
      source: "D:container-registry-private-endpoints, learn.microsoft.com/azure/private-link/private-endpoint-dns",
      fails: zone("privatelink.azurecr.us"),
      passes: zone("privatelink.azurecr.io"),
    },
    (endpoint, report, { registry, key }) => {
      const groups = Object.keys(endpoint.privateDnsZoneGroups ?? {});
      if (groups.length > 1) {
        report({
          path: ["privateDnsZoneGroups"],
          given: `${groups.length} groups`,
          severity: "error",
          message: `Private endpoint "${key}" has the zone groups ${nameKeys(groups)}, and a private endpoint takes one.`,
          fix: "Put all zones into the privateDnsZoneConfigs of one group.",
        });
      }
      const ids = Object.values(endpoint.privateDnsZoneGroups ?? {})
        .flatMap(({ privateDnsZoneConfigs }) => privateDnsZoneConfigs ?? [])
        .map(({ privateDnsZoneId }) => privateDnsZoneId ?? "");
      // What is not an id is the finding of REF-01.
      const names = ids.flatMap((id) => parseResourceId(id)?.names.at(-1)?.toLowerCase() ?? []);
      const location = known(() => registry.location);
      const possible = location ? [clouds[cloudOfRegion(location)]] : Object.values(clouds);
      const expected = possible.map(({ privateDnsZone }): string => privateDnsZone);
      if (names.length === 0 || names.some((name) => expected.includes(name))) return;
      report({
        path: ["privateDnsZoneGroups"],
        given: names.join(", "),
        message: `The zone group of private endpoint "${key}" writes to ${names.join(", ")}, where no client looks the registry up.`,
        allowed: expected.join(", "),
        ...(location ? { fix: `Use the private DNS zone ${expected[0]}.` } : {}),
      });
    },
  ),
  staticReplicas,
  onRegistry(
    {
      id: "PE-11",
      policy: "acr-private-endpoint-manual-replica",
      title: "A new replica meets no endpoint that waits for approval",
      subject,
      enforcement: "RUN",
      why: "A connection that was approved by hand can return to Pending when a replica is added; until it is approved again clients behind it are cut off.",
      fix: "Approve the connection again after the deployment.",
      docs: geo,
      source: "D:container-registry-geo-replication",
      fails: {
        before: { ...premium, privateEndpoints: { hub: { manualPrivateLinkServiceConnections: [{ name: "hub" }] } } },
        after: {
          ...premium,
          privateEndpoints: { hub: { manualPrivateLinkServiceConnections: [{ name: "hub" }] } },
          replications: { westus: { location: "westus" } },
        },
      },
      passes: {
        before: {
          ...premium,
          privateEndpoints: { hub: { privateLinkServiceConnections: [{ groupIds: ["registry"] }] } },
        },
        after: {
          ...premium,
          privateEndpoints: { hub: { privateLinkServiceConnections: [{ groupIds: ["registry"] }] } },
          replications: { westus: { location: "westus" } },
        },
      },
    },
    ({ replications, privateEndpoints }, report, { previous }) => {
      if (!previous) return;
      const before = previous.replications ?? {};
      const added = Object.keys(replications ?? {}).filter((key) => !Object.hasOwn(before, key));
      if (added.length === 0) return;
      for (const key of Object.keys(privateEndpoints ?? {})) {
        known(() => {
          if (!previous.privateEndpoints?.[key]) return;
          if (!privateEndpoints?.[key]?.manualPrivateLinkServiceConnections?.length) return;
          report({
            path: ["privateEndpoints", key],
            message: `The manual connection of private endpoint "${key}" can return to Pending when replica${added.length > 1 ? "s" : ""} ${nameKeys(added)} ${added.length > 1 ? "are" : "is"} added.`,
            related: added.map((replica) => ["replications", replica]),
          });
        });
      }
    },
  ),
  limited(
    {
      id: "PE-13",
      also: ["G13"],
      policy: "acr-child-count-limit",
      title: "A registry has at most 200 private endpoints",
      subject,
      enforcement: "ARM",
      why: "The limit is published as 200 and can be raised; a general rise to 400 is announced.",
      fix: "Ask Azure support for more, or share endpoints between networks.",
      docs: "https://learn.microsoft.com/azure/container-registry/container-registry-skus",
      source: "LIM, I:Azure/acr#854",
      limit: "privateEndpoints",
      fails: {
        ...premium,
        privateEndpoints: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`e${index}`, {}])),
      },
      passes: { ...premium, privateEndpoints: { hub: {} } },
    },
    ({ privateEndpoints }) => ({ path: ["privateEndpoints"], amount: Object.keys(privateEndpoints ?? {}).length }),
  ),
];
