import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCli, hasLanguageHost, installedCli, placesOf } from "../../../src/local/pulumiCli/find";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "acr-cli-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function place(...path: string[]): string {
  const file = join(root, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

const places = (...path: string[]) => ({
  path: path.map((folder) => join(root, folder)).join(delimiter),
  home: join(root, "home"),
});

describe("the CLI", () => {
  it("is the first one on PATH", () => {
    place("b", "pulumi");
    const first = place("a", "pulumi");
    place("home", "versions", "3.246.0", "bin", "pulumi");
    expect(installedCli(places("empty", "a", "b"))).toBe(first);
  });

  it("is the newest version in the home folder, by number, when PATH has none", () => {
    place("home", "versions", "3.99.0", "bin", "pulumi");
    const newest = place("home", "versions", "3.246.0", "bin", "pulumi");
    mkdirSync(join(root, "home", "versions", "3.300.0"), { recursive: true });
    expect(installedCli(places("empty"))).toBe(newest);
  });

  it("is no folder of that name", () => {
    mkdirSync(join(root, "a", "pulumi"), { recursive: true });
    expect(installedCli(places("a"))).toBeUndefined();
  });

  it("is none that an interrupted installation left empty, or that cannot be started", () => {
    const empty = place("home", "versions", "3.300.0", "bin", "pulumi");
    writeFileSync(empty, "");
    chmodSync(place("home", "versions", "3.299.0", "bin", "pulumi"), 0o644);
    const whole = place("home", "versions", "3.246.0", "bin", "pulumi");
    expect(installedCli(places("empty"))).toBe(whole);
  });

  it("is looked for in PULUMI_HOME", () => {
    expect(placesOf({ PATH: "x", PULUMI_HOME: "/elsewhere" })).toEqual({ path: "x", home: "/elsewhere" });
  });

  it("is downloaded before it is built, and what is tried is said", async () => {
    const tried: string[] = [];
    const said: string[] = [];
    const cli = await findCli(places("empty"), (text) => said.push(text), {
      download: async () => {
        tried.push("download");
        return "the site can't be reached";
      },
      build: async (folder) => {
        tried.push(`build ${folder}`);
        return undefined;
      },
    });
    expect(tried).toEqual(["download", `build ${join(root, "home/versions/3.246.0")}`]);
    expect(cli).toBe(join(root, "home/versions/3.246.0/bin/pulumi"));
    expect(said.join("\n")).toContain("not possible: the site can't be reached");
  });

  it("that can't be had gives a text with all that was tried and what to install", async () => {
    const failing = findCli(places("empty"), () => undefined, {
      download: async () => "no network",
      build: async () => "Go is not installed",
    });
    await expect(failing).rejects.toThrow(
      /on PATH: no pulumi\n.*versions: none\n.*no network\n.*Go is not installed\nInstall it \(https:\/\/www\.pulumi\.com\/docs\/install\/\)/,
    );
  });

  it("runs programs by itself only with a language host beside it or on PATH", () => {
    const cli = place("a", "pulumi");
    expect(hasLanguageHost(cli, places("a"))).toBe(false);
    place("b", "pulumi-language-nodejs");
    expect(hasLanguageHost(cli, places("b"))).toBe(true);
    place("a", "pulumi-language-nodejs");
    expect(hasLanguageHost(cli, places("empty"))).toBe(true);
  });
});
