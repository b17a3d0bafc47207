import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedMark, rulePages } from "../../scripts/rule-pages";
import { codeOf, linked, partsOf } from "../../scripts/sources";
import { reviewConfigSchema } from "../../src/review/reviewSchema";
import { rules } from "../../src/rules/book";
import { otherFindings } from "../../src/rules/otherFindings";

const folder = join(__dirname, "../../docs/rules");
const written = new Map(
  readdirSync(folder).map((name): [string, string] => [name, readFileSync(join(folder, name), "utf8")]),
);
const again = "stale: run `npm run generate`";

describe("the source of a rule", () => {
  it.each(rules.map(({ id, source }) => [id, source] as const))("of %s has a code of docs/sources.md", (_, source) => {
    expect(partsOf(source).filter((part) => codeOf(part) === undefined)).toEqual([]);
  });
  it("links a page, an issue and a version", () => {
    expect(linked("D:tasks-agent-pools, I:Azure/acr#596, BT:2022-12-01", String)).toBe(
      "[D:tasks-agent-pools](https://learn.microsoft.com/azure/container-registry/tasks-agent-pools), " +
        "[I:Azure/acr#596](https://github.com/Azure/acr/issues/596), " +
        "[BT:2022-12-01](https://github.com/Azure/bicep-types-az/tree/main/generated/containerregistry)",
    );
  });
});

describe("docs/rules", () => {
  const wanted = rulePages(rules);
  it.each([...wanted])("has %s as the rule book says it", (name, text) => {
    expect(written.get(name), again).toBe(text);
  });
  it("has one anchor for each rule", () => {
    const anchors = [...wanted.values()].flatMap((text) =>
      [...text.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id]) => id),
    );
    const described = [...rules, ...Object.values(otherFindings)];
    expect(anchors.sort()).toEqual(described.map(({ id }) => id.toLowerCase()).sort());
  });
  it("has no link to a place that is not there", () => {
    for (const [name, text] of wanted) {
      for (const [, file = "", anchor = ""] of text.matchAll(/\]\(([\w-]*\.md)?#([\w-]+)\)/g)) {
        const target = wanted.get(file || name) ?? "";
        const headings = [...target.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
          heading.toLowerCase().replaceAll(" ", "-"),
        );
        expect(
          target.includes(`<a id="${anchor}"></a>`) || headings.includes(anchor),
          `${name}: ${file}#${anchor}`,
        ).toBe(true);
      }
    }
  });
  it("has no page of a subject that is gone", () => {
    const generated = [...written].filter(([, text]) => text.startsWith(generatedMark)).map(([name]) => name);
    expect(
      generated.filter((name) => !wanted.has(name)),
      again,
    ).toEqual([]);
  });
  it("has no page that nobody wrote or made", () => {
    const byHand = [...written].filter(([, text]) => !text.startsWith(generatedMark)).map(([name]) => name);
    expect(byHand).toEqual(["not-checked.md"]);
  });
});

it("schema/review-config.schema.json is as the rule book makes it (npm run build && node scripts/review-config-schema.mjs)", () => {
  const file = readFileSync(join(__dirname, "../../schema/review-config.schema.json"), "utf8");
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(reviewConfigSchema())));
});
