import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf, planted, told } from "./fixtures";
import { run } from "./monitor";

// What JavaScript may pass, and TypeScript where an object was made elsewhere: the compiler would refuse most of it.
const registry = (more: object) => () =>
  void new acr.Registry("images", {
    resourceGroupName: "images",
    location: "westeurope",
    sku: "Premium",
    ...more,
  } as unknown as acr.RegistryArgs);

const step = acr.taskFile({ contextPath: "https://github.com/contoso/web.git#main" });
const hub = { subnetId: ids.subnet };

describe("an option that there is not", () => {
  it.each<[string, object, string, string]>([
    ["a misspelt map of children", { replication: { northeurope: {} } }, "replication", "replications"],
    ["another case", { PublicNetworkAccess: "Disabled" }, "PublicNetworkAccess", "publicNetworkAccess"],
    ["inside policies", { policies: { retentionpolicy: {} } }, "policies.retentionpolicy", "retentionPolicy"],
    ["inside a replica", { replications: { eastus: { tag: {} } } }, "replications.eastus.tag", "tags"],
    [
      "inside an endpoint's DNS",
      { privateEndpoints: { hub: { ...hub, privateDns: { zoneID: ids.zone } } } },
      "privateEndpoints.hub.privateDns.zoneID",
      "zoneId",
    ],
    [
      "azure-native's own word for a task's triggers",
      { tasks: { build: { step, trigger: {} } } },
      "tasks.build.trigger",
      "triggers",
    ],
    [
      "in the arguments of a step",
      {
        tasks: {
          build: { step: acr.dockerBuild({ imageNames: ["a"], noCach: true } as unknown as acr.DockerBuildArgs) },
        },
      },
      "tasks.build.step.noCach",
      "noCache",
    ],
    [
      "in a trigger",
      { tasks: { build: { step, triggers: { timers: { nightly: { schedul: "0 3 * * *" } } } } } },
      "tasks.build.triggers.timers.nightly.schedul",
      "schedule",
    ],
    [
      "in a key of a vault",
      { encryption: { keyVaultID: ids.vault, keyName: "registry" } },
      "encryption.keyVaultID",
      "keyVaultId",
    ],
  ])("is refused with the one that is meant: %s", async (_what, more, path, meant) => {
    const done = await run(registry(more));
    expect(done.error).toContain(`error SHAPE-02 at ${path}: There is no option "${path.split(".").at(-1)}"`);
    expect(done.error).toContain(`fix:     Write ${meant}, if that is what is meant.`);
    expect(listOf(done)).toEqual([]);
  });

  it("is found inside an output too, when that resolves", async () => {
    const done = await run(registry({ policies: pulumi.output({ exportPolcy: { status: "disabled" } }) }));
    expect(done.error).toContain("SHAPE-02 at policies.exportPolcy");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
  });

  it("is found in the arguments of a child of its own, at the path as written", async () => {
    const args = { registry: ids.registry, location: "eastus", zoneRedundency: "Enabled" };
    const done = await run(() => void new acr.Replication("asia", args));
    expect(done.error).toContain("SHAPE-02 at zoneRedundency");
    expect(listOf(done)).toEqual([]);
  });

  it("only warns when no option is near, for an object may carry more than this library reads", async () => {
    const done = await run(registry({ team: "platform", costCentre: planted }));
    expect(done.error).toBe("");
    expect(told(done)).toContain('warning SHAPE-02 at team: There is no option "team", so it has no effect.');
    expect(told(done)).not.toContain(planted);
  });

  it("only warns when the option that is near is given as well", async () => {
    const done = await run(registry({ tags: { a: "b" }, tag: "v1" }));
    expect(done.error).toBe("");
    expect(told(done)).toContain("warning SHAPE-02 at tag:");
  });

  it("is named by its beginning where it is not near: replicas", async () => {
    expect(told(await run(registry({ replicas: { eastus: {} } })))).toContain(
      "Write replications, if that is what is meant.",
    );
  });

  it("is not one that azure-native takes", async () => {
    const done = await run(
      registry({
        identity: { type: "SystemAssigned", principalId: "p", tenantId: "t" },
        networkRuleSet: { defaultAction: "Deny", ipRules: [{ action: "Allow", iPAddressOrRange: "8.8.8.8" }] },
      }),
    );
    expect(done.error).toBe("");
    expect(told(done)).not.toContain("SHAPE");
  });
});

