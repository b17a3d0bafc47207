import { expect, it } from "vitest";
import { check } from "../../../src/rules/check";
import { describeFinding } from "../../../src/rules/describe";

const arm =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/images";
const now = new Date("2026-11-23T12:00:00Z");
const texts = (model: object, previous?: object) =>
  check(
    { sku: { name: "Premium" }, location: "westeurope", ...model },
    { now, previous: previous && { location: "westeurope", ...previous } },
  ).map((finding) => describeFinding(finding));

it("TOK-01: a scope map of another registry", () => {
  expect(
    texts({
      registryName: "images",
      tokens: { ci: { scopeMapId: `${arm.replace("/images", "/other")}/scopeMaps/push` } },
    }),
  ).toEqual([
    `error TOK-01 at tokens.ci.scopeMapId: The token "ci" names a scope map of the registry "other", but belongs to "images".
  given:   "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/other/scopeMaps/push"
  allowed: A scope map of "images".
  fix:     Give the id of a scope map of this registry, or of one of its system maps such as _repositories_pull.
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions`,
  ]);
});

it("TOK-03: a third password", () => {
  expect(texts({ tokens: { ci: { credentials: { passwords: [{ name: "password3" }] } } } })).toEqual([
    `error TOK-03 at tokens.ci.credentials.passwords[0].name: "password3" is not a value of credentials.passwords.name.
  given:   "password3"
  allowed: "password1", "password2"
  fix:     Name the passwords "password1" and "password2", without values.
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions`,
  ]);
});

it("TOK-05: an expiry in the past", () => {
  const passwords = [{ name: "password1", expiry: "2026-01-31T00:00:00Z" }];
  expect(texts({ tokens: { ci: { credentials: { passwords } } } })).toEqual([
    `error TOK-05 at tokens.ci.credentials.passwords[0].expiry: A credential of the token "ci" expires at 2026-01-31T00:00:00Z, which is in the past.
  given:   "2026-01-31T00:00:00Z"
  allowed: A time after 2026-11-23.
  fix:     Give a time to come with its zone, for instance "2027-06-30T00:00:00Z", or leave expiry out.
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions`,
  ]);
});

it("TOK-08: more tokens than the tier takes", () => {
  const tokens = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`t${index}`, {}]));
  expect(texts({ sku: { name: "Basic" }, tokens })).toEqual([
    `error TOK-08 at tokens: 120 tokens are more than the 100 that a Basic registry takes.
  given:   "120 tokens"
  allowed: Tokens: at most 100 on Basic.
  fix:     Set sku: "Standard", or keep at most 100.
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-skus`,
  ]);
});

it("SCM-02: a missing repositories/", () => {
  expect(texts({ scopeMaps: { readers: { actions: ["app/content/read"] } } })).toEqual([
    `error SCM-02 at scopeMaps.readers.actions[0]: The action "app/content/read" of the scope map "readers" lacks repositories/ in front.
  given:   "app/content/read"
  allowed: repositories/<repository>/ and content/read, content/write, content/delete, metadata/read or metadata/write.
  fix:     Write "repositories/app/content/read".
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions`,
  ]);
});

it("SCM-04: capital letters", () => {
  expect(texts({ scopeMaps: { readers: { actions: ["repositories/App/content/read"] } } })).toEqual([
    `error SCM-04 at scopeMaps.readers.actions[0]: The action "repositories/App/content/read" of the scope map "readers" has capital letters.
  given:   "repositories/App/content/read"
  allowed: Lower case.
  fix:     Write "repositories/app/content/read".
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions`,
  ]);
});

it("SCM-08: writing without reading", () => {
  expect(texts({ scopeMaps: { ci: { actions: ["repositories/app/content/write"] } } })).toEqual([
    `warning SCM-08 at scopeMaps.ci.actions[0]: The scope map "ci" lets a client write "app" but not read it, so a push is denied.
  given:   "repositories/app/content/write"
  fix:     Add "repositories/app/content/read".
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions`,
  ]);
});

it("WH-02: an address that is not http", () => {
  const webhook = { serviceUri: "ftp://user:hunter2@hooks.example.com/images", actions: ["push"] };
  expect(texts({ webhooks: { deploy: webhook } })).toEqual([
    `error WH-02 at webhooks.deploy.serviceUri: The webhook "deploy" has a serviceUri with the scheme "ftp".
  given:   "ftp://[secret]@[secret]/[secret]"
  allowed: An http or https address; https keeps what is sent from being read on the way.
  fix:     Set serviceUri to an address such as "https://hooks.example.com/images".
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-webhook`,
  ]);
});

it("WH-04: a repository without a tag", () => {
  expect(
    texts({ webhooks: { deploy: { serviceUri: "https://hooks.example.com", actions: ["push"], scope: "app" } } }),
  ).toEqual([
    `warning WH-04 at webhooks.deploy.scope: The scope "app" of the webhook "deploy" means only the tag "latest" of that repository.
  given:   "app"
  allowed: "repository:tag", "repository:*", or nothing.
  fix:     Write "app:*" for every tag, or "app:latest" if that is what you mean.
  docs:    https://learn.microsoft.com/azure/container-registry/container-registry-webhook`,
  ]);
});

it("AP-03: more vCPUs than the quota", () => {
  expect(texts({ agentPools: { builds: { tier: "S3", count: 2 }, tests: { tier: "S1" } } })).toEqual([
    `error AP-03 at agentPools: The agent pools of the tiers S1 to S3 need 18 vCPUs: "builds" 16, "tests" 2.
  given:   "18 vCPUs"
  allowed: At most 16 vCPUs for the tiers S1 to S3, unless support has raised the quota.
  fix:     Lower count or tier, or have support raise the quota first.
  with:    agentPools.builds, agentPools.tests
  docs:    https://learn.microsoft.com/azure/container-registry/tasks-agent-pools`,
  ]);
});

