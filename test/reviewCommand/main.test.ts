import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const main = resolve("dist/reviewCommand/main.js");
const folder = mkdtempSync(join(tmpdir(), "acr-review-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built command in a folder of its own. */
function run(args: readonly string[], options: { input?: string; node?: readonly string[] } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...(options.node ?? []), main, ...args], {
    cwd: folder,
    encoding: "utf8",
    input: options.input ?? "",
  });
  return { status, stdout, stderr };
}

function file(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

const type = "azure-native:containerregistry:Registry";
const inputs = { registryName: "contoso", resourceGroupName: "rg", location: "westeurope", sku: { name: "Standard" } };
const good = file("good.json", [{ type, name: "images", inputs }]);
const bad = file("bad.json", [{ type, name: "images", inputs: { ...inputs, adminUserEnabled: true } }]);

describe("the exit code", () => {
  it("is 0 when nothing is wrong", () => {
    expect(run([good, "--profile", "none"])).toMatchObject({ status: 0, stderr: "" });
  });

  it("is 1 when there are errors", () => expect(run([bad]).status).toBe(1));

  it("is 0 for warnings alone, and 1 with --fail-on warning", () => {
    expect(run([good]).status).toBe(0);
    expect(run([good, "--fail-on", "warning"]).status).toBe(1);
  });

  it("is 0 with --fail-on never", () => expect(run([bad, "--fail-on", "never"]).status).toBe(0));

  it("is 0 for a file without registries", () => {
    expect(run([file("others.json", [{ type: "aws:s3/bucket:Bucket", name: "b", inputs: {} }])]).status).toBe(0);
  });
});

describe("wrong input", () => {
  it.each([
    ["no file", [], "Name a file to review, or a command after --. See acr-review --help."],
    ["a file that isn't there", ["missing.json"], "missing.json does not exist."],
    ["a folder", ["."], ". is a directory."],
    [
      "a truncated file",
      [file("cut.json", '[{"type":"azure-na')],
      "cut.json is not complete JSON: it ends in the middle.",
    ],
    [
      "a format that isn't one",
      [good, "--format", "yaml"],
      '--format takes text, json, sarif, junit, markdown, not "yaml".',
    ],
    [
      "a profile that isn't one",
      [good, "--profile", "strict"],
      '--profile takes baseline, private, resilient, regulated, abac, all, none, not "strict".',
    ],
    ["an unknown option", [good, "--frmat", "json"], "Unknown option '--frmat'. See acr-review --help."],
    ["a configuration that isn't there", [good, "--config", "no.json"], "The configuration no.json can't be read."],
    ["nothing after --", ["--"], "A command must follow --."],
    ["a command that isn't there", ["--", "no-such-command"], 'The command "no-such-command" can\'t be found.'],
  ])("is one sentence and exit code 2: %s", (_what, args, sentence) => {
    expect(run(args)).toEqual({ status: 2, stdout: "", stderr: `acr-review: ${sentence}\n` });
  });

  it.each([
    ["a manifest of npm", "package.json", { name: "x", type: "module", dependencies: {} }],
    ["an object with a type that is none", "x.json", { type: "x" }],
    [
      "a state of Terraform",
      "state.json",
      { version: 4, terraform_version: "1.9.0", resources: [{ type: "azurerm_x" }] },
    ],
  ])("is never clean when it is of another kind: %s", (_what, name, content) => {
    const { status, stdout, stderr } = run([file(name, content)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^acr-review: \S+ is .*\.\n$/);
  });

  it("is told for each mistake in a configuration", () => {
    const config = file("config.json", { "acr-admin-user-disabeld": "advisory" });
    const { status, stderr } = run([good, "--config", config]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/There is no policy "acr-admin-user-disabeld".*did you mean "acr-admin-user-disabled"/);
  });

  it.each([
    ["null", "null"],
    ["numbers", "[1,2,3]"],
    ["wrong types", JSON.stringify([{ type, name: 7, inputs: [], dependencies: 3, parent: {}, old: "x" }])],
    [
      "wrong inputs",
      JSON.stringify([{ type, name: "a", inputs: { sku: 7, policies: "x", networkRuleSet: { ipRules: {} } } }]),
    ],
    [
      "prototype keys",
      `[{"type":"${type}","name":"__proto__","inputs":{"__proto__":{"sku":1},"constructor":{"prototype":{}}}}]`,
    ],
    [
      "a circle of parents",
      JSON.stringify([
        { type, name: "a", parent: "b" },
        { type, name: "b", parent: "a" },
      ]),
    ],
    [
      "a deep value",
      `[{"type":"${type}","name":"a","inputs":{"tags":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}}]`,
    ],
    [
      "steps of wrong types",
      '{"steps":[1,null,{"op":{},"urn":[]},{"newState":{"urn":"x","inputs":3}}],"changeSummary":{}}',
    ],
    [
      "a template that needs itself",
      '{"contentVersion":"1","variables":{"a":"[variables(\'a\')]"},"resources":[{"type":"Microsoft.ContainerRegistry/registries","apiVersion":"2023-07-01","name":"[variables(\'a\')]"}]}',
    ],
  ])("gives findings or a sentence, never a stack trace: %s", (_what, text) => {
    const { status, stdout, stderr } = run(["-", "--tier"], { input: text });
    expect([0, 1, 2]).toContain(status);
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain("could not be reviewed");
  });
});

describe("large input", () => {
  const megabytes = 34;

  it("is reviewed in a process of its own, with the same result", () => {
    const large = file("large.json", [
      { type, name: "images", inputs: { ...inputs, tags: { pad: "x".repeat(megabytes * 1e6) } } },
    ]);
    const { status, stdout, stderr } = run([large, "--profile", "none", "--fail-on", "never"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("1 registry reviewed");
  });

  it.each([
    ["deep nesting", "[".repeat(megabytes * 1e6), "nests values more than 1000 deep"],
    ["nothing but empty objects", `[${"{},".repeat(21e6)}{}]`, "holds more than 20 million objects and lists"],
  ])("of %s ends with a sentence", (_what, text, reason) => {
    expect(run([file("hostile.json", text)])).toEqual({
      status: 2,
      stdout: "",
      stderr: `acr-review: hostile.json ${reason}.\n`,
    });
  });
});

describe("the report", () => {
  it("goes to the file that --output names", () => {
    expect(run([bad, "--format", "json", "--output", "report.json"])).toMatchObject({ status: 1, stdout: "" });
    const { findings, summary } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    expect(findings).toContainEqual(expect.objectContaining({ rule: "R01", path: "adminUserEnabled" }));
    expect(summary).toMatchObject({ registries: 1, profile: "baseline" });
  });

  it("is of the profile in the configuration unless --profile says otherwise", () => {
    const config = file("all.json", { "acr-review": { profile: "all" } });
    const profile = (args: string[]) => JSON.parse(run([good, "--format", "json", ...args]).stdout).summary.profile;
    expect(profile(["--config", config])).toBe("all");
    expect(profile(["--config", config, "--profile", "private"])).toBe("private");
  });

  it("reads UTF-16 in either order, as PowerShell writes it", () => {
    const little = Buffer.from(`\uFEFF${readFileSync(join(folder, bad), "utf8")}`, "utf16le");
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      writeFileSync(join(folder, "utf16.json"), bytes);
      expect(run(["utf16.json"]).status).toBe(1);
    }
  });

  it("has a file once, however often it is named", () => {
    expect(run([bad, bad, "--profile", "none"]).stdout).toContain("1 registry reviewed");
  });
});

describe("parameters of a template", () => {
  const template = file("template.json", {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { sku: { type: "string", defaultValue: "" }, admin: { type: "bool" }, days: { type: "int" } },
    resources: [
      {
        condition: "[not(empty(parameters('sku')))]",
        type: "Microsoft.ContainerRegistry/registries",
        apiVersion: "2023-07-01",
        name: "contosoimages",
        location: "westeurope",
        sku: { name: "[parameters('sku')]" },
        properties: { adminUserEnabled: "[parameters('admin')]" },
      },
    ],
  });
  const parameters = file("parameters.json", '// ours\n{ "parameters": { "sku": { "value": "Basic" } } }');
  const reviewOf = (...args: string[]) => JSON.parse(run([template, "-f", "json", ...args]).stdout);

  it("come from files and from words, of which the later count more", () => {
    const given = ["--parameters", parameters, "--parameters", "admin=true"];
    expect(reviewOf(...given).registries[0].tier).toBe("Basic");
    expect(reviewOf(...given).findings.map(({ rule }: { rule: string }) => rule)).toContain("R01");
    expect(reviewOf(...given, "--parameters", "sku=Standard").registries[0].tier).toBe("Standard");
    expect(reviewOf("--parameters", "sku=Standard", ...given).registries[0].tier).toBe("Basic");
  });

  it.each([
    ["a name that no template has", ["skuu=Basic"], 'no template has a parameter "skuu". Did you mean "sku"?'],
    ["a file that isn't there", ["none.json"], "none.json can't be read"],
    ["a file that is none", [template], "template.json is not a parameter file"],
    ["Bicep's own form", [file("main.bicepparam", "using 'main.bicep'")], "bicep build-params main.bicepparam"],
  ])("are refused with one sentence: %s", (_what, [given = ""], sentence) => {
    const { status, stderr } = run([template, "--parameters", given]);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("are refused where no file is a template", () => {
    const { status, stderr } = run([good, "--parameters", "a=b"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "acr-review: --parameters is for ARM templates, and there is none.\n",
    });
  });
});

describe("colours", () => {
  it("are what the environment asks for", () => {
    const coloured = (env: NodeJS.ProcessEnv) =>
      spawnSync(process.execPath, [main, bad], { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } })
        .stdout;
    expect(coloured({ FORCE_COLOR: undefined, NO_COLOR: undefined })).not.toContain("\u001B[");
    expect(coloured({ FORCE_COLOR: "1", NO_COLOR: undefined })).toContain("\u001B[31m");
    expect(coloured({ FORCE_COLOR: "0", NO_COLOR: undefined })).not.toContain("\u001B[");
  });
});

describe("a command after --", () => {
  const program = file("program.js", `console.log(JSON.stringify({ args: process.argv.slice(2), steps: [] }));`);

  it("is run and its output reviewed", () => {
    const prints = file("prints.js", `console.log(${JSON.stringify(readFileSync(join(folder, bad), "utf8"))});`);
    expect(run(["--", process.execPath, prints])).toMatchObject({ status: 1, stderr: "" });
  });

  it("is asked for JSON with every resource when it is a preview", () => {
    const { stdout } = run(["--format", "json", "--", process.execPath, program, "preview"]);
    expect(JSON.parse(stdout).files[0].file).toMatch(/ preview --json --show-sames$/);
  });

  it("is asked for JSON when it is a what-if of Azure", () => {
    const whatIf = `console.log(JSON.stringify({ args: process.argv.slice(2), status: "Succeeded", changes: [] }));`;
    const { stdout } = run(["-f", "json", "--", process.execPath, file("what-if.js", whatIf), "deployment", "what-if"]);
    expect(JSON.parse(stdout).files[0].file).toMatch(/ deployment what-if --no-pretty-print$/);
  });

  it("is named without the values of its options, which may be secrets", () => {
    const args = ["--", process.execPath, program, "preview", "--config", "login=hunter2"];
    const { stdout } = run(["--format", "json", ...args]);
    expect(JSON.parse(stdout).files[0].file).toMatch(/ preview --config login=\.\.\. --json --show-sames$/);
  });

  it("makes the exit code 2 when it fails without findings", () => {
    const fails = file("fails.js", `console.log('{"steps":[]}'); process.exitCode = 255;`);
    const { status, stderr } = run(["--", process.execPath, fails]);
    expect(status).toBe(2);
    expect(stderr).toContain("the command ended with exit code 255");
  });
});

it("loads neither Pulumi nor any other package that it doesn't need to start", () => {
  const probe = file(
    "probe.js",
    "process.on('exit', () => console.error(Object.keys(require.cache).filter((path) => /node_modules/.test(path)).join()));",
  );
  const { stderr } = run([good, "--profile", "none"], { node: ["-r", join(folder, probe)] });
  expect(stderr).not.toMatch(/@pulumi|yaml|\/typescript\//);
});

describe("--explain", () => {
  it("prints a rule by its id, in any letter case, with what its failing example is told", () => {
    const { status, stdout } = run(["--explain", "wh-02"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^acr-webhook-service-uri \(WH-02.*\)\nA webhook calls an http or https address\.\n/);
    expect(stdout).toContain("    serviceUri: ftp://hooks.example.com/images");
    expect(stdout).toContain("  error WH-02 at webhooks.deploy.serviceUri");
    expect(stdout).toMatch(/^page: +https:.*\/docs\/rules\/webhooks\.md#wh-02$/m);
  });

  it("prints every rule of a policy name, once", () => {
    const { stdout } = run(["--explain", "acr-webhook-status", "WH-05"]);
    expect(stdout.match(/^acr-webhook-status \(/gm)).toHaveLength(1);
  });

  it("says which rule was meant, and that a rule has to be named", () => {
    expect(run(["--explain", "acr-admin-user"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no rule "acr-admin-user". Did you mean acr-admin-user-disabled?'),
    });
    expect(run(["--explain"])).toMatchObject({ status: 2, stderr: expect.stringContaining("Name a rule") });
  });
});
