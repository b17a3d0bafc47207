import { UNKNOWN } from "../../../src/model";
import { scopeMapRules } from "../../../src/rules/access/scopeMaps";
import { tokenCredentialRules } from "../../../src/rules/access/tokenCredentials";
import { tokenRules } from "../../../src/rules/access/tokens";
import { agentPoolRules } from "../../../src/rules/tasks/agentPools";
import { webhookRules } from "../../../src/rules/webhooks/webhooks";
import { pinTexts, sayNothing } from "./texts";

// Whole findings of the rules on tokens, scope maps, webhooks and agent pools.

const rules = [...tokenRules, ...tokenCredentialRules, ...scopeMapRules, ...webhookRules, ...agentPoolRules];
const of = (name: string, rest: object) => ({ sku: { name }, registryName: "images", location: "westeurope", ...rest });
const idOf = (child: string) =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images/${child}`;
const token = (rest: object, more: object = {}) => of("Basic", { tokens: { ci: rest }, ...more });
const passwords = (...list: object[]) => token({ credentials: { passwords: list } });
const actions = (...list: unknown[]) => of("Basic", { scopeMaps: { map: { actions: list } } });
const webhook = (rest: object) =>
  of("Standard", {
    webhooks: { deploy: { serviceUri: "https://hooks.contoso.com/images", actions: ["push"], ...rest } },
  });
const many = (kind: string, amount: number, child: object) => ({
  [kind]: Object.fromEntries(Array.from({ length: amount }, (_, index) => [`x${index}`, child])),
});
const hook = { serviceUri: "https://hooks.contoso.com/images", actions: ["push"] };
const read = { actions: ["repositories/app/content/read"] };
const pools = (agentPools: object, tier = "Premium") => of(tier, { agentPools });
const subnet = (name: string) =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/${name}`;
const edge = (name: string) => ({
  connectedRegistries: { edge: { parent: { syncProperties: { tokenId: idOf(`tokens/${name}`) } } } },
});

