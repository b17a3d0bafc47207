import { Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import { PrivateZone } from "@pulumi/azure-native/privatedns";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as acr from "pulumi-acr";

const location = "westeurope";
const group = new ResourceGroup("private", { location });

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

// The zone of your own. Leave out zoneId below, and the registry makes one.
const zone = new PrivateZone("registries", {
  resourceGroupName: group.name,
  location: "global",
  privateZoneName: "privatelink.azurecr.io",
});

const registry = new acr.Registry("private", {
  resourceGroupName: group.name,
  location,
  sku: "Premium",
  publicNetworkAccess: "Disabled",
  dataEndpointEnabled: true,
  // Possible once the public endpoint is closed: images leave by docker pull only.
  policies: { exportPolicy: { status: "disabled" } },
  privateEndpoints: {
    hub: {
      subnetId: subnet.id,
      // One address for the registry, one for its data endpoint: firewalls elsewhere can then name them.
      staticAddresses: { registry: "10.0.1.4", registry_data_westeurope: "10.0.1.5" },
      privateDns: { zoneId: zone.id, virtualNetworkIds: { hub: network.id } },
    },
  },
});

export const loginServer = registry.loginServer;
export const dataEndpoints = registry.dataEndpointHostNames;
