import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { formats, report } from "../../src/reviewCommand/formats";
import { planOf } from "../../src/reviewCommand/planOption";
import { review } from "../../src/reviewCommand/review";

// F13: reports put errors first and lose none.

const now = new Date("2026-11-24T12:00:00Z");
/** GitHub's limit of a comment. */
const limit = 65_536;

/** A review of registries of which those have their admin user on, which baseline takes for an error. */
function reviewOf(count: number, hasError: (index: number) => boolean, tags: Record<string, string> = {}) {
  const resources = Array.from({ length: count }, (_, index) => ({
    type: "azure-native:containerregistry:Registry",
    name: `r${index}`,
    inputs: {
      registryName: `contoso${index}`,
      location: "westeurope",
      sku: { name: "Premium" },
      adminUserEnabled: hasError(index),
      tags,
    },
  }));
  return review([{ file: "main.json", content: { kind: "resource list", resources, ignored: 0 } }], {
    plan: planOf("baseline", undefined),
    now,
  });
}

const written = (result: ReturnType<typeof review>, format: (typeof formats)[number] = "markdown") =>
  report(result, format, { failOn: "error", colour: false, version: "0.0.0" });

describe("F13: forty registries, of which the last four have errors", () => {
  const result = reviewOf(40, (index) => index >= 36);

  it("are told of with every error, before all else", () => {
    const text = written(result);
    expect(result.summary.errors).toBe(4);
    expect(text.length).toBeLessThan(limit);
    expect(text.match(/\| \*\*error\*\* \|/g)).toHaveLength(4);
    const headings = [...text.matchAll(/^### Registry (r\d+)/gm)].map(([, name]) => name);
    expect(headings.slice(0, 4)).toEqual(["r36", "r37", "r38", "r39"]);
  });

  it("begin with a table of registries and one of rules", () => {
    const html = marked.parse(written(result), { async: false, gfm: true });
    const [registries = "", rules = ""] = html.split("<table>").slice(1);
    expect(registries).toMatch(/<td>Registry r36<\/td>\s*<td>Premium<\/td>\s*<td><strong>1<\/strong><\/td>/);
    expect(registries.match(/<tr>/g)).toHaveLength(41);
    expect(rules).toMatch(/<td>R01<\/td>\s*<td>The admin user is off<\/td>\s*<td><strong>4<\/strong><\/td>/);
    expect(rules).toContain("4 of 40 registries");
    expect(rules).toContain("40 of 40 registries");
  });

  it("have their warnings folded", () => {
    const [, section = ""] = /^### Registry r36[^\n]*\n([\s\S]*?)(?=^### )/m.exec(written(result)) ?? [];
    expect(section.indexOf("| **error** |")).toBeLessThan(section.indexOf("<details>"));
    expect(section.indexOf("| warning |")).toBeGreaterThan(section.indexOf("<summary>3 warnings</summary>"));
  });

  it("have their errors first in every format", () => {
    for (const format of formats) {
      const text = written(result, format);
      expect(text.search(/\br36\b/), format).toBeGreaterThan(0);
      expect(text.search(/\br36\b/), format).toBeLessThan(text.search(/\br0\b/));
    }
    expect(result.findings.map(({ severity }) => severity).lastIndexOf("error")).toBe(3);
  });

  it("are counted by rule in text and in JSON", () => {
    expect(written(result, "text")).toMatch(/error +R01 +4 of 40 +The admin user is off/);
    expect(JSON.parse(written(result, "json")).rules[0]).toEqual({
      rule: "R01",
      policy: "acr-admin-user-disabled",
      title: "The admin user is off",
      errors: 4,
      warnings: 0,
      waived: 0,
      registries: 4,
    });
  });
});

describe("F13: where there is no room", () => {
  it.each([
    [150, 150],
    [400, 60],
    [900, 900],
  ])("%i registries with %i errors keep every error, at least as a line", (count, errors) => {
    const text = written(reviewOf(count, (index) => index >= count - errors));
    expect(text.length).toBeLessThan(limit);
    for (let index = count - errors; index < count; index++) expect(text).toMatch(new RegExp(`Registry r${index}\\b`));
    expect(text).toMatch(/\d+ more registries did not fit in here in full/);
  });

  it("errors beyond that are counted by rule", () => {
    const text = written(reviewOf(5000, () => true));
    expect(text.length).toBeLessThan(limit);
    expect(text).toContain("| R01 | The admin user is off | **5000** |");
    expect(text).toMatch(/\d+ more errors, which the table of rules counts/);
  });

  it("takes time linear in the registries", () => {
    const time = (count: number) => {
      const result = reviewOf(count, (index) => index % 2 === 0);
      const start = process.cpuUsage();
      written(result);
      return process.cpuUsage(start).user;
    };
    time(200);
    expect(time(4000)).toBeLessThan(40 * Math.max(time(400), 10_000));
  });
});
