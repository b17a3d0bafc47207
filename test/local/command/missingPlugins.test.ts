import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { missingPlugins } from "../../../src/local/command/missingPlugins";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "acr-plugins-"));
  const dependencies = { "@pulumi/kubernetes": "4", "@pulumi/random": "4", left: "1", absent: "1", "@acme/own": "1" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies }));
  install("@pulumi/kubernetes", { version: "v4.34.2", pulumi: { resource: true } });
  install("@pulumi/random", { version: "4.0.0", pulumi: { resource: true, name: "random" } });
  install("@acme/own", { version: "1.0.0", pulumi: { resource: true, name: "acme", version: "2.0.0" } });
  install("left", { version: "1.0.0" });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(name: string, content: object): void {
  mkdirSync(join(folder, "node_modules", name), { recursive: true });
  writeFileSync(join(folder, "node_modules", name, "package.json"), JSON.stringify(content));
}

const missing = (plugins: string[] = [], path = "") =>
  missingPlugins({ directory: folder, plugins }, ["random"], { path, home: folder });

it("LA-4: providers that nothing here serves are named with their versions", () => {
  expect(missing()).toEqual([
    { dependency: "@pulumi/kubernetes", name: "kubernetes", version: "4.34.2" },
    { dependency: "@acme/own", name: "acme", version: "2.0.0" },
  ]);
});

it("a plugin may be installed, be on PATH, or come with the project", () => {
  mkdirSync(join(folder, "plugins", "resource-kubernetes-v4.30.0"), { recursive: true });
  expect(missing(["acme"])).toEqual([]);
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "pulumi-resource-acme"), "");
  expect(missing([], join(folder, "bin"))).toEqual([]);
});

it("a project without a package.json depends on nothing", () => {
  rmSync(join(folder, "package.json"));
  expect(missing()).toEqual([]);
});
