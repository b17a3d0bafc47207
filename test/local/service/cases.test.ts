import { describe, expect, it } from "vitest";
import type { Properties } from "../../../src/local/json";
import { elsewherePath, place, registryPath, writeRegistry } from "../place";

// Cases of the reference about children, by id, where refusals.test.ts does not have the same under a rule's id.

const identity = `${elsewherePath}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader`;
const hub = `${registryPath}/credentialSets/hub-login`;
const token = (more: Properties = {}) => ({ tokenName: "pull-token", ...more });
const scopeMap = (action: string) => ({ scopeMapName: "pullers", actions: [action] });
const task = (more: Properties) => ({
  taskName: "build",
  platform: { os: "Linux" },
  step: { type: "Docker", dockerFilePath: "Dockerfile" },
  ...more,
});
const pool = (more: Properties) => ({ agentPoolName: "pool", ...more });
const cache = (sourceRepository: string, targetRepository?: string, more: Properties = {}) => ({
  cacheRuleName: "rules",
  sourceRepository,
  targetRepository,
  ...more,
});
const secret = "https://vault.vault.azure.net/secrets/login";
const login = { usernameSecretIdentifier: secret, passwordSecretIdentifier: secret };
const credentials = (more: Properties) => ({ credentialSetName: "hub-login", loginServer: "docker.io", ...more });

