import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startAcrLocal } from "./acrLocal";
import { makeProject } from "./project";

// The commands around a deployment, and runs that are stopped, on the real CLI.

const project = makeProject(
  "acr-commands",
  `
const pulumi = require("@pulumi/pulumi");
const { ResourceGroup } = require("@pulumi/azure-native/resources/resourceGroup.js");
const { Registry } = require("@pulumi/azure-native/containerregistry/registry.js");
const { getRegistryOutput } = require("@pulumi/azure-native/containerregistry/getRegistry.js");
const { getClientConfigOutput } = require("@pulumi/azure-native/authorization/getClientConfig.js");
const { listRegistryCredentialsOutput } = require("@pulumi/azure-native/containerregistry/listRegistryCredentials.js");
const config = new pulumi.Config();
const group = new ResourceGroup("group", { location: "westeurope" });
const registry = new Registry("images", { resourceGroupName: group.name, sku: { name: "Basic" }, adminUserEnabled: true });
const on = { resourceGroupName: group.name, registryName: registry.name };
exports.id = registry.id;
exports.found = getRegistryOutput(on).loginServer;
exports.user = listRegistryCredentialsOutput(on).username;
exports.subscription = getClientConfigOutput().subscriptionId;
exports.token = config.getSecret("token");
const known = config.get("known");
exports.known = known && Registry.get("known", known).loginServer;
// A deployment that waits, once the registry is there.
const seconds = Number(process.env.WAIT_SECONDS ?? 0);
if (seconds && !pulumi.runtime.isDryRun()) {
  const after = registry.name.apply((name) => { console.log("waiting"); return new Promise((done) => setTimeout(() => done(name), seconds * 1000)); });
  new ResourceGroup("after", { location: "westeurope", tags: { after } });
}
`,
);
afterAll(() => project.remove());

