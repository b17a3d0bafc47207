import { Subnet } from "@pulumi/azure-native/network/subnet.js";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, it } from "vitest";
import * as acr from "../../src";
import { complete } from "./fixtures";

// How users of the library test their own programs: with the SDK's mocks, which know no hooks.
beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({
      id: `${name}-id`,
      state: { ...inputs, name, loginServer: `${name}.azurecr.io` },
    }),
    call: () => ({}),
  });
});

it("works under pulumi.runtime.setMocks", async () => {
  const registry = new acr.Registry("images", complete);
  const loginServer = await new Promise((done) => registry.loginServer.apply(done));
  expect(loginServer).toBe("images.azurecr.io");
  const location = await new Promise((done) => registry.replications.eastus?.location.apply(done));
  expect(location).toBe("eastus");
});

it("F8: takes the made-up ids of mocks for what they are", async () => {
  const subnet = new Subnet("endpoints", { resourceGroupName: "hub", virtualNetworkName: "hub" });
  const registry = new acr.Registry("private", {
    resourceGroupName: "images",
    sku: "Premium",
    privateEndpoints: { hub: { subnetId: subnet.id } },
  });
  expect(await new Promise((done) => registry.loginServer.apply(done))).toBe("private.azurecr.io");
});
