import { describe, expect, it } from "vitest";
import { readText } from "../../src/readers/file";
import type { Arguments } from "../../src/readers/template/arguments";
import { type Format, formats, report } from "../../src/reviewCommand/formats";
import { planOf } from "../../src/reviewCommand/planOption";
import { review } from "../../src/reviewCommand/review";

// Nothing is passed over in silence: RF-05, RF-09, RF-13, RF-14 of real files.

const now = new Date("2026-11-24T12:00:00Z");
const reviewed = (document: unknown, profile = "none", given?: Arguments) =>
  review([{ file: "main.json", content: readText(JSON.stringify(document), given ? { given } : {}) }], {
    plan: planOf(profile, undefined),
    now,
  });
const template = (parameters: object, ...resources: object[]) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters,
  resources,
});
const registry = (more: object = {}) => ({
  type: "Microsoft.ContainerRegistry/registries",
  apiVersion: "2023-07-01",
  name: "contosoimages",
  location: "westeurope",
  sku: { name: "Basic" },
  properties: { publicNetworkAccess: "Disabled" },
  ...more,
});
const child = (kind: string, name: string, more: object = {}) => ({
  type: `Microsoft.ContainerRegistry/registries/${kind}`,
  apiVersion: "2023-07-01",
  name: `contosoimages/${name}`,
  location: "westeurope",
  ...more,
});
const optional = template(
  { sku: { type: "string", defaultValue: "" } },
  registry({ condition: "[not(empty(parameters('sku')))]" }),
);
const rulesOf = (result: ReturnType<typeof reviewed>) => result.findings.map(({ rule }) => rule);

describe("RF-05: a registry that its condition leaves out", () => {
  it("is told of, with the way to review it", () => {
    const { notes, registries } = reviewed(optional);
    expect(registries).toEqual([]);
    expect(notes).toContainEqual({
      kind: "condition",
      message:
        "1 registry is left out by a false condition with the default parameters. Give the deployment's own with --parameters.",
      names: ["contosoimages"],
      file: "main.json",
    });
  });

  it("is reviewed with the parameters that are given", () => {
    expect(rulesOf(reviewed(optional, "none", { values: { SKU: "Basic" } }))).toEqual(["NET-02"]);
    const { notes } = reviewed(optional, "none", { values: { sku: "" } });
    expect(notes[0]?.message).toBe("1 registry is left out by a false condition with these parameters.");
  });

  it("is told of when a module around it is left out", () => {
    const module = {
      type: "Microsoft.Resources/deployments",
      apiVersion: "2022-09-01",
      name: "module",
      condition: "[equals('a', 'b')]",
      properties: {
        expressionEvaluationOptions: { scope: "inner" },
        template: template({}, registry(), child("webhooks", "deploy")),
      },
    };
    const { notes } = reviewed(template({}, module));
    expect(notes.filter(({ kind }) => kind === "condition").map(({ names }) => names)).toEqual([
      ["contosoimages"],
      ["deploy"],
    ]);
  });

  it("is told of when it is a loop without turns, which for children is usual", () => {
    const copy = { name: "all", count: "[length(parameters('list'))]" };
    const list = { list: { type: "array", defaultValue: [] } };
    expect(reviewed(template(list, registry({ copy }))).notes[0]).toMatchObject({ kind: "condition" });
    const { notes } = reviewed(template(list, registry(), child("webhooks", "deploy", { copy })));
    expect(notes).toEqual([]);
  });

  it("is told of by kind when it is a child", () => {
    const condition = "[equals('a', 'b')]";
    const { notes } = reviewed(
      template({}, registry(), child("webhooks", "one", { condition }), child("webhooks", "two", { condition })),
    );
    expect(notes[0]?.message).toContain("2 children are left out by a false condition");
    expect(notes[0]?.message).toContain("webhooks 2");
  });
});

