import { Registry as RawRegistry } from "@pulumi/azure-native/containerregistry/registry.js";
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { Subnet } from "@pulumi/azure-native/network/subnet.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf, planted, told } from "./fixtures";
import { run } from "./monitor";

// What JavaScript may pass: the compiler refuses nearly all of it.
const registry = (more: object) =>
  new acr.Registry("images", {
    resourceGroupName: "images",
    location: "westeurope",
    sku: "Premium",
    ...more,
  } as unknown as acr.RegistryArgs);
const made = (more: object) => run(() => void registry(more));
const step = acr.taskFile({ contextPath: "https://github.com/contoso/web.git#main" });

describe("a whole resource where one of its outputs belongs (F8, F25, F26)", () => {
  const group = () => new ResourceGroup("group", { tags: { secret: planted } });
  const network = () => new VirtualNetwork("hub", { resourceGroupName: "images" });
  const subnet = () => new Subnet("endpoints", { resourceGroupName: "images", virtualNetworkName: "hub" });
  const identity = () => new UserAssignedIdentity("reader", { resourceGroupName: "images" });

  const vault = () => {
    const properties = { tenantId: "t", sku: { name: "standard", family: "A" } } as const;
    return new Vault("keys", { resourceGroupName: "images", properties });
  };

  it.each<[string, () => object, string, string]>([
    [
      "the resource group",
      () => ({ resourceGroupName: group() }),
      "resourceGroupName",
      "Write resourceGroupName: resourceGroup.name.",
    ],
    [
      "a subnet",
      () => ({ privateEndpoints: { hub: { subnetId: subnet() } } }),
      "privateEndpoints.hub.subnetId",
      "Write subnetId: subnet.id.",
    ],
    [
      "a network in a map",
      () => ({
        privateEndpoints: { a: { subnetId: ids.subnet, privateDns: { virtualNetworkIds: { hub: network() } } } },
      }),
      "privateEndpoints.a.privateDns.virtualNetworkIds.hub",
      "Write hub: virtualNetwork.id.",
    ],
    [
      "a network in a list",
      () => ({ privateEndpoints: { a: { subnetId: ids.subnet, privateDns: { virtualNetworkIds: [network()] } } } }),
      "privateEndpoints.a.privateDns.virtualNetworkIds[0]",
      "Write virtualNetwork.id.",
    ],
    [
      "a vault",
      () => ({ encryption: { keyVaultId: vault(), keyName: "registry" } }),
      "encryption.keyVaultId",
      "Write keyVaultId: vault.id.",
    ],
    [
      "an identity",
      () => ({ identity: { type: "UserAssigned", userAssignedIdentities: [identity()] } }),
      "identity.userAssignedIdentities[0]",
      "Write userAssignedIdentity.id.",
    ],
    ["the region of a group", () => ({ location: group() }), "location", "Write location: resourceGroup.location."],
  ])("is said with the output to write: %s", async (_what, more, path, fix) => {
    const done = await run(() => void registry(more()));
    expect(done.error).toContain(`error SHAPE-01 at ${path}: You gave the resource`);
    expect(done.error).toContain(`fix:     ${fix}`);
    expect(done.error.length).toBeLessThan(1000);
    expect(listOf(done).filter((text) => text.includes("images"))).toEqual([]);
  });

  it("is said where an object belongs", async () => {
    const done = await run(() => void registry({ encryption: vault() }));
    expect(done.error).toContain('encryption must be an object, not the resource "keys" (Vault).');
    expect(done.error).toContain("fix:     Write encryption: { keyVaultId: …, keyName: … }.");
  });

  it("is said when an output turns out to hold it, without any of its values", async () => {
    const done = await run(() => void registry({ resourceGroupName: pulumi.output(0).apply(group) }));
    expect(done.error).toContain('You gave the resource "group" (ResourceGroup) as a whole, and not its name.');
    expect([done.error, told(done)].join()).not.toContain(planted);
  });

  it.each(["Task", "RegistryReference"])(
    "is said in short of a raw registry as the registry of a %s (F25)",
    async (what) => {
      const done = await run(() => {
        const raw = new RawRegistry("raw", { resourceGroupName: "images", sku: { name: "Basic" } });
        const id = raw as unknown as pulumi.Output<string>;
        if (what === "Task") new acr.Task("build", { registry: id, step });
        else acr.RegistryReference.fromId(id);
      });
      expect(done.error).toContain(
        'You gave the resource "raw" (Registry) as a whole, and not its id. Write registry.id.',
      );
      expect(done.error.length).toBeLessThan(400);
    },
  );

  it("is said in short when it comes in an output", async () => {
    const done = await run(() => {
      const raw = new RawRegistry("raw", { resourceGroupName: "images", sku: { name: "Basic" } });
      new acr.Task("build", { registry: pulumi.output(0).apply(() => raw) as unknown as pulumi.Output<string>, step });
    });
    expect(done.error).toContain("an object is not the ARM id of a registry");
    expect(done.error.length).toBeLessThan(600);
  });
});

