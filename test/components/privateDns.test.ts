import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { Provider } from "@pulumi/azure-native/provider.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf, told } from "./fixtures";
import { idOf, type Run, run } from "./monitor";

const zoneOf = (name: string) => idOf({ type: "azure-native:privatedns:PrivateZone", name });
const inOtherGroup = (id: string) => id.replace("/platform/", "/other/");

const premium = { resourceGroupName: "images", location: "westeurope", sku: "Premium" } as const;
const endpoint = (privateDns: acr.PrivateDnsProperties): acr.PrivateEndpointProperties => ({
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

  it.each<[string, Record<string, acr.PrivateDnsProperties>, string]>([
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
      { name: "registry", privateDnsZoneId: zoneOf("images") },
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

describe("F6: one private DNS for many registries", () => {
  const shared = (args: Partial<acr.PrivateDnsArgs> = {}) =>
    new acr.PrivateDns("hub", { resourceGroupName: "dns", virtualNetworkIds: { hub: ids.network }, ...args });
  const registry = (name: string, privateDns: acr.PrivateEndpointProperties["privateDns"]) =>
    new acr.Registry(name, { ...premium, privateEndpoints: { hub: { subnetId: ids.subnet, privateDns } } });

  it("is a zone and its links, which the endpoints of all of them refer to", async () => {
    const done = await run(() => {
      const dns = shared();
      registry("one", dns);
      const two = registry("two", dns);
      new acr.PrivateEndpoint("spoke", { registry: two, subnetId: ids.subnet, privateDns: dns });
    });
    expect(done.error).toBe("");
    expect(zonesAndLinks(done)).toEqual(["privatedns:PrivateZone hub", "privatedns:VirtualNetworkLink hub-hub"]);
    expect(find(done, "azure-native:privatedns:PrivateZone").inputs).toEqual({
      resourceGroupName: "dns",
      location: "global",
      privateZoneName: "privatelink.azurecr.io",
    });
    expect(find(done, "azure-native:privatedns:VirtualNetworkLink").inputs).toEqual({
      resourceGroupName: "dns",
      location: "global",
      privateZoneName: "privatelink.azurecr.io",
      registrationEnabled: false,
      virtualNetwork: { id: ids.network },
    });
    for (const name of ["one-hub", "two-hub", "spoke"]) {
      expect(find(done, "azure-native:network:PrivateDnsZoneGroup", name).inputs.privateDnsZoneConfigs).toEqual([
        { name: "registry", privateDnsZoneId: zoneOf("hub") },
      ]);
    }
  });

  it("may be a zone that is there", async () => {
    const done = await run(() => {
      registry("one", new acr.PrivateDns("hub", { zoneId: ids.zone, virtualNetworkIds: [ids.network] }));
    });
    expect(done.error).toBe("");
    expect(zonesAndLinks(done)).toEqual(["privatedns:VirtualNetworkLink hub-hub"]);
    expect(find(done, "azure-native:privatedns:VirtualNetworkLink").inputs.resourceGroupName).toBe("platform");
    expect(find(done, "azure-native:network:PrivateDnsZoneGroup").inputs.privateDnsZoneConfigs).toEqual([
      { name: "registry", privateDnsZoneId: ids.zone },
    ]);
  });

  it("may be the zone that another registry made", async () => {
    const done = await run(() => {
      const one = registry("one", { virtualNetworkIds: { hub: ids.network } });
      registry("two", { zoneId: one.privateDnsZone?.id });
    });
    expect(done.error).toBe("");
    expect(zonesAndLinks(done)).toEqual(["privatedns:PrivateZone one", "privatedns:VirtualNetworkLink one-hub"]);
  });

  it("takes a raw zone over by an alias", async () => {
    const done = await run(() => {
      const aliases = [{ type: "azure-native:privatedns:PrivateZone", name: "zone" }];
      new acr.PrivateDns("hub", { resourceGroupName: "dns" }, { aliases });
    });
    expect(find(done, "azure-native:privatedns:PrivateZone").aliases.map(({ name }) => name)).toContain("zone");
  });

  it("has the name of another cloud where that is said", async () => {
    const done = await run(() => void shared({ privateZoneName: "privatelink.azurecr.us" }));
    expect(find(done, "azure-native:privatedns:PrivateZone").inputs.privateZoneName).toBe("privatelink.azurecr.us");
  });

  it.each<[string, acr.PrivateDnsArgs, string]>([
    ["no place for the zone", {}, "SHAPE-03 at resourceGroupName"],
    ["a slip", { zoneId: ids.zone, virtualNetworkId: {} } as acr.PrivateDnsArgs, "SHAPE-02 at virtualNetworkId"],
    [
      "one network by two names",
      { zoneId: ids.zone, virtualNetworkIds: [ids.network, inOtherGroup(ids.network)] },
      'DNS-01 at virtualNetworkIds[1]: "hub" stands for two virtual networks',
    ],
  ])("is refused with %s", async (_what, args, text) => {
    const done = await run(() => void new acr.PrivateDns("hub", args));
    expect(done.error).toContain(`PrivateDns "hub": 1 error`);
    expect(done.error).toContain(`error ${text}`);
    expect(listOf(done)).toEqual([]);
  });
});

describe("F6: two registries of a program", () => {
  type Dns = acr.PrivateDnsProperties;
  const inGroup = (name: string, resourceGroupName: pulumi.Input<string>, privateDns: Dns) =>
    new acr.Registry(name, { ...premium, resourceGroupName, privateEndpoints: { hub: endpoint(privateDns) } });
  const both = (one: Dns, two: Dns, preview = false) =>
    run(() => void [inGroup("one", "a", one), inGroup("two", "b", two)], { preview });
  const hub = { hub: ids.network };
  const makeOne =
    'fix:     Make it once, const dns = new acr.PrivateDns("dns", { resourceGroupName, virtualNetworkIds }), and write privateDns: dns in both.';

  it("are refused where both make their zone in one group", async () => {
    const done = await run(() => void [inGroup("one", "a", {}), inGroup("two", "a", {})]);
    expect(done.error).toContain(
      'DNS-02 at privateEndpoints.hub.privateDns: Registry "one" makes the private DNS zone in this resource group already',
    );
    expect(done.error).toContain(makeOne);
    expect(listOf(done).filter((name) => name.includes(" two"))).toEqual([]);
  });

  it("are refused before anything is made where that group has yet to be made", async () => {
    const done = await run(
      () => {
        const group = new ResourceGroup("platform");
        inGroup("one", group.name, {});
        inGroup("two", group.name, {});
      },
      { preview: true },
    );
    expect(done.error).toContain("DNS-02 at privateEndpoints.hub.privateDns");
  });

  it.each<[string, Dns, Dns]>([
    ["both to their own zone", { virtualNetworkIds: hub }, { virtualNetworkIds: { other: ids.network.toUpperCase() } }],
    ["to one zone", { zoneId: ids.zone, virtualNetworkIds: hub }, { zoneId: ids.zone, virtualNetworkIds: hub }],
    [
      "to two zones",
      { zoneId: ids.zone, virtualNetworkIds: hub },
      { zoneId: inOtherGroup(ids.zone), virtualNetworkIds: [ids.network] },
    ],
    ["to its own and to one that is there", { virtualNetworkIds: hub }, { zoneId: ids.zone, virtualNetworkIds: hub }],
  ])("are refused where both link one network, %s", async (_what, one, two) => {
    const done = await both(one, two);
    const key = Array.isArray(two.virtualNetworkIds) ? "[0]" : `.${Object.keys(two.virtualNetworkIds ?? {})[0]}`;
    expect(done.error).toContain(
      `DNS-03 at privateEndpoints.hub.privateDns.virtualNetworkIds${key}: Registry "one" links this virtual network already`,
    );
    expect(done.error).toContain("write privateDns: dns in both");
    expect(listOf(done).filter((name) => name.includes(" two"))).toEqual([]);
  });

  it("are refused where both link one network that has yet to be made", async () => {
    const done = await run(
      () => {
        const network = new VirtualNetwork("hub", { resourceGroupName: "platform" });
        inGroup("one", "a", { virtualNetworkIds: { hub: network.id } });
        inGroup("two", "b", { virtualNetworkIds: { hub: network.id } });
      },
      { preview: true },
    );
    expect(done.error).toContain("DNS-03 at privateEndpoints.hub.privateDns.virtualNetworkIds.hub");
  });

  it("are refused when two outputs turn out to be one network, before anything of the second is made", async () => {
    const done = await both(
      { virtualNetworkIds: { hub: pulumi.output(ids.network) } },
      { virtualNetworkIds: { hub: pulumi.output(ids.network.toLowerCase()) } },
    );
    expect(done.error).toContain(
      'DNS-03 at privateEndpoints.hub.privateDns.virtualNetworkIds.hub: Registry "one" links',
    );
    expect(listOf(done).filter((name) => name.includes(" two"))).toEqual(["pulumi-acr:index:Registry two"]);
  });

  it("are told by whichever network is known last", async () => {
    const slow = new Promise<string>((done) => setTimeout(() => done(ids.network), 200));
    const done = await both(
      { virtualNetworkIds: { hub: slow } },
      { virtualNetworkIds: { hub: pulumi.output(ids.network) } },
    );
    expect(done.error).toContain('Registry "two" links this virtual network already');
  });

  it("are refused beside a shared private DNS that links the network, with the word to write", async () => {
    const done = await run(() => {
      new acr.PrivateDns("hub", { zoneId: ids.zone, virtualNetworkIds: hub });
      inGroup("one", "a", { zoneId: ids.zone, virtualNetworkIds: hub });
    });
    expect(done.error).toContain('fix:     Write privateDns: dns, where dns is PrivateDns "hub".');
  });

  it("are made where they share no network and no group", async () => {
    const done = await both({ virtualNetworkIds: hub }, { virtualNetworkIds: { hub: inOtherGroup(ids.network) } });
    expect([done.error, told(done)]).toEqual(["", ""]);
    expect(zonesAndLinks(done)).toHaveLength(4);
  });

  it("are made where the groups of one name are in two subscriptions", async () => {
    const done = await run(() => {
      const provider = new Provider("there", { subscriptionId: "2222" });
      inGroup("one", "a", {});
      inGroup("two", "a", { provider, resourceGroupName: "a" });
    });
    expect(done.error).toBe("");
  });

  it("are of one program only: another run knows nothing of them", async () => {
    const one = () => run(() => void inGroup("one", "a", { virtualNetworkIds: hub }));
    expect([(await one()).error, (await one()).error]).toEqual(["", ""]);
  });

  it("a network that one registry links to two zones is refused as well", async () => {
    const done = await withEndpoints({
      a: endpoint({ zoneId: ids.zone, virtualNetworkIds: hub }),
      b: endpoint({ zoneId: inOtherGroup(ids.zone), virtualNetworkIds: { other: ids.network } }),
    });
    expect(done.error).toContain(
      "DNS-03 at privateEndpoints.b.privateDns.virtualNetworkIds.other: This virtual network is linked to another zone already",
    );
  });

  it("a network that turns out to have two names in one registry is refused", async () => {
    const done = await withEndpoints({
      a: endpoint({ virtualNetworkIds: { hub: pulumi.output(ids.network) } }),
      b: endpoint({ virtualNetworkIds: { main: pulumi.output(ids.network) } }),
    });
    expect(done.error).toContain(
      "DNS-03 at privateEndpoints.b.privateDns.virtualNetworkIds.main: This virtual network is linked as privateEndpoints.a.privateDns.virtualNetworkIds.hub already",
    );
  });
});

it("K18: endpoints are made one after another, also those of their own", async () => {
  const subnetId = ids.subnet;
  const done = await run(() => {
    const registry = new acr.Registry("images", { ...premium, privateEndpoints: { a: { subnetId }, b: { subnetId } } });
    new acr.PrivateEndpoint("c", { registry, subnetId });
  });
  const before = (name: string) =>
    find(done, "azure-native:network:PrivateEndpoint", name).dependencies.filter((urn) =>
      urn.includes("PrivateEndpoint"),
    );
  const urn = (name: string) => find(done, "azure-native:network:PrivateEndpoint", name).urn;
  expect([before("images-a"), before("images-b"), before("c")]).toEqual([[], [urn("images-a")], [urn("images-b")]]);
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
