import { UNKNOWN } from "../../../src/model";
import { cacheAuthenticationRules } from "../../../src/rules/cache/authentication";
import { cacheRuleRules } from "../../../src/rules/cache/cacheRules";
import { credentialSetRules } from "../../../src/rules/cache/credentialSets";
import { cacheIdentityRules } from "../../../src/rules/cache/identity";
import { cacheOverlapRules } from "../../../src/rules/cache/overlap";
import { pinTexts, sayNothing } from "./texts";

// Whole findings of the rules on cache rules and credential sets.

const rules = [
  ...cacheRuleRules,
  ...cacheAuthenticationRules,
  ...cacheIdentityRules,
  ...cacheOverlapRules,
  ...credentialSetRules,
];
const providers = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers";
const setId = (name: string) => `${providers}/Microsoft.ContainerRegistry/registries/images/credentialSets/${name}`;
const identity = {
  type: "UserAssigned",
  userAssignedIdentities: { [`${providers}/Microsoft.ManagedIdentity/userAssignedIdentities/cache`]: {} },
};
const cache = (sourceRepository: string, targetRepository = "app", rest: object = {}) => ({
  sku: { name: "Basic" },
  cacheRules: { one: { sourceRepository, targetRepository, ...rest } },
});
const signed = (sourceRepository: string, rest: object = {}) =>
  cache(sourceRepository, "app", { credentialSetResourceId: setId("hubset"), ...rest });
