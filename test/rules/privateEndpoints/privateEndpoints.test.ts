import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { privateEndpointRules } from "../../../src/rules/privateEndpoints/privateEndpoints";
import { subnetRules } from "../../../src/rules/privateEndpoints/subnets";

const rules = [...privateEndpointRules, ...subnetRules];
const premium = (rest: object = {}) => ({ sku: { name: "Premium" }, location: "eastus", ...rest });
const hub = (endpoint: object, rest: object = {}) => premium({ privateEndpoints: { hub: endpoint }, ...rest });
const group = (...groupIds: unknown[]) => ({ privateLinkServiceConnections: [{ name: "hub", groupIds }] });
const address = (memberName: string, privateIPAddress?: string) => ({
  name: memberName,
  groupId: "registry",
  memberName,
  ...(privateIPAddress ? { privateIPAddress } : {}),
});
const fixed = (...members: string[]) => ({ ipConfigurations: members.map((member) => address(member)) });
const replicas = (...regions: string[]) => ({
  replications: Object.fromEntries(regions.map((location) => [location, { location }])),
});
const zoneId = (name: string) =>
  `/subscriptions/s/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/${name}`;
const zones = (...names: string[]) => ({
  privateDnsZoneGroups: {
    default: { privateDnsZoneConfigs: names.map((name) => ({ name: "z", privateDnsZoneId: zoneId(name) })) },
  },
});
const subnet = (prefix: string, id = "snet") => ({ subnet: { id }, subnetPrefixes: [prefix] });

