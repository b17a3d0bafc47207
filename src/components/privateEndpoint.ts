import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import {
  PrivateEndpoint as PrivateEndpointResource,
  type PrivateEndpointArgs as PrivateEndpointResourceArgs,
} from "@pulumi/azure-native/network/privateEndpoint.js";
import type { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import type { network } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../model";
import { list, map, object, text } from "../model/schema";
import { named, options, transformOf } from "./checks/shape";
import { after } from "./checks/validation";
import { ChildComponent, type Kind, type OfRegistry } from "./child";
import { byName, isGiven, isPlainObject, type Known, onlySet } from "./inputs";
import { createPrivateDns, type PrivateDnsArgs, privateDnsShape } from "./privateDns";
import type { Transform } from "./transform";

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
  privateDns?: Known<PrivateDnsArgs>;
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
export interface PrivateEndpointArgs extends PrivateEndpointProperties, OfRegistry {}

const fields = {
  subnetId: text,
  privateDns: privateDnsShape,
  staticAddresses: named(text),
  privateEndpointName: text,
  resourceGroupName: text,
  location: text,
  customNetworkInterfaceName: text,
  applicationSecurityGroups: list(object({ id: text, location: text, tags: map(text) })),
  requestMessage: text,
  tags: map(text),
  transform: transformOf(),
};
/** What a private endpoint makes, and the zone that was made for it. */
export interface MadeEndpoint {
  readonly resource: PrivateEndpointResource;
  readonly zone: PrivateZone | undefined;
}

/** Private endpoints, after the replicas that are there, with their DNS. */
export const privateEndpointKind: Kind<PrivateEndpointProperties, PrivateEndpointResourceArgs, MadeEndpoint> = {
  map: "privateEndpoints",
  component: "PrivateEndpoint",
  raw: "network:PrivateEndpoint",
  shape: options<PrivateEndpointProperties>(fields, "subnetId"),
  words: {
    steps: {
      subnet: "subnetId",
      id: "",
      ipConfigurations: "staticAddresses",
      privateIPAddress: "",
      memberName: "",
      privateDnsZoneGroups: "privateDns",
      default: "",
      privateDnsZoneConfigs: "",
      privateDnsZoneId: "zoneId",
      privateLinkServiceConnections: "",
      manualPrivateLinkServiceConnections: "",
      privateLinkServiceId: "",
      groupIds: "",
    },
    namedLists: ["ipConfigurations"],
    singleLists: [
      "privateDnsZoneConfigs",
      "privateLinkServiceConnections",
      "manualPrivateLinkServiceConnections",
      "groupIds",
    ],
  },
  part(properties) {
    const part = partOf(UNKNOWN, properties);
    const { privateDns } = properties;
    if (!isPlainObject(privateDns)) return part;
    const configs = [{ name: "registry", privateDnsZoneId: privateDns.zoneId ?? UNKNOWN }];
    return { ...part, privateDnsZoneGroups: { default: { privateDnsZoneConfigs: configs } } };
  },
  args: (registry, properties) => ({
    resourceGroupName: properties.resourceGroupName ?? registry.resourceGroupName,
    ...partOf(registry.id, properties),
  }),
  after: ({ replicas }) => replicas,
  prepare({ family, registry, properties, parent, gate }) {
    const dns = properties.flatMap(({ key, properties: { privateDns } }) =>
      isPlainObject(privateDns) ? [onlySet({ endpoint: key, dns: privateDns })] : [],
    );
    createPrivateDns(family, registry, dns, parent, gate);
  },
  make({ name, registry, properties, args, opts, gate }) {
    const resource = new PrivateEndpointResource(name, args, opts);
    const dns = isPlainObject(properties.privateDns) ? properties.privateDns : undefined;
    const zone = dns && !dns.zoneId ? registry.dns.shared?.zone : undefined;
    const privateDnsZoneId = dns?.zoneId ?? zone?.id;
    if (privateDnsZoneId !== undefined) {
      new PrivateDnsZoneGroup(
        name,
        {
          resourceGroupName: args.resourceGroupName,
          privateEndpointName: resource.name,
          privateDnsZoneGroupName: "default",
          privateDnsZoneConfigs: [{ name: "registry", privateDnsZoneId }],
        },
        { ...(opts.parent ? { parent: opts.parent } : {}), dependsOn: after(gate, []) },
      );
    }
    return { resource, zone };
  },
};

/** The arguments of an endpoint to a registry. */
function partOf(
  registryId: pulumi.Input<string>,
  properties: PrivateEndpointProperties,
): Omit<PrivateEndpointResourceArgs, "resourceGroupName"> {
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

/**
 * A private endpoint of a registry, with its private DNS. Premium. It is made after the replicas that are there. On
 * error it throws {@link ConfigurationError} before anything is registered.
 */
export class PrivateEndpoint extends ChildComponent<PrivateEndpointProperties, MadeEndpoint> {
  constructor(name: string, args: PrivateEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super(privateEndpointKind, name, args, opts);
  }

  /**
   * The private DNS zone that was made for the registry's endpoints; `undefined` where `zoneId` names one, or without
   * DNS.
   */
  get zone(): PrivateZone | undefined {
    return this.made.zone;
  }
}
