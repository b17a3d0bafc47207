import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import * as pulumi from "@pulumi/pulumi";
import { cloudOfRegion, clouds, type Path, parseResourceId } from "../model";
import { text } from "../model/schema";
import { clashesOf, type DeclaredLink, isSameInput, leaf } from "./checks/privateDnsClashes";
import { idOf, named, open, options, type Shape } from "./checks/shape";
import { inSubscriptions, type Place } from "./checks/subscriptions";
import { after, type Gate, type Surroundings } from "./checks/validation";
import type { Drafted } from "./child";
import { byName, isGiven, onlySet } from "./inputs";
import type { ParentRegistry, RegistryDns } from "./parentRegistry";

/** The virtual networks that get to see a zone: by names of your choice, or as a list. */
export type VirtualNetworkIds = readonly pulumi.Input<string>[] | Readonly<Record<string, pulumi.Input<string>>>;

/**
 * The private DNS of an endpoint: a zone of your own, or one that is made. Registries that share networks share a
 * {@link PrivateDns} instead. Errors: DNS-01 to DNS-03.
 */
export interface PrivateDnsProperties {
  /**
   * The ARM id of a zone that is there: `privatelink.azurecr.io`, or your cloud's counterpart. Errors: PE-04, SUB-01.
   *
   * @default the zone is made, one for all endpoints of the registry
   */
  zoneId?: pulumi.Input<string>;
  /**
   * ARM ids of the virtual networks that get to see the zone, in any subscription. Machines are not registered in it by
   * themselves. A list is named by its networks, or by place where their ids are outputs: give a map by names of your
   * choice where the list may change. One name means one network among all endpoints of a registry. Errors: DNS-01,
   * DNS-03.
   *
   * @default none: the networks are linked already
   */
  virtualNetworkIds?: VirtualNetworkIds;
  /**
   * The resource group of the zone that is made. Errors: DNS-02, SUB-01.
   *
   * @default the registry's
   */
  resourceGroupName?: pulumi.Input<string>;
  /**
   * The azure-native provider that makes the links, and the zone where it is made: that of the zone's subscription. Errors:
   * SUB-01.
   *
   * @default the registry's provider
   */
  provider?: pulumi.ProviderResource;
}

/** The shape of networks that are linked. */
export const networkIdsShape: Shape = {
  kind: "choice",
  choose: (value) => (Array.isArray(value) ? { kind: "items", of: idOf("network") } : named(idOf("network"))),
};

/** The shape of an endpoint's private DNS. */
export const privateDnsShape = options<PrivateDnsProperties>({
  zoneId: text,
  virtualNetworkIds: networkIdsShape,
  resourceGroupName: text,
  provider: open,
});

/** An endpoint's private DNS, where it is in the arguments, and the endpoint's name in its map if it is in one. */
export interface DnsOfEndpoint {
  readonly path: Path;
  readonly endpoint?: string;
  readonly dns: PrivateDnsProperties;
}

/**
 * Makes the private DNS zone that endpoints without a zone of their own share, once for a registry, and links the
 * networks of every endpoint to its zone.
 */
export function createPrivateDns(
  name: string,
  registry: ParentRegistry,
  endpoints: readonly DnsOfEndpoint[],
  parent: pulumi.Resource,
  gate: Gate,
): void {
  const opts = { parent, dependsOn: after(gate, []) };
  const sharing = endpoints.filter(({ dns }) => !isGiven(dns.zoneId));
  if (sharing.length && !registry.dns.shared) {
    const { resourceGroupName = registry.resourceGroupName, provider } = optionsOfZone(sharing);
    const privateZoneName = registry.location.apply((region) => clouds[cloudOfRegion(region)].privateDnsZone);
    const args = { resourceGroupName, location: "global", privateZoneName };
    registry.dns.shared = onlySet({
      zone: new PrivateZone(name, args, { ...opts, ...onlySet({ provider }) }),
      resourceGroupName,
      provider,
    });
  }
  linkNetworks(name, registry.dns, endpoints, opts);
}

/** Where the zone is made that endpoints share: the first that says so decides. */
function optionsOfZone(
  sharing: readonly DnsOfEndpoint[],
): Pick<PrivateDnsProperties, "resourceGroupName" | "provider"> {
  const first = <Key extends "resourceGroupName" | "provider">(key: Key) =>
    sharing.map(({ dns }) => dns[key]).find(isGiven);
  return onlySet({ resourceGroupName: first("resourceGroupName"), provider: first("provider") });
}

