import { describe, expect, it } from "vitest";
import type { Properties } from "../../../src/local/json";
import { invoke } from "../../../src/local/service/functions";
import { account } from "../../../src/local/types/armIds";
import { elsewherePath, group, groupPath, type Place, place, registryPath, writeRegistry } from "../place";

// What Azure Resource Manager refuses of any resource, whatever its service: regions, ids of other resources, identities,
// locks. Codes and texts are recorded ones: new-user.md section 8, reports.md K11 to K14, real-files.md LA-1.

const networks = `${groupPath}/providers/Microsoft.Network/virtualNetworks`;
const registry = { registryName: "images" };

async function withNetwork(): Promise<Place> {
  const azure = await place();
  await azure.write("network:VirtualNetwork", {
    virtualNetworkName: "hub",
    subnets: [{ name: "inner", addressPrefix: "10.0.2.0/24" }],
  });
  await azure.write("network:Subnet", {
    virtualNetworkName: "hub",
    subnetName: "endpoints",
    addressPrefix: "10.0.1.0/24",
  });
  await writeRegistry(azure);
  return azure;
}

describe("a region", () => {
  const missing =
    "missing required property 'location'. Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.";

  it("LA-1: is asked for by the provider where nothing gives one", async () => {
    const { write } = await place();
    expect(await write("resources:ResourceGroup", { resourceGroupName: "nowhere" })).toBe(missing);
    expect(await write("keyvault:Vault", { resourceGroupName: "nowhere", vaultName: "my-vault", properties: {} })).toBe(
      missing,
    );
    expect(
      await write("containerregistry:Registry", { resourceGroupName: "nowhere", ...registry, sku: { name: "Basic" } }),
    ).toBe(missing);
  });

  it.each(["WestEurop", "eastus22", "europe"])("F10: %s does not exist", async (location) => {
    const azure = await place();
    expect(await writeRegistry(azure, { location })).toMatch(
      new RegExp(
        `Code="LocationNotAvailableForResourceType" Message="The provided location '${location}' is not available for resource type 'Microsoft.ContainerRegistry/registries'. List of available regions is '.*westeurope`,
      ),
    );
    expect(await azure.write("resources:ResourceGroup", { resourceGroupName: "other", location })).toContain(
      'Code="LocationNotAvailableForResourceGroup"',
    );
  });

  it.each(["West Europe", "westus3", "usgovvirginia", "China North 3"])("%s exists", async (location) => {
    const azure = await place();
    expect(await writeRegistry(azure, { location })).toBeUndefined();
  });
});

