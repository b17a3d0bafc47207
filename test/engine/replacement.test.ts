import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "./project";

// What a deployment may lose, in the real engine: each test goes on with the stack of the one before it.

const program = `
const raw = require("@pulumi/azure-native/containerregistry/registry.js");
const { Replication } = require("@pulumi/azure-native/containerregistry/replication.js");
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const acr = require("pulumi-acr");

const { kind, replica, ...args } = JSON.parse(process.env.PROGRAM);
const group = new ResourceGroup("images", { location: "westeurope" });
const given = { resourceGroupName: group.name, ...args };
const adopting = { aliases: [{ type: "azure-native:containerregistry:Registry" }] };
const registry =
  kind === "raw"
    ? new raw.Registry("images", { ...given, sku: { name: args.sku } })
    : new acr.Registry("images", given, kind === "adopting" ? adopting : {});
if (replica) {
  const names = { registryName: registry.name, replicationName: "northeurope", resourceGroupName: group.name };
  new Replication("north", { ...names, location: "northeurope" });
}
exports.name = registry.name;
`;

const project = makeProject("replacement", program);
afterAll(() => project.remove());

/** The commands on a stack of its own. */
function stackOf(stack: string) {
  const go = (command: string, args: object, faults: string) =>
    project.run(`${command} --stack ${stack} --non-interactive --color never`, {
      PROGRAM: JSON.stringify(args),
      ACR_LOCAL_FAULTS: faults,
    });
  return {
    up: (args: object, faults = "") => go("up --skip-preview", args, faults),
    preview: (args: object) => go("preview", args, ""),
  };
}

const replacement = /^ (\+-|-\+|\+\+|--) /m;
const nameIn = (text: string) => /name: +(?:"\w+" => )?"(\w+)"/.exec(text)?.[1];

const premium = { sku: "Premium" };
const subnetId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints";

describe("a registry that exists", { timeout: 120_000 }, () => {
  const { up, preview } = stackOf("exists");
  let name = "";

  it("is refused its first name and its first region, in the preview and in up, and says what accepts them (F1)", async () => {
    name = nameIn((await up(premium)).text) ?? "";
    expect(name).toMatch(/^images\w{8}$/);
    for (const run of [preview, up]) {
      const { code, text } = await run({ ...premium, registryName: "imagesfixed" });
      expect(code).not.toBe(0);
      expect(text).toContain(
        `REPL-REGISTRY at registryName: A change of the registry's name from "${name}" to "imagesfixed"`,
      );
      expect(text).toContain('acceptReplacement: { registryName: "imagesfixed" }');
      expect(text).not.toMatch(replacement);
    }
    const region = await preview({ ...premium, location: "northeurope" });
    expect(region.text).toContain("LOC-03 at location: The registry is in westeurope and cannot move to northeurope");
    expect(region.text).toContain('acceptReplacement: { location: "northeurope" }');
  });

  it("takes its own name and region when they are written down", async () => {
    const { code, text } = await up({ ...premium, registryName: name, location: "West Europe" });
    expect(code).toBe(0);
    expect(text).not.toContain("containerregistry:Registry images");
    expect(nameIn(text)).toBe(name);
  });

  it("is asked for warnings and shows them with those of its configuration, without waiting for ever (K1)", async () => {
    const retention = { policies: { retentionPolicy: { status: "enabled", days: 7 } } };
    const { code, text } = await preview({ ...premium, publicNetworkAccess: "Disabled", ...retention });
    expect(code).toBe(0);
    expect(text).toContain("NET-03");
    expect(text).toContain("POL-03");
  });

  it("cannot lose its tier while a replica is there whose deletion failed (F7)", async () => {
    await up({ ...premium, replications: { northeurope: {} } });
    expect((await up(premium, "delete *Replication 409")).code).not.toBe(0);
    const { code, text } = await preview({ sku: "Basic" });
    expect(code).not.toBe(0);
    expect(text).toContain('DG-01 at sku: Replication "northeurope" must be deleted');
  });

  it("hears of an endpoint in the way of a lower tier each time, not only the first (F7)", async () => {
    await up({ ...premium, privateEndpoints: { hub: { subnetId } } });
    expect((await up({ sku: "Basic" })).text).toContain("SkuUpdateNotSupported");
    const again = await preview({ sku: "Basic" });
    expect(again.text).toContain('DG-08 at sku: Private endpoint "hub" must be deleted');
  });

  it("is replaced when that is accepted by its new name, with a warning, and by no other", async () => {
    const other = await preview({
      ...premium,
      registryName: "imagesfixed",
      acceptReplacement: { registryName: "images2" },
    });
    expect(other.code).not.toBe(0);
    expect(other.text).toContain(
      'acceptReplacement accepts the registryName "images2", but registryName is "imagesfixed"',
    );

    const accepted = { ...premium, registryName: "imagesfixed", acceptReplacement: { registryName: "imagesfixed" } };
    const both = await preview({ ...accepted, location: "northeurope" });
    expect(both.code).not.toBe(0);
    expect(both.text).toContain("error LOC-03 at location");

    const done = await up(accepted);
    expect(done.code).toBe(0);
    expect(done.text).toContain(
      "warning REPL-REGISTRY at registryName: The registry is replaced, as acceptReplacement says",
    );
    expect(nameIn(done.text)).toBe("imagesfixed");
    expect((await preview({ ...premium, registryName: "imagesfixed" })).code).toBe(0);
  });
});

it("can be corrected in every way while it does not exist yet (F3)", { timeout: 120_000 }, async () => {
  const { up, preview } = stackOf("fails");
  const first = { ...premium, registryName: "contoso", replications: { northeurope: {} } };
  expect((await up(first, "create *Registry 409")).code).not.toBe(0);
  const corrected = { ...premium, registryName: "contosoimages", location: "northeurope" };
  const label = { autoGeneratedDomainNameLabelScope: "TenantReuse" };
  const { code, text } = await preview({ ...corrected, ...label, sku: "Standard" });
  expect(code, text).toBe(0);
  expect(text).not.toMatch(/error|warning/);

  // Once it exists it is protected, although the deployment that made it failed.
  expect((await up({ ...first, registryName: "contosoimages" }, "create *Replication 409")).code).not.toBe(0);
  expect((await preview(first)).text).toContain(
    'REPL-REGISTRY at registryName: A change of the registry\'s name from "contosoimages"',
  );
});

describe("the deployment that adopts a raw registry", { timeout: 120_000 }, () => {
  const { up, preview } = stackOf("adopts");
  const adopting = { ...premium, kind: "adopting", replica: true };

  it("changes nothing but the component", async () => {
    expect((await up({ ...premium, kind: "raw", replica: true })).code).toBe(0);
    const { code, text } = await preview(adopting);
    expect(code).toBe(0);
    expect(text).toContain("+ 1 to create");
    expect(text).toContain("4 unchanged");
    expect(text).not.toMatch(/to (update|delete|replace)/);
  });

  it.each([
    ["another name", { registryName: "imagesfixed" }, "REPL-REGISTRY at registryName"],
    ["another region", { location: "northeurope" }, "LOC-03 at location"],
    ["a lower tier while its replica is there", { sku: "Basic" }, 'DG-01 at sku: Replication "north" must be deleted'],
  ])("is refused %s (F1)", async (_what, change, expected) => {
    const { code, text } = await preview({ ...adopting, ...change });
    expect(code).not.toBe(0);
    expect(text).toContain(expected);
    expect(text).not.toMatch(replacement);
  });
});
