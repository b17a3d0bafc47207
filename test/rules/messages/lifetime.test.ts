import { UNKNOWN } from "../../../src/model";
import { replacementRules } from "../../../src/rules/names/replacement";
import { downgradeRules } from "../../../src/rules/tier/downgrade";
import { downgradeSettingRules } from "../../../src/rules/tier/downgradeSettings";
import { skuRules } from "../../../src/rules/tier/sku";
import { pinTexts, sayNothing } from "./texts";

// Whole findings of the rules on tiers, moves to a lower one, and replacement.

const rules = [...skuRules, ...downgradeRules, ...downgradeSettingRules, ...replacementRules];
const of = (name: string | undefined, rest: object = {}) => ({ sku: { name }, location: "westeurope", ...rest });
const premium = (rest: object = {}) => of("Premium", rest);
const many = (kind: string, amount: number) => ({
  [kind]: Object.fromEntries(Array.from({ length: amount }, (_, index) => [`x${index}`, {}])),
});
const children = (kind: string, ...keys: string[]) => ({ [kind]: Object.fromEntries(keys.map((key) => [key, {}])) });
const key = { encryption: { status: "enabled" } };
const deny = { networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "8.8.8.8" }] } };
const policy = (name: string, status: string) => ({ policies: { [name]: { status } } });
const replica = (location: string | undefined) => ({ replications: { north: { location } } });
const named = (kind: string, property: string, value: unknown, rest: object = {}) => ({
  [kind]: { one: { [property]: value, ...rest } },
});

pinTexts("lifetime.txt", rules, {
  "no tier": [{ location: "westeurope" }],
  "C013, a tier in other capitals": [of("premium")],
  "the Classic tier": [of("Classic")],
  "a move to the Classic tier": [of("classic"), of("Standard")],
  "a registry that is Classic": [of("Classic"), of("Classic")],
  "a tier that there is not": [of("Free")],
  "C017, a replica that stays": [of("Standard", replica("northeurope")), premium(replica("northeurope"))],
  "a replica that goes in the same deployment": [of("Basic"), premium(replica("northeurope"))],
  "replicas of which one stays": [
    of("Standard", children("replications", "a")),
    premium(children("replications", "a", "b", "c")),
  ],
  "connected registries": [of("Standard"), premium(children("connectedRegistries", "edge", "factory"))],
  "a private endpoint that stays": [
    of("Standard", children("privateEndpoints", "hub")),
    premium(children("privateEndpoints", "hub")),
  ],
  "private endpoints that go": [of("Standard"), premium(children("privateEndpoints", "hub", "spoke"))],
  "pools and pipelines that go": [
    of("Standard"),
    premium({
      ...children("agentPools", "builds"),
      ...children("exportPipelines", "out"),
      ...children("importPipelines", "in"),
    }),
  ],
  "public access off": [
    of("Standard", { publicNetworkAccess: "disabled" }),
    premium({ publicNetworkAccess: "Disabled" }),
  ],
  "a firewall": [of("Standard", deny), premium(deny)],
  "a firewall of subnets": [
    of("Basic", { networkRuleSet: { defaultAction: "Allow", virtualNetworkRules: [{}] } }),
    premium({ networkRuleSet: { defaultAction: "deny" } }),
  ],
  quarantine: [of("Standard", policy("quarantinePolicy", "enabled")), premium(policy("quarantinePolicy", "enabled"))],
  retention: [of("Standard", policy("retentionPolicy", "Enabled")), premium(policy("retentionPolicy", "enabled"))],
  "exports off": [of("Standard", policy("exportPolicy", "disabled")), premium(policy("exportPolicy", "disabled"))],
  "data endpoints": [of("Standard", { dataEndpointEnabled: true }), premium({ dataEndpointEnabled: true })],
  "C019, a key": [of("Standard"), premium(key)],
  "a key without a status": [
    of("Standard"),
    premium({ encryption: { keyVaultProperties: { keyIdentifier: "https://v.vault.azure.net/keys/k" } } }),
  ],
  "C020, anonymous pull": [of("Basic", { anonymousPullEnabled: true }), of("Standard", { anonymousPullEnabled: true })],
  "anonymous pull from Premium": [of("Basic", { anonymousPullEnabled: true }), premium({ anonymousPullEnabled: true })],
  "regional endpoints and IPv6": [
    of("Standard", { regionalEndpoints: "Enabled", endpointProtocol: "IPv4AndIPv6" }),
    premium({ regionalEndpoints: "enabled", endpointProtocol: "ipv4andipv6" }),
  ],
  "eleven webhooks that stay": [of("Standard", many("webhooks", 11)), premium(many("webhooks", 11))],
  "three webhooks of which one goes": [of("Basic", many("webhooks", 2)), of("Standard", many("webhooks", 3))],
  "101 tokens and scope maps that stay": [
    of("Basic", { ...many("tokens", 101), ...many("scopeMaps", 101) }),
    of("Standard", { ...many("tokens", 101), ...many("scopeMaps", 101) }),
  ],
  "501 tokens of which one goes": [of("Standard", many("tokens", 500)), premium(many("tokens", 501))],
  "the bypass for tasks": [
    of("Standard", { networkRuleBypassAllowedForTasks: true }),
    premium({ networkRuleBypassAllowedForTasks: true }),
  ],
  "another name and group": [
    { ...of("Basic"), registryName: "images", resourceGroupName: "rg2" },
    { ...of("Basic"), registryName: "pictures", resourceGroupName: "rg1" },
  ],
  "another name of a replica": [
    premium(named("replications", "replicationName", "northeu")),
    premium(named("replications", "replicationName", "northeurope")),
  ],
  "another name of a scope map": [
    of("Basic", named("scopeMaps", "scopeMapName", "readers")),
    of("Basic", named("scopeMaps", "scopeMapName", "writers")),
  ],
  "another name of a task, and another kind": [
    of("Basic", named("tasks", "taskName", "build2", { isSystemTask: true })),
    of("Basic", named("tasks", "taskName", "build1", { isSystemTask: false })),
  ],
  "another name of a run": [
    of("Basic", named("taskRuns", "taskRunName", "second")),
    of("Basic", named("taskRuns", "taskRunName", "first")),
  ],
  "another name and region of a pool": [
    premium(named("agentPools", "agentPoolName", "pool2", { location: "East US" })),
    premium(named("agentPools", "agentPoolName", "pool1", { location: "westus2" })),
  ],
  "another name of a cache rule": [
    of("Basic", named("cacheRules", "cacheRuleName", "mirror")),
    of("Basic", named("cacheRules", "cacheRuleName", "cache")),
  ],
  "another name of a credential set": [
    of("Basic", named("credentialSets", "credentialSetName", "hub-b")),
    of("Basic", named("credentialSets", "credentialSetName", "hub-a")),
  ],
  "another name of a connected registry": [
    premium(named("connectedRegistries", "connectedRegistryName", "edgeb")),
    premium(named("connectedRegistries", "connectedRegistryName", "edgea")),
  ],
  "another name of pipelines and a run": [
    premium({
      ...named("exportPipelines", "exportPipelineName", "outb"),
      ...named("importPipelines", "importPipelineName", "inb"),
      ...named("pipelineRuns", "pipelineRunName", "runb"),
    }),
    premium({
      ...named("exportPipelines", "exportPipelineName", "outa"),
      ...named("importPipelines", "importPipelineName", "ina"),
      ...named("pipelineRuns", "pipelineRunName", "runa"),
    }),
  ],
});

