import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

// What `npm run demo` shows, after its build.

const root = join(__dirname, "../..");
const state = mkdtempSync(join(tmpdir(), "acr-demo-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

async function demo(...args: string[]) {
  const run = spawn(process.execPath, [join(root, "scripts/demo.mjs"), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ACR_LOCAL_STATE: state, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  });
  const said: string[] = [];
  for (const stream of [run.stdout, run.stderr]) stream.setEncoding("utf8").on("data", (text) => said.push(text));
  const code = await new Promise<number | null>((done) => run.once("close", done));
  return { code, text: said.join("") };
}

it("the demo comes up, breaks on purpose, and goes away", { timeout: 120_000 }, async () => {
  const shown = await demo();
  expect([shown.code, shown.code === 0 ? "" : shown.text]).toEqual([0, ""]);
  expect(shown.text).toMatch(/\+ 18 to create[\s\S]*\+ 18 created[\s\S]*18 unchanged/);
  expect(shown.text).toMatch(/The second deployment changed nothing[\s\S]*loginServer: images\w+\.azurecr\.io\n/);

  const broken = await demo("--sku", "Basic");
  expect(broken.code).toBe(1);
  expect(broken.text).toContain("The lowest tier on which all of this would work: Premium.");

  const gone = await demo("--destroy");
  expect([gone.code, gone.code === 0 ? "" : gone.text]).toEqual([0, ""]);
  expect(gone.text).toContain("- 18 deleted");
});

it.each([
  ["an option that it does not have", ["--delete"], "Unknown option"],
  ["a tier that is missing", ["--sku"], "argument missing"],
  ["two demos at once", ["--destroy", "--sku", "Basic"], "give one of them"],
])("the demo refuses %s, and says its usage", async (_case, args, reason) => {
  const { code, text } = await demo(...args);
  expect([code, text]).toEqual([2, expect.stringContaining("npm run demo [-- --destroy")]);
  expect(text).toContain(reason);
});
