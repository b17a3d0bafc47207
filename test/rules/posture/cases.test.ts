import { describe, expect, it } from "vitest";
import { link } from "../../../src/readers/link/link";
import { rules } from "../../../src/rules/book";
import { check } from "../../../src/rules/check";

// The cases of the reference, by id. `F` and `T`: the rule named in the first column fires or is quiet; a dash in
// the reference (not applicable) is quiet as well. Where our verdict is not the reference's, docs/decisions.md says why.

type Verdict = "F" | "T";
type Options = Readonly<Record<string, unknown>>;

const sku = (name: string) => ({ sku: { name } });
const premium = sku("Premium");
const standard = sku("Standard");
const basic = sku("Basic");
const policies = (name: string, content: object) => ({ policies: { [name]: content } });
const now = new Date("2026-11-24T09:00:00Z");

/** Whether the rules of an id (or of a policy name) fire, with all of them switched on. */
function fires(id: string, model: unknown, options: Options = {}): boolean {
  const concerned = rules.filter((rule) => [rule.id, rule.policy, ...(rule.also ?? [])].includes(id));
  expect(concerned, `no rule is called ${id}`).not.toEqual([]);
  const set = Object.fromEntries(concerned.map((rule) => [rule.id, options]));
  return check(model, { rules: concerned, options: set, now }).length > 0;
}

const role = (guid: string, more: object = {}) => ({
  roleAssignments: {
    it: {
      scope: "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r",
      roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
      principalId: "p1",
      ...more,
    },
  },
});
const webhook = (serviceUri: string, more: object = {}) => ({
  webhooks: { hook: { serviceUri, actions: ["push"], scope: "app:*", status: "enabled", ...more } },
});
const replicas = (...regions: string[]) => ({
  replications: Object.fromEntries(regions.map((location) => [location.replace(/ /g, ""), { location }])),
});
const logs = (...entries: object[]) => ({ diagnosticSettings: { it: { logs: entries } } });
const encryption = {
  status: "enabled",
  keyVaultProperties: {
    keyIdentifier: "https://v.vault.azure.net/keys/k",
    identity: "11111111-1111-1111-1111-111111111111",
  },
};

