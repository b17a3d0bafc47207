import { describe, expect, it } from "vitest";
import { check } from "../../src/rules/check";

// Configurations that the service takes, each judged by the whole rule book: a false alarm is worse than a miss.

const now = new Date("2026-11-24T00:00:00Z");
const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers";
const own = (rest: string) => `${subscription}/Microsoft.ContainerRegistry/registries/contoso/${rest}`;
const identityId = `${subscription}/Microsoft.ManagedIdentity/userAssignedIdentities/a`;
const clientId = "11111111-1111-1111-1111-111111111111";

/** A registry of a tier in West Europe with something more. */
const of = (tier: string, rest: object = {}) => ({
  registryName: "contoso",
  resourceGroupName: "rg",
  location: "westeurope",
  sku: { name: tier },
  ...rest,
});

/** The errors of a model, as rule and message. */
const errors = (model: object, previous?: object) =>
  check(model, { now, previous })
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule} ${message}`);

const open = { defaultAction: "Allow", ipRules: [] };
const docker = { type: "Docker", contextPath: "https://github.com/contoso/app.git#main", dockerFilePath: "Dockerfile" };
const linux = { os: "Linux", architecture: "amd64" };
const task = (rest: object) => ({ tasks: { build: { taskName: "build", platform: linux, step: docker, ...rest } } });
const vaultSecret = (name: string) => `https://v.vault.azure.net/secrets/${name}`;
const hub = {
  credentialSets: {
    hub: {
      credentialSetName: "dockerhub",
      loginServer: "docker.io",
      identity: { type: "SystemAssigned" },
      authCredentials: [
        {
          name: "Credential1",
          usernameSecretIdentifier: vaultSecret("user"),
          passwordSecretIdentifier: vaultSecret("password"),
        },
      ],
    },
  },
};
const endpoint = (rest: object = {}) => ({
  privateEndpoints: {
    hub: {
      subnet: { id: `${subscription}/Microsoft.Network/virtualNetworks/v/subnets/s` },
      privateLinkServiceConnections: [
        { name: "registry", groupIds: ["registry"], privateLinkServiceId: own("").replace(/\/$/, "") },
      ],
      ...rest,
    },
  },
});

