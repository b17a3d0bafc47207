import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import * as pulumi from "@pulumi/pulumi";
import { cloudOfRegion, clouds, isUnknown, parseResourceId, sameId } from "../model";
import { list, text } from "../model/schema";
import type { Finding } from "../rules";
import { named, options } from "./checks/shape";
import { markWritten } from "./checks/spelling";
import { after, type Gate } from "./checks/validation";
import { byName, itemOf } from "./inputs";
import type { ParentRegistry } from "./parentRegistry";

/** The private DNS of an endpoint: a zone of your own, or one that is made. */
export interface PrivateDnsArgs {
  /**
   * The ARM id of a zone that is there: `privatelink.azurecr.io`, or your cloud's counterpart. Default: the zone is
   * made, one for all endpoints of the registry. Errors: PE-04.
   */
  zoneId?: pulumi.Input<string>;
  /**
   * ARM ids of the virtual networks that get to see the zone. Machines are not registered in it by themselves. Default:
   * none, the networks are linked already. A list is named by its networks, or by place where their ids are outputs:
   * give a map by names of your choice where the list may change. One name means one network among all endpoints of a
   * registry. Errors: DNS-01.
   */
  virtualNetworkIds?: readonly pulumi.Input<string>[] | Readonly<Record<string, pulumi.Input<string>>>;
  /** The resource group of the zone that is made. Default: the registry's. */
  resourceGroupName?: pulumi.Input<string>;
}

/** The shape of an endpoint's private DNS. */
export const privateDnsShape = options<PrivateDnsArgs>({
  zoneId: text,
  virtualNetworkIds: { kind: "choice", choose: (value) => (Array.isArray(value) ? list(text) : named(text)) },
  resourceGroupName: text,
});

/** An endpoint's private DNS, and the endpoint's name in its map; none for a component of its own. */
export interface EndpointDns {
  readonly endpoint?: string;
  readonly dns: PrivateDnsArgs;
}

/**
 * Makes the private DNS zone that endpoints without a zone of their own share, once for a registry, and links the
 * networks of every endpoint to its zone. Gives the zone; `undefined` when all have one of their own.
 */
export function createPrivateDns(
  name: string,
  registry: ParentRegistry,
  endpoints: readonly EndpointDns[],
  parent: pulumi.Resource,
  gate: Gate,
): PrivateZone | undefined {
  const opts = { parent, dependsOn: after(gate, []) };
  const sharing = endpoints.filter(({ dns }) => !dns.zoneId);
  if (sharing.length && !registry.dns.shared) {
    const named = sharing.find(({ dns }) => dns.resourceGroupName);
    const resourceGroupName = named?.dns.resourceGroupName ?? registry.resourceGroupName;
    const privateZoneName = registry.location.apply((region) => clouds[cloudOfRegion(region)].privateDnsZone);
    const zone = new PrivateZone(name, { resourceGroupName, location: "global", privateZoneName }, opts);
    registry.dns.shared = { zone, resourceGroupName };
  }
  const { shared, links } = registry.dns;
  for (const { endpoint, dns } of endpoints) {
    const target = dns.zoneId
      ? zoneParts(dns.zoneId)
      : shared && { resourceGroupName: shared.resourceGroupName, privateZoneName: shared.zone.name };
    if (!target) continue;
    for (const { key, id } of networksOf(dns, endpoint)) {
      const link = { name: `${name}-${key}`, id, zoneId: dns.zoneId };
      // Endpoints may name the same network: one link is enough, and all that Azure takes.
      if (links.some((other) => other.zoneId === link.zoneId && (other.name === link.name || other.id === id)))
        continue;
      links.push(link);
      const args = { ...target, virtualNetwork: { id }, location: "global", registrationEnabled: false };
      new VirtualNetworkLink(link.name, args, opts);
    }
  }
  return sharing.length ? shared?.zone : undefined;
}

function zoneParts(zoneId: pulumi.Input<string>) {
  const parsed = pulumi.output(zoneId).apply(parseResourceId);
  return {
    resourceGroupName: parsed.apply((id) => id?.resourceGroupName ?? ""),
    privateZoneName: parsed.apply((id) => id?.names[0] ?? ""),
  };
}

interface NamedNetwork {
  readonly key: string;
  readonly id: pulumi.Input<string>;
  /** Its place in `virtualNetworkIds`. */
  readonly step: string | number;
}

// The name of a link: the user's own, else the network's; a network that has yet to be made has only its place.
function networksOf({ virtualNetworkIds }: PrivateDnsArgs, endpoint?: string): NamedNetwork[] {
  if (!isList(virtualNetworkIds)) {
    return Object.entries(byName(virtualNetworkIds)).map(([key, id]) => ({ key, id, step: key }));
  }
  const place = endpoint === undefined ? "network" : `${endpoint}-network`;
  return virtualNetworkIds.map((id, index) => ({
    key: (typeof id === "string" && id.split("/").at(-1)) || `${place}-${index}`,
    id,
    step: index,
  }));
}

function isList<T>(value: readonly T[] | Readonly<Record<string, T>> | undefined): value is readonly T[] {
  return Array.isArray(value);
}

/**
 * Findings on the endpoints of a registry: names that stand for two networks, of which only one could be linked.
 *
 * @param endpoints the private DNS of each endpoint as it was written, which gives the names
 * @param args the registry's arguments as far as they are known, which give the ids
 */
export function misnamedNetworks(endpoints: readonly EndpointDns[], args: unknown): Finding[] {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { endpoint = "", dns } of endpoints) {
    for (const { key, step } of networksOf(dns, endpoint)) {
      const path = ["privateEndpoints", endpoint, "privateDns", "virtualNetworkIds", step];
      const id = path.reduce(itemOf, args);
      if (typeof id !== "string" || isUnknown(id)) continue;
      const other = seen.get(key) ?? id;
      seen.set(key, other);
      if (!sameId(other, id)) findings.push(markWritten(twoNetworks(path, key, other, id)));
    }
  }
  return findings;
}

function twoNetworks(path: Finding["path"], name: string, other: string, id: string): Finding {
  return {
    rule: "DNS-01",
    also: [],
    policy: "acr-network-link-name",
    severity: "error",
    subject: "private endpoints",
    path,
    message: `"${name}" stands for two virtual networks, and only one of them would see the private DNS zone.`,
    given: id,
    allowed: `One name for one network among all endpoints of a registry; "${name}" is ${other} already.`,
    fix: "Give each network a name of its own: virtualNetworkIds: { name: id }.",
    docs: "https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints",
    related: [],
  };
}
