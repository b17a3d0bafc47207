import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedMark, rulePage, rulePages } from "../../scripts/rule-pages";
import { reviewConfigSchema } from "../../src/review/reviewSchema";
import { rules } from "../../src/rules/book";

const folder = join(__dirname, "../../docs/rules");
const written = new Map(
  readdirSync(folder).map((name): [string, string] => [name, readFileSync(join(folder, name), "utf8")]),
);
const again = "stale: run `npm run docs`";

describe("docs/rules", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("has the page of %s as the rule book says it", (id, rule) => {
    expect(written.get(`${id}.md`), again).toBe(rulePage(rule));
  });
  it("has the index as the rule book says it", () => {
    expect(written.get("README.md"), again).toBe(rulePages(rules).get("README.md"));
  });
  it("has no page of a rule that is gone", () => {
    const wanted = rulePages(rules);
    const generated = [...written].filter(([, text]) => text.startsWith(generatedMark)).map(([name]) => name);
    expect(
      generated.filter((name) => !wanted.has(name)),
      again,
    ).toEqual([]);
  });
  it("has no page that nobody wrote or made", () => {
    const byHand = [...written].filter(([, text]) => !text.startsWith(generatedMark)).map(([name]) => name);
    expect(byHand).toEqual(["arguments.md", "not-checked.md"]);
  });
});

it("schema/review-config.schema.json is as the rule book makes it (npm run build && node scripts/review-config-schema.mjs)", () => {
  const file = readFileSync(join(__dirname, "../../schema/review-config.schema.json"), "utf8");
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(reviewConfigSchema())));
});
