import { expect, it } from "vitest";
import { rules } from "../../../src/rules/book";
import { check } from "../../../src/rules/check";

// What makes each rule of the reference fire, and what keeps it quiet, a row a rule, whatever id the rule has in our book. What the page leaves
// out of an example is filled in so that no other reason for firing is left.

const now = new Date("2026-11-24T09:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
const premium = { sku: { name: "Premium" }, location: "westeurope" };
const standard = { sku: { name: "Standard" }, location: "westeurope" };
const basic = { sku: { name: "Basic" }, location: "westeurope" };
const registryId =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/contoso";
const policies = (name: string, content: object) => ({ policies: { [name]: content } });
const one = (kind: string, content: object, name = "it") => ({ [kind]: { [name]: content } });
const token = (content: object) => one("tokens", { tokenName: "ci-token", ...content });
const task = (content: object) =>
  one("tasks", {
    platform: { os: "Linux" },
    step: { type: "Docker", dockerFilePath: "Dockerfile", contextPath: "https://github.com/contoso/app.git#main" },
    ...content,
  });
const step = (content: object) =>
  task({
    step: {
      type: "Docker",
      dockerFilePath: "Dockerfile",
      contextPath: "https://github.com/contoso/app.git#main",
      ...content,
    },
  });
const sourceTrigger = (content: object) =>
  task({
    trigger: {
      sourceTriggers: [
        {
          name: "commits",
          sourceTriggerEvents: ["commit"],
          sourceRepository: {
            sourceControlType: "Github",
            repositoryUrl: "https://github.com/contoso/app",
            sourceControlAuthProperties: content,
          },
        },
      ],
    },
  });
const hook = (content: object) =>
  one("webhooks", {
    webhookName: "deploy",
    serviceUri: "https://h.example/",
    actions: ["push"],
    scope: "app:*",
    ...content,
  });
const endpoint = (content: object = {}) =>
  one("privateEndpoints", {
    privateLinkServiceConnections: [{ name: "acr", groupIds: ["registry"], privateLinkServiceId: registryId }],
    ...content,
  });
const zoneId = (name: string) =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/${name}`;
const zone = (name: string) =>
  endpoint({
    privateDnsZoneGroups: { default: { privateDnsZoneConfigs: [{ privateDnsZoneId: zoneId(name) }] } },
  });
const role = (guid: string, content: object = {}) =>
  one("roleAssignments", {
    scope: registryId,
    principalId: "p1",
    principalType: "ServicePrincipal",
    roleDefinitionId: `/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    ...content,
  });
const [pull, contributor] = ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "b24988ac-6180-42a0-ab88-20f7382dd24c"] as const;
const [reader, writer] = ["b93aa761-3e63-49ed-ac28-beffa264f7ac", "2a1e307c-b015-4ebd-883e-5b7698a07328"] as const;
const abac = { ...premium, roleAssignmentMode: "AbacRepositoryPermissions" };
const allowing = (...addresses: string[]) => ({
  networkRuleSet: { defaultAction: "Deny", ipRules: addresses.map((iPAddressOrRange) => ({ iPAddressOrRange })) },
});
const identityId = "/subscriptions/x/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u";
const userAssigned = { identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } } };
const key = (keyIdentifier?: string) => ({
  encryption: {
    status: "enabled",
    keyVaultProperties: {
      identity: "11111111-1111-1111-1111-111111111111",
      ...(keyIdentifier ? { keyIdentifier } : {}),
    },
  },
});
const versionless = key("https://v.vault.azure.net/keys/k");
const cache = (content: object) => one("cacheRules", { cacheRuleName: "docker-hub", ...content });
const credentialSet = (content: object) =>
  one("credentialSets", { credentialSetName: "hub-login", loginServer: "docker.io", ...content });
