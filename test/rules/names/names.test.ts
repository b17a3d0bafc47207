import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { childNameRules } from "../../../src/rules/names/childNames";
import { nameRules } from "../../../src/rules/names/names";
import type { Severity } from "../../../src/rules/writing/rule";

const rules = [...nameRules, ...childNameRules];

const validity = rules.filter(({ enforcement }) => enforcement !== "CLIENT");
const letters = (length: number) => "a".repeat(length);

/** What the rules on names say of a model: rule and severity. */
function verdicts(model: object, rules = validity): string[] {
  return check({ sku: { name: "Premium" }, ...model }, { rules }).map(({ rule, severity }) => `${severity} ${rule}`);
}

/** One child of a kind with a name. */
const child = (kind: string, property: string, name: string) => ({ [kind]: { one: { [property]: name } } });

describe("cases of the reference", () => {
  it.each<[string, object, Severity | undefined, string | undefined]>([
    ["C003 hello-world", { registryName: "hello-world" }, "error", "NAME-01"],
    ["C008 51 letters", { registryName: letters(51) }, "error", "NAME-01"],
    ["C127 5five", child("tokens", "tokenName", "5five"), undefined, undefined],
    ["C128 five-123", child("tokens", "tokenName", "five-123"), undefined, undefined],
    ["C133 hello_world", child("scopeMaps", "scopeMapName", "hello_world"), undefined, undefined],
    ["C167 ab", child("agentPools", "agentPoolName", "ab"), "error", "NAME-11"],
    ["C178 helloWorld-", child("cacheRules", "cacheRuleName", "helloWorld-"), undefined, undefined],
    ["C202 edge", child("connectedRegistries", "connectedRegistryName", "edge"), "error", "NAME-14"],
    ["C216 my-export", child("exportPipelines", "exportPipelineName", "my-export"), "error", "NAME-15"],
  ])("%s", (_case, model, severity, rule) => {
    expect(verdicts(model)).toEqual(rule ? [`${severity} ${rule}`] : []);
  });

  it.each([
    ["C127", child("tokens", "tokenName", "5five")],
    ["C133", child("scopeMaps", "scopeMapName", "hello_world")],
    ["C178", child("cacheRules", "cacheRuleName", "helloWorld-")],
    ["NAME-19, a leading dash", child("cacheRules", "cacheRuleName", "-helloworld")],
    ["NAME-19, a doubled dash", child("cacheRules", "cacheRuleName", "hello--world")],
    ["NAME-19, 50 characters", child("cacheRules", "cacheRuleName", letters(50))],
    ["NAME-19, a scope map of 50 characters", child("scopeMaps", "scopeMapName", letters(50))],
    ["NAME-19, a token of 50 characters", child("tokens", "tokenName", letters(50))],
  ])("%s is refused by other tools only", (_case, model) => {
    expect(verdicts(model, rules.slice())).toEqual(["warning NAME-19"]);
  });

  it.each([
    [
      "a name the service refuses is no slip of other tools too",
      child("tokens", "tokenName", "a.b-c"),
      ["error NAME-07"],
    ],
    ["four characters", child("tokens", "tokenName", "four"), ["error NAME-07"]],
    ["49 characters", child("cacheRules", "cacheRuleName", letters(49)), []],
    ["a token of 49 characters", child("tokens", "tokenName", letters(49)), []],
    ["a registry of mixed case", { registryName: "helloWorld" }, ["warning NAME-03"]],
    ["a registry of small letters", { registryName: "helloworld" }, []],
  ])("with the rules of other tools: %s", (_case, model, expected) => {
    expect(verdicts(model, rules.slice())).toEqual(expected);
  });
});

describe("names of registries", () => {
  it.each(["5five", "helloWorld", letters(5), letters(50)])("takes %s", (registryName) => {
    expect(verdicts({ registryName })).toEqual([]);
  });
  it.each(["four", "", "hello_world", "hello@world", "hello.world", letters(51), "_registry1", "registry1-"])(
    "refuses %s",
    (registryName) => expect(verdicts({ registryName })).toEqual(["error NAME-01"]),
  );
  it("says nothing of an unknown name", () => expect(verdicts({ registryName: UNKNOWN })).toEqual([]));
});