pinTexts("parts.txt", rules, {
  "a scope map by its name": [token({ scopeMapId: "_repositories_pull" })],
  "a scope map of another registry": [token({ scopeMapId: idOf("scopeMaps/a").replace("/images/", "/other/") })],
  "an id of another child": [token({ scopeMapId: idOf("tokens/a") })],
  "an unknown status of a token": [token({ status: "paused" })],
  "C129, a third password": [passwords({ name: "password3" })],
  "a password that is given": [passwords({ name: "password1", value: "hunter2" })],
  "an unknown certificate": [token({ credentials: { certificates: [{ name: "certificate1" }, { name: "device" }] } })],
  "C131, an expiry that is no time": [passwords({ name: "password1", expiry: "tomorrow" })],
  "an expiry on a day that there is not": [passwords({ name: "password1", expiry: "2027-02-30T00:00:00Z" })],
  "an expiry without a time and a zone": [passwords({ name: "password1", expiry: "2027-01-01" })],
  "an expiry without a zone": [passwords({ name: "password1", expiry: "2027-01-01T00:00:00" })],
  "an expiry in the past": [passwords({ name: "password1", expiry: "2026-11-23T23:59:59+00:00" })],
  "a certificate that has expired": [
    token({ credentials: { certificates: [{ name: "certificate2", expiry: "2020-01-01T00:00:00Z" }] } }),
  ],
  "C130, one slot twice": [passwords({ name: "password1" }, { name: "password2" }, { name: "password1" })],
  "a certificate slot twice": [
    token({ credentials: { certificates: [{ name: "certificate1" }, { name: "certificate1" }] } }),
  ],
  "101 tokens and scope maps on Basic": [of("Basic", { ...many("tokens", 101, {}), ...many("scopeMaps", 101, read) })],
  "501 tokens on Standard": [of("Standard", many("tokens", 501, {}))],
  "a sync token that goes": [
    of("Premium", { tokens: {}, ...edge("Sync") }),
    of("Premium", { tokens: { sync: { tokenName: "sync" } }, ...edge("sync") }),
  ],
  "no actions": [of("Basic", { scopeMaps: { map: {} } })],
  "an empty list of actions": [actions()],
  "no repositories/ in front": [actions("app/content/read")],
  "slashes around an action": [
    actions("/repositories/app/content/read", "repositories/app/content/read/", "/app/content/read"),
  ],
  "C137, an unknown action": [actions("repositories/app/content/pull")],
  "no names of repositories": [
    actions(
      "repositories/app:v1/content/read",
      "repositories//content/read",
      "repositories/a//b/content/read",
      "repositories//*/content/read",
    ),
  ],
  "an unknown gateway action": [actions("gateway/edge1/config/delete", "gateway/edge-1/config/read")],
  "C136, capital letters": [actions("repositories/App/content/read", "Gateway/edge1/config/read")],
  "C140 and C141, wildcards in other places": [
    actions(
      "repositories/sample/*/teamA/content/read",
      "repositories/sample/teamA*/content/read",
      "repositories/a/*/b/*/content/read",
    ),
  ],
  "501 actions": [actions(...Array.from({ length: 501 }, (_, index) => `repositories/app${index}/metadata/read`))],
  "writing without reading": [
    actions("repositories/app/content/write", "repositories/team/*/content/write", "repositories/other/content/read"),
  ],
  "the catalog": [actions("registry/catalog/read", "repositories/_catalog/metadata/read", "catalog")],
  "the name of a system map": [of("Basic", { scopeMaps: { map: { scopeMapName: "_Repositories_pull", ...read } } })],
  "an empty description": [of("Basic", { scopeMaps: { map: { description: "", ...read } } })],
  "a scope map that goes while a token names it": [
    token({ scopeMapId: idOf("scopeMaps/Readers") }),
    token({}, { scopeMaps: { map: { scopeMapName: "readers", ...read } } }),
  ],
  "C119, no actions of a webhook": [webhook({ actions: [] })],
  "no list of actions of a webhook": [webhook({ actions: undefined })],
  "C120, an unknown action of a webhook": [webhook({ actions: ["push", "pull", "Delete"] })],
  "C117, an address of another scheme": [webhook({ serviceUri: "ftp://example.test" })],
  "no address": [webhook({ serviceUri: undefined })],
  "an address with a space": [webhook({ serviceUri: "https://hooks.contoso.com/my images" })],
  "an address without a scheme": [webhook({ serviceUri: "hooks.contoso.com/images" })],
  "C122, a repository without a tag": [webhook({ scope: "app" })],
  "scopes that are none": [
    {
      sku: { name: "Standard" },
      webhooks: {
        a: { ...hook, scope: "app:v1:v2" },
        b: { ...hook, scope: ":v1" },
        c: { ...hook, scope: "app:" },
        d: { ...hook, scope: "app:v 1" },
      },
    },
  ],
  "a wildcard on repositories": [webhook({ scope: "team/*:v1" })],
  "a wildcard in a tag": [webhook({ scope: "app:v*" })],
  "an unknown status of a webhook": [webhook({ status: "off" })],
  "three webhooks on Basic": [of("Basic", many("webhooks", 3, hook))],
  "eleven webhooks on Standard": [of("Standard", many("webhooks", 11, hook))],
  "501 webhooks on Premium": [of("Premium", many("webhooks", 501, hook))],
  "actions of charts": [webhook({ actions: ["push", "chart_push", "chart_delete", "chart_pull"] })],
  "a webhook that moves and is renamed": [
    webhook({ webhookName: "onpush", location: "eastus" }),
    webhook({ webhookName: "ondelete", location: "westeurope" }),
  ],
  "C166, a pool below Premium": [pools({ builds: { tier: "S1" } }, "Standard")],
  "C169, an unknown tier": [pools({ builds: { tier: "S4" } })],
  "a tier in other capitals, beyond the quota": [pools({ builds: { tier: "s3", count: 3 } })],
  "pools beyond the quota together": [
    pools({ a: { tier: "S3" }, b: { tier: "S2", count: 2 }, c: { tier: "S1" }, d: { tier: "S1", count: 0 } }),
  ],
  "C172, an isolated pool": [pools({ builds: { tier: "I6" } })],
  "fewer machines than none, and a part of one": [
    pools({ a: { tier: "S1", count: -1 }, b: { tier: "S1", count: 1.5 } }),
  ],
  "a Windows pool": [pools({ builds: { tier: "S1", os: "Windows" } })],
  "C175, a region without pools": [pools({ builds: { tier: "S1", location: "Brazil South" } })],
  "a subnet by its name": [pools({ builds: { tier: "S1", virtualNetworkSubnetResourceId: "builds" } })],
  "another subnet": [
    pools({ builds: { tier: "S1", virtualNetworkSubnetResourceId: subnet("b") } }),
    pools({ builds: { tier: "S1", virtualNetworkSubnetResourceId: subnet("a") } }),
  ],
  "another tier and os": [
    pools({ builds: { tier: "S2", os: "Linux" } }),
    pools({ builds: { tier: "S1", os: "Windows" } }),
  ],
});

