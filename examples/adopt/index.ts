import * as raw from "@pulumi/azure-native/containerregistry";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as acr from "pulumi-acr";

const location = "westeurope";
const group = new ResourceGroup("images", { location });

// What both take, under the same names.
const args = {
  resourceGroupName: group.name,
  location,
  adminUserEnabled: false,
  dataEndpointEnabled: true,
  policies: { retentionPolicy: { status: "enabled", days: 14 } },
  tags: { team: "platform" },
};

const region = { location: "northeurope", replicationName: "northeurope" };

function rawRegistry() {
  const registry = new raw.Registry("images", { ...args, sku: { name: "Premium" } });
  new raw.Replication("north", { ...region, resourceGroupName: group.name, registryName: registry.name });
  return registry;
}

function component() {
  return new acr.Registry(
    "images",
    {
      ...args,
      sku: "Premium",
      // A child moves into its map by the name that it had in the program, wherever it stood.
      replications: { northeurope: { opts: { aliases: [{ name: "north" }] } } },
    },
    // The registry that stood in the program moves into the component: updated, never replaced.
    { aliases: [{ type: "azure-native:containerregistry:Registry" }] },
  );
}

// The switch stands for the two versions of a program: deploy with program=raw first, then with program=component.
const registry = new pulumi.Config().require("program") === "raw" ? rawRegistry() : component();

export const loginServer = registry.loginServer;
