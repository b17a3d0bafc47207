import { UNKNOWN } from "../../../src/model";
import { authenticationRules } from "../../../src/rules/access/authentication";
import { roleRules } from "../../../src/rules/access/roles";
import { encryptionRules } from "../../../src/rules/encryption/encryption";
import { identityRules } from "../../../src/rules/encryption/identity";
import { keyIdentityRules } from "../../../src/rules/encryption/keyIdentity";
import { keyVaultRules } from "../../../src/rules/encryption/keyVault";
import { contentTrustRules } from "../../../src/rules/policies/contentTrust";
import { exportPolicyRules } from "../../../src/rules/policies/exportPolicy";
import { policyRules } from "../../../src/rules/policies/policies";
import { softDeleteRules } from "../../../src/rules/policies/softDelete";
import { pinTexts, sayNothing } from "./texts";

// Whole findings of the rules on keys, policies, authentication and roles.

const rules = [
  ...encryptionRules,
  ...keyIdentityRules,
  ...keyVaultRules,
  ...identityRules,
  ...policyRules,
  ...softDeleteRules,
  ...contentTrustRules,
  ...exportPolicyRules,
  ...authenticationRules,
  ...roleRules,
];
const of = (name: string, rest: object) => ({ sku: { name }, location: "westeurope", ...rest });
const premium = (rest: object) => of("Premium", rest);
const idOf = (name: string) =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const clientId = "11111111-1111-1111-1111-111111111111";
const other = "22222222-2222-2222-2222-222222222222";
const vaultKey = "https://contoso.vault.azure.net/keys/registry";
const attached = (...names: string[]) => ({
  type: "UserAssigned",
  userAssignedIdentities: Object.fromEntries(names.map((name) => [idOf(name), {}])),
});
const keyed = (difference: object = {}, identity: unknown = attached("a"), rest: object = {}) =>
  premium({
    identity,
    encryption: {
      status: "enabled",
      keyVaultProperties: { identity: clientId, keyIdentifier: vaultKey, ...difference },
    },
    ...rest,
  });
const policy = (policies: object, rest: object = {}, tier = "Premium") => of(tier, { policies, ...rest });
const trust = { trustPolicy: { type: "Notary", status: "enabled" } };
const sealed = { exportPolicy: { status: "disabled" } };
const soft = { softDeletePolicy: { status: "enabled" } };
const closed = { publicNetworkAccess: "Disabled" };
const pipeline = { exportPipelines: { nightly: {} } };
const abac = { roleAssignmentMode: "AbacRepositoryPermissions" };
const legacy = { roleAssignmentMode: "LegacyRegistryPermissions" };
const repositoryName = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";
const roles = {
  pull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  push: "8311e382-0749-4cb8-b61a-304f252e45ec",
  erase: "c2f4ef07-c644-48eb-af81-4b1b4947fb11",
  reader: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
  lister: "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
};
const grant = (role: keyof typeof roles, rest: object = {}) => ({
  roleAssignments: {
    ci: {
      roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
      ...rest,
    },
  },
});
const condition = (text: string, conditionVersion: string | undefined = "2.0") =>
  of("Basic", { ...abac, ...grant("reader", { condition: text, conditionVersion }) });
const task = (rest: object) => of("Basic", { ...abac, tasks: { build: rest } });