describe("null is undefined at every depth (F22)", () => {
  it.each<[string, object]>([
    ["a policy", { policies: { retentionPolicy: null, softDeletePolicy: { status: "enabled", retentionDays: null } } }],
    ["a policy inside an output", { policies: pulumi.output({ retentionPolicy: null }) }],
    ["a list of rules", { networkRuleSet: { defaultAction: "Deny", ipRules: null } }],
    ["a tag", { tags: { team: null } }],
    ["an identity's map", { identity: { type: "SystemAssigned", userAssignedIdentities: null } }],
    ["a replica's tags", { replications: { northeurope: { tags: null, transform: null } } }],
    ["an endpoint's DNS", { privateEndpoints: { hub: { subnetId: ids.subnet, privateDns: null } } }],
    [
      "a trigger",
      {
        tasks: {
          build: { step, triggers: { timers: { a: null }, baseImage: null }, platform: { os: "Linux", variant: null } },
        },
      },
    ],
  ])("in %s", async (_what, more) => {
    const done = await made(more);
    expect(done.error).toBe("");
    expect(JSON.stringify(done.resources.map(({ inputs }) => inputs))).not.toContain("null");
  });

  it("but a list has no gaps", async () => {
    const done = await made({ networkRuleSet: { defaultAction: "Deny", ipRules: [null] } });
    expect(done.error).toContain("SHAPE-01 at networkRuleSet.ipRules[0]");
    expect(done.error).toContain("fix:     Remove it from the list.");
  });
});

describe("a value of a wrong type is said with what to write (F29)", () => {
  it.each<[string, object, string]>([
    [
      "policies.retentionPolicy.days",
      { policies: { retentionPolicy: { status: "enabled", days: "30" } } },
      "Write days: 30.",
    ],
    ["adminUserEnabled", { adminUserEnabled: "false" }, "Write adminUserEnabled: false."],
    ["adminUserEnabled", { adminUserEnabled: 1 }, "Write adminUserEnabled: true."],
    ["tags.a", { tags: { a: 3 } }, 'Write a: "3".'],
    ["zoneRedundancy", { zoneRedundancy: true }, 'Write zoneRedundancy: "Enabled".'],
    [
      "policies.exportPolicy",
      { policies: { exportPolicy: "disabled" } },
      'Write exportPolicy: { status: "disabled" }.',
    ],
    ["policies.exportPolicy.status", { policies: { exportPolicy: { status: false } } }, 'Write status: "disabled".'],
    [
      "networkRuleSet.ipRules[0]",
      { networkRuleSet: { defaultAction: "Deny", ipRules: ["8.8.8.8"] } },
      'Write { iPAddressOrRange: "8.8.8.8" } in its place.',
    ],
    [
      "networkRuleSet.ipRules",
      { networkRuleSet: { defaultAction: "Deny", ipRules: "8.8.8.8" } },
      'Write ipRules: [{ iPAddressOrRange: "8.8.8.8" }].',
    ],
    ["identity", { identity: "SystemAssigned" }, 'Write identity: { type: "SystemAssigned" }.'],
    ["location", { location: ["westeurope"] }, "Give text."],
    ["location", { location: () => "westeurope" }, "Give text."],
    ["tasks.build.platform", { tasks: { build: { step, platform: "Linux" } } }, 'Write platform: { os: "Linux" }.'],
    ["tasks.build.timeout", { tasks: { build: { step, timeout: "600" } } }, "Write timeout: 600."],
    [
      "webhooks.a.actions",
      { webhooks: { a: { serviceUri: "https://ci.contoso.com", actions: "push" } } },
      'Write actions: ["push"].',
    ],
    [
      "privateEndpoints.hub.staticAddresses.registry",
      { privateEndpoints: { hub: { subnetId: ids.subnet, staticAddresses: { registry: 10 } } } },
      'Write registry: "10".',
    ],
  ])("%s", async (path, more, fix) => {
    const done = await made(more);
    expect(done.error).toContain(`error SHAPE-01 at ${path}: ${path} must be `);
    expect(done.error).toContain(`fix:     ${fix}`);
    expect(done.error.split("SHAPE-01")).toHaveLength(2);
    expect(listOf(done)).toEqual([]);
  });

  it("also when an output resolves to it, and never with a secret's value", async () => {
    const done = await made({
      adminUserEnabled: pulumi.output("true"),
      webhooks: { hook: { serviceUri: "https://ci.contoso.com", customHeaders: { Authorization: 12345678 } } },
    });
    expect(done.error).toContain("SHAPE-01 at webhooks.hook.customHeaders.Authorization");
    expect(done.error).not.toContain("12345678");
    const later = await made({ adminUserEnabled: pulumi.secret("true-or-so") });
    expect(later.error).toContain("SHAPE-01 at adminUserEnabled");
    expect(later.error).not.toContain("true-or-so");
  });

  it("is said together with everything else that is wrong, a secret property too", async () => {
    const done = await made({
      webhooks: { a: { serviceUri: "ftp://ci.contoso.com/hook", webhookName: "a-b" } },
      policies: { retentionPolicy: { status: "enabled", days: "400" } },
    });
    for (const rule of ["WH-02", "NAME-06", "SHAPE-01", "POL-01"]) expect(done.error).toContain(`error ${rule} at `);
  });
});

