import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { cacheAuthenticationRules } from "../../../src/rules/cache/authentication";
import { cacheRuleRules } from "../../../src/rules/cache/cacheRules";
import { cacheIdentityRules } from "../../../src/rules/cache/identity";
import { cacheOverlapRules } from "../../../src/rules/cache/overlap";
import { check } from "../../../src/rules/check";
import { cpuTime } from "../../cpuTime";

const rules = [...cacheRuleRules, ...cacheAuthenticationRules, ...cacheIdentityRules, ...cacheOverlapRules];

const home = { sku: { name: "Basic" }, location: "westeurope" };
const registries =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries";
const hub = `${registries}/images/credentialSets/hub`;
const list = (findings: ReturnType<typeof check>) => findings.map(({ severity, rule }) => `${severity} ${rule}`);
const all = (model: unknown, previous?: unknown) => list(check(model, { previous }));
const ids = (model: unknown, previous?: unknown) => list(check(model, { rules, previous }));
const rule = (sourceRepository: unknown, targetRepository?: unknown, rest: object = {}) => ({
  ...home,
  cacheRules: {
    cached: { sourceRepository, ...(targetRepository === undefined ? {} : { targetRepository }), ...rest },
  },
});
const targets = (...names: string[]) => ({
  ...home,
  cacheRules: Object.fromEntries(
    names.map((targetRepository, index) => [
      `rule${index}`,
      {
        sourceRepository: `mcr.microsoft.com/app${index}${targetRepository.endsWith("*") ? "/*" : ""}`,
        targetRepository,
      },
    ]),
  ),
});

describe("cases of the reference", () => {
  it.each([
    ["C178 (azurerm alone refuses)", rule("mcr.microsoft.com/hello", "hello", { cacheRuleName: "helloWorld-" })],
    ["C179", rule("mcr.microsoft.com/hello-world", "target")],
    ["C181", rule("docker.io/library/nginx", "nginx", { credentialSetResourceId: hub })],
    ["C184", rule("mcr.microsoft.com/*", "*")],
    ["C188", targets("*", "library/dotnet")],
    ["C228", rule("mcr.microsoft.com/azuredocs/aci-helloworld")],
    ["A20 and U12", rule("mcr.microsoft.com/psresource/az", "target")],
    ["B3", rule("mcr.microsoft.com/hello-world", "cached-hello-world")],
    [
      "T7",
      {
        ...home,
        credentialSets: {
          "dockerhub-credentials": {
            loginServer: "docker.io",
            identity: { type: "SystemAssigned" },
            authCredentials: [
              {
                name: "Credential1",
                usernameSecretIdentifier: "https://images.vault.azure.net/secrets/dockerhub-user",
                passwordSecretIdentifier: "https://images.vault.azure.net/secrets/dockerhub-password",
              },
            ],
          },
        },
        cacheRules: {
          "dockerhub-nginx": {
            sourceRepository: "docker.io/library/nginx",
            targetRepository: "nginx",
            credentialSetResourceId: hub,
          },
          "dockerhub-alpine": {
            sourceRepository: "docker.io/library/alpine",
            targetRepository: "alpine",
            credentialSetResourceId: hub,
          },
          "mcr-hello-world": { sourceRepository: "mcr.microsoft.com/mcr/hello-world", targetRepository: "hello-world" },
        },
      },
    ],
  ])("%s is accepted", (_id, model) => expect(all(model)).toEqual([]));

  it.each([
    ["C185", rule("mcr.microsoft.com/dotnet/*", "dotnet"), "error CACHE-08"],
    ["C187", targets("library/*", "library/dotnet/*"), "error CACHE-09"],
    ["C189", targets("dotnet", "dotnet"), "error CACHE-11"],
    ["C190", { ...targets("app"), repositories: ["app"] }, "error CACHE-12"],
  ])("%s is refused", (_id, model, expected) => expect(all(model)).toEqual([expected]));

  it("C191 is refused", () => {
    expect(all(rule("mcr.microsoft.com/b", "app"), rule("mcr.microsoft.com/a", "app"))).toEqual(["error CACHE-14"]);
  });
  it("U8, an upstream of one's own with credentials, raises no error", () => {
    const model = rule("docker.example.com/team/app", "app", { credentialSetResourceId: hub });
    expect(all(model)).toEqual(["warning CACHE-01"]);
  });
});

