import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import * as acr from "../../src";
import { rules } from "../../src/rules/book";
import { run } from "./monitor";

// The doc comments of the public surface are what editors show: they are held to what they say.

const root = join(__dirname, "../..");
const files = ["src/components", "src/azure"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(root, folder, name)),
);
const sources = files.map((file) =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, /* setParentNodes */ true),
);
const surface = readFileSync(join(root, "src/index.ts"), "utf8");
const isPublic = (name: string) => new RegExp(`\\b${name}\\b`).test(surface);

/** The optional properties of every public interface. */
const options = sources.flatMap((source) => {
  const found: ts.PropertySignature[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isInterfaceDeclaration(node) && isPublic(node.name.text)) {
      found.push(...node.members.filter(ts.isPropertySignature).filter(({ questionToken }) => questionToken));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
});
const ownerOf = ({ parent }: ts.PropertySignature) => (ts.isInterfaceDeclaration(parent) ? parent.name.text : "");
const commentOf = (node: ts.Node) => ts.getJSDocCommentsAndTags(node)[0]?.getText() ?? "";
const tagsOf = (node: ts.Node) => ts.getJSDocTags(node).map(({ tagName }) => tagName.text);

describe("an option (F30)", () => {
  // What only the service sets, what must not be there, and what is a default itself.
  const without =
    /^(IdentityArgs\.(principalId|tenantId)|\w+ImageArgs\.(tag|digest)|Finding\.\w+|RegistryDefaults\.\w+)$/;

  it("names its default in a tag, unless it is required", () => {
    const named = options.filter((option) => !without.test(`${ownerOf(option)}.${option.name.getText()}`));
    expect(named.length).toBeGreaterThan(80);
    expect(
      named
        .filter((option) => !tagsOf(option).includes("default") && !/status/.test(option.name.getText()))
        .map((option) => `${ownerOf(option)}.${option.name.getText()}`),
    ).toEqual([]);
  });

  it("names rules that there are", () => {
    const ids = new Set(rules.flatMap(({ id, also = [] }) => [id, ...also]));
    const unknown = options.flatMap((option) => {
      const [, list = ""] =
        /(?:Errors|warnings): ([^.]*)\./.exec(commentOf(option).replaceAll(/\s*\n\s*\*\s*/g, " ")) ?? [];
      return [...list.matchAll(/\b[A-Z]+-\d+\b/g)]
        .map(([id]) => id)
        .filter((id) => !ids.has(id) && !/^(SHAPE|DNS|SUB|WAIVER)-/.test(id))
        .map((id) => `${ownerOf(option)}.${option.name.getText()}: ${id}`);
    });
    expect(unknown).toEqual([]);
  });

  it("with a few words has them in its type, and takes any other text too", () => {
    const closed = options.filter((option) =>
      /^[^.]*: ?`\w+`(, `\w+`)* or `\w+`|^\s*\/\*\* `\w+` or `\w+`/m.test(commentOf(option)),
    );
    const loose = closed.filter((option) => option.type?.getText() === "pulumi.Input<string | undefined>");
    expect(loose.map((option) => `${ownerOf(option)}.${option.name.getText()}`)).toEqual([]);
  });

  it("that is a leftover is deprecated", () => {
    const deprecated = options.filter((option) => tagsOf(option).includes("deprecated"));
    expect(deprecated.map((option) => `${ownerOf(option)}.${option.name.getText()}`).sort()).toEqual([
      "PremiumPoliciesArgs.trustPolicy",
      "PremiumRegistryArgs.zoneRedundancy",
      "ReplicationProperties.zoneRedundancy",
    ]);
  });
});

describe("an example in a comment (F30)", () => {
  const examples = sources.flatMap((source) => {
    const found: (readonly [name: string, code: string])[] = [];
    const visit = (node: ts.Node) => {
      const name =
        (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name && isPublic(node.name.text)
          ? node.name.text
          : undefined;
      const [, code] = name ? (/@example[\s*]*```ts\n([\s\S]*?)```/.exec(commentOf(node)) ?? []) : [];
      if (name && code) found.push([name, code.replaceAll(/^ ?\* ?/gm, "")]);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
  const elsewhere = { location: "westeurope", loginServer: "shared.azurecr.io", sku: { name: "Premium" } };
  const folder = mkdtempSync(join(root, "test/components/examples-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is there for every component and every function", () => {
    const exported = Object.keys(acr).filter((name) => name !== "ConfigurationError");
    expect(examples.map(([name]) => name).sort()).toEqual(exported.sort());
  });

  it("compiles under strict", { timeout: 60_000 }, () => {
    const paths = examples.map(([name, code]) => {
      const path = join(folder, `${name}.ts`);
      writeFileSync(path, code);
      return path;
    });
    const program = ts.createProgram(paths, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      types: ["node"],
    });
    const said = paths.flatMap((path) => program.getSemanticDiagnostics(program.getSourceFile(path)));
    expect(said.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });

  it.each(examples)("runs: %s", async (_name, code) => {
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const done = await run(
      () => {
        const pulumi = require("@pulumi/pulumi");
        pulumi.runtime.setConfig("test:sku", "Basic");
        const load = (name: string) =>
          name === "pulumi-acr" ? acr : name === "@pulumi/pulumi" ? pulumi : require(name);
        new Function("require", "exports", outputText)(load, {});
      },
      { invokes: { "azure-native:containerregistry:getRegistry": elsewhere } },
    );
    expect(done.error).toBe("");
  });
});
