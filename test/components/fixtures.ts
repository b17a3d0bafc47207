import * as acr from "../../src";
import type { Registered, Run } from "./monitor";

const group = "/subscriptions/0000/resourceGroups/platform/providers";

/** ARM ids of what surrounds the registries of the tests. */
export const ids = {
  vault: `${group}/Microsoft.KeyVault/vaults/keys`,
  network: `${group}/Microsoft.Network/virtualNetworks/hub`,
  subnet: `${group}/Microsoft.Network/virtualNetworks/hub/subnets/endpoints`,
  zone: `${group}/Microsoft.Network/privateDnsZones/privatelink.azurecr.io`,
  identity: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/reader`,
  registry: `${group}/Microsoft.ContainerRegistry/registries/existing`,
};

/** A value that a test looks for where no secret may be. */
export const planted = "planted-secret-7f3a";

/** A secret value as the SDK sends it. */
export const secretOf = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** A whole Premium registry. */
export const complete: acr.PremiumRegistryArgs = {
  resourceGroupName: "images",
  location: "westeurope",
  sku: "Premium",
  publicNetworkAccess: "Disabled",
  dataEndpointEnabled: true,
  replications: { northeurope: {}, eastus: { regionEndpointEnabled: false } },
  encryption: { keyVaultId: ids.vault, keyName: "registry" },
  privateEndpoints: { hub: { subnetId: ids.subnet, privateDns: { virtualNetworkIds: [ids.network] } } },
  tasks: {
    rebuild: {
      step: acr.dockerBuild({
        contextPath: "https://github.com/contoso/web.git#main",
        contextAccessToken: planted,
        imageNames: ["web:{{.Run.ID}}"],
        arguments: { VERSION: "1" },
        secretArguments: { TOKEN: planted },
      }),
      triggers: { timers: { nightly: "0 3 * * *" } },
    },
  },
};

/** The one resource of a type, or of a type and a name. */
export function find({ resources }: Run, type: string, name?: string): Registered {
  const found = resources.filter(
    (resource) => resource.type === type && (name === undefined || resource.name === name),
  );
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} resources of type ${type} ${name ?? ""}`);
  return first;
}

/** Types and names of everything but the stack. */
export function listOf({ resources }: Run): string[] {
  return resources
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map(({ type, name }) => `${type.replace("azure-native:", "")} ${name}`)
    .sort();
}

/** What the engine was told with at least a warning. */
export function told({ logs }: Run): string {
  return logs
    .filter(({ severity }) => severity >= 2)
    .map(({ message }) => message)
    .join("\n");
}
