import { describe, expect, it } from "vitest";
import { MASK, UNKNOWN } from "../../../src/model";
import { link, type RawResource } from "../../../src/readers/link/link";
import { cpuTime } from "../../cpuTime";

const registryId =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/contoso";
const signature = "4dabf18193072939515e22adb298388d";
const urn = (type: string, name: string) => `urn:pulumi:dev::app::${type}::${name}`;
const acr = (type: string) => `azure-native:containerregistry:${type}`;

/** A raw resource as a plain list gives it. */
function resource(type: string, name: string, inputs: Record<string, unknown>, more: Partial<RawResource> = {}) {
  return { type: type.includes(":") ? type : acr(type), name, inputs, ...more };
}

/** The one registry that the resources make. */
function one(resources: readonly RawResource[]) {
  const registries = link(resources);
  expect(registries).toHaveLength(1);
  const [registry] = registries;
  if (!registry) throw new Error("no registry");
  return registry;
}

/** The JSON of a model without the origins. */
function plain(model: unknown): unknown {
  return JSON.parse(JSON.stringify(model, (key, value) => (key === "origin" ? undefined : value)));
}

const contoso = resource("Registry", "images", {
  registryName: "contoso",
  resourceGroupName: "rg",
  sku: { name: "Premium" },
});

describe("which registry a child belongs to", () => {
  it("is told by property dependencies while names are unknown", () => {
    const registry = { ...contoso, urn: urn(acr("Registry"), "images") };
    const other = resource("Registry", "other", { registryName: "other" }, { urn: urn(acr("Registry"), "other") });
    const child = resource(
      "Replication",
      "north",
      { registryName: UNKNOWN, location: "northeurope" },
      { urn: urn(acr("Replication"), "north"), propertyDependencies: { registryName: [registry.urn] } },
    );
    const [images] = link([registry, other, child]);
    expect(plain(images?.model.replications)).toEqual({ north: { location: "northeurope" } });
    expect(images?.resources.get("replications/north")).toBe(child);
  });

  it.each([
    ["registry name", { registryName: "Contoso", resourceGroupName: "rg" }, {}],
    ["ARM id in place of the name", { registryName: registryId }, {}],
    ["its own ARM id", {}, { id: `${registryId}/webhooks/hook` }],
    ["dependency", { registryName: UNKNOWN }, { dependencies: ["images"] }],
    ["parent", { registryName: UNKNOWN }, { parent: "images" }],
  ])("is told by its %s", (_what, inputs, more) => {
    const other = resource("Registry", "other", { registryName: "other", resourceGroupName: "rg" });
    const [images] = link([contoso, other, resource("Webhook", "hook", { ...inputs, status: "enabled" }, more)]);
    expect(plain(images?.model.webhooks)).toEqual({ hook: { status: "enabled" } });
  });

  it("is the only one there is when the child says nothing", () => {
    expect(plain(one([contoso, resource("Webhook", "hook", { scope: "app:*" })]).model.webhooks)).toEqual({
      hook: { scope: "app:*" },
    });
  });

  it("is the registry with that logical name where a list gives no physical one", () => {
    const registry = resource("Registry", "images", { sku: { name: "Basic" } });
    const child = resource("Webhook", "hook", { registryName: "images", status: "enabled" });
    expect(Object.keys(one([registry, child]).model.webhooks ?? {})).toEqual(["hook"]);
  });

  it("is one made elsewhere when no resource has the name", () => {
    const [, elsewhere] = link([contoso, resource("Webhook", "hook", { registryName: "fabrikam", status: "enabled" })]);
    expect(plain(elsewhere?.model)).toEqual({
      elsewhere: true,
      registryName: "fabrikam",
      webhooks: { hook: { status: "enabled" } },
    });
  });

  it("is shared by children that name the same registry elsewhere, in any case", () => {
    const registry = one([
      resource("Webhook", "a", { registryName: "fabrikam", resourceGroupName: "rg" }),
      resource("Token", "b", { registryName: "Fabrikam", resourceGroupName: "RG" }),
    ]);
    expect([...registry.resources.keys()]).toEqual(["webhooks/a", "tokens/b"]);
  });

  it("is never guessed for children whose registry nothing is known of", () => {
    const token = (name: string) => resource("Token", name, { registryName: UNKNOWN });
    const [registry, ...others] = link([contoso, token("a"), token("b")]).map(({ model }) => model.tokens);
    expect(registry).toBe(UNKNOWN);
    expect(others.map((tokens) => Object.keys(Object(tokens)))).toEqual([["a"], ["b"]]);
  });

  it("is open for what neither a value nor a dependency links, so that nothing follows from its absence", () => {
    const other = resource("Registry", "other", { registryName: "fabrikam" });
    const setting = (more: Partial<RawResource> = {}) =>
      resource("azure-native:monitor:DiagnosticSetting", "logs", { resourceUri: UNKNOWN }, more);
    const settings = (...resources: RawResource[]) => link(resources).map(({ model }) => model.diagnosticSettings);
    expect(settings(contoso, other, setting())).toEqual([UNKNOWN, UNKNOWN]);
    const vault = resource("azure-native:keyvault:Vault", "vault", {});
    const ofVault = setting({ propertyDependencies: { resourceUri: ["vault"] } });
    expect(settings(contoso, other, vault, ofVault)).toEqual([undefined, undefined]);
    const endpoint = (groupIds: unknown) =>
      resource("azure-native:network:PrivateEndpoint", "pe", {
        privateLinkServiceConnections: [{ groupIds, privateLinkServiceId: UNKNOWN }],
      });
    const endpoints = (groupIds: unknown) =>
      link([contoso, other, endpoint(groupIds)]).map(({ model }) => model.privateEndpoints);
    expect(endpoints(["registry"])).toEqual([UNKNOWN, UNKNOWN]);
    expect(endpoints(["vault"])).toEqual([undefined, undefined]);
  });
});

