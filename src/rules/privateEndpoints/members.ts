import { type ChildModel, known, normaliseRegion, type RegistryModel } from "../../model";
import { enumerate, nameKeys, onChild, onRegistry } from "../writing/builders";
import { regionsOf } from "../writing/regions";
import type { Reporter, Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints";
const geo = "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication";
const subject = "private endpoints";

type PrivateEndpoint = ChildModel<"privateEndpoints">;

const premium = { sku: { name: "Premium" }, location: "eastus" } as const;
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

/** Which members have a static address. */
export const memberNames: Rule = onChild(
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
);

/**
 * Replicas that are new beside an endpoint that has static addresses already. The replica is made first, and the
 * endpoint is what it was before: whatever this deployment writes for it comes too late.
 */
function lateReplicas(registry: RegistryModel, previous: RegistryModel, report: Reporter): Set<string> {
  const regions = new Set(regionsOf(previous).map(({ region }) => region));
  const late = new Set<string>();
  for (const [key, endpoint] of Object.entries(previous.privateEndpoints ?? {})) {
    known(() => {
      const missing = membersMissing(endpoint, registry).filter(({ replica }) => {
        const added = replica !== undefined && registry.replications?.[replica]?.location;
        return added && !regions.has(normaliseRegion(added));
      });
      for (const replica of new Set(missing.map((member) => member.replica ?? ""))) {
        const names = missing.filter((member) => member.replica === replica).map(({ name }) => name);
        late.add(`${key} ${replica}`);
        report({
          path: ["replications", replica],
          message: `Replica "${replica}" is made before private endpoint "${key}" changes, and the endpoint has static addresses, but none for ${enumerate(names)}.`,
          fix: `Do it in three deployments: 1. take the static addresses out of private endpoint "${key}", 2. add the replica, 3. give the static addresses again, with one for ${enumerate(names)}.`,
          related: [["privateEndpoints", key, "ipConfigurations"]],
        });
      }
    });
  }
  return late;
}

/** Static addresses and replicas. */
export const staticReplicas: Rule = onRegistry(
  {
    id: "PE-09",
    policy: "acr-private-endpoint-static-replica",
    title: "An endpoint with static addresses has one for each replica",
    subject,
    enforcement: "ASYNC",
    why: "Each replica adds a member to every private endpoint. On an endpoint with static addresses the new one has none, and the replication fails. An address for a replica that is not there yet is refused as well, so a replica is added to such an endpoint in three deployments.",
    fix: "On a new registry give each region's registry_data_<region> an ipConfiguration, or leave ipConfigurations out. To add a replica later, take the static addresses out, add the replica, and give the addresses again, in three deployments.",
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
  (registry, report, { previous }) => {
    const late = (previous && known(() => lateReplicas(registry, previous, report))) ?? new Set();
    for (const [key, endpoint] of Object.entries(registry.privateEndpoints ?? {})) {
      known(() => {
        const missing = membersMissing(endpoint, registry).filter(
          ({ replica }) => replica !== undefined && !late.has(`${key} ${replica}`),
        );
        if (missing.length === 0) return;
        const names = missing.map(({ name }) => name);
        const replicas = [...new Set(missing.map(({ replica }) => replica ?? ""))];
        const isNew = previous && known(() => previous.privateEndpoints?.[key] === undefined);
        report({
          path: ["privateEndpoints", key, "ipConfigurations"],
          message: `Private endpoint "${key}" has static addresses, but none for ${enumerate(names)}, so replica${replicas.length > 1 ? "s" : ""} ${nameKeys(replicas)} cannot be made.`,
          fix: `Add an ipConfiguration for ${enumerate(names)}, or leave ipConfigurations out.${isNew ? "" : " If the endpoint is there already, do it in three deployments: static addresses out, replica in, static addresses again."}`,
          related: replicas.map((replica) => ["replications", replica]),
        });
      });
    }
  },
);
