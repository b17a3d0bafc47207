import { describe, expect, it } from "vitest";
import type { Properties } from "../../../src/local/json";
import { elsewherePath, type Place, place, registryPath, writeRegistry } from "../place";

// Cases of the reference by id: what the service and the provider refuse, with the recorded code where there
// is one, and what they take.

const networks = `${elsewherePath}/providers/Microsoft.Network/virtualNetworks`;
const identity = `${elsewherePath}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader`;
const newest = "2026-03-01-preview";

const registries: readonly [string, Properties, string | RegExp | undefined][] = [
  ["C003", { registryName: "hello-world" }, "does not match expression '^[a-zA-Z0-9]*$'"],
  ["C008", { registryName: "a".repeat(51) }, "is too long (51): at most 50 characters allowed"],
  ["C009", { sku: "Basic" }, undefined],
  ["C011", { sku: "Premium" }, undefined],
  ["F34", { sku: "Classic" }, 'Code="ClassicSkuDeprecated"'],
  ["SKU-02", { sku: "Gold" }, /Status=400 .*'Gold'/],
  ["C022", { sku: "Standard", publicNetworkAccess: "Disabled" }, 'Code="DisablingPublicNetworkAccessNotSupported"'],
  [
    "C025",
    { sku: "Basic", networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "8.8.8.8" }] } },
    'Code="SkuNotSupported"',
  ],
  ["C028", { networkRuleSet: { defaultAction: "Allow", ipRules: [{ iPAddressOrRange: "8.8.8.8/32" }] } }, undefined],
  [
    "C029",
    { networkRuleSet: { ipRules: [{ iPAddressOrRange: "8.8.8.8" }] } },
    "missing required property 'networkRuleSet.defaultAction'",
  ],
  [
    "C031",
    { networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "2001:db8::/32" }] } },
    "'2001:db8::/32' is not an IPv4 address",
  ],
  [
    "C033",
    {
      networkRuleSet: {
        defaultAction: "Deny",
        ipRules: Array.from({ length: 201 }, (_, index) => ({ iPAddressOrRange: `8.8.${index}.1` })),
      },
    },
    'Code="QuotaExceeded"',
  ],
  ["C036", { networkRuleBypassOptions: "All" }, "'networkRuleBypassOptions' is invalid"],
  ["C043", { endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: false }, "requires dedicated data endpoints"],
  ["C045", { endpointProtocol: "IPv6" }, "'endpointProtocol' is invalid"],
  ["C047", { regionalEndpoints: "Enabled" }, undefined],
  ["C048", { sku: "Basic", regionalEndpoints: "Enabled" }, 'Code="SkuNotSupported"'],
  [
    "C057",
    {
      sku: "Basic",
      policies: { quarantinePolicy: { status: "disabled" }, exportPolicy: { status: "enabled" }, retentionPolicy: {} },
    },
    undefined,
  ],
  [
    "C058",
    {
      sku: "Basic",
      zoneRedundancy: "Disabled",
      dataEndpointEnabled: false,
      anonymousPullEnabled: false,
      publicNetworkAccess: "Enabled",
      networkRuleBypassAllowedForTasks: false,
    },
    undefined,
  ],
  ["C059", { sku: "Basic", networkRuleBypassOptions: "None" }, undefined],
  ["C062", { policies: { retentionPolicy: { days: 10, status: "enabled" } } }, undefined],
  ["C063", { policies: { retentionPolicy: { days: 0, status: "enabled" } } }, undefined],
  ["C065", { policies: { retentionPolicy: { days: -1, status: "enabled" } } }, "between 0 and 365"],
  ["C066", { publicNetworkAccess: "Enabled", policies: { exportPolicy: { status: "disabled" } } }, 'Code="BadRequest"'],
  ["C071", { policies: { trustPolicy: { type: "Notary", status: "enabled" } } }, 'Code="ContentTrustUnsupported"'],
  ["C080", { sku: "Basic", policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } } }, undefined],
  ["C082", { sku: "Basic", anonymousPullEnabled: true }, /Code="BadRequest".*Managed_Basic/],
  ["F12", { sku: "Standard", anonymousPullEnabled: true }, undefined],
  ["C084", { sku: "Basic", adminUserEnabled: true }, undefined],
  ["C085", { sku: "Basic", roleAssignmentMode: "AbacRepositoryPermissions" }, undefined],
  ["F17", { sku: "Basic", policies: { quarantinePolicy: { status: "enabled" } } }, 'Code="SkuNotSupported"'],
  ["C094", { sku: "Standard", encryption: { status: "enabled" } }, 'Code="SkuNotSupported"'],
  ["C097", { identity: { type: "SystemAssigned" }, encryption: { status: "enabled" } }, "managed identity"],
  [
    "C104",
    { encryption: { status: "enabled" }, policies: { trustPolicy: { status: "enabled" } } },
    'Code="BlockedForEncryptionEnabledRegistry"',
  ],
  ["C105", { identity: { type: "UserAssigned", userAssignedIdentities: {} } }, "requires user-assigned identities"],
  [
    "ID-02",
    { identity: { type: "SystemAssigned", userAssignedIdentities: ["/i"] } },
    "takes no user-assigned identities",
  ],
  [
    "NET-10",
    { networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "8.8.8.300" }] } },
    "'8.8.8.300' is not an IPv4 address",
  ],
  [
    "NET-10, prefix",
    { networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "8.8.8.0/33" }] } },
    "'8.8.8.0/33' is not an IPv4 address",
  ],
  [
    "NET-17",
    {
      networkRuleSet: {
        defaultAction: "Deny",
        virtualNetworkRules: Array.from({ length: 101 }, (_, index) => ({
          virtualNetworkSubnetResourceId: `${networks}/hub/subnets/s${index}`,
        })),
      },
    },
    "100 virtual network rules",
  ],
  ["ID-01", { identity: { type: "System" } }, "'identity.type' is invalid"],
  ["RF-07, K16", { identity: { type: "systemAssigned,userAssigned", userAssignedIdentities: [identity] } }, undefined],
  [
    "C107",
    {
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
    },
    undefined,
  ],
];

