import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { complete, find, ids, listOf, planted, secretOf, told } from "./fixtures";
import { run } from "./monitor";

const registryType = "azure-native:containerregistry:Registry";

describe("a complete Premium registry", () => {
  it("makes every child under the registry, with names that start with its name", async () => {
    const done = await run(() => void new acr.Registry("images", complete));
    expect(done.error).toBe("");
    expect(listOf(done)).toEqual([
      "authorization:RoleAssignment images-key",
      "containerregistry:Registry images",
      "containerregistry:Replication images-eastus",
      "containerregistry:Replication images-northeurope",
      "containerregistry:Task images-rebuild",
      "managedidentity:UserAssignedIdentity images-key",
      "network:PrivateDnsZoneGroup images-hub",
      "network:PrivateEndpoint images-hub",
      "privatedns:PrivateZone images",
      "privatedns:VirtualNetworkLink images-hub",
      "pulumi-acr:index:Registry images",
    ]);
    const component = find(done, "pulumi-acr:index:Registry");
    const children = done.resources.filter(({ type }) => type.startsWith("azure-native:"));
    expect(new Set(children.map(({ parent }) => parent))).toEqual(new Set([component.urn]));
  });

  it("orders grant, registry, replicas one after another, private endpoint", async () => {
    const done = await run(() => void new acr.Registry("images", complete));
    const grant = find(done, "azure-native:authorization:RoleAssignment");
    const registry = find(done, registryType);
    const first = find(done, "azure-native:containerregistry:Replication", "images-eastus");
    const second = find(done, "azure-native:containerregistry:Replication", "images-northeurope");
    const endpoint = find(done, "azure-native:network:PrivateEndpoint");
    expect(registry.dependencies).toContain(grant.urn);
    expect(first.dependencies).toContain(registry.urn);
    expect(second.dependencies).toContain(first.urn);
    expect(endpoint.dependencies).toEqual(expect.arrayContaining([first.urn, second.urn]));
  });

  it("grants the key's own scope and names the key without a version", async () => {
    const done = await run(() => void new acr.Registry("images", complete));
    expect(find(done, "azure-native:authorization:RoleAssignment").inputs).toMatchObject({
      scope: `${ids.vault}/keys/registry`,
      roleDefinitionId:
        "/subscriptions/0000/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6",
      principalType: "ServicePrincipal",
    });
    expect(find(done, registryType).inputs.encryption).toEqual({
      status: "enabled",
      keyVaultProperties: {
        identity: "22222222-2222-2222-2222-222222222222",
        keyIdentifier: "https://keys.vault.azure.net/keys/registry",
      },
    });
  });

  it("gives the zone its cloud's name and links networks without registering machines", async () => {
    const done = await run(
      () => void new acr.Registry("images", { ...complete, location: "usgovvirginia", replications: {} }),
    );
    expect(find(done, "azure-native:privatedns:PrivateZone").inputs.privateZoneName).toBe("privatelink.azurecr.us");
    expect(find(done, "azure-native:privatedns:VirtualNetworkLink").inputs).toMatchObject({
      registrationEnabled: false,
      virtualNetwork: { id: ids.network },
    });
  });

  it("keeps secrets secret without being asked, and out of what the engine remembers of the component", async () => {
    const done = await run(() => void new acr.Registry("images", complete));
    const { step } = find(done, "azure-native:containerregistry:Task").inputs;
    expect(step).toMatchObject({
      contextAccessToken: secretOf(planted),
      arguments: [
        { name: "TOKEN", value: secretOf(planted), isSecret: true },
        { name: "VERSION", value: "1", isSecret: false },
      ],
    });
    expect(JSON.stringify(find(done, "pulumi-acr:index:Registry").inputs)).not.toContain(planted);
    expect(told(done)).not.toContain(planted);
  });

  it("previews with unknown ids", async () => {
    const done = await run(() => void new acr.Registry("images", complete), { preview: true });
    expect(done.error).toBe("");
    expect(listOf(done)).toHaveLength(11);
  });

  it("sends nothing that the user did not set", async () => {
    const done = await run(() => void new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" }));
    const { adminUserEnabled, anonymousPullEnabled, networkRuleBypassOptions, publicNetworkAccess, ...inputs } = find(
      done,
      registryType,
    ).inputs;
    expect({ adminUserEnabled, anonymousPullEnabled, networkRuleBypassOptions, publicNetworkAccess }).toEqual({
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      networkRuleBypassOptions: "AzureServices",
      publicNetworkAccess: "Enabled",
    });
    // azure-native's own class adds the last one.
    expect(inputs).toEqual({ resourceGroupName: "images", sku: { name: "Basic" }, zoneRedundancy: "Disabled" });
  });
});

describe("a wrong configuration", () => {
  // What JavaScript may pass: the compiler would refuse it.
  const wrong = (more: object) => ({ resourceGroupName: "images", ...more }) as unknown as acr.RegistryArgs;

  it("is refused with everything that is wrong before anything is registered", async () => {
    const done = await run(
      () =>
        void new acr.Registry(
          "images",
          wrong({
            sku: "Basic",
            replications: { northeurope: {} },
            zoneRedundancy: "Enabled",
            dataEndpointEnabled: true,
          }),
        ),
    );
    expect(listOf(done)).toEqual([]);
    expect(done.error).toContain('Registry "images": 3 errors');
    expect(done.error).toContain("REP-01 at replications.northeurope");
    expect(done.error).toContain("ZR-03 at zoneRedundancy");
    expect(done.error).toContain("EP-01 at dataEndpointEnabled");
    expect(done.error).toContain("The lowest tier on which all of this would work: Premium.");
  });

  it("is refused when outputs resolve, and neither the registry nor what hangs on it is registered", async () => {
    const done = await run(
      () =>
        void new acr.Registry(
          "images",
          wrong({ sku: "Basic", zoneRedundancy: pulumi.output("Enabled"), tasks: complete.tasks }),
        ),
    );
    expect(done.error).toContain("ZR-03 at zoneRedundancy");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
  });

  it("is checked leaf by leaf: an unknown one does not switch off the others", async () => {
    const done = await run(
      () => {
        const other = new acr.Registry("other", { resourceGroupName: "images", sku: "Basic" });
        new acr.Registry(
          "images",
          wrong({ sku: "Basic", tags: { from: other.loginServer }, zoneRedundancy: pulumi.output("Enabled") }),
        );
      },
      { preview: true },
    );
    expect(done.error).toContain("ZR-03 at zoneRedundancy");
  });

  it("never shows the value of a secret output", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", wrong({ sku: "Basic", zoneRedundancy: pulumi.secret(planted), location: 5 })),
    );
    expect(JSON.stringify([done.error, done.logs.filter(({ severity }) => severity > 0)])).not.toContain(planted);
  });

  it("carries the paths for component providers", () => {
    let thrown: unknown;
    try {
      new acr.Registry("images", wrong({ sku: "Basic", dataEndpointEnabled: true }));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(acr.ConfigurationError);
    expect(thrown).toMatchObject({
      errors: [{ propertyPath: "dataEndpointEnabled", reason: expect.stringContaining("EP-01") }],
    });
    // Internal to the SDK: it recognises input-property errors by these two marks.
    expect(pulumi.ResourceError.isInstance(thrown)).toBe(true);
    expect(pulumi.InputPropertiesError.isInstance(thrown)).toBe(true);
  });

  it("has no line of the SDK in its stack, which Node 20 would take half a minute to print", () => {
    try {
      new acr.Registry("images", wrong({ sku: "Basic", dataEndpointEnabled: true }));
    } catch (error) {
      expect(error instanceof Error ? error.stack : "none").not.toContain("node_modules");
    }
    expect.assertions(1);
  });
});

