import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Declared, secret, startPack, unknown, urnOf } from "./analyzer";

let pack: Awaited<ReturnType<typeof startPack>>;
beforeAll(async () => {
  pack = await startPack();
}, 30_000);
afterAll(() => pack.stop());

const registry = (props: object, name = "images", type = "azure-native:containerregistry:Registry"): Declared => ({
  type,
  name,
  props: { registryName: name, resourceGroupName: "shop", sku: { name: "Premium" }, location: "westeurope", ...props },
});
const policiesOf = (found: readonly { policy: string }[]) => found.map(({ policy }) => policy);

describe("introduces its policies", () => {
  it("by unique names, in whole sentences (C292)", async () => {
    const policies = await pack.info();
    const names = policies.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const { name, description } of policies) {
      expect(name).toMatch(/^acr-[a-z0-9-]+$/);
      expect(description, name).toMatch(/\s.*\.$/s);
    }
  });

  it("with severity, framework, tags, page and remedy", async () => {
    const policy = (await pack.info()).find(({ name }) => name === "acr-admin-user-disabled");
    expect(policy).toMatchObject({
      level: "mandatory",
      severity: 4,
      framework: "Microsoft cloud security benchmark IM-1",
      url: expect.stringMatching(/^https:\/\/learn\.microsoft\.com\//),
      steps: expect.stringContaining("adminUserEnabled: false"),
    });
    expect(policy?.tags).toEqual(expect.arrayContaining(["R01", "checkov:CKV_AZURE_137", "psrule:AZR-000005"]));
  });

  it("with the parameters of the reference", async () => {
    const schemas = Object.fromEntries((await pack.info()).map(({ name, schema }) => [name, Object.keys(schema)]));
    expect(schemas["acr-sku-minimum"]).toEqual(["minimum"]);
    expect(schemas["acr-replica-allowed-locations"]).toEqual(["allowedLocations"]);
    expect(schemas["acr-trusted-services-bypass"]).toEqual(["expected"]);
    expect(schemas["acr-role-least-privilege"]).toContain("pushPrincipals");
  });
});

