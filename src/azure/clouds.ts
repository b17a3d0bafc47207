import { type Cloud, cloudOfRegion } from "../model";

/** The DNS suffix of key vaults in a cloud. */
const keyVaultSuffix: Readonly<Record<Cloud, string>> = {
  AzureCloud: "vault.azure.net",
  AzureUSGovernment: "vault.usgovcloudapi.net",
  AzureChinaCloud: "vault.azure.cn",
};

/** The versionless identifier of a key: the registry then follows the key's rotation by itself. */
export function keyIdentifier(vaultName: string, keyName: string, region: string): string {
  return `https://${vaultName}.${keyVaultSuffix[cloudOfRegion(region)]}/keys/${keyName}`;
}

/** The ARM id of a built-in role in the subscription of a resource. */
export function roleDefinitionId(subscriptionId: string, role: string): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}
