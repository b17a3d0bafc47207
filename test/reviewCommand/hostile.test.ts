import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readDocument, UnreadableFile } from "../../src/readers/file";
import { parseJson } from "../../src/readers/json";
import { formats, report } from "../../src/reviewCommand/formats";
import { planOf } from "../../src/reviewCommand/planOption";
import { review } from "../../src/reviewCommand/review";

const plan = planOf("all", undefined);
const types = ["Registry", "Replication", "Webhook", "Token", "ScopeMap", "Task", "CacheRule", "ConnectedRegistry"].map(
  (type) => `azure-native:containerregistry:${type}`,
);
const otherTypes = [
  "azure-native:network:PrivateEndpoint",
  "azure-native:authorization:RoleAssignment",
  "azure-native:keyvault:Vault",
  "azure-native:security:Pricing",
  "Microsoft.ContainerRegistry/registries",
];
// The properties that the reader and the rules look at, with any value.
const property = fc.constantFrom(
  ..."registryName resourceGroupName sku location policies networkRuleSet encryption identity scope actions step trigger".split(
    " ",
  ),
  ..."privateLinkServiceConnections credentials serviceUri sourceRepository tags properties __proto__ constructor".split(
    " ",
  ),
);
const name = fc.constantFrom("a", "b", "__proto__", "constructor", "registry a");
const inputs = fc.dictionary(property, fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });
const resource = fc.record(
  {
    type: fc.constantFrom(...types, ...otherTypes),
    name,
    inputs,
    old: inputs,
    urn: name,
    parent: name,
    id: fc.string(),
    dependencies: fc.array(name),
    propertyDependencies: fc.dictionary(property, fc.array(name)),
    deleted: fc.boolean(),
    external: fc.boolean(),
  },
  { requiredKeys: ["type"] },
);
const state = fc.record(
  { urn: fc.string(), type: fc.constantFrom(...types), inputs, outputs: inputs, external: fc.boolean() },
  { requiredKeys: [] },
);
const document = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: resource }, { weight: 1, arbitrary: fc.jsonValue() }), {
      maxLength: 8,
    }),
  },
  fc.record({
    steps: fc.array(
      fc.record(
        { op: fc.constantFrom("create", "delete", "replace", "x"), urn: name, oldState: state, newState: state },
        { requiredKeys: [] },
      ),
    ),
  }),
  fc.record({
    contentVersion: fc.constant("1"),
    variables: fc.jsonValue(),
    parameters: fc.jsonValue(),
    resources: fc.array(resource),
  }),
  fc.record({ deployment: fc.record({ resources: fc.array(fc.oneof(state, fc.jsonValue())) }) }),
  fc.jsonValue(),
);

it("any JSON gives a report in each format or one sentence", () => {
  fc.assert(
    fc.property(document, (content) => {
      try {
        const result = review([{ file: "x", content: readDocument(content) }], { plan, tier: true });
        expect(result.summary.failedRules).toBeUndefined();
        for (const format of formats) {
          report(result, format, { failOn: "error", colour: false, version: "0.0.0" });
        }
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});

/** Every place of a document, as the steps to it. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

/** A document with another value at a place. */
function changed(document: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(document)) {
    return document.map((item, index) => (String(index) === step ? changed(item, rest, value) : item));
  }
  if (typeof document !== "object" || document === null) return document;
  return { ...document, [step]: changed(Object(document)[step], rest, value) };
}

const folder = "test/readers/fixtures/templates";
const preview: unknown = JSON.parse(readFileSync("examples/review/preview.json", "utf8"));
/** Files of every other kind: templates, what-if results, answers of Azure and of PowerShell. */
const others = readdirSync(folder)
  .filter((file) => /^[A-Z].*\.json$/.test(file))
  .map((file) => parseJson(readFileSync(`${folder}/${file}`, "utf8")));

it.each([
  ["a preview", [preview], 100],
  ["a file of another kind", others, 300],
])("%s with odd values in any place gives a report in each format or one sentence", (_what, documents, numRuns) => {
  const odd = fc.constantFrom(
    ...[null, 1.5, -1, true, "", "x", [], {}, [null], [[]], { a: 1 }, { toString: 1 }, "9".repeat(400)],
    ...["__proto__", "constructor", "toString", "hasOwnProperty", "[secret]", "\uD800"],
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    ...["[parameters('a')]", "[", "[[x]", "[createObject('value', null())]", "@{a=b}", "\u{E000}", "\u{E001}"],
    { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"planted"' },
  );
  const place = fc
    .constantFrom(...documents)
    .chain((one) => fc.tuple(fc.constant(one), fc.constantFrom(...placesOf(one))));
  fc.assert(
    fc.property(place, odd, ([document, steps], value) => {
      try {
        const content = readDocument(changed(document, steps, value));
        const result = review([{ file: "x", content }], { plan, tier: true });
        expect(result.summary.failedRules).toBeUndefined();
        for (const format of formats) {
          const text = report(result, format, { failOn: "error", colour: false, version: "0.0.0" });
          expect(text).not.toMatch(/planted|\[object Object\]|\bundefined\b/);
        }
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
      }
    }),
    { numRuns },
  );
});

it("no input reaches the prototype of objects", () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
});

it("the order of resources changes nothing but the order of the report", () => {
  const sorted = (content: unknown) => {
    const { findings } = review([{ file: "x", content: readDocument(content) }], { plan });
    return findings.map(({ rule, resource: place, path, message }) => [rule, place, path, message].join(" ")).sort();
  };
  const unique = fc.uniqueArray(resource, { selector: (each) => each.name, maxLength: 5 });
  fc.assert(
    fc.property(unique, (resources) => {
      const named = resources.map(({ urn: _urn, ...rest }, index) => ({ ...rest, name: `r${index}` }));
      if (named.length > 0) expect(sorted([...named].reverse())).toEqual(sorted(named));
    }),
    { numRuns: 100 },
  );
});