const connected = (content: object) =>
  one("connectedRegistries", {
    connectedRegistryName: "onsite",
    mode: "ReadOnly",
    parent: { syncProperties: { tokenId: `${registryId}/tokens/sync1`, messageTtl: "P2D" } },
    logging: { auditLogStatus: "Enabled" },
    garbageCollection: { enabled: true, schedule: "0 5 * * *" },
    ...content,
  });
const syncedBy = (name: string) => ({
  parent: { syncProperties: { tokenId: `${registryId}/tokens/${name}`, messageTtl: "P2D" } },
});
const webhooks = (amount: number) => ({
  webhooks: Object.fromEntries(
    Array.from({ length: amount }, (_, index) => [
      `h${index}`,
      { serviceUri: "https://h.example/", actions: ["push"] },
    ]),
  ),
});
const protectedOnes = { origin: { protect: true } };

type Row = readonly [id: string, fires: object, quiet: object, options?: Readonly<Record<string, unknown>>];

const rows: readonly Row[] = [
  // 4.1
  [
    "G01",
    { ...standard, dataEndpointEnabled: true },
    {
      ...standard,
      publicNetworkAccess: "Enabled",
      ...policies("retentionPolicy", { days: 7, status: "disabled" }),
    },
  ],
  ["G02", { ...basic, anonymousPullEnabled: true }, { ...standard, anonymousPullEnabled: true }],
  [
    "G03",
    { ...basic, ...one("replications", { location: "northeurope" }) },
    { ...premium, ...one("replications", { location: "northeurope" }) },
  ],
  [
    "G04",
    { ...premium, ...one("replications", { location: "West Europe" }) },
    { ...premium, ...one("replications", { location: "northeurope" }) },
  ],
  [
    "G05",
    { ...premium, replications: { a: { location: "northeurope" }, b: { location: "North Europe" } } },
    { ...premium, replications: { a: { location: "northeurope" }, b: { location: "eastus" } } },
  ],
  ["G06", { ...standard, ...endpoint() }, { ...premium, ...endpoint() }],
  ["G06", { ...standard, ...one("agentPools", {}) }, { ...premium, ...one("agentPools", {}) }],
  ["G06", { ...standard, ...connected({}) }, { ...premium, ...connected({}) }],
  ["G07", { sku: { name: "Classic" } }, basic],
  [
    "G08",
    {
      ...premium,
      policies: { retentionPolicy: { days: 7, status: "enabled" }, softDeletePolicy: { status: "enabled" } },
    },
    { ...premium, ...policies("softDeletePolicy", { retentionDays: 90, status: "enabled" }) },
  ],
  [
    "G09",
    {
      ...premium,
      ...policies("softDeletePolicy", { status: "enabled" }),
      ...one("replications", { location: "eastus" }),
    },
    { ...premium, ...policies("softDeletePolicy", { status: "enabled" }) },
  ],
  [
    "G09",
    {
      ...standard,
      ...policies("softDeletePolicy", { status: "enabled" }),
      ...cache({ sourceRepository: "mcr.microsoft.com/a", targetRepository: "a" }),
    },
    { ...standard, ...cache({ sourceRepository: "mcr.microsoft.com/a", targetRepository: "a" }) },
  ],
  [
    "G10",
    { ...premium, ...policies("retentionPolicy", { days: 400, status: "enabled" }) },
    { ...premium, ...policies("retentionPolicy", { days: 30, status: "enabled" }) },
  ],
  [
    "G11",
    { ...basic, ...policies("softDeletePolicy", { retentionDays: 120, status: "enabled" }) },
    { ...basic, ...policies("softDeletePolicy", { retentionDays: 30, status: "enabled" }) },
  ],
  [
    "G12",
    { ...premium, ...policies("exportPolicy", { status: "disabled" }) },
    { ...premium, publicNetworkAccess: "Disabled", ...policies("exportPolicy", { status: "disabled" }) },
  ],
  [
    "G12",
    {
      ...premium,
      publicNetworkAccess: "Disabled",
      ...policies("exportPolicy", { status: "disabled" }),
      ...one("exportPipelines", {}),
    },
    { ...premium, publicNetworkAccess: "Disabled", ...one("exportPipelines", {}) },
  ],
  ["G13", { ...basic, ...webhooks(3) }, { ...basic, ...webhooks(2) }],
  [
    "G14",
    { ...premium, ...one("replications", { location: "eastus", regionEndpointEnabled: false }) },
    {
      ...premium,
      replications: { a: { location: "eastus", regionEndpointEnabled: false }, b: { location: "northeurope" } },
    },
  ],
  [
    "G15",
    { ...premium, autoGeneratedDomainNameLabelScope: "Unsecure" },
    { ...premium, autoGeneratedDomainNameLabelScope: "TenantReuse" },
  ],
  // 4.2
  [
    "G20",
    token({ credentials: { passwords: [{ name: "password1" }] } }),
    token({ credentials: { passwords: [{ name: "password1", expiry: "2026-12-01T00:00:00Z" }] } }),
  ],
  [
    "G21",
    token({ credentials: { passwords: [{ name: "password1", expiry: inDays(400) }] } }),
    token({ credentials: { passwords: [{ name: "password1", expiry: inDays(30) }] } }),
  ],
  [
    "G21",
    token({ credentials: { certificates: [{ name: "certificate1", expiry: inDays(400) }] } }),
    token({ credentials: { certificates: [{ name: "certificate1", expiry: inDays(30) }] } }),
  ],
  [
    "G22",
    token({ scopeMapId: `${registryId}/scopeMaps/_repositories_admin` }),
    token({ scopeMapId: `${registryId}/scopeMaps/own` }),
  ],
  [
    "G22",
    token({ scopeMapId: `${registryId}/scopeMaps/_repositories_push` }),
    token({ scopeMapId: `${registryId}/scopeMaps/_repositories_pull` }),
  ],
  [
    "G23",
    one("scopeMaps", { actions: ["repositories/*/content/write"] }),
    one("scopeMaps", { actions: ["repositories/app/content/write"] }),
  ],
  [
    "G24",
    one("scopeMaps", { actions: Array.from({ length: 501 }, (_, index) => `repositories/a${index}/content/read`) }),
    one("scopeMaps", { actions: Array.from({ length: 4 }, (_, index) => `repositories/a${index}/content/read`) }),
  ],
  [
    "G24",
    one("scopeMaps", { actions: ["repositories/app/content/write", "repositories/app/content/delete"] }),
    one("scopeMaps", { actions: ["repositories/app/content/write", "repositories/app/content/read"] }),
  ],
  [
    "G25",
    token({}),
    {
      ...token({ scopeMapId: `${registryId}/scopeMaps/own` }),
      scopeMaps: { own: { scopeMapName: "own", actions: [] } },
    },
  ],
  [
    "G26",
    { ...premium, connectedRegistries: { a: syncedBy("t1"), b: syncedBy("t1") } },
    { ...premium, connectedRegistries: { a: syncedBy("t1"), b: syncedBy("t2") } },
  ],
  [
    "G26",
    { ...premium, ...connected({ clientTokenIds: [`${registryId}/tokens/sync1`] }) },
    { ...premium, ...connected({ clientTokenIds: [`${registryId}/tokens/client`] }) },
  ],
  // 4.3
  ["G30", step({ contextAccessToken: "ghp_x" }), step({})],
  ["G30", sourceTrigger({ tokenType: "OAuth", token: "x", expiresIn: 3600 }), task({})],
  [
    "G31",
    step({ arguments: [{ name: "NPM_TOKEN", value: "x" }] }),
    step({ arguments: [{ name: "NPM_TOKEN", value: "x", isSecret: true }] }),
  ],
  [
    "G32",
    task({ credentials: { customRegistries: { "x.io": { password: { type: "Opaque", value: "x" } } } } }),
    task({
      credentials: {
        customRegistries: {
          "x.io": { password: { type: "Vaultsecret", value: "https://v.vault.azure.net/secrets/s" } },
        },
      },
    }),
  ],
  [
    "G33",
    sourceTrigger({ tokenType: "PAT", token: "x" }),
    sourceTrigger({ tokenType: "OAuth", token: "x", expiresIn: 3600, refreshToken: "y" }),
  ],
  // The task's identity has to be named for the registry too, as AUTH-08 says.
  [
    "G34",
    { ...abac, ...task({ credentials: { sourceRegistry: { loginMode: "Default" } } }) },
    {
      ...abac,
      ...task({ identity: { type: "SystemAssigned" }, credentials: { sourceRegistry: { identity: "[system]" } } }),
    },
  ],
  [
    "G35",
    { ...premium, publicNetworkAccess: "Disabled", ...task({ identity: { type: "SystemAssigned" } }) },
    {
      ...premium,
      publicNetworkAccess: "Disabled",
      ...task({ identity: { type: "SystemAssigned" }, agentPoolName: "pool" }),
    },
  ],
  ["G36", step({ contextPath: "http://github.com/a/b.git" }), step({})],
  ["G36", step({ contextPath: "https://user:pw@github.com/a/b.git" }), step({})],
  [
    "G36",
    task({ trigger: { baseImageTrigger: { name: "base", updateTriggerEndpoint: "http://x.example/" } } }),
    task({ trigger: { baseImageTrigger: { name: "base", updateTriggerEndpoint: "https://x.example/" } } }),
  ],
  ["G37", step({ imageNames: ["app:latest"] }), step({ imageNames: ["app:{{.Run.ID}}"] })],
  [
    "G38",
    { ...premium, publicNetworkAccess: "Disabled", ...one("agentPools", {}) },
    {
      ...premium,
      publicNetworkAccess: "Disabled",
      ...one("agentPools", { virtualNetworkSubnetResourceId: "/x/subnets/s" }),
    },
  ],
  // 4.4
  ["G40", hook({ customHeaders: { Authorization: "x" } }), hook({ customHeaders: { "Content-Type": "x" } })],
  ["G41", hook({ serviceUri: "https://h.example/?code=x" }), hook({})],
  ["G41", hook({ scope: "", actions: ["push", "delete"] }), hook({ actions: ["push", "delete"] })],
  ["G42", { ...premium, ...allowing("0.0.0.0/0") }, { ...premium, ...allowing("203.0.113.10") }],
  ["G43", { ...premium, ...allowing("10.0.0.0/8") }, { ...premium, ...allowing("198.51.100.0/24") }],
  [
    "G44",
    { ...premium, networkRuleSet: { defaultAction: "Deny" }, networkRuleBypassOptions: "None" },
    { ...premium, networkRuleSet: { defaultAction: "Deny" }, networkRuleBypassOptions: "None", ...endpoint() },
  ],
  [
    "G45",
    { ...premium, networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.1" }] } },
    { ...premium, ...allowing("203.0.113.1") },
  ],
  [
    "G45",
    { ...premium, publicNetworkAccess: "Disabled", networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.1" }] } },
    { ...premium, ...allowing("203.0.113.1") },
  ],
  [
    "G46",
    { ...premium, publicNetworkAccess: "Enabled", ...endpoint() },
    { ...premium, publicNetworkAccess: "Disabled", ...endpoint() },
  ],
  [
    "G47",
    { ...premium, ...zone("privatelink.vaultcore.azure.net") },
    { ...premium, ...zone("privatelink.azurecr.io") },
  ],
  [
    "G48",
    {
      ...premium,
      ...endpoint({ privateLinkServiceConnections: [{ groupIds: ["blob"], privateLinkServiceId: registryId }] }),
    },
    { ...premium, ...endpoint() },
  ],
  [
    "G48",
    {
      ...premium,
      ...one("privateEndpoints", {
        manualPrivateLinkServiceConnections: [{ groupIds: ["registry"], privateLinkServiceId: registryId }],
      }),
    },
    { ...premium, ...endpoint() },
  ],
  [
    "G49",
    { ...premium, dataEndpointEnabled: false, ...endpoint(), ...one("replications", { location: "eastus" }) },
    { ...premium, dataEndpointEnabled: true, ...endpoint(), ...one("replications", { location: "eastus" }) },
  ],
  [
    "G50",
    {
      ...premium,
      networkRuleSet: { defaultAction: "Deny" },
      networkRuleBypassOptions: "None",
      defenderPlans: { Containers: "Standard" },
    },
    {
      ...premium,
      networkRuleSet: { defaultAction: "Deny" },
      networkRuleBypassOptions: "AzureServices",
      defenderPlans: { Containers: "Standard" },
    },
  ],
  // 4.5
  [
    "G51",
    { ...premium, ...versionless, identity: { type: "SystemAssigned" } },
    { ...premium, ...versionless, ...userAssigned },
  ],
  ["G52", { ...premium, ...key(), ...userAssigned }, { ...premium, ...versionless, ...userAssigned }],
  ["G52", { ...premium, encryption: { status: "enabled" }, ...userAssigned }, premium],
  [
    "G53",
    { ...premium, ...userAssigned, ...key("https://v.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef") },
    { ...premium, ...userAssigned, ...versionless },
  ],
  [
    "G54",
    { ...premium, ...userAssigned, ...versionless },
    { ...premium, ...userAssigned, ...versionless, ...protectedOnes },
  ],
  [
    "G55",
    { ...premium, ...userAssigned, ...versionless, ...policies("trustPolicy", { status: "enabled" }) },
    { ...premium, ...userAssigned, ...versionless },
  ],
  // 4.6
  ["G60", { ...premium, ...role(contributor) }, { ...premium, ...role(reader) }],
  ["G60", { ...premium, ...role("f58310d9-a9f6-439a-9e8d-f62e7b41a168") }, { ...premium, ...role(pull) }],
  ["G61", { ...abac, ...role(pull) }, { ...abac, ...role(reader) }],
  [
    "G62",
    { ...premium, roleAssignmentMode: "LegacyRegistryPermissions", ...role(reader) },
    { ...premium, roleAssignmentMode: "LegacyRegistryPermissions", ...role(pull) },
  ],
  [
    "G63",
    { ...premium, ...role(pull, { scope: "/subscriptions/11111111-1111-1111-1111-111111111111" }) },
    { ...premium, ...role(pull) },
  ],
  [
    "G64",
    { ...abac, ...role(writer) },
    {
      ...abac,
      ...role(writer, {
        condition:
          "((!(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/write'})) OR (@Request[Microsoft.ContainerRegistry/registries/repositories:name] StringEquals 'app'))",
        conditionVersion: "2.0",
      }),
    },
  ],
  [
    "G65",
    one("roleAssignments", { scope: registryId, principalId: "p", roleDefinitionId: `/x/${pull}` }),
    { ...role(pull) },
  ],
  [
    "G66",
    { roleAssignments: { ...role(pull).roleAssignments, again: role(pull).roleAssignments?.it } },
    {
      roleAssignments: { ...role(pull).roleAssignments, other: role(pull, { principalId: "p2" }).roleAssignments?.it },
    },
  ],
  // 4.7
  [
    "G70",
    { ...standard, anonymousPullEnabled: true },
    {
      ...standard,
      anonymousPullEnabled: true,
      ...one("diagnosticSettings", { logs: [{ categoryGroup: "audit", enabled: true }] }),
    },
  ],
  [
    "G71",
    { ...premium, ...cache({ sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" }) },
    {
      ...premium,
      ...cache({
        sourceRepository: "docker.io/library/nginx",
        targetRepository: "nginx",
        credentialSetResourceId: `${registryId}/credentialSets/hub`,
      }),
    },
  ],
  [
    "G71",
    { ...premium, ...cache({ sourceRepository: "dhi.io/nginx", targetRepository: "nginx" }) },
    { ...premium, ...cache({ sourceRepository: "mcr.microsoft.com/nginx", targetRepository: "nginx" }) },
  ],
  [
    "G72",
    { ...premium, ...cache({ sourceRepository: "docker.io/*", targetRepository: "*" }) },
    { ...premium, ...cache({ sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" }) },
  ],
  [
    "G73",
    credentialSet({
      authCredentials: [
        {
          name: "Credential1",
          usernameSecretIdentifier: "https://v.vault.azure.net/secrets/u/0123456789abcdef0123456789abcdef",
          passwordSecretIdentifier: "https://v.vault.azure.net/secrets/p",
        },
      ],
    }),
    credentialSet({
      authCredentials: [
        {
          name: "Credential1",
          usernameSecretIdentifier: "https://v.vault.azure.net/secrets/u",
          passwordSecretIdentifier: "https://v.vault.azure.net/secrets/p",
        },
      ],
    }),
  ],
  ["G74", credentialSet({}), credentialSet({ identity: { type: "SystemAssigned" } })],
  [
    "G75",
    {
      ...premium,
      dataEndpointEnabled: true,
      connectedRegistries: {
        top: { connectedRegistryName: "toponsite", mode: "ReadOnly", ...syncedBy("t1") },
        low: {
          connectedRegistryName: "lowonsite",
          mode: "ReadWrite",
          parent: {
            id: `${registryId}/connectedRegistries/toponsite`,
            syncProperties: { tokenId: `${registryId}/tokens/t2`, messageTtl: "P2D" },
          },
        },
      },
    },
    {
      ...premium,
      dataEndpointEnabled: true,
      connectedRegistries: {
        top: { connectedRegistryName: "toponsite", mode: "ReadWrite", ...syncedBy("t1") },
        low: {
          connectedRegistryName: "lowonsite",
          mode: "ReadWrite",
          parent: {
            id: `${registryId}/connectedRegistries/toponsite`,
            syncProperties: { tokenId: `${registryId}/tokens/t2`, messageTtl: "P2D" },
          },
        },
      },
    },
  ],
  [
    "G76",
    { ...premium, dataEndpointEnabled: false, ...connected({}) },
    { ...premium, dataEndpointEnabled: true, ...connected({}) },
  ],
  [
    "G77",
    connected({ logging: { auditLogStatus: "Disabled" } }),
    connected({ logging: { auditLogStatus: "Enabled" } }),
  ],
  [
    "G78",
    { ...premium, tags: { environment: "production" } },
    { ...premium, tags: { environment: "production" }, ...protectedOnes },
  ],
  [
    "G79",
    { ...premium, ...policies("quarantinePolicy", { status: "enabled" }) },
    { ...premium, ...policies("quarantinePolicy", { status: "disabled" }) },
  ],
];

function fires(id: string, model: object, options: Readonly<Record<string, unknown>> = {}): boolean {
  const concerned = rules.filter((rule) => [rule.id, ...(rule.also ?? [])].includes(id));
  expect(concerned, `no rule is called ${id}`).not.toEqual([]);
  const set = Object.fromEntries(concerned.map((rule) => [rule.id, options]));
  return check(model, { rules: concerned, options: set, now }).length > 0;
}

it.each(rows.map((row, index) => [`${row[0]} (row ${index + 1})`, row] as const))(
  "%s fires and is quiet as the reference says",
  (_name, [id, loud, quiet, options]) => {
    expect([fires(id, loud, options), fires(id, quiet, options)]).toEqual([true, false]);
  },
);

it("has a row for each rule of the section", () => {
  const ids = new Set(rows.map(([id]) => id));
  const called = rules.flatMap(({ id, also = [] }) => [id, ...also]).filter((id) => /^G\d\d$/.test(id));
  expect([...new Set(called)].filter((id) => !ids.has(id))).toEqual([]);
});
