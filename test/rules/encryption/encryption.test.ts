import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules/check";
import { encryptionRules } from "../../../src/rules/encryption/encryption";
import { identityRules } from "../../../src/rules/encryption/identity";
import { keyIdentityRules } from "../../../src/rules/encryption/keyIdentity";
import { keyVaultRules } from "../../../src/rules/encryption/keyVault";
import { contentTrustRules } from "../../../src/rules/policies/contentTrust";

const rules = [...encryptionRules, ...keyIdentityRules, ...keyVaultRules, ...identityRules, ...contentTrustRules];
const arm = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const clientId = "11111111-1111-1111-1111-111111111111";
const otherId = "22222222-2222-2222-2222-222222222222";
const keyIdentifier = "https://kv.vault.azure.net/keys/k";
const user = (...names: string[]) => ({
  type: "UserAssigned",
  userAssignedIdentities: Object.fromEntries(names.map((name) => [arm(name), {}])),
});
const premium = (rest: object = {}) => ({ sku: { name: "Premium" }, ...rest });
const keyed = (rest: object = {}, key: object = {}) =>
  premium({
    identity: user("a"),
    encryption: { status: "enabled", keyVaultProperties: { identity: clientId, keyIdentifier, ...key } },
    ...rest,
  });

/** What the rules say of a model: severity, rule and place. */
const verdicts = (model: object, previous?: object) =>
  check(model, { rules, previous }).map(({ rule, severity, path }) => `${severity} ${rule} ${path.join(".")}`);
const identities = "identity.userAssignedIdentities";
const keyIdentity = "encryption.keyVaultProperties.identity";
const keyPath = "encryption.keyVaultProperties.keyIdentifier";

