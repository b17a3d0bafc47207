import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { readText, UnreadableFile } from "../../../src/readers/file";
import { link } from "../../../src/readers/link/link";

const acr = (type: string) => `azure-native:containerregistry:${type}`;
const urn = (type: string, name: string) => `urn:pulumi:dev::app::${acr(type)}::${name}`;
const registryInputs = { registryName: "contoso", resourceGroupName: "rg", sku: { name: "Premium" } };

/** The models that a file makes, without origins. */
function models(document: unknown): unknown[] {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return link(readText(text).resources).map(({ model }) =>
    JSON.parse(JSON.stringify(model, (key, value) => (key === "origin" ? undefined : value))),
  );
}

/** The sentence that a file is refused with. */
function refusal(text: string): string {
  try {
    readText(text);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
  return "";
}

const state = (type: string, name: string, inputs: object, more: object = {}) => ({
  urn: urn(type, name),
  custom: true,
  type: acr(type),
  inputs,
  ...more,
});

describe("a saved preview", () => {
  const preview = {
    steps: [
      {
        op: "update",
        urn: urn("Registry", "images"),
        oldState: state("Registry", "images", { ...registryInputs, sku: { name: "Basic" } }),
        newState: state("Registry", "images", registryInputs),
      },
      {
        op: "create",
        urn: urn("Replication", "north"),
        newState: state(
          "Replication",
          "north",
          { registryName: UNKNOWN, location: "northeurope" },
          { propertyDependencies: { registryName: [urn("Registry", "images")] } },
        ),
      },
      { op: "delete", urn: urn("Webhook", "gone"), oldState: state("Webhook", "gone", { registryName: "contoso" }) },
    ],
    changeSummary: { create: 1 },
  };

  it("gives the registry as it will be and as it was", () => {
    const [registry] = link(readText(JSON.stringify(preview)).resources);
    expect(registry?.model).toMatchObject({
      sku: { name: "Premium" },
      replications: { north: { location: "northeurope" } },
    });
    expect(registry?.model).not.toHaveProperty("webhooks");
    expect(registry?.previous).toMatchObject({ sku: { name: "Basic" } });
    expect(Object.keys(registry?.previous?.webhooks ?? {})).toEqual(["gone"]);
  });

  it("makes one resource of a replacement's steps", () => {
    const before = state("Registry", "images", { ...registryInputs, location: "eastus" });
    const after = state("Registry", "images", { ...registryInputs, location: "westus" });
    const [registry, ...others] = link(
      readText(
        JSON.stringify({
          steps: [
            { op: "create-replacement", urn: before.urn, oldState: before, newState: after },
            { op: "replace", urn: before.urn, oldState: before, newState: after },
            { op: "delete-replaced", urn: before.urn, oldState: before },
          ],
        }),
      ).resources,
    );
    expect(others).toEqual([]);
    expect(registry?.model.location).toBe("westus");
    expect(registry?.previous?.location).toBe("eastus");
  });

  it("is read in its streaming form too, whatever the program printed in between", () => {
    const lines = preview.steps.map(({ op, urn, oldState, newState }, sequence) =>
      JSON.stringify({ sequence, resourcePreEvent: { metadata: { op, urn, old: oldState, new: newState } } }),
    );
    const [registry] = link(readText([lines[0], "hello from the program", ...lines.slice(1)].join("\n")).resources);
    expect(registry?.model).toMatchObject({ replications: { north: { location: "northeurope" } } });
    expect(registry?.previous).toMatchObject({ sku: { name: "Basic" } });
  });

  it("links what is still nameless to the only registry, since events tell no dependencies", () => {
    const states = [
      state("Registry", "images", registryInputs),
      state("Webhook", "hook", { registryName: UNKNOWN, status: "enabled" }),
    ];
    const events = (all: readonly { urn: string }[]) =>
      all
        .map((each) => JSON.stringify({ resourcePreEvent: { metadata: { op: "create", urn: each.urn, new: each } } }))
        .join("\n");
    expect(models(events(states))).toMatchObject([{ webhooks: { hook: { status: "enabled" } } }]);
    // With two registries it may be either's: then nothing follows from its absence.
    const [first] = models(events([...states, state("Registry", "other", { registryName: "fabrikam" })]));
    expect(first).toMatchObject({ webhooks: UNKNOWN });
  });

  it("is found between texts that a program or a policy printed around it", () => {
    const text = JSON.stringify(preview, null, 4);
    expect(models(`hello {\n${text}`)).toHaveLength(1);
    expect(models(`${text}\nPolicies:\n  {none}\n`)).toHaveLength(1);
    expect(models(`warning: {odd}\n${text}\nerror: preview failed`)).toHaveLength(1);
  });
});

describe("a stack export", () => {
  it("gives what the stack holds, without what waits for its deletion", () => {
    const deployment = {
      resources: [
        { urn: "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev", type: "pulumi:pulumi:Stack", custom: false },
        state("Registry", "images", registryInputs),
        state("Registry", "images", { registryName: "old" }, { delete: true }),
        state("Webhook", "hook", { registryName: "contoso", status: "enabled" }),
      ],
    };
    expect(models({ version: 3, deployment })).toEqual([
      { ...registryInputs, webhooks: { hook: { status: "enabled" } } },
    ]);
  });

  it("takes a registry that is only looked up for one made elsewhere", () => {
    const looked = state(
      "Registry",
      "images",
      {},
      { external: true, outputs: { ...registryInputs, adminUserEnabled: true } },
    );
    expect(models({ version: 3, deployment: { resources: [looked] } })).toEqual([
      { ...registryInputs, elsewhere: true },
    ]);
  });
});

describe("an ARM template", () => {
  const template = (resources: unknown, more: object = {}) => ({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources,
    ...more,
  });
  const registry = {
    type: "Microsoft.ContainerRegistry/registries",
    apiVersion: "2023-07-01",
    name: "[parameters('acrName')]",
    location: "[resourceGroup().location]",
    sku: { name: "[parameters('sku')]" },
    properties: { networkRuleSet: { defaultAction: "Deny", ipRules: [{ action: "Allow", value: "10.0.0.0/8" }] } },
  };
  const parameters = { acrName: { type: "string" }, sku: { type: "string", defaultValue: "Premium" } };

  it("gives literal defaults, and leaves open what only Azure can tell", () => {
    expect(models(template([registry], { parameters }))).toEqual(
      [
        {
          resourceGroupName: "this-resource-group",
          registryName: expect.stringContaining("parameters('acrName')"),
          location: expect.stringContaining("resourceGroup().location"),
          sku: { name: "Premium" },
          networkRuleSet: { defaultAction: "Deny", ipRules: [{ action: "Allow", iPAddressOrRange: "10.0.0.0/8" }] },
        },
      ].map((model) => ({ ...model, registryName: UNKNOWN, location: UNKNOWN })),
    );
  });

  it("links children by name, nested or not, and endpoints by id, even while the name is open", () => {
    const [model] = models(
      template(
        [
          {
            ...registry,
            resources: [
              { type: "webhooks", apiVersion: "2023-07-01", name: "nested", properties: { status: "enabled" } },
            ],
          },
          {
            type: "Microsoft.ContainerRegistry/registries/replications",
            apiVersion: "2023-07-01",
            name: "[format('{0}/{1}', parameters('acrName'), 'north')]",
            location: "northeurope",
          },
          {
            type: "Microsoft.Network/privateEndpoints",
            apiVersion: "2023-04-01",
            name: "pe",
            properties: {
              privateLinkServiceConnections: [
                {
                  name: "c",
                  properties: {
                    groupIds: ["registry"],
                    privateLinkServiceId:
                      "[resourceId('Microsoft.ContainerRegistry/registries', parameters('acrName'))]",
                  },
                },
              ],
            },
          },
        ],
        { parameters },
      ),
    );
    expect(model).toMatchObject({
      webhooks: { nested: { webhookName: "nested", status: "enabled" } },
      replications: { north: { location: "northeurope" } },
      privateEndpoints: { pe: { privateLinkServiceConnections: [{ name: "c", groupIds: ["registry"] }] } },
    });
  });

  it("reads nested templates with their own parameters, and copies", () => {
    const nested = {
      type: "Microsoft.Resources/deployments",
      apiVersion: "2022-09-01",
      name: "module",
      properties: {
        expressionEvaluationOptions: { scope: "inner" },
        parameters: { acrName: { value: "inner" }, sku: { value: "Basic" } },
        template: template([registry], { parameters }),
      },
    };
    const copied = { ...registry, name: "[concat('acr', copyIndex(1))]", copy: { name: "loop", count: 2 } };
    expect(models(template([nested, copied], { parameters })).map((model) => model)).toMatchObject([
      { registryName: "inner", sku: { name: "Basic" } },
      { registryName: "acr1", sku: { name: "Premium" } },
      { registryName: "acr2", sku: { name: "Premium" } },
    ]);
  });

  it("works out the loops of properties and of variables", () => {
    const hooks = { name: "hooks", count: 2, input: "[format('hook{0}', copyIndex('hooks', 1))]" };
    const looped = {
      ...registry,
      name: "contoso",
      properties: {
        networkRuleSet: {
          copy: [
            {
              name: "ipRules",
              count: "[length(parameters('Addresses'))]",
              input: { value: "[parameters('addresses')[copyIndex('ipRules')]]" },
            },
          ],
        },
      },
    };
    const webhook = {
      type: "Microsoft.ContainerRegistry/registries/webhooks",
      apiVersion: "2023-07-01",
      name: "[format('contoso/{0}', variables('hooks')[copyIndex()])]",
      copy: { name: "all", count: "[length(variables('hooks'))]" },
    };
    const [model] = models(
      template([looped, webhook], {
        parameters: { addresses: { type: "array", defaultValue: ["203.0.113.1", "0.0.0.0/0"] } },
        variables: { copy: [hooks] },
      }),
    );
    expect(model).toMatchObject({
      networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.1" }, { iPAddressOrRange: "0.0.0.0/0" }] },
      webhooks: { hook1: { webhookName: "hook1" }, hook2: { webhookName: "hook2" } },
    });
  });

  it("ends on loops in loops that would make millions of values or deployments", () => {
    const loop = (depth: number): object =>
      depth === 0 ? { value: "1.2.3.4" } : { copy: [{ name: `l${depth}`, count: 800, input: loop(depth - 1) }] };
    const [model] = models(template([{ ...registry, name: "contoso", tags: { a: "b" }, properties: loop(5) }]));
    expect(model).toMatchObject({ registryName: "contoso", tags: { a: "b" } });
    const deployment = (depth: number): object => ({
      type: "Microsoft.Resources/deployments",
      name: `d${depth}`,
      copy: { name: "d", count: 800 },
      properties: {
        expressionEvaluationOptions: { scope: "inner" },
        template: { resources: depth === 0 ? [] : [deployment(depth - 1)] },
      },
    });
    expect(models(template([deployment(5), { ...registry, name: "contoso" }]))).toHaveLength(1);
  });

  it("makes neither texts nor lists that would fill the memory", () => {
    const doubled = (work: (name: string) => string, first: string) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [
          `v${index}`,
          index === 0 ? first : work(`variables('v${index - 1}')`),
        ]),
      );
    const works: [string, (name: string) => string][] = [
      ["[createArray('a', 'b')]", (name) => `[concat(${name}, ${name})]`],
      ["[createArray('a', 'b')]", (name) => `[union(${name}, ${name}, createArray(${name}))]`],
      ["[createObject()]", (name) => `[union(createObject('a', ${name}, 'b', ${name}), createObject('a', ${name}))]`],
      ["aa", (name) => `[concat(${name}, ${name})]`],
      ["aa", (name) => `[format('{0}{0}', ${name})]`],
      ["aa", (name) => `[replace(${name}, 'a', ${name})]`],
      ["aa", (name) => `[join(createArray(${name}, ${name}), 'a')]`],
    ];
    for (const [first, work] of works) {
      const [model] = models(
        template([{ ...registry, name: "contoso", tags: { it: "[variables('v39')]" } }], {
          variables: doubled(work, first),
        }),
      );
      expect(model).toMatchObject({ registryName: "contoso" });
    }
  });

  it("takes a parameter that may be null for null when nothing is given, as modules of Bicep mean it", () => {
    const module = {
      type: "Microsoft.Resources/deployments",
      apiVersion: "2022-09-01",
      name: "registry",
      properties: {
        expressionEvaluationOptions: { scope: "inner" },
        parameters: { name: { value: "contoso" }, lock: { value: null }, logs: { value: [{ name: "audit" }] } },
        template: {
          languageVersion: "2.0",
          definitions: { loginType: { type: "secureString" } },
          parameters: {
            name: { type: "string" },
            lock: { type: "object", nullable: true },
            logs: { type: "array", nullable: true },
            network: { type: "object", nullable: true },
            roles: { type: "array", nullable: true },
            login: { $ref: "#/definitions/loginType", defaultValue: "hunter2" },
          },
          resources: {
            registry: {
              ...registry,
              name: "[parameters('name')]",
              tags: { login: "[parameters('login')]" },
              properties: {
                publicNetworkAccess: "[if(empty(parameters('network')), 'Disabled', null())]",
                networkRuleSet: "[if(empty(parameters('network')), null(), createObject('defaultAction', 'Allow'))]",
                roleAssignmentMode: "[tryGet(parameters('lock'), 'mode')]",
              },
            },
            lock: {
              condition: "[not(empty(coalesce(parameters('lock'), createObject())))]",
              type: "Microsoft.Authorization/locks",
              apiVersion: "2020-05-01",
              scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('name'))]",
              name: "lock",
              properties: { level: "CanNotDelete" },
            },
            logs: {
              copy: { name: "logs", count: "[length(coalesce(parameters('logs'), createArray()))]" },
              type: "Microsoft.Insights/diagnosticSettings",
              apiVersion: "2021-05-01-preview",
              scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('name'))]",
              name: "[coalesce(tryGet(parameters('logs')[copyIndex()], 'name'), 'unnamed')]",
              properties: {
                copy: [
                  {
                    name: "logs",
                    count:
                      "[length(coalesce(tryGet(parameters('logs')[copyIndex()], 'groups'), createArray('allLogs')))]",
                    input: {
                      categoryGroup:
                        "[coalesce(tryGet(parameters('logs')[copyIndex()], 'groups'), createArray('allLogs'))[copyIndex('logs')]]",
                      enabled: true,
                    },
                  },
                ],
              },
            },
            roles: {
              copy: { name: "roles", count: "[length(coalesce(parameters('roles'), createArray()))]" },
              type: "Microsoft.Authorization/roleAssignments",
              apiVersion: "2022-04-01",
              scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('name'))]",
              name: "[guid(string(copyIndex()))]",
            },
          },
        },
      },
    };
    const [model] = models(template([module]));
    expect(model).toMatchObject({
      registryName: "contoso",
      publicNetworkAccess: "Disabled",
      tags: { login: UNKNOWN },
      diagnosticSettings: { audit: { logs: [{ categoryGroup: "allLogs", enabled: true }] } },
    });
    for (const absent of ["networkRuleSet", "roleAssignmentMode", "managementLocks", "roleAssignments"]) {
      expect(model).not.toHaveProperty(absent);
    }
  });

  it.each([
    ["[if(greater(length(createArray(1, 2)), 1), 'yes', 'no')]", "yes"],
    ["[last(split('a/b/c', '/'))]", "c"],
    ["[take(replace('a-b-c', '-', ''), 2)]", "ab"],
    ["[string(contains(createObject('Owner', 'x'), 'owner'))]", "true"],
    ["[union(createObject('a', createObject('b', 'x')), createObject('a', createObject('c', 'y'))).a.c]", "y"],
    ["[string(add(mul(2, 3), mod(7, 4)))]", "9"],
    ["[join(skip(createArray('a', 'b', 'c'), 1), '.')]", "b.c"],
    ['[json(\'{"a":"x"}\').a]', "x"],
    ["[coalesce(null(), 'x')]", "x"],
    ["[toLower(parameters('open'))]", UNKNOWN],
    ["[substring(parameters('pat'), 0, 4)]", UNKNOWN],
    ["[string(length(parameters('pat')))]", UNKNOWN],
    ["[string(equals(parameters('pat'), 'hunter2'))]", UNKNOWN],
    ["[string(div(1, 0))]", UNKNOWN],
    ["[noSuchFunction('x')]", UNKNOWN],
  ])("works out %s", (expression, expected) => {
    const [model] = models(
      template([{ ...registry, name: "contoso", tags: { it: expression } }], {
        parameters: { open: { type: "string" }, pat: { type: "secureString", defaultValue: "hunter2" } },
      }),
    );
    expect(Object(model).tags.it).toBe(expected);
  });

  it.each([
    ["a symbolic name", "[reference('acr').outputs.name.value]"],
    [
      "an id",
      "[reference(resourceId('Microsoft.Resources/deployments', 'acr-module'), '2022-09-01').outputs.name.value]",
    ],
  ])("links a module to the outputs of another one by %s", (_what, value) => {
    const module = (name: string, given: object, content: object) => ({
      type: "Microsoft.Resources/deployments",
      apiVersion: "2022-09-01",
      name,
      properties: {
        expressionEvaluationOptions: { scope: "inner" },
        parameters: given,
        template: { contentVersion: "1", parameters: { name: { type: "string" } }, ...content },
      },
    });
    const acrModule = module(
      "acr-module",
      { name: { value: "contoso" } },
      {
        resources: [{ ...registry, name: "[parameters('name')]" }],
        outputs: {
          name: { type: "string", value: "[parameters('name')]" },
          login: { type: "securestring", value: "hunter2" },
          again: { type: "string", value: "[reference('acr').outputs.again.value]" },
        },
      },
    );
    const hook = { type: "Microsoft.ContainerRegistry/registries/webhooks", apiVersion: "2023-07-01" };
    const hookModule = module(
      "hook-module",
      { name: { value } },
      { resources: [{ ...hook, name: "[format('{0}/deploy', parameters('name'))]" }] },
    );
    const other = { ...registry, name: "fabrikam" };
    expect(models(template({ acr: acrModule, hook: hookModule, other }))).toMatchObject([
      { registryName: "contoso", webhooks: { deploy: { webhookName: "deploy" } } },
      { registryName: "fabrikam" },
    ]);
  });

  it("says that it links to templates which it does not hold", () => {
    const linked = {
      type: "Microsoft.Resources/deployments",
      name: "logs",
      properties: { templateLink: { uri: "https://example.com/logs.json" } },
    };
    expect(readText(JSON.stringify(template([registry, linked])))).toMatchObject({
      partial: true,
      notes: [
        {
          kind: "partial",
          message:
            "The template links to another one that is not in the file; nothing is concluded from what is missing.",
        },
      ],
    });
    expect(readText(JSON.stringify(template([registry])))).not.toHaveProperty("partial");
  });

  it("leaves out what a false condition leaves out", () => {
    expect(models(template([{ ...registry, condition: "[equals('a', 'b')]" }]))).toEqual([]);
  });

  it("reads symbolic names and scopes as Bicep writes them", () => {
    const [model] = models(
      template({
        acr: { ...registry, name: "contoso" },
        pull: {
          type: "Microsoft.Authorization/roleAssignments",
          apiVersion: "2022-04-01",
          scope: "[format('Microsoft.ContainerRegistry/registries/{0}', 'contoso')]",
          name: "[guid('x')]",
          properties: { principalType: "ServicePrincipal" },
          dependsOn: ["acr"],
        },
      }),
    );
    expect(Object.values(Object(model).roleAssignments)).toMatchObject([{ principalType: "ServicePrincipal" }]);
  });

  it("keeps secure parameters masked and ends on variables that need themselves", () => {
    const [model] = models(
      template(
        [
          { ...registry, name: "contoso", tags: { a: "[variables('a')]" } },
          {
            type: "Microsoft.ContainerRegistry/registries/tasks",
            apiVersion: "2019-04-01",
            name: "contoso/build",
            properties: { step: { type: "Docker", contextAccessToken: "[parameters('pat')]" } },
          },
        ],
        {
          parameters: { pat: { type: "securestring", defaultValue: "hunter2" } },
          variables: { a: "[variables('b')]", b: "[concat(variables('a'), 'x')]" },
        },
      ),
    );
    expect(model).toMatchObject({
      tags: { a: UNKNOWN },
      tasks: { build: { step: { contextAccessToken: "[secret]" } } },
    });
  });
});