pinTexts("protection.txt", rules, {
  "C094, a key below Premium": [of("Standard", { encryption: { status: "Enabled" } })],
  "a key on an existing registry": [keyed(), premium({})],
  "a key that goes": [keyed({}, attached("a"), { encryption: { status: "disabled" } }), keyed()],
  "a key that is not mentioned any more": [premium({ identity: attached("a") }), keyed()],
  "C097, a system-assigned identity": [keyed({}, { type: "SystemAssigned" })],
  "a key without any identity": [keyed({}, null)],
  "a key of an identity that is not attached": [
    keyed({}, { type: "UserAssigned", userAssignedIdentities: { [idOf("a")]: { clientId: other } } }),
  ],
  "a resource id in place of the client id": [keyed({ identity: idOf("a") })],
  "the CLI's word in place of the client id": [
    keyed(
      { identity: "system" },
      { type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [idOf("a")]: {} } },
    ),
  ],
  "a name in place of the client id": [keyed({ identity: "images" })],
  "the principal id in place of the client id": [
    keyed(
      {},
      { type: "UserAssigned", userAssignedIdentities: { [idOf("a")]: { clientId: other, principalId: clientId } } },
    ),
  ],
  "no client id": [keyed({ identity: undefined })],
  "no key": [keyed({ keyIdentifier: undefined })],
  "a key of one version": [keyed({ keyIdentifier: `${vaultKey}/0123456789abcdef0123456789abcdef` })],
  "a secret in place of a key": [keyed({ keyIdentifier: "https://contoso.vault.azure.net/secrets/registry" })],
  "a key of another type": [keyed({}, attached("a"), { key: { kty: "EC" } })],
  "a key of an odd size": [keyed({}, attached("a"), { key: { kty: "rsa-hsm", keySize: 1024 } })],
  "a vault without purge protection and soft delete": [
    keyed({}, attached("a"), { vault: { enableSoftDelete: false } }),
  ],
  "a vault whose purge protection is off": [keyed({}, attached("a"), { vault: { enablePurgeProtection: false } })],
  "a vault behind a firewall": [
    keyed({}, attached("a"), {
      vault: { enablePurgeProtection: true, networkAcls: { bypass: "None", defaultAction: "Deny" } },
    }),
  ],
  "a closed vault": [
    keyed({}, attached("a"), {
      vault: { enablePurgeProtection: true, publicNetworkAccess: "disabled", networkAcls: { bypass: "none" } },
    }),
  ],
  "the identity of the key goes": [keyed({}, attached("b")), keyed()],
  "one of two identities goes, and either may hold the key": [keyed({}, attached("c")), keyed({}, attached("a", "b"))],
  "the system-assigned identity of the key goes": [
    keyed({ identity: undefined }, attached("a")),
    keyed({ identity: undefined }, { type: "SystemAssigned" }),
  ],
  "every identity goes": [keyed({}, { type: "None" }), keyed()],
  "logs of one task": [keyed({}, attached("a"), { tasks: { build: {}, scan: { logTemplate: "acr/tasks" } } })],
  "logs of tasks": [keyed({}, attached("a"), { tasks: { build: {}, scan: {} } })],
  "C104, a key and content trust": [keyed({}, attached("a"), { policies: trust })],
  "an unknown type of identity": [of("Basic", { identity: { type: "Managed" } })],
  "both types without a space": [
    of("Basic", { identity: { type: "UserAssigned,SystemAssigned", userAssignedIdentities: [idOf("a")] } }),
  ],
  "a type in other capitals": [of("Basic", { identity: { type: "systemassigned" } })],
  "C105, no identities": [of("Basic", { identity: { type: "UserAssigned", userAssignedIdentities: {} } })],
  "identities of other types": [
    of("Basic", { identity: { type: "SystemAssigned", userAssignedIdentities: { [idOf("a")]: {}, [idOf("b")]: {} } } }),
  ],
  "identities of no type": [of("Basic", { identity: { userAssignedIdentities: { [idOf("a")]: {} } } })],
  "M4, a client id among the identities, and a name": [
    of("Basic", { identity: { type: "UserAssigned", userAssignedIdentities: { [clientId]: {}, images: {} } } }),
  ],
  "C065, days below 0": [policy({ retentionPolicy: { days: -1, status: "enabled" } })],
  "retention below Premium": [policy({ retentionPolicy: { days: 7, status: "Enabled" } }, {}, "Standard")],
  "retention that is new": [policy({ retentionPolicy: { days: 7, status: "enabled" } }), premium({})],
  "soft delete of no day": [policy({ softDeletePolicy: { retentionDays: 0, status: "enabled" } })],
  "soft delete of a part of a day": [policy({ softDeletePolicy: { retentionDays: 1.5, status: "enabled" } })],
  "soft delete in a stable API version": [policy(soft, { origin: { apiVersion: "v20251101" } })],
  "soft delete and retention": [policy({ ...soft, retentionPolicy: { status: "enabled" } })],
  "C077, soft delete and a replica": [policy(soft, { replications: { us: {} } })],
  "soft delete and replicas": [policy(soft, { replications: { us: {}, asia: {} } })],
  "C078, soft delete and a cache rule": [policy(soft, { cacheRules: { hub: {} } })],
  "soft delete and cache rules": [policy(soft, { cacheRules: { a: {}, b: {}, c: {}, d: {}, e: {} } })],
  "quarantine below Premium": [policy({ quarantinePolicy: { status: "enabled" } }, {}, "Basic")],
  "content trust below Premium": [policy(trust, {}, "Standard")],
  "C071, content trust": [policy(trust)],
  "an unknown type of content trust": [policy({ trustPolicy: { type: "Notation", status: "disabled" } })],
  "content trust in ABAC mode": [policy(trust, abac)],
  "content trust and tokens": [policy(trust, { tokens: { ci: {} } }), policy(trust)],
  "exports off below Premium": [policy(sealed, {}, "Basic")],
  "C066, exports off with public access": [policy(sealed, { publicNetworkAccess: "Enabled" })],
  "exports off without a word on public access": [policy({ exportPolicy: { status: "Disabled" } })],
  "C069, public access on a registry without exports": [
    premium({ publicNetworkAccess: "Enabled" }),
    policy(sealed, closed),
  ],
  "public access that is not mentioned any more": [policy(sealed), policy(sealed, closed)],
  "exports off with a pipeline": [policy(sealed, { ...closed, ...pipeline })],
  "C070, pipelines that go in the same deployment": [
    policy(sealed, closed),
    premium({ ...closed, exportPipelines: { a: {}, b: {} } }),
  ],
  "ARM tokens of App Service": [
    policy(
      { azureADAuthenticationAsArmPolicy: { status: "disabled" } },
      { resourceGroupTypes: ["azure-native:web:WebApp"] },
      "Basic",
    ),
  ],
  "ARM tokens that go": [
    policy({ azureADAuthenticationAsArmPolicy: { status: "disabled" } }, {}, "Basic"),
    of("Basic", {}),
  ],
  "words of policies": [
    policy({
      quarantinePolicy: { status: "Enabled" },
      retentionPolicy: { status: "on" },
      exportPolicy: { status: "" },
    }),
  ],
  "C082, anonymous pull on Basic": [of("Basic", { anonymousPullEnabled: true })],
  "an unknown mode": [of("Basic", { roleAssignmentMode: "Abac" })],
  "a mode that changes": [of("Basic", abac), of("Basic", {})],
  "C164, a task in ABAC mode": [task({ credentials: null })],
  "an unknown domain name label": [of("Basic", { autoGeneratedDomainNameLabelScope: "Global" })],
  "a domain name label in a stable API version": [
    of("Basic", { origin: { apiVersion: "v20251101" }, autoGeneratedDomainNameLabelScope: "NoReuse" }),
  ],
  "C089, another domain name label": [
    of("Basic", { autoGeneratedDomainNameLabelScope: "TenantReuse" }),
    of("Basic", { autoGeneratedDomainNameLabelScope: "Unsecure" }),
  ],
  "a domain name label that is not mentioned any more": [
    of("Basic", {}),
    of("Basic", { autoGeneratedDomainNameLabelScope: "NoReuse" }),
  ],
  "C086, AcrPull in ABAC mode": [of("Basic", { ...abac, ...grant("pull") })],
  "AcrPush in ABAC mode": [of("Basic", { ...abac, ...grant("push") })],
  "AcrDelete in ABAC mode": [
    of("Basic", {
      ...abac,
      ...grant("erase", { condition: `${repositoryName} StringEqualsIgnoreCase 'app'`, conditionVersion: "2.0" }),
    }),
  ],
  "a repository role in legacy mode": [of("Basic", { ...legacy, ...grant("lister") })],
  "a condition in legacy mode": [
    of("Basic", {
      ...legacy,
      ...grant("reader", { condition: `${repositoryName} StringEqualsIgnoreCase 'app'`, conditionVersion: "2.0" }),
    }),
  ],
  "a condition of no version": [
    of("Basic", { ...abac, ...grant("reader", { condition: `${repositoryName} StringEqualsIgnoreCase 'app'` }) }),
  ],
  "a condition of an old version": [condition(`${repositoryName} StringEqualsIgnoreCase 'app'`, "1.0")],
  "a condition on another attribute": [
    condition(
      "@Resource[Microsoft.ContainerRegistry/registries/repositories:name] StringEqualsIgnoreCase 'app' AND @Request[Microsoft.ContainerRegistry/registries:name] StringEqualsIgnoreCase 'app'",
    ),
  ],
  "a condition by another operator": [condition(`${repositoryName} StringLikeIgnoreCase 'app*'`)],
  "a prefix without a slash": [condition(`${repositoryName} StringStartsWithIgnoreCase 'app'`)],
  "a condition on a role that takes none": [
    of("Basic", {
      ...abac,
      ...grant("lister", { condition: `${repositoryName} StringEqualsIgnoreCase 'app'`, conditionVersion: "2.0" }),
    }),
  ],
  "a condition on AcrPull in legacy mode": [
    of("Basic", {
      ...legacy,
      ...grant("pull", { condition: `${repositoryName} StringEqualsIgnoreCase 'app'`, conditionVersion: "2.0" }),
    }),
  ],
  "a key, and identities of no type": [keyed({}, { userAssignedIdentities: { [idOf("a")]: {} } })],
  "a type of both identities written in one word": [
    of("Basic", { identity: { type: "SystemAssigned, userassigned", userAssignedIdentities: [idOf("a")] } }),
  ],
});