describe("an object that is none", () => {
  it.each<[string, object, string]>([
    ["a list of regions", { replications: ["northeurope"] }, "replications must be an object, not a list."],
    ["text", { tasks: "nightly" }, "tasks must be an object, not text."],
    [
      "an output, whose names come too late",
      { privateEndpoints: pulumi.output({}) },
      "privateEndpoints must be an object, not an output or a promise.",
    ],
    ["true for a child", { replications: { eastus: true } }, "replications.eastus must be an object, not a boolean."],
    ["true for a key", { encryption: true }, "encryption must be an object, not a boolean."],
    [
      "one network for many",
      { privateEndpoints: { hub: { ...hub, privateDns: { virtualNetworkIds: ids.network } } } },
      "privateEndpoints.hub.privateDns.virtualNetworkIds must be an object, not text.",
    ],
  ])("is refused: %s", async (_what, more, message) => {
    const done = await run(registry(more));
    expect(done.error).toContain("error SHAPE-01");
    expect(done.error).toContain(message);
    expect(listOf(done)).toEqual([]);
  });

  it("is refused together with everything else that is wrong", async () => {
    const done = await run(registry({ sku: "Basic", replications: ["eastus"], dataEndpointEnabled: true }));
    expect(done.error).toContain('Registry "images": 2 errors');
    expect(done.error).toContain("SHAPE-01 at replications");
    expect(done.error).toContain("EP-01 at dataEndpointEnabled");
  });
});

