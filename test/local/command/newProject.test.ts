import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newProject } from "../../../src/local/command/newProject";
import { findProject } from "../../../src/local/command/project";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "acr new-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const own = {
  version: "1.2.3",
  peerDependencies: { "@pulumi/azure-native": "^3", "@pulumi/pulumi": "^4", other: "1" },
};
const read = (name: string) => readFileSync(join(folder, name), "utf8");

it("F36: a new project is one for the CLI, with what it needs", () => {
  expect(newProject(folder, own)).toEqual(["Pulumi.yaml", "index.ts", "tsconfig.json", "package.json"]);
  expect(findProject(folder)).toMatchObject({ runtime: "nodejs", name: expect.stringMatching(/^acr-new-\w+$/) });
  expect(JSON.parse(read("package.json"))).toMatchObject({
    private: true,
    dependencies: { "@pulumi/azure-native": "^3", "@pulumi/pulumi": "^4", "pulumi-acr": "^1.2.3" },
  });
});

it("a package.json that is there stays as it is", () => {
  writeFileSync(join(folder, "package.json"), "{}");
  expect(newProject(folder, own)).not.toContain("package.json");
  expect(read("package.json")).toBe("{}");
});

it("a project that is there is left alone, the rest of it too", () => {
  writeFileSync(join(folder, "index.ts"), "mine");
  expect(() => newProject(folder, own)).toThrow("new: index.ts is here already. Nothing was written.");
  expect(readdirSync(folder)).toEqual(["index.ts"]);
});
