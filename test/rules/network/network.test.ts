import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { bypassRules } from "../../../src/rules/network/bypass";
import { firewallRules } from "../../../src/rules/network/firewall";
import { networkRules } from "../../../src/rules/network/publicAccess";
import { serviceEndpointRules } from "../../../src/rules/network/serviceEndpoints";

const rules = [...networkRules, ...bypassRules, ...firewallRules, ...serviceEndpointRules];
const on = (name: string, rest: object = {}) => ({ sku: { name }, ...rest });
const premium = (rest: object = {}) => on("Premium", rest);
const ips = (defaultAction: string | undefined, ...addresses: string[]) => ({
  networkRuleSet: { defaultAction, ipRules: addresses.map((iPAddressOrRange) => ({ iPAddressOrRange })) },
});
const endpoints = { privateEndpoints: { hub: {} } };
const closed = (rest: object = {}) => premium({ publicNetworkAccess: "Disabled", ...endpoints, ...rest });
const subnet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s";
const byEndpoint = (amount: number, rest: object = {}) => ({
  networkRuleSet: {
    defaultAction: "Deny",
    virtualNetworkRules: Array.from({ length: amount }, () => ({ virtualNetworkSubnetResourceId: subnet, ...rest })),
  },
});
const task = (type: string | undefined, rest: object = {}) => ({
  tasks: { build: { ...(type ? { identity: { type } } : {}), ...rest } },
});
const run = (rest: object = {}, type = "DockerBuildRequest") => ({
  taskRuns: { once: { runRequest: { type, ...rest } } },
});

