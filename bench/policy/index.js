// 100 raw registries, or as many as REGISTRIES says, each with a replica: what bench/policy.mjs previews.
const { Registry } = require("@pulumi/azure-native/containerregistry/registry.js");
const { Replication } = require("@pulumi/azure-native/containerregistry/replication.js");

for (let index = 0; index < Number(process.env.REGISTRIES ?? 100); index++) {
  const registry = new Registry(`registry${index}`, {
    resourceGroupName: "bench",
    registryName: `bench${index}registry`,
    location: "westeurope",
    sku: { name: "Premium" },
    publicNetworkAccess: "Disabled",
  });
  new Replication(`replica${index}`, {
    resourceGroupName: "bench",
    registryName: registry.name,
    location: "northeurope",
  });
}
