import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, listOf, told } from "./fixtures";
import { type Run, run } from "./monitor";

// A registry with two warnings: NET-03 at publicNetworkAccess, REP-02 at replications.westeurope.
const warned = {
  resourceGroupName: "images",
  location: "westeurope",
  sku: "Premium",
  publicNetworkAccess: "Disabled",
  replications: { westeurope: {} },
} as const;
const reason = "the network team makes the endpoint";

const informed = ({ logs }: Run) =>
  logs
    .filter(({ severity }) => severity === 1)
    .map(({ message }) => message)
    .join("\n");
const made = (more: object) => run(() => void new acr.Registry("images", { ...warned, ...more } as acr.RegistryArgs));

describe("accept (F12)", () => {
  it.each(["NET-03", "net-03", "acr-closed-registry-needs-private-endpoint"])(
    "takes a warning as known: %s",
    async (rule) => {
      const done = await made({ accept: [{ rule, reason, until: "2999-03-31" }] });
      expect(done.error).toBe("");
      expect(told(done)).not.toContain("NET-03");
      expect(told(done)).toContain("warning REP-02");
      expect(informed(done)).toContain(
        `Registry "images": accepted: ${rule} at publicNetworkAccess until 2999-03-31: ${reason}`,
      );
    },
  );

  it("says each once in a run, also when outputs resolve later", async () => {
    const accept = [{ rule: "NET-03", reason }];
    const done = await run(() => {
      new acr.Registry("one", { ...warned, accept, tags: pulumi.output({ a: "b" }) });
      new acr.Registry("two", { ...warned, accept });
    });
    expect(informed(done).split("NET-03")).toHaveLength(2);
    expect(told(done)).not.toContain("NET-03");
    expect(told(done)).not.toContain("WAIVER");
  });

  it("is for one place where it names one", async () => {
    const accepted = await made({ accept: [{ rule: "REP-02", reason, path: "replications" }] });
    expect(told(accepted)).not.toContain("REP-02");
    const elsewhere = await made({ accept: [{ rule: "REP-02", reason, path: "replications.west" }] });
    expect(told(elsewhere)).toContain("warning REP-02");
    expect(told(elsewhere)).toContain(
      "warning WAIVER-02 at accept[0]: Nothing is accepted: there is no warning REP-02 at replications.west.",
    );
  });

  it("ends with its last day, and says so", async () => {
    const done = await made({ accept: [{ rule: "NET-03", reason, until: "2020-03-31" }] });
    expect(told(done)).toContain("warning NET-03");
    expect(told(done)).toContain(
      `warning WAIVER-01 at accept[0]: The acceptance of NET-03 ended on 2020-03-31 (${reason}).`,
    );
    expect(told(done)).not.toContain("WAIVER-02");
  });

  it("says what accepts nothing, but not of rules that speak only when something changes", async () => {
    const done = await made({
      accept: [
        { rule: "ZR-01", reason },
        { rule: "POL-03", reason },
      ],
    });
    expect(told(done)).toContain("warning WAIVER-02 at accept[0]");
    expect(told(done)).not.toContain("accept[1]");
  });

  it("waits for outputs before it says that nothing is accepted", async () => {
    const open = { ...warned, publicNetworkAccess: pulumi.output("Disabled") };
    const accept = [{ rule: "NET-03", reason }];
    const done = await run(() => void new acr.Registry("images", { ...open, accept }));
    expect(told(done)).not.toContain("NET-03");
    expect(told(done)).not.toContain("WAIVER");
  });

  it("accepts no error", async () => {
    const done = await made({ sku: "Basic", accept: [{ rule: "NET-02", reason }] });
    expect(done.error).toContain("error NET-02 at publicNetworkAccess");
    expect(done.error).toContain(
      "warning WAIVER-03 at accept[0]: NET-02 is an error here, and only warnings can be accepted.",
    );
  });

  it("is an argument of a child of its own", async () => {
    const child = (more: object) => () => {
      const registry = new acr.Registry("images", { ...warned, publicNetworkAccess: "Enabled", replications: {} });
      new acr.Replication("home", { registry, location: "westeurope", ...more });
    };
    expect(told(await run(child({})))).toContain("warning REP-02");
    const done = await run(child({ accept: [{ rule: "REP-02", reason }] }));
    expect(done.error).toBe("");
    expect(told(done)).toBe("");
    expect(informed(done)).toContain('Registry "images", replications.home: accepted: REP-02');
  });

  it("refuses what is no acceptance, all at once", async () => {
    const done = await made({
      accept: [
        { rule: "NET-3", reason },
        { rule: "NET-03" },
        { rule: "NET-03", reason, until: "31.3.2027" },
        { rule: "NET-03", reason, expires: "2027-03-31" },
        "NET-03",
      ],
      levels: { "NET-99x": "disabled", "NET-03": "off", "REPL-REGISTRY": "disabled" },
    });
    for (const text of [
      'SHAPE-01 at accept[0].rule: There is no rule "NET-3".',
      "SHAPE-03 at accept[1].reason: accept[1].reason is missing.",
      'SHAPE-01 at accept[2].until: accept[2].until must be a date, not "31.3.2027".',
      'SHAPE-02 at accept[3].expires: There is no option "expires" in accept[3]',
      "SHAPE-01 at accept[4]: accept[4] must be an object, not text.",
      'SHAPE-01 at levels["NET-99x"]: There is no rule "NET-99x".',
      'SHAPE-04 at levels["NET-03"]: levels["NET-03"] must be "mandatory" or "advisory" or "disabled", not "off".',
      'SHAPE-01 at levels["REPL-REGISTRY"]: REPL-REGISTRY stays an error.',
    ]) {
      expect(done.error).toContain(text);
    }
    expect(listOf(done)).toEqual([]);
  });
});