describe("accepted cases of the reference raise no error", () => {
  it.each<[string, object]>([
    ["C009", of("Basic")],
    ["C011", of("Premium")],
    ["C013, unverified", of("premium")],
    [
      "C028",
      of("Premium", {
        networkRuleSet: {
          defaultAction: "Allow",
          ipRules: [{ iPAddressOrRange: "8.8.8.8/32" }, { iPAddressOrRange: "1.1.1.1/32" }],
        },
      }),
    ],
    [
      "C034",
      of("Premium", {
        publicNetworkAccess: "Disabled",
        networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "8.8.8.8" }] },
      }),
    ],
    ["C047", of("Premium", { regionalEndpoints: "Enabled", replications: {} })],
    ["C050", of("Premium", endpoint())],
    [
      "C057",
      of("Basic", {
        policies: {
          quarantinePolicy: { status: "disabled" },
          exportPolicy: { status: "enabled" },
          retentionPolicy: {},
        },
      }),
    ],
    [
      "C058",
      of("Basic", {
        zoneRedundancy: "Disabled",
        dataEndpointEnabled: false,
        anonymousPullEnabled: false,
        publicNetworkAccess: "Enabled",
        networkRuleBypassAllowedForTasks: false,
      }),
    ],
    ["C059", of("Basic", { networkRuleBypassOptions: "None" })],
    ["C062", of("Premium", { policies: { retentionPolicy: { days: 10, status: "enabled" } } })],
    ["C063", of("Premium", { policies: { retentionPolicy: { days: 0, status: "enabled" } } })],
    ["C080", of("Basic", { policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } } })],
    ["C084", of("Basic", { adminUserEnabled: true })],
    ["C085", of("Basic", { roleAssignmentMode: "AbacRepositoryPermissions" })],
    ["C090", of("Premium", { zoneRedundancy: "Enabled" })],
    [
      "C095",
      of("Premium", {
        identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: { clientId } } },
        encryption: {
          status: "enabled",
          keyVaultProperties: { identity: clientId, keyIdentifier: "https://kv.vault.azure.net/keys/k" },
        },
        vault: { enablePurgeProtection: true, enableSoftDelete: true },
        key: { kty: "RSA", keySize: 2048 },
      }),
    ],
    [
      "C107",
      of("Premium", {
        identity: { type: "SystemAssigned" },
        publicNetworkAccess: "Disabled",
        policies: {
          quarantinePolicy: { status: "enabled" },
          retentionPolicy: { days: 10, status: "enabled" },
          exportPolicy: { status: "disabled" },
          azureADAuthenticationAsArmPolicy: { status: "disabled" },
        },
        anonymousPullEnabled: true,
        dataEndpointEnabled: true,
        networkRuleBypassOptions: "None",
        networkRuleBypassAllowedForTasks: true,
        roleAssignmentMode: "AbacRepositoryPermissions",
      }),
    ],
    ["C112", of("Premium", { replications: { westus: { location: "westus", zoneRedundancy: "Enabled" } } })],
    ["C114", of("Premium", { replications: { westus: { location: "westus" }, eastus2: { location: "eastus2" } } })],
    ["C116", of("Basic", { webhooks: { push: { serviceUri: "http://example.test/hook", actions: ["push"] } } })],
    [
      "C122",
      of("Basic", { webhooks: { push: { serviceUri: "https://example.test/hook", actions: ["push"], scope: "app" } } }),
    ],
    [
      "C126",
      of("Basic", {
        tokens: { reader: { tokenName: "reader-token", scopeMapId: own("scopeMaps/_repositories_pull") } },
      }),
    ],
    [
      "C128",
      of("Basic", { tokens: { five: { tokenName: "five-123", scopeMapId: own("scopeMaps/_repositories_pull") } } }),
    ],
    [
      "C138",
      of("Basic", { scopeMaps: { all: { scopeMapName: "pull-all", actions: ["repositories/*/content/read"] } } }),
    ],
    ["C139", of("Basic", { scopeMaps: { some: { actions: ["repositories/sample/*/content/read"] } } })],
    ["C147", of("Basic", task({ timeout: 300 }))],
    ["C153", of("Basic", { tasks: { quicktask: { taskName: "quicktask", isSystemTask: true } } })],
    ["C155", of("Basic", task({ step: { type: "Docker", dockerFilePath: "Dockerfile", contextPath: null } }))],
    [
      "C158",
      of(
        "Basic",
        task({
          trigger: {
            timerTriggers: [
              { name: "t1", schedule: "0 21 * * *" },
              { name: "t2", schedule: "0 9 * * *" },
            ],
          },
        }),
      ),
    ],
    ["C170", of("Premium", { agentPools: { pool1: { agentPoolName: "pool1", tier: "S2", count: 4 } } })],
    [
      "C179",
      of("Basic", {
        cacheRules: { a: { sourceRepository: "mcr.microsoft.com/hello-world", targetRepository: "target" } },
      }),
    ],
    [
      "C181",
      of("Basic", {
        ...hub,
        cacheRules: {
          nginx: {
            sourceRepository: "docker.io/library/nginx",
            targetRepository: "nginx",
            credentialSetResourceId: own("credentialSets/dockerhub"),
          },
        },
      }),
    ],
    ["C184", of("Basic", { cacheRules: { all: { sourceRepository: "mcr.microsoft.com/*", targetRepository: "*" } } })],
    [
      "C188",
      of("Basic", {
        cacheRules: {
          all: { sourceRepository: "mcr.microsoft.com/*", targetRepository: "*" },
          one: { sourceRepository: "mcr.microsoft.com/dotnet", targetRepository: "library/dotnet" },
        },
      }),
    ],
    [
      "C210",
      of("Premium", {
        dataEndpointEnabled: true,
        connectedRegistries: {
          edge: {
            connectedRegistryName: "edgesite1",
            mode: "ReadOnly",
            parent: {
              syncProperties: {
                tokenId: own("tokens/edgesync"),
                schedule: "0 12 * * *",
                syncWindow: "PT4H",
                messageTtl: "P30D",
              },
            },
          },
        },
      }),
    ],
    [
      "C218",
      of("Premium", {
        exportPipelines: {
          nightly: {
            origin: { apiVersion: "v20250601preview" },
            exportPipelineName: "nightly",
            identity: { type: "SystemAssigned" },
            target: {
              type: "AzureStorageBlobContainer",
              uri: "https://s.blob.core.windows.net/transfer",
              storageAccessMode: "ManagedIdentity",
            },
          },
        },
      }),
    ],
    [
      "C227",
      of("Premium", {
        autoGeneratedDomainNameLabelScope: "NoReuse",
        roleAssignmentMode: "AbacRepositoryPermissions",
        publicNetworkAccess: "Disabled",
        policies: { exportPolicy: { status: "enabled" }, quarantinePolicy: { status: "enabled" } },
        replications: { northeurope: { location: "northeurope" } },
        ...endpoint(),
      }),
    ],
    [
      "C228",
      of("Basic", {
        cacheRules: {
          aci: {
            sourceRepository: "mcr.microsoft.com/azuredocs/aci-helloworld",
            targetRepository: "mcr.microsoft.com/azuredocs/aci-helloworld",
          },
        },
      }),
    ],
    ["C230", of("Basic", { zoneRedundancy: "Disabled", policies: { retentionPolicy: null } })],
    [
      "C231",
      of("Premium", {
        replications: {
          australiaeast: { location: "australiaeast", zoneRedundancy: "Enabled" },
          australiacentral: { location: "australiacentral", zoneRedundancy: "Disabled" },
        },
      }),
    ],
    [
      "C232",
      of("Basic", {
        tokens: {
          devops: {
            scopeMapId: own("scopeMaps/_repositories_push"),
            credentials: {
              passwords: [
                { name: "password1", expiry: "2028-11-24T00:00:00Z" },
                { name: "password2", expiry: "2027-11-24T00:00:00Z" },
              ],
            },
          },
        },
      }),
    ],
    [
      "C233",
      of("Basic", {
        tokens: { devops: { scopeMapId: own("scopeMaps/_repositories_push"), credentials: { passwords: [] } } },
      }),
    ],
  ])("%s", (_case, model) => expect(errors(model)).toEqual([]));
});

