import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAcrLocal } from "./acrLocal";

// The acr-local command with the real CLI, on raw resources: our own components have tests of their own.

const root = join(__dirname, "../..");
const project = mkdtempSync(join(tmpdir(), "acr-local-"));
const planted = "planted-7d1f";

const program = `
const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const { Registry } = require("@pulumi/azure-native/containerregistry/registry.js");
const { Replication } = require("@pulumi/azure-native/containerregistry/replication.js");
const { Webhook } = require("@pulumi/azure-native/containerregistry/webhook.js");
const { Task } = require("@pulumi/azure-native/containerregistry/task.js");
const config = new pulumi.Config();
console.log("said by the program");
const group = new ResourceGroup("platform", { location: "West Europe" });
const registry = new Registry("images", {
  resourceGroupName: group.name,
  sku: { name: config.get("sku") ?? "Premium" },
  networkRuleSet: config.get("sku") ? undefined : { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "8.8.8.8/32" }] },
  tags: { owner: pulumi.secret("${planted}-tag") },
});
const on = { resourceGroupName: group.name, registryName: registry.name };
let last = registry;
for (const location of config.get("sku") ? [] : ["northeurope", "eastus"]) {
  last = new Replication(location, { ...on, location }, { dependsOn: config.get("together") ? [] : [last] });
}
new Webhook("deploy", { ...on, actions: ["push"], serviceUri: pulumi.secret("https://${planted}.test/"),
  customHeaders: { Authorization: pulumi.secret("${planted}-header") } });
new Task("build", { ...on, platform: { os: "Linux" }, step: { type: "Docker", dockerFilePath: "Dockerfile",
  contextAccessToken: pulumi.secret("${planted}-token"),
  arguments: [{ name: "TOKEN", value: pulumi.secret("${planted}-argument"), isSecret: true }] } });
if (config.get("strange")) {
  for (const name of ["one", "two"]) {
    new pulumi.CustomResource("azure-native:logic:Workflow", name, { kind: "app" }, { version: "3.28.0" });
  }
}
exports.loginServer = registry.loginServer;
exports.principal = config.get("strange") ? new pulumi.CustomResource("azuread:index/application:Application", "app",
  { displayName: "app", clientId: undefined }).clientId : undefined;
`;

beforeAll(() => {
  writeFileSync(join(project, "Pulumi.yaml"), "name: local-azure\nruntime: nodejs\n");
  writeFileSync(join(project, "package.json"), '{ "name": "local-azure", "main": "index.js" }\n');
  writeFileSync(join(project, "index.js"), program);
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

let printed = "";
async function run(args: string, env: NodeJS.ProcessEnv = {}) {
  const { code, stdout, stderr } = await startAcrLocal(project, args.split(" "), { env }).ended;
  const text = `${stdout}${stderr}`;
  printed += text;
  return { code, text };
}

describe("acr-local", { timeout: 60_000 }, () => {
  it("deploys, changes nothing the second time, and shows no drift", async () => {
    const first = await run("up --skip-preview");
    expect(first).toMatchObject({ code: 0 });
    expect(first.text).toContain("said by the program");
    expect(first.text).toContain("+ 7 created");
    const second = await run("up --skip-preview");
    expect(second.text).toMatch(/loginServer: "images[0-9a-f]{8}\.azurecr\.io"/);
    expect(second.text).toMatch(/Resources:\n {4}7 unchanged/);
    expect((await run("refresh --skip-preview")).text).toMatch(/Resources:\n {4}7 unchanged/);
  });

  it("leaves the project's files as they are", async () => {
    expect(readdirSync(project).sort()).toEqual([
      ".acr-local",
      "Pulumi.yaml",
      "index.js",
      "node_modules",
      "package.json",
    ]);
  });

  it("keeps secrets out of its state and of what it prints", async () => {
    const files = readdirSync(join(project, ".acr-local"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((text) => text.includes(planted))).toEqual([]);
    expect(printed).not.toContain(planted);
  });

  it("refuses a lower tier with Azure's code, and goes on from there", async () => {
    await run("config set sku Basic");
    const { code, text } = await run("up --skip-preview");
    expect(code).not.toBe(0);
    expect(text).toMatch(/Status=409 Code="SkuUpdateNotSupported".*Replication 'northeurope'/);
    await run("config rm sku");
    expect((await run("preview")).text).toMatch(/Resources:\n {4}7 unchanged/);
  });

  it("warns once of a type that it does not know, and has a directory", async () => {
    await run("config set strange yes");
    const { code, text } = await run("up --skip-preview");
    expect(code).toBe(0);
    // The display repeats it beside the resource; among the diagnostics it stands once.
    const warning = /^ {4}warning: The local Azure does not know azure-native:logic:Workflow/gm;
    expect(text.match(warning)).toHaveLength(1);
    expect(text).toMatch(/principal +: "[0-9a-f-]{36}"/);
  });

  it("fails as it is told, once", async () => {
    const failed = await run("destroy --skip-preview", { ACR_LOCAL_FAULTS: "delete *Webhook 429" });
    expect(failed.code).not.toBe(0);
    expect(failed.text).toContain('Status=429 Code="TooManyRequests"');
    expect((await run("destroy --skip-preview")).code).toBe(0);
    expect((await run("resources")).text).toBe("");
  });

  it("refuses two replicas at the same time", async () => {
    await run("config set together yes");
    const { code, text } = await run("up --skip-preview");
    expect(code).not.toBe(0);
    expect(text).toMatch(/Status=409 .*Another operation on the registry 'images\w+' is in progress/);
    expect((await run("up --skip-preview")).code).toBe(0);
  });

  it("forgets everything when it is reset", async () => {
    expect((await run("reset")).code).toBe(0);
    expect(existsSync(join(project, ".acr-local"))).toBe(false);
  });

  it("runs a policy pack", async () => {
    const pack = join(project, "pack");
    mkdirSync(pack);
    writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
    writeFileSync(join(pack, "package.json"), '{ "name": "pack", "version": "0.0.1" }');
    writeFileSync(
      join(pack, "index.js"),
      `const { PolicyPack } = require("@pulumi/policy");
       new PolicyPack("pack", { policies: [{ name: "no-premium", description: "d", enforcementLevel: "mandatory",
         validateResource: (args, report) => { if (args.props.sku?.name === "Premium") report("too dear"); } }] });`,
    );
    const { code, text } = await run("preview --policy-pack pack");
    rmSync(pack, { recursive: true });
    expect(code).not.toBe(0);
    expect(text).toContain("too dear");
    expect(text).toContain("no-premium");
  });

  it("exits with an error when the program fails, and says it once", async () => {
    // Without a stack: Node 20 needs a minute for the one that the SDK would show.
    writeFileSync(
      join(project, "index.js"),
      'throw Object.assign(new Error("it broke"), { stack: "Error: it broke" });',
    );
    const { code, text } = await run("preview");
    expect(code).not.toBe(0);
    expect(text.match(/Error: it broke/g)).toHaveLength(1);
    expect(text).not.toContain("non-zero exit code");
  });

  it("explains itself", async () => {
    const { code, text } = await run("--help");
    expect(code).toBe(0);
    for (const word of ["acr-local reset", "acr-local fault", ".acr-local", "ACR_LOCAL_STATE"])
      expect(text).toContain(word);
  });
});