describe("cases of the reference", () => {
  it.each<[string, object, string[]]>([
    ["C094", { sku: { name: "Standard" }, encryption: { status: "enabled" } }, ["error CMK-01 encryption"]],
    ["C095", keyed({}, { keyIdentifier: "https://kv/keys/k" }), []],
    [
      "C097",
      premium({
        identity: { type: "SystemAssigned" },
        encryption: { status: "enabled", keyVaultProperties: { keyIdentifier } },
      }),
      ["error CMK-06 identity.type"],
    ],
    ["C104", keyed({ policies: { trustPolicy: { status: "enabled" } } }), ["error CMK-15 policies.trustPolicy.status"]],
    ["C105", { identity: { type: "UserAssigned", userAssignedIdentities: {} } }, [`error ID-02 ${identities}`]],
    ["C107's identity", premium({ identity: { type: "SystemAssigned" } }), []],
    ["peers B2", keyed({ publicNetworkAccess: "Disabled", vault: { enablePurgeProtection: true } }), []],
    ["peers B3's identity", premium({ identity: { ...user("a"), type: "SystemAssigned, UserAssigned" } }), []],
    [
      "peers T8",
      keyed({ identity: { ...user("a"), type: "SystemAssigned, UserAssigned" }, key: { kty: "RSA", keySize: 2048 } }),
      [],
    ],
    [
      "peers M4",
      keyed({
        identity: { type: "UserAssigned", userAssignedIdentities: { [clientId]: {} } },
        policies: { trustPolicy: { status: "enabled" } },
      }),
      [`error ID-02 ${identities}.${clientId}`, "error CMK-15 policies.trustPolicy.status"],
    ],
    ["peers M30, an EC key", keyed({ key: { kty: "EC" } }), ["error CMK-08 key.kty"]],
  ])("%s", (_id, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("a key over time", () => {
  it.each<[string, object, object, string[]]>([
    ["is not added later", premium(), keyed(), ["error CMK-02 encryption"]],
    ["is not switched off", keyed(), keyed({ encryption: { status: "disabled" } }), ["error CMK-03 encryption.status"]],
    ["is not left out", keyed(), premium({ identity: user("a") }), ["error CMK-03 encryption"]],
    ["is the business of DG-10 on the way to a lower tier", keyed(), { sku: { name: "Standard" } }, []],
    ["may change", keyed(), keyed({}, { keyIdentifier: "https://other.vault.azure.net/keys/k2" }), []],
    ["may move to another identity", keyed(), keyed({ identity: user("b") }, { identity: otherId }), []],
    [
      "may move to the system-assigned identity",
      keyed(),
      keyed({ identity: { type: "SystemAssigned" } }, { identity: undefined }),
      [],
    ],
    ["keeps its identity", keyed(), keyed({ identity: user("b") }), ["error CMK-12 identity"]],
    ["keeps its identity, not none at all", keyed(), keyed({ identity: undefined }), ["error CMK-12 identity"]],
    [
      "keeps its identity, whatever the case of its id",
      keyed(),
      keyed({ identity: { type: "UserAssigned", userAssignedIdentities: { [arm("a").toUpperCase()]: {} } } }),
      [],
    ],
    ["may lose an identity beside it", keyed({ identity: user("a", "b") }), keyed({ identity: user("a") }), []],
    [
      "keeps the identity whose client id is known",
      keyed({
        identity: {
          type: "UserAssigned",
          userAssignedIdentities: { [arm("a")]: { clientId }, [arm("b")]: { clientId: otherId } },
        },
      }),
      keyed({ identity: user("b") }),
      ["error CMK-12 identity"],
    ],
    [
      "keeps the system-assigned identity that reads it",
      keyed({ identity: { type: "SystemAssigned" } }, { identity: undefined }),
      keyed({ identity: user("a") }, { identity: undefined }),
      ["error CMK-12 identity"],
    ],
    [
      "never goes with identity.type None",
      keyed(),
      keyed({ identity: { type: "None" } }),
      ["error ID-03 identity.type"],
    ],
  ])("%s", (_title, before, after, expected) => expect(verdicts(after, before)).toEqual(expected));
});

describe("a key at creation", () => {
  it.each<[string, object, string[]]>([
    ["without an identity", keyed({ identity: undefined }), ["error CMK-04 identity"]],
    ["with None", keyed({ identity: { type: "None" } }), ["error ID-03 identity.type"]],
    ["without a key", keyed({}, { keyIdentifier: undefined }), [`error CMK-05 ${keyPath}`]],
    ["without the identity's client id", keyed({}, { identity: undefined }), [`error CMK-05 ${keyIdentity}`]],
    ["with a resource id", keyed({}, { identity: arm("a") }), [`error CMK-05 ${keyIdentity}`]],
    ["with the CLI's word", keyed({}, { identity: "system" }), [`error CMK-06 ${keyIdentity}`]],
    [
      "with a principal id",
      keyed(
        {
          identity: {
            type: "UserAssigned",
            userAssignedIdentities: { [arm("a")]: { clientId, principalId: otherId } },
          },
        },
        { identity: otherId },
      ),
      [`error CMK-05 ${keyIdentity}`],
    ],
    [
      "with an identity that is not attached",
      keyed({ identity: { type: "UserAssigned", userAssignedIdentities: { [arm("a")]: { clientId: otherId } } } }),
      [`error CMK-04 ${keyIdentity}`],
    ],
    [
      "with a version",
      keyed({}, { keyIdentifier: `${keyIdentifier}/0123456789abcdef` }),
      [`warning CMK-07 ${keyPath}`],
    ],
    [
      "with a secret's address",
      keyed({}, { keyIdentifier: "https://kv.vault.azure.net/secrets/k" }),
      [`error CMK-07 ${keyPath}`],
    ],
    ["with a key of an HSM", keyed({ key: { kty: "RSA-HSM", keySize: 3072 } }), []],
    ["with a key of an odd size", keyed({ key: { kty: "RSA", keySize: 1024 } }), ["warning CMK-08 key.keySize"]],
    [
      "with a vault without purge protection",
      keyed({ vault: { enableSoftDelete: true } }),
      ["warning CMK-10 vault.enablePurgeProtection"],
    ],
    [
      "with a vault without soft delete",
      keyed({ vault: { enableSoftDelete: false, enablePurgeProtection: true } }),
      ["warning CMK-10 vault.enableSoftDelete"],
    ],
    [
      "with a vault that keeps everyone out",
      keyed({ vault: { enablePurgeProtection: true, networkAcls: { bypass: "None", defaultAction: "Deny" } } }),
      ["error CMK-11 vault.networkAcls.bypass"],
    ],
    [
      "with a vault that is not public and lets nobody in",
      keyed({
        vault: { enablePurgeProtection: true, publicNetworkAccess: "Disabled", networkAcls: { bypass: "None" } },
      }),
      ["error CMK-11 vault.networkAcls.bypass"],
    ],
    [
      "with a vault that lets trusted services in",
      keyed({
        vault: { enablePurgeProtection: true, networkAcls: { bypass: "AzureServices", defaultAction: "Deny" } },
      }),
      [],
    ],
    ["with tasks", keyed({ tasks: { a: {}, b: { logTemplate: "acr/tasks" } } }), ["warning CMK-17 tasks"]],
    ["that is switched off", premium({ encryption: { status: "disabled" } }), []],
  ])("%s", (_title, model, expected) => expect(verdicts(model)).toEqual(expected));
});

describe("an identity", () => {
  it.each<[string, object, string[]]>([
    ["of an unknown type", { type: "Managed" }, ["error ID-01 identity.type"]],
    [
      "of both types without the space, which Azure's own templates have (RF-07)",
      { ...user("a"), type: "SystemAssigned,UserAssigned" },
      ["warning ID-01 identity.type"],
    ],
    ["of a type in other letters", { type: "systemassigned" }, ["warning ID-01 identity.type"]],
    ["of the system with ids", { ...user("a"), type: "SystemAssigned" }, ["error ID-02 identity.type"]],
    ["without a type, with ids", { userAssignedIdentities: { [arm("a")]: {} } }, ["error ID-02 identity.type"]],
    ["of the type None", { type: "None" }, []],
    ["that is empty", {}, []],
  ])("%s", (_title, identity, expected) => expect(verdicts({ identity })).toEqual(expected));
});

describe("what is not known", () => {
  it.each<[string, object, object?]>([
    [
      "an identity made in this deployment",
      keyed({ identity: { type: "UserAssigned", userAssignedIdentities: UNKNOWN } }, { identity: UNKNOWN }),
    ],
    ["a whole identity", keyed({ identity: UNKNOWN })],
    ["a key", keyed({}, { keyIdentifier: UNKNOWN })],
    ["an encryption", premium({ encryption: UNKNOWN }), keyed()],
    ["an earlier encryption", keyed(), premium({ encryption: UNKNOWN })],
    ["a vault's firewall", keyed({ vault: { enablePurgeProtection: UNKNOWN, networkAcls: UNKNOWN } })],
    ["a registry made elsewhere", { elsewhere: true, tasks: { a: {} } }],
  ])("%s raises nothing", (_title, model, previous) => expect(verdicts(model, previous)).toEqual([]));
  it("one task's template does not hide another's absence", () => {
    expect(verdicts(keyed({ tasks: { a: { logTemplate: UNKNOWN }, b: {} } }))).toEqual(["warning CMK-17 tasks"]);
  });
});
