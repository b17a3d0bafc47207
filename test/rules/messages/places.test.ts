import { UNKNOWN } from "../../../src/model";
import { privateEndpointRules } from "../../../src/rules/privateEndpoints/privateEndpoints";
import { subnetRules } from "../../../src/rules/privateEndpoints/subnets";
import { replicationRules } from "../../../src/rules/replications/replications";
import { zoneRules } from "../../../src/rules/replications/zones";
import { pinTexts, sayNothing } from "./texts";

// Whole findings of the rules on private endpoints, replicas and zones.

const rules = [...privateEndpointRules, ...subnetRules, ...replicationRules, ...zoneRules];
const premium = (rest: object, location: string | undefined = "westeurope") => ({
  sku: { name: "Premium" },
  location,
  ...rest,
});
const regions = (...locations: string[]) => ({
  replications: Object.fromEntries(locations.map((location) => [location, { location }])),
});
const endpoint = (rest: object) => ({ privateEndpoints: { hub: rest } });
const grouped = (...groupIds: string[]) => endpoint({ privateLinkServiceConnections: [{ name: "hub", groupIds }] });
const statics = (...members: (string | object)[]) =>
  endpoint({
    ipConfigurations: members.map((one, index) =>
      typeof one === "string" ? { groupId: "registry", memberName: one, privateIPAddress: `10.0.0.${index + 4}` } : one,
    ),
  });