describe("the upstream of a cache rule", () => {
  it.each([
    ["ghcr.io/team/app", []],
    ["quay.io/team/app", []],
    ["registry.k8s.io/pause", []],
    ["gcr.io/distroless/static", []],
    ["nvcr.io/nvidia/cuda", []],
    ["public.ecr.aws/nginx/nginx", []],
    ["registry.access.redhat.com/ubi9", []],
    ["MCR.microsoft.com/hello-world", []],
    ["registry.example.com/app", ["error CACHE-01"]],
    ["library/nginx", ["error CACHE-01"]],
    ["nginx", ["error CACHE-01"]],
    ["", ["error CACHE-01"]],
    ["https://mcr.microsoft.com/app", ["error CACHE-01"]],
    ["mcr.microsoft.com", ["error CACHE-01"]],
    ["mcr.microsoft.com/", ["error CACHE-01"]],
    ["mcr.microsoft.com:443/app", ["error CACHE-01"]],
    ["evil-azurecr.io/app", ["error CACHE-01"]],
    ["docker.io/library/nginx", ["error CACHE-02"]],
    ["dhi.io/python", ["error CACHE-03"]],
    ["registry.redhat.io/ubi9", ["error CACHE-03"]],
    ["upstream.azurecr.io/app", ["error CACHE-03"]],
    ["upstream.azurecr.us/app", ["error CACHE-03"]],
    ["europe-docker.pkg.dev/project/images/app", ["error CACHE-03"]],
    [UNKNOWN, []],
  ])("%s without credentials gives %j", (source, expected) => expect(ids(rule(source, "app"))).toEqual(expected));

  it.each([
    ["docker.io/library/nginx", []],
    ["dhi.io/python", []],
    ["registry.redhat.io/ubi9", []],
    ["upstream.azurecr.io/app", []],
    ["ghcr.io/team/app", []],
    ["mcr.microsoft.com/app", ["warning CACHE-04"]],
    ["public.ecr.aws/nginx/nginx", ["warning CACHE-04"]],
    ["registry.access.redhat.com/ubi9", ["warning CACHE-04"]],
  ])("%s with credentials gives %j", (source, expected) => {
    expect(ids(rule(source, "app", { credentialSetResourceId: hub }))).toEqual(expected);
  });

  it("is not said to lack credentials while they are not known", () => {
    expect(ids(rule("docker.io/library/nginx", "nginx", { credentialSetResourceId: UNKNOWN }))).toEqual([]);
  });
  it("is Docker Hub under one name only, credentials or not", () => {
    const model = rule("registry-1.docker.io/library/nginx", "nginx", { credentialSetResourceId: hub });
    const [finding] = check(model, { rules });
    expect(finding?.severity).toBe("error");
    expect(finding?.fix).toBe('Write Docker Hub as docker.io: "docker.io/library/nginx".');
  });
  it("at Docker Hub has library/ for Docker's own images", () => {
    expect(ids(rule("docker.io/nginx", "nginx", { credentialSetResourceId: hub }))).toEqual(["warning CACHE-15"]);
    expect(ids(rule("docker.io/*", "hub/*", { credentialSetResourceId: hub }))).toEqual([]);
  });
});

describe("an identity", () => {
  const identity = { type: "UserAssigned", userAssignedIdentities: { [`${registries}/x/y/z`]: {} } };
  const azure = "upstream.azurecr.io/app";
  it("takes the place of credentials at another Azure registry", () => {
    expect(ids(rule(azure, "app", { identity }))).toEqual([]);
    expect(ids(rule(azure, "app", { identity: { type: "None" } }))).toEqual(["error CACHE-03"]);
  });
  it.each([
    ["without an id", azure, { identity: { type: "UserAssigned" } }, ["error CACHE-18"]],
    ["of the system", azure, { identity: { type: "SystemAssigned" } }, ["warning CACHE-18"]],
    ["at another upstream", "ghcr.io/team/app", { identity }, ["warning CACHE-18"]],
    ["at Google", "europe-docker.pkg.dev/p/i/app", { identity }, []],
    ["in an old API version", azure, { identity, origin: { apiVersion: "v20251101" } }, ["warning CACHE-18"]],
    ["in its API version", azure, { identity, origin: { apiVersion: "v20260101preview" } }, []],
    ["that is not known yet", azure, { identity: UNKNOWN }, []],
  ])("%s", (_name, source, rest, expected) => expect(ids(rule(source, "app", rest))).toEqual(expected));
});