describe("a plain list", () => {
  it("is a list, an object with a list, or one resource", () => {
    const entry = { type: acr("Registry"), name: "images", inputs: registryInputs };
    for (const document of [[entry], { resources: [entry] }, entry]) expect(models(document)).toEqual([registryInputs]);
  });

  it("may be what Azure's own tools print", () => {
    const shown = {
      id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/contoso",
      name: "contoso",
      type: "Microsoft.ContainerRegistry/registries",
      location: "westeurope",
      sku: { name: "Basic", tier: "Basic" },
    };
    const expected = {
      registryName: "contoso",
      location: "westeurope",
      sku: { name: "Basic" },
      adminUserEnabled: true,
    };
    expect(models([{ ...shown, adminUserEnabled: true }])).toMatchObject([expected]);
    expect(models([{ ...shown, properties: { adminUserEnabled: true } }])).toMatchObject([expected]);
  });

  it("may refer to other entries as YAML programs do", () => {
    const other = { type: acr("Registry"), name: "other", inputs: { registryName: "fabrikam" } };
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the file format has it
    const child = { type: acr("Webhook"), name: "hook", inputs: { registryName: "${images.name}", status: "enabled" } };
    const [images] = models([{ type: acr("Registry"), name: "images", inputs: registryInputs }, other, child]);
    expect(images).toMatchObject({ webhooks: { hook: { status: "enabled" } } });
  });
});

describe("a file that can't be read", () => {
  it.each([
    ["empty", "  ", "is empty"],
    ["truncated", '[{"type": "azure-native:conta', "is not complete JSON: it ends in the middle"],
    [
      "truncated within events",
      '{"sequence":1,"resourcePreEvent":{}}\n{"sequence":2,"resou',
      "is not complete JSON: it ends in the middle",
    ],
    ["no JSON", "{\n  token: hunter2\n}", "is not JSON: it breaks at line 2, column 3"],
    ["a single value", "42", "holds a single value, not resources"],
    [
      "other JSON",
      '{"hello": "world"}',
      "is JSON, but neither a pulumi preview, a stack export, an ARM template, a what-if result nor a list of resources",
    ],
    ["a list of other things", "[1, 2]", 'is a list in which no entry is a resource with a "type"'],
  ])("says what is wrong when it is %s, and nothing of its content", (_what, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it("is not one that nests deeply", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    expect(refusal(deep)).toBe('is a list in which no entry is a resource with a "type"');
    expect(models(`[{"type":"${acr("Registry")}","name":"r","inputs":{"tags":{"a":${deep}}}}]`)).toHaveLength(1);
  });
});