describe("names of children", () => {
  const rows: [kind: string, property: string, rule: string, takes: string[], refuses: string[]][] = [
    ["replications", "replicationName", "NAME-05", ["northeurope", letters(50)], ["north-europe", "west", letters(51)]],
    ["webhooks", "webhookName", "NAME-06", ["onpush", letters(5)], ["on-push", "on_push", "hook", letters(51)]],
    ["tokens", "tokenName", "NAME-07", ["ci-contoso", "5five", letters(50)], ["ci.contoso", "four", letters(51)]],
    ["scopeMaps", "scopeMapName", "NAME-08", ["a-b_c", "_repositories_pull"], ["a.b.c", "four", letters(51)]],
    ["tasks", "taskName", "NAME-09", ["build-app_1", letters(50)], ["build.app", "task", letters(51)]],
    ["taskRuns", "taskRunName", "NAME-10", ["run-1", letters(50)], ["run_one", "run1", letters(51)]],
    ["agentPools", "agentPoolName", "NAME-11", ["abc", letters(20)], ["ab", letters(21), "a_b"]],
    ["cacheRules", "cacheRuleName", "NAME-12", ["docker-hub", letters(50)], ["docker_hub", "hub1", letters(51)]],
    ["credentialSets", "credentialSetName", "NAME-13", ["docker-hub"], ["docker_hub", "hub1", letters(51)]],
    ["connectedRegistries", "connectedRegistryName", "NAME-14", ["edge1", letters(40)], ["ed-ge", "edge", letters(51)]],
    ["exportPipelines", "exportPipelineName", "NAME-15", ["nightly"], ["night-ly", "four", letters(51)]],
    ["importPipelines", "importPipelineName", "NAME-15", ["nightly"], ["night-ly", "four", letters(51)]],
    ["pipelineRuns", "pipelineRunName", "NAME-15", ["nightly1"], ["night-ly", "four", letters(51)]],
  ];
  describe.each(rows)("%s", (kind, property, rule, takes, refuses) => {
    it.each(takes)("takes %s", (name) => expect(verdicts(child(kind, property, name))).toEqual([]));
    it.each(refuses)("refuses %s", (name) => {
      const findings = check(child(kind, property, name), { rules: validity });
      expect(findings.map((finding) => [finding.severity, finding.rule, finding.path])).toEqual([
        ["error", rule, [kind, "one", property]],
      ]);
    });
    it("lets Pulumi make a name", () => expect(verdicts({ [kind]: { one: {} } })).toEqual([]));
    it("an unknown name hides no other", () => {
      const model = { [kind]: { a: { [property]: UNKNOWN }, b: { [property]: "!" }, c: UNKNOWN } };
      expect(verdicts(model)).toEqual([`error ${rule}`]);
    });
    it("refuses one name twice, in whatever case", () => {
      const name = kind === "agentPools" ? "pool1" : "sample1";
      const model = { [kind]: { b: { [property]: name.toUpperCase() }, a: { [property]: name } } };
      const [finding, ...others] = check(model, { rules: validity });
      expect(others).toEqual([]);
      expect(finding).toMatchObject({ rule: "NAME-18", severity: "error", path: [kind, "b", property] });
      expect(finding?.related).toEqual([[kind, "a", property]]);
    });
  });

  it("an underscore in a token's name is a warning, since the sources contradict each other", () => {
    expect(verdicts(child("tokens", "tokenName", "ci_contoso"))).toEqual(["warning NAME-07"]);
  });
  it.each(["4edge", letters(41), letters(50)])("%s is a warning for a connected registry", (name) => {
    expect(verdicts(child("connectedRegistries", "connectedRegistryName", name))).toEqual(["warning NAME-14"]);
  });
  it("names each of three children that share a name with the first", () => {
    const model = { tokens: { a: { tokenName: "token1" }, b: { tokenName: "token1" }, c: { tokenName: "TOKEN1" } } };
    expect(check(model, { rules: validity }).map(({ path }) => path[1])).toEqual(["b", "c"]);
  });
  it("leaves two replications of one region to the rule on regions", () => {
    const replica = (location: string) => ({ replicationName: "sample1", location });
    expect(verdicts({ replications: { a: replica("westus"), b: replica("West US") } })).toEqual([]);
    expect(verdicts({ replications: { a: replica("westus"), b: replica("eastus") } })).toEqual(["error NAME-18"]);
    expect(verdicts({ replications: { a: replica("westus"), b: { replicationName: "sample1" } } })).toEqual([
      "error NAME-18",
    ]);
  });
  it("one name for two kinds is fine", () => {
    expect(verdicts({ tokens: { a: { tokenName: "sample" } }, scopeMaps: { a: { scopeMapName: "sample" } } })).toEqual(
      [],
    );
  });
});

