import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import {
  PrivateEndpoint as PrivateEndpointResource,
  type PrivateEndpointArgs as PrivateEndpointResourceArgs,
} from "@pulumi/azure-native/network/privateEndpoint.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import * as pulumi from "@pulumi/pulumi";
import { cloudOfRegion, parseResourceId, privateDnsZoneName, UNKNOWN } from "../model";
import { withoutUndefined } from "./inputs";
import { checkChild, type Owner, ownerOf, type RegistryInput } from "./owner";
import { type Transform, transformed } from "./transform";
import { after, behind, type Gate } from "./validation";

/** A private endpoint, as it stands in `privateEndpoints` under a name of your choice. Premium. */
export interface PrivateEndpointProperties {
  /** The ARM id of the subnet that it gets its addresses from. */
  subnetId: pulumi.Input<string>;
  /** The private DNS that makes the registry's names resolve to it. Default: none, somebody else sees to it. */
  privateDns?: PrivateDnsArgs;
  /**
   * Fixed addresses by member: `registry`, and `registry_data_<region>` for the home region and each replica. Default:
   * the subnet gives addresses. With them every later replica needs one too.
   */
  staticAddresses?: Readonly<Record<string, pulumi.Input<string>>>;
  /** The endpoint's name. Default: made from the resource's name. */
  privateEndpointName?: pulumi.Input<string>;
  /** The resource group. Default: the registry's. */
  resourceGroupName?: pulumi.Input<string>;
  /** The region of the subnet's virtual network. Default: the resource group's. */
  location?: pulumi.Input<string>;
  /** The name of its network interface. Default: the service's. */
  customNetworkInterfaceName?: pulumi.Input<string>;
  /** Asks for approval by hand, with this message. Default: approved at once. */
  requestMessage?: pulumi.Input<string>;
  /** Tags, at most 50. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** The last word over the arguments of the azure-native private endpoint. */
  transform?: Transform<PrivateEndpointResourceArgs>;
}

/** The private DNS of an endpoint: a zone of your own, or one that is made. */
export interface PrivateDnsArgs {
  /** The ARM id of a zone that is there. Default: the zone is made, one for all endpoints of the registry. */
  zoneId?: pulumi.Input<string>;
  /**
   * ARM ids of the virtual networks that get to see the zone. Machines are not registered in it by themselves. Where the
   * ids are outputs and the list may change, give a map by names of your choice: a link then keeps its place.
   */
  virtualNetworkIds?: readonly pulumi.Input<string>[] | Readonly<Record<string, pulumi.Input<string>>>;
  /** The resource group of the zone that is made. Default: the registry's. */
  resourceGroupName?: pulumi.Input<string>;
}

/** Arguments of a private endpoint of its own. */
export interface PrivateEndpointArgs extends PrivateEndpointProperties {
  /** The registry: one of this library's, or the ARM id of any. */
  registry: RegistryInput;
}

/** A private endpoint of a Premium registry, with its private DNS. */
export class PrivateEndpoint extends pulumi.ComponentResource {
  /** The azure-native private endpoint. */
  readonly resource: PrivateEndpointResource;
  /** The private DNS zone, when one was made. */
  readonly zone?: PrivateZone;

  constructor(name: string, args: PrivateEndpointArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const owner = ownerOf(args.registry, opts);
    const part = privateEndpointPart(owner.id, args);
    const checked = checkChild(owner, "privateEndpoints", name, privateEndpointModel(args));
    super("pulumi-acr:index:PrivateEndpoint", name, {}, opts);
    const gate = checked.finish(this);
    this.zone = args.privateDns ? createPrivateDns(name, owner, [args.privateDns], this, gate) : undefined;
    this.resource = createPrivateEndpoint(name, owner, part, args, this.zone, this, gate);
    this.registerOutputs({ id: behind(gate, this.resource.id) });
  }
}

/** An endpoint's own arguments: what the azure-native resource is sent, and its part of the model. */
export type PrivateEndpointPart = Omit<PrivateEndpointResourceArgs, "resourceGroupName">;