describe("what stands around a registry", () => {
  it("has private endpoints with their subnet's addresses and zone groups", () => {
    const subnet =
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/pe";
    const registry = one([
      contoso,
      resource("azure-native:network:Subnet", "s", {
        virtualNetworkName: "hub",
        subnetName: "pe",
        addressPrefix: "10.0.0.0/24",
      }),
      resource("azure-native:network:PrivateEndpoint", "pe", {
        subnet: { id: subnet },
        privateLinkServiceConnections: [{ groupIds: ["registry"], privateLinkServiceId: registryId }],
      }),
      resource("azure-native:network:PrivateDnsZoneGroup", "zones", {
        privateEndpointName: "pe",
        privateDnsZoneConfigs: [{ name: "acr", privateDnsZoneId: "/z/privatelink.azurecr.io" }],
      }),
    ]);
    expect(plain(registry.model.privateEndpoints)).toEqual({
      pe: {
        subnet: { id: subnet },
        subnetPrefixes: ["10.0.0.0/24"],
        privateLinkServiceConnections: [{ groupIds: ["registry"], privateLinkServiceId: registryId }],
        privateDnsZoneGroups: {
          zones: { privateDnsZoneConfigs: [{ name: "acr", privateDnsZoneId: "/z/privatelink.azurecr.io" }] },
        },
      },
    });
  });

  it("has no private endpoints of other services", () => {
    const vaultEndpoint = resource("azure-native:network:PrivateEndpoint", "pe", {
      privateLinkServiceConnections: [{ groupIds: ["vault"], privateLinkServiceId: "/subscriptions/x/vault" }],
    });
    expect(one([contoso, vaultEndpoint]).model).not.toHaveProperty("privateEndpoints");
  });

  it("has the vault and the key of its encryption", () => {
    const registry = one([
      resource("Registry", "images", {
        encryption: { keyVaultProperties: { keyIdentifier: "https://kv1.vault.azure.net/keys/acr" } },
      }),
      resource("azure-native:keyvault:Vault", "v", { vaultName: "kv1", properties: { enablePurgeProtection: true } }),
      resource("azure-native:keyvault:Key", "k", {
        vaultName: "kv1",
        keyName: "acr",
        properties: { kty: "RSA", keySize: 2048 },
      }),
    ]);
    expect(registry.model.vault).toEqual({ enablePurgeProtection: true });
    expect(registry.model.key).toEqual({ kty: "RSA", keySize: 2048 });
  });

  it("has role assignments and locks on it, on its group and on its subscription", () => {
    const assignment = (name: string, scope: string) =>
      resource("azure-native:authorization:RoleAssignment", name, { scope });
    const registry = one([
      contoso,
      assignment("on", registryId),
      assignment("group", "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/RG"),
      assignment("other", "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/other"),
      resource("azure-native:authorization:ManagementLockAtResourceGroupLevel", "lock", { resourceGroupName: "rg" }),
    ]);
    expect(Object.keys(registry.model.roleAssignments ?? {})).toEqual(["on", "group"]);
    expect(Object.keys(registry.model.managementLocks ?? {})).toEqual(["lock"]);
  });

  it("has the Defender plans and the types of its resource group", () => {
    const registry = one([
      contoso,
      resource("azure-native:resources:ResourceGroup", "group", { resourceGroupName: "rg" }),
      resource("azure-native:security:Pricing", "p", { pricingName: "Containers", pricingTier: "Standard" }),
      resource("azure-native:storage:StorageAccount", "s", { resourceGroupName: "rg" }),
    ]);
    expect(plain(registry.model)).toMatchObject({
      defenderPlans: { Containers: "Standard" },
      resourceGroupTypes: ["azure-native:storage:StorageAccount"],
    });
  });
});