describe("one child", () => {
  it.each<[string, string, string, Properties, string | undefined]>([
    ["C126", "Basic", "Token", token(), undefined],
    ["C127", "Basic", "Token", token({ tokenName: "5five" }), undefined],
    ["C128", "Basic", "Token", token({ tokenName: "five-123" }), undefined],
    ["C233", "Basic", "Token", token({ credentials: { passwords: [] } }), undefined],
    ["C133", "Basic", "ScopeMap", { scopeMapName: "hello_world", actions: [] }, undefined],
    ["C136", "Basic", "ScopeMap", scopeMap("repositories/App/content/read"), "expected lowercase"],
    ["C137", "Basic", "ScopeMap", scopeMap("repositories/app/content/pull"), "invalid or unsupported"],
    ["C138", "Basic", "ScopeMap", scopeMap("repositories/*/content/read"), undefined],
    ["C140", "Basic", "ScopeMap", scopeMap("repositories/sample/*/teamA/content/read"), "invalid or unsupported"],
    ["C141", "Basic", "ScopeMap", scopeMap("repositories/sample/teama*/content/read"), "invalid or unsupported"],
    ["SCM-10", "Basic", "ScopeMap", { scopeMapName: "_repositories_pull", actions: [] }, 'Code="ScopeMapNotEditable"'],
    ["C146", "Basic", "Task", task({ timeout: 28_801 }), "'timeout' is too high"],
    ["C147", "Basic", "Task", task({ timeout: 300 }), undefined],
    ["C149", "Basic", "Task", task({ agentConfiguration: { cpu: 2 }, agentPoolName: "pool1" }), undefined],
    [
      "C152",
      "Basic",
      "Task",
      { taskName: "quicktask", isSystemTask: true, platform: { os: "Linux" } },
      "A system task",
    ],
    ["C153", "Basic", "Task", { taskName: "quicktask", isSystemTask: true }, undefined],
    [
      "C158",
      "Basic",
      "Task",
      task({
        trigger: { timerTriggers: ["21", "9"].map((hour) => ({ name: `t${hour}`, schedule: `0 ${hour} * * *` })) },
      }),
      undefined,
    ],
    [
      "TASK-15",
      "Basic",
      "Task",
      task({ trigger: { timerTriggers: ["21", "9"].map((hour) => ({ name: "t", schedule: `0 ${hour} * * *` })) } }),
      "must be distinct",
    ],
    [
      "C161",
      "Basic",
      "Task",
      task({ trigger: { baseImageTrigger: { name: "b", baseImageTriggerType: "Build" } } }),
      "'Build'",
    ],
    ["C162", "Basic", "Task", task({ platform: { os: "Windows", architecture: "arm64" } }), undefined],
    [
      "C165",
      "Basic",
      "Task",
      task({ credentials: { customRegistries: { "x.azurecr.io": { identity: "[system]" } } } }),
      undefined,
    ],
    ["C167", "Premium", "AgentPool", pool({ agentPoolName: "ab" }), "is too short"],
    ["C169", "Premium", "AgentPool", pool({ tier: "S4" }), "'S4'"],
    ["C170", "Premium", "AgentPool", pool({ tier: "S2", count: 4 }), undefined],
    ["C172", "Premium", "AgentPool", pool({ tier: "I6", count: 1 }), 'Code="QuotaExceeded"'],
    ["C178", "Basic", "CacheRule", cache("mcr.microsoft.com/a", "a", { cacheRuleName: "helloWorld-" }), undefined],
    ["C179", "Basic", "CacheRule", cache("mcr.microsoft.com/hello-world", "target"), undefined],
    [
      "C181",
      "Basic",
      "CacheRule",
      cache("docker.io/library/nginx", "nginx", { credentialSetResourceId: hub }),
      undefined,
    ],
    ["C184", "Basic", "CacheRule", cache("mcr.microsoft.com/*", "*"), undefined],
    ["C185", "Basic", "CacheRule", cache("mcr.microsoft.com/dotnet/*", "dotnet"), "wildcard"],
    ["C228", "Premium", "CacheRule", cache("mcr.microsoft.com/azuredocs/aci-helloworld"), undefined],
    [
      "C196",
      "Basic",
      "CredentialSet",
      credentials({ authCredentials: [{ name: "Credential2", ...login }] }),
      "'Credential2'",
    ],
    [
      "C197",
      "Basic",
      "CredentialSet",
      credentials({
        authCredentials: [{ name: "Credential1", ...login }],
        identity: { type: "UserAssigned", userAssignedIdentities: [identity] },
      }),
      undefined,
    ],
    [
      "CRED-02",
      "Basic",
      "CredentialSet",
      credentials({ authCredentials: [{ name: "Credential1", ...login, passwordSecretIdentifier: "hunter2" }] }),
      "addresses of key vault secrets",
    ],
    [
      "C231",
      "Premium",
      "Replication",
      { replicationName: "australiacentral", location: "Australia Central" },
      undefined,
    ],
    [
      "C122",
      "Basic",
      "Webhook",
      { webhookName: "hooks", serviceUri: "https://a.test", actions: ["push"], scope: "app" },
      undefined,
    ],
  ])("%s on %s", async (_id, sku, kind, inputs, expected) => {
    const azure = await place();
    await writeRegistry(azure, { sku });
    if (inputs.credentialSetResourceId === hub) {
      const set = credentials({ authCredentials: [{ name: "Credential1", ...login }] });
      await azure.write("containerregistry:CredentialSet", { registryName: "images", ...set });
    }
    const said = await azure.write(`containerregistry:${kind}`, { registryName: "images", ...inputs });
    if (expected === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(expected);
  });
});

describe("two cache rules", () => {
  it.each<[string, string, string, string | undefined]>([
    ["C187", "library/*", "library/dotnet/*", "already exists for the target 'library/*'"],
    ["C188", "*", "library/dotnet", undefined],
    ["C189", "dotnet", "dotnet", 'Code="CacheRuleTargetExists"'],
    ["CACHE-09, apart", "library/*", "library2/*", undefined],
  ])("%s", async (_id, first, second, expected) => {
    const azure = await place();
    await writeRegistry(azure);
    const rule = (cacheRuleName: string, targetRepository: string) =>
      azure.write("containerregistry:CacheRule", {
        registryName: "images",
        cacheRuleName,
        sourceRepository: targetRepository.endsWith("*") ? "quay.io/a/*" : "quay.io/a",
        targetRepository,
      });
    expect(await rule("first", first)).toBeUndefined();
    const said = await rule("second", second);
    if (expected === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(expected);
  });

  it("C191: a rule keeps its source", async () => {
    const azure = await place();
    await writeRegistry(azure);
    const rule = (sourceRepository: string) =>
      azure.write("containerregistry:CacheRule", { registryName: "images", ...cache(sourceRepository, "target") });
    await rule("quay.io/a");
    expect(await rule("quay.io/b")).toContain("'sourceRepository' cannot be changed");
  });
});

describe("a registry over time", () => {
  it("C089: keeps the scope of its domain name label", async () => {
    const azure = await place();
    const version = "2025-06-01-preview";
    await writeRegistry(azure, { autoGeneratedDomainNameLabelScope: "Unsecure" }, version);
    expect(await writeRegistry(azure, { autoGeneratedDomainNameLabelScope: "TenantReuse" }, version)).toContain(
      "cannot be changed",
    );
  });
});