const cases: readonly (readonly [string, string, Verdict, unknown, Options?])[] = [
  // 2.1
  ["C001", "R01", "F", { ...basic, adminUserEnabled: true }],
  ["C003", "R01", "T", { ...standard, adminUserEnabled: false, anonymousPullEnabled: true }],
  ["C004", "R01", "T", { ...standard, anonymousPullEnabled: false }],
  ["C005", "R01", "T", { ...premium, adminUserEnabled: false, networkRuleBypassOptions: "AzureServices" }],
  ["C007", "R01", "T", {}],
  ["C009", "R01", "T", { ...standard, adminUserEnabled: false, dataEndpointEnabled: true, encryption }],
  ["C009", "G01", "F", { ...standard, adminUserEnabled: false, dataEndpointEnabled: true, encryption }],
  ["C010", "R01", "F", { ...basic, adminUserEnabled: true, networkRuleSet: { defaultAction: "Deny" } }],
  ["C010", "G01", "F", { ...basic, adminUserEnabled: true, networkRuleSet: { defaultAction: "Deny" } }],
  ["C012", "R01", "T", { ...basic, adminUserEnabled: false }],
  ["C015", "R01", "F", { adminUserEnabled: "true" }],
  // 2.2
  ["C020", "R02", "F", { ...standard, anonymousPullEnabled: true }],
  ["C021", "R02", "T", { ...standard, anonymousPullEnabled: false }],
  ["C023", "R02", "T", { ...basic, adminUserEnabled: true }],
  ["C024", "R02", "T", { ...premium, anonymousPullEnabled: false }],
  ["C025", "R02", "T", premium],
  ["C026", "R02", "T", standard],
  ["C028", "R02", "F", { anonymousPullEnabled: true }],
  ["C030", "R02", "F", { ...premium, anonymousPullEnabled: true }],
  ["C031", "R02", "F", { ...standard, anonymousPullEnabled: true }],
  ["C033", "R02", "T", { ...basic, anonymousPullEnabled: false }],
  ["C034", "R02", "F", { anonymousPullEnabled: true }],
  // 2.3
  ["C040", "R03", "T", policies("azureADAuthenticationAsArmPolicy", { status: "disabled" })],
  ["C041", "R03", "F", policies("azureADAuthenticationAsArmPolicy", { status: "enabled" })],
  ["C042", "R03", "F", policies("azureADAuthenticationAsArmPolicy", {})],
  // 2.4
  ["C050", "R05", "T", role("7f951dda-4ed3-4680-a7ca-43fe172d538d")],
  ["C053", "R05", "F", role("8311e382-0749-4cb8-b61a-304f252e45ec")],
  ["C053", "R05", "T", role("8311e382-0749-4cb8-b61a-304f252e45ec"), { pushPrincipals: ["P1"] }],
  ["C054", "R05", "F", role("b24988ac-6180-42a0-ab88-20f7382dd24c")],
  ["C055", "R05", "T", role("b93aa761-3e63-49ed-ac28-beffa264f7ac")],
  // 2.5
  ["C060", "R10", "T", { publicNetworkAccess: "Disabled" }],
  ["C061", "R10", "F", { publicNetworkAccess: "Enabled" }],
  ["C062", "R10", "F", premium],
  ["C062", "R10", "T", basic],
  ["C062", "R10", "T", standard],
  ["C065", "R10", "T", { ...basic, publicNetworkAccess: "Enabled" }],
  ["C066", "G01", "F", { ...basic, publicNetworkAccess: "Disabled" }],
  ["C068", "R10", "T", { ...premium, publicNetworkAccess: "Disabled" }],
  ["C071", "R11", "T", { ...premium, publicNetworkAccess: "Disabled" }],
  [
    "C072",
    "R11",
    "T",
    { ...premium, publicNetworkAccess: "Enabled", networkRuleSet: { defaultAction: "Deny", ipRules: [] } },
  ],
  [
    "C072",
    "R10",
    "F",
    { ...premium, publicNetworkAccess: "Enabled", networkRuleSet: { defaultAction: "Deny", ipRules: [] } },
  ],
  ["C074", "R11", "T", {}],
  ["C075", "R11", "T", { networkRuleSet: { defaultAction: "Deny" } }],
  ["C076", "R11", "T", { publicNetworkAccess: "Disabled" }],
  ["C077", "R11", "F", { networkRuleSet: { defaultAction: "Allow" }, publicNetworkAccess: "Enabled" }],
  ["C079", "R11", "T", { publicNetworkAccess: "Disabled" }],
  // 2.6
  ["C090", "R12", "F", { ...premium, privateEndpoints: {} }],
  [
    "C091",
    "R12",
    "T",
    { ...basic, privateEndpoints: { it: { privateLinkServiceConnections: [{ groupIds: ["registry"] }] } } },
  ],
  [
    "C091",
    "G06",
    "F",
    { ...basic, privateEndpoints: { it: { privateLinkServiceConnections: [{ groupIds: ["registry"] }] } } },
  ],
  ["C096", "R14", "F", standard],
  ["C099", "R16", "F", { networkRuleBypassOptions: "AzureServices" }, { expected: "None" }],
  ["C100", "R16", "T", { networkRuleBypassOptions: "None" }, { expected: "None" }],
  ["C101", "R16", "F", {}, { expected: "None" }],
  ["0.2", "R16", "T", { ...premium, networkRuleBypassOptions: "None" }],
  ["0.2", "R16", "T", { ...standard, networkRuleBypassOptions: "AzureServices" }, { expected: "None" }],
  // 2.7
  ["C111", "R17", "F", premium],
  ["C112", "R17", "T", { ...standard, dataEndpointEnabled: false }],
  ["C116", "R21", "F", { ...premium, ...policies("exportPolicy", { status: "enabled" }) }],
  ["C117", "R21", "F", { ...premium, ...policies("exportPolicy", { status: "disabled" }) }],
  ["C117", "R21", "F", { ...premium, publicNetworkAccess: "Disabled" }],
  // 2.8
  ["C130", "R22", "T", { ...premium, adminUserEnabled: true }],
  ["C131", "R22", "F", { ...premium, ...policies("trustPolicy", { status: "enabled" }) }],
  ["C134", "R22", "F", { ...premium, ...policies("trustPolicy", { status: "enabled" }) }],
  ["C137", "R22", "T", { ...standard, ...policies("trustPolicy", { status: "disabled" }) }],
  ["C138", "R22", "T", { ...premium, ...policies("trustPolicy", { type: "Notary", status: "disabled" }) }],
  ["C139", "R22", "F", { ...premium, ...policies("trustPolicy", { type: "Notary", status: "enabled" }) }],
  ["C140", "G01", "F", { ...basic, ...policies("trustPolicy", { status: "enabled" }) }],
  // 2.9; R23 is silent off Premium, which 0.2 decides against the table.
  ["C150", "R23", "T", { ...standard, ...policies("quarantinePolicy", { status: "disabled" }) }],
  ["C152", "R23", "T", { ...premium, ...policies("quarantinePolicy", { status: "enabled" }) }],
  ["C153", "R23", "T", { ...basic, adminUserEnabled: true }],
  ["C155", "R23", "F", premium],
  ["C156", "R23", "T", standard],
  ["C157", "R23", "T", { ...standard, ...policies("quarantinePolicy", { status: "enabled" }) }],
  ["C158", "R23", "T", { ...basic, ...policies("quarantinePolicy", { status: "disabled" }) }],
  ["C160", "R24", "F", { ...premium, adminUserEnabled: true }],
  ["C162", "R24", "T", { ...premium, ...policies("softDeletePolicy", { retentionDays: 90, status: "enabled" }) }],
  ["C163", "R24", "T", { ...standard, ...policies("retentionPolicy", { days: 180, status: "enabled" }) }],
  ["C163", "G01", "F", { ...standard, ...policies("retentionPolicy", { days: 180, status: "enabled" }) }],
  ["C165", "R24", "F", { ...premium, ...policies("retentionPolicy", { days: 7 }) }],
  ["C167", "R24", "F", premium],
  ["C168", "R24", "T", {}],
  ...(["R24", "R25"] as const).map((id) => ["C176", id, "T", softDeletedReplicas()] as const),
  ...(["G08", "G09"] as const).map((id) => ["C176", id, "F", softDeletedReplicas()] as const),
  // 2.10
  ["C180", "R27", "T", webhook("https://hooks.example.test/a")],
  ["C181", "R27", "F", webhook("http://hooks.example.test/a")],
  ["C183", "R27", "F", webhook("http://hooks.example.test/a", { status: "disabled" })],
  ["C190", "R30", "F", basic],
  ["C193", "R30", "T", premium],
  ["C194", "R30", "T", standard],
  ["C195", "R30", "F", basic],
  ["C194", "R30", "F", standard, { minimum: "Premium" }],
  // 2.11
  ["C200", "R31", "T", { ...premium, location: "region", ...replicas("region", "region2") }],
  ["C200", "G04", "F", { ...premium, location: "region", ...replicas("region", "region2") }],
  ["C200", "G04", "F", { ...standard, location: "region", ...replicas("region", "region2") }],
  ["C200", "G03", "F", { ...standard, location: "region", ...replicas("region", "region2") }],
  ["C201", "R31", "T", { ...basic, location: "region" }],
  ["C202", "R31", "F", { ...premium, location: "region" }],
  ["C203", "R31", "T", { ...standard, location: "region" }],
  ["C204", "R31", "T", { ...premium, location: "westeurope", ...replicas("northeurope") }],
  ["C205", "R31", "F", premium],
  ["C206", "R31", "T", { ...basic, ...replicas("northeurope") }],
  ["C206", "G03", "F", { ...basic, ...replicas("northeurope") }],
  ["C207", "R31", "T", replicas("northeurope")],
  ["C208", "R31", "T", standard],
  ["C218", "R32", "T", premium, { allowedLocations: ["westeurope"] }],
  [
    "R32",
    "R32",
    "F",
    { ...premium, location: "West Europe", ...replicas("East US") },
    { allowedLocations: ["westeurope"] },
  ],
  // 2.12
  ["C220", "R34", "F", logs({ category: "ContainerRegistryLoginEvents", enabled: true })],
  [
    "C220",
    "R34",
    "T",
    logs(
      { category: "ContainerRegistryLoginEvents", enabled: true },
      { category: "ContainerRegistryRepositoryEvents", enabled: true },
    ),
  ],
  ["C221", "R34", "F", logs()],
  ["C223", "R34", "T", logs({ categoryGroup: "allLogs", enabled: true })],
  ["C225", "R34", "F", { diagnosticSettings: { it: { metrics: [{ category: "AllMetrics", enabled: true }] } } }],
  ...["_registry1", "registry1_"].map((registryName) => ["C231", "R38", "F", { registryName }] as const),
  ...["-registry1", "registry-1", "registry1-"].map((registryName) => ["C232", "R38", "F", { registryName }] as const),
  ["C241", "R40", "F", { tags: {} }],
  ["C260", "R06", "T", { identity: { type: "SystemAssigned" } }, { expected: "required" }],
  ["C261", "R06", "F", {}, { expected: "required" }],
  ["C262", "R06", "F", { identity: { type: "UserAssigned" } }, { expected: "forbidden" }],
  ["C270", "R35", "T", { defenderPlans: { ContainerRegistry: "Standard" } }],
  ["C271", "R35", "F", { defenderPlans: { ContainerRegistry: "Free" } }],
];