/** The arguments of an endpoint to a registry. */
export function privateEndpointPart(
  registryId: pulumi.Input<string>,
  properties: PrivateEndpointProperties,
): PrivateEndpointPart {
  const { subnetId, staticAddresses, requestMessage, privateEndpointName, location, tags } = properties;
  const connection = withoutUndefined({
    name: "registry",
    groupIds: ["registry"],
    privateLinkServiceId: registryId,
    requestMessage,
  });
  const addresses = Object.entries(staticAddresses ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return withoutUndefined({
    privateEndpointName,
    location,
    subnet: { id: subnetId },
    customNetworkInterfaceName: properties.customNetworkInterfaceName,
    ...(requestMessage === undefined
      ? { privateLinkServiceConnections: [connection] }
      : { manualPrivateLinkServiceConnections: [connection] }),
    ipConfigurations: addresses.length
      ? addresses.map(([memberName, privateIPAddress]) => ({
          name: memberName,
          groupId: "registry",
          memberName,
          privateIPAddress,
        }))
      : undefined,
    tags,
  });
}

/** An endpoint with its DNS, as a part of the model. */
export function privateEndpointModel(properties: PrivateEndpointProperties): object {
  const part = privateEndpointPart(UNKNOWN, properties);
  const { privateDns } = properties;
  if (!privateDns) return part;
  const configs = [{ name: "registry", privateDnsZoneId: privateDns.zoneId ?? UNKNOWN }];
  return { ...part, privateDnsZoneGroups: { default: { privateDnsZoneConfigs: configs } } };
}

/** Makes the azure-native private endpoint, after the replicas that are there, and its DNS zone group. */
export function createPrivateEndpoint(
  name: string,
  owner: Owner,
  part: PrivateEndpointPart,
  { privateDns, transform, resourceGroupName = owner.resourceGroupName }: PrivateEndpointProperties,
  zone: PrivateZone | undefined,
  parent: pulumi.Resource,
  gate: Gate,
): PrivateEndpointResource {
  const opts: pulumi.CustomResourceOptions = { parent, dependsOn: after(gate, owner.replicas) };
  const args = transformed(transform, { resourceGroupName, ...part }, opts, name);
  const endpoint = new PrivateEndpointResource(name, args, opts);
  const privateDnsZoneId = privateDns?.zoneId ?? zone?.id;
  if (privateDns && privateDnsZoneId !== undefined) {
    new PrivateDnsZoneGroup(
      name,
      {
        resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [{ name: "registry", privateDnsZoneId }],
      },
      { parent, dependsOn: after(gate, []) },
    );
  }
  return endpoint;
}

/**
 * Makes the private DNS zone that endpoints without a zone of their own share, `undefined` when all have one, and links
 * the networks of every endpoint to its zone.
 */
export function createPrivateDns(
  name: string,
  owner: Owner,
  dns: readonly PrivateDnsArgs[],
  parent: pulumi.Resource,
  gate: Gate,
): PrivateZone | undefined {
  const shared = dns.find(({ zoneId }) => zoneId === undefined);
  const resourceGroupName = shared?.resourceGroupName ?? owner.resourceGroupName;
  const zone = shared
    ? new PrivateZone(
        name,
        {
          resourceGroupName,
          location: "global",
          privateZoneName: owner.location.apply((region) => privateDnsZoneName(cloudOfRegion(region))),
        },
        { parent, dependsOn: after(gate, []) },
      )
    : undefined;
  const linked = new Set<string>();
  for (const { zoneId, virtualNetworkIds = [] } of dns) {
    const target = zoneId === undefined ? { resourceGroupName, privateZoneName: zone?.name } : zoneParts(zoneId);
    for (const [key, id] of networksOf(virtualNetworkIds)) {
      // Endpoints that share a zone may name the same network: one link is enough, and all that Azure takes.
      if (linked.has(key) || target.privateZoneName === undefined) continue;
      linked.add(key);
      const args = { ...target, privateZoneName: target.privateZoneName, virtualNetwork: { id } };
      new VirtualNetworkLink(
        `${name}-${key}`,
        { ...args, location: "global", registrationEnabled: false },
        { parent, dependsOn: after(gate, []) },
      );
    }
  }
  return zone;
}

function zoneParts(zoneId: pulumi.Input<string>) {
  const parsed = pulumi.output(zoneId).apply(parseResourceId);
  return {
    resourceGroupName: parsed.apply((id) => id?.resourceGroupName ?? ""),
    privateZoneName: parsed.apply((id) => id?.names[0] ?? ""),
  };
}

// The key of a link: the user's own, else the network's name; a network that has yet to be made has only its place.
function networksOf(networks: NonNullable<PrivateDnsArgs["virtualNetworkIds"]>): [string, pulumi.Input<string>][] {
  if (!isList(networks)) return Object.entries(networks).sort(([a], [b]) => (a < b ? -1 : 1));
  return networks.map((id, index) => {
    const last = typeof id === "string" ? id.split("/").at(-1) : undefined;
    return [last || `network-${index}`, id];
  });
}

function isList<T>(value: readonly T[] | Readonly<Record<string, T>>): value is readonly T[] {
  return Array.isArray(value);
}
