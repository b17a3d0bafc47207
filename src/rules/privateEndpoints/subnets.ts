import { known, type Path, type RegistryModel } from "../../model";
import { nameKeys, onRegistry } from "../writing/builders";
import { allAddresses, parseAddress, placeInSubnet, usableAddresses } from "../writing/ipAddresses";
import { regionsOf } from "../writing/regions";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication";
const subject = "private endpoints";

/** A subnet that private endpoints of the registry are in. */
interface Subnet {
  readonly keys: string[];
  readonly prefixes: readonly string[];
}

/** The subnet of an endpoint by its id. While that is unknown the endpoint is taken to be alone in its subnet. */
function subnetKey(registry: RegistryModel, key: string): string {
  return known(() => registry.privateEndpoints?.[key]?.subnet?.id)?.toLowerCase() ?? `of ${key}`;
}

function prefixesOf(registry: RegistryModel, key: string): readonly string[] {
  return known(() => [...(registry.privateEndpoints?.[key]?.subnetPrefixes ?? [])]) ?? [];
}

/**
 * The subnets whose IPv4 blocks are seen, with the endpoints in each. Endpoints that see one subnet differently are taken to
 * be in two; one that does not see it is in each of them, and one whose sight of it is unknown in none.
 */
function subnetsOf(registry: RegistryModel): Subnet[] {
  const subnets = new Map<string, Map<string, Subnet>>();
  const blind = new Map<string, string[]>();
  for (const key of Object.keys(registry.privateEndpoints ?? {})) {
    const id = subnetKey(registry, key);
    const prefixes = known(() => [...(registry.privateEndpoints?.[key]?.subnetPrefixes ?? [])]);
    if (prefixes?.length === 0) blind.set(id, [...(blind.get(id) ?? []), key]);
    if (!prefixes?.length) continue;
    const views = subnets.get(id) ?? new Map<string, Subnet>();
    const view = views.get(prefixes.join()) ?? { keys: [], prefixes };
    view.keys.push(key);
    subnets.set(id, views.set(prefixes.join(), view));
  }
  return [...subnets].flatMap(([id, views]) =>
    [...views.values()]
      .filter(({ prefixes }) => allAddresses(prefixes) > 0)
      .map(({ keys, prefixes }) => ({ keys: [...keys, ...(blind.get(id) ?? [])].sort(), prefixes })),
  );
}

/** How many addresses one private endpoint of the registry takes: one, and one or two for each region. */
function addressesPerEndpoint(registry: RegistryModel): number {
  return 1 + regionsOf(registry).length * (isWord(registry.regionalEndpoints, "Enabled") ? 2 : 1);
}

const inSubnet = (prefix: string, addresses: readonly string[] = []) => ({
  sku: { name: "Premium" },
  location: "eastus",
  replications: { westus: { location: "westus" }, westeurope: { location: "westeurope" } },
  privateEndpoints: {
    hub: {
      subnetPrefixes: [prefix],
      ...(addresses.length
        ? { ipConfigurations: addresses.map((privateIPAddress) => ({ groupId: "registry", privateIPAddress })) }
        : {}),
    },
  },
});

