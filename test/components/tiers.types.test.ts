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
  const policy = (option: string, tier: string) => {
    const type = `${tier}PoliciesArgs`;
    return absent(option, `${type} | Promise<${type} | undefined> | OutputInstance<${type} | undefined>`);
  };
  const ofPremium = (tier: "Basic" | "Standard") => ({
    [`${tier} has no geo-replication`]: absent("replications", `${tier}RegistryArgs`),
    [`${tier} has no zone redundancy option`]: absent("zoneRedundancy", `${tier}RegistryArgs`),
    [`${tier} has no private endpoints`]: absent("privateEndpoints", `${tier}RegistryArgs`),
    [`${tier} has no customer-managed keys`]: absent("encryption", `${tier}RegistryArgs`),
    [`${tier} has no data endpoints`]: absent("dataEndpointEnabled", `${tier}RegistryArgs`),
    [`${tier} has no regional endpoints`]: absent("regionalEndpoints", `${tier}RegistryArgs`),
    [`${tier} has no choice of IP protocol`]: absent("endpointProtocol", `${tier}RegistryArgs`),
    [`${tier} cannot close its public endpoint`]: absent("publicNetworkAccess", `${tier}RegistryArgs`),
    [`${tier} has no network rules`]: absent("networkRuleSet", `${tier}RegistryArgs`),
    [`${tier} has no firewall for tasks to pass`]: absent("networkRuleBypassAllowedForTasks", `${tier}RegistryArgs`),
    [`${tier} has no retention policy`]: policy("retentionPolicy", tier),
    [`${tier} has no export control`]: policy("exportPolicy", tier),
    [`${tier} has no quarantine`]: policy("quarantinePolicy", tier),
    [`${tier} has no content trust`]: policy("trustPolicy", tier),
  });
  const skus = `'"Basic" | "Standard" | "Premium" | ParsedSku'`;
  const noOutput = expect.stringMatching(/^Type '\{ <U>\(func: .* is not assignable to type 'undefined'\.$/);
  expect(messages()).toEqual({
    ...ofPremium("Basic"),
    "Basic has no anonymous pull": absent("anonymousPullEnabled", "BasicRegistryArgs"),
    ...ofPremium("Standard"),
    "a tier is spelt with a capital letter": `Type '"premium"' is not assignable to type ${skus}. Did you mean '"Premium"'?`,
    "text from configuration goes through parseSku": `Type 'string' is not assignable to type ${skus}.`,
    "a registry has a tier":
      "Property 'sku' is missing in type '{ resourceGroupName: string; }' but required in type 'ConfiguredRegistryArgs'.",
    "azure-native's object is no tier's name": `Type '{ name: string; }' is not assignable to type ${skus}.`,
    "a replica's options are known":
      "Object literal may only specify known properties, but 'tag' does not exist in type 'Known<ReplicationProperties & InMap>'. Did you mean to write 'tags'?",
    "an endpoint has a subnet":
      "Property 'subnetId' is missing in type '{}' but required in type 'PrivateEndpointProperties'.",
    "a key's shape decides what is made, so it is no output": noOutput,
    "nor is a map of children": expect.stringContaining("Index signature for type 'string' is missing in type 'Output"),
    "nor is a child": noOutput,
    "nor is private DNS": noOutput,
    "nor are triggers": expect.stringContaining("Index signature for type 'string' is missing in type 'Output"),
    "nor is a source": noOutput,
    "Classic is no tier any more": `Type '"Classic"' is not assignable to type ${skus}.`,
  });
});