describe("accepted changes raise no error", () => {
  it.each<[string, object, object]>([
    ["C016, up", of("Basic"), of("Premium")],
    ["C016, down again", of("Premium"), of("Basic", { networkRuleSet: null })],
    ["C016, down with an open rule set", of("Premium", { networkRuleSet: open }), of("Basic")],
    ["C093", of("Premium", { zoneRedundancy: "Enabled" }), of("Premium", { zoneRedundancy: "Disabled" })],
    ["A13", of("Standard", { anonymousPullEnabled: true }), of("Standard", { anonymousPullEnabled: false })],
    [
      "A15",
      of("Basic", { networkRuleBypassOptions: "None" }),
      of("Basic", { networkRuleBypassOptions: "AzureServices" }),
    ],
    [
      "A8, the first replica is replaced",
      of("Premium", { replications: { westus: { location: "westus" }, eastus: { location: "eastus" } } }),
      of("Premium", {
        replications: {
          westus: { location: "westus", zoneRedundancy: "Enabled" },
          eastus: { location: "eastus", tags: { foo: "bar" } },
        },
      }),
    ],
    [
      "A24",
      of("Basic", {
        tokens: { a: { credentials: { passwords: [{ name: "password1", expiry: "2027-01-01T00:00:00Z" }] } } },
      }),
      of("Basic", {
        tokens: { a: { credentials: { passwords: [{ name: "password1", expiry: "2028-01-01T00:00:00Z" }] } } },
      }),
    ],
  ])("%s", (_case, before, after) => expect(errors(after, before)).toEqual([]));
});

describe("accepted configurations of peers raise no error", () => {
  it.each<[string, object]>([
    [
      "T1",
      of("Premium", {
        networkRuleBypassOptions: "None",
        publicNetworkAccess: "Enabled",
        policies: { retentionPolicy: { days: 7, status: "enabled" }, exportPolicy: { status: "enabled" } },
      }),
    ],
    [
      "U12",
      of("Basic", {
        ...hub,
        cacheRules: { a: { sourceRepository: "mcr.microsoft.com/psresource/az", targetRepository: "target" } },
      }),
    ],
    [
      "A23",
      of("Basic", {
        tokens: {
          a: { scopeMapId: own("scopeMaps/_repositories_pull"), credentials: { passwords: [{ name: "password1" }] } },
        },
      }),
    ],
    [
      "A25",
      of("Standard", {
        webhooks: {
          a: {
            serviceUri: "https://example.test/hook",
            actions: ["push", "delete"],
            status: "disabled",
            scope: "mytag:4",
            customHeaders: { "Content-Type": "application/xml", "Accept-Charset": "utf-8" },
            tags: { a: "b" },
          },
        },
      }),
    ],
    [
      "A27",
      of(
        "Basic",
        task({
          step: {
            type: "FileTask",
            taskFilePath: "taskmulti.yaml",
            contextPath: "https://github.com/Azure-Samples/acr-tasks.git",
          },
        }),
      ),
    ],
    [
      "A31",
      of("Basic", task({ trigger: { timerTriggers: [{ name: "t", schedule: "0 12 * * *", status: "Disabled" }] } })),
    ],
    [
      "A34",
      of("Basic", {
        tasks: { q: { taskName: "quicktask", isSystemTask: true, identity: { type: "SystemAssigned" } } },
      }),
    ],
    [
      "M8",
      of("Basic", {
        networkRuleBypassOptions: "None",
        diagnosticSettings: { d: { logs: [{ category: "ContainerRegistryRepositoryEvents", enabled: true }] } },
        managementLocks: { l: { level: "CanNotDelete" } },
      }),
    ],
    [
      "M16",
      of(
        "Basic",
        task({
          step: {
            type: "EncodedTask",
            encodedTaskContent:
              "dmVyc2lvbjogdjEuMS4wCnN0ZXBzOgogIC0gY21kOiBhY3IgcHVyZ2UgLS1maWx0ZXIgJ2FwcDouKicgLS1hZ28gMGQK",
          },
          trigger: { timerTriggers: [{ name: "weekly", schedule: "0 1 * * Sun" }] },
        }),
      ),
    ],
  ])("%s", (_case, model) => expect(errors(model)).toEqual([]));
});
