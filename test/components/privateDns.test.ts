import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf } from "./fixtures";
import { type Run, run } from "./monitor";

const inOtherGroup = (id: string) => id.replace("/platform/", "/other/");

const premium = { resourceGroupName: "images", location: "westeurope", sku: "Premium" } as const;
const endpoint = (privateDns: acr.PrivateDnsArgs): acr.PrivateEndpointProperties => ({
  subnetId: ids.subnet,
  privateDns,
});
const withEndpoints = (privateEndpoints: Record<string, acr.PrivateEndpointProperties>) =>
  run(() => void new acr.Registry("images", { ...premium, privateEndpoints }));
const zonesAndLinks = (done: Run) => listOf(done).filter((text) => text.startsWith("privatedns:"));

describe("networks that are linked to a zone", () => {
  it("are each linked where two endpoints name networks that have yet to be made", async () => {
    const network = (name: string) => pulumi.output(`${ids.network}-${name}`);
    const done = await withEndpoints({
      eu: endpoint({ virtualNetworkIds: [network("eu")] }),
      us: endpoint({ virtualNetworkIds: [network("us")] }),
    });
    expect(zonesAndLinks(done)).toEqual([
      "privatedns:PrivateZone images",
      "privatedns:VirtualNetworkLink images-eu-network-0",
      "privatedns:VirtualNetworkLink images-us-network-0",
    ]);
  });

  it("are linked once where two endpoints name the same one under two names", async () => {
    const network = pulumi.output(ids.network);
    const done = await withEndpoints({
      a: endpoint({ virtualNetworkIds: { hub: network } }),
      b: endpoint({ virtualNetworkIds: { main: network } }),
    });
    expect(zonesAndLinks(done)).toEqual(["privatedns:PrivateZone images", "privatedns:VirtualNetworkLink images-hub"]);
  });

  it("are linked to the zone of their own endpoint", async () => {
    const done = await withEndpoints({
      eu: endpoint({ zoneId: ids.zone, virtualNetworkIds: { eu: ids.network } }),
      us: endpoint({ zoneId: inOtherGroup(ids.zone), virtualNetworkIds: { us: inOtherGroup(ids.network) } }),
    });
    const link = (name: string) => find(done, "azure-native:privatedns:VirtualNetworkLink", name).inputs;
    expect(link("images-eu")).toMatchObject({
      resourceGroupName: "platform",
      privateZoneName: "privatelink.azurecr.io",
    });
    expect(link("images-us")).toMatchObject({ resourceGroupName: "other", privateZoneName: "privatelink.azurecr.io" });
    expect(zonesAndLinks(done)).toHaveLength(2);
  });

  it.each<[string, Record<string, acr.PrivateDnsArgs>, string]>([
    [
      "two networks of one name in a list",
      { hub: { virtualNetworkIds: [ids.network, inOtherGroup(ids.network)] } },
      "privateEndpoints.hub.privateDns.virtualNetworkIds[1]",
    ],
    [
      "one name for two networks",
      { a: { virtualNetworkIds: { hub: ids.network } }, b: { virtualNetworkIds: { hub: inOtherGroup(ids.network) } } },
      "privateEndpoints.b.privateDns.virtualNetworkIds.hub",
    ],
  ])("are refused where only one of two would be linked: %s", async (_what, dns, path) => {
    const endpoints = Object.fromEntries(Object.entries(dns).map(([name, privateDns]) => [name, endpoint(privateDns)]));
    const done = await withEndpoints(endpoints);
    expect(done.error).toContain(`DNS-01 at ${path}: "hub" stands for two virtual networks`);
    expect(listOf(done)).toEqual([]);
  });

  it("are refused when outputs turn out to be two networks of one name", async () => {
    const done = await withEndpoints({
      a: endpoint({ virtualNetworkIds: { hub: pulumi.output(ids.network) } }),
      b: endpoint({ virtualNetworkIds: { hub: pulumi.output(inOtherGroup(ids.network)) } }),
    });
    expect(done.error).toContain("DNS-01 at privateEndpoints.b.privateDns.virtualNetworkIds.hub");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
  });

  it("are one network when two outputs of one name turn out to be the same, in whatever case", async () => {
    const done = await withEndpoints({
      a: endpoint({ virtualNetworkIds: { hub: pulumi.output(ids.network) } }),
      b: endpoint({ virtualNetworkIds: { hub: pulumi.output(ids.network.toLowerCase()) } }),
    });
    expect(done.error).toBe("");
    expect(zonesAndLinks(done)).toHaveLength(2);
  });
});

