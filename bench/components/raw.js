// The same resources as component.js makes, by azure-native's own classes.
const { Registry } = require("@pulumi/azure-native/containerregistry/registry.js");
const { Replication } = require("@pulumi/azure-native/containerregistry/replication.js");
const { Task } = require("@pulumi/azure-native/containerregistry/task.js");
const { PrivateEndpoint } = require("@pulumi/azure-native/network/privateEndpoint.js");
const { resourceGroupName, subnetId } = require("./group.js");

exports.registry = (name, index) => {
  const registry = new Registry(name, {
    resourceGroupName: resourceGroupName(),
    registryName: `bench${index}registry`,
    location: "westeurope",
    sku: { name: "Premium" },
    tags: { team: "images" },
  });
  const replica = new Replication(`${name}-northeurope`, {
    registryName: registry.name,
    resourceGroupName: resourceGroupName(),
    location: "northeurope",
    replicationName: "northeurope",
    tags: { team: "images" },
  });
  new PrivateEndpoint(
    `${name}-hub`,
    {
      resourceGroupName: resourceGroupName(),
      privateEndpointName: `${name}-hub`,
      location: "westeurope",
      subnet: { id: subnetId },
      privateLinkServiceConnections: [{ name: "registry", groupIds: ["registry"], privateLinkServiceId: registry.id }],
    },
    { dependsOn: [replica] },
  );
  new Task(`${name}-build`, {
    registryName: registry.name,
    resourceGroupName: resourceGroupName(),
    location: registry.location,
    taskName: "build",
    identity: { type: "SystemAssigned" },
    platform: { os: "Linux" },
    step: {
      type: "Docker",
      contextPath: "https://github.com/contoso/web.git#main",
      dockerFilePath: "Dockerfile",
      imageNames: ["web:{{.Run.ID}}"],
      arguments: [{ name: "VERSION", value: "1", isSecret: false }],
    },
    trigger: {
      timerTriggers: [{ name: "nightly", schedule: "0 3 * * *" }],
      baseImageTrigger: { name: "baseImage", baseImageTriggerType: "Runtime" },
    },
  });
  new Task(`${name}-purge`, {
    registryName: registry.name,
    resourceGroupName: resourceGroupName(),
    location: registry.location,
    taskName: "purge",
    identity: { type: "SystemAssigned" },
    platform: { os: "Linux" },
    step: {
      type: "FileTask",
      contextPath: "https://github.com/contoso/web.git#main",
      taskFilePath: "acr-task.yaml",
      values: [{ name: "days", value: "30", isSecret: false }],
    },
    trigger: { timerTriggers: [{ name: "weekly", schedule: "0 4 * * 0" }] },
  });
};
