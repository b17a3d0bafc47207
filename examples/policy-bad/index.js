// Bad on purpose: raw azure-native resources that never heard of this library. Try
//   acr-local preview --policy-pack ../../policy-pack
const containerregistry = require("@pulumi/azure-native/containerregistry");
const network = require("@pulumi/azure-native/network");
const resources = require("@pulumi/azure-native/resources");
const pulumi = require("@pulumi/pulumi");

const group = new resources.ResourceGroup("shop", { resourceGroupName: "shop", location: "westeurope" });

// The admin user is on, everyone may pull, and Basic has neither data endpoints nor a firewall.
new containerregistry.Registry("basic", {
  resourceGroupName: group.name,
  registryName: "shopbasic",
  sku: { name: "Basic" },
  adminUserEnabled: true,
  dataEndpointEnabled: true,
  networkRuleSet: { defaultAction: "Deny" },
});

// A private endpoint, and still open to the internet; a replica in its own region; a firewall for half of the internet.
const images = new containerregistry.Registry("images", {
  resourceGroupName: group.name,
  registryName: "shopimages",
  location: "westeurope",
  sku: { name: "Premium" },
  publicNetworkAccess: "Enabled",
  networkRuleSet: { defaultAction: "Allow", ipRules: [{ action: "Allow", iPAddressOrRange: "0.0.0.0/1" }] },
});
new containerregistry.Replication("home", {
  resourceGroupName: group.name,
  registryName: images.name,
  replicationName: "westeurope",
  location: "West Europe",
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
new network.PrivateEndpoint("images", {
  resourceGroupName: group.name,
  subnet: { id: subnet.id },
  privateLinkServiceConnections: [{ name: "acr", groupIds: ["registry"], privateLinkServiceId: images.id }],
});

// A secret that is not marked as one, in a task that builds from a plain http address.
new containerregistry.Task("build", {
  resourceGroupName: group.name,
  registryName: images.name,
  platform: { os: "Linux" },
  step: {
    type: "Docker",
    contextPath: "http://git.example.com/shop.git",
    dockerFilePath: "Dockerfile",
    imageNames: ["shop:latest"],
    arguments: [{ name: "NPM_TOKEN", value: pulumi.secret("planted-secret-value") }],
  },
});

// A scope map for everything, and a token whose password never ends.
const everything = new containerregistry.ScopeMap("everything", {
  resourceGroupName: group.name,
  registryName: images.name,
  actions: ["repositories/*/content/write", "repositories/*/content/delete"],
});
new containerregistry.Token("ci", {
  resourceGroupName: group.name,
  registryName: images.name,
  tokenName: "ci-token",
  scopeMapId: everything.id,
  credentials: { passwords: [{ name: "password1" }] },
});
new containerregistry.Webhook("deploy", {
  resourceGroupName: group.name,
  registryName: images.name,
  actions: ["push"],
  scope: "shop:*",
  serviceUri: "http://hooks.example.com/deploy",
});
