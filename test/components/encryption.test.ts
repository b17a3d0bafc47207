import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf } from "./fixtures";
import { run } from "./monitor";

const made = async (args: Partial<acr.PremiumRegistryArgs>, options = {}) => {
  const done = await run(
    () =>
      void new acr.Registry("images", { resourceGroupName: "images", location: "westeurope", sku: "Premium", ...args }),
    options,
  );
  expect(done.error).toBe("");
  return done;
};
const registryOf = async (args: Partial<acr.PremiumRegistryArgs>) =>
  find(await made(args), "azure-native:containerregistry:Registry").inputs;

const clientId = "22222222-2222-2222-2222-222222222222";
const vaultKey = { keyVaultId: ids.vault, keyName: "registry" };
const existingKey = {
  keyIdentifier: "https://keys.vault.azure.net/keys/registry",
  identityId: ids.identity,
  identityClientId: clientId,
};
const own = { type: "UserAssigned", userAssignedIdentities: { [`${ids.identity}-2`]: {} } } as const;

describe("the identity of a registry with a key", () => {
  // The monitor gives a resource the id /id/of/<name>.
  const keyIdentity = { "/id/of/images-key": {} };

  it.each<[string, acr.CommonRegistryArgs["identity"], object]>([
    ["none", undefined, { type: "UserAssigned", userAssignedIdentities: keyIdentity }],
    [
      "the registry's own",
      { type: "SystemAssigned" },
      { type: "SystemAssigned, UserAssigned", userAssignedIdentities: keyIdentity },
    ],
    [
      "an output",
      pulumi.output({ type: "SystemAssigned" as const }),
      { type: "SystemAssigned, UserAssigned", userAssignedIdentities: keyIdentity },
    ],
    [
      "another one",
      own,
      { type: "UserAssigned", userAssignedIdentities: { ...own.userAssignedIdentities, ...keyIdentity } },
    ],
  ])("is attached beside %s", async (_what, identity, expected) => {
    expect((await registryOf({ encryption: vaultKey, ...(identity ? { identity } : {}) })).identity).toEqual(expected);
  });

  it("is one that is there, plain or output, and nothing is made for it", async () => {
    for (const identityId of [ids.identity, pulumi.output(ids.identity)]) {
      const done = await made({ encryption: { ...existingKey, identityId }, identity: { type: "SystemAssigned" } });
      expect(listOf(done)).toEqual(["containerregistry:Registry images", "pulumi-acr:index:Registry images"]);
      expect(find(done, "azure-native:containerregistry:Registry").inputs).toMatchObject({
        identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [ids.identity]: {} } },
        encryption: {
          status: "enabled",
          keyVaultProperties: { identity: clientId, keyIdentifier: existingKey.keyIdentifier },
        },
      });
    }
  });
});

describe("the grant on a key", () => {
  it("is a role on the key in the vault's own subscription", async () => {
    const done = await made({ encryption: vaultKey });
    expect(find(done, "azure-native:authorization:RoleAssignment").inputs).toMatchObject({
      scope: `${ids.vault}/keys/registry`,
      principalId: "11111111-1111-1111-1111-111111111111",
    });
  });

  it("is an entry in the vault's list where the vault has access policies", async () => {
    const done = await made({ encryption: { ...vaultKey, keyVaultAccess: "accessPolicy" } });
    expect(find(done, "azure-native:keyvault:AccessPolicy").inputs).toEqual({
      resourceGroupName: "platform",
      vaultName: "keys",
      policy: {
        objectId: "11111111-1111-1111-1111-111111111111",
        tenantId: "33333333-3333-3333-3333-333333333333",
        permissions: { keys: ["get", "wrapKey", "unwrapKey"] },
      },
    });
    expect(listOf(done).join()).not.toContain("RoleAssignment");
  });

  it("comes before the registry, whichever it is", async () => {
    for (const keyVaultAccess of ["rbac", "accessPolicy"] as const) {
      const done = await made({ encryption: { ...vaultKey, keyVaultAccess } });
      const grant = done.resources.find(({ type }) => /RoleAssignment|AccessPolicy/.test(type));
      expect(find(done, "azure-native:containerregistry:Registry").dependencies).toContain(grant?.urn);
    }
  });
});

describe("the address of a key", () => {
  it.each([
    ["westeurope", "https://keys.vault.azure.net/keys/registry"],
    ["usgovvirginia", "https://keys.vault.usgovcloudapi.net/keys/registry"],
    ["chinanorth3", "https://keys.vault.azure.cn/keys/registry"],
  ])("is that of the cloud of %s", async (location, keyIdentifier) => {
    for (const keyVaultId of [ids.vault, pulumi.output(ids.vault)]) {
      expect(await registryOf({ location, encryption: { ...vaultKey, keyVaultId } })).toMatchObject({
        encryption: { keyVaultProperties: { keyIdentifier } },
      });
    }
  });

  it.each([null, "", undefined])("has no version where it is %j", async (keyVersion) => {
    const encryption = { ...vaultKey, keyVersion } as acr.VaultKeyArgs;
    expect(await registryOf({ encryption })).toMatchObject({
      encryption: { keyVaultProperties: { keyIdentifier: "https://keys.vault.azure.net/keys/registry" } },
    });
  });

  it("has the version that is pinned", async () => {
    const keyVersion = "0123456789abcdef0123456789abcdef";
    expect(await registryOf({ encryption: { ...vaultKey, keyVersion } })).toMatchObject({
      encryption: { keyVaultProperties: { keyIdentifier: `https://keys.vault.azure.net/keys/registry/${keyVersion}` } },
    });
  });
});