describe("a resource that may not be made", () => {
  const replica = child("replications", "north", { location: "northeurope", condition: "[parameters('north')]" });
  const open = { north: { type: "bool" }, make: { type: "bool" } };

  it("causes no error, only a warning, and is told of", () => {
    const result = reviewed(template(open, registry({ properties: {} }), replica));
    expect(result.findings.map(({ rule, severity }) => [rule, severity])).toEqual([["REP-01", "warning"]]);
    expect(result.notes).toMatchObject([{ kind: "uncertain", names: ["north"] }]);
  });

  it("causes an error when it is made with its registry", () => {
    const condition = "[parameters('make')]";
    const result = reviewed(template(open, registry({ condition, properties: {} }), { ...replica, condition }));
    expect(result.findings.map(({ rule, severity }) => [rule, severity])).toEqual([["REP-01", "error"]]);
  });

  it("leaves other errors what they are (G2)", () => {
    const result = reviewed(template(open, registry({ condition: "[parameters('make')]" }), replica));
    const severities = new Map(result.findings.map(({ rule, severity }) => [rule, severity]));
    expect(severities.get("NET-02")).toBe("error");
    expect(severities.get("REP-01")).toBe("warning");
  });
});

describe("RF-09: a type", () => {
  it("with a slash at its end is the same type", () => {
    const pipeline = child("exportPipelines", "out", {
      type: "Microsoft.ContainerRegistry/registries/exportPipelines/",
    });
    const nested = { ...child("webhooks", "deploy"), type: "webhooks/", name: "deploy" };
    const { registries } = reviewed(template({}, registry({ resources: [nested] }), pipeline));
    expect(registries[0]?.linked.model).toMatchObject({ exportPipelines: { out: {} }, webhooks: { deploy: {} } });
  });

  it("that looks like ours and is not read is told of", () => {
    const unread = [child("buildTasks", "a"), child("buildTasks", "b"), child("updatePolicies", "c")];
    expect(reviewed(template({}, registry(), ...unread)).notes).toMatchObject([
      {
        kind: "unread",
        message: expect.stringContaining("3 resources of types that no rule reads"),
        names: [
          "Microsoft.ContainerRegistry/registries/buildTasks",
          "Microsoft.ContainerRegistry/registries/updatePolicies",
        ],
      },
    ]);
    const classic = [{ type: "azure:containerservice/registry:Registry", name: "r", inputs: {} }];
    expect(reviewed(classic).notes.map(({ kind }) => kind)).toEqual(["unread", "nothing"]);
  });
});

describe("RF-13: a file without a registry", () => {
  it("is told of", () => {
    const { notes } = reviewed([{ type: "aws:s3/bucket:Bucket", name: "b", inputs: {} }]);
    expect(notes).toEqual([{ kind: "nothing", message: "No registry was found in this file.", file: "main.json" }]);
  });

  it("and entries that are no resources are told of", () => {
    const { notes } = reviewed([
      { type: "azure-native:containerregistry:Registry", name: "r", inputs: {} },
      1,
      { type: "x" },
    ]);
    expect(notes).toMatchObject([{ kind: "ignored", message: expect.stringContaining("2 entries are not read") }]);
  });
});

