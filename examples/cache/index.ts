import { Secret, Vault } from "@pulumi/azure-native/keyvault";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as acr from "pulumi-acr";

// A login at Docker Hub: pulumi config set hubUser …, pulumi config set --secret hubPassword …
const config = new pulumi.Config();
const location = "westeurope";
const group = new ResourceGroup("cache", { location });
const vault = new Vault("cache", {
  resourceGroupName: group.name,
  location,
  properties: {
    tenantId: "00000000-0000-0000-0000-000000000000",
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
  },
});
const secret = (secretName: string, value: pulumi.Input<string>) =>
  new Secret(secretName, { resourceGroupName: group.name, vaultName: vault.name, secretName, properties: { value } });
const user = secret("hub-user", config.get("hubUser") ?? "contoso");
const password = secret("hub-password", config.getSecret("hubPassword") ?? pulumi.secret("not-a-password"));

const registry = new acr.Registry(
  "cache",
  {
    resourceGroupName: group.name,
    location,
    sku: "Standard",
    // The login stays in the vault; the set's identity gets to read these two secrets.
    credentialSets: {
      hub: {
        loginServer: "docker.io",
        keyVaultId: vault.id,
        usernameSecret: "hub-user",
        passwordSecret: "hub-password",
      },
    },
    cacheRules: {
      nginx: { source: "docker.io/library/nginx", target: "hub/nginx", credentialSet: "hub" },
      dotnet: { source: "mcr.microsoft.com/dotnet/*", target: "dotnet/*" },
    },
  },
  { dependsOn: [user, password] },
);

export const nginx = registry.imageReference({ repository: "hub/nginx", tag: "stable" });
