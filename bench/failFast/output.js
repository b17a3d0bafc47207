// A program that is wrong in a value that is known only after a resource is there.
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const acr = require("pulumi-acr");

const group = new ResourceGroup("bench", { location: "westeurope" });
new acr.Registry("images", {
  resourceGroupName: group.name,
  sku: "Basic",
  publicNetworkAccess: group.location.apply(() => "Disabled"),
});
