import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const entry = join(__dirname, "../../dist/rules/index.js");

describe("requiring the built rule book", () => {
  let loaded: string[] = [];
  beforeAll(() => {
    const script = `require(${JSON.stringify(entry)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
    loaded = JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
  });

  it("loads the rule book", () => {
    expect(loaded.some((file) => file.endsWith(join("dist", "rules", "index.js")))).toBe(true);
  });
  it("loads nothing of Pulumi", () => {
    expect(loaded.filter((file) => file.includes(`${join("node_modules", "@pulumi")}`))).toEqual([]);
  });
  it("loads no other package but the one for addresses", () => {
    const packages = loaded.flatMap((file) => /node_modules[\\/](@[^\\/]+[\\/][^\\/]+|[^\\/]+)/.exec(file)?.[1] ?? []);
    expect(packages.filter((name) => name !== "ipaddr.js")).toEqual([]);
  });
  it("exports check, the catalogue and the tables", () => {
    const script = `const r = require(${JSON.stringify(entry)});
      console.log(JSON.stringify([typeof r.check, r.catalogue.length > 200, r.features.replications.tiers, r.limits.webhooks.perTier.Basic,
        r.check({ sku: { name: "Gold" } }).map((finding) => finding.rule)]))`;
    expect(JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }))).toEqual([
      "function",
      true,
      ["Premium"],
      2,
      ["SKU-02"],
    ]);
  });
});
