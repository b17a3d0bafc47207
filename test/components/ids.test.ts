import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { ids } from "./fixtures";
import { run } from "./monitor";

const refusal = async (args: object) => {
  const base = { resourceGroupName: "images", location: "westeurope", sku: "Premium" };
  const { error } = await run(() => void new acr.Registry("images", { ...base, ...args } as acr.RegistryArgs));
  return error;
};
const network = ids.subnet.replace(/\/subnets\/.*/, "");

describe("F8, wrong ids in a component's arguments", () => {
  it.each<[string, object, string]>([
    [
      "a network for a subnet",
      { subnetId: network },
      `at privateEndpoints.hub.subnetId: "${network}" is the id of a virtual network`,
    ],
    [
      "a word for a subnet",
      { subnetId: "endpoints" },
      'at privateEndpoints.hub.subnetId: "endpoints" is not the ARM id of a subnet',
    ],
    [
      "the name of a zone",
      { subnetId: ids.subnet, privateDns: { zoneId: "privatelink.azurecr.io" } },
      'at privateEndpoints.hub.privateDns.zoneId: "privatelink.azurecr.io" is not',
    ],
    [
      "names of networks",
      { subnetId: ids.subnet, privateDns: { virtualNetworkIds: ["hub"] } },
      'at privateEndpoints.hub.privateDns.virtualNetworkIds[0]: "hub" is not the ARM id of a virtual network',
    ],
    [
      "a subnet for a network",
      { subnetId: ids.subnet, privateDns: { virtualNetworkIds: { hub: ids.subnet } } },
      `at privateEndpoints.hub.privateDns.virtualNetworkIds.hub: "${ids.subnet}" is the id of a subnet, not of a virtual network.`,
    ],
    [
      "a name in an output",
      { subnetId: pulumi.output("endpoints") },
      'at privateEndpoints.hub.subnetId: "endpoints" is not the ARM id of a subnet',
    ],
  ])("%s", async (_what, endpoint, text) => {
    const error = await refusal({ privateEndpoints: { hub: endpoint } });
    expect(error).toContain(`error REF-01 ${text}`);
    expect(error.match(/error [A-Z]+-\d+/g)).toEqual(["error REF-01"]);
  });
});

describe("F9, a key named by its vault", () => {
  it.each<[string, object, string, string]>([
    [
      "the vault's address",
      { keyVaultId: "https://my-vault.vault.azure.net/" },
      "encryption.keyVaultId",
      "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/my-vault",
    ],
    [
      "a key's address",
      { keyVaultId: "https://my-vault.vault.azure.net/keys/cmk" },
      "encryption.keyVaultId",
      "/providers/Microsoft.KeyVault/vaults/my-vault",
    ],
    [
      "the vault's name",
      { keyVaultId: "my-vault" },
      "encryption.keyVaultId",
      "/providers/Microsoft.KeyVault/vaults/my-vault",
    ],
    ["the id of a key", { keyVaultId: `${ids.vault}/keys/cmk` }, "encryption.keyVaultId", `"${ids.vault}"`],
    [
      "an address in keyName",
      { keyVaultId: ids.vault, keyName: "https://my-vault.vault.azure.net/keys/cmk" },
      "encryption.keyName",
      'Write keyName: "cmk".',
    ],
  ])("%s is said where it stands, with the text to write", async (_what, key, place, text) => {
    const error = await refusal({ encryption: { keyName: "cmk", ...key } });
    expect(error).toContain(`error CMK-07 at ${place}: `);
    expect(error).toContain(text);
    expect(error.match(/error [A-Z]+-\d+/g)).toEqual(["error CMK-07"]);
    if (place === "encryption.keyVaultId") expect(error).toContain("keyVaultId is the vault's ARM id (vault.id)");
  });

  it("has its version taken out, not another variant's option put in", async () => {
    const key = { keyVaultId: ids.vault, keyName: "cmk", keyVersion: "0123456789abcdef0123456789abcdef" };
    const { logs } = await run(
      () =>
        void new acr.Registry("images", {
          resourceGroupName: "images",
          location: "westeurope",
          sku: "Premium",
          encryption: key,
        }),
    );
    const text = JSON.stringify(logs);
    expect(text).toContain("warning CMK-07 at encryption.keyVersion");
    expect(text).toContain("Remove keyVersion.");
  });
});

it("F8, fromId says what it was given, and what to write", () => {
  expect(() => acr.RegistryReference.fromId(ids.subnet)).toThrow(
    /is the id of a subnet, not of a registry\. Write the id of a registry, registry\.id: "/,
  );
  expect(() => acr.RegistryReference.fromId("images")).toThrow(/"images" is not the ARM id of a registry, but a name/);
});