function expectSaid(said: string | undefined, expected: string | RegExp | undefined): void {
  if (expected === undefined) expect(said).toBeUndefined();
  else if (typeof expected === "string") expect(said).toContain(expected);
  else expect(said).toMatch(expected);
}

describe("a registry", () => {
  it.each(registries)("%s", async (_id, inputs, expected) => {
    expectSaid(await writeRegistry(await place(), inputs, newest), expected);
  });
});

const changes: readonly [string, Properties, Properties, string | undefined][] = [
  ["C016, up", { sku: "Basic" }, { sku: "Premium" }, undefined],
  ["C016, down", { sku: "Premium" }, { sku: "Basic" }, undefined],
  [
    "C020",
    { sku: "Standard", anonymousPullEnabled: true },
    { sku: "Basic", anonymousPullEnabled: true },
    "Managed_Basic",
  ],
  [
    "C069",
    { publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } },
    { publicNetworkAccess: "Enabled", policies: { exportPolicy: { status: "disabled" } } },
    "has exports disabled",
  ],
  ["CMK-02", {}, { encryption: { status: "enabled" } }, 'Code="CannotEnableEncryption"'],
  ["C093", { zoneRedundancy: "Enabled" }, { zoneRedundancy: "Disabled" }, undefined],
];

describe("a change of a registry", () => {
  it.each(changes)("%s", async (_id, before, after, expected) => {
    const azure = await place();
    expect(await writeRegistry(azure, before)).toBeUndefined();
    expectSaid(await writeRegistry(azure, after), expected);
  });

  it("C017: replicas block a lower tier, by name", async () => {
    const azure = await place();
    await writeRegistry(azure);
    await replica(azure, "northeurope");
    expect(await writeRegistry(azure, { sku: "Standard" })).toContain("Replication 'northeurope'");
  });

  it("ZR-04: a change of zone redundancy is taken and changes nothing", async () => {
    const azure = await place();
    await writeRegistry(azure, { zoneRedundancy: "Enabled" });
    await writeRegistry(azure, { zoneRedundancy: "Disabled" });
    expect(azure.get(registryPath)?.outputs.zoneRedundancy).toBe("Enabled");
  });
});

const registry = { registryName: "images" };
const replica = ({ write }: Place, location: string, replicationName = location) =>
  write("containerregistry:Replication", { ...registry, replicationName, location });
const step = { type: "Docker", dockerFilePath: "Dockerfile" };
const linux = { os: "Linux" };

