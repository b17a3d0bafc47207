import { describe, expect, it } from "vitest";
import { invoke } from "../../../src/local/service/functions";
import { account } from "../../../src/local/types/armIds";
import { elsewherePath, group, groupPath, place } from "../place";

const hub = "22222222-2222-2222-2222-222222222222";
const hubGroup = groupPath.replace(account.subscriptionId, hub);
const zone = { privateZoneName: "privatelink.azurecr.io", location: "global" };
const zonePath = "providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io";
const networkPath = `${elsewherePath}/providers/Microsoft.Network/virtualNetworks/hub`;
const link = (name: string) => ({
  ...zone,
  virtualNetworkLinkName: name,
  virtualNetwork: { id: networkPath },
});

/** A place with a resource group of one name in two subscriptions. */
async function twoSubscriptions() {
  const azure = await place();
  const there = (type: string, inputs: Record<string, unknown>) => azure.write(type, inputs, undefined, hub);
  await there("resources:ResourceGroup", { resourceGroupName: group, location: "northeurope" });
  return { ...azure, there };
}

describe("F5: resources of two subscriptions", () => {
  it("are apart, though they have one name in one group", async () => {
    const { write, there, get } = await twoSubscriptions();
    expect(await write("privatedns:PrivateZone", zone)).toBeUndefined();
    expect(get(`${hubGroup}/${zonePath}`)).toBeUndefined();
    expect(await there("privatedns:PrivateZone", zone)).toBeUndefined();
    expect(get(`${groupPath}/${zonePath}`)?.id).toBe(`${groupPath}/${zonePath}`);
    expect(get(`${hubGroup}/${zonePath}`)?.id).toBe(`${hubGroup}/${zonePath}`);
  });

  it("are looked for in the subscription of the provider that asks", async () => {
    const { write, there, store } = await twoSubscriptions();
    await there("privatedns:PrivateZone", zone);
    expect(await write("privatedns:VirtualNetworkLink", link("hub"))).toContain("ParentResourceNotFound");
    expect(await there("privatedns:VirtualNetworkLink", link("hub"))).toBeUndefined();
    const token = "azure-native:privatedns:getPrivateZone";
    const args = { resourceGroupName: group, privateZoneName: "privatelink.azurecr.io" };
    expect(() => invoke(store, token, args, account.subscriptionId)).toThrow("was not found");
    expect(invoke(store, token, args, hub)).toMatchObject({ id: `${hubGroup}/${zonePath}` });
  });

  it("are in a group that is not there in the other one", async () => {
    const { write } = await place();
    expect(await write("privatedns:PrivateZone", zone, undefined, hub)).toContain("ResourceGroupNotFound");
  });

  it("get the region of the group in their own", async () => {
    const { there, get } = await twoSubscriptions();
    await there("managedidentity:UserAssignedIdentity", { resourceName: "reader" });
    const id = `${hubGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader`;
    expect(get(id)?.outputs.location).toBe("northeurope");
  });

  it("tell who asks which one it is in", async () => {
    const { store } = await place();
    const token = "azure-native:authorization:getClientConfig";
    expect(invoke(store, token, {}, hub)).toMatchObject({ subscriptionId: hub, tenantId: account.tenantId });
  });

  it("are no subnet and private endpoint: those are in one", async () => {
    const { write, there } = await twoSubscriptions();
    const endpoint = { privateEndpointName: "hub", subnet: { id: `${networkPath}/subnets/endpoints` } };
    expect(await there("network:PrivateEndpoint", endpoint)).toContain("InvalidResourceReference");
    expect(await write("network:PrivateEndpoint", endpoint)).toBeUndefined();
  });
});

describe("F6: a virtual network", () => {
  it("has one link to a zone", async () => {
    const { write } = await place();
    await write("privatedns:PrivateZone", zone);
    expect(await write("privatedns:VirtualNetworkLink", link("one"))).toBeUndefined();
    expect(await write("privatedns:VirtualNetworkLink", link("two"))).toBe(
      `Status=409 Code="Conflict" Message="Private zone 'privatelink.azurecr.io' is already linked to the virtual network '${networkPath}'."`,
    );
    // The link itself may be written again.
    expect(await write("privatedns:VirtualNetworkLink", link("one"))).toBeUndefined();
  });

  it("is linked to one zone of a name, wherever the other is", async () => {
    const { write, there } = await twoSubscriptions();
    await write("privatedns:PrivateZone", zone);
    await there("privatedns:PrivateZone", zone);
    await write("privatedns:VirtualNetworkLink", link("one"));
    expect(await there("privatedns:VirtualNetworkLink", link("two"))).toContain(
      'Status=400 Code="BadRequest" Message="A virtual network cannot be linked to multiple zones with overlapping namespaces.',
    );
  });
});
