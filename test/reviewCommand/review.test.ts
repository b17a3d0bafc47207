import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../src/model";
import { readText } from "../../src/readers/file";
import type { RawResource } from "../../src/readers/link/link";
import { report } from "../../src/reviewCommand/formats";
import { planOf } from "../../src/reviewCommand/planOption";
import { review } from "../../src/reviewCommand/review";

const now = new Date("2026-11-24T12:00:00Z");
const acr = (type: string) => `azure-native:containerregistry:${type}`;

/** Reviews resources as a plain list. */
function reviewed(resources: readonly RawResource[], profile = "baseline", tier = false) {
  const content = readText(JSON.stringify(resources));
  return review([{ file: "list.json", content }], { plan: planOf(profile, undefined), now, tier });
}

const registry = (inputs: object, more: Partial<RawResource> = {}): RawResource => ({
  type: acr("Registry"),
  name: "images",
  inputs: { registryName: "contoso", resourceGroupName: "rg", location: "westeurope", ...inputs },
  ...more,
});
const child = (type: string, name: string, inputs: object): RawResource => ({
  type: acr(type),
  name,
  inputs: { registryName: "contoso", resourceGroupName: "rg", ...inputs },
});

describe("severity", () => {
  it("is error for what a profile makes mandatory and warning for what it makes advisory", () => {
    const { findings } = reviewed([registry({ sku: { name: "Premium" }, adminUserEnabled: true })]);
    const severities = new Map(findings.map(({ rule, severity }) => [rule, severity]));
    expect(severities.get("R01")).toBe("error");
    expect(severities.get("R03")).toBe("warning");
  });

  it("is the service's own where the service refuses, whatever the profile", () => {
    const { findings } = reviewed([registry({ sku: { name: "Basic" }, publicNetworkAccess: "Disabled" })], "none");
    expect(findings.map(({ severity, path }) => [severity, path])).toEqual([["error", "publicNetworkAccess"]]);
  });
});

describe("children of a plain list", () => {
  it("are judged with their registry, however they name it", () => {
    const basic = registry({ sku: { name: "Basic" } });
    const replication = (inputs: object, more: object): RawResource => ({
      type: acr("Replication"),
      name: "north",
      inputs: { location: "northeurope", ...inputs },
      ...more,
    });
    const id =
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/contoso";
    for (const linked of [
      replication({ registryName: "contoso" }, {}),
      replication({ registryName: id }, {}),
      replication({ registryName: UNKNOWN }, { dependencies: ["images"] }),
      replication({ registryName: UNKNOWN }, { propertyDependencies: { registryName: ["images"] } }),
    ]) {
      const { findings } = reviewed([basic, linked], "none");
      expect(findings.map(({ rule, also, resource }) => [rule, also, resource])).toEqual([
        ["REP-01", ["G03"], `${acr("Replication")} north`],
      ]);
    }
  });

  it("of a registry that isn't there are judged by themselves", () => {
    const webhook = child("Webhook", "hook", {
      registryName: "fabrikam",
      serviceUri: "http://example.com/",
      actions: ["push"],
    });
    const { findings, registries } = reviewed([webhook]);
    expect(findings.map(({ rule }) => rule)).toContain("R27");
    expect(registries).toMatchObject([{ elsewhere: true }]);
  });
});

describe("what is wrong with one resource", () => {
  it("is said once, though the resource concerns several registries", () => {
    const contributor: RawResource = {
      type: "azure-native:authorization:RoleAssignment",
      name: "wide",
      inputs: {
        scope: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg",
        principalId: "22222222-2222-2222-2222-222222222222",
        roleDefinitionId:
          "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
      },
    };
    const second = { ...registry({ registryName: "fabrikam" }), name: "second" };
    const { findings } = reviewed([registry({}), second, contributor], "all");
    const wide = findings.filter(({ resource }) => resource.endsWith(" wide"));
    expect(wide.length).toBeGreaterThan(0);
    expect(new Set(wide.map(({ rule, path }) => `${rule} ${path}`)).size).toBe(wide.length);
  });
});

describe("a rule that fails by a mistake of its own", () => {
  it("is named, and takes no other rule with it", () => {
    const plan = planOf("baseline", undefined);
    const failing = plan.rules.map((rule) =>
      rule.id === "R03" && rule.on === "registry"
        ? {
            ...rule,
            check: () => {
              throw new TypeError("a mistake");
            },
          }
        : rule,
    );
    const content = readText(JSON.stringify([registry({ adminUserEnabled: true })]));
    const { findings, summary } = review([{ file: "x", content }], { plan: { ...plan, rules: failing }, now });
    expect(summary.failedRules).toEqual(["R03"]);
    expect(findings.map(({ rule }) => rule)).toContain("R01");
  });
});