/** What the user's own CLI remembers of the project: which stack it works on. */
function selections(): string[] {
  const folder = join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "workspaces");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${project.name}-`)) : [];
}

async function succeed(line: string): Promise<string> {
  const { code, text, stdout } = await project.run(line);
  expect([line, code, code === 0 ? "" : text]).toEqual([line, 0, ""]);
  return stdout;
}

describe("acr-local", { timeout: 120_000 }, () => {
  it("answers functions and reads what is there already", async () => {
    await succeed("up --skip-preview");
    const outputs = JSON.parse(await succeed("stack output --json"));
    expect(outputs).toMatchObject({ subscription: "00000000-0000-0000-0000-000000000000" });
    expect(outputs.found).toBe(`${outputs.user}.azurecr.io`);
    await succeed(`config set known ${outputs.id}`);
    expect(await succeed("up --skip-preview")).toContain(`known       : "${outputs.found}"`);
    await succeed("config rm known");
  });

  it("previews as one JSON document", async () => {
    const { steps } = JSON.parse(await succeed("preview --json"));
    expect(steps.map(({ op }: { op: string }) => op)).toContain("same");
  });

  it("imports what is there, without a language host beside the CLI", async () => {
    const id = /^resources:ResourceGroup +(\S+)$/m.exec(await succeed("resources"))?.[1];
    const imported = await succeed(`import azure-native:resources:ResourceGroup again ${id} --protect=false`);
    expect(imported).toMatch(/= 1 imported/);
    await succeed("state delete urn:pulumi:dev::acr-commands::azure-native:resources:ResourceGroup::again");
  });

  it("works on the selected stack, and leaves the selection of the user's own CLI alone", async () => {
    await succeed("stack init second");
    expect(await succeed("stack ls")).toMatch(/^second\*/m);
    await succeed("stack select dev");
    expect(await succeed("stack ls")).toMatch(/^dev\*/m);
    await succeed("stack rm second");
    expect(await succeed("stack ls")).not.toMatch(/^second/m);
    const { code, text } = await project.run("stack select third");
    expect([code, text]).toEqual([1, expect.stringContaining("no stack named 'third'")]);
    expect(selections()).toEqual([]);
  });

  it("makes a stack again that was removed, secrets and all", async () => {
    await succeed("config set --secret token s3cret");
    await succeed("destroy --skip-preview");
    await succeed("stack rm");
    await succeed("config set --secret token another");
    await succeed("up --skip-preview");
    expect(await succeed("stack output token --show-secrets")).toBe("another\n");
    expect(readdirSync(project.directory)).not.toContain("Pulumi.dev.yaml");
  });

  it.each(["login", "stack rename other", "stack change-secrets-provider passphrase"])(
    "refuses %s, which is about the user's own stacks",
    async (line) => {
      const { code, text } = await project.run(line);
      expect([code, text]).toEqual([1, expect.stringMatching(/^acr-local: /)]);
    },
  );

  it("says what is missing outside of a project, and leaves nothing there", async () => {
    const empty = mkdtempSync(join(tmpdir(), "acr-empty-"));
    const { code, stderr } = await startAcrLocal(empty, ["up"]).ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining("no Pulumi.yaml here or above")]);
    expect(stderr).toContain("\n  name: my-registry\n  runtime: nodejs\n");
    expect(readdirSync(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });
});

describe("F36: acr-local", { timeout: 120_000 }, () => {
  const other = makeProject("acr-options", "exports.preloaded = String(globalThis.preloaded);\n");
  afterAll(() => other.remove());
  const write = (name: string, text: string) => writeFileSync(join(other.directory, name), text);

  it("starts the program with the arguments for Node.js that the project has", async () => {
    write("preload.mjs", 'globalThis.preloaded = "yes";\n');
    const runtime = "runtime:\n  name: nodejs\n  options: { nodeargs: --import ./preload.mjs }\n";
    write("Pulumi.yaml", `name: acr-options\n${runtime}`);
    const { code, text } = await other.run("preview");
    expect([code, text]).toEqual([0, expect.stringContaining('preloaded: "yes"')]);
    write("Pulumi.yaml", `name: acr-options\n${runtime.replace("--import ./preload.mjs", "--bad-flag-xyz")}`);
    const refused = await other.run("preview");
    expect([refused.code, refused.text]).toEqual([expect.any(Number), expect.stringContaining("--bad-flag-xyz")]);
    expect(refused.code).not.toBe(0);
    write("Pulumi.yaml", "name: acr-options\nruntime: nodejs\n");
  });

  it("says that a value of the project's own file stays, and which command removes its stack", async () => {
    write("Pulumi.dev.yaml", "config:\n  acr-options:sku: Basic\n");
    expect((await other.run("config get sku")).stdout).toBe("Basic\n");
    const refused = await other.run("config rm sku");
    expect([refused.code, refused.text]).toEqual([1, expect.stringContaining("sku is in Pulumi.dev.yaml")]);
    await other.run("config set sku Premium");
    expect((await other.run("config rm sku")).text).toContain("sku has the value of Pulumi.dev.yaml again");
    expect((await other.run("config get sku")).stdout).toBe("Basic\n");
    const { text } = await other.run("destroy --skip-preview");
    expect(text).toContain("`acr-local stack rm dev`");
    expect(text).not.toContain("pulumi stack rm");
  });

  it("declares what exists elsewhere, until it is reset", async () => {
    const id = "/subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";
    expect((await other.run(`exists ${id} --outputs {"tags":{"a":"b"}}`)).code).toBe(0);
    expect((await other.run("resources")).text).toMatch(/^network:VirtualNetwork +\S+\/hub {2}\(exists elsewhere\)$/m);
    expect((await other.run("exists hub")).text).toContain('"hub" is not the id of a resource');
    await other.run("reset");
    expect((await other.run("resources")).text).toBe("");
  });
});

describe("a run that is stopped while it waits", { timeout: 120_000 }, () => {
  /** Starts a deployment and does something to its processes when the registry is there. */
  async function stopped(signal: NodeJS.Signals): Promise<string> {
    const { child, ended } = startAcrLocal(project.directory, ["up", "--skip-preview", "--yes"], {
      env: { WAIT_SECONDS: "60" },
    });
    await new Promise<void>((done) => {
      child.stdout?.on("data", (text: string) => text.includes("waiting") && done());
    });
    // The whole group, as a terminal does.
    process.kill(-(child.pid ?? 0), signal);
    const { code, stdout, stderr } = await ended;
    expect(code).not.toBe(0);
    return `${stdout}${stderr}`;
  }

  it.each(["SIGINT", "SIGKILL"] as const)("by %s goes on from there", async (signal) => {
    const text = await stopped(signal);
    if (signal !== "SIGKILL") expect(text).toContain("update canceled");
    const next = await project.run("up --skip-preview");
    expect([next.code, next.code === 0 ? "" : next.text]).toEqual([0, ""]);
    expect(next.text.includes("its lock on the stack is released")).toBe(signal === "SIGKILL");
    await succeed("refresh --skip-preview --expect-no-changes");
  });

  it("in one stack while another is deployed loses nothing", async () => {
    const lines = ["up --skip-preview --stack left", "up --skip-preview --stack right"];
    for (const { code, text } of await Promise.all(lines.map((line) => project.run(line)))) {
      expect([code, code === 0 ? "" : text]).toEqual([0, ""]);
    }
    for (const line of lines) await succeed(line.replace("up", "refresh --expect-no-changes"));
    const groups = (await succeed("resources")).match(/^resources:ResourceGroup/gm);
    expect(groups).toHaveLength(3);
  });

  it("leaves a second run of the same stack out", async () => {
    const first = startAcrLocal(project.directory, ["up", "--skip-preview", "--yes"], { env: { WAIT_SECONDS: "4" } });
    await new Promise<void>((done) => {
      first.child.stdout?.on("data", (text: string) => text.includes("waiting") && done());
    });
    const second = await project.run("up --skip-preview");
    expect([second.code, second.text]).toEqual([1, expect.stringContaining("currently locked by 1 lock")]);
    expect((await first.ended).code).toBe(0);
  });
});
