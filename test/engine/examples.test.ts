import { spawnSync } from "node:child_process";
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
  "examples/geo-replicated": 8,
  "examples/customer-managed-key": 8,
  "examples/tasks": 7,
  "examples/adopt": 5,
} as const;
/** Projects of other subjects, run by their own tests. */
const elsewhere = ["examples/policy-bad"];

type Step = "up" | "refresh" | "destroy" | "config";

function acrLocal(example: string, step: Step, ...more: string[]) {
  const deploys = step === "config" ? [] : ["--yes", "--skip-preview", "--non-interactive", "--color", "never"];
  const run = spawnSync(
    process.execPath,
    [
      join(root, "dist/local/main.js"),
      step,
      ...more,
      ...deploys,
      "--cwd",
      join(root, example),
      "--config-file",
      settings(example),
    ],
    {
      encoding: "utf8",
      // The types of the examples are checked by npm run types.
      env: { ...process.env, ACR_LOCAL_STATE: state, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    },
  );
  return { code: run.status, text: `${run.stdout}${run.stderr}` };
}

function settings(example: string): string {
  return join(state, `${example.replaceAll(/\W/g, "-")}.yaml`);
}

function expectSuccess({ code, text }: { code: number | null; text: string }): string {
  expect([code, code === 0 ? "" : text]).toEqual([0, ""]);
  expect(text).not.toMatch(/\b(warning|error)\b/i);
  return text;
}

/** The lines under "Resources:", for instance `+ 4 created`. */
function resources(text: string): string[] {
  const [, lines = ""] = /^Resources:\n((?: {4}.*\n)+)/m.exec(text) ?? [];
  return lines.split("\n").flatMap((line) => (line.trim() ? [line.trim()] : []));
}

describe("an example", () => {
  for (const [example, count] of Object.entries(examples)) {
    it(`${example} comes up, stays as it is, shows no drift and goes away`, { timeout: 120_000 }, () => {
      expect(resources(expectSuccess(acrLocal(example, "up")))).toEqual([`+ ${count} created`]);
      expect(resources(expectSuccess(acrLocal(example, "up", "--expect-no-changes")))).toEqual([`${count} unchanged`]);
      expect(resources(expectSuccess(acrLocal(example, "refresh", "--expect-no-changes")))).toEqual([
        `${count} unchanged`,
      ]);
      expect(resources(expectSuccess(acrLocal(example, "destroy")))).toEqual([`- ${count} deleted`]);
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

it("a raw registry moves into the component without being replaced or updated", { timeout: 120_000 }, () => {
  const example = "examples/adopt";
  const raw = expectSuccess(acrLocal(example, "up", "--config", "program=raw"));
  expect(resources(raw)).toEqual(["+ 3 created"]);
  const [name] = /images\w+\.azurecr\.io/.exec(raw) ?? [];
  expect(name).toBeDefined();

  const component = expectSuccess(acrLocal(example, "up", "--config", "program=component"));
  expect(resources(component)).toEqual(["+ 2 created", "3 unchanged"]);
  expect(component).toContain(`"${name}"`);
  expectSuccess(acrLocal(example, "up", "--expect-no-changes"));
  expectSuccess(acrLocal(example, "destroy"));
});

it("a vault with access policies gives the key as well", { timeout: 120_000 }, () => {
  const example = "examples/customer-managed-key";
  expect(expectSuccess(acrLocal(example, "up", "--config", "keyVaultAccess=accessPolicy"))).toContain(
    "azure-native:keyvault:AccessPolicy encrypted-key created",
  );
  expectSuccess(acrLocal(example, "up", "--expect-no-changes"));
  expectSuccess(acrLocal(example, "refresh", "--expect-no-changes"));
  expectSuccess(acrLocal(example, "destroy"));
});

it("the secrets of a task's configuration are in no output and in no state", { timeout: 120_000 }, () => {
  const example = "examples/tasks";
  const secrets = { npmToken: "planted-npm-token", githubToken: "planted-github-token" };
  for (const [name, value] of Object.entries(secrets)) {
    expectSuccess(acrLocal(example, "config", "set", "--secret", name, value));
  }
  const texts = [acrLocal(example, "up", "--diff"), acrLocal(example, "refresh", "--diff")].map(expectSuccess);
  const folder = join(state, ".pulumi/stacks/tasks");
  const states = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  expect(states.join()).toContain("NPM_TOKEN");
  for (const text of [...texts, ...states]) {
    expect(text).not.toContain("planted");
    expect(text).not.toContain(Buffer.from("planted").toString("base64").slice(0, 8));
  }
  expectSuccess(acrLocal(example, "destroy"));
});
