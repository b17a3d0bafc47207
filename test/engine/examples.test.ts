import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

// Every example on the real engine, against the local Azure: what a reader is told to run works, and stays as it is.

const root = join(__dirname, "../..");
const state = mkdtempSync(join(tmpdir(), "acr-examples-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** The projects, and how many resources each makes: the stack, the component and every resource in both. */
const examples = {
  ".": 18,
  "examples/basic": 4,
  "examples/standard-anonymous-pull": 4,
  "examples/private": 10,
  "examples/shared-dns": 17,
  "examples/geo-replicated": 8,
  "examples/customer-managed-key": 8,
  "examples/tasks": 7,
  "examples/webhooks": 9,
  "examples/cache": 12,
  "examples/adopt": 5,
} as const;
/** Projects of other subjects, run by their own tests. */
const elsewhere = ["examples/policy-bad"];

type Step = "up" | "refresh" | "destroy" | "config";

// Not spawnSync: a test that blocks its process for a minute loses its runner.
async function acrLocal(example: string, step: Step, ...more: string[]) {
  const deploys = step === "config" ? [] : ["--yes", "--skip-preview", "--non-interactive", "--color", "never"];
  const place = ["--cwd", join(root, example), "--config-file", settings(example)];
  const run = spawn(process.execPath, [join(root, "dist/local/main.js"), step, ...more, ...deploys, ...place], {
    stdio: ["ignore", "pipe", "pipe"],
    // The types of the examples are checked by npm run types.
    env: { ...process.env, ACR_LOCAL_STATE: state, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  });
  const said: string[] = [];
  for (const stream of [run.stdout, run.stderr]) stream.setEncoding("utf8").on("data", (text) => said.push(text));
  const code = await new Promise<number | null>((done) => run.once("close", done));
  return { code, text: said.join("") };
}

/** Runs a step that must go well without a warning; gives what it said. */
async function succeed(example: string, step: Step, ...more: string[]): Promise<string> {
  const { code, text } = await acrLocal(example, step, ...more);
  expect([code, code === 0 ? "" : text]).toEqual([0, ""]);
  expect(text).not.toMatch(/\b(warning|error)\b/i);
  return text;
}

function settings(example: string): string {
  return join(state, `${example.replaceAll(/\W/g, "-")}.yaml`);
}

/** The lines under "Resources:", for instance `+ 4 created`. */
function resources(text: string): string[] {
  const [, lines = ""] = /^Resources:\n((?: {4}.*\n)+)/m.exec(text) ?? [];
  return lines.split("\n").flatMap((line) => (line.trim() ? [line.trim()] : []));
}

describe("an example", () => {
  for (const [example, count] of Object.entries(examples)) {
    it(`${example} comes up, stays as it is, shows no drift and goes away`, { timeout: 120_000 }, async () => {
      expect(resources(await succeed(example, "up"))).toEqual([`+ ${count} created`]);
      expect(resources(await succeed(example, "up", "--expect-no-changes"))).toEqual([`${count} unchanged`]);
      expect(resources(await succeed(example, "refresh", "--expect-no-changes"))).toEqual([`${count} unchanged`]);
      expect(resources(await succeed(example, "destroy"))).toEqual([`- ${count} deleted`]);
    });
  }

  it("is tested and described, every one that there is", () => {
    const folders = readdirSync(join(root, "examples"))
      .filter((name) => statSync(join(root, "examples", name)).isDirectory())
      .filter((name) => readdirSync(join(root, "examples", name)).includes("Pulumi.yaml"))
      .map((name) => `examples/${name}`);
    expect(folders.sort()).toEqual([...Object.keys(examples).filter((name) => name !== "."), ...elsewhere].sort());
    const readme = readFileSync(join(root, "examples/README.md"), "utf8");
    expect(folders.filter((folder) => !readme.includes(`](${folder.replace("examples/", "")})`))).toEqual([]);
  });
});

it("a raw registry and its replica move into the component without being replaced or updated", {
  timeout: 120_000,
}, async () => {
  const example = "examples/adopt";
  const raw = await succeed(example, "up", "--config", "program=raw");
  expect(resources(raw)).toEqual(["+ 4 created"]);
  const [name] = /images\w+\.azurecr\.io/.exec(raw) ?? [];
  expect(name).toBeDefined();

  const component = await succeed(example, "up", "--config", "program=component");
  expect(resources(component)).toEqual(["+ 1 created", "4 unchanged"]);
  expect(component).toContain(`"${name}"`);
  await succeed(example, "up", "--expect-no-changes");
  await succeed(example, "destroy");
});

it("a vault with access policies gives the key as well", { timeout: 120_000 }, async () => {
  const example = "examples/customer-managed-key";
  expect(await succeed(example, "up", "--config", "keyVaultAccess=accessPolicy")).toContain(
    "azure-native:keyvault:AccessPolicy encrypted-key created",
  );
  await succeed(example, "up", "--expect-no-changes");
  await succeed(example, "refresh", "--expect-no-changes");
  await succeed(example, "destroy");
});

it("the secrets of a task's configuration are in no output and in no state", { timeout: 120_000 }, async () => {
  const example = "examples/tasks";
  const secrets = { npmToken: "planted-npm-token", githubToken: "planted-github-token" };
  for (const [name, value] of Object.entries(secrets)) {
    await succeed(example, "config", "set", "--secret", name, value);
  }
  const texts = [await succeed(example, "up", "--diff"), await succeed(example, "refresh", "--diff")];
  const folder = join(state, ".pulumi/stacks/tasks");
  const states = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  expect(states.join()).toContain("NPM_TOKEN");
  for (const text of [...texts, ...states]) {
    expect(text).not.toContain("planted");
    expect(text).not.toContain(Buffer.from("planted").toString("base64").slice(0, 8));
  }
  await succeed(example, "destroy");
});
