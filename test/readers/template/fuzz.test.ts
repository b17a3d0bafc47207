import fc from "fast-check";
import { expect, it } from "vitest";
import { readText } from "../../../src/readers/file";
import { link } from "../../../src/readers/link/link";

// Expressions of ARM templates, made at random out of the functions that are worked out, the others, and odd names.

const functions =
  "concat format string tolower toupper trim startswith endswith indexof replace split join substring int bool json add sub mul div mod min max if not and or equals less lessorequals greater greaterorequals tryget coalesce createarray array createobject range length empty first last take skip contains union objectkeys items parameters variables copyIndex resourceGroup subscription resourceId subscriptionResourceId reference __proto__ constructor toString".split(
    " ",
  );
const leaf = fc.constantFrom(
  ..."'a' '' '__proto__' 'x/y' 'Microsoft.A/b' '{0}{1}' 1 -1 0 99999 null() true() false() copyIndex() copyIndex('l')".split(
    " ",
  ),
  ..."parameters('list') parameters('login') parameters('none') variables('v') variables('looped')".split(" "),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom(...functions), fc.array(tie("expression"), { maxLength: 4 }))
      .map(([name, args]) => `${name}(${args.join(", ")})`),
    fc
      .tuple(tie("expression"), fc.constantFrom(".a", "['a']", "[0]", ".__proto__", ".constructor"))
      .map(([value, member]) => value + member),
  ),
}));

it("any expressions give a registry, and none shows a secure parameter", () => {
  fc.assert(
    fc.property(fc.array(expression, { minLength: 6, maxLength: 6 }), (expressions) => {
      const [a, b, c, d, e, f] = expressions.map((each) => `[${each}]`);
      const registry = {
        type: "Microsoft.ContainerRegistry/registries",
        apiVersion: "2023-07-01",
        name: a,
        location: c,
        sku: { name: d },
        tags: { x: e, y: f },
        copy: { name: "l", count: 2 },
        properties: {
          networkRuleSet: { copy: [{ name: "ipRules", count: b, input: { value: c } }] },
          policies: d,
          publicNetworkAccess: e,
        },
      };
      const template = {
        contentVersion: "1",
        parameters: {
          list: { type: "array", defaultValue: [{ a: [1, "x"] }, b] },
          login: { type: "secureString", defaultValue: "planted" },
        },
        variables: { v: { a: c, b: [d] }, copy: [{ name: "looped", count: e, input: f }] },
        resources: [registry, { ...registry, condition: b }],
      };
      const models = link(readText(JSON.stringify(template)).resources).map(({ model }) => model);
      expect(models.length).toBeGreaterThan(0);
      expect(JSON.stringify(models)).not.toContain("planted");
    }),
    { numRuns: 500 },
  );
});
