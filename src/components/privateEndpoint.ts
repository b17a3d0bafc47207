import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import {
  PrivateEndpoint as PrivateEndpointResource,
  type PrivateEndpointArgs as PrivateEndpointResourceArgs,
} from "@pulumi/azure-native/network/privateEndpoint.js";
import type { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import type { network } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { type Path, UNKNOWN } from "../model";
import { list, map, object, text } from "../model/schema";
import { formatPath } from "../rules";
import type { ComponentOptions } from "./adoption";
import { named, open, options, transformOf } from "./checks/shape";
import { inSubscriptions, type Place } from "./checks/subscriptions";
import { after } from "./checks/validation";
import { ChildComponent, type Drafted, type Kind, type OfRegistry } from "./child";
import {
  createPrivateDns,
  type DnsOfEndpoint,
  type PrivateDnsProperties,
  privateDnsShape,
  surroundingsOfDns,
} from "./endpointDns";
import { byName, isGiven, isPlainObject, type Known, onlySet, orElse } from "./inputs";
import { isPrivateDns, type PrivateDns } from "./privateDns";
import type { Transform } from "./transform";

/**
 * A private endpoint, as it stands in `privateEndpoints` under a name of your choice. Premium. "Errors" names the rules
 * that look at an option; docs/rules has a page for each, with its source.
 */
export interface PrivateEndpointProperties {
  /**
   * The ARM id of the subnet that it gets its addresses from: one for the registry, one for each region's data
   * endpoint. Required. Errors: SHAPE-03, SUB-01, PE-07, PE-08.
   */
  subnetId: pulumi.Input<string>;
  /**
   * The private DNS that makes the registry's names resolve to it: of this registry, or a {@link PrivateDns} that it
   * shares with others. Errors: PE-04, DNS-01 to DNS-03.
   *
   * @default none: somebody else sees to it
   */
  privateDns?: Known<PrivateDnsProperties> | PrivateDns;
  /**
   * Fixed IPv4 addresses by member: `registry`, and `registry_data_<region>` for the home region and each replica.
   * With them every later replica needs one too. Errors: PE-03, PE-07, PE-09.
   *
   * @default addresses that the subnet gives
   */
  staticAddresses?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * The endpoint's name. A change replaces it.
   *
   * @default made from the resource's name, with a suffix
   */
  privateEndpointName?: pulumi.Input<string | undefined>;
  /**
   * The endpoint's resource group. A change replaces it. Errors: SUB-01.
   *
   * @default the registry's
   */
  resourceGroupName?: pulumi.Input<string>;
  /**
   * The azure-native provider that makes the endpoint: that of the subnet's subscription. Errors: SUB-01.
   *
   * @default the registry's provider
   */
  provider?: pulumi.ProviderResource;
  /**
   * The region, which is that of the subnet's virtual network.
   *
   * @default the provider's `location`, else the resource group's
   */
  location?: pulumi.Input<string | undefined>;
  /**
   * The name of its connection to the registry. A change is an update, so give the old one to an endpoint that was there
   * before.
   *
   * @default `registry`
   */
  connectionName?: pulumi.Input<string | undefined>;
  /**
   * The name of its network interface.
   *
   * @default the service's
   */
  customNetworkInterfaceName?: pulumi.Input<string | undefined>;
  /**
   * Application security groups that the endpoint's addresses belong to.
   *
   * @default none
   */
  applicationSecurityGroups?: pulumi.Input<pulumi.Input<network.ApplicationSecurityGroupArgs>[] | undefined>;
  /**
   * Asks for approval by hand, with this message, at most 140 characters. Errors: PE-11.
   *
   * @default none: it is approved at once
   */
  requestMessage?: pulumi.Input<string | undefined>;
  /**
   * Tags, at most 50. Errors: TAG-03.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last word over the arguments of the azure-native private endpoint: a partial of them, or a function that
   * returns them. What it changes is checked too.
   *
   * @default none
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
  connectionName: text,
  resourceGroupName: text,
  provider: open,
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
  read: (properties) =>
    isPrivateDns(properties.privateDns)
      ? { ...properties, privateDns: { zoneId: properties.privateDns.zoneId } }
      : properties,
  part(properties) {
    const part = partOf(UNKNOWN, properties);
    const dns = dnsOf(properties);
    if (!dns) return part;
    const configs = [{ name: "registry", privateDnsZoneId: dns.zoneId ?? UNKNOWN }];
    return { ...part, privateDnsZoneGroups: { default: { privateDnsZoneConfigs: configs } } };
  },
  args: (registry, properties) => ({
    resourceGroupName: properties.resourceGroupName ?? registry.resourceGroupName,
    ...partOf(registry.id, properties),
  }),
  surroundings: (drafted) => [
    ...inSubscriptions(drafted.properties.flatMap((endpoint) => placesOf(endpoint, drafted))),
    ...surroundingsOfDns(drafted, dnsOfAll(drafted.properties)),
  ],
  // The service may refuse two at a time (K18): each waits for the one before it.
  after: ({ replicas, endpoints }) => [...replicas, ...endpoints.slice(-1)],
  prepare: ({ family, registry, properties, parent, gate }) =>
    createPrivateDns(family, registry, dnsOfAll(properties), parent, gate),
  make({ name, registry, properties, args, opts, gate }) {
    const resource = new PrivateEndpointResource(name, args, opts);
    registry.endpoints.push(resource);
    const dns = dnsOf(properties);
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
        { ...onlySet({ parent: opts.parent, provider: opts.provider }), dependsOn: after(gate, []) },
      );
    }
    return { resource, zone };
  },
};

/** An endpoint's own private DNS, as it is read. */
function dnsOf({ privateDns }: PrivateEndpointProperties): PrivateDnsProperties | undefined {
  return isPlainObject(privateDns) ? privateDns : undefined;
}

type Endpoint = Drafted<PrivateEndpointProperties>["properties"][number];

/** Where an endpoint is in the arguments. */
function pathOf({ key }: Endpoint): Path {
  return key === undefined ? [] : ["privateEndpoints", key];
}

function dnsOfAll(endpoints: readonly Endpoint[]): DnsOfEndpoint[] {
  return endpoints.flatMap((endpoint) => {
    const dns = dnsOf(endpoint.properties);
    return dns ? [onlySet({ path: [...pathOf(endpoint), "privateDns"], endpoint: endpoint.key, dns })] : [];
  });
}

/** Where an endpoint belongs: into the subscription of its network, and into a resource group that is there. */
function placesOf(endpoint: Endpoint, { subscription }: Drafted): Place[] {
  const { subnetId, provider, resourceGroupName } = endpoint.properties;
  const path = pathOf(endpoint);
  const at = path.length ? formatPath(path) : "the arguments";
  const made = "the private endpoint";
  return [
    {
      path: [...path, "subnetId"],
      belongs: subnetId,
      what: "The subnet",
      made,
      provider,
      fix: (there) =>
        `In ${at} write provider: ${there}, and resourceGroupName: a resource group of that subscription.`,
    },
    ...(isGiven(provider) && !isGiven(resourceGroupName)
      ? [
          {
            path: [...path, "provider"],
            belongs: subscription,
            what: "The registry's resource group",
            made,
            provider,
            fix: (_provider: string, here: string) =>
              `In ${at} write resourceGroupName: a resource group of subscription ${here}.`,
          },
        ]
      : []),
  ];
}

/** The arguments of an endpoint to a registry. */
function partOf(
  registryId: pulumi.Input<string>,
  properties: PrivateEndpointProperties,
): Omit<PrivateEndpointResourceArgs, "resourceGroupName"> {
  const { subnetId, requestMessage, privateEndpointName, location, tags } = properties;
  const connection = onlySet({
    name: orElse(properties.connectionName, "registry"),
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
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/platform/providers";
 * const registry = acr.RegistryReference.fromId(`${group}/Microsoft.ContainerRegistry/registries/images`);
 * const network = `${group}/Microsoft.Network/virtualNetworks/hub`;
 *
 * new acr.PrivateEndpoint("hub", {
 *   registry,
 *   subnetId: `${network}/subnets/endpoints`,
 *   privateDns: { virtualNetworkIds: { hub: network } },
 * });
 * ```
 */
export class PrivateEndpoint extends ChildComponent<PrivateEndpointProperties, MadeEndpoint> {
  constructor(name: string, args: PrivateEndpointArgs, opts?: ComponentOptions) {
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
