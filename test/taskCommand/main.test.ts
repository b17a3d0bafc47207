import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import { XMLParser } from "fast-xml-parser";
import { afterAll, describe, expect, it } from "vitest";

const main = resolve("dist/taskCommand/main.js");
const folder = mkdtempSync(join(tmpdir(), "acr-task-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built command in a folder of its own. */
function run(args: readonly string[], input = "") {
  const env = { ...process.env, TZ: "UTC" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    input,
    env,
  });
  return { status, stdout, stderr };
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const good = file(
  "good.yaml",
  'version: v1.1.0\nsteps:\n  - id: build\n    build: -t $Registry/web:$ID .\n  - push: ["$Registry/web:$ID"]\n    when: ["build"]\n',
);
const bad = file("bad.yaml", readFileSync(join(folder, good), "utf8").replace('["build"]', '["biuld"]'));
const odd = file("odd.yaml", `${readFileSync(join(folder, good), "utf8")}    timout: 3\n`);

describe("acr-task lint", () => {
  it("is 0 for a good file, 1 for an error, and 1 for a warning with --fail-on warning", () => {
    expect(run(["lint", good])).toMatchObject({ status: 0, stderr: "" });
    expect(run(["lint", bad]).status).toBe(1);
    expect(run(["lint", bad, "--fail-on", "never"]).status).toBe(0);
    expect(run(["lint", odd]).status).toBe(0);
    expect(run(["lint", odd, "--fail-on", "warning"]).status).toBe(1);
  });

  it("says where, what and how to mend it", () => {
    expect(run(["lint", bad]).stdout).toBe(
      [
        'bad.yaml:6:12  error    Step 2 waits for "biuld", which is not the id of a step.',
        "    allowed: build",
        '    fix:     Write "build".',
        "    rule:    TASK-39 acr-task-file-step-order",
        "",
        "1 task file: 1 error.",
        "The runner refuses it.",
        "",
      ].join("\n"),
    );
  });

  it("reads standard input", () => {
    const { stdout, status } = run(["lint", "-"], "steps: [\n");
    expect({ stdout, status }).toMatchObject({ status: 1, stdout: expect.stringContaining("standard input:2:1") });
  });

  it("writes JSON with the verdict of each file", () => {
    const { files } = JSON.parse(run(["lint", good, bad, "-f", "json"]).stdout);
    expect(files).toMatchObject([
      { file: "good.yaml", verdict: "valid", findings: [] },
      { file: "bad.yaml", verdict: "invalid", findings: [{ rule: "TASK-39", line: 6, column: 12, endColumn: 19 }] },
    ]);
  });

  it("writes SARIF that its schema takes, with regions", () => {
    const log = JSON.parse(run(["lint", bad, odd, "-f", "sarif"]).stdout);
    const text = readFileSync("test/reviewCommand/fixtures/sarif-2.1.0.schema.json", "utf8");
    const { $schema: _draft, id: _id, ...schema } = JSON.parse(text);
    const formats = { uri: (uri: string) => URL.canParse(uri), "uri-reference": /^\S*$/, "date-time": true } as const;
    const validate = new Ajv({ strict: false, unicodeRegExp: false, formats }).compile(schema);
    validate(log);
    expect(validate.errors).toBeNull();
    expect(log.runs[0].results.map((one: { ruleId: string }) => one.ruleId)).toEqual(["TASK-39", "TASK-45"]);
    expect(log.runs[0].results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 6,
      startColumn: 12,
      endLine: 6,
      endColumn: 19,
    });
  });

  it("knows values that are given, and what is missing then", () => {
    const valued = file("valued.yaml", "version: v1.1.0\nsteps:\n  - cmd: bash -c 'echo {{.Values.a.b}}'\n");
    expect(run(["lint", valued]).status).toBe(0);
    expect(run(["lint", valued, "--set", "c=d"]).stdout).toContain("valued.yaml:3:26  error    A template asks for");
    const values = file("values.yaml", "a:\n  b: hello\n");
    expect(run(["lint", valued, "--values", values]).status).toBe(0);
  });

  it("finds the Dockerfile beside the file, when a new base image is to start the task", () => {
    file("Dockerfile", "FROM ghcr.io/contoso/base:1.0\n");
    const { stdout } = run(["lint", good, "--base-image-trigger"]);
    expect(stdout).toContain("builds from ghcr.io/contoso/base:1.0, and ghcr.io is not followed");
    expect(run(["lint", good]).stdout).toContain("no findings");
  });
});

describe("acr-task plan", () => {
  it("shows stages, waits and the longest path", () => {
    const { stdout } = run(["plan", good]);
    expect(stdout).toContain("2 steps in 2 stages");
    expect(stdout).toContain("acb_step_1  push   10 min    after build");
    expect(stdout).toContain("Longest path: build > acb_step_1, 20 min");
  });
  it("writes JSON, Mermaid and a well-formed SVG", () => {
    expect(JSON.parse(run(["plan", good, "-f", "json"]).stdout).stages).toEqual([["build"], ["acb_step_1"]]);
    expect(run(["plan", good, "-f", "mermaid"]).stdout).toMatch(/^flowchart LR\n[\s\S]*s0 --> s1/);
    const { svg } = new XMLParser({ ignoreAttributes: false }).parse(run(["plan", good, "-f", "svg"]).stdout);
    expect(svg.text).toBeTruthy();
  });
  it("says why a file has no plan", () => {
    expect(run(["plan", bad])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("bad.yaml has no plan. The runner refuses it. Line 6, column 12"),
    });
  });
});