describe("a login server made up from the name", () => {
  const labelled = { registryName: "contoso", autoGeneratedDomainNameLabelScope: "TenantReuse" };
  const pushing = (...imageNames: string[]) => ({ tasks: { build: { step: { imageNames } } } });
  it.each([
    ["a task's image", pushing("app:v1", "contoso.azurecr.io/app:v1"), ["tasks", "build", "step", "imageNames", 1]],
    ["another case", pushing("Contoso.azurecr.io/app"), ["tasks", "build", "step", "imageNames", 0]],
    ["another cloud", pushing("contoso.azurecr.us/app"), ["tasks", "build", "step", "imageNames", 0]],
    [
      "a task's credentials",
      { tasks: { build: { credentials: { customRegistries: { "contoso.azurecr.io": {} } } } } },
      ["tasks", "build", "credentials", "customRegistries", "contoso.azurecr.io"],
    ],
    [
      "a run's image",
      { taskRuns: { now: { runRequest: { imageNames: ["contoso.azurecr.io/app"] } } } },
      ["taskRuns", "now", "runRequest", "imageNames", 0],
    ],
    [
      "a run's credentials",
      { taskRuns: { now: { runRequest: { credentials: { customRegistries: { "contoso.azurecr.cn": {} } } } } } },
      ["taskRuns", "now", "runRequest", "credentials", "customRegistries", "contoso.azurecr.cn"],
    ],
    [
      "one beside an unknown image",
      pushing(UNKNOWN, "contoso.azurecr.io/app"),
      ["tasks", "build", "step", "imageNames", 1],
    ],
  ])("is reported in %s", (_where, model, path) => {
    const findings = check({ ...labelled, ...model }, { rules: validity });
    expect(findings.map((finding) => [finding.severity, finding.rule, finding.path])).toEqual([
      ["warning", "NAME-04", path],
    ]);
  });
  it.each([
    ["without a label", { registryName: "contoso", ...pushing("contoso.azurecr.io/app") }],
    [
      "with the label Unsecure",
      { ...labelled, autoGeneratedDomainNameLabelScope: "Unsecure", ...pushing("contoso.azurecr.io/app") },
    ],
    ["for another registry", { ...labelled, ...pushing("fabrikam.azurecr.io/app", "contoso2.azurecr.io/app", "app") }],
    ["while the name is unknown", { ...labelled, registryName: UNKNOWN, ...pushing("contoso.azurecr.io/app") }],
  ])("is quiet %s", (_when, model) => expect(verdicts(model)).toEqual([]));
});

describe("repositories of webhooks", () => {
  const scoped = (scope: string) => ({ webhooks: { push: { scope } } });
  it.each(["", "app", "app:v1", "app:V1", "team/app:*", "team_a/app-b.c:1", "*", "Team/*"])("takes %s", (scope) => {
    expect(verdicts(scoped(scope))).toEqual([]);
  });
  it.each(["App", "team/App:*", "a b", "app@v1"])("warns of %s", (scope) => {
    expect(verdicts(scoped(scope))).toEqual(["warning NAME-17"]);
  });
});