describe("a zone that is made", () => {
  it("is shared with endpoints that are added later", async () => {
    const done = await run(() => {
      const registry = new acr.Registry("images", { ...premium, privateEndpoints: { hub: endpoint({}) } });
      new acr.PrivateEndpoint("spoke", { registry, ...endpoint({ virtualNetworkIds: { spoke: ids.network } }) });
    });
    expect(zonesAndLinks(done)).toEqual(["privatedns:PrivateZone images", "privatedns:VirtualNetworkLink spoke-spoke"]);
    expect(find(done, "azure-native:network:PrivateDnsZoneGroup", "spoke").inputs.privateDnsZoneConfigs).toEqual([
      { name: "registry", privateDnsZoneId: "/id/of/images" },
    ]);
  });

  it("stands in the resource group that any of its endpoints names", async () => {
    const done = await withEndpoints({ a: endpoint({}), b: endpoint({ resourceGroupName: "dns" }) });
    expect(find(done, "azure-native:privatedns:PrivateZone").inputs.resourceGroupName).toBe("dns");
  });

  it.each([
    ["westeurope", "privatelink.azurecr.io"],
    ["chinaeast2", "privatelink.azurecr.cn"],
    ["usgovvirginia", "privatelink.azurecr.us"],
  ])("has the name of the cloud of %s", async (location, name) => {
    const privateEndpoints = { hub: endpoint({}) };
    const done = await run(() => void new acr.Registry("images", { ...premium, location, privateEndpoints }));
    expect(find(done, "azure-native:privatedns:PrivateZone").inputs.privateZoneName).toBe(name);
  });

  it("is known of an endpoint of its own, and is none where the zone is there already", async () => {
    const zones: unknown[] = [];
    const read = { name: "existing", location: "westeurope", sku: { name: "Premium" } };
    await run(
      () => {
        const registry = acr.RegistryReference.get("existing", ids.registry);
        zones.push(new acr.PrivateEndpoint("made", { registry, ...endpoint({}) }).zone);
        zones.push(new acr.PrivateEndpoint("there", { registry, ...endpoint({ zoneId: ids.zone }) }).zone);
        zones.push(new acr.PrivateEndpoint("none", { registry, subnetId: ids.subnet }).zone);
      },
      { invokes: { "azure-native:containerregistry:Registry": read } },
    );
    expect(zones).toEqual([expect.any(PrivateZone), undefined, undefined]);
  });
});

describe("an endpoint", () => {
  it("is asked for by hand where it has a message, and takes azure-native's options", async () => {
    const applicationSecurityGroups = [{ id: "/asg" }];
    const done = await withEndpoints({
      hub: {
        subnetId: ids.subnet,
        requestMessage: "please",
        customNetworkInterfaceName: "nic",
        applicationSecurityGroups,
        privateEndpointName: "registry-hub",
        resourceGroupName: "networks",
        location: "northeurope",
        tags: { a: "b" },
      },
    });
    const { inputs } = find(done, "azure-native:network:PrivateEndpoint");
    expect(inputs).not.toHaveProperty("privateLinkServiceConnections");
    expect(inputs).toMatchObject({
      privateEndpointName: "registry-hub",
      resourceGroupName: "networks",
      location: "northeurope",
      subnet: { id: ids.subnet },
      customNetworkInterfaceName: "nic",
      applicationSecurityGroups,
      manualPrivateLinkServiceConnections: [
        { name: "registry", groupIds: ["registry"], privateLinkServiceId: "/id/of/images", requestMessage: "please" },
      ],
      tags: { a: "b" },
    });
  });
});
