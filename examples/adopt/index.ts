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

// The switch stands for the two versions of a program: deploy with program=raw first, then with program=component.
const registry =
  new pulumi.Config().require("program") === "raw"
    ? new raw.Registry("images", { ...args, sku: { name: "Premium" } })
    : new acr.Registry(
        "images",
        { ...args, sku: "Premium", replications: { northeurope: {} } },
        // The registry that stood in the program moves into the component: updated, never replaced.
        { aliases: [{ type: "azure-native:containerregistry:Registry" }] },
      );

export const loginServer = registry.loginServer;
