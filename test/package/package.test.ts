import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The packed package, installed in an empty project: what a user gets. Needs a build first: `npm test` makes one.

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "acr-package-"));
const project = join(place, "project");
const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
let tarball = "";
let packed: string[] = [];

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a command of the project without a terminal. */
async function run(command: string, args: readonly string[], cwd = project): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", PULUMI_OPTION_COLOR: "never" },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => said.push(text));
  const code = await new Promise<number | null>((done, fail) => child.once("error", fail).once("close", done));
  return { code, text: said.join("") };
}

async function succeed(command: string, ...args: string[]): Promise<string> {
  const { code, text } = await run(command, args);
  expect([code, code === 0 ? "" : text]).toEqual([0, ""]);
  return text;
}

const bin = (name: string) => join(project, "node_modules/.bin", name);
const file = (name: string, text: string) => writeFileSync(join(project, name), text);
/** A package at the version that this one is tested with. */
const tested = (name: string) => `${name}@${own.devDependencies[name]}`;

beforeAll(async () => {
  mkdirSync(project);
  const { text } = await run(
    "npm",
    ["pack", "--silent", "--json", "--ignore-scripts", "--pack-destination", place],
    root,
  );
  const [made] = JSON.parse(text);
  tarball = join(place, made.filename);
  packed = made.files.map(({ path }: { path: string }) => path);
  file("package.json", '{ "name": "project", "version": "1.0.0", "private": true }');
  await succeed(
    "npm",
    ...["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", `file:${tarball}`],
    ...["@pulumi/pulumi", "@pulumi/azure-native", "@pulumi/policy", "typescript", "@types/node"].map(tested),
  );
}, 300_000);

afterAll(() => rm(place, { recursive: true, force: true }), 60_000);

describe("the package", () => {
  it("holds what it promises, and no sources, tests or scripts", () => {
    const named = [...Object.values(own.bin), own.main, own.types, "LICENSE", "README.md", "CHANGELOG.md"];
    for (const path of named) expect(packed).toContain(String(path).replace("./", ""));
    for (const path of ["policy-pack/PulumiPolicy.yaml", "cli/go.mod", "cli/go.sum"]) expect(packed).toContain(path);
    expect(
      packed.filter(
        (path) =>
          /^(src|test|scripts|bench)\//.test(path) ||
          (path.endsWith(".ts") && !path.endsWith(".d.ts") && !path.startsWith("examples/")),
      ),
    ).toEqual([]);
  });

  it("holds every page and example that its README links to (F21)", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => String(path).replace(/\/$/, ""));
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !packed.some((file) => file === path || file.startsWith(`${path}/`)))).toEqual([]);
  });

  it("runs nothing when it is installed", () => {
    const installed = JSON.parse(readFileSync(join(project, "node_modules/pulumi-acr/package.json"), "utf8"));
    const scripts = Object.keys(installed.scripts ?? {});
    expect(scripts.filter((name) => /^(pre|post)?install$|^prepare$|^prepublish$/.test(name))).toEqual([]);
    expect(packed).not.toContain("binding.gyp");
  });

  it("brings no SDK of its own", async () => {
    const names = ["azure-native", "policy", "pulumi"].map((name) => `@pulumi/${name}`);
    const copies = (await succeed("npm", "ls", "--all", "--parseable", ...names)).trim().split("\n");
    const folders = names.map((name) => join(project, "node_modules", name));
    expect(copies.filter((path) => /@pulumi\/\w[\w-]*$/.test(path)).sort()).toEqual(folders);
  });

  it("is clean to publint", async () => {
    const { messages, pkg } = await publint({ pkgDir: root, strict: true, pack: "npm" });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types for every kind of resolution", async () => {
    const { code, text } = await run(join(root, "node_modules/.bin/attw"), [tarball, "--format", "ascii"], root);
    expect([code, code === 0 ? "" : text]).toEqual([0, ""]);
  });
});