describe("the id of another resource", () => {
  const endpoint = (azure: Place, id: unknown) =>
    azure.write("network:PrivateEndpoint", {
      privateEndpointName: "hub",
      subnet: { id },
      privateLinkServiceConnections: [{ name: "acr", privateLinkServiceId: registryPath, groupIds: ["registry"] }],
    });

  it.each<[string, unknown, string | undefined]>([
    ["a word", "endpoints", "LinkedInvalidPropertyId"],
    ["an object", { name: "endpoints" }, "InvalidRequestFormat"],
    ["a network", `${networks}/hub`, "InvalidResourceReference"],
    ["a subnet that is not there", `${networks}/hub/subnets/other`, "InvalidResourceReference"],
    ["a subnet", `${networks}/hub/subnets/endpoints`, undefined],
    ["a subnet, in another letter case", `${networks}/HUB/subnets/Endpoints`.toLowerCase(), undefined],
    ["a subnet that was made with its network", `${networks}/hub/subnets/inner`, undefined],
    ["a subnet of elsewhere", `${networks.replace(groupPath, elsewherePath)}/x/subnets/y`, undefined],
  ])("F8: for a subnet, %s", async (_what, id, code) => {
    const said = await endpoint(await withNetwork(), id);
    if (code === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(`Status=400 Code="${code}"`);
  });

  it("finds a subnet that was made with its network by its name too", async () => {
    const { store } = await withNetwork();
    const args = { resourceGroupName: group, virtualNetworkName: "hub", subnetName: "inner" };
    expect(invoke(store, "azure-native:network:getSubnet", args, account.subscriptionId)).toMatchObject({
      id: `${networks}/hub/subnets/inner`,
      addressPrefix: "10.0.2.0/24",
    });
  });

  it("K12: an agent pool's subnet is there", async () => {
    const azure = await withNetwork();
    const pool = (virtualNetworkSubnetResourceId: string) =>
      azure.write("containerregistry:AgentPool", {
        ...registry,
        agentPoolName: "pool",
        virtualNetworkSubnetResourceId,
      });
    expect(await pool(`${networks}/other/subnets/pool`)).toContain("was not found");
    expect(await pool(`${networks}/hub/subnets/inner`)).toBeUndefined();
  });

  it.each<[string, string | undefined]>([
    ["notanid", "LinkedInvalidPropertyId"],
    [registryPath, "FailedIdentityOperation"],
    [`${groupPath}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other`, "FailedIdentityOperation"],
    [`${groupPath}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader`, undefined],
    [`${elsewherePath}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other`, undefined],
  ])("K13: a user-assigned identity %s", async (identity, code) => {
    const azure = await place();
    await azure.write("managedidentity:UserAssignedIdentity", { resourceName: "reader" });
    for (const userAssignedIdentities of [[identity], { [identity]: {} }]) {
      const said = await writeRegistry(azure, { identity: { type: "UserAssigned", userAssignedIdentities } });
      if (code === undefined) expect(said).toBeUndefined();
      else expect(said).toContain(`Status=400 Code="${code}"`);
    }
  });
});

describe("a lock", () => {
  const lock = (azure: Place, level: string, scope = registryPath) =>
    azure.write("authorization:ManagementLockByScope", { scope, lockName: "keep", level });

  it("K11: of a registry keeps its private endpoint from being deleted", async () => {
    const azure = await withNetwork();
    const id = `${groupPath}/providers/Microsoft.Network/privateEndpoints/hub`;
    await azure.write("network:PrivateEndpoint", {
      privateEndpointName: "hub",
      subnet: { id: `${networks}/hub/subnets/endpoints` },
      privateLinkServiceConnections: [{ name: "acr", privateLinkServiceId: registryPath, groupIds: ["registry"] }],
    });
    await lock(azure, "CanNotDelete");
    const said = await azure.remove("network:PrivateEndpoint", id);
    expect(said).toMatch(
      /^Status=409 Code="ScopeLocked" Message="Call to Microsoft.ContainerRegistry\/registries failed. Error message: The scope '\S+\/registries\/images\/privateEndpointConnectionProxies\/hub\.\S+' cannot perform delete operation because following scope\(s\) are locked: '\S+\/registries\/images'/,
    );
    await azure.remove(
      "authorization:ManagementLockByScope",
      `${registryPath}/providers/Microsoft.Authorization/locks/keep`,
    );
    expect(await azure.remove("network:PrivateEndpoint", id)).toBeUndefined();
  });

  it("that is ReadOnly keeps from writes, CanNotDelete does not", async () => {
    const azure = await place();
    await writeRegistry(azure);
    await lock(azure, "CanNotDelete");
    expect(await writeRegistry(azure, { tags: { a: "b" } })).toBeUndefined();
    await lock(azure, "ReadOnly");
    expect(await writeRegistry(azure, { tags: { a: "c" } })).toContain("cannot perform write operation");
    expect(
      await azure.write("containerregistry:ScopeMap", { ...registry, scopeMapName: "pullers", actions: [] }),
    ).toContain('Status=409 Code="ScopeLocked"');
  });
});

describe("what the provider sends", () => {
  it("F2: is without the properties that the API does not have, at every depth", async () => {
    const azure = await place();
    const unknown: Properties = {
      encryption: { keyVaultId: "/subscriptions/s", keyName: "cmk" },
      policies: { exportPolicy: { status: "enabled", since: "2020" }, unknown: {} },
      sku: { name: "Premium", capacity: 2 },
    };
    expect(
      await azure.write("containerregistry:Registry", {
        ...registry,
        ...unknown,
        sku: { name: "Premium", capacity: 2 },
      }),
    ).toBeUndefined();
    const { outputs } = azure.get(registryPath) ?? {};
    expect(outputs).toMatchObject({ encryption: { status: "disabled" }, sku: { name: "Premium", tier: "Premium" } });
    expect(JSON.stringify(outputs)).not.toMatch(/keyVaultId|since|unknown|capacity/);
  });

  it("keeps what a step and a run are by their type", async () => {
    const azure = await place();
    await writeRegistry(azure);
    const step = { type: "Docker", dockerFilePath: "Dockerfile", arguments: [{ name: "A", value: "b" }], other: 1 };
    await azure.write("containerregistry:Task", { ...registry, taskName: "build", platform: { os: "Linux" }, step });
    expect(azure.get(`${registryPath}/tasks/build`)?.outputs.step).toEqual({
      type: "Docker",
      dockerFilePath: "Dockerfile",
      arguments: [{ name: "A", value: "b" }],
      isPushEnabled: true,
      noCache: false,
    });
  });
});

it("K14: a token that is made has no password, whatever the request says", async () => {
  const azure = await place();
  await writeRegistry(azure);
  const credentials = { passwords: [{ name: "password1", expiry: "2099-01-01T00:00:00Z" }] };
  expect(
    await azure.write("containerregistry:Token", { ...registry, tokenName: "swarm", credentials }),
  ).toBeUndefined();
  expect(azure.get(`${registryPath}/tokens/swarm`)?.outputs.credentials).toEqual({});
});
