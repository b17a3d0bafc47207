import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import { Key, Vault } from "@pulumi/azure-native/keyvault";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as acr from "pulumi-acr";

const location = "westeurope";
// rbac: a role on the key. accessPolicy: an entry in the vault's list, for vaults that have not moved to roles.
const keyVaultAccess = new pulumi.Config().require("keyVaultAccess") === "accessPolicy" ? "accessPolicy" : "rbac";

const group = new ResourceGroup("encrypted", { location });

const vault = new Vault(
  "keys",
  {
    resourceGroupName: group.name,
    location,
    properties: {
      tenantId: getClientConfigOutput().tenantId,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: keyVaultAccess === "rbac",
      // Both are needed: a key that is gone takes every image with it.
      enableSoftDelete: true,
      enablePurgeProtection: true,
      ...(keyVaultAccess === "accessPolicy" ? { accessPolicies: [] } : {}),
    },
  },
  // The registry adds its entry to the list by itself.
  { ignoreChanges: ["properties.accessPolicies"] },
);
const key = new Key("registry", {
  resourceGroupName: group.name,
  vaultName: vault.name,
  keyName: "registry",
  properties: { kty: "RSA", keySize: 3072 },
});

// Identity, its access to the key and the order of the three are made for you. The key has no version, so that the
// registry follows its rotation.
const registry = new acr.Registry("encrypted", {
  resourceGroupName: group.name,
  location,
  sku: "Premium",
  encryption: { keyVaultId: vault.id, keyName: key.name, keyVaultAccess },
});

export const loginServer = registry.loginServer;
export const keyIdentity = registry.keyIdentity?.principalId;