/** What the rules on private endpoints say of a model: severity, rule and place. */
const verdicts = (model: object, previous?: object) =>
  check(model, { rules, previous }).map(({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`);

const at = "privateEndpoints.hub";

describe("cases of the reference", () => {
  it.each<[string, object, string[]]>([
    ["C050", hub(group("registry")), []],
    ["C051", hub(group("registry_data_eastus")), [`error PE-02 ${at}.privateLinkServiceConnections.0.groupIds`]],
    ["C052", hub(zones("privatelink.azurecr.us")), [`warning PE-04 ${at}.privateDnsZoneGroups`]],
    ["C053 before", hub(fixed("registry", "registry_data_eastus")), []],
    [
      "C053 after",
      hub(fixed("registry", "registry_data_eastus"), replicas("westus")),
      [`error PE-09 ${at}.ipConfigurations`],
    ],
    ["C054", hub(subnet("10.0.0.0/29"), replicas("westus", "westeurope")), [`error PE-07 ${at}.subnet`]],
    ["C091 of the policies", { sku: { name: "Basic" }, privateEndpoints: { hub: {} } }, [`error PE-01 ${at}`]],
    ["B6", hub({ ...group("registry"), ...zones("privatelink.azurecr.io") }, replicas("westus")), []],
    ["M6", hub({ ...group("registry"), ...subnet("10.0.0.0/27") }, replicas("westus", "westeurope")), []],
    [
      "M7",
      premium({
        privateEndpoints: { a: subnet("10.0.0.0/27", "one"), b: subnet("10.1.0.0/27", "two") },
        ...replicas("westus"),
      }),
      [],
    ],
  ])("%s", (_case, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("addresses of a subnet (M23)", () => {
  // A /28 gives 11 addresses, a /29 gives 3.
  const three = replicas("westus", "westeurope");
  it.each<[string, object, string[]]>([
    ["3 of 3", hub(subnet("10.0.0.0/29"), replicas("westus")), [`warning PE-08 ${at}.subnet`]],
    ["4 of 3", hub(subnet("10.0.0.0/29"), three), [`error PE-07 ${at}.subnet`]],
    ["7 of 11", hub(subnet("10.0.0.0/28"), { ...three, regionalEndpoints: "Enabled" }), [`warning PE-08 ${at}.subnet`]],
    [
      "2 times 7 of 11",
      premium({
        privateEndpoints: { hub: subnet("10.0.0.0/28"), spoke: subnet("10.0.0.0/28", "SNET") },
        ...three,
        regionalEndpoints: "Enabled",
      }),
      [`error PE-07 ${at}.subnet`],
    ],
    [
      "2 times 7 in two subnets",
      premium({
        privateEndpoints: { hub: subnet("10.0.0.0/27"), spoke: subnet("10.0.0.0/27", "other") },
        ...three,
        regionalEndpoints: "Enabled",
      }),
      [],
    ],
    [
      "a replica in the home region takes none",
      hub(subnet("10.0.0.0/29"), replicas("westus", "East US")),
      [`warning PE-08 ${at}.subnet`],
    ],
    ["an unknown replica", hub(subnet("10.0.0.0/29"), replicas("westus", UNKNOWN)), []],
    ["an unknown prefix", hub(subnet(UNKNOWN), three), []],
    [
      "unknown subnets",
      premium({
        privateEndpoints: { hub: subnet("10.0.0.0/28", UNKNOWN), spoke: subnet("10.0.0.0/28", UNKNOWN) },
        ...three,
        regionalEndpoints: "Enabled",
      }),
      [`warning PE-08 ${at}.subnet`, "warning PE-08 privateEndpoints.spoke.subnet"],
    ],
    ["an IPv6 prefix alone", hub(subnet("2001:db8::/64"), three), []],
    ["a /27", hub(subnet("10.0.0.0/27"), three), []],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("static addresses", () => {
  const both = (home: string, data: string, rest: object = subnet("10.0.0.0/27")) => ({
    ipConfigurations: [address("registry", home), address("registry_data_eastus", data)],
    ...rest,
  });
  const place = (index: number, key = "hub") => `privateEndpoints.${key}.ipConfigurations.${index}.privateIPAddress`;
  it.each<[string, object, string[]]>([
    ["inside the subnet", hub(both("10.0.0.4", "10.0.0.30")), []],
    ["kept by Azure at the start", hub(both("10.0.0.3", "10.0.0.4")), [`error PE-07 ${place(0)}`]],
    ["kept by Azure at the end", hub(both("10.0.0.4", "10.0.0.31")), [`error PE-07 ${place(1)}`]],
    ["outside", hub(both("10.0.0.4", "10.0.1.4")), [`error PE-07 ${place(1)}`]],
    ["no address", hub(both("10.0.0.4", "fd00::1")), [`error PE-07 ${place(1)}`]],
    ["twice in one endpoint", hub(both("10.0.0.4", "10.0.0.4")), [`error PE-07 ${place(1)}`]],
    ["of an unknown subnet", hub(both("10.0.0.4", "10.0.1.4", { subnetPrefixes: UNKNOWN })), []],
    [
      "twice in one subnet",
      premium({ privateEndpoints: { a: both("10.0.0.4", "10.0.0.5"), b: both("10.0.0.5", "10.0.0.6") } }),
      [`error PE-07 ${place(0, "b")}`],
    ],
    [
      "the same in two subnets",
      premium({
        privateEndpoints: {
          a: both("10.0.0.4", "10.0.0.5", subnet("10.0.0.0/27", "one")),
          b: both("10.0.0.4", "10.0.0.5", subnet("10.0.0.0/27", "two")),
        },
      }),
      [],
    ],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("members", () => {
  const member = (index: number) => `${at}.ipConfigurations.${index}.memberName`;
  it.each<[string, object, string[]]>([
    [
      "all of three regions",
      hub(fixed("registry", "registry_data_eastus", "registry_data_westus"), {
        replications: { w: { location: "West US" } },
      }),
      [],
    ],
    ["the home region's data missing", hub(fixed("registry")), [`error PE-03 ${at}.ipConfigurations`]],
    ["the registry itself missing", hub(fixed("registry_data_eastus")), [`error PE-03 ${at}.ipConfigurations`]],
    [
      "one that the registry lacks",
      hub(fixed("registry", "registry_data_eastus", "registry_data_japaneast")),
      [`error PE-03 ${member(2)}`],
    ],
    ["one twice", hub(fixed("registry", "registry_data_eastus", "registry")), [`error PE-03 ${member(2)}`]],
    [
      "one without name",
      hub({ ipConfigurations: [{}, ...fixed("registry", "registry_data_eastus").ipConfigurations] }),
      [`error PE-03 ${member(0)}`],
    ],
    [
      "another group",
      hub({
        ipConfigurations: [{ groupId: "blob", memberName: "registry" }, address("registry_data_eastus")],
      }),
      [`error PE-03 ${at}.ipConfigurations.0.groupId`],
    ],
    [
      "regional endpoints",
      hub(fixed("registry", "registry_data_eastus", "registry_eastus"), { regionalEndpoints: "Enabled" }),
      [],
    ],
    [
      "regional endpoints missing",
      hub(fixed("registry", "registry_data_eastus"), { regionalEndpoints: "Enabled" }),
      [`error PE-03 ${at}.ipConfigurations`],
    ],
    [
      "regional endpoints that are off",
      hub(fixed("registry", "registry_data_eastus", "registry_eastus")),
      [`error PE-03 ${member(2)}`],
    ],
    ["an unknown home region", hub(fixed("registry", "registry_data_japaneast"), { location: UNKNOWN }), []],
    ["no home region", hub(fixed("registry", "registry_data_japaneast"), { location: undefined }), []],
    ["an unknown member", hub(fixed("registry", UNKNOWN)), []],
    ["dynamic addresses", hub({ ipConfigurations: [] }, replicas("westus")), []],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("groups and DNS", () => {
  const manual = (groupIds: unknown) => ({ manualPrivateLinkServiceConnections: [{ name: "hub", groupIds }] });
  const dns = [`warning PE-04 ${at}.privateDnsZoneGroups`];
  it.each<[string, object, string[]]>([
    ["a manual connection", hub(manual(["registry"])), []],
    [
      "a manual one to another group",
      hub(manual(["blob"])),
      [`error PE-02 ${at}.manualPrivateLinkServiceConnections.0.groupIds`],
    ],
    ["no group", hub(group()), [`error PE-02 ${at}.privateLinkServiceConnections.0.groupIds`]],
    ["two groups", hub(group("registry", "blob")), [`error PE-02 ${at}.privateLinkServiceConnections.0.groupIds`]],
    ["an unknown group", hub(group(UNKNOWN)), []],
    [
      "an unknown target",
      hub({ privateLinkServiceConnections: [{ privateLinkServiceId: UNKNOWN, groupIds: ["blob"] }] }),
      [`error PE-02 ${at}.privateLinkServiceConnections.0.groupIds`],
    ],
    ["a zone of Government", hub(zones("privatelink.azurecr.us"), { location: "usgovvirginia" }), []],
    ["a zone of China", hub(zones("privatelink.azurecr.cn"), { location: "China East 2" }), []],
    ["the public zone in China", hub(zones("privatelink.azurecr.io"), { location: "chinaeast2" }), dns],
    ["the zone of a vault", hub(zones("privatelink.vaultcore.azure.net")), dns],
    ["the right zone among others", hub(zones("privatelink.vaultcore.azure.net", "privatelink.azurecr.io")), []],
    ["another cloud's zone, location unknown", hub(zones("privatelink.azurecr.us"), { location: UNKNOWN }), []],
    [
      "an unknown zone",
      hub({
        privateDnsZoneGroups: { default: { privateDnsZoneConfigs: [{ privateDnsZoneId: UNKNOWN }] } },
      }),
      [],
    ],
    [
      "two zone groups",
      hub({ privateDnsZoneGroups: { a: UNKNOWN, b: UNKNOWN } }),
      [`error PE-04 ${at}.privateDnsZoneGroups`],
    ],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("count and change", () => {
  const many = (amount: number) =>
    premium({ privateEndpoints: Object.fromEntries(Array.from({ length: amount }, (_, index) => [`e${index}`, {}])) });
  it("takes 200 endpoints", () => expect(verdicts(many(200))).toEqual([]));
  it("does not take 201", () => expect(verdicts(many(201))).toEqual(["error PE-13 privateEndpoints"]));

  const manual = { manualPrivateLinkServiceConnections: [{ groupIds: ["registry"] }] };
  it("warns that a manual connection may wait again after a new replica", () => {
    expect(verdicts(hub(manual, replicas("westus")), hub(manual))).toEqual([`warning PE-11 ${at}`]);
    expect(verdicts(hub(manual, replicas("westus")), hub(manual, replicas("westus")))).toEqual([]);
    expect(verdicts(hub(manual, replicas("westus")), premium())).toEqual([]);
    expect(verdicts(hub(manual, replicas("westus")))).toEqual([]);
  });
});

describe("endpoints that do not all see their subnet", () => {
  const both = (a: unknown, b: unknown) =>
    premium({
      privateEndpoints: {
        a: { subnet: { id: "s" }, subnetPrefixes: a },
        b: { subnet: { id: "S" }, subnetPrefixes: b },
      },
    });
  it.each<[string, object, string[]]>([
    [
      "one is judged while the other's is not known",
      both(["10.0.0.0/30"], UNKNOWN),
      ["error PE-07 privateEndpoints.a.subnet"],
    ],
    ["both take addresses where one sees it", both(["10.0.0.0/29"], []), ["error PE-07 privateEndpoints.a.subnet"]],
    [
      "each is judged by what it sees",
      both(["10.0.0.0/30"], ["10.0.0.0/24"]),
      ["error PE-07 privateEndpoints.a.subnet"],
    ],
    ["one takes few addresses while the other's is not known", both(["10.0.0.0/27"], UNKNOWN), []],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("K4: a replica beside an endpoint that has static addresses already", () => {
  const two = fixed("registry", "registry_data_eastus");
  const three = fixed("registry", "registry_data_eastus", "registry_data_westus");
  const west = replicas("westus");
  const refused = "error PE-09 replications.westus";

  it.each<[string, object, object, string[]]>([
    ["with an address for it", hub(two), hub(three, west), [refused]],
    ["without an address for it", hub(two), hub(two, west), [refused]],
    ["while the addresses go", hub(two), hub({}, west), [refused]],
    ["while the endpoint goes", hub(two), premium(west), [refused]],
    [
      "that is renamed, in a region that was there",
      hub(three, west),
      hub(three, { replications: { w: west.replications.westus } }),
      [],
    ],
    ["first deployment: without the addresses", hub(two), hub({}), []],
    ["second deployment: the replica", hub({}), hub({}, west), []],
    ["third deployment: the addresses again", hub({}, west), hub(three, west), []],
    ["of an endpoint that is new", premium(), hub(three, west), []],
    ["of a new endpoint without an address for it", premium(), hub(two, west), [`error PE-09 ${at}.ipConfigurations`]],
    ["whose addresses are not known", hub({ ipConfigurations: UNKNOWN }), hub(three, west), []],
  ])("%s", (_what, before, after, expected) => expect(verdicts(after, before)).toEqual(expected));

  it("is refused with the order of the three deployments", () => {
    expect(check(hub(three, west), { rules, previous: hub(two) })).toMatchObject([
      {
        message:
          'Replica "westus" is made before private endpoint "hub" changes, and the endpoint has static addresses, but none for registry_data_westus.',
        fix: 'Do it in three deployments: 1. take the static addresses out of private endpoint "hub", 2. add the replica, 3. give the static addresses again, with one for registry_data_westus.',
      },
    ]);
  });

  it("is told to be made in three deployments only where the endpoint may be there", () => {
    const fixOf = (previous?: object) => check(hub(two, west), { rules, previous })[0]?.fix;
    expect(fixOf(premium())).toBe("Add an ipConfiguration for registry_data_westus, or leave ipConfigurations out.");
    expect(fixOf()).toContain("If the endpoint is there already, do it in three deployments");
  });
});