describe("advice on tiers", () => {
  it("names the lowest tier that does and what keeps the registry from the one below", () => {
    const { registries } = reviewed(
      [registry({ sku: { name: "Premium" } }), child("Replication", "north", { location: "northeurope" })],
      "none",
      true,
    );
    expect(registries[0]?.tierAdvice).toMatchObject({ current: "Premium", needed: "Premium", lower: "Standard" });
    expect(registries[0]?.tierAdvice?.changes.map(({ path }) => path)).toEqual(["replications.north"]);
  });

  it("says Basic where nothing asks for more, also while the tier is unknown", () => {
    const { registries } = reviewed([registry({ sku: { name: UNKNOWN } })], "none", true);
    expect(registries[0]?.tierAdvice).toEqual({ needed: "Basic", changes: [] });
  });
});

describe("secrets", () => {
  const signature = "4dabf18193072939515e22adb298388d";
  const planted = "s3cr3t-value";
  const wrapped = {
    [signature]: "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(planted),
    ciphertext: planted,
  };

  it("stay out of every format, wrapped or not", () => {
    const result = reviewed(
      [
        registry(
          { sku: { name: wrapped }, adminUserEnabled: true, tags: { note: wrapped } },
          { old: { sku: { name: "Premium" } } },
        ),
        child("Webhook", "hook", {
          serviceUri: `http://user:${planted}@example.com/?code=${planted}`,
          customHeaders: { Authorization: planted },
          actions: ["nonsense"],
        }),
        child("Task", "build", {
          step: { type: "Docker", contextAccessToken: planted, arguments: [{ name: "TOKEN", value: planted }] },
          credentials: { customRegistries: { "x.io": { password: { type: "Opaque", value: planted } } } },
        }),
        child("Token", "token", { credentials: { passwords: [{ name: "password1", value: wrapped }] } }),
      ],
      "all",
      true,
    );
    expect(result.findings.length).toBeGreaterThan(5);
    for (const format of ["text", "json", "sarif", "junit", "markdown"] as const) {
      expect(report(result, format, { failOn: "error", colour: false, version: "0.0.0" })).not.toContain(planted);
    }
  });
});

