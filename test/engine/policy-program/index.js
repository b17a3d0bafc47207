// A raw registry, one of our components and a versioned one, with the same slip, and one whose value a preview cannot know.
const containerregistry = require("@pulumi/azure-native/containerregistry");
const network = require("@pulumi/azure-native/network");
const resources = require("@pulumi/azure-native/resources");
const pulumi = require("@pulumi/pulumi");
const acr = require("../../../dist");

const group = new resources.ResourceGroup("shop", { resourceGroupName: "shop", location: "westeurope" });
const raw = new containerregistry.Registry("raw", {
  resourceGroupName: group.name,
  registryName: "shopraw",
  location: "westeurope",
  sku: { name: "Premium" },
  adminUserEnabled: true,
  publicNetworkAccess: "Disabled",
  tags: { team: pulumi.secret("hunter2-tag") },
});
new acr.Registry("ours", {
  resourceGroupName: group.name,
  registryName: "shopours",
  location: "westeurope",
  sku: "Standard",
  adminUserEnabled: true,
});
new containerregistry.Registry("later", {
  resourceGroupName: group.name,
  registryName: "shoplater",
  location: "westeurope",
  sku: { name: "Standard" },
  // Known only once the other registry exists.
  adminUserEnabled: raw.provisioningState.apply((state) => state === "Succeeded"),
  anonymousPullEnabled: true,
});
// A type token with a version, as azure-native 2 and other languages' packages have it.
new pulumi.CustomResource("azure-native:containerregistry/v20230701:Registry", "dated", {
  resourceGroupName: group.name,
  registryName: "shopdated",
  location: "westeurope",
  sku: { name: "Standard" },
  adminUserEnabled: true,
});
const vnet = new network.VirtualNetwork("hub", {
  resourceGroupName: group.name,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("endpoints", {
  resourceGroupName: group.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.0.0.0/24",
});
new network.PrivateEndpoint("raw", {
  resourceGroupName: group.name,
  subnet: { id: subnet.id },
  privateLinkServiceConnections: [{ name: "acr", groupIds: ["registry"], privateLinkServiceId: raw.id }],
});
