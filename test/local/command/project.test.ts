import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findProject } from "../../../src/local/command/project";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "acr-project-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (text: string, name = "Pulumi.yaml") => writeFileSync(join(folder, name), text);

it("a project is the one of the folder, or of one above", () => {
  write("name: web\nruntime: nodejs\n");
  const below = join(folder, "src", "deep");
  mkdirSync(below, { recursive: true });
  const expected = {
    directory: folder,
    name: "web",
    runtime: "nodejs",
    options: {},
    plugins: [],
    configDirectory: folder,
  };
  expect([findProject(folder), findProject(below)]).toEqual([expected, expected]);
});

it("a runtime may have options, and the stacks' files a folder of their own", () => {
  write(
    "name: web\nruntime:\n  name: nodejs\n  options: { typescript: false }\nstackConfigDir: stacks\n",
    "Pulumi.yml",
  );
  expect(findProject(folder)).toMatchObject({
    runtime: "nodejs",
    options: { typescript: false },
    configDirectory: join(folder, "stacks"),
  });
});

it("a folder without a project has none", () => expect(findProject(folder)).toBeUndefined());

it("a project file that is no YAML is an error that names it", () => {
  write("name: [");
  expect(() => findProject(folder)).toThrow(join(folder, "Pulumi.yaml"));
});
