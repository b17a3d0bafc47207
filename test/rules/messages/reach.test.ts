import { UNKNOWN } from "../../../src/model";
import { bypassRules } from "../../../src/rules/network/bypass";
import { endpointRules } from "../../../src/rules/network/endpoints";
import { firewallRules } from "../../../src/rules/network/firewall";
import { networkRules } from "../../../src/rules/network/publicAccess";
import { serviceEndpointRules } from "../../../src/rules/network/serviceEndpoints";
import { pinTexts, sayNothing } from "./texts";

// Whole findings of the rules on public access, the firewall and endpoints.

const rules = [...networkRules, ...bypassRules, ...firewallRules, ...serviceEndpointRules, ...endpointRules];
const of = (name: string, rest: object) => ({ sku: { name }, location: "westeurope", ...rest });
const premium = (rest: object) => of("Premium", rest);
const hub = { privateEndpoints: { hub: {} } };
const two = { privateEndpoints: { hub: {}, spoke: {} } };
const closed = { publicNetworkAccess: "Disabled", ...hub };
const ips = (defaultAction: string | undefined, ...addresses: (string | object)[]) => ({
  networkRuleSet: {
    defaultAction,
    ipRules: addresses.map((one) => (typeof one === "string" ? { iPAddressOrRange: one } : one)),
  },
});
const subnet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s";
const subnets = (amount: number, rest: object = {}, defaultAction = "Deny") => ({
  networkRuleSet: {
    defaultAction,
    virtualNetworkRules: Array.from({ length: amount }, () => ({ virtualNetworkSubnetResourceId: subnet, ...rest })),
  },
});
const task = (type: string | undefined, rest: object = {}) => ({
  tasks: { build: { ...(type === undefined ? {} : { identity: { type } }), ...rest } },
});
const run = (request: object, rest: object = {}) => ({ taskRuns: { once: { runRequest: request, ...rest } } });
const dual = { endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: true };

