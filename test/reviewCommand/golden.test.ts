import { readFileSync } from "node:fs";
import Ajv from "ajv";
import DOMPurify from "dompurify";
import { XMLParser } from "fast-xml-parser";
import { marked } from "marked";
import { beforeAll, describe, expect, it } from "vitest";
import { type Format, report } from "../../src/reviewCommand/formats";
import { readFiles } from "../../src/reviewCommand/input";
import { planOf } from "../../src/reviewCommand/planOption";
import type { Review } from "../../src/reviewCommand/report";
import { review } from "../../src/reviewCommand/review";

const folder = "examples/review";
// A date between the two waivers' ends, so that the examples don't change with the calendar.
const now = new Date("2026-11-24T12:00:00Z");

/** The review of the saved preview, as the files under examples/review show it. */
function goldenReview(): Review {
  const sources = readFiles([`${folder}/preview.json`]);
  return review(sources, { plan: planOf(undefined, `${folder}/policy-config.json`), tier: true, now });
}

function written(format: Format): string {
  return report(goldenReview(), format, { failOn: "error", colour: false, version: "0.0.0" });
}

function fixture(name: string): object {
  const parsed: unknown = JSON.parse(readFileSync(`test/reviewCommand/fixtures/${name}`, "utf8"));
  if (typeof parsed !== "object" || parsed === null) throw new Error(`${name} is no schema`);
  return parsed;
}

describe("the saved reports", () => {
  it.each([
    ["text", "report.txt"],
    ["json", "report.json"],
    ["sarif", "report.sarif"],
    ["junit", "report.xml"],
    ["markdown", "report.md"],
  ] as const)("are current: %s", async (format, file) => {
    await expect(written(format)).toMatchFileSnapshot(`../../${folder}/${file}`);
  });
});

describe("the JSON form", () => {
  it("is what the published schema says", () => {
    const schema: unknown = JSON.parse(readFileSync("schema/review-report.schema.json", "utf8"));
    const validate = new Ajv({ strict: true, formats: { uri: (text: string) => URL.canParse(text) } }).compile(
      Object(schema),
    );
    validate(JSON.parse(written("json")));
    expect(validate.errors).toBeNull();
  });

  it("names the rule, the policy, the resource and the place", () => {
    const { findings } = goldenReview();
    expect(findings.find(({ rule }) => rule === "R01")).toMatchObject({
      policy: "acr-admin-user-disabled",
      severity: "error",
      resource: "urn:pulumi:dev::shop::azure-native:containerregistry:Registry::images",
      path: "adminUserEnabled",
      waived: false,
    });
    expect(findings.find(({ rule }) => rule === "R27")).toMatchObject({
      resource: "urn:pulumi:dev::shop::azure-native:containerregistry:Webhook::deploy",
      path: "serviceUri",
    });
  });

  it("keeps waived findings, and makes a finding of a waiver that has ended", () => {
    const { findings, summary } = goldenReview();
    expect(findings.filter(({ waived }) => waived).map(({ rule, waiver }) => [rule, waiver?.expires])).toEqual([
      ["R02", "2027-06-30"],
    ]);
    expect(findings.map(({ policy }) => policy)).toContain("acr-waiver-expired");
    expect(summary.waived).toBe(1);
  });
});

describe("the SARIF form", () => {
  it("is SARIF 2.1.0", () => {
    const { $schema: _draft, id: _id, ...schema } = Object(fixture("sarif-2.1.0.schema.json"));
    const validate = new Ajv({
      strict: false,
      unicodeRegExp: false,
      formats: { uri: (text: string) => URL.canParse(text), "uri-reference": /^\S*$/, "date-time": true },
    }).compile(schema);
    validate(JSON.parse(written("sarif")));
    expect(validate.errors).toBeNull();
  });

  it("has one rule a policy, and suppresses what is waived", () => {
    const [run] = JSON.parse(written("sarif")).runs;
    const ids: string[] = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ruleId, ruleIndex } of run.results) expect(ids[ruleIndex]).toBe(ruleId);
    const waived = run.results.filter(({ suppressions }: { suppressions?: unknown }) => suppressions);
    expect(waived).toHaveLength(1);
    expect(waived[0]).toMatchObject({
      ruleId: "acr-anonymous-pull-disabled",
      suppressions: [{ kind: "external", justification: "The images are public on purpose." }],
    });
  });
});