sayNothing(rules, {
  "C009 to C011, the tiers": [of("Basic")],
  "C016, up and down again": [of("Basic", { networkRuleSet: null }), premium()],
  "from Standard to Basic": [
    of("Basic", { anonymousPullEnabled: false }),
    of("Standard", { anonymousPullEnabled: true }),
  ],
  "Premium things on a move from Standard": [
    of("Basic", { dataEndpointEnabled: true }),
    of("Standard", { dataEndpointEnabled: true, ...children("replications", "a") }),
  ],
  "up, with everything": [
    premium({ ...children("replications", "a"), ...deny, dataEndpointEnabled: true }),
    of("Basic"),
  ],
  "on Premium, with everything": [
    premium({ ...children("replications", "a"), ...deny, ...key, ...many("webhooks", 20) }),
    premium({ ...children("replications", "a"), ...deny, ...key, ...many("webhooks", 20) }),
  ],
  "what goes with the tier": [
    of("Standard", {
      publicNetworkAccess: "Enabled",
      dataEndpointEnabled: false,
      regionalEndpoints: "Disabled",
      endpointProtocol: "IPv4",
      networkRuleBypassAllowedForTasks: false,
      networkRuleSet: { defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] },
      policies: {
        quarantinePolicy: { status: "disabled" },
        retentionPolicy: { status: "disabled" },
        exportPolicy: { status: "enabled" },
      },
    }),
    premium({
      publicNetworkAccess: "Disabled",
      dataEndpointEnabled: true,
      regionalEndpoints: "Enabled",
      endpointProtocol: "IPv4AndIPv6",
      networkRuleBypassAllowedForTasks: true,
      ...deny,
      policies: {
        quarantinePolicy: { status: "enabled" },
        retentionPolicy: { status: "enabled" },
        exportPolicy: { status: "disabled" },
      },
    }),
  ],
  "what was not there before": [
    of("Standard", { dataEndpointEnabled: true, networkRuleBypassAllowedForTasks: true }),
    premium(),
  ],
  "a replica of the home region": [of("Standard"), premium(replica("West Europe"))],
  "an encryption that was off": [
    of("Standard"),
    premium({
      encryption: { status: "disabled", keyVaultProperties: { keyIdentifier: "https://v.vault.azure.net/keys/k" } },
    }),
  ],
  "ten webhooks on Standard, two on Basic, 100 tokens": [
    of("Basic", { ...many("webhooks", 2), ...many("tokens", 100) }),
    of("Standard", { ...many("webhooks", 2), ...many("tokens", 100) }),
  ],
  "a move whose tier is not known yet": [
    { sku: { name: UNKNOWN }, ...replica("northeurope") },
    premium(replica("northeurope")),
  ],
  "a move while what was before is not known": [
    of("Standard", { publicNetworkAccess: UNKNOWN, policies: UNKNOWN }),
    premium({
      replications: UNKNOWN,
      webhooks: UNKNOWN,
      publicNetworkAccess: "Disabled",
      policies: { quarantinePolicy: { status: "enabled" } },
    }),
  ],
  "names in other capitals": [
    { ...of("Basic"), registryName: "Images", ...named("tokens", "tokenName", "CI-one") },
    { ...of("Basic"), registryName: "images", ...named("tokens", "tokenName", "ci-ONE") },
  ],
  "names that are new or not known yet": [
    {
      ...of("Basic"),
      registryName: UNKNOWN,
      ...named("tokens", "tokenName", UNKNOWN),
      ...named("tasks", "taskName", "build"),
    },
    {
      ...of("Basic"),
      registryName: "images",
      ...named("tokens", "tokenName", "ci-one"),
      ...named("tasks", "taskName", undefined),
    },
  ],
  "a pool's region in another spelling": [
    premium(named("agentPools", "agentPoolName", "pool1", { location: "East US" })),
    premium(named("agentPools", "agentPoolName", "pool1", { location: "eastus" })),
  ],
});