describe("a name", () => {
  it.each<[unknown, string]>([
    [5, "a number"],
    ["", "an empty text"],
    [undefined, "nothing"],
    [pulumi.output("images"), "an output or a promise"],
  ])("that is not text is refused: %s", async (name, given) => {
    for (const [component, make] of [
      ["Registry", () => new acr.Registry(name as string, { resourceGroupName: "images", sku: "Basic" })],
      ["Task", () => new acr.Task(name as string, { registry: ids.registry, step })],
    ] as const) {
      const done = await run(() => void make());
      expect(done.error).toContain(`The name of an acr.${component} must be text`);
      expect(done.error).toContain(`not ${given}: new acr.${component}("images", { … }).`);
    }
  });
});

describe("options that there are not (F28)", () => {
  it.each<[string, string]>([
    ["replicas", "replications"],
    ["resource_group_name", "resourceGroupName"],
    ["public_network_access", "publicNetworkAccess"],
    ["georeplications", "replications"],
    ["webhook", "webhooks"],
  ])("are refused where they read like one that there is: %s", async (name, meant) => {
    const { resourceGroupName: _, ...rest } = { resourceGroupName: "images", [name]: { a: "b" } };
    const done = await run(
      () =>
        void new acr.Registry("images", {
          sku: "Premium",
          location: "westeurope",
          ...rest,
        } as unknown as acr.RegistryArgs),
    );
    expect(done.error).toContain(`error SHAPE-02 at ${name}:`);
    expect(done.error).toContain(`fix:     Write ${meant}, if that is what is meant.`);
  });
});

describe("parseSku (F23)", () => {
  const parse = (value: unknown) => () => acr.parseSku(value as string);

  it("says of nothing what is allowed, and how a stack is configured", () => {
    expect(parse(undefined)).toThrow(
      "The registry has no sku: parseSku was given nothing. Allowed: Basic, Standard, Premium, known as soon as the program runs. In a stack's configuration: pulumi config set sku Basic.",
    );
    expect(parse("")).toThrow("parseSku was given nothing");
    expect(parse(pulumi.output("Basic"))).toThrow("The sku is an output or a promise, and not a tier of a registry.");
    expect(parse(5)).toThrow("The sku is a number");
  });
});

