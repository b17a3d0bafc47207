import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { complete, find, ids, listOf, told } from "./fixtures";
import { run } from "./monitor";

describe("a child of its own", () => {
  it("is made against a registry of this program, after its replicas", async () => {
    const done = await run(() => {
      const registry = new acr.Registry("images", { ...complete, encryption: undefined, privateEndpoints: {} });
      new acr.Replication("asia", { registry, location: "southeastasia" });
    });
    expect(done.error).toBe("");
    const replica = find(done, "azure-native:containerregistry:Replication", "asia");
    expect(replica.inputs).toMatchObject({ location: "southeastasia", replicationName: "southeastasia" });
    const last = find(done, "azure-native:containerregistry:Replication", "images-northeurope");
    expect(replica.dependencies).toContain(last.urn);
    expect(replica.parent).toBe(find(done, "pulumi-acr:index:Replication").urn);
  });

  it("is made against the ARM id of any registry, plain or output", async () => {
    const done = await run(() => {
      new acr.PrivateEndpoint("plain", { registry: ids.registry, subnetId: ids.subnet });
      new acr.PrivateEndpoint("output", { registry: pulumi.output(ids.registry), subnetId: ids.subnet });
    });
    expect(done.error).toBe("");
    for (const name of ["plain", "output"]) {
      expect(find(done, "azure-native:network:PrivateEndpoint", name).inputs).toMatchObject({
        resourceGroupName: "platform",
        privateLinkServiceConnections: [
          { name: "registry", groupIds: ["registry"], privateLinkServiceId: ids.registry },
        ],
      });
    }
  });

  it("is made by the methods of a reference, which looks up what an id does not say", async () => {
    const done = await run(
      () => {
        const registry = acr.RegistryReference.fromId(ids.registry);
        new acr.Task("rebuild", {
          registry,
          step: acr.taskFile({ contextPath: "https://github.com/contoso/web.git" }),
        });
        return { image: registry.imageReference({ repository: "web", tag: "v1" }) };
      },
      {
        invokes: {
          "azure-native:containerregistry:getRegistry": { location: "westeurope", loginServer: "existing.azurecr.io" },
        },
      },
    );
    expect(done.error).toBe("");
    expect(find(done, "azure-native:containerregistry:Task").inputs).toMatchObject({
      registryName: "existing",
      resourceGroupName: "platform",
      location: "westeurope",
      platform: { os: "Linux" },
      step: { type: "FileTask", taskFilePath: "acr-task.yaml" },
    });
  });

  it("is checked against a registry that was read, whose tier is then known", async () => {
    const done = await run(
      () => {
        const registry = acr.RegistryReference.get("existing", ids.registry);
        new acr.Replication("north", { registry, location: "northeurope" });
      },
      { invokes: { "azure-native:containerregistry:Registry": { name: "existing", sku: { name: "Basic" } } } },
    );
    expect(done.error).toContain("REP-01");
    expect(listOf(done)).toEqual(["pulumi-acr:index:Replication north"]);
  });

  it("reports only what it brings about itself, at the path as written", async () => {
    const done = await run(() => {
      const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" });
      new acr.Replication("north", { registry, location: "northeurope" });
    });
    expect(done.error).toContain('Registry "images", replications.north: 1 error');
    expect(done.error).toContain("REP-01");
    expect(listOf(done)).not.toContain("pulumi-acr:index:Replication north");
  });

  it("says of an id that is no registry's what one looks like", async () => {
    const done = await run(
      () => void new acr.Task("rebuild", { registry: "images", step: acr.taskFile({ contextPath: "https://x.git" }) }),
    );
    expect(done.error).toContain('"images" is not the ARM id of a registry');
    expect(listOf(done)).toEqual([]);
  });
});

describe("private endpoints", () => {
  const premium = { resourceGroupName: "images", location: "westeurope", sku: "Premium" } as const;

  it("share one zone, and each network is linked to it once", async () => {
    const privateDns = { virtualNetworkIds: { hub: ids.network } };
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          privateEndpoints: { a: { subnetId: ids.subnet, privateDns }, b: { subnetId: ids.subnet, privateDns } },
        }),
    );
    expect(listOf(done).filter((text) => text.startsWith("privatedns:"))).toEqual([
      "privatedns:PrivateZone images",
      "privatedns:VirtualNetworkLink images-hub",
    ]);
  });

  it("use a zone that is there, and make none", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          privateEndpoints: { hub: { subnetId: ids.subnet, privateDns: { zoneId: ids.zone } } },
        }),
    );
    expect(listOf(done).filter((text) => text.startsWith("privatedns:"))).toEqual([]);
    expect(find(done, "azure-native:network:PrivateDnsZoneGroup").inputs.privateDnsZoneConfigs).toEqual([
      { name: "registry", privateDnsZoneId: ids.zone },
    ]);
  });

  it("have fixed addresses by member", async () => {
    const done = await run(
      () =>
        void new acr.Registry("images", {
          ...premium,
          privateEndpoints: {
            hub: {
              subnetId: ids.subnet,
              staticAddresses: { registry_data_westeurope: "10.0.1.6", registry: "10.0.1.5" },
            },
          },
        }),
    );
    expect(find(done, "azure-native:network:PrivateEndpoint").inputs.ipConfigurations).toEqual([
      { name: "registry", groupId: "registry", memberName: "registry", privateIPAddress: "10.0.1.5" },
      {
        name: "registry_data_westeurope",
        groupId: "registry",
        memberName: "registry_data_westeurope",
        privateIPAddress: "10.0.1.6",
      },
    ]);
  });
});