describe("options", () => {
  it("takes a newer API version only when a property needs it, with aliases back", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          resourceGroupName: "images",
          sku: "Standard",
          roleAssignmentMode: "AbacRepositoryPermissions",
          identity: { type: "UserAssigned", userAssignedIdentities: { [ids.identity]: {} } },
        }),
    );
    const registry = find(done, "azure-native:containerregistry/v20251101:Registry");
    expect(registry.version).toBe("3.28.0");
    expect(registry.aliases.map(({ type }) => type)).toContain(registryType);
    expect(registry.inputs.identity).toEqual({ type: "UserAssigned", userAssignedIdentities: [ids.identity] });
  });

  it("hands an alias of a raw registry to the registry inside", async () => {
    const done = await run(
      () =>
        void new acr.Registry(
          "images",
          { resourceGroupName: "images", sku: "Basic" },
          { aliases: [{ type: registryType }] },
        ),
    );
    expect(find(done, "pulumi-acr:index:Registry").aliases).toEqual([]);
    expect(find(done, registryType).aliases).toContainEqual(
      expect.objectContaining({ name: "images", type: registryType, noParent: true }),
    );
  });

  it("lets transform have the last word, as a partial or as a function that may change options", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...complete,
          encryption: undefined,
          transform: { tags: { by: "partial" } },
          replications: {
            northeurope: {
              transform: (args, opts) => {
                opts.protect = true;
                return { ...args, tags: { by: "function" } };
              },
            },
          },
        }),
    );
    expect(find(done, registryType).inputs.tags).toEqual({ by: "partial" });
    const replica = find(done, "azure-native:containerregistry:Replication");
    expect(replica.inputs.tags).toEqual({ by: "function" });
    expect(replica.protect).toBe(true);
  });

  it("forwards ignoreChanges, which Pulumi does not hand on to children", async () => {
    const done = await run(
      () => void new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" }, { ignoreChanges: ["tags"] }),
    );
    expect(find(done, registryType).ignoreChanges).toContain("tags");
  });

  it("keeps the engine from replacing it: what cannot change is held, unless a replacement is accepted (F1)", async () => {
    const all = { resourceGroupName: "images", registryName: "contosoimages", location: "westeurope" };
    const held = async (args: object) =>
      find(await run(() => void new acr.Registry("images", { ...all, sku: "Basic", ...args })), registryType)
        .ignoreChanges;
    expect(await held({})).toEqual(["registryName", "resourceGroupName", "location", "__createBeforeDelete"]);
    expect(await held({ acceptReplacement: { registryName: "contosoimages" } })).toEqual([
      "resourceGroupName",
      "location",
    ]);
    expect(await held({ acceptReplacement: { location: "West Europe" } })).not.toContain("location");
  });

  it.each([
    ["another value", { registryName: "contosoimages" }, { registryName: "contoso" }, 'the registryName "contoso"'],
    ["a value that is not written", {}, { location: "westeurope" }, "no location is written"],
    ["an output", { registryName: "contosoimages" }, { registryName: pulumi.output("contosoimages") }, "must be known"],
  ])("refuses to accept a replacement by %s", async (_what, args, acceptReplacement, expected) => {
    const make = () =>
      // What TypeScript would not let through, JavaScript may give.
      new acr.Registry("images", Object({ resourceGroupName: "g", sku: "Basic", ...args, acceptReplacement }));
    const { error } = await run(() => void make());
    expect(error).toContain("REPL-REGISTRY at acceptReplacement.");
    expect(error).toContain(expected);
  });

  it("asks the engine before changes, of the component and of the registry in it, under names of their own", async () => {
    const done = await run(() => {
      for (const parent of ["one", "two"]) {
        const component = new pulumi.ComponentResource("test:index:Team", parent);
        new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" }, { parent: component });
      }
    });
    const hooks = (type: string) => done.resources.filter((one) => one.type === type).flatMap((one) => one.hooks);
    expect(hooks("pulumi-acr:index:Registry")).toEqual([
      "pulumi-acr-component-images",
      "pulumi-acr-component-images-2",
    ]);
    expect(hooks(registryType)).toEqual(["pulumi-acr-registry-images", "pulumi-acr-registry-images-2"]);
  });

  it("makes a valid name of a resource name with dashes", async () => {
    const done = await run(() => void new acr.Registry("team-images", { resourceGroupName: "g", sku: "Basic" }));
    expect(listOf(done)).toEqual(["containerregistry:Registry teamimages", "pulumi-acr:index:Registry team-images"]);
  });
});
