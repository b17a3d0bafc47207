// What is around the registries: their resource group, whose name is an output as in most programs, and a subnet.
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");

let group;

exports.resourceGroupName = () => {
  group ??= new ResourceGroup("bench", { resourceGroupName: "bench", location: "westeurope" });
  return group.name;
};
exports.subnetId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints";
