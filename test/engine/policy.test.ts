import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

// The pack in the real engine, against the local Azure.

const root = join(__dirname, "../..");
const state = mkdtempSync(join(tmpdir(), "acr-policy-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

function acrLocal(project: string, args: readonly string[], config?: object) {
  const file = join(state, "policy.json");
  if (config) writeFileSync(file, JSON.stringify(config));
  const pack = ["--policy-pack", join(root, "policy-pack"), ...(config ? ["--policy-pack-config", file] : [])];
  const run = spawnSync(
    process.execPath,
    [join(root, "dist/local/main.js"), ...args, ...pack, "--non-interactive", "--color", "never"],
    { cwd: join(root, project), encoding: "utf8", env: { ...process.env, ACR_LOCAL_STATE: state } },
  );
  return { code: run.status, text: `${run.stdout}${run.stderr}`, policies: policiesOf(run.stdout) };
}

/** The lines of the output's policy section: level, policy and resource. */
function policiesOf(text: string): string[] {
  const line = /- \[(\w+)\](?: \[severity: \w+\])? +([\w-]+) +\((?:.*: )?([^():]+)\)/g;
  return [...text.matchAll(line)].map(([, level, policy, resource]) => `${level} ${policy} ${resource}`);
}

describe("a preview", () => {
  it("of raw resources that are bad on purpose fails, and names what is bad", () => {
    const { code, text, policies } = acrLocal("examples/policy-bad", ["preview"]);
    expect(code).not.toBe(0);
    expect(policies).toEqual(
      expect.arrayContaining([
        "mandatory acr-admin-user-disabled basic",
        "mandatory acr-premium-feature-on-lower-tier basic",
        "mandatory acr-ip-rule-too-wide images",
        "mandatory acr-private-endpoint-public-open images",
        "advisory acr-replication-home-region home",
        "mandatory acr-task-http-context build",
        "mandatory acr-task-secret-argument build",
        "mandatory acr-scope-map-wildcard-write everything",
        "mandatory acr-token-password-expiry ci",
        "mandatory acr-webhook-https deploy",
      ]),
    );
    expect(text).toContain("The argument NPM_TOKEN of the task");
    expect(text).not.toContain("planted-secret");
  }, 60_000);

  it("judges components' children like raw resources, and leaves out what it cannot know", () => {
    const { policies } = acrLocal("test/engine/policy-program", ["preview"]);
    expect(policies).toContain("mandatory acr-admin-user-disabled raw");
    expect(policies).toContain("mandatory acr-admin-user-disabled dated");
    expect(policies.filter((line) => /acr-admin-user-disabled ours/.test(line))).toHaveLength(1);
    expect(policies).toContain("mandatory acr-anonymous-pull-disabled later");
    expect(policies).not.toContain("mandatory acr-admin-user-disabled later");
  }, 60_000);

  it("links a private endpoint to its registry before either exists", () => {
    const { policies } = acrLocal("test/engine/policy-program", ["preview"], { "acr-review": { profile: "private" } });
    expect(policies).toContain("mandatory acr-private-dns-zone-group raw");
    expect(policies.filter((line) => line.includes("acr-private-endpoint "))).toEqual([]);
  }, 60_000);

  it("is refused with a misspelt name in the configuration", () => {
    const { code, text } = acrLocal("test/engine/policy-program", ["preview"], {
      "acr-sku-minimum": { minimun: "Premium" },
      "acr-admin-user-disable": "advisory",
    });
    expect(code).not.toBe(0);
    expect(text).toContain('acr-sku-minimum has no parameter "minimun" (did you mean "minimum"?)');
    expect(text).toContain('There is no policy "acr-admin-user-disable" (did you mean "acr-admin-user-disabled"?)');
  }, 60_000);
});

describe("an update", () => {
  it("mends what may be mended, shows what is waived, and keeps secrets", () => {
    const { code, text, policies } = acrLocal("test/engine/policy-program", ["up", "--yes"], {
      "acr-admin-user-disabled": "remediate",
      "acr-review": {
        waivers: [{ resource: "later", rule: "R02", reason: "open images", expires: "2999-01-01" }],
      },
    });
    expect([code, code === 0 ? "" : text]).toEqual([0, ""]);
    expect(policies).toContain("advisory acr-anonymous-pull-disabled later");
    expect(text).toContain("Waived until 2999-01-01 (open images)");
    expect(text).toMatch(/\[remediate\] +acr-admin-user-disabled/);
    expect(text).not.toContain("hunter2");

    const registries = deployed().filter(({ type }) => /containerregistry.*:Registry$/.test(type));
    expect(registries.map(({ inputs }) => inputs.adminUserEnabled)).toEqual([false, false, false, false]);
    expect(JSON.stringify(registries)).not.toContain("hunter2");
  }, 120_000);
});

function deployed(): { type: string; inputs: Record<string, unknown> }[] {
  const folder = join(state, ".pulumi/stacks/policy-program");
  const file = readdirSync(folder).find((name) => name.endsWith(".json"));
  const checkpoint = JSON.parse(readFileSync(join(folder, file ?? ""), "utf8"));
  return checkpoint.checkpoint.latest.resources;
}