it("AP-01: an agent pool below Premium", () => {
  expect(texts({ sku: { name: "Basic" }, agentPools: { builds: { tier: "S1" } } })).toEqual([
    `error AP-01 at agentPools.builds: The agent pool "builds" needs the Premium tier; this registry is Basic.
  allowed: Task agent pools: on Premium only.
  fix:     Set sku: "Premium", or remove agentPools.
  docs:    https://learn.microsoft.com/azure/container-registry/tasks-agent-pools`,
  ]);
});

it("CACHE-02: Docker Hub without credentials", () => {
  expect(
    texts({ cacheRules: { nginx: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" } } }),
  ).toEqual([
    `error CACHE-02 at cacheRules.nginx.credentialSetResourceId: The cache rule "nginx" caches "docker.io/library/nginx" from Docker Hub without credentials.
  allowed: The id of a credential set for docker.io.
  fix:     Make a credential set for docker.io and set credentialSetResourceId to its id.
  docs:    https://learn.microsoft.com/azure/container-registry/artifact-cache-overview`,
  ]);
});

it("CACHE-08: a wildcard on one side", () => {
  expect(
    texts({ cacheRules: { net: { sourceRepository: "mcr.microsoft.com/dotnet/*", targetRepository: "dotnet" } } }),
  ).toEqual([
    `error CACHE-08 at cacheRules.net.targetRepository: The cache rule "net" has a wildcard in its sourceRepository but none in its targetRepository "dotnet".
  given:   "dotnet"
  allowed: "/*" at the end of both, or of neither.
  fix:     Write targetRepository: "dotnet/*", or take the wildcard out of sourceRepository.
  with:    cacheRules.net.sourceRepository
  docs:    https://learn.microsoft.com/azure/container-registry/wildcards-artifact-cache`,
  ]);
});

it("CACHE-09: wildcards that overlap", () => {
  const cacheRules = {
    all: { sourceRepository: "mcr.microsoft.com/*", targetRepository: "mcr/*" },
    net: { sourceRepository: "mcr.microsoft.com/dotnet/*", targetRepository: "mcr/dotnet/*" },
  };
  expect(texts({ cacheRules })).toEqual([
    `error CACHE-09 at cacheRules.net.targetRepository: The target "mcr/dotnet/*" of the wildcard cache rule "net" lies in that of "all".
  given:   "mcr/dotnet/*"
  allowed: Targets of wildcard rules that do not overlap; a rule without a wildcard may lie in one.
  fix:     Give each wildcard rule a target of its own.
  with:    cacheRules.all.targetRepository
  docs:    https://learn.microsoft.com/azure/container-registry/wildcards-artifact-cache`,
  ]);
});

it("CACHE-14: a source that changes", () => {
  const rule = (sourceRepository: string) => ({ cacheRules: { az: { sourceRepository, targetRepository: "az" } } });
  expect(texts(rule("mcr.microsoft.com/azure-cli"), rule("mcr.microsoft.com/cli"))).toEqual([
    `error CACHE-14 at cacheRules.az.sourceRepository: The sourceRepository of the cache rule "az" was "mcr.microsoft.com/cli" and cannot change to "mcr.microsoft.com/azure-cli".
  given:   "mcr.microsoft.com/azure-cli"
  allowed: "mcr.microsoft.com/cli"
  fix:     Keep sourceRepository: "mcr.microsoft.com/cli", or declare another one under a key of its own and remove this one.
  docs:    https://learn.microsoft.com/azure/container-registry/artifact-cache-overview`,
  ]);
});

it("CRED-02: a secret in place of its address", () => {
  const credential = {
    name: "Credential1",
    usernameSecretIdentifier: "https://images.vault.azure.net/secrets/user",
    passwordSecretIdentifier: "hunter2",
  };
  const hub = { loginServer: "docker.io", identity: { type: "SystemAssigned" }, authCredentials: [credential] };
  expect(texts({ credentialSets: { hub } })).toEqual([
    `error CRED-02 at credentialSets.hub.authCredentials[0].passwordSecretIdentifier: The passwordSecretIdentifier of the credential set "hub" is not the URI of a key vault secret.
  allowed: https://<vault>.<suffix of key vaults>/secrets/<name>
  fix:     Set both to the URI of a secret, for instance "https://<vault>.vault.azure.net/secrets/<name>".
  docs:    https://learn.microsoft.com/azure/container-registry/artifact-cache-cli`,
  ]);
});

it("CRED-05: an address in place of a host", () => {
  expect(
    texts({
      credentialSets: {
        hub: {
          loginServer: "https://docker.io/",
          identity: { type: "SystemAssigned" },
          authCredentials: [
            {
              name: "Credential1",
              usernameSecretIdentifier: "https://images.vault.azure.net/secrets/user",
              passwordSecretIdentifier: "https://images.vault.azure.net/secrets/password",
            },
          ],
        },
      },
    }),
  ).toEqual([
    `error CRED-05 at credentialSets.hub.loginServer: The loginServer "https://docker.io/" of the credential set "hub" is not a host name.
  given:   "https://docker.io/"
  allowed: A host alone: no scheme, port or path.
  fix:     Write "docker.io".
  docs:    https://learn.microsoft.com/azure/container-registry/artifact-cache-cli`,
  ]);
});