describe("authentication at Google", () => {
  const source = "europe-docker.pkg.dev/project/images/app";
  const google = (rest: object) => ({
    additionalAuthenticationProperties: {
      type: "GoogleArtifactRegistry",
      projectNumber: "123456789012",
      workloadIdentityPoolId: "azure-pool",
      workloadIdentityProviderId: "azure-provider",
      ...rest,
    },
  });
  it.each([
    [{}, []],
    [{ projectNumber: "12345" }, []],
    [{ projectNumber: "1234" }, ["error CACHE-19"]],
    [{ projectNumber: "012345" }, ["error CACHE-19"]],
    [{ projectNumber: "1".repeat(30) }, []],
    [{ projectNumber: "1".repeat(31) }, ["error CACHE-19"]],
    [{ workloadIdentityPoolId: "abc" }, ["error CACHE-19"]],
    [{ workloadIdentityPoolId: "abcd" }, []],
    [{ workloadIdentityPoolId: "a".repeat(33) }, ["error CACHE-19"]],
    [{ workloadIdentityProviderId: "1abc" }, ["error CACHE-19"]],
    [{ workloadIdentityProviderId: "abc-" }, ["error CACHE-19"]],
    [{ type: "Google" }, ["error CACHE-19"]],
  ])("%j gives %j", (rest, expected) => expect(ids(rule(source, "app", google(rest)))).toEqual(expected));
  it("has no use elsewhere", () => {
    expect(ids(rule("ghcr.io/team/app", "app", google({})))).toEqual(["warning CACHE-19"]);
  });
});

describe("the paths of a cache rule", () => {
  it.each([
    ["mcr.microsoft.com/app:1", "app", ["error CACHE-06"]],
    ["mcr.microsoft.com/app@sha256:abc", "app", ["error CACHE-06"]],
    ["mcr.microsoft.com/app", "app:1", ["error CACHE-06"]],
    ["mcr.microsoft.com/App", "app", ["error CACHE-07"]],
    ["mcr.microsoft.com/app", "App", ["error CACHE-07"]],
    ["mcr.microsoft.com/app", "team//app", ["error CACHE-07"]],
    ["mcr.microsoft.com/app", "/app", ["error CACHE-07"]],
    ["mcr.microsoft.com/app", "", ["error CACHE-07"]],
    ["mcr.microsoft.com/a_b/c.d-e", "a_b/c.d-e", []],
    ["mcr.microsoft.com/dotnet/*", "dotnet/*", []],
    ["mcr.microsoft.com/dotnet/*", "*", []],
    ["mcr.microsoft.com/*", "mcr/*", []],
    ["mcr.microsoft.com/dotnet", "dotnet/*", ["error CACHE-08"]],
    ["mcr.microsoft.com/dot*", "dotnet/*", ["error CACHE-08"]],
    ["mcr.microsoft.com/*/sdk", "dotnet/*", ["error CACHE-08"]],
    ["mcr.microsoft.com/*/sdk/*", "dotnet/*", ["error CACHE-08"]],
    ["mcr.microsoft.com/dotnet/*", "dotnet*", ["error CACHE-08"]],
    ["mcr.microsoft.com/dotnet/*", UNKNOWN, []],
  ])("%s to %j gives %j", (source, target, expected) => expect(ids(rule(source, target))).toEqual(expected));
});

