// A program that is wrong in its plain values.
const acr = require("pulumi-acr");

new acr.Registry("images", {
  resourceGroupName: "bench",
  sku: "Basic",
  publicNetworkAccess: "Disabled",
  zoneRedundancy: "Enabled",
  replications: { northeurope: {} },
});
