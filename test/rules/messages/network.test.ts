import { expect, it } from "vitest";
import { check } from "../../../src/rules/check";
import { describeFinding } from "../../../src/rules/describe";
import { bypassRules } from "../../../src/rules/network/bypass";
import { endpointRules } from "../../../src/rules/network/endpoints";
import { firewallRules } from "../../../src/rules/network/firewall";
import { networkRules } from "../../../src/rules/network/publicAccess";
import { serviceEndpointRules } from "../../../src/rules/network/serviceEndpoints";
import { privateEndpointRules } from "../../../src/rules/privateEndpoints/privateEndpoints";
import { subnetRules } from "../../../src/rules/privateEndpoints/subnets";
import { replicationRules } from "../../../src/rules/replications/replications";
import { zoneRules } from "../../../src/rules/replications/zones";

const zoneId = (name: string) =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/${name}`;
const rules = [
  ...networkRules,
  ...bypassRules,
  ...firewallRules,
  ...serviceEndpointRules,
  ...endpointRules,
  ...privateEndpointRules,
  ...subnetRules,
  ...replicationRules,
  ...zoneRules,
];
const docs = "https://learn.microsoft.com/azure/container-registry";
const premium = { sku: { name: "Premium" }, location: "eastus" };
const allowing = (iPAddressOrRange: string) => ({
  networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange }] },
});

it.each<[string, object, string]>([
  [
    "NET-02",
    { sku: { name: "Standard" }, publicNetworkAccess: "Disabled" },
    `error NET-02 at publicNetworkAccess: publicNetworkAccess "Disabled" needs the Premium tier; this registry is Standard.
  given:   "Disabled"
  allowed: Public network access off: on Premium only.
  fix:     Set sku: "Premium", or leave publicNetworkAccess out.
  docs:    ${docs}/container-registry-private-endpoints`,
  ],
  [
    "NET-03",
    { ...premium, publicNetworkAccess: "Disabled" },
    `warning NET-03 at publicNetworkAccess: Public network access is off and no private endpoint is seen here, so clients cannot pull or push.
  given:   "Disabled"
  fix:     Add a private endpoint, for instance privateEndpoints: { hub: { subnetId } }. If one is made elsewhere, nothing is wrong: accept the warning.
  docs:    ${docs}/container-registry-private-endpoints`,
  ],
  [
    "NET-04",
    { ...premium, publicNetworkAccess: "Disabled", privateEndpoints: { hub: {} }, ...allowing("203.0.113.10") },
    `warning NET-04 at networkRuleSet.ipRules: The firewall rules have no effect: publicNetworkAccess is "Disabled", which overrides them.
  given:   "1 rule"
  fix:     Remove the rules, or set publicNetworkAccess: "Enabled" to let them count.
  with:    publicNetworkAccess
  docs:    ${docs}/container-registry-access-selected-networks`,
  ],
  [
    "NET-07",
    { ...premium, networkRuleSet: { ipRules: [] } },
    `error NET-07 at networkRuleSet.defaultAction: networkRuleSet has no defaultAction.
  allowed: "Allow", "Deny"
  fix:     Set networkRuleSet.defaultAction: "Deny" to let only the rules in.
  docs:    ${docs}/container-registry-access-selected-networks`,
  ],
  [
    "NET-09",
    { ...premium, networkRuleSet: { defaultAction: "Deny" } },
    `warning NET-09 at networkRuleSet.defaultAction: The firewall denies by default and has no rule, and no private endpoint is seen here: only trusted services get in.
  given:   "Deny"
  fix:     Add networkRuleSet.ipRules or a private endpoint. If one is made elsewhere, nothing is wrong: accept the warning.
  docs:    ${docs}/container-registry-access-selected-networks`,
  ],
  [
    "NET-10",
    { ...premium, ...allowing("2001:db8::/32") },
    `error NET-10 at networkRuleSet.ipRules[0].iPAddressOrRange: The firewall takes no IPv6, and "2001:db8::/32" is IPv6.
  given:   "2001:db8::/32"
  allowed: An IPv4 address or CIDR block.
  fix:     Write an address or a block, for instance iPAddressOrRange: "203.0.113.0/24".
  docs:    ${docs}/container-registry-access-selected-networks`,
  ],
  [
    "NET-11",
    { ...premium, ...allowing("203.0.113.10/32") },
    `warning NET-11 at networkRuleSet.ipRules[0].iPAddressOrRange: The service drops the /32 of "203.0.113.10/32", so a refresh shows a difference.
  given:   "203.0.113.10/32"
  fix:     Write 203.0.113.10.
  docs:    ${docs}/container-registry-access-selected-networks`,
  ],
  [
    "NET-14",
    { ...premium, ...allowing("10.0.0.0/8") },
    `warning NET-14 at networkRuleSet.ipRules[0].iPAddressOrRange: The IP rule for 10.0.0.0/8 has no effect: it lies in the private range 10.0.0.0/8, and the firewall sees public addresses only.
  given:   "10.0.0.0/8"
  fix:     Name the public address behind which the clients are, or use a private endpoint.
  docs:    ${docs}/container-registry-access-selected-networks`,
  ],
  [
    "NET-22",
    {
      ...premium,
      networkRuleBypassOptions: "None",
      cacheRules: { alpine: {}, nginx: {} },
      ...allowing("203.0.113.10"),
    },
    `warning NET-22 at networkRuleBypassOptions: networkRuleBypassOptions "None" on a restricted registry breaks its cache rules "alpine" and "nginx", and image import and Defender scanning too.
  given:   "None"
  fix:     Set networkRuleBypassOptions: "AzureServices", unless none of these services uses the registry.
  with:    cacheRules.alpine, cacheRules.nginx
  docs:    ${docs}/allow-access-trusted-services`,
  ],
  [
    "NET-24",
    { ...premium, ...allowing("203.0.113.10"), tasks: { build: { identity: { type: "SystemAssigned" } } } },
    `warning NET-24 at tasks.build.identity.type: Task "build" gets 403 from this restricted registry: its system-assigned identity may not pass the firewall while networkRuleBypassAllowedForTasks is not true.
  given:   "SystemAssigned"
  fix:     Set networkRuleBypassAllowedForTasks: true on the registry, or run the task in an agent pool inside a virtual network.
  with:    networkRuleBypassAllowedForTasks, networkRuleSet.defaultAction
  docs:    ${docs}/manage-network-bypass-policy-for-tasks`,
  ],
  [
    "EP-05",
    { ...premium, endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: false },
    `error EP-05 at endpointProtocol: endpointProtocol "IPv4AndIPv6" needs dataEndpointEnabled: true, and it is false.
  given:   "IPv4AndIPv6"
  fix:     Set dataEndpointEnabled: true, or leave endpointProtocol out.
  with:    dataEndpointEnabled
  docs:    ${docs}/container-registry-ipv6-dual-stack`,
  ],
  [
    "PE-01",
    { sku: { name: "Basic" }, privateEndpoints: { hub: {} } },
    `error PE-01 at privateEndpoints.hub: Private endpoint "hub" needs the Premium tier; this registry is Basic.
  allowed: Private endpoints: on Premium only.
  fix:     Set sku: "Premium", or remove privateEndpoints.
  docs:    ${docs}/container-registry-private-endpoints`,
  ],
  [
    "PE-02",
    { ...premium, privateEndpoints: { hub: { privateLinkServiceConnections: [{ groupIds: ["blob"] }] } } },
    `error PE-02 at privateEndpoints.hub.privateLinkServiceConnections[0].groupIds: Private endpoint "hub" connects to "blob", and a registry has the group "registry" only.
  given:   ["blob"]
  allowed: ["registry"]
  fix:     Set groupIds: ["registry"].
  docs:    ${docs}/container-registry-private-endpoints`,
  ],
  [
    "PE-04",
    {
      ...premium,
      privateEndpoints: {
        hub: {
          privateDnsZoneGroups: {
            default: { privateDnsZoneConfigs: [{ privateDnsZoneId: zoneId("privatelink.azurecr.us") }] },
          },
        },
      },
    },
    `warning PE-04 at privateEndpoints.hub.privateDnsZoneGroups: The zone group of private endpoint "hub" writes to privatelink.azurecr.us, where no client looks the registry up.
  given:   "privatelink.azurecr.us"
  allowed: privatelink.azurecr.io
  fix:     Use the private DNS zone privatelink.azurecr.io.
  docs:    https://learn.microsoft.com/azure/private-link/private-endpoint-dns`,
  ],
  [
    "PE-07",
    {
      ...premium,
      replications: { west: { location: "westus" }, europe: { location: "westeurope" } },
      privateEndpoints: { hub: { subnetPrefixes: ["10.0.0.0/29"] } },
    },
    `error PE-07 at privateEndpoints.hub.subnet: Private endpoint "hub" needs 4 addresses, and subnet 10.0.0.0/29 gives 3.
  given:   "10.0.0.0/29"
  allowed: 4 addresses for each endpoint of a registry in 3 regions.
  fix:     Use a larger subnet: /27 at least, /24 is comfortable.
  docs:    ${docs}/container-registry-geo-replication`,
  ],
  [
    "PE-09",
    {
      ...premium,
      replications: { west: { location: "West US" } },
      privateEndpoints: {
        hub: { ipConfigurations: [{ memberName: "registry" }, { memberName: "registry_data_eastus" }] },
      },
    },
    `error PE-09 at privateEndpoints.hub.ipConfigurations: Private endpoint "hub" has static addresses, but none for registry_data_westus, so replica "west" cannot be made.
  fix:     Add an ipConfiguration for registry_data_westus, or leave ipConfigurations out. If the endpoint is there already, do it in three deployments: static addresses out, replica in, static addresses again.
  with:    replications.west
  docs:    ${docs}/container-registry-geo-replication`,
  ],
  [
    "REP-01",
    { sku: { name: "Standard" }, location: "eastus", replications: { northeurope: { location: "northeurope" } } },
    `error REP-01 at replications.northeurope: Replication "northeurope" needs the Premium tier; this registry is Standard.
  allowed: Geo-replication: on Premium only.
  fix:     Set sku: "Premium", or remove replications.
  docs:    ${docs}/container-registry-geo-replication`,
  ],
  [
    "REP-02",
    { ...premium, replications: { home: { location: "East US" } } },
    `warning REP-02 at replications.home.location: Replica "home" is in East US, the registry's own region: it adds nothing, and the service will not delete it.
  given:   "East US"
  fix:     Remove this replica: the registry itself serves its region.
  with:    location
  docs:    ${docs}/container-registry-geo-replication`,
  ],
  [
    "REP-04",
    { ...premium, replications: { a: { location: "northeurope" }, b: { location: "North Europe" } } },
    `error REP-04 at replications.b.location: Replicas "a" and "b" are both in North Europe.
  given:   "North Europe"
  fix:     Remove one of the two.
  with:    replications.a.location
  docs:    ${docs}/container-registry-geo-replication`,
  ],
  [
    "ZR-03",
    { sku: { name: "Basic" }, zoneRedundancy: "Enabled" },
    `error ZR-03 at zoneRedundancy: zoneRedundancy "Enabled" needs the Premium tier; this registry is Basic.
  given:   "Enabled"
  allowed: "Enabled" on Premium only; nothing is needed on any tier.
  fix:     Leave zoneRedundancy out: the service now spreads zones by itself on every tier, wherever the region has zones.
  docs:    ${docs}/zone-redundancy`,
  ],
])("%s says", (_rule, model, text) =>
  expect(check(model, { rules }).map((finding) => describeFinding(finding))).toEqual([text]),
);