/** What the network rules say of a model: severity, rule and place. */
const verdicts = (model: object) =>
  check(model, { rules }).map(({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`);

describe("cases of the reference", () => {
  const manyAddresses = (amount: number) =>
    Array.from({ length: amount }, (_, index) => `8.8.${Math.floor(index / 250)}.${index % 250}`);
  it.each<[string, object, string[]]>([
    ["C022", on("Standard", { publicNetworkAccess: "Disabled" }), ["error NET-02 publicNetworkAccess"]],
    ["C025", on("Basic", ips("Deny", "8.8.8.8")), ["error NET-06 networkRuleSet"]],
    [
      "C028",
      premium(ips("Allow", "8.8.8.8/32", "1.1.1.1/32")),
      ["warning NET-08 networkRuleSet.ipRules", "warning NET-11 networkRuleSet.ipRules.0.iPAddressOrRange"],
    ],
    ["C029", premium(ips(undefined, "8.8.8.8")), ["error NET-07 networkRuleSet.defaultAction"]],
    ["C031", premium(ips("Deny", "2001:db8::/32")), ["error NET-10 networkRuleSet.ipRules.0.iPAddressOrRange"]],
    ["C033", premium(ips("Deny", ...manyAddresses(201))), ["error NET-13 networkRuleSet.ipRules"]],
    [
      "C034",
      premium({ publicNetworkAccess: "Disabled", ...ips("Deny", "8.8.8.8") }),
      ["warning NET-04 networkRuleSet.ipRules", "warning NET-03 publicNetworkAccess"],
    ],
    ["C036", { networkRuleBypassOptions: "All" }, ["error NET-21 networkRuleBypassOptions"]],
    [
      "C038",
      closed({ networkRuleBypassAllowedForTasks: false, ...task("SystemAssigned") }),
      ["warning NET-24 tasks.build.identity.type"],
    ],
    [
      "C058",
      on("Basic", {
        zoneRedundancy: "Disabled",
        dataEndpointEnabled: false,
        anonymousPullEnabled: false,
        publicNetworkAccess: "Enabled",
        networkRuleBypassAllowedForTasks: false,
      }),
      [],
    ],
    ["C059", on("Basic", { networkRuleBypassOptions: "None" }), []],
    [
      "C107",
      closed({
        identity: { type: "SystemAssigned" },
        networkRuleBypassOptions: "None",
        networkRuleBypassAllowedForTasks: true,
        dataEndpointEnabled: true,
      }),
      ["warning NET-26 networkRuleBypassAllowedForTasks", "warning NET-22 networkRuleBypassOptions"],
    ],
    ["B3", premium(ips("Deny", "40.74.28.0/23")), []],
    [
      "B4",
      premium({ publicNetworkAccess: "Disabled", networkRuleSet: { defaultAction: "Deny", ipRules: [] } }),
      ["warning NET-03 publicNetworkAccess"],
    ],
    [
      "T1",
      premium({ networkRuleBypassOptions: "None", publicNetworkAccess: "Enabled" }),
      ["warning NET-23 networkRuleBypassOptions"],
    ],
    ["M26 with the bypass", closed({ networkRuleBypassAllowedForTasks: true, ...task("SystemAssigned") }), []],
    ["M26 with a pool", closed(task("SystemAssigned", { agentPoolName: "private" })), []],
    ["C066 of the policies", on("Basic", { publicNetworkAccess: "Disabled" }), ["error NET-02 publicNetworkAccess"]],
    ["C072 of the policies", premium({ publicNetworkAccess: "Enabled", ...ips("Deny", "203.0.113.10") }), []],
  ])("%s", (_case, model, expected) => expect(verdicts(model)).toEqual(expected));

  it("C033 200 rules are accepted", () => expect(verdicts(premium(ips("Deny", ...manyAddresses(200))))).toEqual([]));
});

describe("public access", () => {
  it.each<[string, object, string[]]>([
    ["an unknown word", premium({ publicNetworkAccess: "Off" }), ["error NET-01 publicNetworkAccess"]],
    ["another case is a warning", premium({ publicNetworkAccess: "enabled" }), ["warning NET-01 publicNetworkAccess"]],
    ["no endpoint", premium({ publicNetworkAccess: "Disabled" }), ["warning NET-03 publicNetworkAccess"]],
    ["an endpoint", closed(), []],
    ["unknown endpoints", premium({ publicNetworkAccess: "Disabled", privateEndpoints: UNKNOWN }), []],
    ["made elsewhere", { elsewhere: true, ...premium({ publicNetworkAccess: "Disabled" }) }, []],
    [
      "below Premium the tier is the slip",
      on("Basic", { publicNetworkAccess: "Disabled", ...ips("Allow") }),
      ["error NET-02 publicNetworkAccess"],
    ],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));

  it("names Premium as the tier that would do", () => {
    expect(check(on("Basic", { publicNetworkAccess: "Disabled" }), { rules })[0]?.needs).toBe("Premium");
  });
});

describe("firewall", () => {
  const at = (rule: string, index = 0) => `${rule} networkRuleSet.ipRules.${index}.iPAddressOrRange`;
  it.each<[string, object, string[]]>([
    ["a neutral rule set on Basic", on("Basic", ips("Allow")), []],
    ["rules that allow on Basic", on("Basic", ips("Allow", "8.8.8.8")), ["error NET-06 networkRuleSet"]],
    [
      "Deny with an unknown list on Basic",
      on("Basic", { networkRuleSet: { defaultAction: "Deny", ipRules: UNKNOWN } }),
      ["error NET-06 networkRuleSet"],
    ],
    ["an unknown tier", on(UNKNOWN, ips("Deny", "8.8.8.8")), []],
    ["Deny alone", premium(ips("Deny")), ["warning NET-09 networkRuleSet.defaultAction"]],
    ["Deny with an endpoint", premium({ ...ips("Deny"), ...endpoints }), []],
    ["Deny with a subnet", premium(byEndpoint(1)), []],
    ["an unknown default", premium(ips(UNKNOWN, "8.8.8.8")), []],
    ["a word that is no action", premium(ips("Block", "8.8.8.8")), ["error NET-07 networkRuleSet.defaultAction"]],
    [
      "a rule that denies",
      premium({
        networkRuleSet: { defaultAction: "Deny", ipRules: [{ action: "Deny", iPAddressOrRange: "8.8.8.8" }] },
      }),
      ["error NET-12 networkRuleSet.ipRules.0.action"],
    ],
    [
      "a rule without address",
      premium({ networkRuleSet: { defaultAction: "Deny", ipRules: [{}] } }),
      [`error ${at("NET-10")}`],
    ],
    ["a bad one beside an unknown one", premium(ips("Deny", UNKNOWN, "any")), [`error ${at("NET-10", 1)}`]],
    ["a private block", premium(ips("Deny", "10.0.0.0/8")), [`warning ${at("NET-14")}`]],
    ["everybody", premium(ips("Deny", "0.0.0.0/0")), []],
    ["the same twice", premium(ips("Deny", "8.8.8.8", "1.1.1.1", "8.8.8.8")), [`warning ${at("NET-15", 2)}`]],
    ["the same block twice", premium(ips("Deny", "8.8.8.0/24", "8.8.8.7/24")), [`warning ${at("NET-15", 1)}`]],
    ["a block and an address in it", premium(ips("Deny", "8.8.8.0/24", "8.8.8.7")), []],
    ["Disabled says it before Allow", closed(ips("Allow", "8.8.8.8")), ["warning NET-04 networkRuleSet.ipRules"]],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("service endpoint rules", () => {
  const place = "networkRuleSet.virtualNetworkRules";
  const version = (apiVersion: string, rule: object) => ({
    origin: { apiVersion },
    ...premium({ networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [rule] } }),
  });
  it.each<[string, object, string[]]>([
    ["100 on Premium", premium(byEndpoint(100)), []],
    ["101 on Premium", premium(byEndpoint(101)), [`error NET-17 ${place}`]],
    ["on Basic with Deny the whole rule set is the slip", on("Basic", byEndpoint(1)), ["error NET-06 networkRuleSet"]],
    [
      "on Basic with Allow",
      on("Basic", { networkRuleSet: { defaultAction: "Allow", virtualNetworkRules: [{ id: subnet }] } }),
      [`error NET-17 ${place}`],
    ],
    ["an action", premium(byEndpoint(1, { action: "Deny" })), [`error NET-17 ${place}.0.action`]],
    ["with a private endpoint", premium({ ...byEndpoint(1), ...endpoints }), [`error NET-18 ${place}`]],
    ["in Azure Government", premium({ ...byEndpoint(1), location: "USGov Virginia" }), [`error NET-19 ${place}`]],
    ["in China", premium({ ...byEndpoint(1), location: "chinaeast2" }), [`error NET-19 ${place}`]],
    ["in Europe", premium({ ...byEndpoint(1), location: "westeurope" }), []],
    [
      "no subnet",
      premium({ networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [{}] } }),
      [`error NET-16 ${place}.0`],
    ],
    [
      "an unknown subnet",
      premium({ networkRuleSet: { defaultAction: "Deny", virtualNetworkRules: [{ id: UNKNOWN }] } }),
      [],
    ],
    ["the old field in the old version", version("v20210801preview", { id: subnet }), []],
    ["the old field in the new version", version("v20260301preview", { id: subnet }), [`error NET-16 ${place}.0`]],
    ["the new field in the new version", version("v20260301preview", { virtualNetworkSubnetResourceId: subnet }), []],
    ["the first stable version without", version("v20210901", { id: subnet }), [`error NET-16 ${place}`]],
    ["the last version with the old field", version("v20211201preview", { id: subnet }), []],
    ["a version between", version("v20251101", { id: subnet }), [`error NET-16 ${place}`]],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("bypass", () => {
  const none = { networkRuleBypassOptions: "None" };
  it.each<[string, object, string[]]>([
    [
      "None behind a firewall",
      premium({ ...none, ...ips("Deny", "8.8.8.8") }),
      ["warning NET-22 networkRuleBypassOptions"],
    ],
    ["None with the access unknown", premium({ ...none, publicNetworkAccess: UNKNOWN }), []],
    [
      "None with one half unknown",
      premium({ ...none, publicNetworkAccess: UNKNOWN, ...ips("Deny", "8.8.8.8") }),
      ["warning NET-22 networkRuleBypassOptions"],
    ],
    ["the default without any restriction", premium({ networkRuleBypassOptions: "AzureServices" }), []],
    [
      "for tasks without any restriction",
      premium({ networkRuleBypassAllowedForTasks: true }),
      ["warning NET-23 networkRuleBypassAllowedForTasks"],
    ],
    [
      "other capitals, which mean the same",
      premium({ networkRuleBypassOptions: "none" }),
      ["warning NET-21 networkRuleBypassOptions", "warning NET-23 networkRuleBypassOptions"],
    ],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("tasks behind a firewall", () => {
  const identity = "tasks.build.identity.type";
  it.each<[string, object, string[]]>([
    ["both identities", closed(task("SystemAssigned, UserAssigned")), [`warning NET-24 ${identity}`]],
    ["an identity of its own alone", closed(task("UserAssigned")), [`warning NET-25 ${identity}`]],
    ["an identity of its own in a pool", closed(task("UserAssigned", { agentPoolName: "private" })), []],
    ["no identity", closed(task(undefined)), []],
    ["an open registry", premium(task("SystemAssigned")), []],
    [
      "Deny with rules",
      premium({ ...ips("Deny", "8.8.8.8"), ...task("SystemAssigned") }),
      [`warning NET-24 ${identity}`],
    ],
    ["an unknown pool", closed(task("SystemAssigned", { agentPoolName: UNKNOWN })), []],
    ["an unknown switch", closed({ ...task("SystemAssigned"), networkRuleBypassAllowedForTasks: UNKNOWN }), []],
    [
      "one unknown task beside one known",
      closed({ tasks: { a: UNKNOWN, ...task("SystemAssigned").tasks } }),
      [`warning NET-24 ${identity}`],
    ],
    ["a quick run", closed(run()), ["warning NET-27 taskRuns.once.runRequest"]],
    ["a quick run in a pool", closed(run({ agentPoolName: "private" })), []],
    ["a run of a task", closed(run({}, "TaskRunRequest")), []],
    ["a quick run on an open registry", premium(run()), []],
    [
      "a quick run with the bypass",
      closed({
        networkRuleBypassAllowedForTasks: true,
        taskRuns: { once: { identity: { type: "SystemAssigned" }, runRequest: { type: "DockerBuildRequest" } } },
      }),
      [],
    ],
  ])("%s", (_name, model, expected) => expect(verdicts(model)).toEqual(expected));
});
