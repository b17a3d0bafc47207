import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "./project";

// F5 and F6 on the real engine: what belongs to another subscription is made there, and two registries of a program do
// not get in each other's way. The program does what CASE says.

const there = "22222222-2222-2222-2222-222222222222";
const project = makeProject(
  "subscriptions",
  `
const acr = require("pulumi-acr");
const { Provider } = require("@pulumi/azure-native/provider.js");
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const { VirtualNetwork } = require("@pulumi/azure-native/network/virtualNetwork.js");
const { Subnet } = require("@pulumi/azure-native/network/subnet.js");
const { PrivateZone } = require("@pulumi/azure-native/privatedns/privateZone.js");
const { Vault } = require("@pulumi/azure-native/keyvault/vault.js");
const { Key } = require("@pulumi/azure-native/keyvault/key.js");

const location = "westeurope";
const connectivity = new Provider("connectivity", { subscriptionId: "${there}", location });
const group = new ResourceGroup("registries", { location });
const hub = new ResourceGroup("hub", { location }, { provider: connectivity });
const network = new VirtualNetwork("hub", { resourceGroupName: group.name, location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
const subnetId = new Subnet("endpoints", { resourceGroupName: group.name, virtualNetworkName: network.name,
  addressPrefix: "10.0.1.0/24" }).id;
const virtualNetworkIds = { hub: network.id };
const premium = { resourceGroupName: group.name, location, sku: "Premium" };
const registry = (name, privateDns) =>
  new acr.Registry(name, { ...premium, privateEndpoints: { hub: { subnetId, privateDns } } });
const zone = () => new PrivateZone("central", { resourceGroupName: hub.name, location: "global",
  privateZoneName: "privatelink.azurecr.io" }, { provider: connectivity });
const vault = () => {
  const made = new Vault("keys", { resourceGroupName: hub.name, location, properties: {
    tenantId: "11111111-1111-1111-1111-111111111111", sku: { family: "A", name: "standard" },
    accessPolicies: [], enablePurgeProtection: true } }, { provider: connectivity, ignoreChanges: ["properties.accessPolicies"] });
  new Key("key", { resourceGroupName: hub.name, vaultName: made.name, keyName: "registry", properties: { kty: "RSA" } },
    { provider: connectivity });
  return made.id;
};
({
  links: () => registry("one", { zoneId: zone().id, virtualNetworkIds, provider: connectivity }),
  linksHere: () => registry("one", { zoneId: zone().id, virtualNetworkIds }),
  linksOfText: () => registry("one", { virtualNetworkIds, zoneId:
    "/subscriptions/${there}/resourceGroups/central/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io" }),
  key: () => new acr.Registry("one", { ...premium, encryption:
    { keyVaultId: vault(), keyName: "registry", keyVaultAccess: "accessPolicy", keyVaultProvider: connectivity } }),
  twoZones: () => ["one", "two"].map((name) => registry(name, { virtualNetworkIds })),
  oneNetwork: () => ["one", "two"].map((name) => registry(name, { virtualNetworkIds, zoneId: zoneIdOnce(), provider: connectivity })),
  secondJoins: () => registry("two", { zoneId: registry("one", { virtualNetworkIds }).privateDnsZone.id }),
})[process.env.CASE]();
var once;
function zoneIdOnce() { return (once ??= zone()).id; }
`,
);
afterAll(() => project.remove());

const run = (line: string, name: string) => project.run(`${line} --color never --non-interactive`, { CASE: name });
const up = (name: string) => run("up --skip-preview --yes", name);
const destroy = () => run("destroy --skip-preview --yes", "links");
/** The ids in the local Azure that have a word in them. */
const idsWith = async (word: string) =>
  (await project.run("resources")).text.split("\n").filter((line) => line.includes(word));

describe("F5: what is in another subscription", { timeout: 120_000 }, () => {
  it("has the links of a zone made beside the zone, stays as it is, and goes away", async () => {
    expect(await up("links")).toMatchObject({ code: 0 });
    expect(await idsWith("virtualNetworkLinks")).toEqual([expect.stringContaining(`/subscriptions/${there}/`)]);
    expect(await idsWith("privateEndpoints/one")).toEqual([
      expect.stringContaining("/subscriptions/00000000-"),
      expect.stringContaining("/subscriptions/00000000-"),
    ]);
    expect((await run("up --skip-preview --yes --expect-no-changes", "links")).code).toBe(0);
    expect((await run("refresh --skip-preview --yes --expect-no-changes", "links")).code).toBe(0);
    expect((await destroy()).code).toBe(0);
  });

  it("has the access policy of a key made on its vault", async () => {
    expect(await up("key")).toMatchObject({ code: 0 });
    expect(await idsWith("accessPolicy")).toEqual([expect.stringContaining(`/subscriptions/${there}/`)]);
    expect((await destroy()).code).toBe(0);
  });

  it("is refused in the preview without a provider of it, with the provider to write", async () => {
    const { code, text } = await run("preview", "linksOfText");
    expect(code).not.toBe(0);
    expect(text).toContain(
      "error SUB-01 at privateEndpoints.hub.privateDns.zoneId: The zone is in subscription 22222222-",
    );
    expect(text).toContain(
      `In privateDns write provider: new azure.Provider("there", { subscriptionId: "${there}" }).`,
    );
  });

  it("is refused before the registry is made where the zone is made first", async () => {
    const { code, text } = await up("linksHere");
    expect(code).not.toBe(0);
    expect(text).toContain("error SUB-01 at privateEndpoints.hub.privateDns.zoneId");
    expect(await idsWith("registries/one")).toEqual([]);
    expect((await destroy()).code).toBe(0);
  });
});

describe("F6: two registries of one program", { timeout: 120_000 }, () => {
  it("are refused in the preview where both make a zone in a group that has yet to be made", async () => {
    const { code, text } = await run("preview", "twoZones");
    expect(code).not.toBe(0);
    expect(text).toContain(
      'error DNS-02 at privateEndpoints.hub.privateDns: Registry "one" makes the private DNS zone',
    );
    expect(text).toContain("write privateDns: dns in both");
  });

  it("are refused in the preview where both link a network that has yet to be made", async () => {
    const { code, text } = await run("preview", "oneNetwork");
    expect(code).not.toBe(0);
    expect(text).toContain(
      'error DNS-03 at privateEndpoints.hub.privateDns.virtualNetworkIds.hub: Registry "one" links this virtual network',
    );
  });

  it("share the zone of the first", async () => {
    expect(await up("secondJoins")).toMatchObject({ code: 0 });
    expect(await idsWith("virtualNetworkLinks")).toHaveLength(1);
    expect((await destroy()).code).toBe(0);
  });
});
