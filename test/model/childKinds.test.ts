import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { allChildKinds, childKinds, registryChildKinds, registryChildren, trackedKinds } from "../../src/model";

const load = createRequire(__filename);
/** The declarations of azure-native's class for a token. */
function declarationsOf(token: string): string {
  const [module, name = ""] = token.split(":");
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return readFileSync(load.resolve(`@pulumi/azure-native/${module}/${file}.d.ts`), "utf8");
}

describe.each(allChildKinds)("the kind %s", (kind) => {
  const { token, apiVersion, nameProperty, located } = childKinds[kind];
  const declarations = declarationsOf(token);
  const [args = ""] = /export interface \w+Args \{[\s\S]*?\n\}/.exec(declarations) ?? [];

  it("has the class and the API version of azure-native", () => {
    expect(declarations).toContain(`Uses Azure REST API version ${apiVersion}`);
  });
  it("has the name and the region that azure-native's arguments have", () => {
    if (nameProperty !== undefined) expect(args).toMatch(new RegExp(`\\b${nameProperty}\\?:`));
    expect(/\blocation\?:/.test(args)).toBe(located === true);
  });
});

describe("the children that ARM puts below a registry", () => {
  it("have tags in azure-native where ARM tracks them, and only there", () => {
    const tagged = registryChildKinds.filter((kind) =>
      /\n {4}tags\?:/.test(declarationsOf(registryChildren[kind].token)),
    );
    expect(tagged).toEqual(trackedKinds);
  });
  it("have a name of their own each", () => {
    const names = registryChildKinds.map((kind) => registryChildren[kind].nameProperty);
    expect(new Set(names).size).toBe(names.length);
  });
});