describe("a resource before it is made", () => {
  it.each([
    ["a default token", "azure-native:containerregistry:Registry"],
    ["a versioned token", "azure-native:containerregistry/v20230701:Registry"],
    ["a parameterized package", "azure-native_containerregistry_v20251101:containerregistry:Registry"],
  ])("is judged under %s", async (_name, type) => {
    await pack.configure({});
    const found = await pack.analyze(registry({ adminUserEnabled: true }, "images", type));
    expect(found.find(({ policy }) => policy === "acr-admin-user-disabled")).toMatchObject({ level: "mandatory" });
  });

  it("of another type is not", async () => {
    expect(
      await pack.analyze({ type: "aws:ecr/repository:Repository", name: "a", props: { adminUserEnabled: true } }),
    ).toEqual([]);
  });

  it("with an unknown value is judged on the others (C293)", async () => {
    const found = await pack.analyze(registry({ adminUserEnabled: unknown, anonymousPullEnabled: true }));
    expect(policiesOf(found)).not.toContain("acr-admin-user-disabled");
    expect(policiesOf(found)).toContain("acr-anonymous-pull-disabled");
    expect(found.filter(({ message }) => /can't run|unknown/i.test(message))).toEqual([]);
  });

  it("with an unknown tier raises nothing that depends on the tier", async () => {
    const found = await pack.analyze(
      registry({ sku: { name: unknown }, publicNetworkAccess: "Disabled", adminUserEnabled: true }),
    );
    expect(policiesOf(found)).toContain("acr-admin-user-disabled");
    expect(policiesOf(found)).not.toContain("acr-premium-feature-on-lower-tier");
  });

  it("raises nothing that depends on relatives", async () => {
    await pack.configure({ "acr-review": { profile: "all" } });
    const found = policiesOf(await pack.analyze(registry({})));
    expect(found).not.toContain("acr-private-endpoint");
    expect(found).not.toContain("acr-delete-lock");
    expect(found).not.toContain("acr-geo-replicated");
    const child = await pack.analyze({
      type: "azure-native:containerregistry:Replication",
      name: "north",
      props: {
        registryName: "images",
        resourceGroupName: "shop",
        location: "northeurope",
        regionEndpointEnabled: false,
      },
    });
    expect(policiesOf(child)).not.toContain("acr-replication-region-endpoint-off");
    await pack.configure({});
  });

  it("is judged by what a secret holds, and the secret is not shown", async () => {
    const task: Declared = {
      type: "azure-native:containerregistry:Task",
      name: "build",
      props: {
        registryName: "images",
        resourceGroupName: "shop",
        step: {
          type: "Docker",
          dockerFilePath: "Dockerfile",
          contextAccessToken: secret("hunter2-token"),
          arguments: [{ name: "NPM_TOKEN", value: secret("hunter2-npm"), isSecret: false }],
          contextPath: secret("http://bob:hunter2@git.example.com/app.git"),
        },
      },
    };
    const found = await pack.analyze(task);
    expect(policiesOf(found)).toEqual(expect.arrayContaining(["acr-task-secret-argument", "acr-task-http-context"]));
    expect(JSON.stringify(found)).not.toContain("hunter2");
    const admin = await pack.analyze(registry({ adminUserEnabled: secret(true) }));
    expect(policiesOf(admin)).toContain("acr-admin-user-disabled");
  });
});

describe("a stack", () => {
  const target = registry({ publicNetworkAccess: "Disabled" });
  const endpoint: Declared = {
    type: "azure-native:network:PrivateEndpoint",
    name: "hub",
    props: {
      resourceGroupName: "shop",
      privateLinkServiceConnections: [{ name: "acr", groupIds: ["registry"], privateLinkServiceId: unknown }],
    },
    dependsOn: { privateLinkServiceConnections: [urnOf(target)] },
  };

  it("is linked by property dependencies while ids are unknown", async () => {
    await pack.configure({ "acr-review": { profile: "private" } });
    expect(policiesOf(await pack.analyzeStack([target]))).toContain("acr-private-endpoint");
    const linked = policiesOf(await pack.analyzeStack([target, endpoint]));
    expect(linked).not.toContain("acr-private-endpoint");
    expect(linked).toContain("acr-private-dns-zone-group");
  });

  it("says once what the resource already said", async () => {
    await pack.configure({});
    const open = registry({ adminUserEnabled: true, anonymousPullEnabled: unknown }, "open");
    expect(policiesOf(await pack.analyze(open))).toContain("acr-admin-user-disabled");
    const stack = await pack.analyzeStack([open]);
    expect(policiesOf(stack)).not.toContain("acr-admin-user-disabled");
    expect(stack.find(({ policy }) => policy === "acr-delete-lock")).toMatchObject({
      urn: urnOf(open),
      level: "advisory",
    });
  });

  it("is judged by inputs, though an update sends outputs", async () => {
    const small = registry({ sku: { name: "Basic" } }, "small");
    await pack.analyze(small);
    const outputs = {
      name: "small",
      sku: { name: "Basic", tier: "Basic" },
      policies: { retentionPolicy: { status: "enabled" } },
    };
    const found = await pack.analyzeStack([{ ...small, props: outputs }]);
    expect(policiesOf(found)).not.toContain("acr-premium-feature-on-lower-tier");
  });

  it("keeps judging other resources where one is unknown", async () => {
    const dark = registry(
      { sku: unknown, adminUserEnabled: unknown, policies: unknown, networkRuleSet: unknown },
      "darkness",
    );
    const found = await pack.analyzeStack([dark, registry({ adminUserEnabled: true }, "lights")]);
    expect(found.filter(({ urn }) => urn.endsWith("::lights")).map(({ policy }) => policy)).toContain(
      "acr-admin-user-disabled",
    );
    expect(found.filter(({ urn, level }) => urn.endsWith("::darkness") && level === "mandatory")).toEqual([]);
  });
});

describe("remediation", () => {
  const open = registry({
    adminUserEnabled: secret(true),
    tags: { team: secret("blue") },
    publicNetworkAccess: "Enabled",
  });

  it("changes nothing at level mandatory (C294)", async () => {
    await pack.configure({ "acr-admin-user-disabled": "mandatory" });
    expect(await pack.remediate(open)).toEqual([]);
    expect(policiesOf(await pack.analyze(open))).toContain("acr-admin-user-disabled");
  });

  it("changes the input in place, and secrets stay secret", async () => {
    await pack.configure({ "acr-admin-user-disabled": "remediate", "acr-arm-audience-token-disabled": "remediate" });
    const [first, second] = await pack.remediate(open);
    expect([first?.policy, second?.policy]).toEqual(["acr-admin-user-disabled", "acr-arm-audience-token-disabled"]);
    expect(second?.props).toEqual({
      ...open.props,
      adminUserEnabled: secret(false),
      policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } },
    });
    expect(await pack.remediate({ ...open, props: second?.props ?? {} })).toEqual([]);
  });

  it("leaves what is not known alone", async () => {
    expect(await pack.remediate(registry({ adminUserEnabled: unknown, policies: unknown }))).toEqual([]);
  });

  it("makes nothing that the service would refuse", async () => {
    await pack.configure({ "acr-soft-delete-enabled": "remediate" });
    const standard = { sku: { name: "Standard" } };
    const stable = "azure-native:containerregistry/v20230701:Registry";
    expect(await pack.remediate(registry(standard, "images", stable))).toEqual([]);
    expect(policiesOf(await pack.remediate(registry(standard)))).toEqual(["acr-soft-delete-enabled"]);
  });

  it("mends what is known beside what is not", async () => {
    await pack.configure({ "acr-task-secret-argument": "remediate" });
    const plain = { name: "NPM_TOKEN", value: secret("hunter2") };
    const odd = (args: readonly unknown[]) => ({
      type: "azure-native:containerregistry:Task",
      name: "build",
      props: { registryName: "images", step: { type: "Docker", arguments: args } },
    });
    const mended = { ...plain, isSecret: true };
    expect((await pack.remediate(odd([plain, unknown])))[0]?.props).toMatchObject(odd([mended, unknown]).props);
    expect((await pack.remediate(odd([{ name: unknown }, plain])))[0]?.props).toMatchObject(
      odd([{ name: unknown }, mended]).props,
    );
  });

  it("mends children and Defender plans", async () => {
    await pack.configure({ "acr-token-disabled": "remediate", "acr-defender-containers": "remediate" });
    const token = {
      type: "azure-native:containerregistry:Token",
      name: "ci",
      props: { registryName: "images", tokenName: "ci" },
    };
    expect(await pack.remediate(token)).toEqual([
      { policy: "acr-token-disabled", props: { registryName: "images", tokenName: "ci", status: "disabled" } },
    ]);
    const plan = {
      type: "azure-native:security:Pricing",
      name: "p",
      props: { pricingName: "Containers", pricingTier: "Free" },
    };
    expect((await pack.remediate(plan))[0]?.props).toEqual({ pricingName: "Containers", pricingTier: "Standard" });
  });
});

