import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCli } from "../../../src/local/pulumiCli/build";

const path = process.env.PATH;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "acr-build-"));
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(root, { recursive: true, force: true });
});

/** A Go that notes its calls and does what a script says to the file that it is to make. */
function go(script: string): string {
  const bin = join(root, "bin");
  const log = join(root, "calls");
  mkdirSync(bin);
  writeFileSync(
    join(bin, "go"),
    `#!/bin/sh\n[ "$1" = version ] && exit 0\necho "$CGO_ENABLED $*" >> ${log}\nls > ${root}/folder\nwhile [ "$1" != -o ]; do shift; done\n${script}\n`,
  );
  chmodSync(join(bin, "go"), 0o755);
  process.env.PATH = `${bin}${delimiter}${path}`;
  return log;
}

describe("a build of the CLI", () => {
  const target = () => join(root, "versions", "bin", "pulumi");

  it("is made from the modules of this package, with the version in it, and appears when it is whole", async () => {
    const log = go(`test -e ${root}/versions/bin/pulumi && exit 9; echo built > "$2"`);
    expect(await buildCli(target(), () => undefined)).toBeUndefined();
    expect(readFileSync(target(), "utf8")).toBe("built\n");
    expect(readFileSync(log, "utf8")).toMatch(
      /^0 build -trimpath -ldflags .*version\.Version=v3\.246\.0 -o .*\/cmd\/pulumi\n$/,
    );
    expect(readFileSync(join(root, "folder"), "utf8")).toBe("go.mod\ngo.sum\n");
  });

  it("is made once when two need it", async () => {
    const log = go('sleep 1; echo built > "$2"');
    const said: string[] = [];
    const both = await Promise.all([1, 2].map(() => buildCli(target(), (text) => said.push(text))));
    expect(both).toEqual([undefined, undefined]);
    expect(readFileSync(log, "utf8").trim().split("\n")).toHaveLength(1);
    expect(said.join("\n")).toContain("another process is building it");
  });

  it("that fails leaves nothing behind and says why", async () => {
    go('echo half > "$2"; echo "no required module" >&2; exit 1');
    expect(await buildCli(target(), () => undefined)).toBe("no required module");
    expect(existsSync(target())).toBe(false);
    expect(existsSync(`${target()}.building`)).toBe(false);
  });
});