describe("an object that an output hides (F2)", () => {
  const vaultKey = { keyVaultId: ids.vault, keyName: "cmk" };
  const hidden = <T>(value: T) => pulumi.output(Promise.resolve(value));

  it.each<[string, (object: <T>(value: T) => unknown) => object, string]>([
    ["a key by its vault", (made) => ({ encryption: made(vaultKey) }), "encryption"],
    [
      "an existing key",
      (made) => ({ encryption: made({ keyIdentifier: "https://v.vault.azure.net/keys/k" }) }),
      "encryption",
    ],
    ["azure-native's own encryption", (made) => ({ encryption: made({ status: "disabled" }) }), "encryption"],
    ["a map of children", (made) => ({ replications: made({ eastus: {} }) }), "replications"],
    ["a child", (made) => ({ replications: { eastus: made({}) } }), "replications.eastus"],
    [
      "private DNS",
      (made) => ({ privateEndpoints: { hub: { ...hub, privateDns: made({}) } } }),
      "privateEndpoints.hub.privateDns",
    ],
    [
      "addresses",
      (made) => ({ privateEndpoints: { hub: { ...hub, staticAddresses: made({}) } } }),
      "privateEndpoints.hub.staticAddresses",
    ],
    ["triggers", (made) => ({ tasks: { build: { step, triggers: made({}) } } }), "tasks.build.triggers"],
    [
      "timers",
      (made) => ({ tasks: { build: { step, triggers: { timers: made({}) } } } }),
      "tasks.build.triggers.timers",
    ],
    [
      "a source",
      (made) => ({ tasks: { build: { step, triggers: { sources: { main: made({}) } } } } }),
      "tasks.build.triggers.sources.main",
    ],
    [
      "a base image",
      (made) => ({ tasks: { build: { step, triggers: { baseImage: made({}) } } } }),
      "tasks.build.triggers.baseImage",
    ],
    [
      "a replacement that is accepted",
      (made) => ({ acceptReplacement: made({ location: "westeurope" }) }),
      "acceptReplacement",
    ],
  ])("is refused where its shape decides what is made, in a preview too: %s", async (_what, args, path) => {
    for (const preview of [true, false]) {
      const done = await run(
        () => {
          const group = new ResourceGroup("late");
          registry(args((value) => group.id.apply(() => value)))();
        },
        { preview },
      );
      expect(done.error).toContain(`SHAPE-01 at ${path}: ${path} must be an object, not an output or a promise.`);
      expect(listOf(done).filter((name) => !name.startsWith("resources:"))).toEqual([]);
    }
  });

  it("is refused when a timer turns out to be one", async () => {
    const done = await run(
      registry({ tasks: { build: { step, triggers: { timers: { nightly: hidden({ schedule: "0 3 * * *" }) } } } } }),
    );
    expect(done.error).toContain("SHAPE-01 at tasks.build.triggers.timers.nightly");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
  });

  it.each<[string, object, string]>([
    ["policies", { policies: hidden({ retention: { days: 7 } }) }, "policies.retention"],
    [
      "a policy",
      { policies: { retentionPolicy: hidden({ status: "enabled", forDays: 7 }) } },
      "policies.retentionPolicy.forDays",
    ],
    ["an identity", { identity: hidden({ type: "SystemAssigned", ids: [] }) }, "identity.ids"],
    ["network rules", { networkRuleSet: hidden({ defaultAction: "Deny", addresses: [] }) }, "networkRuleSet.addresses"],
    [
      "an address rule",
      { networkRuleSet: { defaultAction: "Deny", ipRules: hidden([{ address: "20.0.0.1" }]) } },
      "networkRuleSet.ipRules[0].address",
    ],
    ["a step", { tasks: { build: { step: hidden({ ...Object(step), image: "web" }) } } }, "tasks.build.step.image"],
    [
      "credentials",
      { tasks: { build: { step, credentials: hidden({ registries: {} }) } } },
      "tasks.build.credentials.registries",
    ],
    [
      "a platform",
      { tasks: { build: { step, platform: hidden({ os: "Linux", cpu: 2 }) } } },
      "tasks.build.platform.cpu",
    ],
  ])("is refused when it resolves to options that nobody reads: %s", async (_what, args, path) => {
    const done = await run(registry(args));
    expect(done.error).toContain(`error SHAPE-02 at ${path}: There is no option`);
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
  });

  it("is taken where azure-native takes it", async () => {
    const done = await run(
      registry({
        policies: hidden({ retentionPolicy: { status: "enabled", days: 7 } }),
        identity: hidden({ type: "SystemAssigned" }),
        networkRuleSet: hidden({ defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "20.0.0.1" }] }),
        tasks: { build: { step: hidden(step), platform: hidden({ os: "Linux" }) } },
      }),
    );
    expect(done.error).toBe("");
  });
});