describe("RF-14: a reference to what a list does not hold", () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the file format has it
  const pool = (subnet: string) => [
    { type: "azure-native:containerregistry:Registry", name: "r", inputs: { sku: { name: "Premium" } } },
    {
      type: "azure-native:containerregistry:AgentPool",
      name: "pool",
      inputs: {
        registryName: "${r.name}",
        location: "westeurope",
        tier: "S1",
        count: 1,
        virtualNetworkSubnetResourceId: subnet,
      },
    },
  ];

  it.each(["${subnet.id}", "${subnet}", "${network.id}/subnets/pool", "${network.subnets[0].id}"])(
    "is unknown, and told of: %s",
    (subnet) => {
      const { findings, notes } = reviewed(pool(subnet));
      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(notes).toMatchObject([
        { kind: "reference", names: [/subnet\b/.test(subnet.slice(0, 9)) ? "subnet" : "network"] },
      ]);
    },
  );

  it("is none when it is a variable of a shell or an escaped sign", () => {
    const task = (cmd: string) => [
      {
        type: "azure-native:containerregistry:Registry",
        name: "r",
        inputs: { registryName: "contoso", tags: { cmd } },
      },
    ];
    for (const cmd of ["echo ${HOME} now", "echo $${r.name}"]) {
      const { notes, registries } = reviewed(task(cmd));
      expect(notes).toEqual([]);
      expect(registries[0]?.linked.model.tags).toEqual({ cmd });
    }
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the file format has it
});

describe("rules that need parameters", () => {
  it("are told of where a profile has them", () => {
    const rules = (profile: string) => reviewed(template({}, registry()), profile).notes.flatMap(({ names }) => names);
    expect(rules("all")).toEqual(expect.arrayContaining(["R06", "R16", "R32", "R39"]));
    expect(rules("private")).toContain("R16");
    expect(rules("baseline")).toEqual([]);
  });

  it("are not when the parameters are there", () => {
    const plan = planOf("all", undefined);
    const result = review([{ file: "x", content: readText(JSON.stringify(template({}, registry()))) }], {
      plan: { ...plan, options: { ...plan.options, R39: { pattern: "^cr" } } },
      now,
    });
    const names = result.notes.flatMap(({ names: all = [] }) => all);
    expect(names).toContain("R06");
    expect(names).not.toContain("R39");
  });
});

describe("a note", () => {
  it.each(formats)("is in the report: %s", (format: Format) => {
    const text = report(reviewed(optional), format, { failOn: "error", colour: false, version: "0.0.0" });
    expect(text).toContain("left out by a false condition");
    expect(text).toContain("contosoimages");
    expect(text).toContain("No registry was found");
  });
});

describe("RF-06, RF-08: a template", () => {
  it("may mean nothing by an empty text where an object or a list belongs", () => {
    const empty = {
      publicNetworkAccess: "Enabled",
      networkRuleSet: "",
      policies: "",
      encryption: { keyVaultProperties: "" },
    };
    const { findings, registries } = reviewed(template({}, registry({ identity: "", tags: "", properties: empty })));
    expect(findings).toEqual([]);
    for (const name of ["identity", "tags", "networkRuleSet", "policies"]) {
      expect(registries[0]?.linked.model).not.toHaveProperty(name);
    }
  });

  it("may mean nothing by an empty text where an id, a word, a number or a flag belongs", () => {
    const pool = child("agentPools", "pool", {
      properties: { tier: "S1", count: 1, os: "Linux", virtualNetworkSubnetResourceId: "" },
    });
    const properties = { adminUserEnabled: "", publicNetworkAccess: "", policies: { retentionPolicy: { days: "" } } };
    expect(reviewed(template({}, registry({ sku: { name: "Premium" }, properties }), pool)).findings).toEqual([]);
  });

  it("keeps an empty text in what is its author's, and where something must be", () => {
    const result = reviewed(template({}, registry({ tags: { owner: "" }, location: "", sku: { name: "" } })));
    expect(result.registries[0]?.linked.model.tags).toEqual({ owner: "" });
    expect(rulesOf(result)).toEqual(expect.arrayContaining(["TAG-01", "SKU-01"]));
  });

  it("has its names in any letter case, apart from those that are its author's", () => {
    const shouted = {
      $SCHEMA: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      PARAMETERS: { Sku: { Type: "string", DefaultValue: "Standard" } },
      RESOURCES: [
        {
          TYPE: "MICROSOFT.CONTAINERREGISTRY/REGISTRIES",
          ApiVersion: "2023-07-01",
          Name: "contosoimages",
          Location: "westeurope",
          SKU: { Name: "[PARAMETERS('sku')]" },
          Tags: { SKU: "kept" },
          Properties: {
            AdminUserEnabled: true,
            NetworkRuleSet: { IpRules: [{ Value: "203.0.113.1" }] },
            Policies: { RetentionPolicy: { Days: 30 } },
          },
          Resources: [
            { Type: "webhooks", Name: "deploy", ApiVersion: "2023-07-01", Properties: { Status: "enabled" } },
          ],
        },
      ],
    };
    expect(reviewed(shouted).registries[0]?.linked.model).toMatchObject({
      registryName: "contosoimages",
      sku: { name: "Standard" },
      tags: { SKU: "kept" },
      adminUserEnabled: true,
      networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.1" }] },
      policies: { retentionPolicy: { days: 30 } },
      webhooks: { deploy: { status: "enabled" } },
    });
  });
});
