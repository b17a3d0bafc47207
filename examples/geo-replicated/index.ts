import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as acr from "pulumi-acr";

const group = new ResourceGroup("global", { location: "westeurope" });

const registry = new acr.Registry("global", {
  resourceGroupName: group.name,
  location: "westeurope",
  sku: "Premium",
  dataEndpointEnabled: true,
  replications: {
    northeurope: {},
    // Holds a copy; the global endpoint sends nobody to it.
    eastus: { regionEndpointEnabled: false, tags: { use: "disaster recovery" } },
  },
});

// A replica is also a component of its own, for instance in a program that did not make the registry.
const replica = new acr.Replication("asia", { registry, location: "southeastasia" });

export const loginServer = registry.loginServer;
export const dataEndpoints = registry.dataEndpointHostNames;
export const asia = replica.resource.name;