sayNothing(rules, {
  "C126, a token on Basic": [token({ scopeMapId: idOf("scopeMaps/_repositories_pull"), status: "enabled" })],
  "a scope map of a registry whose name Pulumi makes": [
    { sku: { name: "Basic" }, tokens: { ci: { scopeMapId: idOf("scopeMaps/a") } } },
  ],
  "a scope map that is not known yet": [
    token({ scopeMapId: UNKNOWN, credentials: { passwords: [UNKNOWN, { name: UNKNOWN, expiry: UNKNOWN }] } }),
  ],
  "C232, both passwords": [
    passwords(
      { name: "password1", expiry: "2028-11-24T00:00:00Z" },
      { name: "password2", expiry: "2027-11-24t00:00:00.5+01:30" },
    ),
  ],
  "C233, no passwords": [passwords()],
  "an expiry that was deployed before": [
    passwords({ name: "password1", expiry: "2026-01-01T00:00:00Z" }),
    passwords({ name: "password1", expiry: "2026-01-01T00:00:00Z" }),
  ],
  "an expiry in the past while what was before is not known": [
    passwords({ name: "password1", expiry: "2026-01-01T00:00:00Z" }),
    token({ credentials: UNKNOWN }),
  ],
  "100 tokens and scope maps on Basic": [of("Basic", { ...many("tokens", 100, {}), ...many("scopeMaps", 100, read) })],
  "a sync token that moves to another key, and one whose edge goes": [
    of("Premium", { tokens: { new: { tokenName: "sync" } }, ...edge("sync") }),
    of("Premium", { tokens: { sync: { tokenName: "sync" } }, ...edge("sync") }),
  ],
  "a token that goes": [
    of("Premium", { tokens: {}, ...edge("sync") }),
    of("Premium", { tokens: { ci: { tokenName: "ci" } }, ...edge("sync") }),
  ],
  "C138 and C139, wildcards": [
    actions("repositories/*/content/read", "repositories/sample/*/content/read", "repositories/*/metadata/write"),
  ],
  "every action": [
    actions(
      "repositories/team/app/content/read",
      "repositories/team/app/content/write",
      "repositories/team/app/content/delete",
      "repositories/team/app/metadata/read",
      "repositories/team/app/metadata/write",
    ),
  ],
  "gateway actions": [
    actions(
      "gateway/edge1/config/read",
      "gateway/edge1/config/write",
      "gateway/edge1/message/read",
      "gateway/edge1/message/write",
    ),
  ],
  "writing below a path that may be read": [
    actions("repositories/team/*/content/read", "repositories/team/app/api/content/write"),
  ],
  "writing where everything may be read": [actions("repositories/*/content/read", "repositories/app/content/write")],
  "writing while another action is not known yet": [actions("repositories/app/content/write", UNKNOWN)],
  "500 actions": [actions(...Array.from({ length: 500 }, (_, index) => `repositories/app${index}/metadata/read`))],
  "a scope map that moves to another key": [
    token({ scopeMapId: idOf("scopeMaps/readers") }, { scopeMaps: { other: { scopeMapName: "Readers", ...read } } }),
    token({}, { scopeMaps: { map: { scopeMapName: "readers", ...read } } }),
  ],
  "C116, plain http": [webhook({ serviceUri: "HTTP://example.test/hook" })],
  "an address that is not known yet": [webhook({ serviceUri: UNKNOWN, actions: [UNKNOWN, "push"] })],
  scopes: [
    {
      sku: { name: "Standard" },
      webhooks: {
        a: { ...hook, scope: "team/app:*" },
        b: { ...hook, scope: "app:v1" },
        c: { ...hook, scope: "" },
        d: { ...hook, scope: "Team/App" },
        e: { ...hook, actions: ["push", "delete", "quarantine"] },
      },
    },
  ],
  "two webhooks on Basic": [of("Basic", many("webhooks", 2, hook))],
  "ten webhooks on Standard": [of("Standard", many("webhooks", 10, hook))],
  "500 webhooks on Premium": [of("Premium", many("webhooks", 500, hook))],
  "a webhook in other spellings": [
    webhook({ webhookName: "OnPush", location: "West Europe" }),
    webhook({ webhookName: "onpush", location: "westeurope" }),
  ],
  "C170, a pool at the quota": [pools({ builds: { tier: "S2", count: 4, os: "Linux", location: "West US 2" } })],
  "C173, a pool without machines": [pools({ a: { tier: "S3", count: 2 }, b: { tier: "I6", count: 0 } })],
  "pools of which one is not known yet": [
    pools({
      a: { tier: "S3", count: 2 },
      b: { tier: UNKNOWN, count: 9 },
      c: { tier: "S3", count: UNKNOWN },
      d: UNKNOWN,
    }),
  ],
  "a subnet as before, in other capitals": [
    pools({ builds: { tier: "s1".toUpperCase(), virtualNetworkSubnetResourceId: subnet("A") } }),
    pools({ builds: { tier: "S1", virtualNetworkSubnetResourceId: subnet("a") } }),
  ],
});
