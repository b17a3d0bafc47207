import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { readText } from "../../../src/readers/file";
import { link } from "../../../src/readers/link/link";
import { planOf } from "../../../src/reviewCommand/planOption";
import { review } from "../../../src/reviewCommand/review";

// What is given to a template and not understood is unknown, never the default: RF-01, RF-02, RF-03 of real files.

const now = new Date("2026-11-24T12:00:00Z");
const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const template = (parameters: object, resources: unknown, more: object = {}) => ({
  $schema: schema,
  contentVersion: "1.0.0.0",
  parameters,
  resources,
  ...more,
});
const deployment = (parameters: unknown, inner: object, more: object = {}) => ({
  type: "Microsoft.Resources/deployments",
  apiVersion: "2022-09-01",
  name: "module",
  properties: {
    expressionEvaluationOptions: { scope: "inner" },
    mode: "Incremental",
    parameters,
    template: inner,
    ...more,
  },
});
const registry = (sku: unknown, properties: object = {}) => ({
  type: "Microsoft.ContainerRegistry/registries",
  apiVersion: "2023-07-01",
  name: "contosoimages",
  location: "westeurope",
  sku: { name: sku },
  properties,
});
const inner = template({ sku: { type: "string", defaultValue: "Basic" } }, [
  registry("[parameters('sku')]", { publicNetworkAccess: "Disabled" }),
]);

function read(document: object) {
  return readText(JSON.stringify(document));
}

/** The tier of the first registry, as the model has it. */
function tierOf(document: object): unknown {
  const [first] = link(read(document).resources);
  return Object(first?.model.sku).name;
}

function errorsOf(document: object): string[] {
  const { findings } = review([{ file: "main.json", content: read(document) }], {
    plan: planOf("none", undefined),
    now,
  });
  return findings.filter(({ severity }) => severity === "error").map(({ rule, path }) => `${rule} ${path}`);
}

describe("RF-01: an argument that is an expression", () => {
  const chosen = "[if(parameters('private'), createObject('value', 'Premium'), createObject('value', 'Standard'))]";

  it("is the value that the expression gives", () => {
    const given = (value: boolean) =>
      template({ private: { type: "bool", defaultValue: value } }, [deployment({ sku: chosen }, inner)]);
    expect(tierOf(given(true))).toBe("Premium");
    expect(tierOf(given(false))).toBe("Standard");
  });

  it("is unknown where the expression can't be worked out", () => {
    const open = template({ private: { type: "bool" } }, [deployment({ sku: chosen }, inner)]);
    expect(tierOf(open)).toBe(UNKNOWN);
    expect(errorsOf(open)).toEqual([]);
  });

  it("that gives null leaves the default", () => {
    const none = "[createObject('value', null())]";
    expect(tierOf(template({}, [deployment({ sku: none }, inner)]))).toBe("Basic");
    expect(tierOf(template({}, [deployment({ sku: { value: null } }, inner)]))).toBe("Basic");
    expect(tierOf(template({}, [deployment({ sku: null }, inner)]))).toBe("Basic");
  });

  it("is unknown through any number of modules", () => {
    for (const depth of [1, 5, 20]) {
      let module: object = inner;
      for (let level = 0; level < depth; level++) {
        const sku = level % 2 ? "[createObject('value', parameters('sku'))]" : { value: "[parameters('sku')]" };
        module = template({ sku: { type: "string", defaultValue: "Basic" } }, [deployment({ sku }, module)]);
      }
      const outer = template({}, [deployment({ sku: "[reference('other').outputs.sku]" }, module)]);
      expect(tierOf(outer)).toBe(UNKNOWN);
      expect(errorsOf(outer)).toEqual([]);
    }
  });

  it("may be all of them together", () => {
    const whole = "[createObject('sku', createObject('value', 'Premium'))]";
    expect(tierOf(template({}, [deployment(whole, inner)]))).toBe("Premium");
    expect(tierOf(template({}, [deployment("[reference('other').outputs.all.value]", inner)]))).toBe(UNKNOWN);
    // What an expression gives is text, and never an expression again.
    const text = "[createObject('sku', createObject('value', '[parameters(''none'')]'))]";
    expect(tierOf(template({}, [deployment(text, inner)]))).toBe("[parameters('none')]");
  });
});

