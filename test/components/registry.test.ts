import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { run } from "./monitor";

const vaultId = "/subscriptions/0000/resourceGroups/platform/providers/Microsoft.KeyVault/vaults/keys";
const subnetId =
  "/subscriptions/0000/resourceGroups/platform/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints";
const networkId = "/subscriptions/0000/resourceGroups/platform/providers/Microsoft.Network/virtualNetworks/hub";

const complete: acr.PremiumRegistryArgs = {
  resourceGroupName: "images",
  location: "westeurope",
  sku: "Premium",
  publicNetworkAccess: "Disabled",
  replications: { northeurope: {}, eastus: { regionEndpointEnabled: false } },
  encryption: { keyVaultId: vaultId, keyName: "registry" },
  privateEndpoints: { hub: { subnetId, privateDns: { virtualNetworkIds: [networkId] } } },
  tasks: {
    rebuild: {
      step: acr.dockerBuild({
        contextPath: "https://github.com/contoso/web.git#main",
        imageNames: ["web:{{.Run.ID}}"],
        secretArguments: { TOKEN: "planted-secret" },
      }),
      triggers: { timers: { nightly: "0 3 * * *" } },
    },
  },
};

describe("a complete Premium registry", () => {
  it("makes every child under the registry, with names that start with its name", async () => {
    const { resources, error } = await run(() => void new acr.Registry("images", complete));
    expect(error).toBe("");
    expect(
      resources
        .filter(({ type }) => type !== "pulumi:pulumi:Stack")
        .map(({ type, name }) => `${type} ${name}`)
        .sort(),
    ).toEqual([
      "azure-native:authorization:RoleAssignment images-key",
      "azure-native:containerregistry:Registry images",
      "azure-native:containerregistry:Replication images-eastus",
      "azure-native:containerregistry:Replication images-northeurope",
      "azure-native:containerregistry:Task images-rebuild",
      "azure-native:managedidentity:UserAssignedIdentity images-key",
      "azure-native:network:PrivateDnsZoneGroup images-hub",
      "azure-native:network:PrivateEndpoint images-hub",
      "azure-native:privatedns:PrivateZone images",
      "azure-native:privatedns:VirtualNetworkLink images-hub",
      "pulumi-acr:index:Registry images",
    ]);
  });
});
