import {
  type ChildModel,
  cloudOfRegion,
  known,
  parseResourceId,
  privateDnsZoneName,
  type RegistryModel,
} from "../model";
import { childFeature, enumerate, limited, nameKeys, onChild, onRegistry } from "./kinds";
import { regionsOf } from "./replications";
import type { Rule } from "./rule";
import { isWord } from "./switches";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints";
const geo = "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication";
const subject = "private endpoints";

type PrivateEndpoint = ChildModel<"privateEndpoints">;

const premium = { sku: { name: "Premium" }, location: "eastus" } as const;
const connected = (...groupIds: string[]) => ({
  ...premium,
  privateEndpoints: { hub: { privateLinkServiceConnections: [{ name: "hub", groupIds }] } },
});
const withStatic = (...members: string[]) => ({
  ...premium,
  privateEndpoints: {
    hub: {
      ipConfigurations: members.map((memberName, index) => ({
        name: memberName,
        groupId: "registry",
        memberName,
        privateIPAddress: `10.0.0.${index + 4}`,
      })),
    },
  },
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

/** One sub-resource of a registry that a private endpoint gives an address to. */
interface Member {
  readonly name: string;
  /** The key of the replica that brought it, if one did. */
  readonly replica?: string;
}

/** The members of a registry's private endpoints. Without a home region the home members are left out. */
function membersOf(registry: RegistryModel): Member[] {
  const regional = isWord(registry.regionalEndpoints, "Enabled");
  return [
    { name: "registry" },
    ...regionsOf(registry).flatMap(({ region, replica }) => {
      const names = region ? [`registry_data_${region}`, ...(regional ? [`registry_${region}`] : [])] : [];
      return names.map((name) => (replica === undefined ? { name } : { name, replica }));
    }),
  ];
}

/** The members without a static address, in an endpoint that has any: then every member needs one. */
function membersMissing({ ipConfigurations }: PrivateEndpoint, registry: RegistryModel): Member[] {
  if (!ipConfigurations?.length) return [];
  const named = new Set(ipConfigurations.map(({ memberName }) => memberName?.toLowerCase()));
  return membersOf(registry).filter(({ name }) => !named.has(name));
}

/** Private endpoints and their DNS: acr-rules.md 2.7. What is about addresses of subnets is in `subnets.ts`. */
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
      feature: "F03",
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
  onChild(
    "privateEndpoints",
    {
      id: "PE-03",
      policy: "acr-private-endpoint-members",
      title: "Static addresses are given to the members that the registry has",
      subject,
      enforcement: "ARM",
      why: "The members are registry, registry_data_<region> for each region, and registry_<region> when regional endpoints are on. With static addresses each of them needs one.",
      fix: "Give each member of the registry one ipConfiguration, or leave ipConfigurations out to get addresses from Azure.",
      docs,
      source: "D:container-registry-private-endpoints",
      fails: withStatic("registry"),
      passes: withStatic("registry", "registry_data_eastus"),
    },
    (endpoint, report, { registry, key }) => {
      const { ipConfigurations = [] } = endpoint;
      const seen = new Set<string>();
      for (let index = 0; index < ipConfigurations.length; index++) {
        known(() => {
          const { groupId, memberName } = ipConfigurations[index] ?? {};
          const path = ["ipConfigurations", index, "memberName"];
          const member = memberName?.toLowerCase();
          if (groupId !== undefined && groupId.toLowerCase() !== "registry") {
            const message = `A static address of private endpoint "${key}" is for the group "${groupId}".`;
            report({ path: ["ipConfigurations", index, "groupId"], given: groupId, message, allowed: '"registry"' });
          } else if (!member) {
            report({ path, message: `A static address of private endpoint "${key}" names no member.` });
          } else if (seen.has(member)) {
            report({
              path,
              given: memberName,
              message: `Private endpoint "${key}" gives its member ${memberName} two addresses.`,
            });
          } else if (!registry.location && /^registry_./.test(member)) {
            // It may be the home region's, which is not known here.
          } else if (membersOf(registry).every(({ name }) => name !== member)) {
            const message = `Private endpoint "${key}" has an address for ${memberName}, which the registry does not have.`;
            const allowed = membersOf(registry)
              .map(({ name }) => `"${name}"`)
              .join(", ");
            report({ path, given: memberName, message, allowed });
          }
          if (member) seen.add(member);
        });
      }
      const missing = membersMissing(endpoint, registry).filter(({ replica }) => replica === undefined);
      if (missing.length === 0) return;
      const names = enumerate(missing.map(({ name }) => name));
      report({
        path: ["ipConfigurations"],
        message: `Private endpoint "${key}" has static addresses, but none for ${names}.`,
        fix: `Add an ipConfiguration for ${names}, or leave ipConfigurations out.`,
      });
    },
  ),
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
      const names = ids.map((id) => (parseResourceId(id)?.names.at(-1) ?? id).toLowerCase());
      const location = known(() => registry.location);
      const clouds = location
        ? [cloudOfRegion(location)]
        : (["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"] as const);
      const expected = clouds.map(privateDnsZoneName);
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
  onChild(
    "privateEndpoints",
    {
      id: "PE-09",
      policy: "acr-private-endpoint-static-replica",
      title: "An endpoint with static addresses has one for each replica",
      subject,
      enforcement: "ASYNC",
      why: "Each replica adds a member to every private endpoint. On an endpoint with static addresses the new one has none, and the replication fails.",
      fix: "Make the replicas first and give each region's registry_data_<region> an ipConfiguration, or leave ipConfigurations out.",
      docs: geo,
      source: "D:container-registry-geo-replication (Troubleshooting), I:MicrosoftDocs/azure-management-docs#155",
      fails: {
        ...withStatic("registry", "registry_data_eastus"),
        replications: { westus: { location: "westus" } },
      },
      passes: {
        ...withStatic("registry", "registry_data_eastus", "registry_data_westus"),
        replications: { westus: { location: "westus" } },
      },
    },
    (endpoint, report, { registry, key }) => {
      const missing = membersMissing(endpoint, registry).filter(({ replica }) => replica !== undefined);
      if (missing.length === 0) return;
      const names = enumerate(missing.map(({ name }) => name));
      const replicas = [...new Set(missing.map(({ replica }) => replica ?? ""))];
      report({
        path: ["ipConfigurations"],
        message: `Private endpoint "${key}" has static addresses, but none for ${names}, so replica${replicas.length > 1 ? "s" : ""} ${nameKeys(replicas)} cannot be made.`,
        fix: `Add an ipConfiguration for ${names}, or leave ipConfigurations out.`,
        related: replicas.map((replica) => ["replications", replica]),
      });
    },
  ),
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
      limit: "T06",
      fails: {
        ...premium,
        privateEndpoints: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`e${index}`, {}])),
      },
      passes: { ...premium, privateEndpoints: { hub: {} } },
    },
    ({ privateEndpoints }) => ({ path: ["privateEndpoints"], amount: Object.keys(privateEndpoints ?? {}).length }),
  ),
];
