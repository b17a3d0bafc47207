import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import {
  PrivateEndpoint as PrivateEndpointResource,
  type PrivateEndpointArgs as PrivateEndpointResourceArgs,
} from "@pulumi/azure-native/network/privateEndpoint.js";
import type { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import type { network } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../model";
import { text } from "../model/schema";
import { adoption } from "./adoption";
import { named, open, options } from "./checks/shape";
import { after, behind, type Gate } from "./checks/validation";
import { byName, isGiven, isPlainObject, onlySet } from "./inputs";
import { checkChild, type Owner, ownerOf, type RegistryInput } from "./parentRegistry";
import { createPrivateDns, type PrivateDnsArgs, privateDnsShape } from "./privateDns";
import { type Transform, transformed } from "./transform";

/**
 * A private endpoint, as it stands in `privateEndpoints` under a name of your choice. Premium. "Errors" names the rules
 * that look at an option; docs/rules has a page for each, with its source.
 */
export interface PrivateEndpointProperties {
  /**
   * The ARM id of the subnet that it gets its addresses from: one for the registry, one for each region's data
   * endpoint. Required. Errors: SHAPE-03, PE-07, PE-08.
   */
  subnetId: pulumi.Input<string>;
  /**
   * The private DNS that makes the registry's names resolve to it. Default: none, somebody else sees to it. Errors:
   * PE-04.
   */
  privateDns?: PrivateDnsArgs;
  /**
   * Fixed IPv4 addresses by member: `registry`, and `registry_data_<region>` for the home region and each replica. With
   * them every later replica needs one too. Default: the subnet gives addresses. Errors: PE-03, PE-07, PE-09.
   */
  staticAddresses?: Readonly<Record<string, pulumi.Input<string>>>;
  /** The endpoint's name. Default: made from the resource's name, with a suffix. A change replaces it. */
  privateEndpointName?: pulumi.Input<string | undefined>;
  /** The endpoint's resource group. Default: the registry's. A change replaces it. */
  resourceGroupName?: pulumi.Input<string>;
  /**
   * The region, which is that of the subnet's virtual network. Default: the provider's `location`, else the resource
   * group's.
   */
  location?: pulumi.Input<string | undefined>;
  /** The name of its network interface. Default: the service's. */
  customNetworkInterfaceName?: pulumi.Input<string | undefined>;
  /** Application security groups that the endpoint's addresses belong to. Default: none. */
  applicationSecurityGroups?: pulumi.Input<pulumi.Input<network.ApplicationSecurityGroupArgs>[] | undefined>;
  /** Asks for approval by hand, with this message, at most 140 characters. Default: approved at once. Errors: PE-11. */
  requestMessage?: pulumi.Input<string | undefined>;
  /** Tags, at most 50. Default: none. Errors: TAG-03. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last word over the arguments of the azure-native private endpoint; what it changes is not checked. Default:
   * none.
   */
  transform?: Transform<PrivateEndpointResourceArgs>;
}

/** Arguments of a private endpoint of its own. */
export interface PrivateEndpointArgs extends PrivateEndpointProperties {
  /** The registry: one of this library's, or the ARM id of any, which may be an output. Required. */
  registry: RegistryInput;
}

const privateEndpointOptions = {
  subnetId: text,
  privateDns: privateDnsShape,
  staticAddresses: named(text),
  privateEndpointName: text,
  resourceGroupName: text,
  location: text,
  customNetworkInterfaceName: text,
  applicationSecurityGroups: open,
  requestMessage: text,
  tags: open,
  transform: open,
};
/** The shape of a private endpoint in its map, and of one of its own. */
export const privateEndpointShape = options<PrivateEndpointProperties>(privateEndpointOptions, "subnetId");
const privateEndpointArgsShape = options<PrivateEndpointArgs>(
  { ...privateEndpointOptions, registry: open },
  "subnetId",
);

/**
 * A private endpoint of a registry, with its private DNS. Premium. It is made after the replicas that are there. On
 * error it throws {@link ConfigurationError} before anything is registered.
 */
export class PrivateEndpoint extends pulumi.ComponentResource {
  /** The azure-native private endpoint, with all its outputs. */
  readonly resource: PrivateEndpointResource;
  /**
   * The private DNS zone that was made for the registry's endpoints; `undefined` where `zoneId` names one, or without
   * DNS.
   */
  readonly zone: PrivateZone | undefined;

  constructor(name: string, args: PrivateEndpointArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const owner = ownerOf(args.registry, opts);
    const checked = checkChild(owner, {
      kind: "privateEndpoints",
      name,
      part: privateEndpointModel(args),
      args,
      shape: privateEndpointArgsShape,
    });
    const { own, adopted } = adoption(name, "network:PrivateEndpoint", opts);
    super("pulumi-acr:index:PrivateEndpoint", name, {}, own);
    const gate = checked.finish(this);
    const dns = isPlainObject(args.privateDns) ? [{ dns: args.privateDns }] : [];
    this.zone = createPrivateDns(name, owner, dns, this, gate);
    this.resource = createPrivateEndpoint(name, owner, args, this.zone, { ...adopted, parent: this }, gate);
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
  const { subnetId, requestMessage, privateEndpointName, location, tags } = properties;
  const connection = onlySet({
    name: "registry",
    groupIds: ["registry"],
    privateLinkServiceId: registryId,
    requestMessage,
  });
  const connections = isGiven(requestMessage) ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections";
  const addresses = Object.entries(byName(properties.staticAddresses));
  return onlySet({
    privateEndpointName,
    location,
    subnet: { id: subnetId },
    customNetworkInterfaceName: properties.customNetworkInterfaceName,
    applicationSecurityGroups: properties.applicationSecurityGroups,
    [connections]: [connection],
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
  if (!isPlainObject(privateDns)) return part;
  const configs = [{ name: "registry", privateDnsZoneId: privateDns.zoneId ?? UNKNOWN }];
  return { ...part, privateDnsZoneGroups: { default: { privateDnsZoneConfigs: configs } } };
}

/** Makes the azure-native private endpoint, after the replicas that are there, and its DNS zone group. */
export function createPrivateEndpoint(
  name: string,
  owner: Owner,
  properties: PrivateEndpointProperties,
  zone: PrivateZone | undefined,
  { parent, ...adopted }: pulumi.CustomResourceOptions,
  gate: Gate,
): PrivateEndpointResource {
  const { transform } = properties;
  const privateDns = isPlainObject(properties.privateDns) ? properties.privateDns : undefined;
  const resourceGroupName = properties.resourceGroupName ?? owner.resourceGroupName;
  const opts: pulumi.CustomResourceOptions = { ...adopted, parent, dependsOn: after(gate, owner.replicas) };
  const part = privateEndpointPart(owner.id, properties);
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