pinTexts("reach.txt", rules, {
  "an unknown word for public access": [premium({ publicNetworkAccess: "Off" })],
  "public access off below Premium, in other capitals": [of("Basic", { publicNetworkAccess: "disabled" })],
  "public access off without an endpoint": [premium({ publicNetworkAccess: "Disabled" })],
  "C034, rules of a firewall that nobody reaches": [premium({ ...closed, ...ips("Deny", "8.8.8.8", "1.1.1.1") })],
  "subnets of a firewall that nobody reaches": [premium({ publicNetworkAccess: "disabled", ...subnets(1) })],
  "C025, a firewall below Premium": [of("Basic", ips("Deny", "8.8.8.8"))],
  "rules below Premium that change nothing": [of("Standard", ips("Allow", "8.8.8.8", "1.1.1.1"))],
  "a denying firewall below Premium, in other capitals": [
    of("Standard", { networkRuleSet: { defaultAction: "deny" } }),
  ],
  "C029, no default action": [premium({ networkRuleSet: { ipRules: [] } })],
  "an unknown default action": [premium({ networkRuleSet: { defaultAction: "Block" } })],
  "C028, rules that change nothing": [premium(ips("Allow", "8.8.8.8/32", "1.1.1.1/32"))],
  "a firewall that lets nobody in": [premium({ ...ips("Deny"), networkRuleBypassOptions: "None" })],
  "a firewall that lets trusted services in": [premium({ ...ips("Deny") })],
  "C031, IPv6": [premium(ips("Deny", "2001:db8::/32", "::1"))],
  "no addresses": [premium(ips("Deny", "8.8.8.8/33", "example.com", {}, "8.8.8", "1.2.3.4-1.2.3.9"))],
  "C033, 201 addresses": [
    premium(ips("Deny", ...Array.from({ length: 201 }, (_, index) => `8.8.${index >> 7}.${index & 127}`))),
  ],
  "one address written as a block": [premium(ips("Deny", "8.8.8.8/32"))],
  "an action that denies": [premium(ips("Deny", { action: "Deny", iPAddressOrRange: "8.8.8.8" }))],
  "addresses that are not public": [
    premium(ips("Deny", "10.0.0.0/8", "172.20.1.1", "192.168.1.0/24", "127.0.0.1", "169.254.0.0/24", "100.64.1.0/24")),
  ],
  "one rule three times": [premium(ips("Deny", "8.8.8.0/24", "8.8.8.8/24", "8.8.8.0/24"))],
  "C036, an unknown bypass": [premium({ networkRuleBypassOptions: "All" })],
  "no bypass of a restricted registry": [premium({ ...closed, networkRuleBypassOptions: "None" })],
  "no bypass of a registry with a cache rule": [
    premium({ ...ips("Deny", "8.8.8.8"), networkRuleBypassOptions: "None", cacheRules: { hub: {} } }),
  ],
  "no bypass of a registry with cache rules": [
    premium({ ...closed, networkRuleBypassOptions: "None", cacheRules: { hub: {}, mcr: {} } }),
  ],
  "no bypass of an open registry": [premium({ networkRuleBypassOptions: "None" })],
  "a bypass for tasks of an open registry": [premium({ networkRuleBypassAllowedForTasks: true })],
  "C038, a task with a system-assigned identity": [
    premium({ ...closed, networkRuleBypassAllowedForTasks: false, ...task("SystemAssigned") }),
  ],
  "such a task behind a firewall": [premium({ ...ips("Deny", "8.8.8.8"), ...task("SystemAssigned, UserAssigned") })],
  "a task with a user-assigned identity": [premium({ ...closed, ...task("UserAssigned") })],
  "a bypass for tasks alone": [
    premium({ ...closed, networkRuleBypassOptions: "None", networkRuleBypassAllowedForTasks: true }),
  ],
  "a quick run of a closed registry": [premium({ ...closed, ...run({ type: "DockerBuildRequest" }) })],
  "a quick run whose bypass has no effect": [
    premium({
      ...closed,
      networkRuleBypassOptions: "None",
      networkRuleBypassAllowedForTasks: true,
      ...run({ type: "EncodedTaskRunRequest" }, { identity: { type: "SystemAssigned" } }),
    }),
  ],
  "a subnet rule without a subnet": [premium({ networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [{}] } })],
  "subnet rules in an API version without": [premium({ origin: { apiVersion: "v20251101" }, ...subnets(1) })],
  "a subnet under the new name in an old API version": [
    premium({ origin: { apiVersion: "v20210801preview" }, ...subnets(1) }),
  ],
  "a subnet under the old name in the new API version": [
    premium({
      origin: { apiVersion: "v20260301preview" },
      networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [{ id: subnet }] },
    }),
  ],
  "subnet rules below Premium": [of("Standard", subnets(2, {}, "Allow"))],
  "101 subnet rules": [premium(subnets(101))],
  "a subnet rule that denies": [premium(subnets(1, { action: "Deny" }))],
  "subnet rules beside one endpoint": [premium({ ...subnets(1), ...hub })],
  "subnet rules beside two endpoints": [premium({ ...subnets(2), ...two })],
  "subnet rules in Azure Government": [{ ...premium(subnets(1)), location: "USGov Virginia" }],
  "data endpoints below Premium": [of("Standard", { dataEndpointEnabled: true })],
  "no data endpoint beside one private endpoint": [premium({ dataEndpointEnabled: false, ...hub })],
  "no data endpoint beside two private endpoints": [premium({ dataEndpointEnabled: false, ...two })],
  "C043, IPv6 without the data endpoint": [premium({ endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: false })],
  "IPv6 without a word on the data endpoint": [premium({ endpointProtocol: "IPv4AndIPv6" })],
  "IPv6 below Premium": [of("Basic", { endpointProtocol: "IPv4AndIPv6" })],
  "C045, IPv6 alone": [premium({ endpointProtocol: "IPv6" })],
  "the data endpoint goes while IPv6 stays": [
    premium({ endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: false }),
    premium(dual),
  ],
  "the data endpoint and IPv6 go together": [
    premium({ endpointProtocol: "IPv4", dataEndpointEnabled: false }),
    premium(dual),
  ],
  "both are not mentioned any more": [premium({}), premium(dual)],
  "IPv6 and a task": [premium({ ...dual, ...task(undefined) })],
  "IPv6 and a run": [premium({ ...dual, taskRuns: { once: {} }, tasks: { build: {} } })],
  "IPv6 and private endpoints": [premium({ ...dual, ...two })],
  "IPv6 and a private endpoint, in other capitals": [premium({ ...dual, endpointProtocol: "ipv4andipv6", ...hub })],
  "C048, regional endpoints below Premium": [of("Basic", { regionalEndpoints: "Enabled" })],
  "an unknown word for regional endpoints": [premium({ regionalEndpoints: "On" })],
  "regional endpoints in an API version without": [
    premium({ origin: { apiVersion: "v20251101" }, regionalEndpoints: "Enabled" }),
  ],
  "a data endpoint that nobody reaches": [premium({ publicNetworkAccess: "Disabled", dataEndpointEnabled: true })],
  "IPv6 below Premium where it was before": [of("Standard", dual), premium(dual)],
  "subnets and addresses below Premium": [
    of("Standard", {
      networkRuleSet: {
        defaultAction: "Allow",
        ipRules: [{ iPAddressOrRange: "8.8.8.8" }],
        virtualNetworkRules: [{ id: subnet }],
      },
    }),
  ],
});