sayNothing(rules, {
  "C095, a whole key": [
    keyed({}, attached("a"), {
      vault: { enablePurgeProtection: true, networkAcls: { bypass: "AzureServices", defaultAction: "Deny" } },
      key: { kty: "RSA", keySize: 3072 },
    }),
  ],
  "a key in a vault without a firewall": [
    keyed({}, attached("a"), {
      vault: { enablePurgeProtection: true, networkAcls: { bypass: "None", defaultAction: "Allow" } },
    }),
  ],
  "a key whose parts are not known yet": [
    keyed(
      { identity: UNKNOWN, keyIdentifier: UNKNOWN },
      { type: "UserAssigned", userAssignedIdentities: UNKNOWN },
      { vault: { enablePurgeProtection: UNKNOWN }, key: { kty: UNKNOWN } },
    ),
  ],
  "a key of one of two identities": [
    keyed(
      {},
      { type: "UserAssigned", userAssignedIdentities: { [idOf("a")]: { clientId: other }, [idOf("b")]: { clientId } } },
    ),
  ],
  "another key and another identity": [
    keyed({ identity: other, keyIdentifier: "https://m.managedhsm.azure.net/keys/k" }, attached("b")),
    keyed(),
  ],
  "another identity beside the key's": [keyed({}, attached("a", "b")), keyed({}, attached("a"))],
  "an identity goes that does not hold the key": [
    keyed({}, attached("a")),
    keyed(
      {},
      { type: "UserAssigned", userAssignedIdentities: { [idOf("a")]: { clientId }, [idOf("b")]: { clientId: other } } },
    ),
  ],
  "the key's status is left out": [
    keyed({}, attached("a"), { encryption: { keyVaultProperties: { keyIdentifier: vaultKey } } }),
    keyed(),
  ],
  "an existing registry whose key moved to its own identity": [
    keyed({ identity: undefined }, { type: "SystemAssigned" }),
    keyed({ identity: undefined }, { type: "SystemAssigned" }),
  ],
  "identities of every type": [
    { sku: { name: "Basic" }, identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: [idOf("a")] } },
  ],
  "a system-assigned identity": [of("Basic", { identity: { type: "SystemAssigned", userAssignedIdentities: {} } })],
  "C057, neutral policies below Premium": [
    policy(
      {
        quarantinePolicy: { status: "disabled" },
        exportPolicy: { status: "enabled" },
        retentionPolicy: {},
        trustPolicy: { type: "Notary", status: "disabled" },
        softDeletePolicy: { retentionDays: 7, status: "disabled" },
      },
      {},
      "Basic",
    ),
  ],
  "C062, retention": [policy({ retentionPolicy: { days: 10, status: "enabled" } })],
  "C063, retention of no day": [policy({ retentionPolicy: { days: 0, status: "enabled" } })],
  "retention of a year": [
    policy({ retentionPolicy: { days: 365, status: "enabled" } }),
    policy({ retentionPolicy: { days: 7, status: "enabled" } }),
  ],
  "soft delete of a day": [
    policy(
      { softDeletePolicy: { retentionDays: 1, status: "enabled" } },
      { origin: { apiVersion: "v20220201preview" } },
      "Basic",
    ),
  ],
  "soft delete of 90 days": [
    policy(
      { softDeletePolicy: { retentionDays: 90, status: "enabled" }, retentionPolicy: { status: "disabled" } },
      { replications: {} },
    ),
  ],
  "no soft delete in a stable API version": [
    policy(
      { softDeletePolicy: { status: "disabled" } },
      { origin: { apiVersion: "v20251101" }, replications: { us: {} }, cacheRules: { hub: {} } },
    ),
  ],
  "content trust that was there before": [policy(trust), policy(trust)],
  "exports off": [policy(sealed, closed)],
  "exports off before, and on again with public access": [
    policy({ exportPolicy: { status: "enabled" } }, { publicNetworkAccess: "Enabled" }),
    policy(sealed, closed),
  ],
  "exports off, and pipelines that were gone before": [
    policy(sealed, closed),
    policy(sealed, { ...closed, ...pipeline }),
  ],
  "C080, ARM tokens off from the start": [
    policy(
      { azureADAuthenticationAsArmPolicy: { status: "disabled" } },
      { resourceGroupTypes: ["azure-native:storage:StorageAccount"] },
      "Basic",
    ),
  ],
  "ARM tokens off as before": [
    policy({ azureADAuthenticationAsArmPolicy: { status: "disabled" } }),
    policy({ azureADAuthenticationAsArmPolicy: { status: "disabled" } }),
  ],
  "anonymous pull on Standard": [of("Standard", { anonymousPullEnabled: true })],
  "C085, ABAC mode on Basic": [of("Basic", { ...abac, tokens: { ci: {} }, adminUserEnabled: true })],
  "the default mode that is written at last": [of("Basic", legacy), of("Basic", {})],
  "tasks in ABAC mode that need no rights": [
    of("Basic", {
      ...abac,
      tasks: {
        quick: { isSystemTask: true },
        old: { status: "Disabled" },
        own: { credentials: { sourceRegistry: { identity: "[system]" } } },
        open: { credentials: UNKNOWN },
      },
    }),
  ],
  "a domain name label as before, and the default one": [
    of("Basic", { autoGeneratedDomainNameLabelScope: "Unsecure", origin: { apiVersion: "v20241101preview" } }),
    of("Basic", {}),
  ],
  "roles of the right mode": [of("Basic", { ...abac, ...grant("reader") })],
  "AcrPull in legacy mode": [of("Basic", { ...legacy, ...grant("pull") })],
  "a repository role where the mode is not written": [of("Basic", grant("reader"))],
  "both kinds of roles before a switch": [
    of("Basic", {
      ...legacy,
      roleAssignments: { ...grant("pull").roleAssignments, b: grant("reader").roleAssignments.ci },
    }),
  ],
  "roles that are not known yet": [
    of("Basic", { ...abac, roleAssignments: { a: { roleDefinitionId: UNKNOWN, condition: UNKNOWN } } }),
  ],
  "M25, a condition on one repository, and on a path": [
    condition(
      `(${repositoryName} stringequalsignorecase 'hello-world') OR (${repositoryName} StringStartsWithIgnoreCase 'app/')`,
    ),
  ],
  "a condition that hands out access": [
    of("Basic", {
      ...legacy,
      roleAssignments: {
        ci: {
          roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168",
          condition: "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'User'",
          conditionVersion: "2.0",
        },
      },
    }),
  ],
});