describe("names from a file", () => {
  it("move neither a terminal's cursor nor Markdown nor XML", () => {
    const name = '\u001B[2J"><script>|`@someone`\u0000\n# title';
    const result = reviewed([{ ...registry({ adminUserEnabled: true }), name }]);
    const written = (format: "text" | "junit" | "markdown") =>
      report(result, format, { failOn: "error", colour: false, version: "0.0.0" });
    expect(written("text")).not.toContain("\u001B");
    for (const sign of ["<script>", "\u0000", "\u001B"]) expect(written("junit")).not.toContain(sign);
    expect(written("markdown")).not.toMatch(/<script>|@someone|^# title/m);
  });
});

describe("names in a pull-request comment", () => {
  const name = "a\\|b`c|d\\";
  const hostile = `${name} @team #12 GH-7 octo/shop#5 $x$ <img src=x> \u202Eesrever`;
  const before = { sku: { name: "Premium" }, tags: { [name]: "x" } };
  const result = reviewed([
    registry({ sku: { name: hostile }, tags: { [name]: hostile } }, { name: hostile, old: registry(before).inputs }),
    child("Webhook", hostile, { serviceUri: "http://example.com/", actions: [hostile] }),
  ]);
  const html = marked.parse(report(result, "markdown", { failOn: "error", colour: false, version: "0" }), {
    async: false,
    gfm: true,
  });

  it("keep the tables whole", () => {
    const rows = html.split("<tr>").slice(1);
    expect(rows.map((row) => row.match(/<t[dh]>/g)?.length)).toEqual(rows.map(() => 4));
    const filled = rows.filter((row) => row.includes("<td>"));
    expect(filled.length).toBe(result.findings.length + (result.registries[0]?.changes.length ?? 0));
    expect(html).not.toContain("<td></td>\n<td></td>");
  });

  it("call nobody, name no issue, and are neither HTML nor mathematics nor turned around", () => {
    const outside = html.replace(/<code[^>]*>.*?<\/code>/gs, "");
    expect(outside).toContain("team");
    expect(outside).not.toMatch(/@team|#12|GH-7|shop#5|<img|\u202E/);
  });
});

describe("a report of very many findings", () => {
  it("is written", () => {
    const result = reviewed([registry({ adminUserEnabled: true })]);
    const [finding] = result.findings;
    const many = { ...result, findings: Array.from({ length: 30_000 }, () => finding).filter((each) => !!each) };
    const text = report(many, "text", { failOn: "error", colour: false, version: "0" });
    expect(text.match(/where: /g)).toHaveLength(30_000);
  });

  it("does not repeat a long value whole", () => {
    const { findings } = reviewed([registry({ registryName: "x".repeat(1_000_000) })]);
    expect(findings.map(({ rule }) => rule)).toContain("NAME-01");
    expect(Math.max(...findings.map(({ message, fix }) => Math.max(message.length, fix.length)))).toBeLessThan(5000);
  });
});

describe("a preview that leaves out what does not change", () => {
  const urn = `urn:pulumi:dev::app::${acr("Registry")}::images`;
  const state = (tags: object) => ({
    urn,
    type: acr("Registry"),
    inputs: { registryName: "contosoimages", location: "westeurope", sku: { name: "Premium" }, tags },
  });
  const step = { op: "update", urn, oldState: state({}), newState: state({ team: "shop" }) };
  const reviewOf = (changeSummary: object) => {
    const content = readText(JSON.stringify({ steps: [step], changeSummary }));
    return review([{ file: "preview.json", content }], { plan: planOf("regulated", undefined), now });
  };
  const rulesOf = (changeSummary: object) => reviewOf(changeSummary).findings.map(({ rule }) => rule);

  it("gives no findings about what may be there unchanged", () => {
    expect(rulesOf({ update: 1 })).toEqual(expect.arrayContaining(["R34", "R41", "R03"]));
    expect(rulesOf({ update: 1, same: 3 })).toContain("R03");
    expect(rulesOf({ update: 1, same: 3 })).not.toContain("R34");
    expect(rulesOf({ update: 1, same: 3 })).not.toContain("R41");
  });

  it("is told about", () => {
    expect(reviewOf({ update: 1, same: 3 }).notes).toContainEqual({
      kind: "partial",
      message:
        "The preview leaves out 3 resources that do not change (see --show-sames); nothing is concluded from what is missing.",
      file: "preview.json",
    });
    expect(reviewOf({ update: 1 }).notes.map(({ kind }) => kind)).not.toContain("partial");
  });
});

describe("changes", () => {
  it("say that a registry is deleted", () => {
    const result = reviewed([registry({}, { deleted: true })]);
    expect(result.deleted).toEqual([`${acr("Registry")} images`]);
    expect(report(result, "markdown", { failOn: "error", colour: false, version: "0" })).toContain("is deleted**");
  });

  const effectsOf = (before: object, after: object, more: object = {}) =>
    reviewed([registry(after, { old: registry(before).inputs, ...more })]).registries[0]?.changes.map(
      ({ path, effects }) => [path, ...effects],
    );

  it("name a replacement where a fixed property changes, and not where it is only spelt otherwise", () => {
    expect(effectsOf({}, { location: "northeurope" })).toEqual([["location", "replacement"]]);
    expect(effectsOf({}, { location: "West Europe", registryName: "Contoso" })).toEqual([
      ["registryName"],
      ["location"],
    ]);
    expect(effectsOf({}, { autoGeneratedDomainNameLabelScope: "TenantReuse" })).toEqual([
      ["autoGeneratedDomainNameLabelScope", "replacement"],
    ]);
  });

  it("name a replacement that the engine announces, of the registry or of a child", () => {
    const state = (type: string, inputs: object) => {
      const urn = `urn:pulumi:dev::app::${acr(type)}::it`;
      return { urn, type: acr(type), inputs };
    };
    const step = (type: string, before: object, after: object) => ({
      op: "replace",
      urn: state(type, {}).urn,
      oldState: state(type, before),
      newState: state(type, after),
    });
    const content = readText(
      JSON.stringify({
        steps: [
          step("Registry", { registryName: "contoso" }, { registryName: "contoso", tags: { a: "b" } }),
          step("Webhook", { registryName: "contoso" }, { registryName: "contoso", status: "disabled" }),
        ],
      }),
    );
    const { registries } = review([{ file: "preview.json", content }], { plan: planOf("none", undefined), now });
    expect(registries[0]?.changes.map(({ path, effects }) => [path, ...effects])).toEqual([
      ["", "replacement"],
      ["tags.a"],
      ["webhooks.it", "replacement"],
      ["webhooks.it.status"],
    ]);
  });

  it("take IP rules by address, not by position", () => {
    const rules = (...addresses: string[]) => ({
      networkRuleSet: { defaultAction: "Deny", ipRules: addresses.map((iPAddressOrRange) => ({ iPAddressOrRange })) },
    });
    const { registries } = reviewed([
      registry(rules("203.0.113.2", "203.0.113.3"), { old: registry(rules("203.0.113.1", "203.0.113.2")).inputs }),
    ]);
    expect(registries[0]?.changes.map(({ before, after, effects }) => [before, after, effects])).toEqual([
      ["203.0.113.1", "not set", []],
      ["not set", "203.0.113.3", ["exposure"]],
    ]);
  });
});