const zones = (...names: string[]) =>
  endpoint({
    privateDnsZoneGroups: {
      default: {
        privateDnsZoneConfigs: names.map((name) => ({
          privateDnsZoneId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/${name}`,
        })),
      },
    },
  });
const inSubnet = (amount: number, prefix: string, rest: object = {}) => ({
  privateEndpoints: Object.fromEntries(
    Array.from({ length: amount }, (_, index) => [
      `e${index}`,
      { subnet: { id: "/subscriptions/s/Subnets/S" }, subnetPrefixes: [prefix], ...rest },
    ]),
  ),
});
const addressed = (...addresses: (string | undefined)[]) =>
  inSubnet(1, "10.0.0.0/27", {
    ipConfigurations: addresses.map((privateIPAddress, index) => ({
      memberName: index ? `registry_data_${index}` : "registry",
      privateIPAddress,
    })),
  });
const alone = (privateIPAddress: string) => ({ ipConfigurations: [{ memberName: "registry", privateIPAddress }] });
const manual = { manualPrivateLinkServiceConnections: [{ name: "hub", groupIds: ["registry"] }] };

pinTexts("places.txt", rules, {
  "C051, a member in place of the group": [premium(grouped("registry_data_eastus"))],
  "several groups of a manual connection": [
    premium(endpoint({ manualPrivateLinkServiceConnections: [{ groupIds: ["registry", "blob"] }] })),
  ],
  "no group": [premium(grouped())],
  "a private endpoint below Premium": [{ sku: { name: "Standard" }, ...endpoint({}) }],
  "201 private endpoints": [
    premium({ privateEndpoints: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`e${index}`, {}])) }),
  ],
  "static addresses without the home region": [premium(statics("registry"))],
  "static addresses without regional endpoints": [
    premium({ ...statics("registry", "registry_data_westeurope"), regionalEndpoints: "Enabled" }),
  ],
  "static addresses without anything of the registry": [
    premium({
      ...statics({ groupId: "registry", memberName: "Registry_Data_WestEurope" }),
      regionalEndpoints: "Enabled",
    }),
  ],
  "a static address of another group, of no member, and twice": [
    premium(
      statics(
        "registry",
        "registry_data_westeurope",
        { groupId: "blob", memberName: "blob" },
        { groupId: "registry" },
        "registry",
      ),
    ),
  ],
  "a static address of a region that the registry is not in": [
    premium(statics("registry", "registry_data_westeurope", "registry_data_eastus")),
  ],
  "a static address of no member, while the home region is open": [premium(statics("registry", "server"), "")],
  "C053, static addresses without a replica": [
    premium({ ...statics("registry", "registry_data_westeurope"), ...regions("westus") }),
  ],
  "static addresses without two replicas": [
    premium({
      ...statics("registry", "registry_data_westeurope"),
      ...regions("West US", "eastus"),
      regionalEndpoints: "Enabled",
    }),
  ],
  "C052, the zone of another cloud": [premium(zones("privatelink.azurecr.us"))],
  "the public cloud's zone in China": [premium(zones("privatelink.azurecr.io"), "China North 3")],
  "a zone of the registry's own": [
    premium(zones("contoso.privatelink.azurecr.io", "privatelink.blob.core.windows.net"), ""),
  ],
  "two zone groups": [premium(endpoint({ privateDnsZoneGroups: { a: {}, b: {} } }))],
  "a replica beside a manual connection": [
    premium({ ...endpoint(manual), ...regions("westus") }),
    premium(endpoint(manual)),
  ],
  "two replicas beside a manual connection": [
    premium({ ...endpoint(manual), ...regions("westus", "eastus") }),
    premium(endpoint(manual)),
  ],
  "C054, a subnet that is too small": [premium({ ...inSubnet(1, "10.0.0.0/29"), ...regions("westus", "eastus") })],
  "a subnet too small for two endpoints with regional endpoints": [
    premium({ ...inSubnet(2, "10.0.0.0/28"), ...regions("westus", "eastus"), regionalEndpoints: "Enabled" }),
  ],
  "a subnet too small for endpoints of one region": [premium(inSubnet(2, "10.0.0.0/29"))],
  "a small subnet": [premium(inSubnet(1, "10.0.0.0/28"))],
  "a small subnet of two endpoints": [premium(inSubnet(2, "10.0.0.16/28"))],
  "addresses that are none, twice, outside, and kept by Azure": [
    premium(addressed("10.0.0", "10.0.0.4", "10.0.0.4", "10.0.1.4", "10.0.0.3", "10.0.0.31"), ""),
  ],
  "one address in one subnet from two endpoints": [premium(inSubnet(2, "10.0.0.0/24", alone("10.0.0.9")), "")],
  "C108, replicas below Premium": [{ sku: { name: "Standard" }, ...regions("westus") }],
  "a replica at home": [premium(regions("West Europe"))],
  "two replicas of one region": [
    premium({ replications: { a: { location: "westus2" }, b: { location: "West US 2" }, c: { location: "WESTUS2" } } }),
  ],
  "a replica that moves": [
    premium({ replications: { a: { location: "eastus" } } }),
    premium({ replications: { a: { location: "westus" } } }),
  ],
  "the home replica goes": [premium({}), premium({ replications: { home: { location: "West Europe" } } })],
  "every region is out": [
    premium({
      replications: {
        home: { location: "westeurope", regionEndpointEnabled: false },
        us: { location: "westus", regionEndpointEnabled: false },
      },
    }),
  ],
  "C112, zones of a replica": [premium({ replications: { us: { location: "westus", zoneRedundancy: "enabled" } } })],
  "a replica in another cloud": [premium(regions("usgovvirginia", "chinaeast2"))],
  "C090, zones": [premium({ zoneRedundancy: "Enabled" })],
  "zones below Premium, in other capitals": [{ sku: { name: "Basic" }, zoneRedundancy: "enabled" }],
  "C093, zones that go": [premium({ zoneRedundancy: "Disabled" }), premium({ zoneRedundancy: "Enabled" })],
  "zones that come": [premium({ zoneRedundancy: "Enabled" }), premium({ zoneRedundancy: "Disabled" })],
  "zones where there are none": [premium({ zoneRedundancy: "Enabled" }, "Jio India West")],
});

sayNothing(rules, {
  "C050, the group": [premium(grouped("registry"))],
  "the group in other capitals, and one that is not known yet": [
    premium({
      privateEndpoints: { a: { privateLinkServiceConnections: [{ groupIds: ["Registry"] }, { groupIds: UNKNOWN }] } },
    }),
  ],
  "200 private endpoints": [
    premium({ privateEndpoints: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`e${index}`, {}])) }),
  ],
  "static addresses of every member": [
    premium({
      ...statics(
        "registry",
        "registry_data_westeurope",
        "registry_westeurope",
        "registry_data_westus",
        "registry_westus",
      ),
      ...regions("West US"),
      regionalEndpoints: "Enabled",
    }),
  ],
  "static addresses while the home region is open": [premium(statics("registry", "registry_data_westeurope"), "")],
  "static addresses of which one is not known yet": [
    premium(statics("registry", { groupId: "registry", memberName: UNKNOWN })),
  ],
  "static addresses while a replica's region is not known yet": [
    premium({ ...statics("registry", "registry_data_westeurope"), replications: { a: { location: UNKNOWN } } }),
  ],
  "the zone of the cloud, beside another one": [
    premium(zones("privatelink.blob.core.windows.net", "PrivateLink.azurecr.io")),
  ],
  "the zones of the other clouds": [premium(zones("privatelink.azurecr.us"), "usgovarizona")],
  "any cloud's zone while the region is open": [premium(zones("privatelink.azurecr.cn"), "")],
  "a zone group without zones": [premium(endpoint({ privateDnsZoneGroups: { a: { privateDnsZoneConfigs: [] } } }))],
  "a zone that is not known yet": [
    premium(endpoint({ privateDnsZoneGroups: { a: { privateDnsZoneConfigs: [{ privateDnsZoneId: UNKNOWN }] } } })),
  ],
  "a replica beside a new manual connection": [premium({ ...endpoint(manual), ...regions("westus") }), premium({})],
  "the same replicas beside a manual connection": [
    premium({ ...endpoint(manual), ...regions("westus") }),
    premium({ ...endpoint(manual), ...regions("westus") }),
  ],
  "M23, four addresses of 27": [premium({ ...inSubnet(1, "10.0.0.0/27"), ...regions("westus", "eastus") })],
  "endpoints in subnets of their own": [
    premium({
      privateEndpoints: { a: { subnetPrefixes: ["10.0.0.0/27"] }, b: { subnetPrefixes: ["10.1.0.0/27", "fd00::/64"] } },
    }),
  ],
  "a subnet of IPv6 alone": [premium(inSubnet(1, "fd00::/64"))],
  "the first and the last usable address": [premium(addressed("10.0.0.4", "10.0.0.30", undefined), "")],
  "one address in two subnets": [premium({ privateEndpoints: { a: alone("10.0.0.9"), b: alone("10.0.0.9") } }, "")],
  "C114, replicas of two regions": [premium(regions("westus", "eastus2"))],
  "a replica spelled otherwise": [
    premium({ replications: { a: { location: "West US" } } }),
    premium({ replications: { a: { location: "westus" } } }),
  ],
  "replicas of which one is in": [
    premium({ replications: { a: { location: "westus", regionEndpointEnabled: false }, b: { location: "eastus" } } }),
  ],
  "every replica out, but home in": [
    premium({ replications: { a: { location: "westus", regionEndpointEnabled: false } } }),
  ],
  "the home replica under another key": [
    premium({ replications: { b: { location: "westeurope", regionEndpointEnabled: UNKNOWN } }, location: UNKNOWN }),
    premium({ replications: { a: { location: "westeurope" } } }),
  ],
  "replicas that are not known yet": [premium({ replications: { a: UNKNOWN, b: { location: UNKNOWN } } })],
  "no zones, and none before": [premium({ zoneRedundancy: "Disabled" }), premium({})],
  "C058, no zones below Premium": [{ sku: { name: "Basic" }, zoneRedundancy: "Disabled" }],
  "replicas without regions": [premium({ replications: { a: {}, b: {} } })],
});
