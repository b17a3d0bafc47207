import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { complete, find, ids, listOf } from "./fixtures";
import { type Registered, run } from "./monitor";

// What Pulumi hands on to children by itself, and what it does not.

const step = acr.taskFile({ contextPath: "https://github.com/contoso/web.git" });
const basic = { resourceGroupName: "images", sku: "Basic" } as const;

/** Each component, with the type of the resource inside that stands for it. */
const components: [string, string, (opts: pulumi.ComponentResourceOptions) => void][] = [
  ["Registry", "azure-native:containerregistry:Registry", (opts) => void new acr.Registry("it", basic, opts)],
  [
    "Replication",
    "azure-native:containerregistry:Replication",
    (opts) => void new acr.Replication("it", { registry: ids.registry, location: "eastus" }, opts),
  ],
  [
    "PrivateEndpoint",
    "azure-native:network:PrivateEndpoint",
    (opts) =>
      void new acr.PrivateEndpoint(
        "it",
        { registry: ids.registry, subnetId: ids.subnet, privateDns: { zoneId: ids.zone } },
        opts,
      ),
  ],
  [
    "Task",
    "azure-native:containerregistry:Task",
    (opts) => void new acr.Task("it", { registry: ids.registry, taskName: "rebuild", step }, opts),
  ],
];

describe.each(components)("an option of a %s", (_kind, type, make) => {
  it("goes to the resource inside where Pulumi does not hand it on", async () => {
    const opts = {
      ignoreChanges: ["tags"],
      replaceOnChanges: ["location"],
      customTimeouts: { create: "30m" },
      additionalSecretOutputs: ["tags"],
    };
    expect(find(await run(() => make(opts)), type)).toMatchObject({
      ignoreChanges: expect.arrayContaining(["tags"]),
      replaceOnChanges: ["location"],
      createTimeout: "30m",
      additionalSecretOutputs: ["tags"],
    });
  });

  it("is an alias of the raw resource, which then moves inside", async () => {
    const done = await run(() => make({ aliases: [{ type }] }));
    expect(find(done, type).aliases).toContainEqual(expect.objectContaining({ name: "it", type, noParent: true }));
    const component = done.resources.find((resource) => !resource.custom && resource.name === "it");
    expect(component?.aliases).toEqual([]);
  });

  it("is another alias, which stays with the component", async () => {
    const done = await run(() => make({ aliases: [{ name: "was" }] }));
    const component = done.resources.find((resource) => !resource.custom && resource.name === "it");
    expect(component?.aliases).toContainEqual(expect.objectContaining({ name: "was" }));
  });

  it("is a provider or protection, which every child has", async () => {
    const done = await run(() => make({ provider: new Provider("team", {}), protect: true }));
    const children = done.resources.filter((resource) => resource.type.startsWith("azure-native:"));
    expect(children.length).toBeGreaterThan(0);
    for (const child of children) {
      expect(child.provider).toContain("::team::");
      expect(child.protect).toBe(true);
    }
  });
});

describe("a registry", () => {
  const everyChild = async (opts: (other: pulumi.Resource) => pulumi.ComponentResourceOptions) => {
    const done = await run(() => {
      const other = new acr.Registry("other", basic);
      new acr.Registry("images", complete, opts(other));
    });
    expect(done.error).toBe("");
    const children: Registered[] = done.resources.filter(
      ({ type, name }) => type.startsWith("azure-native:") && name.startsWith("images"),
    );
    expect(children).toHaveLength(10);
    return { done, children, component: find(done, "pulumi-acr:index:Registry", "images") };
  };

  it("waits for what it depends on, with every child", async () => {
    const { done, component } = await everyChild((other) => ({ dependsOn: [other] }));
    const other = find(done, "pulumi-acr:index:Registry", "other");
    expect(component.dependencies).toContain(find(done, "azure-native:containerregistry:Registry", "other").urn);
    const order = done.resources.map(({ urn }) => urn);
    expect(order.indexOf(component.urn)).toBeGreaterThan(order.indexOf(other.urn));
  });

  it("gives the engine retainOnDelete and deletedWith, which it inherits to the children", async () => {
    const { component, done } = await everyChild((other) => ({ retainOnDelete: true, deletedWith: other }));
    expect(component).toMatchObject({
      retainOnDelete: true,
      deletedWith: find(done, "pulumi-acr:index:Registry", "other").urn,
    });
  });

  it("hands transforms to the engine and a hook of its user's beside its own", async () => {
    const hook = () => undefined;
    const { component } = await everyChild(() => ({
      transforms: [() => undefined],
      hooks: { beforeUpdate: [new pulumi.ResourceHook("mine", hook)] },
    }));
    expect(component.transforms).toBe(1);
    expect(component.hooks).toEqual(["mine", "pulumi-acr-component-images"]);
  });

  it("hands an option to no other child than the registry inside", async () => {
    const { children } = await everyChild(() => ({ ignoreChanges: ["tags", "loginServer"] }));
    const ignoring = children.filter(({ ignoreChanges }) => ignoreChanges.includes("tags"));
    expect(ignoring.map(({ type }) => type)).toEqual(["azure-native:containerregistry:Registry"]);
  });

  it("ignores a change itself that the registry inside ignores, as far as it remembers the property", async () => {
    const { component } = await everyChild(() => ({ ignoreChanges: ["location", "loginServer"] }));
    expect(component.ignoreChanges).toEqual(["location"]);
  });

  it("looks up a registry made elsewhere with the provider of whoever asks", async () => {
    let asked = "";
    await run(
      () => {
        const provider = new Provider("team", {});
        new acr.Task("build", { registry: ids.registry, step }, { providers: [provider] });
      },
      {
        invokes: { "azure-native:containerregistry:getRegistry": { location: "westeurope" } },
        onInvoke: (provider) => {
          asked = provider;
        },
      },
    );
    expect(asked).toContain("::team::");
  });
});

describe("a registry whose name has other characters than letters and digits", () => {
  const aliasesOf = async (args: object, opts: pulumi.ComponentResourceOptions = {}) => {
    const done = await run(() => void new acr.Registry("team-images", { ...basic, ...args }, opts));
    return find(done, "azure-native:containerregistry:Registry").aliases;
  };

  it("is found again when it gets a registryName", async () => {
    expect(await aliasesOf({ registryName: "teamimages1" })).toContainEqual(
      expect.objectContaining({ name: "teamimages" }),
    );
  });

  it("is found again when it loses its registryName", async () => {
    expect(await aliasesOf({})).toContainEqual(expect.objectContaining({ name: "team-images" }));
  });

  it("is found again when its component was renamed", async () => {
    const parentUrn = "urn:pulumi:test::test::pulumi-acr:index:Registry::old-images";
    for (const alias of [{ name: "old-images" }, parentUrn]) {
      expect(await aliasesOf({}, { aliases: [alias] })).toContainEqual(
        expect.objectContaining({ name: "oldimages", parentUrn }),
      );
    }
  });
});

it("lists nothing twice when a child has the name of one in the map", async () => {
  const done = await run(() => {
    const registry = new acr.Registry("images", { ...complete, encryption: undefined, privateEndpoints: {} });
    new acr.Replication("northeurope", { registry, location: "northeurope" });
  });
  // Both are in one region: the one in the map still counts.
  expect(done.error).toContain("REP-");
  expect(listOf(done)).not.toContain("containerregistry:Replication northeurope");
});