describe("what is not given", () => {
  it("may be null wherever it may be undefined, and makes nothing", async () => {
    const nothing = { replications: null, privateEndpoints: null, tasks: null, encryption: null, identity: null };
    const done = await run(
      registry({
        ...nothing,
        policies: null,
        tags: null,
        registryName: null,
        roleAssignmentMode: null,
        transform: null,
      }),
    );
    expect(done.error).toBe("");
    expect(listOf(done)).toEqual(["containerregistry:Registry images", "pulumi-acr:index:Registry images"]);
  });

  it.each([null, undefined])("may be a child that is %s", async (none) => {
    const children = { replications: { eastus: none }, tasks: { build: none }, privateEndpoints: { hub: none } };
    const done = await run(registry(children));
    expect(done.error).toBe("");
    expect(listOf(done)).toEqual(["containerregistry:Registry images", "pulumi-acr:index:Registry images"]);
  });

  it.each<[string, object, string]>([
    ["the resource group", { resourceGroupName: undefined }, "resourceGroupName"],
    ["an endpoint's subnet", { privateEndpoints: { hub: {} } }, "privateEndpoints.hub.subnetId"],
    ["a key's name", { encryption: { keyVaultId: ids.vault } }, "encryption.keyName"],
    [
      "the client id of an identity",
      { encryption: { keyIdentifier: "https://keys.vault.azure.net/keys/k", identityId: ids.identity } },
      "encryption.identityClientId",
    ],
  ])("is said where it is needed: %s", async (_what, more, path) => {
    const done = await run(registry(more));
    expect(done.error).toContain(`error SHAPE-03 at ${path}: ${path} is missing.`);
    expect(listOf(done)).toEqual([]);
  });

  it("is everything where there are no arguments", async () => {
    const done = await run(() => void new acr.Registry("images", undefined as unknown as acr.RegistryArgs));
    expect(done.error).toContain("SHAPE-03 at resourceGroupName");
    expect(done.error).toContain("SKU-01 at sku");
  });

  it.each([undefined, null, 5])("is said of a child's registry: %s", async (none) => {
    const args = { registry: none, step } as unknown as acr.TaskArgs;
    const done = await run(() => void new acr.Task("build", args));
    expect(done.error).toContain(`${none} is not the ARM id of a registry`);
  });

  it("is said of a registry's id that resolves to nothing, and the program ends", async () => {
    const registryId = pulumi.output(undefined) as unknown as pulumi.Output<string>;
    const done = await run(
      () => void new acr.Task("build", { registry: acr.RegistryReference.fromId(registryId), step }),
    );
    expect(done.error).toContain("undefined is not the ARM id of a registry");
  });
});

it("refuses a word that would quietly mean the other one", async () => {
  const done = await run(
    registry({ encryption: { keyVaultId: ids.vault, keyName: "registry", keyVaultAccess: "accessPolicies" } }),
  );
  expect(done.error).toContain(
    'SHAPE-04 at encryption.keyVaultAccess: encryption.keyVaultAccess must be "rbac" or "accessPolicy", not "accessPolicies".',
  );
});

it("says how the tier of a raw registry is written here, with everything else that is wrong", async () => {
  const done = await run(registry({ sku: { name: "Basic" }, dataEndpointEnabled: true }));
  expect(done.error).toContain('Registry "images": 2 errors');
  expect(done.error).toContain(
    'SHAPE-04 at sku: sku must be "Basic" or "Standard" or "Premium", not {"name":"Basic"}.',
  );
  expect(done.error).toContain('fix:     Write sku: "Basic".');
  expect(done.error).toContain("EP-01 at dataEndpointEnabled");
});

it("takes any text as the name of a child that has a name of its own in Azure", async () => {
  const names = ["__proto__", "constructor", "team/web", "ünï"];
  const tasks = Object.fromEntries(names.map((name, index) => [name, { step, taskName: `task-${index}` }]));
  const done = await run(registry({ tasks }));
  expect(done.error).toBe("");
  expect(
    done.resources
      .filter(({ type }) => type.endsWith(":Task"))
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["images-__proto__", "images-constructor", "images-team/web", "images-ünï"]);
});

it("takes every azure-native property as an output, apart from the key, which may be one inside", async () => {
  const key = {
    status: "enabled",
    keyVaultProperties: {
      identity: "11111111-2222-3333-4444-555555555555",
      keyIdentifier: "https://keys.vault.azure.net/keys/registry",
    },
  };
  const done = await run(
    registry({
      encryption: { status: pulumi.output("enabled"), keyVaultProperties: pulumi.output(key.keyVaultProperties) },
      identity: pulumi.output({ type: "UserAssigned", userAssignedIdentities: { [ids.identity]: {} } }),
      tags: pulumi.output({ a: "b" }),
      adminUserEnabled: Promise.resolve(true),
      location: pulumi.output("westeurope"),
    }),
  );
  expect(find(done, "azure-native:containerregistry:Registry").inputs).toMatchObject({
    encryption: key,
    tags: { a: "b" },
    adminUserEnabled: true,
  });
});