describe("the JUnit form", () => {
  it("has a suite per registry, a failure per error and a skipped case per waiver", () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "",
      isArray: (name) => /^test/.test(name),
    });
    const [{ testsuite }] = parser.parse(written("junit")).testsuites;
    const { summary } = goldenReview();
    const cases = testsuite.flatMap((suite: { testcase: object[] }) => suite.testcase);
    expect(testsuite.map(({ name }: { name: string }) => name)).toEqual([
      "Registry images",
      "Registry mirror",
      "configuration",
    ]);
    expect(cases.filter((each: object) => "failure" in each)).toHaveLength(summary.errors);
    expect(cases.filter((each: object) => "skipped" in each)).toHaveLength(summary.waived);
  });
});

describe("the Markdown form", () => {
  it("renders to tables with a row for each finding", () => {
    const html = marked.parse(written("markdown"), { async: false, gfm: true });
    const { findings } = goldenReview();
    expect(html.match(/<tr>\n<td>(<strong>error<\/strong>|warning|waived \((error|warning)\))<\/td>/g)).toHaveLength(
      findings.length,
    );
    expect(html).toContain("<h3>Registry images (Standard)</h3>");
  });

  it("names replacement, downgrade, exposure and removal in a table of what changes", () => {
    const text = written("markdown");
    expect(text).toContain("| `location` | `westeurope` | `swedencentral` | **replacement** |");
    expect(text).toContain("| `sku.name` | `Premium` | `Standard` | **downgrade** |");
    expect(text).toContain("| `publicNetworkAccess` | `Disabled` | `Enabled (default)` | **exposure** |");
    expect(text).toContain("| `privateEndpoints.images-endpoint` | `present` | `removed` | **removal** |");
  });

  describe("draws a picture that", () => {
    let parse: (text: string) => Promise<unknown>;
    beforeAll(async () => {
      // Mermaid cleans labels with DOMPurify, which wants a browser; parsing needs none of it.
      Object.assign(DOMPurify, { addHook: () => {}, sanitize: (text: string) => text });
      const { default: mermaid } = await import("mermaid");
      parse = (text) => mermaid.parse(text);
    });

    it("Mermaid reads", async () => {
      const pictures = [...written("markdown").matchAll(/```mermaid\n([\s\S]*?)\n```/g)].map(
        ([, picture = ""]) => picture,
      );
      expect(pictures).toHaveLength(2);
      for (const picture of pictures)
        await expect(parse(picture)).resolves.toMatchObject({ diagramType: "flowchart-v2" });
    });

    it("Mermaid reads whatever the names are", async () => {
      const odd = ['end"]; click x', "`code` <b>&amp;</b>", "a\n%% b", "subgraph {{x}} |y|", "名前 ✓", "__proto__"];
      const resources = [
        { type: "azure-native:containerregistry:Registry", name: odd.join(" "), inputs: { registryName: "contoso" } },
        ...odd.map((name) => ({
          type: "azure-native:containerregistry:Task",
          name,
          inputs: { registryName: "contoso", step: { type: "Docker", contextPath: "https://example.com/x.git" } },
        })),
      ];
      const text = report(
        review([{ file: "x", content: { kind: "resource list", resources, ignored: 0 } }], {
          plan: planOf("all", undefined),
          now,
        }),
        "markdown",
        { failOn: "error", colour: false, version: "0.0.0" },
      );
      const [, picture = ""] = /```mermaid\n([\s\S]*?)\n```/.exec(text) ?? [];
      await expect(parse(picture)).resolves.toMatchObject({ diagramType: "flowchart-v2" });
      expect(picture.split("\n").filter((line) => line.includes("builds into"))).toHaveLength(odd.length);
    });
  });

  it("never grows beyond what a comment takes", () => {
    const resources = Array.from({ length: 500 }, (_, index) => ({
      type: "azure-native:containerregistry:Registry",
      name: `r${index}`,
      inputs: { registryName: `contoso${index}`, adminUserEnabled: true },
    }));
    const text = report(
      review([{ file: "x", content: { kind: "resource list", resources, ignored: 0 } }], {
        plan: planOf("all", undefined),
        now,
      }),
      "markdown",
      { failOn: "error", colour: false, version: "0.0.0" },
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ more registries did not fit/);
  });
});