describe("the targets of cache rules", () => {
  it.each([
    ["next to each other", ["a/*", "b/*", "c"], []],
    ["with one prefix of letters", ["app/*", "apple/*"], []],
    ["the same wildcard", ["a/*", "a/*"], ["error CACHE-09"]],
    ["below a wildcard, two levels", ["a/*", "a/b/c/*"], ["error CACHE-09"]],
    ["below the registry's wildcard", ["*", "a/*", "b/*"], ["error CACHE-09", "error CACHE-09"]],
    ["fixed within a wildcard", ["a/*", "a/b", "a/c"], []],
    ["three times the same", ["a", "a", "a"], ["error CACHE-11", "error CACHE-11"]],
  ])("%s", (_name, names, expected) => {
    expect(ids(targets(...names))).toEqual(expected);
    expect(ids(targets(...[...names].reverse()))).toEqual(expected);
  });

  it("are the same findings in any order of the keys", () => {
    const { cacheRules } = targets("a/*", "a/b/*", "x", "x");
    const reversed = Object.fromEntries(Object.entries(cacheRules).reverse());
    expect(check({ ...home, cacheRules: reversed }, { rules })).toEqual(check({ ...home, cacheRules }, { rules }));
  });
  it("that are not known hide none of the others", () => {
    const model = targets("a", "a");
    const cacheRules = {
      ...model.cacheRules,
      other: { sourceRepository: "mcr.microsoft.com/x", targetRepository: UNKNOWN },
    };
    expect(ids({ ...model, cacheRules })).toEqual(["error CACHE-11"]);
  });
  it("name the nearest rule that they lie in", () => {
    const [, finding] = check(targets("*", "a/*", "a/b/*"), { rules });
    expect(finding?.related).toEqual([["cacheRules", "rule1", "targetRepository"]]);
  });

  it.each([
    [["app"], ["error CACHE-12"]],
    [["app/web"], ["error CACHE-12"]],
    [["apple"], []],
    [["team/app"], []],
    [[], []],
  ])("and the repositories %j give %j", (repositories, expected) => {
    expect(ids({ ...targets("app"), repositories })).toEqual(expected);
  });
  it("may be a repository that the same rule has cached", () => {
    expect(ids({ ...targets("app"), repositories: ["app"] }, targets("app"))).toEqual([]);
    expect(ids({ ...targets("app"), repositories: ["app"] }, { cacheRules: UNKNOWN })).toEqual([]);
  });

  it("of 1,000 rules are compared in little time", () => {
    const deep = Array.from({ length: 1000 }, (_, index) => `${"a/".repeat(index % 50)}b${index}/*`);
    const start = cpuTime();
    expect(ids(targets(...deep))).toEqual([]);
    const nested = Array.from({ length: 1000 }, (_, index) => (index === 0 ? "*" : `team${index}/*`));
    expect(ids(targets(...nested)).filter((id) => id === "error CACHE-09")).toHaveLength(999);
    expect(cpuTime() - start).toBeLessThan(1500);
  });
});

describe("the number of cache rules", () => {
  const named = (amount: number) => targets(...Array.from({ length: amount }, (_, index) => `app${index}`));
  it.each([
    [1000, []],
    [1001, ["error CACHE-13"]],
  ])("%i gives %j", (amount, expected) => expect(ids(named(amount))).toEqual(expected));
});

describe("a cache rule that changes", () => {
  const before = rule("mcr.microsoft.com/app", "app");
  it("keeps its target", () => expect(ids(rule("mcr.microsoft.com/app", "web"), before)).toEqual(["error CACHE-14"]));
  it("may take credentials", () => {
    const ghcr = rule("ghcr.io/team/app", "app");
    expect(ids(rule("ghcr.io/team/app", "app", { credentialSetResourceId: hub }), ghcr)).toEqual([]);
  });
});

describe("the credential set of a cache rule", () => {
  const model = (loginServer: unknown, credentialSetResourceId: string = hub) => ({
    ...rule("ghcr.io/team/app", "app", { credentialSetResourceId }),
    credentialSets: { github: { credentialSetName: "Hub", loginServer } },
  });
  it.each([
    ["ghcr.io", []],
    ["GHCR.io", []],
    ["docker.io", ["warning CACHE-20"]],
    [UNKNOWN, []],
  ])("for %s gives %j", (loginServer, expected) => expect(ids(model(loginServer))).toEqual(expected));
  it("is named by its id", () => expect(ids(model("ghcr.io", "github"))).toEqual(["warning CACHE-20"]));
  it("is compared whatever else of the registry is unknown", () => {
    expect(ids({ ...model("docker.io"), identity: UNKNOWN, webhooks: UNKNOWN })).toEqual(["warning CACHE-20"]);
  });
});
