import { Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import { Provider } from "@pulumi/azure-native/provider";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as acr from "pulumi-acr";

const location = "westeurope";
const group = new ResourceGroup("registries", { location });

const network = new VirtualNetwork("hub", {
  resourceGroupName: group.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new Subnet("endpoints", {
  resourceGroupName: group.name,
  virtualNetworkName: network.name,
  addressPrefix: "10.0.1.0/24",
});

// azure-native makes a resource in the subscription of its provider.
const subscriptionId = new pulumi.Config().require("connectivitySubscriptionId");
const connectivity = new Provider("connectivity", { subscriptionId, location });
const dnsGroup = new ResourceGroup("dns", { location }, { provider: connectivity });

// One zone, and one link of each network to it, for every registry. With zoneId it is a zone that is there.
const dns = new acr.PrivateDns(
  "registries",
  { resourceGroupName: dnsGroup.name, virtualNetworkIds: { hub: network.id } },
  { provider: connectivity },
);

const registries = ["teamone", "teamtwo"].map(
  (name) =>
    new acr.Registry(name, {
      resourceGroupName: group.name,
      location,
      sku: "Premium",
      publicNetworkAccess: "Disabled",
      dataEndpointEnabled: true,
      privateEndpoints: { hub: { subnetId: subnet.id, privateDns: dns } },
    }),
);

export const loginServers = registries.map(({ loginServer }) => loginServer);
export const zoneId = dns.zoneId;
