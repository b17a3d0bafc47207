import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as acr from "pulumi-acr";

const group = new ResourceGroup("public", { location: "westeurope" });

const registry = new acr.Registry("public", {
  resourceGroupName: group.name,
  sku: "Standard",
  // Every repository can then be pulled without a login. Pushing still needs one.
  anonymousPullEnabled: true,
  tags: { visibility: "public" },
});

export const loginServer = registry.loginServer;
// A digest names one image for good; a tag can be moved.
export const pinned = registry.imageReference({
  repository: "hello",
  digest: "sha256:92c7f9c92844bbbb5d0a101b22f7c2a7949e40f8ea90c8b3bc396879d95e899a",
});
