import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readArguments } from "../../../src/local/command/arguments";
import { keepingProjectFile, localConfigFile, mergeConfig } from "../../../src/local/command/stackConfig";
import {
  deselectStack,
  keepingSelection,
  releaseDeadLocks,
  selectStack,
  stackOf,
} from "../../../src/local/command/stacks";
import { runCli } from "../../../src/local/pulumiCli/run";

let folder: string;
const stackVariable = process.env.PULUMI_STACK;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "acr-stacks-"));
  delete process.env.PULUMI_STACK;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  if (stackVariable !== undefined) process.env.PULUMI_STACK = stackVariable;
});

const project = () => ({
  directory: folder,
  name: "web",
  runtime: "nodejs",
  options: {},
  plugins: [],
  configDirectory: folder,
});
const stack = (line: string) => stackOf(readArguments(line.split(" ")), folder);

describe("the stack of a command", () => {
  it("is dev", () => expect(stack("up")).toBe("dev"));

  it("is the one that the command names, without its organization", () => {
    expect(
      ["up --stack acme/web/test", "-s test up", "stack rm test --yes", "stack init acme/test"].map(stack),
    ).toEqual(["test", "test", "test", "test"]);
  });

  it("is no other word of the command", () => {
    expect(["stack output loginServer", "stack init --secrets-provider passphrase test"].map(stack)).toEqual([
      "dev",
      "test",
    ]);
  });

  it("is the selected one, until another is asked for or it is gone", () => {
    selectStack(folder, "chosen");
    expect(stack("up")).toBe("chosen");
    process.env.PULUMI_STACK = "asked";
    expect(stack("up")).toBe("asked");
    delete process.env.PULUMI_STACK;
    deselectStack(folder, "another");
    expect(stack("up")).toBe("chosen");
    deselectStack(folder, "chosen");
    expect(stack("up")).toBe("dev");
  });
});

describe("the lock of a stack", () => {
  const locks = () => join(folder, ".pulumi/locks/organization/web/dev");
  const lock = (name: string, value: unknown) => {
    mkdirSync(locks(), { recursive: true });
    writeFileSync(join(locks(), `${name}.json`), typeof value === "string" ? value : JSON.stringify(value));
    return join(locks(), `${name}.json`);
  };

  it("goes when the process that took it on this machine is no more", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const file = lock("dead", { pid, hostname: hostname() });
    expect(releaseDeadLocks(folder, project(), "dev")).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ["of a process that runs", { pid: process.pid, hostname: hostname() }],
    ["of another machine", { pid: 999_999_999, hostname: "elsewhere" }],
    ["that cannot be read", "half"],
  ])("%s stays", (_case, value) => {
    const file = lock("kept", value);
    expect(releaseDeadLocks(folder, project(), "dev")).toBe(false);
    expect(existsSync(file)).toBe(true);
  });

  it("is none where nothing ever ran", () => expect(releaseDeadLocks(folder, project(), "dev")).toBe(false));
});

it("the stack that the user's own pulumi works on stays selected", async () => {
  const file = (name: string) => join(folder, "workspaces", `${name}-${"a1".repeat(20)}-workspace.json`);
  mkdirSync(join(folder, "workspaces"));
  writeFileSync(file("web"), "mine");
  await keepingSelection(folder, project(), async () => {
    rmSync(file("web"));
    writeFileSync(file("web-shop"), "another project's");
  });
  expect(readFileSync(file("web"), "utf8")).toBe("mine");
  expect(existsSync(file("web-shop"))).toBe(true);
});

it("a stack that is made again keeps the salt that its configuration is encrypted with", async () => {
  const projectFile = join(folder, "Pulumi.dev.yaml");
  const initWith = (salt: string) => async () => {
    writeFileSync(projectFile, `encryptionsalt: ${salt}\n`);
    return 0;
  };
  await keepingProjectFile(folder, "dev", projectFile, initWith("first"));
  mergeConfig(folder, "dev", projectFile);
  await keepingProjectFile(folder, "dev", projectFile, initWith("second"));
  expect(readFileSync(localConfigFile(folder, "dev"), "utf8")).toContain("encryptionsalt: first");
  expect(existsSync(projectFile)).toBe(false);
});

describe("a CLI that is damaged", () => {
  const cli = (text: string) => {
    const file = join(folder, "pulumi");
    writeFileSync(file, text, { mode: 0o755 });
    return file;
  };

  it("and cannot be started is named, with what to do", async () => {
    const file = cli("#!/nowhere/at/all\n");
    await expect(runCli(file, [], process.env)).rejects.toThrow(
      `${file} can't be started: spawn ${file} ENOENT. If the file is damaged, delete it, and the next run gets it again`,
    );
  });

  it("and breaks down is an error, not a silence", async () => {
    expect(await runCli(cli("#!/bin/sh\nkill -SEGV $$\n"), [], process.env)).toBe(1);
  });
});