describe("configuration", () => {
  it("refuses misspelt names, all at once", async () => {
    const wrong = {
      "acr-sku-minimum": { minimun: "Premium" },
      "acr-admin-user": "advisory",
      "acr-review": { profile: "privat", waivers: [{ resource: "images", rule: "R01", expires: "2027-01-01" }] },
    };
    const failure = await pack.configure(wrong).catch(String);
    for (const part of ["minimun", '"acr-admin-user"', '"privat"', "acr-review.waivers[0].reason"])
      expect(failure).toContain(part);
    expect(failure).not.toContain(" at ");
  });

  it("takes a level, a parameter and `all`", async () => {
    await pack.configure({ "acr-admin-user-disabled": "advisory", "acr-sku-minimum": { minimum: "Premium" } });
    const found = await pack.analyze(registry({ adminUserEnabled: true, sku: { name: "Standard" } }));
    expect(found.find(({ policy }) => policy === "acr-admin-user-disabled")?.level).toBe("advisory");
    expect(policiesOf(found)).toContain("acr-sku-minimum");
    await pack.configure({ all: "disabled" });
    expect(await pack.analyze(registry({ adminUserEnabled: true }))).toEqual([]);
    await pack.configure({ all: "disabled", "acr-admin-user-disabled": "mandatory" });
    expect(policiesOf(await pack.analyze(registry({ adminUserEnabled: true, anonymousPullEnabled: true })))).toEqual([
      "acr-admin-user-disabled",
    ]);
  });

  it.each(["advisory", "mandatory"])("takes `all: %s` against a profile's own levels", async (level) => {
    await pack.configure({ all: level, "acr-review": { profile: "private" } });
    const found = await pack.analyze(registry({ adminUserEnabled: true }));
    const levels = new Map(found.map(({ policy, level: given }) => [policy, given]));
    // Advisory in baseline, mandatory in private; mandatory in both.
    expect([levels.get("acr-network-restricted"), levels.get("acr-admin-user-disabled")]).toEqual([level, level]);
  });

  it("takes a level of the settings for no level of all", async () => {
    await pack.configure({ "acr-review": { enforcementLevel: "mandatory", profile: "private" } });
    const found = await pack.analyze(registry({}));
    expect(found.find(({ policy }) => policy === "acr-arm-audience-token-disabled")?.level).toBe("advisory");
  });

  it("takes a profile", async () => {
    await pack.configure({ "acr-review": { profile: "none" } });
    expect(await pack.analyze(registry({ adminUserEnabled: true }))).toEqual([]);
    await pack.configure({ "acr-review": { profile: "private" } });
    const found = await pack.analyze(registry({}));
    expect(found.find(({ policy }) => policy === "acr-public-network-access-disabled")?.level).toBe("mandatory");
  });

  it("reports a waived finding as waived, and a waiver that has ended", async () => {
    const waiver = (resource: string, expires: string) => ({ resource, rule: "R01", reason: "legacy client", expires });
    await pack.configure({ "acr-review": { waivers: [waiver("im*", "2999-01-01"), waiver("other", "2020-01-01")] } });
    const [found] = await pack.analyze(registry({ adminUserEnabled: true }));
    expect(found).toMatchObject({ policy: "acr-admin-user-disabled", level: "advisory" });
    expect(found?.message).toMatch(/^Waived until 2999-01-01 \(legacy client\): /);
    const [other] = await pack.analyze(registry({ adminUserEnabled: true }, "other"));
    expect(other).toMatchObject({ policy: "acr-admin-user-disabled", level: "mandatory" });
    const stack = await pack.analyzeStack([]);
    expect(stack).toMatchObject([{ policy: "acr-waiver-expired", level: "advisory" }]);
    const settings = { waivers: [waiver("other", "2020-01-01")] };
    await pack.configure({ "acr-review": settings, "acr-waiver-expired": "mandatory" });
    expect(await pack.analyzeStack([])).toMatchObject([{ policy: "acr-waiver-expired", level: "mandatory" }]);
    await pack.configure({ "acr-review": settings, "acr-waiver-expired": "disabled" });
    expect(await pack.analyzeStack([])).toEqual([]);
  });
});
