import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const file = join(__dirname, "tiers.types.ts");

/** What tsc says of the refused configurations, by the remark above each. */
function messages(): Record<string, string> {
  const text = readFileSync(file, "utf8");
  // The same file with plain remarks in place of the directives: the compiler then reports what they expect.
  const plain = text.replaceAll("@ts-expect-error", "refused");
  const { config } = ts.readConfigFile(join(__dirname, "../../tsconfig.test.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(__dirname, "../.."));
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) =>
    name === file ? ts.createSourceFile(name, plain, version) : getSourceFile.call(host, name, version, ...rest);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  const found: Record<string, string> = {};
  for (const { start = 0, messageText } of program.getSemanticDiagnostics(source)) {
    const line = plain.slice(0, start).split("\n").length - 1;
    const lines = plain.split("\n");
    const remark =
      lines
        .slice(0, line)
        .findLast((other) => other.includes("// refused -- "))
        ?.split(" -- ")[1] ?? "";
    found[remark] = ts.flattenDiagnosticMessageText(messageText, "\n").split("\n").at(-1)?.trim() ?? "";
  }
  return found;
}

it("names the option and the tier in what tsc says", { timeout: 60_000 }, () => {
  const absent = (option: string, type: string) =>
    `Object literal may only specify known properties, and '${option}' does not exist in type '${type}'.`;
  expect(messages()).toEqual({
    "Basic has no geo-replication": absent("replications", "BasicRegistryArgs"),
    "Basic has no zone redundancy option": absent("zoneRedundancy", "BasicRegistryArgs"),
    "Basic has no private endpoints": absent("privateEndpoints", "BasicRegistryArgs"),
    "Basic has no customer-managed keys": absent("encryption", "BasicRegistryArgs"),
    "Basic has no retention policy": expect.stringContaining("retentionPolicy"),
    "Basic has no data endpoints": absent("dataEndpointEnabled", "BasicRegistryArgs"),
    "Basic cannot close its public endpoint": absent("publicNetworkAccess", "BasicRegistryArgs"),
    "Basic has no anonymous pull": absent("anonymousPullEnabled", "BasicRegistryArgs"),
    "Standard has no geo-replication": absent("replications", "StandardRegistryArgs"),
    "Standard has no network rules": absent("networkRuleSet", "StandardRegistryArgs"),
    "Standard has no export control": expect.stringContaining("exportPolicy"),
    "a tier is spelt with a capital letter": `Type '"premium"' is not assignable to type '"Basic" | "Standard" | "Premium" | ConfiguredSku'. Did you mean '"Premium"'?`,
    "text from configuration goes through parseSku": expect.stringContaining("Type 'string' is not assignable to type"),
    "a registry has a tier": expect.stringContaining("'sku' is missing"),
  });
});