sayNothing(rules, {
  "C022's twin, public access": [of("Standard", { publicNetworkAccess: "Enabled" })],
  "public access off, with an endpoint": [premium(closed)],
  "public access off, and endpoints that are not known yet": [
    premium({ publicNetworkAccess: "Disabled", privateEndpoints: UNKNOWN }),
  ],
  "C058, neutral values below Premium": [
    of("Basic", {
      publicNetworkAccess: "Enabled",
      dataEndpointEnabled: false,
      networkRuleBypassAllowedForTasks: false,
      networkRuleSet: { defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] },
      regionalEndpoints: "Disabled",
      endpointProtocol: "IPv4",
    }),
  ],
  "C059, no bypass below Premium": [of("Basic", { networkRuleBypassOptions: "None" })],
  "a whole firewall": [premium(ips("Deny", "8.8.8.8", "1.1.1.0/24", { action: "Allow", iPAddressOrRange: "9.9.9.9" }))],
  "200 addresses": [
    premium(ips("Deny", ...Array.from({ length: 200 }, (_, index) => `8.8.${index >> 7}.${index & 127}`))),
  ],
  "a denying firewall with an endpoint": [premium({ ...ips("Deny"), ...hub })],
  "a denying firewall with a subnet": [premium(subnets(100, { action: "Allow" }))],
  "addresses that are not known yet": [premium(ips("Deny", UNKNOWN, { iPAddressOrRange: UNKNOWN }, "8.8.8.8"))],
  "an open registry whose default is not known yet": [
    premium({ networkRuleBypassOptions: "None", networkRuleSet: { defaultAction: UNKNOWN } }),
  ],
  "a bypass while the tier is not known yet": [{ sku: { name: UNKNOWN }, networkRuleBypassOptions: "None" }],
  "tasks with the bypass, in a pool, and without an identity": [
    premium({
      ...closed,
      networkRuleBypassAllowedForTasks: true,
      tasks: {
        a: { identity: { type: "SystemAssigned" } },
        b: { identity: { type: "UserAssigned" }, agentPoolName: "pool1" },
        c: {},
      },
    }),
  ],
  "a task in a pool": [premium({ ...closed, ...task("SystemAssigned", { agentPoolName: "pool1" }) })],
  "a task of an open registry": [premium({ ...task("SystemAssigned"), ...run({ type: "DockerBuildRequest" }) })],
  "a task while the bypass is not known yet": [
    premium({ ...closed, networkRuleBypassAllowedForTasks: UNKNOWN, ...task("SystemAssigned") }),
  ],
  "runs in a pool, of a task, and with the bypass": [
    premium({
      ...closed,
      networkRuleBypassAllowedForTasks: true,
      taskRuns: {
        a: { runRequest: { type: "DockerBuildRequest", agentPoolName: "pool1" } },
        b: { runRequest: { type: "TaskRunRequest" } },
        c: { identity: { type: "SystemAssigned" }, runRequest: { type: "DockerBuildRequest" } },
        d: {},
      },
    }),
  ],
  "a subnet under the old name in an old API version": [
    premium({
      origin: { apiVersion: "2019-05-01" },
      networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [{ id: subnet }] },
    }),
  ],
  "a subnet under either name where the API version is not known": [
    premium({
      networkRuleSet: {
        defaultAction: "Deny",
        virtualNetworkRules: [{ id: subnet }, { virtualNetworkSubnetResourceId: subnet }, UNKNOWN],
      },
    }),
  ],
  "IPv6 with the data endpoint": [premium(dual)],
  "IPv6 while the data endpoint is not known yet": [
    premium({ endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: UNKNOWN }),
  ],
  "IPv6 goes": [premium({ endpointProtocol: "IPv4", dataEndpointEnabled: true }), premium(dual)],
  "C047, regional endpoints without replicas": [premium({ regionalEndpoints: "Enabled" })],
  "regional endpoints in the API version that has them": [
    premium({ origin: { apiVersion: "v20260101preview" }, regionalEndpoints: "Enabled" }),
  ],
  "a data endpoint that IPv6, an edge or an endpoint needs": [premium({ ...closed, dataEndpointEnabled: true })],
  "a data endpoint for an edge": [
    premium({
      publicNetworkAccess: "Disabled",
      privateEndpoints: UNKNOWN,
      dataEndpointEnabled: true,
      connectedRegistries: { edge: {} },
    }),
  ],
  "IPv6 where private endpoints have switched the data endpoint on": [
    premium({ endpointProtocol: "IPv4AndIPv6" }),
    premium(hub),
  ],
});