describe("how a resource is written", () => {
  it.each([
    ["azure-native:containerregistry:Registry", undefined],
    ["azure-native:containerregistry/v20251101:Registry", "v20251101"],
    ["azure-native_containerregistry_v20250601preview:containerregistry:Registry", "v20250601preview"],
    ["Microsoft.ContainerRegistry/registries@2025-11-01", "v20251101"],
  ])("is understood under the type %s", (type, apiVersion) => {
    const registry = one([{ type, name: "images", inputs: { adminUserEnabled: true } }]);
    expect(registry.model).toMatchObject({ adminUserEnabled: true });
    expect(registry.model.origin).toMatchObject(apiVersion ? { apiVersion } : {});
  });

  it("is understood under ARM's types with ARM's names", () => {
    const registry = one([
      { type: "Microsoft.ContainerRegistry/registries", name: "contoso", inputs: { sku: { name: "Basic" } } },
      {
        type: "Microsoft.ContainerRegistry/registries/webhooks",
        name: "contoso/hook",
        inputs: { properties: { status: "enabled" } },
      },
    ]);
    expect(plain(registry.model)).toEqual({
      registryName: "contoso",
      sku: { name: "Basic" },
      webhooks: { "contoso/hook": { webhookName: "hook", status: "enabled" } },
    });
  });

  it("leaves other providers' registries alone", () => {
    expect(link([{ type: "azure:containerservice/registry:Registry", name: "r", inputs: {} }])).toEqual([]);
  });

  it("makes identities given as a list a map, and the ARM names of properties azure-native's", () => {
    const registry = one([
      resource("Registry", "r", {
        identity: { type: "UserAssigned", userAssignedIdentities: ["/id/a"] },
        networkRuleSet: { ipRules: [{ value: "203.0.113.10" }] },
      }),
    ]);
    expect(plain(registry.model)).toMatchObject({
      identity: { userAssignedIdentities: { "/id/a": {} } },
      networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.10" }] },
    });
  });

  it("reads injected defaults as not set", () => {
    const injected = {
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      networkRuleBypassOptions: "AzureServices",
      publicNetworkAccess: "Enabled",
      zoneRedundancy: "Disabled",
      policies: { exportPolicy: { status: "enabled" }, softDeletePolicy: { retentionDays: 7, status: "enabled" } },
    };
    expect(plain(one([resource("Registry", "r", injected)]).model)).toEqual({
      policies: { softDeletePolicy: { retentionDays: 7, status: "enabled" } },
    });
  });

  it("masks secrets, and takes a masked value for unknown where it is more than a secret", () => {
    const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hunter2"' };
    const registry = one([
      contoso,
      resource("Task", "t", { step: { type: "Docker", contextAccessToken: secret, contextPath: secret } }),
      resource("Webhook", "w", { serviceUri: "[secret]", customHeaders: { Authorization: secret } }),
    ]);
    expect(plain(registry.model)).toMatchObject({
      tasks: { t: { step: { contextAccessToken: MASK, contextPath: UNKNOWN } } },
      webhooks: { w: { serviceUri: UNKNOWN, customHeaders: { Authorization: MASK } } },
    });
    expect(JSON.stringify(registry.model)).not.toContain("hunter2");
  });

  it("opens output values and keeps what is unknown", () => {
    const output = (more: object) => ({ [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...more });
    const registry = one([
      resource("Registry", "r", { location: output({ value: "westeurope" }), sku: { name: output({}) } }),
    ]);
    expect(plain(registry.model)).toEqual({ location: "westeurope", sku: { name: UNKNOWN } });
  });

  it("gives two children of one name keys of their own", () => {
    const child = (parent: string) =>
      resource("Webhook", "hook", { registryName: "contoso" }, { urn: `urn:pulumi:dev::app::${parent}$x::hook` });
    expect(Object.keys(one([contoso, child("a"), child("b")]).model.webhooks ?? {})).toEqual(["hook", "b$x::hook"]);
  });
});

describe("changes", () => {
  it("give the registry as it was, with what is deleted and without what is new", () => {
    const registry = one([
      { ...contoso, old: { ...contoso.inputs, sku: { name: "Basic" } } },
      resource("Replication", "new", { registryName: "contoso" }),
      resource("Replication", "gone", {}, { deleted: true, old: { registryName: "contoso", location: "eastus" } }),
    ]);
    expect(plain(registry.previous)).toMatchObject({
      sku: { name: "Basic" },
      replications: { gone: { location: "eastus" } },
    });
    expect(Object.keys(registry.model.replications ?? {})).toEqual(["new"]);
  });

  it("are not seen where nothing tells what was before", () => {
    expect(one([contoso]).previous).toBeUndefined();
  });
});

describe("hostile input", () => {
  it("never reaches a prototype", () => {
    const registry = one([
      resource("Registry", "__proto__", JSON.parse('{"tags":{"__proto__":"x","constructor":"y"}}')),
      resource("Webhook", "__proto__", {}),
      resource("Webhook", "constructor", {}),
    ]);
    expect(Object.keys(registry.model.webhooks ?? {})).toEqual(["__proto__", "constructor"]);
    expect({}).not.toHaveProperty("location");
  });

  it("ends on circles of parents and of values", () => {
    const inputs: Record<string, unknown> = { registryName: UNKNOWN };
    inputs.credentials = inputs;
    const circle = [
      { type: "x:y:Z", name: "a", inputs: {}, parent: "b" },
      { type: "x:y:Z", name: "b", inputs: {}, parent: "a" },
      resource("Token", "t", inputs, { parent: "a" }),
    ];
    expect(link(circle)).toHaveLength(1);
  });

  it("takes time linear in the number of resources", () => {
    const fleet = (size: number) =>
      Array.from({ length: size }, (_, index) => [
        resource("Registry", `r${index}`, { registryName: `r${index}`, resourceGroupName: "rg" }),
        ...Array.from({ length: 10 }, (_, child) =>
          resource("Webhook", `w${index}-${child}`, { registryName: `r${index}`, resourceGroupName: "rg" }),
        ),
        resource("azure-native:authorization:RoleAssignment", `a${index}`, {
          scope: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg",
        }),
      ]).flat();
    const start = cpuTime();
    const linked = link(fleet(2000));
    expect(cpuTime() - start).toBeLessThan(5000);
    expect(linked).toHaveLength(2000);
  });
});

describe("azure-native's generic resource", () => {
  const generic = (name: string, inputs: Record<string, unknown>, more: Partial<RawResource> = {}) =>
    resource(
      "azure-native:resources:Resource",
      name,
      { resourceProviderNamespace: "Microsoft.ContainerRegistry", ...inputs },
      more,
    );

  it("is read as the resource that it makes", () => {
    const registry = one([
      generic("images", {
        apiVersion: "2025-11-01",
        parentResourcePath: "",
        resourceType: "registries",
        resourceName: "contoso",
        resourceGroupName: "rg",
        sku: { name: "Premium" },
        properties: { roleAssignmentMode: "AbacRepositoryPermissions" },
      }),
      generic("hook", {
        parentResourcePath: "registries/contoso",
        resourceType: "webhooks",
        resourceName: "hook1",
        resourceGroupName: "rg",
        properties: { status: "enabled" },
      }),
    ]);
    expect(plain(registry.model)).toEqual({
      registryName: "contoso",
      resourceGroupName: "rg",
      sku: { name: "Premium" },
      roleAssignmentMode: "AbacRepositoryPermissions",
      webhooks: { hook: { webhookName: "hook1", status: "enabled" } },
    });
    expect(registry.model.origin).toMatchObject({ apiVersion: "v20251101" });
  });
});
