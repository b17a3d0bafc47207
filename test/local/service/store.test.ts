import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openStore, resetStore } from "../../../src/local/service/store";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "acr-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const resource = (id: string) => ({ id, type: "resources:ResourceGroup", inputs: {}, outputs: {}, createdAt: "now" });

it("what one process writes, another one finds", () => {
  const store = openStore(folder);
  store.put(resource("/a"));
  store.flush();
  expect(openStore(folder).get("/A/")?.id).toBe("/a");
});

it("two processes that write at the same time keep both their changes", () => {
  const before = openStore(folder);
  before.put(resource("/gone"));
  before.put(resource("/gone/below"));
  before.flush();
  const [first, second] = [openStore(folder), openStore(folder)];
  first.put(resource("/first"));
  first.remove("/gone");
  second.put(resource("/second"));
  first.flush();
  second.flush();
  const ids = (store: { all(): { id: string }[] }) => store.all().map(({ id }) => id);
  expect(ids(openStore(folder))).toEqual(["/first", "/second"]);
  expect(ids(second)).toEqual(["/first", "/second"]);
});

it("a writer that was killed while it held the folder holds nobody up for ever", () => {
  mkdirSync(join(folder, "azure.lock"));
  const store = openStore(folder);
  store.put(resource("/a"));
  store.flush();
  expect(openStore(folder).all()).toHaveLength(1);
});

it("a store that cannot be read says how to start anew", () => {
  const store = openStore(folder);
  store.put(resource("/a"));
  store.flush();
  writeFileSync(join(folder, "azure.state"), "half");
  expect(() => openStore(folder)).toThrow(/azure\.state cannot be read\. "acr-local reset" starts anew/);
});

it("a reset removes the folder of a local Azure, and one that is not there is no error", () => {
  const store = openStore(folder);
  store.put(resource("/a"));
  store.flush();
  mkdirSync(join(folder, ".pulumi", "stacks"), { recursive: true });
  resetStore(folder);
  expect(existsSync(folder)).toBe(false);
  resetStore(folder);
});

it("a reset leaves a folder alone that holds anything else", () => {
  mkdirSync(join(folder, ".pulumi"));
  writeFileSync(join(folder, "thesis.txt"), "");
  expect(() => resetStore(folder)).toThrow("it holds thesis.txt: nothing is removed");
  expect(readdirSync(folder).sort()).toEqual([".pulumi", "thesis.txt"]);
});
