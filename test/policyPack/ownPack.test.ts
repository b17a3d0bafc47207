import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acrPolicies } from "../../src/policyPack";
import { type Declared, secret, startPack, unknown, urnOf } from "./analyzer";

let pack: Awaited<ReturnType<typeof startPack>>;
beforeAll(async () => {
  pack = await startPack(join(__dirname, "own-pack"));
}, 30_000);
afterAll(() => pack.stop());

const registry = (props: object, name = "images"): Declared => ({
  type: "azure-native:containerregistry:Registry",
  name,
  props: { registryName: `${name}registry`, sku: { name: "Premium" }, ...props },
});
const policiesOf = (found: readonly { policy: string }[]) => found.map(({ policy }) => policy);

describe("a team's own pack", () => {
  it("has the policies that it chose, at the levels of its profile", async () => {
    const levels = (await pack.info()).map(({ name, level }) => [name, level]);
    expect(levels).toEqual([
      ["acr-waiver-expired", "advisory"],
      ["acr-sku-minimum", "advisory"],
      ["acr-public-network-access-disabled", "mandatory"],
      ["acr-private-endpoint", "mandatory"],
      ["acr-admin-user-disabled", "mandatory"],
      ["acr-task-secret-argument", "mandatory"],
      ["team-own", "advisory"],
    ]);
  });

  it("finds what the ready pack finds, and unknown values hide nothing", async () => {
    await pack.configure({});
    const found = await pack.analyze(
      registry({ adminUserEnabled: true, publicNetworkAccess: unknown, sku: unknown }, "odd"),
    );
    expect(policiesOf(found)).toEqual(["acr-admin-user-disabled", "team-own"]);
    expect(found[0]?.level).toBe("mandatory");
  });

  it("leaves levels and parameters to the engine's configuration", async () => {
    await pack.configure({ "acr-admin-user-disabled": "advisory", "acr-sku-minimum": { minimum: "Premium" } });
    const found = await pack.analyze(registry({ adminUserEnabled: true, sku: { name: "Standard" } }));
    expect(found.map(({ policy, level }) => [policy, level])).toEqual([
      ["acr-sku-minimum", "advisory"],
      ["acr-admin-user-disabled", "advisory"],
    ]);
  });

  it("shows a waived finding as advisory", async () => {
    await pack.configure({});
    const [found] = await pack.analyze(registry({ adminUserEnabled: true, publicNetworkAccess: "Disabled" }, "legacy"));
    expect(found).toMatchObject({ level: "advisory", message: expect.stringContaining("Waived until 2999-01-01") });
  });

  it("links the stack, and judges each resource though another is unknown", async () => {
    await pack.configure({});
    const target = registry({ publicNetworkAccess: "Disabled" }, "target");
    const endpoint: Declared = {
      type: "azure-native:network:PrivateEndpoint",
      name: "hub",
      props: { privateLinkServiceConnections: [{ groupIds: ["registry"], privateLinkServiceId: unknown }] },
      dependsOn: { privateLinkServiceConnections: [urnOf(target)] },
    };
    const lonely = registry({ publicNetworkAccess: "Disabled" }, "lonely");
    const dark = registry({ sku: unknown, publicNetworkAccess: unknown }, "darkness");
    const found = await pack.analyzeStack([dark, target, endpoint, lonely]);
    expect(found.map(({ policy, urn }) => [policy, urn])).toEqual([["acr-private-endpoint", urnOf(lonely)]]);
  });

  it("mends in place at level remediate, and secrets stay secret", async () => {
    await pack.configure({ "acr-admin-user-disabled": "remediate", "acr-task-secret-argument": "remediate" });
    const open = registry({ adminUserEnabled: true, tags: { team: secret("blue") }, location: unknown });
    expect(await pack.remediate(open)).toEqual([
      { policy: "acr-admin-user-disabled", props: { ...open.props, adminUserEnabled: false } },
    ]);
    const task: Declared = {
      type: "azure-native:containerregistry:Task",
      name: "build",
      props: { step: { type: "Docker", arguments: [{ name: "NPM_TOKEN", value: secret("hunter2") }] } },
    };
    const [mended] = await pack.remediate(task);
    expect(mended?.props).toEqual({
      step: { type: "Docker", arguments: [{ name: "NPM_TOKEN", value: secret("hunter2"), isSecret: true }] },
    });
  });
});

it("refuses names that do not exist", () => {
  expect(() => acrPolicies({ only: ["acr-admin-user"], config: { "acr-sku-minimum": { minimun: "Basic" } } })).toThrow(
    /minimun[\s\S]*only: there is no rule "acr-admin-user" \(did you mean "acr-admin-user-disabled"\?\)/,
  );
});

it("refuses options that it does not have", () => {
  const options = { only: ["R01"], nonsense: 1, confg: {} };
  expect(() => acrPolicies(options)).toThrow(
    /There is no option "nonsense"; there are only, config, now\nThere is no option "confg" \(did you mean "config"\?\)/,
  );
});

it("loads neither azure-native nor @pulumi/policy", () => {
  const script = `require("./dist/policyPack").acrPolicies();
    const loaded = Object.keys(require.cache).filter((file) => /node_modules.@pulumi/.test(file));
    process.stdout.write(JSON.stringify(loaded));`;
  const out = execFileSync(process.execPath, ["-e", script], { cwd: join(__dirname, "../.."), encoding: "utf8" });
  expect(JSON.parse(out)).toEqual([]);
});