describe("acr-task render", () => {
  it("fills in what is known, and leaves the rest as expressions", () => {
    const { stdout } = run(["render", good, "--run", "ID=cf1", "--registry", "contoso.azurecr.io"]);
    expect(stdout).toContain("build: -t contoso.azurecr.io/web:cf1 .");
    expect(run(["render", good]).stdout).toContain("build: -t {{.Run.Registry}}/web:{{.Run.ID}} .");
  });
  it("says where a template fails", () => {
    const broken = file("broken.yaml", "steps:\n  - cmd: bash {{ nothing }}\n");
    expect(run(["render", broken]).stderr).toContain('Line 2, column 18 calls "nothing", which is not a function');
  });
});

describe("acr-task next", () => {
  it("lists times in UTC and in a zone", () => {
    const { stdout } = run(["next", "0 4 * * Sun", "--count", "2", "--zone", "Europe/Berlin"]);
    expect(stdout.match(/Sun \d{4}-\d\d-\d\d 04:00 UTC {3}\d{4}-\d\d-\d\d 0[56]:00 Europe\/Berlin/g)).toHaveLength(2);
  });
  it("lists the timers of a template", () => {
    const template = file(
      "template.json",
      JSON.stringify({
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        contentVersion: "1.0.0.0",
        resources: [
          {
            type: "Microsoft.ContainerRegistry/registries/tasks",
            apiVersion: "2019-04-01",
            name: "contoso/clean",
            location: "westeurope",
            properties: { trigger: { timerTriggers: [{ name: "weekly", schedule: "30 1 * * Mon" }] } },
          },
        ],
      }),
    );
    const { timers } = JSON.parse(run(["next", template, "-f", "json", "--count", "1"]).stdout);
    expect(timers).toMatchObject([{ schedule: "30 1 * * Mon", next: [expect.stringMatching(/T01:30:00/)] }]);
  });
  it("says what is wrong with a schedule", () => {
    expect(run(["next", "0 0 21 * * *"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("it has 6 fields"),
    });
  });
});

describe("acr-task purge", () => {
  it("tries names on filters", () => {
    const { stdout, status } = run([
      "purge",
      "web:^(pr-.*)$",
      "--try",
      "web:pr-1",
      "--try",
      "web:v1",
      "--try",
      "api:pr-1",
    ]);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "deleted  web:pr-1  by web:^(pr-.*)$",
      "kept     web:v1",
      "kept     api:pr-1",
    ]);
    expect(status).toBe(0);
  });
  it("takes filters from a task file and names from a list", () => {
    const purges = file("purge.yaml", "version: v1.1.0\nsteps:\n  - cmd: acr purge --filter 'web:^(v1)$' --ago 30d\n");
    const names = file("names.txt", "web:v1\n# a note\nweb:v10\n");
    const { names: trials } = JSON.parse(run(["purge", purges, "--try", `@${names}`, "-f", "json"]).stdout);
    expect(trials).toEqual([
      { name: "web:v1", matches: true, filter: "web:^(v1)$" },
      { name: "web:v10", matches: false },
    ]);
  });
  it("PURGE-18 is 1 when a name that must stay matches, or one that must go does not", () => {
    expect(run(["purge", "web:.*", "--must-keep", "web:latest"])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("error: web:latest must be kept, and matches."),
    });
    expect(run(["purge", "web:pr-.*", "--must-delete", "web:v1"]).status).toBe(1);
  });
  it("refuses a filter that means nothing", () => {
    expect(run(["purge", "web:*", "--try", "web:a"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Write ".*"'),
    });
  });
});

describe("wrong usage", () => {
  it.each([
    ["no command", [], "Name a command: lint, plan, render, next, purge. See acr-task --help."],
    [
      "an unknown command",
      ["lnt"],
      'There is no command "lnt": acr-task has lint, plan, render, next, purge. See acr-task --help.',
    ],
    ["no file", ["lint"], "Name a task file after acr-task lint. See acr-task --help."],
    ["a file that is not there", ["lint", "none.yaml"], "none.yaml does not exist."],
    ["a format of another command", ["lint", good, "-f", "svg"], '--format takes text, json, sarif, not "svg".'],
    ["an unknown option", ["lint", good, "--frmat"], "Unknown option '--frmat'. See acr-task --help."],
    ["a value without a name", ["lint", good, "--set", "x"], '--set takes NAME=VALUE, not "x".'],
    ["a run variable that does not exist", ["lint", good, "--run", "Foo=1"], "--run knows ID"],
    [
      "a time zone that does not exist",
      ["next", "0 4 * * *", "--zone", "Mars"],
      '--zone takes a time zone such as Europe/Berlin, not "Mars".',
    ],
    [
      "nothing to try",
      ["purge", "web:.*"],
      "Name what to try: --try repository:tag, or --try @FILE with one on each line.",
    ],
  ])("is one sentence and exit code 2: %s", (_what, args, sentence) => {
    const { status, stdout, stderr } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.startsWith(`acr-task: ${sentence}`)).toBe(true);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("has help and a version", () => {
    expect(run(["--help"])).toMatchObject({ status: 0, stdout: expect.stringContaining("acr-task lint") });
    expect(run(["--version"]).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});