describe("image references (F24)", () => {
  const of = (image: unknown) => () => acr.imageReference("images.azurecr.io", image as acr.ImageArgs);

  it.each<[string, unknown, string]>([
    ["text", "web:v1", 'An image is an object: { repository: "web", tag: "v1" }.'],
    ["nothing", undefined, "An image is an object"],
    ["neither tag nor digest", { repository: "web" }, "The image has no tag and no digest"],
    ["both", { repository: "web", tag: "v1", digest: `sha256:${"a".repeat(64)}` }, "The image has a tag and a digest"],
    ["no repository", { tag: "v1" }, "The repository is missing"],
    ["a number as the tag", { repository: "web", tag: 1 }, 'tag must be text: write "1".'],
  ])("refuse %s", (_what, image, message) => expect(of(image)).toThrow(message));

  it("say everything that is wrong at once", () => {
    expect(of({ repository: "Web", tag: "v 1" })).toThrow(/repository "Web" cannot name.*\n.*tag "v 1" cannot name/);
  });

  it("refuse what outputs resolve to", async () => {
    const done = await run(() => ({
      image: acr.imageReference("images.azurecr.io", {
        repository: "web",
        tag: pulumi.output(undefined as unknown as string),
      }),
    }));
    expect(done.error).toContain("The image has no tag and no digest");
  });
});

describe("transform (F17)", () => {
  it("is judged with the rest where it is a partial, at the place where it is written", async () => {
    const done = await made({
      sku: "Basic",
      transform: { publicNetworkAccess: "Disabled" },
      tasks: { build: { step, transform: { timeout: 5 } } },
    });
    expect(done.error).toContain("NET-02 at transform.publicNetworkAccess");
    expect(done.error).toContain("TASK-01 at tasks.build.transform.timeout");
    expect(listOf(done)).toEqual([]);
  });

  it("counts: what it sets is what the registry is", async () => {
    const done = await made({
      sku: "Basic",
      transform: { sku: { name: "Premium" } },
      replications: { northeurope: {} },
    });
    expect(done.error).toBe("");
    expect(find(done, "azure-native:containerregistry:Registry").inputs.sku).toEqual({ name: "Premium" });
  });

  it("is judged in a child of its own", async () => {
    const done = await run(
      () => void new acr.Task("build", { registry: ids.registry, step, transform: { timeout: 5 } }),
    );
    expect(done.error).toContain("TASK-01 at transform.timeout");
    expect(listOf(done)).toEqual([]);
  });

  it("is judged after a function, before the resource is made", async () => {
    const done = await made({
      sku: "Basic",
      transform: (args: object) => ({ ...args, publicNetworkAccess: "Disabled" }),
    });
    expect(done.error).toContain('Registry "images" after its transform: 1 error');
    expect(done.error).toContain("NET-02 at publicNetworkAccess");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
    const child = await made({ tasks: { build: { step, transform: (args: object) => ({ ...args, timeout: 5 }) } } });
    expect(child.error).toContain("TASK-01 at timeout");
    expect(listOf(child)).not.toContain("containerregistry:Task images-build");
  });

  it("is judged after a function whose outputs resolve", async () => {
    const done = await made({
      sku: "Basic",
      transform: (args: object) => ({ ...args, publicNetworkAccess: pulumi.output("Disabled") }),
    });
    expect(done.error).toContain("NET-02 at publicNetworkAccess");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
  });

  it.each<[string, unknown, string]>([
    ["text", "x", "transform must be an object or a function that returns one at once, not text."],
    ["an async function", async (args: object) => args, "not an async function."],
    ["an output", pulumi.output({}), "not an output or a promise."],
  ])("refuses %s at once", async (_what, transform, message) => {
    const done = await made({ transform });
    expect(done.error).toContain("SHAPE-01 at transform");
    expect(done.error).toContain(message);
    expect(listOf(done)).toEqual([]);
  });

  it.each<[string, () => unknown, string]>([
    ["nothing", () => undefined, "nothing"],
    ["a promise", () => Promise.resolve({}), "a promise or an output"],
    ["text", () => "x", "text"],
  ])("refuses a function that returns %s", async (_what, transform, given) => {
    const done = await made({ transform });
    expect(done.error).toContain(`The transform of "images" returned ${given}. It must return the arguments, at once`);
    expect(listOf(done)).toEqual(["pulumi-acr:index:Registry images"]);
  });

  it("refuses a misspelt property, which azure-native would drop", async () => {
    const done = await made({ transform: { publicNetworkAcess: "Disabled" } });
    expect(done.error).toContain("SHAPE-02 at transform.publicNetworkAcess");
  });
});