describe("RF-02: a parameter that a definition lets be null", () => {
  const loop = (parameters: object, definitions: object) =>
    template(
      parameters,
      {
        registry: registry("Basic"),
        replica: {
          type: "Microsoft.ContainerRegistry/registries/replications",
          apiVersion: "2023-07-01",
          name: "contosoimages/north",
          location: "northeurope",
          copy: { name: "all", count: "[length(coalesce(parameters('regions'), createArray()))]" },
        },
      },
      { definitions, languageVersion: "2.0" },
    );

  it.each([
    ["directly", { $ref: "#/definitions/regions" }, { regions: { type: "array", nullable: true } }],
    [
      "through another definition",
      { $ref: "#/definitions/regions" },
      { regions: { $ref: "#/definitions/_1.list" }, "_1.list": { type: "array", nullable: true } },
    ],
    [
      "beside the reference in a definition",
      { $ref: "#/definitions/regions" },
      { regions: { $ref: "#/definitions/list", nullable: true }, list: { type: "array" } },
    ],
    ["under an escaped name", { $ref: "#/definitions/a~1b%20c" }, { "a/b c": { type: "array", nullable: true } }],
  ])("is null when nothing is given: %s", (_how, parameter, definitions) => {
    expect(errorsOf(loop({ regions: parameter }, definitions))).toEqual([]);
    expect(errorsOf(template({}, [deployment({}, loop({ regions: parameter }, definitions))]))).toEqual([]);
  });

  it("ends on definitions that refer to each other", () => {
    const circle = { a: { $ref: "#/definitions/b" }, b: { $ref: "#/definitions/a" } };
    expect(read(loop({ regions: { $ref: "#/definitions/a" } }, circle)).resources).toHaveLength(2);
  });

  it("is a secret when the definition says so", () => {
    const document = template(
      { login: { $ref: "#/definitions/a", defaultValue: "hunter2" } },
      [{ ...registry("Basic"), tags: { login: "[parameters('login')]" } }],
      { definitions: { a: { $ref: "#/definitions/b" }, b: { type: "securestring" } } },
    );
    expect(JSON.stringify(read(document))).not.toContain("hunter2");
  });
});

describe("RF-03: an argument that can't be read", () => {
  it.each([
    ["a reference to a vault", { sku: { reference: { keyVault: { id: "/x" }, secretName: "s" } } }, {}],
    ["an object of another form", { sku: {} }, {}],
    ["a list", { sku: [] }, {}],
    ["parameters that stand elsewhere", undefined, { parametersLink: { uri: "https://example.com/p.json" } }],
  ])("is unknown: %s", (_what, parameters, more) => {
    const document = template({}, [deployment(parameters, inner, more)]);
    expect(tierOf(document)).toBe(UNKNOWN);
    expect(errorsOf(document)).toEqual([]);
  });

  it("beside a value that is given leaves the value", () => {
    const more = { parametersLink: { uri: "https://example.com/p.json" } };
    expect(tierOf(template({}, [deployment({ SKU: { Value: "Premium" } }, inner, more)]))).toBe("Premium");
  });
});