/** Links the networks of endpoints to their zones, each network once. Gives the links by the names of the networks. */
export function linkNetworks(
  name: string,
  { shared, links }: RegistryDns,
  endpoints: readonly DnsOfEndpoint[],
  opts: pulumi.CustomResourceOptions,
): Record<string, VirtualNetworkLink> {
  const made: Record<string, VirtualNetworkLink> = {};
  for (const { endpoint, dns } of endpoints) {
    const { zoneId } = dns;
    const zone = isGiven(zoneId)
      ? zoneParts(zoneId)
      : shared && { resourceGroupName: shared.resourceGroupName, privateZoneName: shared.zone.name };
    if (!zone) continue;
    const provider = isGiven(zoneId) ? dns.provider : shared?.provider;
    for (const { key, id } of networksOf(dns, endpoint)) {
      const link = { name: `${name}-${key}`, id, zoneId };
      // Endpoints may name the same network: one link is enough, and all that Azure takes.
      if (
        links.some(
          (other) => isSameInput(other.zoneId, zoneId) && (other.name === link.name || isSameInput(other.id, id)),
        )
      )
        continue;
      links.push(link);
      const args = { ...zone, virtualNetwork: { id }, location: "global", registrationEnabled: false };
      made[key] = new VirtualNetworkLink(link.name, args, { ...opts, ...onlySet({ provider }) });
    }
  }
  return made;
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
function networksOf(
  { virtualNetworkIds }: Pick<PrivateDnsProperties, "virtualNetworkIds">,
  endpoint?: string,
): NamedNetwork[] {
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

/** The networks that endpoints link, for the comparison with those of other components. */
export function declaredLinks(name: string, endpoints: readonly DnsOfEndpoint[]): DeclaredLink[] {
  return endpoints.flatMap(({ path, endpoint, dns }) =>
    networksOf(dns, endpoint).map(({ key, id, step }) => ({
      path: [...path, "virtualNetworkIds", step],
      key,
      name: `${name}-${key}`,
      network: leaf(id),
      zone: isGiven(dns.zoneId) ? leaf(dns.zoneId) : undefined,
    })),
  );
}

/** Where the links of endpoints with a zone of their own belong: into the subscription of the zone. */
export function placesOfLinks(endpoints: readonly DnsOfEndpoint[], fix: Place["fix"]): Place[] {
  return endpoints.flatMap(({ path, endpoint, dns }) =>
    isGiven(dns.zoneId) && networksOf(dns, endpoint).length
      ? [
          {
            path: [...path, "zoneId"],
            belongs: dns.zoneId,
            what: "The zone",
            made: "the links of its networks",
            provider: dns.provider,
            fix,
          },
        ]
      : [],
  );
}

/** What the private DNS of endpoints may clash with: that of other components, and subscriptions. */
export function surroundingsOfDns(registry: Drafted, endpoints: readonly DnsOfEndpoint[]): Surroundings[] {
  const { subject, family, dns: shared, resourceGroupName } = registry;
  const sharing = endpoints.filter(({ dns }) => !isGiven(dns.zoneId));
  const [first] = sharing;
  const { resourceGroupName: group = resourceGroupName, provider = registry.provider } = optionsOfZone(sharing);
  const zone = first && !shared.shared ? { zone: { path: first.path, group: leaf(group), provider } } : {};
  const inGroups = sharing.flatMap(({ path, dns }): Place[] =>
    isGiven(dns.provider) && !isGiven(dns.resourceGroupName)
      ? [
          {
            path: [...path, "provider"],
            belongs: registry.subscription,
            what: "The registry's resource group",
            made: "the zone",
            provider: dns.provider,
            fix: (_provider, here) =>
              `In privateDns write resourceGroupName: a resource group of subscription ${here}.`,
          },
        ]
      : [],
  );
  const ofLinks = placesOfLinks(endpoints, (provider) => `In privateDns write provider: ${provider}.`);
  return [
    ...clashesOf({ component: "Registry", subject, shared, ...zone, links: declaredLinks(family, endpoints) }),
    ...inSubscriptions([...ofLinks, ...inGroups]),
  ];
}
