import { UNKNOWN } from "../../../src/model";
import { postureRules } from "../../../src/rules/book";
import { pinTexts, sayNothing } from "./texts";

// Whole findings of the posture rules on children. A case is judged by the rules that its title begins with.

const rules = (title: string) => postureRules.filter(({ id }) => new RegExp(`^[^:]*\\b${id}\\b`).test(title));
const registryId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images";
const one = (kind: string, child: unknown) => ({ sku: { name: "Premium" }, [kind]: { one: child } });
const token = (rest: object) => one("tokens", rest);
const passwords = (...list: unknown[]) => token({ credentials: { passwords: list } });
const actions = (...list: unknown[]) => one("scopeMaps", { actions: list });
const step = (rest: object) => one("tasks", { step: { type: "Docker", ...rest } });
const source = (repository: object) =>
  one("tasks", { trigger: { sourceTriggers: [{ sourceRepository: repository }, UNKNOWN] } });
const login = (host: string, rest: object) => one("tasks", { credentials: { customRegistries: { [host]: rest } } });
const webhook = (rest: object) =>
  one("webhooks", { serviceUri: "https://h.example/a", actions: ["push"], scope: "app:*", ...rest });
const guids = {
  pull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  push: "8311e382-0749-4cb8-b61a-304f252e45ec",
  reader: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
  writer: "2a1e307c-b015-4ebd-883e-5b7698a07328",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
};
const grant = (role: keyof typeof guids | string, rest: object = {}) => {
  const guid = Object.entries(guids).find(([name]) => name === role)?.[1] ?? role;
  const roleDefinitionId = `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  return { scope: registryId, principalId: "p", principalType: "ServicePrincipal", roleDefinitionId, ...rest };
};
const grants = (...list: object[]) => ({
  roleAssignments: Object.fromEntries(list.map((each, index) => [`r${index}`, each])),
});
const abac = { roleAssignmentMode: "abacRepositoryPermissions" };

pinTexts("posture-children.txt", rules, {
  "R04: an active token": [token({})],
  "R04: an enabled token": [token({ status: "enabled" })],
  "R05: Contributor": [grants(grant("contributor"))],
  "R05: AcrPush for another principal": [grants(grant("push")), undefined, { R05: { pushPrincipals: ["q"] } }],
  "R05: an unknown role": [grants(grant("99999999-0000-0000-0000-000000000000"))],
  "R26: any upstream": [one("cacheRules", { sourceRepository: "docker.io/library/nginx" })],
  "R26: an upstream that is not allowed": [
    one("cacheRules", { sourceRepository: "Docker.io/library/nginx" }),
    undefined,
    { R26: { allowedHosts: ["MCR.microsoft.com", "quay.io"] } },
  ],
  "R26: no upstream": [one("cacheRules", {}), undefined, { R26: { allowedHosts: ["quay.io"] } }],
  "R27: http": [webhook({ serviceUri: "HTTP://h.example/a" })],
  "G20: passwords without an end": [
    passwords({ name: "password1" }, { name: "password2", expiry: "2027-01-01T00:00:00Z" }, {}),
  ],
  "G21: a long life": [passwords({ name: "password1", expiry: "2027-12-28T00:00:00Z" })],
  "G21: a life longer than the team's": [
    token({ credentials: { certificates: [{ expiry: "2026-12-04T00:00:00Z" }] } }),
    undefined,
    { G21: { maxDays: 9 } },
  ],
  "G22: a scope map of every repository": [token({ scopeMapId: `${registryId}/scopeMaps/_repositories_admin` })],
  "G22: another one, by its name": [token({ scopeMapId: "_Repositories_push" })],
  "G23: wildcards": [
    actions(
      "repositories/*/content/read",
      "repositories/team/*/content/write",
      "repositories/team/*/metadata/write",
      "repositories/team/*/content/delete",
    ),
  ],
  "G24: pushing and deleting": [
    actions("repositories/app/content/delete", "repositories/app/content/write", "repositories/web/content/delete"),
  ],
  "G25: no scope map": [token({})],
  "G25: a scope map from elsewhere": [
    { ...token({ scopeMapId: `${registryId}/scopeMaps/Readers` }), scopeMaps: { a: { scopeMapName: "writers" } } },
  ],
  "G30: a token for the context": [step({ contextAccessToken: "t" })],
  "G30: a token for a trigger": [source({ sourceControlAuthProperties: { token: "t" } })],
  "G31: arguments that look like secrets": [
    step({
      arguments: [
        { name: "NPM_TOKEN" },
        { name: "apiKey" },
        { name: "MONKEY" },
        { name: "dbPassword", isSecret: false },
        { name: "PAT", isSecret: true },
      ],
      values: [{ name: "client-secrets" }],
    }),
  ],
  "G32: a password in the clear": [
    login("other.azurecr.io", { userName: { type: "opaque" }, password: { type: "Opaque" } }),
  ],
  "G32: a user name in the clear": [
    login("other.azurecr.io", { userName: { type: "Opaque" }, password: { type: "Vaultsecret" } }),
  ],
  "G33: a personal token": [source({ sourceControlAuthProperties: { tokenType: "pat", token: "t" } })],
  "G33: an OAuth token without an end": [source({ sourceControlAuthProperties: { tokenType: "OAuth", token: "t" } })],
  "G36: http everywhere": [
    one("tasks", {
      step: { contextPath: "http://g.example/a.git", taskFilePath: "http://g.example/t.yaml" },
      trigger: {
        sourceTriggers: [{ sourceRepository: { repositoryUrl: "http://g.example/a" } }],
        baseImageTrigger: { updateTriggerEndpoint: "http://h.example/a" },
      },
    }),
  ],
  "G36: user info": [step({ contextPath: "https://user:secret@g.example/a.git" })],
  "G37: one tag for every run": [step({ imageNames: ["app:latest"] })],
  "G37: two tags for every run": [step({ imageNames: ["app:v1", "web"] })],
  "G37: latest without a push": [step({ imageNames: ["localhost:5000/app"], isPushEnabled: false })],
  "G38: agents outside": [{ publicNetworkAccess: "disabled", ...one("agentPools", { tier: "S1" }) }],
  "G40: credentials in headers": [
    webhook({
      customHeaders: { Authorization: "a", "X-Api-Key": "b", Cookie: "c", "x-token": "d", "Content-Type": "e" },
    }),
  ],
  "G41: a secret in the address": [webhook({ serviceUri: "https://h.example/?code=abc" })],
  "G41: user info in the address": [webhook({ serviceUri: "https://user:pw@h.example/" })],
  "G41: deletions everywhere": [webhook({ actions: ["push", "delete"], scope: undefined })],
  "G41: deletions everywhere, said": [webhook({ actions: ["delete"], scope: "*" })],
  "G60: Contributor for a program": [grants(grant("contributor"))],
  "G63: AcrPull on a group": [grants(grant("pull", { scope: "/subscriptions/s/resourceGroups/g" }))],
  "G63: a repository role above the subscription": [
    grants(grant("reader", { scope: "/providers/Microsoft.Management/managementGroups/m" })),
  ],
  "G64: a writer of everything": [{ ...abac, ...grants(grant("writer")) }],
  "G65: no type of principal": [grants(grant("pull", { principalType: undefined }))],
  "G66: one role twice": [
    grants(grant("pull"), grant("PULL".toLowerCase(), { scope: registryId.toUpperCase() }), grant("push")),
  ],
  "G72: a whole upstream": [one("cacheRules", { sourceRepository: "docker.io/*" })],
  "G73: versions of secrets": [
    one("credentialSets", {
      authCredentials: [
        {
          usernameSecretIdentifier: "https://v.vault.azure.net/secrets/u/0123",
          passwordSecretIdentifier: "https://v.vault.azure.net/secrets/p/4567",
        },
      ],
    }),
  ],
  "G75: a mode that the team forbids": [
    one("connectedRegistries", { mode: "Mirror" }),
    undefined,
    { G75: { allowed: "ReadOnly" } },
  ],
  "G77: no audit log and no clean-up": [one("connectedRegistries", { logging: { auditLogStatus: "Disabled" } })],
  "G77: no clean-up": [one("connectedRegistries", { logging: { auditLogStatus: "enabled" } })],
  "G77: no audit log": [one("connectedRegistries", { garbageCollection: {} })],
  "R05: AcrPush for a principal that is not named": [
    grants(grant("push", { principalId: undefined })),
    undefined,
    { R05: { pushPrincipals: ["p"] } },
  ],
  "G25: a scope map where none is declared": [token({ scopeMapId: `${registryId}/scopeMaps/Readers` })],
});

sayNothing(rules, {
  "R04: a disabled token, and one that is not known yet": [
    { tokens: { a: { status: "Disabled" }, b: { status: UNKNOWN } } },
  ],
  "R05: roles that are allowed": [
    grants(
      grant("pull"),
      grant("reader"),
      grant("writer"),
      grant("push", { scope: "/subscriptions/s" }),
      grant("push", { principalId: "P" }),
      grant("contributor", { roleDefinitionId: UNKNOWN }),
    ),
    undefined,
    { R05: { pushPrincipals: ["p"] } },
  ],
  "R05: further roles": [
    grants(grant("contributor"), grant("99999999-0000-0000-0000-00000000000a")),
    undefined,
    { R05: { allowedRoles: ["contributor", "99999999-0000-0000-0000-00000000000A"] } },
  ],
  "R26: an upstream that is allowed": [
    one("cacheRules", { sourceRepository: "Quay.io/a" }),
    undefined,
    { R26: { allowedHosts: ["quay.IO"] } },
  ],
  "R27, G41: https": [webhook({})],
  "R27: an address that is none": [webhook({ serviceUri: "ftp://h.example" })],
  "G20, G21: a short life": [
    passwords({ name: "password1", expiry: "2027-05-23T00:00:00Z" }, { name: "password2", expiry: UNKNOWN }),
  ],
  "G21: no end, none that is one, and one that is over": [
    passwords({}, { expiry: "soon" }, { expiry: "2020-01-01T00:00:00Z" }),
  ],
  "G22: scope maps of some repositories": [
    {
      tokens: {
        a: { scopeMapId: `${registryId}/scopeMaps/ci` },
        b: { scopeMapId: `${registryId}/scopeMaps/_repositories_pull` },
        c: {},
      },
    },
  ],
  "G23: repositories by name, and reading below a path": [
    actions("repositories/app/content/write", "repositories/team/*/content/read", "gateway/edge/config/read", UNKNOWN),
  ],
  "G24: pushing or deleting": [
    actions("repositories/app/content/write", "repositories/web/content/delete", "repositories/app/metadata/read"),
  ],
  "G25: a scope map of this deployment, a system map, and none that is one": [
    {
      tokens: {
        a: { scopeMapId: `${registryId}/scopeMaps/READERS` },
        b: { scopeMapId: `${registryId}/scopeMaps/_repositories_pull` },
        c: { scopeMapId: "x" },
        d: { scopeMapId: `${registryId}/scopeMaps/key` },
      },
      scopeMaps: { a: { scopeMapName: "readers" }, key: {} },
    },
  ],
  "G30, G33, G36, G37: no secrets": [
    one("tasks", {
      step: { contextPath: "https://github.com/a/b.git#main", imageNames: ["app:latest", "app:{{.Run.ID}}"] },
    }),
  ],
  "G31: arguments that are secret or do not look so": [
    step({ arguments: [{ name: "TOKEN", isSecret: true }, { name: "keyboard" }, { name: "patch" }, {}, UNKNOWN] }),
  ],
  "G32: logins without a written password": [
    login("o.azurecr.io", { identity: "[system]", password: { type: "Vaultsecret" } }),
  ],
  "G33: OAuth that ends": [source({ sourceControlAuthProperties: { tokenType: "OAuth", expiresIn: 3600 } })],
  "G33: OAuth that is renewed": [source({ sourceControlAuthProperties: { tokenType: "OAuth", refreshToken: "r" } })],
  "G37: a run's own tag, no push, and no images": [
    {
      tasks: {
        a: { step: { imageNames: ["app:$ID"] } },
        b: { step: { imageNames: ["app:v1"], isPushEnabled: false } },
        c: { step: {} },
      },
    },
  ],
  "G38: agents inside, and an open registry": [one("agentPools", { tier: "S1" })],
  "G38: agents inside": [
    { publicNetworkAccess: "Disabled", ...one("agentPools", { virtualNetworkSubnetResourceId: "s" }) },
  ],
  "G40: headers without a credential": [
    webhook({ customHeaders: { "Content-Type": "a", Accept: "b", "X-Keyboard": "c" } }),
  ],
  "G41: deletions of some repositories": [webhook({ actions: ["delete"], scope: "app:*" })],
  "G41: pushes everywhere": [webhook({ scope: "" })],
  "G60: a person, and a role from above": [
    grants(
      grant("contributor", { principalType: "User" }),
      grant("contributor", { scope: "/subscriptions/s" }),
      grant("pull"),
    ),
  ],
  "G63: roles on the registry, and roles of other services": [
    grants(grant("pull"), grant("contributor", { scope: "/subscriptions/s" }), grant("pull", { scope: UNKNOWN })),
  ],
  "G64: a condition, another role, and legacy mode": [
    { ...abac, ...grants(grant("writer", { condition: "c" }), grant("reader")) },
  ],
  "G64: legacy mode": [grants(grant("writer"))],
  "G65: a type of principal": [grants(grant("pull"))],
  "G66: roles for two principals, and under two conditions": [
    grants(
      grant("pull"),
      grant("pull", { principalId: "q" }),
      grant("writer", { condition: "a" }),
      grant("writer", { condition: "b" }),
      grant("pull", { principalId: UNKNOWN }),
    ),
  ],
  "G72: a folder": [one("cacheRules", { sourceRepository: "docker.io/library/*" })],
  "G73: secrets without a version": [
    one("credentialSets", {
      authCredentials: [
        {
          usernameSecretIdentifier: "https://v.vault.azure.net/secrets/u",
          passwordSecretIdentifier: "https://v.vault.azure.net/secrets/p/",
        },
        UNKNOWN,
      ],
    }),
  ],
  "G75: a mode that the team allows": [
    one("connectedRegistries", { mode: "readonly" }),
    undefined,
    { G75: { allowed: "ReadOnly" } },
  ],
  "G75: no verdict": [one("connectedRegistries", { mode: "ReadWrite" })],
  "G77: both": [
    one("connectedRegistries", { logging: { auditLogStatus: "Enabled" }, garbageCollection: { enabled: true } }),
  ],
  "G77: not known yet": [one("connectedRegistries", { logging: UNKNOWN, garbageCollection: UNKNOWN })],
  "G30: a trigger without a token": [source({ sourceControlAuthProperties: {} })],
  "G63, G66: grants without a role or a principal": [
    grants({ scope: registryId }, { scope: registryId }, grant("pull", { scope: undefined })),
  ],
  "G40, G41: a webhook without anything": [one("webhooks", {})],
  "G23, G24: a scope map without actions": [one("scopeMaps", {})],
});
