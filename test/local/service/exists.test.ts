import { describe, expect, it } from "vitest";
import { declareResource, forgetResource } from "../../../src/local/service/declare";
import { invoke } from "../../../src/local/service/functions";
import { openStore } from "../../../src/local/service/store";
import { account } from "../../../src/local/types/armIds";
import { elsewherePath, groupPath, type Place, place, writeRegistry } from "../place";

// New-user section 8: a zone, a secret's vault, a network of elsewhere can be declared, then names find them.

const zone = `${elsewherePath}/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io`;
const registry = `${elsewherePath}/providers/Microsoft.ContainerRegistry/registries/shared`;
const inGroup = { resourceGroupName: "elsewhere" };

const link = ({ write }: Place) =>
  write("privatedns:VirtualNetworkLink", {
    ...inGroup,
    privateZoneName: "privatelink.azurecr.io",
    virtualNetworkLinkName: "hub",
    location: "global",
    virtualNetwork: { id: `${elsewherePath}/providers/Microsoft.Network/virtualNetworks/hub` },
  });

const lookUp = ({ store }: Place, name: string, args: object) =>
  invoke(store, `azure-native:${name}`, { ...inGroup, ...args }, account.subscriptionId);

describe("what is addressed by name and not made here", () => {
  it("is refused, with the command that declares it", async () => {
    const azure = await place();
    expect(await link(azure)).toContain(
      `Code="ResourceGroupNotFound" Message="Resource group 'elsewhere' could not be found. (If it exists elsewhere, declare it: acr-local exists ${zone})`,
    );
  });

  it("is found once it is declared, with its group and its parents", async () => {
    const azure = await place();
    declareResource(azure.store, zone, {});
    expect(azure.get(elsewherePath)).toMatchObject({ type: "resources:ResourceGroup", elsewhere: true });
    expect(await link(azure)).toBeUndefined();
  });

  it("gives a region to what is made in it", async () => {
    const azure = await place();
    declareResource(azure.store, elsewherePath, { location: "northeurope" });
    const identity = { ...inGroup, resourceName: "reader" };
    expect(await azure.write("managedidentity:UserAssignedIdentity", identity)).toBeUndefined();
    const [made] = azure.store.all("managedidentity:UserAssignedIdentity");
    expect(made?.outputs.location).toBe("northeurope");
  });

  it("believes ids into a declared group as well: only a group that is made here is wholly known", async () => {
    const azure = await place();
    declareResource(azure.store, elsewherePath, {});
    const subnet = { id: `${elsewherePath}/providers/Microsoft.Network/virtualNetworks/hub/subnets/a` };
    expect(await azure.write("network:PrivateEndpoint", { privateEndpointName: "hub", subnet })).toBeUndefined();
  });
});

describe("a declared registry", () => {
  it("is looked up with what the service shows, and with what was declared of it", async () => {
    const azure = await place();
    declareResource(azure.store, registry, { sku: { name: "Standard" }, tags: { team: "a" } });
    expect(lookUp(azure, "containerregistry:getRegistry", { registryName: "shared" })).toMatchObject({
      id: registry,
      name: "shared",
      type: "Microsoft.ContainerRegistry/registries",
      location: "westeurope",
      loginServer: "shared.azurecr.io",
      sku: { name: "Standard", tier: "Standard" },
      tags: { team: "a" },
    });
  });

  it("keeps a login server that was declared, after a private endpoint too", async () => {
    const azure = await place();
    declareResource(azure.store, registry, { loginServer: "shared-abc.azurecr.io" });
    const subnet = { id: `${elsewherePath}/providers/Microsoft.Network/virtualNetworks/hub/subnets/a` };
    const connection = { name: "acr", privateLinkServiceId: registry, groupIds: ["registry"] };
    expect(
      await azure.write("network:PrivateEndpoint", {
        privateEndpointName: "hub",
        subnet,
        privateLinkServiceConnections: [connection],
      }),
    ).toBeUndefined();
    expect(azure.get(registry)).toMatchObject({ elsewhere: true, outputs: { loginServer: "shared-abc.azurecr.io" } });
  });

  it("takes children", async () => {
    const azure = await place();
    declareResource(azure.store, registry, {});
    const replica = { ...inGroup, registryName: "shared", replicationName: "eastus", location: "eastus" };
    expect(await azure.write("containerregistry:Replication", replica)).toBeUndefined();
  });
});

it("a type that is not known is found by its name", async () => {
  const azure = await place();
  declareResource(azure.store, `${elsewherePath}/providers/Microsoft.Logic/workflows/flow`, { state: "Enabled" });
  expect(lookUp(azure, "logic:getWorkflow", { workflowName: "flow" })).toMatchObject({
    name: "flow",
    type: "Microsoft.Logic/workflows",
    state: "Enabled",
  });
});

it("a declaration is on the disk, can be changed, and taken back", async () => {
  const azure = await place();
  declareResource(azure.store, registry, {});
  declareResource(azure.store, registry, { tags: { a: "b" } });
  azure.store.flush();
  const read = openStore(azure.folder).get(registry);
  expect(read).toMatchObject({ elsewhere: true, outputs: { tags: { a: "b" } } });
  forgetResource(azure.store, registry);
  expect(azure.get(registry)).toBeUndefined();
  expect(() => forgetResource(azure.store, registry)).toThrow("is not declared");
});

it("what a program made cannot be declared", async () => {
  const azure = await place();
  await writeRegistry(azure);
  const id = `${groupPath}/providers/Microsoft.ContainerRegistry/registries/images`;
  expect(() => declareResource(azure.store, id, {})).toThrow("a program made it");
});

it.each([
  "images",
  "/subscriptions/s",
  `${groupPath}/providers/Microsoft.Network`,
  `${groupPath}/providers/Microsoft.Network/virtualNetworks`,
])("%s is not the id of a resource", async (id) => {
  const { store } = await place();
  expect(() => declareResource(store, id, {})).toThrow("is not the id of a resource or a resource group");
});