const targets = (...names: string[]) => ({
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
const credential = {
  name: "Credential1",
  usernameSecretIdentifier: "https://v.vault.azure.net/secrets/user",
  passwordSecretIdentifier: "https://v.vault.azure.net/secrets/password/0123456789abcdef0123456789abcdef",
};
const set = (rest: object) => ({
  credentialSets: {
    hub: { loginServer: "docker.io", identity: { type: "SystemAssigned" }, authCredentials: [credential], ...rest },
  },
});
const google = {
  type: "GoogleArtifactRegistry",
  projectNumber: "123456789012",
  workloadIdentityPoolId: "azure-pool",
  workloadIdentityProviderId: "azure-provider",
};
const atGoogle = (difference: object, rest: object = {}) =>
  cache("europe-docker.pkg.dev/p/images/app", "app", {
    additionalAuthenticationProperties: { ...google, ...difference },
    ...rest,
  });

pinTexts("caching.txt", rules, {
  "a source without a host": [cache("nginx")],
  "a source that is a host alone": [cache("mcr.microsoft.com")],
  "a source that is a host and a slash": [cache("mcr.microsoft.com/")],
  "an upstream that is not supported": [cache("lscr.io/team/app")],
  "U8, such an upstream with credentials": [signed("docker.example.com/team/app")],
  "such an upstream with an identity": [cache("docker.example.com/team/app", "app", { identity })],
  "Docker Hub by another name": [signed("registry-1.docker.io/library/nginx")],
  "Docker Hub without credentials": [cache("docker.io/library/nginx")],
  "an Azure registry without credentials": [cache("upstream.azurecr.io/app")],
  "Red Hat without credentials": [cache("registry.redhat.io/ubi9")],
  "Google without credentials": [cache("europe-docker.pkg.dev/p/images/app")],
  "credentials for an open upstream": [signed("public.ecr.aws/nginx/nginx")],
  "a tag in the source": [signed("docker.io/library/python:3.11")],
  "a digest in the source": [cache("mcr.microsoft.com/app@sha256:0123")],
  "a tag in the target": [cache("mcr.microsoft.com/app", "app:latest")],
  "a target that is a tag": [cache("mcr.microsoft.com/app", ":latest")],
  "capital letters in the target": [cache("mcr.microsoft.com/app", "Team/App")],
  "capital letters in the source": [cache("mcr.microsoft.com/App")],
  "no legal paths": [cache("mcr.microsoft.com//app", "team//app")],
  "a target with a space": [cache("mcr.microsoft.com/app", "my app")],
  "C185, a wildcard in the source alone": [cache("mcr.microsoft.com/dotnet/*", "dotnet")],
  "a wildcard in the target alone": [cache("mcr.microsoft.com/dotnet", "dotnet/*")],
  "a wildcard in the middle": [cache("mcr.microsoft.com/*/app", "*/app")],
  "a wildcard in an element": [cache("mcr.microsoft.com/dotnet*", "dotnet*")],
  "C187, a wildcard's target within another's": [targets("library/*", "library/dotnet/*")],
  "two wildcards of one target": [targets("library/*", "Library/*")],
  "a wildcard beside the one for everything": [targets("*", "a/b/*", "c")],
  "C189, two rules of one target": [targets("dotnet", "sdk", "Dotnet")],
  "C190, a target that exists": [{ ...cache("mcr.microsoft.com/app"), repositories: ["web", "app"] }],
  "a target above a repository that exists": [
    { ...cache("mcr.microsoft.com/app", "team"), repositories: ["team/app/web"] },
  ],
  "a rule that takes over a repository later": [
    { ...cache("mcr.microsoft.com/app"), repositories: ["app"] },
    cache("mcr.microsoft.com/app", "other"),
  ],
  "C191, another source and target": [cache("mcr.microsoft.com/b", "b"), cache("mcr.microsoft.com/a", "a")],
  "Docker Hub's own image without library/": [signed("docker.io/nginx")],
  "an identity without ids": [cache("upstream.azurecr.io/app", "app", { identity: { type: "UserAssigned" } })],
  "a system-assigned identity": [cache("upstream.azurecr.io/app", "app", { identity: { type: "SystemAssigned" } })],
  "an identity for an upstream that takes none": [cache("ghcr.io/team/app", "app", { identity })],
  "an identity in an API version without": [
    cache("upstream.azurecr.io/app", "app", { identity, origin: { apiVersion: "v20251101" } }),
  ],
  "Google's parts out of form": [
    atGoogle({
      type: "Google",
      projectNumber: "012345",
      workloadIdentityPoolId: "Pool",
      workloadIdentityProviderId: "a-",
    }),
  ],
  "Google's parts in an API version without": [atGoogle({}, { origin: { apiVersion: "v20260101preview" } })],
  "Google's parts for another upstream": [
    cache("quay.io/team/app", "app", { additionalAuthenticationProperties: google }),
  ],
  "a credential set of another upstream": [
    {
      ...signed("ghcr.io/team/app"),
      credentialSets: { hub: { credentialSetName: "HubSet", loginServer: "docker.io" } },
    },
  ],
  "a credential set by its name": [cache("ghcr.io/team/app", "app", { credentialSetResourceId: "hubset" })],
  "1,001 rules": [
    { sku: { name: "Standard" }, ...targets(...Array.from({ length: 1001 }, (_, index) => `target${index}`)) },
  ],
  "C195, no credential": [set({ authCredentials: [] })],
  "no list of credentials": [set({ authCredentials: undefined })],
  "C196, a credential of another name": [set({ authCredentials: [{ ...credential, name: "Credential2" }] })],
  "two credentials": [set({ authCredentials: [credential, { ...credential, name: "credential1" }] })],
  "a user name in the clear, and no password": [
    set({ authCredentials: [{ name: "Credential1", usernameSecretIdentifier: "robot" }] }),
  ],
  "secrets in a vault of another cloud": [
    {
      location: "China East 2",
      ...set({ authCredentials: [{ ...credential, passwordSecretIdentifier: "https://v.vault.azure.cn/secrets/p" }] }),
    },
  ],
  "C197, a user-assigned identity": [set({ identity: { type: "UserAssigned" } })],
  "no identity": [set({ identity: undefined })],
  "an identity that is none": [set({ identity: { type: "none" } })],
  "a login server with a scheme and a path": [set({ loginServer: "https://ghcr.io/team" })],
  "a login server that is no host": [set({ loginServer: "docker" })],
  "another login server": [set({ loginServer: "ghcr.io" }), set({})],
  "a set that goes while a rule names it": [
    signed("docker.io/library/nginx"),
    { ...signed("docker.io/library/nginx"), credentialSets: { hub: { credentialSetName: "HubSet" } } },
  ],
});

sayNothing(rules, {
  "C179, an open upstream": [cache("mcr.microsoft.com/hello-world", "target")],
  "C181, Docker Hub with credentials": [signed("docker.io/library/nginx")],
  "upstreams that take both": [
    {
      cacheRules: Object.fromEntries(
        ["ghcr.io", "quay.io", "registry.k8s.io", "gcr.io", "nvcr.io"].map((host, index) => [
          host,
          {
            sourceRepository: `${host}/team/app`,
            targetRepository: `app${index}`,
            ...(index % 2 ? { credentialSetResourceId: setId("hubset") } : {}),
          },
        ]),
      ),
    },
  ],
  "an Azure registry by identity": [cache("upstream.azurecr.io/app", "app", { identity })],
  "Google by its own way, and by identity": [
    {
      cacheRules: {
        a: {
          sourceRepository: "europe-docker.pkg.dev/p/a",
          targetRepository: "a",
          additionalAuthenticationProperties: google,
        },
        b: { sourceRepository: "europe-docker.pkg.dev/p/b", targetRepository: "b", identity },
      },
    },
  ],
  "an identity that says None": [cache("mcr.microsoft.com/app", "app", { identity: { type: "None" } })],
  "a source and credentials that are not known yet": [
    cache(UNKNOWN, UNKNOWN, { credentialSetResourceId: UNKNOWN, identity: UNKNOWN }),
  ],
  "Docker Hub with credentials that are not known yet": [
    cache("docker.io/library/nginx", "app", { credentialSetResourceId: UNKNOWN }),
  ],
  "C184, everything of an upstream": [cache("mcr.microsoft.com/*", "*")],
  "wildcards on both sides": [cache("mcr.microsoft.com/dotnet/*", "net/*")],
  "a wildcard whose target is not known yet": [cache("mcr.microsoft.com/dotnet/*", UNKNOWN)],
  "C188, a rule within a wildcard": [targets("*", "library/dotnet")],
  "wildcards side by side": [targets("library/*", "library2/*", "lib/*")],
  "a target beside a repository": [{ ...cache("mcr.microsoft.com/app", "apps"), repositories: ["app", "team/apps"] }],
  "a rule that was there before": [
    { ...cache("mcr.microsoft.com/app"), repositories: ["app"] },
    cache("mcr.microsoft.com/app"),
  ],
  "paths that differ in capitals from before": [cache("mcr.microsoft.com/app"), cache("MCR.microsoft.com/App", "App")],
  "other credentials than before": [signed("ghcr.io/a"), cache("ghcr.io/a")],
  "a whole set": [set({})],
  "a set whose parts are not known yet": [set({ loginServer: UNKNOWN, identity: UNKNOWN, authCredentials: [UNKNOWN] })],
  "a set with both identities, in Azure Government": [
    {
      location: "usgovvirginia",
      ...set({
        identity: { type: "SystemAssigned, UserAssigned" },
        authCredentials: [
          {
            ...credential,
            usernameSecretIdentifier: "https://v.vault.usgovcloudapi.net/secrets/u",
            passwordSecretIdentifier: "https://v.vault.usgovcloudapi.net/secrets/p",
          },
        ],
      }),
    },
  ],
  "a login server in other capitals": [set({ loginServer: "Docker.io" }), set({})],
  "a set that goes with the rule that named it": [
    { cacheRules: {} },
    { ...signed("docker.io/library/nginx"), credentialSets: { hub: { credentialSetName: "hubset" } } },
  ],
  "a set under another key": [
    {
      ...signed("docker.io/library/nginx"),
      credentialSets: {
        other: {
          credentialSetName: "hubset",
          loginServer: "docker.io",
          identity: { type: "SystemAssigned" },
          authCredentials: [credential],
        },
      },
    },
    { ...signed("docker.io/library/nginx"), credentialSets: { hub: { credentialSetName: "hubset" } } },
  ],
  "a set for the rule's upstream": [
    {
      ...signed("docker.io/library/nginx"),
      credentialSets: {
        hub: {
          credentialSetName: "hubset",
          loginServer: "Docker.io",
          identity: { type: "SystemAssigned" },
          authCredentials: [credential],
        },
      },
    },
  ],
  "a rule without source and target": [{ cacheRules: { one: {} } }],
  "a set that goes beside the rule's own": [
    { ...signed("docker.io/library/nginx"), credentialSets: {} },
    { ...signed("docker.io/library/nginx"), credentialSets: { other: { credentialSetName: "otherset" } } },
  ],
  "an identity of no type, with ids and without": [
    {
      cacheRules: {
        a: {
          sourceRepository: "u.azurecr.io/a",
          targetRepository: "a",
          identity: { userAssignedIdentities: identity.userAssignedIdentities },
        },
      },
    },
  ],
});
