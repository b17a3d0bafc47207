// A registry with four children as a component of this library.
const acr = require("pulumi-acr");
const { resourceGroupName, subnetId } = require("./group.js");

exports.registry = (name, index) =>
  new acr.Registry(name, {
    resourceGroupName: resourceGroupName(),
    registryName: `bench${index}registry`,
    location: "westeurope",
    sku: "Premium",
    tags: { team: "images" },
    replications: { northeurope: { tags: { team: "images" } } },
    privateEndpoints: { hub: { privateEndpointName: `${name}-hub`, location: "westeurope", subnetId } },
    tasks: {
      build: {
        taskName: "build",
        identity: { type: "SystemAssigned" },
        step: acr.dockerBuild({
          contextPath: "https://github.com/contoso/web.git#main",
          imageNames: ["web:{{.Run.ID}}"],
          arguments: { VERSION: "1" },
        }),
        triggers: { timers: { nightly: "0 3 * * *" }, baseImage: {} },
      },
      purge: {
        taskName: "purge",
        identity: { type: "SystemAssigned" },
        step: acr.taskFile({ contextPath: "https://github.com/contoso/web.git#main", values: { days: "30" } }),
        triggers: { timers: { weekly: "0 4 * * 0" } },
      },
    },
  });
