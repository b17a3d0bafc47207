// A program that is right, and makes what output.js makes before it is found wrong.
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");

new ResourceGroup("bench", { location: "westeurope" });