describe("a registry made elsewhere (F18)", () => {
  const invokes = (sku: string) => ({
    "azure-native:containerregistry:getRegistry": {
      location: "westeurope",
      loginServer: "x.azurecr.io",
      sku: { name: sku },
    },
  });
  const replica = () => {
    const registry = acr.RegistryReference.fromId(ids.registry);
    new acr.Replication("north", { registry, location: "northeurope" });
  };

  it.each([true, false])("has the tier that is looked up, in a preview too: %s", async (preview) => {
    const done = await run(replica, { preview, invokes: invokes("Standard") });
    expect(done.error).toContain("REP-01");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Replication north"]);
  });

  it("is taken as it is where its tier has what the child needs", async () => {
    const done = await run(replica, { invokes: invokes("Premium") });
    expect(done.error).toBe("");
    expect(listOf(done)).toContain("containerregistry:Replication north");
  });
});

it("says warnings once", async () => {
  const done = await made({ team: pulumi.output("platform") });
  expect(told(done).split("warning SHAPE-02")).toHaveLength(2);
});

describe("user-assigned identities (F31)", () => {
  const other = `${ids.identity}2`;
  const keys = { [ids.identity]: {}, [other]: {} };

  it.each<[string, unknown]>([
    ["a list", [ids.identity, other]],
    ["a list with outputs", [pulumi.output(ids.identity), other]],
    ["an output of a list", pulumi.output([ids.identity, other])],
    ["a map", keys],
    ["an output of a map", pulumi.output(keys)],
  ])("may be %s, of a registry and of a task", async (_what, userAssignedIdentities) => {
    const identity = { type: "UserAssigned", userAssignedIdentities };
    const done = await made({ identity, tasks: { build: { step, identity } } });
    expect(done.error).toBe("");
    for (const type of ["Registry", "Task"]) {
      expect(find(done, `azure-native:containerregistry:${type}`).inputs.identity).toEqual({
        type: "UserAssigned",
        userAssignedIdentities: keys,
      });
    }
  });

  it("may be a list beside a key, and in an API version that takes lists (K2)", async () => {
    const done = await made({
      identity: { type: "UserAssigned", userAssignedIdentities: [ids.identity] },
      encryption: { keyVaultId: ids.vault, keyName: "registry" },
    });
    expect(done.error).toBe("");
    const { identity } = find(done, "azure-native:containerregistry:Registry").inputs;
    expect(identity).toMatchObject({ userAssignedIdentities: { [ids.identity]: {} } });
    expect(Object.keys((identity as { userAssignedIdentities: object }).userAssignedIdentities)).toHaveLength(2);
    const newer = await made({
      identity: { type: "UserAssigned", userAssignedIdentities: [pulumi.output(ids.identity)] },
      roleAssignmentMode: "AbacRepositoryPermissions",
    });
    expect(newer.error).toBe("");
    expect(find(newer, "azure-native:containerregistry/v20251101:Registry").inputs.identity).toEqual({
      type: "UserAssigned",
      userAssignedIdentities: [ids.identity],
    });
  });
});

it("prints little of a component that a program exports (F27)", async () => {
  const names: string[][] = [];
  await run(() => names.push(Object.keys(registry({})).filter((name) => !name.startsWith("__"))));
  expect(names[0]).toEqual(expect.arrayContaining(["id", "name", "loginServer", "resource", "replications"]));
  for (const inner of ["owner", "model", "dns", "judgement"]) expect(names[0]).not.toContain(inner);
});

it("shows an error of outputs by its text alone, and a plain one with the program's lines (F35)", () => {
  const resource = {} as pulumi.Resource;
  const later = new acr.ConfigurationError('Registry "images"', [], String, resource);
  expect(later.stack).toBe(later.message);
  expect(String(new acr.ConfigurationError('Registry "images"', [], String).stack)).not.toMatch(
    /node_modules|node:internal/,
  );
});