const children: readonly [string, string, string, Properties, string | undefined][] = [
  ["C108", "Standard", "Replication", { replicationName: "westus", location: "westus" }, 'Code="SkuNotSupported"'],
  [
    "C112",
    "Premium",
    "Replication",
    { replicationName: "westus", location: "westus", zoneRedundancy: "Enabled" },
    undefined,
  ],
  [
    "C116",
    "Basic",
    "Webhook",
    { webhookName: "hooks", serviceUri: "http://example.test/hook", actions: ["push"] },
    undefined,
  ],
  [
    "C117",
    "Basic",
    "Webhook",
    { webhookName: "hooks", serviceUri: "ftp://example.test", actions: ["push"] },
    "http or https",
  ],
  [
    "C119",
    "Basic",
    "Webhook",
    { webhookName: "hooks", serviceUri: "https://example.test", actions: [] },
    "at least one action",
  ],
  [
    "C120",
    "Basic",
    "Webhook",
    { webhookName: "hooks", serviceUri: "https://example.test", actions: ["pull"] },
    "'pull'",
  ],
  [
    "LOC-02",
    "Premium",
    "Webhook",
    { webhookName: "hooks", serviceUri: "https://a.test", actions: ["push"], location: "westus" },
    'Code="RegistryResourceNotFound"',
  ],
  [
    "NAME-06",
    "Basic",
    "Webhook",
    { webhookName: "my-hook", serviceUri: "https://a.test", actions: ["push"] },
    "does not match",
  ],
  [
    "LOC-01",
    "Basic",
    "Task",
    { taskName: "build", platform: linux, step, location: "westus" },
    'Code="RegistryResourceNotFound"',
  ],
  ["TASK-01", "Basic", "Task", { taskName: "build", platform: linux, step, timeout: 299 }, "'timeout' is too low"],
  [
    "TASK-02",
    "Basic",
    "Task",
    { taskName: "build", platform: linux, step, agentConfiguration: { cpu: 4 } },
    'Code="InvalidInputValue"',
  ],
  [
    "TASK-06",
    "Basic",
    "Task",
    { taskName: "build", platform: linux, step: { type: "Docker" } },
    "'step.dockerFilePath'",
  ],
  ["TASK-09", "Basic", "Task", { taskName: "build", platform: linux }, "'step'"],
  ["TASK-10", "Basic", "Task", { taskName: "quicktask", isSystemTask: true, step }, "A system task"],
  ["TASK-11", "Basic", "Task", { taskName: "build", platform: { architecture: "amd64" }, step }, "'platform.os'"],
  [
    "TASK-16",
    "Basic",
    "Task",
    { taskName: "build", platform: linux, step, trigger: { timerTriggers: [{ name: "t", schedule: "0 0 3 * * *" }] } },
    "five fields",
  ],
  ["AP-01", "Standard", "AgentPool", { agentPoolName: "pool" }, 'Code="SkuNotSupported"'],
  ["AP-03", "Premium", "AgentPool", { agentPoolName: "pool", tier: "S3", count: 3 }, 'Code="QuotaExceeded"'],
  ["AP-05", "Premium", "AgentPool", { agentPoolName: "pool", os: "Windows" }, "Linux only"],
  [
    "AP-06",
    "Premium",
    "AgentPool",
    { agentPoolName: "pool", location: "brazilsouth" },
    'Code="LocationNotAvailableForResourceType"',
  ],
  ["SCM-02", "Basic", "ScopeMap", { scopeMapName: "pullers", actions: ["app/content/read"] }, "expected lowercase"],
  [
    "SCM-05",
    "Basic",
    "ScopeMap",
    { scopeMapName: "pullers", actions: ["repositories/sample/*/content/read"] },
    undefined,
  ],
  [
    "SCM-05, inner",
    "Basic",
    "ScopeMap",
    { scopeMapName: "pullers", actions: ["repositories/a/*/b/content/read"] },
    "invalid or unsupported",
  ],
  [
    "TOK-01",
    "Basic",
    "Token",
    { tokenName: "pull-token", scopeMapId: `${registryPath}/scopeMaps/none` },
    'Code="ScopeMapNotFound"',
  ],
  [
    "TOK-03",
    "Basic",
    "Token",
    { tokenName: "pull-token", credentials: { passwords: [{ name: "password3" }] } },
    "'password3'",
  ],
  [
    "CACHE-02",
    "Basic",
    "CacheRule",
    { cacheRuleName: "rules", sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" },
    'Code="EnforceDockerAuthentication"',
  ],
  [
    "CACHE-06",
    "Basic",
    "CacheRule",
    { cacheRuleName: "rules", sourceRepository: "ghcr.io/a/b:1", targetRepository: "b" },
    "'ghcr.io/a/b:1'",
  ],
  [
    "CACHE-08",
    "Basic",
    "CacheRule",
    { cacheRuleName: "rules", sourceRepository: "ghcr.io/a/*", targetRepository: "b" },
    "wildcard",
  ],
  [
    "C131",
    "Basic",
    "Token",
    { tokenName: "pull-token", credentials: { passwords: [{ name: "password1", expiry: "tomorrow" }] } },
    "not a date and time",
  ],
  [
    "C130",
    "Basic",
    "Token",
    { tokenName: "pull-token", credentials: { passwords: [{ name: "password1" }, { name: "password1" }] } },
    "can be given once",
  ],
  [
    "C232",
    "Basic",
    "Token",
    { tokenName: "pull-token", credentials: { passwords: [{ name: "password1", expiry: "2099-01-01T00:00:00Z" }] } },
    undefined,
  ],
  [
    "CRED-01",
    "Basic",
    "CredentialSet",
    { credentialSetName: "hub-login", loginServer: "docker.io", authCredentials: [] },
    "exactly one",
  ],
  [
    "CR-02",
    "Premium",
    "ConnectedRegistry",
    {
      connectedRegistryName: "onprem",
      mode: "ReadOnly",
      parent: { syncProperties: { tokenId: "/t", messageTtl: "P2D" } },
    },
    "dedicated data endpoints",
  ],
  [
    "XFER-01",
    "Standard",
    "ExportPipeline",
    {
      exportPipelineName: "exporting",
      target: { uri: "https://a.blob.core.windows.net/c", keyVaultUri: "https://v.vault.azure.net/secrets/s" },
    },
    'Code="SkuNotSupported"',
  ],
];

describe("a child of a registry", () => {
  it.each(children)("%s on %s", async (_id, sku, kind, inputs, expected) => {
    const azure = await place();
    await writeRegistry(azure, { sku });
    expectSaid(await azure.write(`containerregistry:${kind}`, { ...registry, ...inputs }), expected);
  });

  it("needs its registry", async () => {
    expect(await replica(await place(), "westus")).toContain('Code="ParentResourceNotFound"');
  });

  it("WH-06: a Basic registry has two webhooks", async () => {
    const azure = await place();
    await writeRegistry(azure, { sku: "Basic" });
    const hook = (webhookName: string) =>
      azure.write("containerregistry:Webhook", {
        ...registry,
        webhookName,
        serviceUri: "https://a.test",
        actions: ["push"],
      });
    expect([await hook("first"), await hook("second")]).toEqual([undefined, undefined]);
    expect(await hook("third")).toContain('Code="QuotaExceeded"');
  });

  it("CACHE-09, CACHE-10: wildcards may not overlap, a static rule within one may be", async () => {
    const azure = await place();
    await writeRegistry(azure);
    const rule = (cacheRuleName: string, sourceRepository: string, targetRepository: string) =>
      azure.write("containerregistry:CacheRule", { ...registry, cacheRuleName, sourceRepository, targetRepository });
    expect(await rule("everything", "ghcr.io/*", "mirror/*")).toBeUndefined();
    expect(await rule("inside", "ghcr.io/a/b", "mirror/a/b")).toBeUndefined();
    expect(await rule("narrow", "quay.io/*", "mirror/quay/*")).toContain("already exists for the target 'mirror/*'");
    expect(await rule("again", "quay.io/a/b", "mirror/a/b")).toContain('Code="CacheRuleTargetExists"');
  });

  it("REP-02, REP-03: the home replica is there by itself and cannot go", async () => {
    const azure = await place();
    await writeRegistry(azure);
    expect(await replica(azure, "westeurope")).toContain("cannot create already existing resource");
    expect(await replica(azure, "westeurope", "athome")).toBeUndefined();
    expect(await azure.remove("containerregistry:Replication", `${registryPath}/replications/athome`)).toContain(
      'Code="HomeReplicationCannotBeDeleted"',
    );
  });

  it("REP-04: a region has one replica", async () => {
    const azure = await place();
    await writeRegistry(azure);
    await replica(azure, "westus");
    expect(await replica(azure, "West US", "another")).toContain("already has a replication in 'westus'");
  });

  it("two at the same time are one too many", async () => {
    const azure = await place();
    await writeRegistry(azure);
    const said = await Promise.all([replica(azure, "westus"), replica(azure, "eastus")]);
    expect(said[0]).toBeUndefined();
    expect(said[1]).toContain("Status=409");
  });
});
