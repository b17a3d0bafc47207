import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeProject } from "./project";

// A registry with all that may be in it and around it, on raw resources of azure-native and azuread.

const program = readFileSync(join(__dirname, "neighbours-program.js"), "utf8");
const project = makeProject("acr-neighbours", program);
afterAll(() => project.remove());

it("every known type comes up without a warning, stays as it is, shows no drift and goes away", {
  timeout: 180_000,
}, async () => {
  const resources = (program.match(/\bnew (az|ad)\./g) ?? []).length + 1;
  for (const [line, summary] of [
    ["up --skip-preview", `+ ${resources} created`],
    ["up --skip-preview --expect-no-changes", `${resources} unchanged`],
    ["refresh --skip-preview --expect-no-changes", `${resources} unchanged`],
    ["destroy --skip-preview", `- ${resources} deleted`],
  ] as const) {
    const { code, text } = await project.run(line);
    expect([line, code, code === 0 ? "" : text]).toEqual([line, 0, ""]);
    expect(text).toContain(`    ${summary}\n`);
    expect(text).not.toMatch(/\b(warning|error)\b/i);
  }
  expect((await project.run("resources")).text).toBe("");
});
