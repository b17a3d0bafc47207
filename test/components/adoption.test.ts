import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, listOf } from "./fixtures";
import { run } from "./monitor";

const premium = { resourceGroupName: "images", sku: "Premium" } as const;
const replicationType = "azure-native:containerregistry:Replication";
const raw = "azure-native:containerregistry:Registry";
const rawUrn = `urn:pulumi:test::test::${raw}::images`;

describe("the options of a child in a map (F4)", () => {
  it("go to its resource, beside what the library needs", async () => {
    const done = await run(() => {
      const other = new ResourceGroup("other");
      new acr.Registry("images", {
        ...premium,
        replications: {
          northeurope: {},
          eastus: { opts: { import: "/the/id", protect: true, ignoreChanges: ["tags"], dependsOn: other } },
        },
      });
    });
    expect(done.error).toBe("");
    const replica = find(done, replicationType, "images-eastus");
    expect(replica).toMatchObject({ importId: "/the/id", protect: true, ignoreChanges: ["tags", "replicationName"] });
    expect(replica.dependencies).toContain(find(done, "azure-native:resources:ResourceGroup", "other").urn);
    expect(replica.parent).toBe(find(done, "pulumi-acr:index:Registry").urn);
    expect(find(done, replicationType, "images-northeurope").protect).toBe(false);
  });

  it("hold no name that its user writes", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          replications: { eastus: { replicationName: "uswest", opts: {} } },
        }),
    );
    expect(find(done, replicationType).ignoreChanges).toEqual([]);
  });

  it("are an object", async () => {
    const args = { ...premium, replications: { eastus: { opts: "protect" } } };
    // What TypeScript would not let through, JavaScript may give.
    const done = await run(() => void new acr.Registry("images", Object(args)));
    expect(done.error).toContain("SHAPE-01 at replications.eastus.opts");
    expect(listOf(done)).toEqual([]);
  });
});

describe("a registry that adopts a raw one (F4)", () => {
  const adopting = { aliases: [{ type: raw }] };

  it("finds what was parented to the raw one, and what is parented to that", async () => {
    const done = await run(() => {
      const registry = new acr.Registry("images", premium, adopting);
      const role = { scope: registry.id, principalId: "p", roleDefinitionId: "r" };
      const child = new RoleAssignment("child", role, { parent: registry, aliases: [{ name: "was" }] });
      new RoleAssignment("grandchild", role, { parent: child });
      new RoleAssignment("stranger", role);
    });
    // Those with a type are azure-native's own, of its other API versions.
    const aliases = (name: string) =>
      find(done, "azure-native:authorization:RoleAssignment", name).aliases.filter(({ type }) => type === "");
    expect(aliases("child")).toContainEqual(expect.objectContaining({ name: "was" }));
    expect(aliases("child")).toContainEqual(expect.objectContaining({ parentUrn: rawUrn, name: "" }));
    expect(aliases("grandchild")).toEqual([]);
    expect(aliases("stranger")).toEqual([]);
  });

  it("finds a child of its maps by its name alone, wherever it was, and one of the same name by itself", async () => {
    const replications = { eastus: { opts: { aliases: [{ name: "east" }] } }, northeurope: {} };
    const done = await run(() => void new acr.Registry("images", { ...premium, replications }, adopting));
    const alias = (more: object) => expect.objectContaining({ urn: "", type: "", ...more });
    const east = find(done, replicationType, "images-eastus").aliases;
    expect(east).toContainEqual(alias({ name: "east", parentUrn: find(done, "pulumi-acr:index:Registry").urn }));
    expect(east).toContainEqual(alias({ name: "east", parentUrn: rawUrn }));
    expect(east).toContainEqual(alias({ name: "east", noParent: true }));
    const north = find(done, replicationType, "images-northeurope").aliases;
    expect(north).toContainEqual(alias({ name: "", parentUrn: rawUrn }));
    expect(north).toContainEqual(alias({ name: "", noParent: true }));
  });

  it.each([
    ["a URN", [rawUrn], rawUrn],
    ["another name", [{ type: raw, name: "old" }], `urn:pulumi:test::test::${raw}::old`],
    [
      "a former parent",
      [{ type: raw, parent: "urn:pulumi:test::test::my:index:Team::web" }],
      `urn:pulumi:test::test::my:index:Team$${raw}::images`,
    ],
  ])("may name the raw one by %s", async (_what, aliases: (string | pulumi.Alias)[], urn) => {
    const done = await run(() => {
      const registry = new acr.Registry("images", premium, { aliases });
      new RoleAssignment(
        "child",
        { scope: registry.id, principalId: "p", roleDefinitionId: "r" },
        { parent: registry },
      );
    });
    const found = find(done, "azure-native:authorization:RoleAssignment").aliases;
    expect(found.filter(({ type }) => type === "")).toEqual([expect.objectContaining({ parentUrn: urn })]);
  });
});

it("imports what is there already, the option going to the resource inside", async () => {
  const done = await run(() => {
    new acr.Registry("images", premium, { import: ids.registry });
    new acr.Replication("north", { registry: ids.registry, location: "northeurope" }, { import: "/north" });
  });
  expect(find(done, raw).importId).toBe(ids.registry);
  expect(find(done, replicationType).importId).toBe("/north");
});

it("keeps the name of a private endpoint's connection, which would be an update (F32)", async () => {
  const hub = { subnetId: ids.subnet, connectionName: "acr" };
  const done = await run(
    () => void new acr.Registry("images", { ...premium, privateEndpoints: { hub, spoke: { subnetId: ids.subnet } } }),
  );
  const connection = (name: string) =>
    Object(find(done, "azure-native:network:PrivateEndpoint", name).inputs).privateLinkServiceConnections[0].name;
  expect(connection("images-hub")).toBe("acr");
  expect(connection("images-spoke")).toBe("registry");
});