describe("any argument that is replaced by an expression that can't be evaluated", () => {
  /** A module with an argument for everything that a registry's rules hang on, and the values that it may be given. */
  const values = {
    name: ["contosoimages", "fabrikam"],
    sku: ["Basic", "Standard", "Premium"],
    access: ["Enabled", "Disabled"],
    action: ["Allow", "Deny"],
    zones: ["Enabled", "Disabled"],
    export: ["enabled", "disabled"],
    retention: [0, 7, 400],
    regions: [[], ["northeurope"], ["northeurope", "westeurope"]],
    endpoints: [
      [],
      [
        {
          name: "pe",
          subnet: "/subscriptions/0/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/s",
        },
      ],
    ],
    hook: [true, false],
    address: ["https://example.com/", "http://example.com/", "ftp://example.com/"],
    identity: [null, { type: "SystemAssigned" }, { type: "None" }],
    rules: [[], [{ value: "10.0.0.0/8", action: "Allow" }], [{ value: "nonsense" }]],
  } as const;
  const names = Object.keys(values) as (keyof typeof values)[];
  const id = "resourceId('Microsoft.ContainerRegistry/registries', parameters('name'))";
  const module = template(
    {
      ...Object.fromEntries(names.map((name) => [name, { type: "object" }])),
      sku: { type: "string", defaultValue: "Basic" },
      access: { type: "string", defaultValue: "Disabled" },
      regions: { type: "array", defaultValue: ["northeurope"] },
      endpoints: { type: "array", nullable: true },
      hook: { type: "bool", defaultValue: true },
    },
    [
      {
        ...registry("[parameters('sku')]", {
          publicNetworkAccess: "[parameters('access')]",
          zoneRedundancy: "[parameters('zones')]",
          networkRuleSet: { defaultAction: "[parameters('action')]", ipRules: "[parameters('rules')]" },
          policies: {
            exportPolicy: { status: "[parameters('export')]" },
            retentionPolicy: { status: "enabled", days: "[parameters('retention')]" },
          },
        }),
        name: "[parameters('name')]",
        identity: "[parameters('identity')]",
      },
      {
        type: "Microsoft.ContainerRegistry/registries/replications",
        apiVersion: "2023-07-01",
        name: "[format('{0}/{1}', parameters('name'), parameters('regions')[copyIndex()])]",
        location: "[parameters('regions')[copyIndex()]]",
        copy: { name: "regions", count: "[length(parameters('regions'))]" },
      },
      {
        type: "Microsoft.Network/privateEndpoints",
        apiVersion: "2023-04-01",
        name: "[coalesce(parameters('endpoints'), createArray())[copyIndex()].name]",
        location: "westeurope",
        copy: { name: "endpoints", count: "[length(coalesce(parameters('endpoints'), createArray()))]" },
        properties: {
          subnet: { id: "[parameters('endpoints')[copyIndex()].subnet]" },
          privateLinkServiceConnections: [
            { name: "c", properties: { privateLinkServiceId: `[${id}]`, groupIds: ["registry"] } },
          ],
        },
      },
      {
        condition: "[parameters('hook')]",
        type: "Microsoft.ContainerRegistry/registries/webhooks",
        apiVersion: "2023-07-01",
        name: "[format('{0}/deploy', parameters('name'))]",
        location: "westeurope",
        properties: { serviceUri: "[parameters('address')]", actions: ["push"] },
      },
      {
        condition: "[and(parameters('hook'), equals(parameters('sku'), 'Premium'))]",
        type: "Microsoft.ContainerRegistry/registries/agentPools",
        apiVersion: "2019-06-01-preview",
        name: "[format('{0}/pool', parameters('name'))]",
        location: "westeurope",
        properties: { count: "[length(parameters('regions'))]", tier: "S9", os: "Linux" },
      },
    ],
  );
  const unreadable = fc.constantFrom<unknown>(
    "[reference('other').outputs.it]",
    "[createObject('value', reference('other').outputs.it.value)]",
    "[if(parameters('open'), createObject('value', 'x'), createObject('value', 'y'))]",
    "[noSuchFunction('x')]",
    { value: "[reference('other').outputs.it.value]" },
    { value: "[parameters('open')]" },
    { reference: { keyVault: { id: "/x" }, secretName: "s" } },
  );
  const given = fc.record(Object.fromEntries(names.map((name) => [name, fc.constantFrom<unknown>(...values[name])])));

  it("never adds an error", () => {
    const main = (given: Record<string, unknown>, replaced: Record<string, unknown>) => {
      const all = Object.fromEntries(names.map((name) => [name, { value: given[name] }]));
      return template({ open: { type: "bool" } }, [deployment({ ...all, ...replaced }, module)]);
    };
    const replaced = fc.dictionary(fc.constantFrom<string>(...names), unreadable, { minKeys: 1, maxKeys: 4 });
    fc.assert(
      fc.property(given, replaced, (arguments_, others) => {
        const before = new Set(errorsOf(main(arguments_, {})).map((error) => error.split(" ")[0]));
        const after = errorsOf(main(arguments_, others)).map((error) => error.split(" ")[0]);
        expect(after.filter((error) => !before.has(error))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("adds none either when all arguments are one such expression", () => {
    const open = template({}, [deployment("[reference('other').outputs.all.value]", module)]);
    expect(errorsOf(open)).toEqual([]);
  });
});