describe("levels (F12)", () => {
  it("switch a rule off, make a warning an error, and an error a warning", async () => {
    const off = await made({ levels: { "NET-03": "disabled" } });
    expect(told(off)).not.toContain("NET-03");
    const strict = await made({ levels: { "net-03": "mandatory" } });
    expect(strict.error).toContain("error NET-03 at publicNetworkAccess");
    expect(listOf(strict)).toEqual([]);
    const mild = await made({ policies: { retentionPolicy: { days: 400 } }, levels: { "POL-01": "advisory" } });
    expect(mild.error).toBe("");
    expect(told(mild)).toContain("warning POL-01");
  });

  it("switch a posture rule on", async () => {
    const levels = { "acr-admin-user-disabled": "mandatory" };
    const done = await made({ adminUserEnabled: true, levels });
    expect(done.error).toContain("error R01 at adminUserEnabled");
    expect((await made({ levels })).error).toBe("");
  });

  it("hold for children of their own, and for unknown options", async () => {
    const done = await run(() => {
      const registry = new acr.Registry("images", { ...warned, replications: {}, levels: { "REP-02": "mandatory" } });
      new acr.Replication("home", { registry, location: "westeurope" });
    });
    expect(done.error).toContain("error REP-02");
    expect((await made({ team: "web", levels: { "SHAPE-02": "mandatory" } })).error).toContain(
      "error SHAPE-02 at team",
    );
  });
});

describe("acr.defaults (F12)", () => {
  const contoso = acr.defaults({
    location: "westeurope",
    tags: { owner: "platform", team: "none" },
    policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } },
    levels: { "acr-admin-user-disabled": "mandatory" },
    accept: [{ rule: "NET-03", reason }],
    tiers: { Premium: { publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } } },
  });
  const type = "azure-native:containerregistry:Registry";

  it("are laid under the arguments of every registry that is made with them", async () => {
    const done = await run(() => {
      new contoso.Registry("basic", { resourceGroupName: "images", sku: "Basic", tags: { team: "web" } });
      new contoso.Registry("premium", { resourceGroupName: "images", sku: "Premium", location: "northeurope" });
    });
    expect(done.error).toBe("");
    expect(find(done, "pulumi-acr:index:Registry", "basic").name).toBe("basic");
    expect(find(done, type, "basic").inputs).toMatchObject({
      location: "westeurope",
      tags: { owner: "platform", team: "web" },
      publicNetworkAccess: "Enabled",
      policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } },
    });
    expect(find(done, type, "premium").inputs).toMatchObject({
      location: "northeurope",
      tags: { owner: "platform", team: "none" },
      publicNetworkAccess: "Disabled",
      policies: {
        azureADAuthenticationAsArmPolicy: { status: "disabled" },
        exportPolicy: { status: "disabled" },
      },
    });
    expect(told(done)).toBe("");
  });

  it("merge outputs too", async () => {
    const done = await run(
      () =>
        void new contoso.Registry("basic", {
          resourceGroupName: "images",
          sku: "Basic",
          tags: pulumi.output({ a: "b" }),
        }),
    );
    expect(find(done, type).inputs.tags).toEqual({ owner: "platform", team: "none", a: "b" });
  });

  it("bring their levels, and acceptances that nothing is said of where they accept nothing", async () => {
    const done = await run(
      () => void new contoso.Registry("basic", { resourceGroupName: "images", sku: "Basic", adminUserEnabled: true }),
    );
    expect(done.error).toContain("error R01 at adminUserEnabled");
    expect(done.error).not.toContain("WAIVER");
  });

  it("may be the resource group", async () => {
    const group = acr.defaults({ resourceGroupName: "images" });
    const done = await run(() => void new group.Registry("basic", { sku: "Basic" }));
    expect(find(done, type).inputs.resourceGroupName).toBe("images");
  });

  it("refuse a tier that there is not", () => {
    expect(() => acr.defaults({ tiers: { premium: {} } } as object)).toThrow(
      'acr.defaults: there is no tier "premium"; write tiers: { Premium: { … } }.',
    );
  });

  it("are checked like arguments", async () => {
    const wrong = acr.defaults({ tag: { a: "b" } } as object);
    const done = await run(() => void new wrong.Registry("basic", { resourceGroupName: "images", sku: "Basic" }));
    expect(done.error).toContain("error SHAPE-02 at tag");
  });
});