describe("an import", () => {
  it("works in CommonJS", async () => {
    file(
      "common.cjs",
      `const acr = require("pulumi-acr"), rules = require("pulumi-acr/rules"), policy = require("pulumi-acr/policy");
       console.log(typeof acr.Registry, typeof rules.check, typeof policy.acrPolicies, require("pulumi-acr/package.json").name);`,
    );
    expect(await succeed(process.execPath, "common.cjs")).toBe("function function function pulumi-acr\n");
  });

  it("works in native ESM, by name", async () => {
    file(
      "native.mjs",
      `import * as acr from "pulumi-acr"; import { Registry, parseSku } from "pulumi-acr";
       import { check } from "pulumi-acr/rules"; import { acrPolicies } from "pulumi-acr/policy";
       console.log(typeof Registry, parseSku("Premium"), Registry === acr.Registry, typeof check, typeof acrPolicies);`,
    );
    expect(await succeed(process.execPath, "native.mjs")).toBe("function Premium true function function\n");
  });

  it("of the rules loads no SDK", async () => {
    file(
      "rules.cjs",
      'require("pulumi-acr/rules"); console.log(Object.keys(require.cache).filter((path) => path.includes("@pulumi")).length);',
    );
    expect(await succeed(process.execPath, "rules.cjs")).toBe("0\n");
  });

  it("has types in ES modules and in CommonJS under nodenext, and under the older resolution", {
    timeout: 120_000,
  }, async () => {
    const program = `
      import * as acr from "pulumi-acr";
      import { catalogue } from "pulumi-acr/rules";
      import * as policy from "pulumi-acr/policy";
      new acr.Registry("images", { resourceGroupName: "g", sku: "Premium", replications: { northeurope: {} } });
      // @ts-expect-error a Basic registry has no replicas
      new acr.Registry("images", { resourceGroupName: "g", sku: "Basic", replications: { northeurope: {} } });
      // @ts-expect-error a rule has no such property
      catalogue[0].colour;
      // @ts-expect-error there is no such thing
      policy.nothing;
    `;
    for (const name of ["module.mts", "common.cts", "older.ts"]) file(name, program);
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
    const tsc = bin("tsc");
    await succeed(tsc, ...options, "--module", "nodenext", "module.mts", "common.cts");
    await succeed(tsc, ...options, "--module", "commonjs", "--moduleResolution", "node", "older.ts");
  });
});

describe("a command of the package", () => {
  it("acr-review reviews a file", async () => {
    const resource = {
      type: "azure-native:containerregistry:Registry",
      name: "images",
      inputs: { resourceGroupName: "g", sku: { name: "Basic" }, publicNetworkAccess: "Disabled" },
    };
    file("resources.json", JSON.stringify([resource]));
    const { code, text } = await run(bin("acr-review"), ["resources.json"]);
    expect(code).toBe(1);
    expect(text).toContain("NET-02");
  });

  it("F19, F36: acr-local new makes the README's Quick start, which compiles and deploys as it is", {
    timeout: 180_000,
  }, async () => {
    const quick = join(project, "quick");
    mkdirSync(quick);
    const made = await run(bin("acr-local"), ["new"], quick);
    expect(made).toEqual({ code: 0, text: expect.stringContaining("Made Pulumi.yaml, index.ts, tsconfig.json") });
    const [, shown] =
      /## Quick start[\s\S]*?```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    expect(readFileSync(join(quick, "index.ts"), "utf8")).toBe(shown);
    await succeed(bin("tsc"), "--noEmit", "-p", quick);
    const up = await run(bin("acr-local"), ["up"], quick);
    expect([up.code, up.code === 0 ? "" : up.text]).toEqual([0, ""]);
    expect(up.text).toMatch(/loginServer: "images[0-9a-f]{8}\.azurecr\.io"/);
    expect(up.text).not.toMatch(/warning/);
  });

  it("acr-local deploys a TypeScript program, and refuses what its tier does not have", async () => {
    const app = join(project, "app");
    mkdirSync(app);
    writeFileSync(join(app, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
    writeFileSync(join(app, "package.json"), '{ "name": "app", "main": "index.ts" }');
    writeFileSync(
      join(app, "index.ts"),
      `import { Config } from "@pulumi/pulumi";
       import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
       import * as acr from "pulumi-acr";
       const { name } = new ResourceGroup("group", { location: "westeurope" });
       const sku = acr.parseSku(new Config().get("sku") ?? "Premium");
       const registry = new acr.Registry("images", { resourceGroupName: name, sku, replications: { northeurope: {} } });
       export const loginServer = registry.loginServer;`,
    );
    const up = await run(bin("acr-local"), ["up", "--skip-preview"], app);
    expect([up.code, up.code === 0 ? "" : up.text]).toEqual([0, ""]);
    expect(up.text).toMatch(/loginServer: "images[0-9a-f]{8}\.azurecr\.io"/);
    const refused = await run(bin("acr-local"), ["preview", "--config", "sku=Basic"], app);
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("REP-01");
  });

  it("acr-local previews a JavaScript ES module with the package's policy pack", async () => {
    const app = join(project, "module");
    mkdirSync(app);
    writeFileSync(join(app, "Pulumi.yaml"), "name: module\nruntime: nodejs\n");
    writeFileSync(join(app, "package.json"), '{ "name": "module", "type": "module", "main": "index.js" }');
    writeFileSync(
      join(app, "index.js"),
      'import { Registry } from "pulumi-acr";\nnew Registry("images", { resourceGroupName: "g", location: "westeurope", sku: "Standard", anonymousPullEnabled: true });\n',
    );
    const pack = join(project, "node_modules/pulumi-acr/policy-pack");
    const { text } = await run(bin("acr-local"), ["preview", "--policy-pack", pack], app);
    expect(text).toContain("acr-anonymous-pull-disabled");
  });
});