/** Addresses of private endpoints in their subnets. */
export const subnetRules: readonly Rule[] = [
  onRegistry(
    {
      id: "PE-07",
      policy: "acr-private-endpoint-addresses",
      title: "Private endpoints find their addresses in their subnet",
      subject,
      enforcement: "ASYNC",
      why: "Each endpoint takes one address, one more for each region of the registry, and another one for each when regional endpoints are on. Azure keeps the first four addresses and the last one of a subnet. When an address is short or taken, the endpoint or the replica fails and is rolled back.",
      fix: "Use a larger subnet: /27 at least, /24 is comfortable.",
      docs,
      source: "D:container-registry-dedicated-data-endpoints, D:container-registry-geo-replication",
      fails: inSubnet("10.0.0.0/29"),
      passes: inSubnet("10.0.0.0/27"),
    },
    (registry, report) => {
      const taken = new Map<string, Path>();
      for (const key of Object.keys(registry.privateEndpoints ?? {})) {
        const subnet = subnetKey(registry, key);
        const prefixes = prefixesOf(registry, key);
        const configurations = known(() => registry.privateEndpoints?.[key]?.ipConfigurations) ?? [];
        for (let index = 0; index < configurations.length; index++) {
          known(() => {
            const given = configurations[index]?.privateIPAddress;
            if (given === undefined) return;
            const path = ["privateEndpoints", key, "ipConfigurations", index, "privateIPAddress"];
            const address = parseAddress(given);
            if (address === undefined) {
              const message = `"${given}" of private endpoint "${key}" is no IPv4 address.`;
              report({ path, given, message, fix: 'Write an address, for instance "10.0.0.4".' });
              return;
            }
            const twin = taken.get(`${subnet} ${address}`);
            if (twin) {
              const message = `Address ${given} of private endpoint "${key}" is given twice in its subnet.`;
              report({ path, given, message, fix: "Give each member an address of its own.", related: [twin] });
              return;
            }
            taken.set(`${subnet} ${address}`, path);
            const place = allAddresses(prefixes) > 0 ? placeInSubnet(address, prefixes) : "usable";
            if (place === "usable") return;
            const what =
              place === "outside"
                ? `is not in its subnet ${prefixes.join(", ")}`
                : `is one of the five that Azure keeps in the subnet ${prefixes.join(", ")}`;
            report({
              path,
              given,
              message: `Address ${given} of private endpoint "${key}" ${what}.`,
              fix: "Choose an address of the subnet, from the fifth to the last but one.",
            });
          });
        }
      }
      const each = addressesPerEndpoint(registry);
      for (const { keys, prefixes } of subnetsOf(registry)) {
        const usable = usableAddresses(prefixes);
        const needed = each * keys.length;
        if (needed <= usable) continue;
        report({
          path: ["privateEndpoints", keys[0] ?? "", "subnet"],
          given: prefixes.join(", "),
          message: `Private endpoint${keys.length > 1 ? "s" : ""} ${nameKeys(keys)} need${keys.length > 1 ? "" : "s"} ${needed} addresses, and subnet ${prefixes.join(", ")} gives ${usable}.`,
          allowed: `${each} addresses for each endpoint of a registry in ${regionsOf(registry).length} region${regionsOf(registry).length > 1 ? "s" : ""}.`,
          related: keys.slice(1).map((key) => ["privateEndpoints", key, "subnet"]),
        });
      }
    },
  ),
  onRegistry(
    {
      id: "PE-08",
      policy: "acr-private-endpoint-subnet-size",
      title: "A subnet for private endpoints is /27 or larger",
      subject,
      enforcement: "RUN",
      why: "Guidance, not a limit: each replica takes another address in every endpoint's subnet, and a subnet is hard to enlarge once it is in use.",
      fix: "Use a subnet of /27 or larger; /24 is comfortable.",
      docs,
      source: "D:container-registry-geo-replication",
      fails: inSubnet("10.0.0.0/28"),
      passes: inSubnet("10.0.0.0/27"),
    },
    (registry, report) => {
      const each = addressesPerEndpoint(registry);
      for (const { keys, prefixes } of subnetsOf(registry)) {
        // Where it is too small already, PE-07 says so.
        if (allAddresses(prefixes) >= 32 || each * keys.length > usableAddresses(prefixes)) continue;
        report({
          path: ["privateEndpoints", keys[0] ?? "", "subnet"],
          given: prefixes.join(", "),
          message: `Subnet ${prefixes.join(", ")} of private endpoint${keys.length > 1 ? "s" : ""} ${nameKeys(keys)} is smaller than /27 and leaves little room for replicas.`,
          related: keys.slice(1).map((key) => ["privateEndpoints", key, "subnet"]),
        });
      }
    },
  ),
];