function softDeletedReplicas() {
  return {
    ...premium,
    location: "westeurope",
    ...replicas("northeurope", "eastus"),
    policies: {
      softDeletePolicy: { retentionDays: 90, status: "enabled" },
      retentionPolicy: { days: 7, status: "enabled" },
    },
  };
}

it.each(cases.map((row) => [`${row[0]}: ${row[1]} ${row[2]}`, row] as const))(
  "%s",
  (_name, [, id, verdict, model, options]) => expect(fires(id, model, options)).toBe(verdict === "F"),
);

describe("over the resources of a stack", () => {
  const registry = (name: string) => ({
    type: "azure-native:containerregistry:Registry",
    name,
    urn: `urn:pulumi:t::p::azure-native:containerregistry:Registry::${name}`,
    inputs: { registryName: name, resourceGroupName: "images", sku: { name: "Premium" } },
  });
  const group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/images";
  const lock = (scope: string) => ({
    type: "azure-native:authorization:ManagementLockByScope",
    name: "lock",
    inputs: { level: "CanNotDelete", scope },
  });
  const linked = (name: string, ...resources: Parameters<typeof link>[0]) =>
    link(resources).find((each) => each.name === name)?.model;

  it("C250: a lock on another registry keeps none", () => {
    const resources = [
      registry("images"),
      registry("others"),
      lock(`${group}/providers/Microsoft.ContainerRegistry/registries/others`),
    ];
    expect(fires("R41", linked("images", ...resources))).toBe(true);
    expect(fires("R41", linked("others", ...resources))).toBe(false);
  });

  it("C252: a lock on the resource group is inherited", () => {
    expect(fires("R41", linked("images", registry("images"), lock(group)))).toBe(false);
  });

  it("C094: a private endpoint of something else says nothing of a registry", () => {
    const vault = {
      type: "azure-native:network:PrivateEndpoint",
      name: "vault",
      inputs: {
        resourceGroupName: "images",
        privateLinkServiceConnections: [
          { groupIds: ["vault"], privateLinkServiceId: `${group}/providers/Microsoft.KeyVault/vaults/v` },
        ],
      },
    };
    const model = linked("images", registry("images"), vault);
    expect(fires("R13", model)).toBe(false);
    expect(fires("R12", model)).toBe(true);
  });

  it("C290: a type token with a preview version is found", () => {
    const raw = { ...registry("images"), type: "azure-native:containerregistry/v20230101preview:Registry" };
    expect(fires("R44", linked("images", raw))).toBe(true);
    expect(fires("R44", linked("images", registry("images")))).toBe(false);
  });
});

describe("the defaults that the SDK injects count as absent", () => {
  const injected = {
    adminUserEnabled: false,
    anonymousPullEnabled: false,
    networkRuleBypassOptions: "AzureServices",
    publicNetworkAccess: "Enabled",
    zoneRedundancy: "Disabled",
    policies: {
      azureADAuthenticationAsArmPolicy: { status: "enabled" },
      exportPolicy: { status: "enabled" },
      quarantinePolicy: { status: "disabled" },
      retentionPolicy: { days: 7, status: "disabled" },
      softDeletePolicy: { retentionDays: 7, status: "disabled" },
      trustPolicy: { type: "Notary", status: "disabled" },
    },
  };
  const posture = rules.filter(({ posture: is }) => is);
  it.each(["Basic", "Standard", "Premium", undefined])("on %s", (tier) => {
    const base = { location: "westeurope", ...(tier ? sku(tier) : {}) };
    const found = (model: object) => check(model, { rules: posture, now }).map(({ rule }) => rule);
    expect(found({ ...base, ...injected })).toEqual(found(base));
  });
});