describe("image references", () => {
  const textOf = (image: acr.ImageArgs) =>
    new Promise<string>((done) => acr.imageReference("images.azurecr.io", image).apply(done));
  const digest = `sha256:${"a".repeat(64)}`;

  it.each<[string, acr.ImageArgs, string]>([
    ["by tag", { repository: "team/web", tag: "v1" }, "images.azurecr.io/team/web:v1"],
    ["by digest", { repository: "web", digest }, `images.azurecr.io/web@${digest}`],
  ])("are made %s", async (_how, image, expected) => expect(await textOf(image)).toBe(expected));

  it.each<[string, acr.ImageArgs]>([
    ["a repository in capitals", { repository: "Web", tag: "v1" }],
    ["a tag with a slash", { repository: "web", tag: "a/b" }],
    ["a digest without an algorithm", { repository: "web", digest: "abc" }],
  ])("refuse %s at once", (_what, image) =>
    expect(() => acr.imageReference("images.azurecr.io", image)).toThrow(/cannot name an image/),
  );
});

describe("parseSku", () => {
  it("takes a tier in any case and says of anything else what is allowed", () => {
    expect(acr.parseSku(" premium ")).toBe("Premium");
    expect(() => acr.parseSku("Classic")).toThrow(
      'sku "Classic" is not a tier of a registry. Allowed: Basic, Standard, Premium, known as soon as the program runs.',
    );
  });
});

it("warns on the registry about what the service takes but ignores", async () => {
  const done = await run(
    () =>
      void new acr.Registry("images", {
        resourceGroupName: "images",
        location: "westeurope",
        sku: "Premium",
        replications: { westeurope: {} },
      }),
  );
  expect(done.error).toBe("");
  expect(told(done)).toContain("warning REP-02");
});

it("data endpoints are those of every replica that the program adds, before or after it asks", async () => {
  const hosts: string[][] = [];
  await run(() => {
    const registry = new acr.Registry("images", {
      resourceGroupName: "images",
      registryName: "contoso",
      location: "West Europe",
      sku: "Premium",
      dataEndpointEnabled: true,
      replications: { northeurope: {} },
      // What the service would give back: the monitor repeats inputs.
      transform: (args) => Object.assign(args, { dataEndpointHostNames: ["contoso.westeurope.data.azurecr.io"] }),
      roleAssignmentMode: "LegacyRegistryPermissions",
    });
    registry.dataEndpointHostNames.apply((names) => hosts.push(names));
    new acr.Replication("asia", { registry, location: "southeastasia" });
    registry.dataEndpointHostNames.apply((names) => hosts.push(names));
  });
  const [home, north, asia] = ["westeurope", "northeurope", "southeastasia"].map(
    (region) => `contoso.${region}.data.azurecr.io`,
  );
  expect(hosts).toEqual([
    [north, asia, home],
    [north, asia, home],
  ]);
});

describe("a task without a name", () => {
  const step = acr.taskFile({ contextPath: "https://github.com/contoso/web.git" });
  const basic = { resourceGroupName: "images", sku: "Basic" } as const;

  it("is called like its resource, which must then be a name that the service takes", async () => {
    const short = await run(() => void new acr.Registry("r", { ...basic, tasks: { a: { step } } }));
    expect(short.error).toContain('error NAME-09 at tasks.a.taskName: The name "r-a" is shorter than 5 characters.');
    expect(short.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack")).toEqual([]);
    const alone = await run(() => void new acr.Task("ci", { registry: ids.registry, step }));
    expect(alone.error).toContain('The name "ci" is shorter than 5 characters.');
  });

  it("is called otherwise when it is told", async () => {
    const done = await run(() => void new acr.Registry("r", { ...basic, tasks: { a: { step, taskName: "rebuild" } } }));
    expect(done.error).toBe("");
    expect(find(done, "azure-native:containerregistry:Task", "r-a").inputs).toMatchObject({ taskName: "rebuild" });
  });

  it("is sent without one", async () => {
    const done = await run(() => void new acr.Registry("images", { ...basic, tasks: { web: { step } } }));
    expect(done.error).toBe("");
    expect(find(done, "azure-native:containerregistry:Task").inputs).not.toHaveProperty("taskName");
  });

  it("is not judged where the project has Pulumi make names in another way", async () => {
    const done = await run(() => {
      pulumi.runtime.setConfig("pulumi:autonaming", '{"mode":"verbatim"}');
      new acr.Registry("r", { ...basic, tasks: { a: { step } } });
    });
    expect(done.error).toBe("");
  });
});
