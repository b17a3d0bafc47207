import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as acr from "pulumi-acr";

const group = new ResourceGroup("learning", { location: "westeurope" });

const registry = new acr.Registry("learning", { resourceGroupName: group.name, sku: "Basic" });

export const loginServer = registry.loginServer;
export const image = registry.imageReference({ repository: "hello", tag: "v1" });
