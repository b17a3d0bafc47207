import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { AccessPolicy } from "@pulumi/azure-native/keyvault/accessPolicy.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { containerregistry } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import { keyIdentifier, roleDefinitionId } from "../azure/clouds";
import { parseResourceId, type ResourceId, UNKNOWN } from "../model";
import { registryProperties } from "../model/resources";
import { type Node, object, text } from "../model/schema";
import { wrongId } from "../rules/writing/resourceIds";
import { judged, type Options, open, type Shape, type Verdict } from "./checks/shape";
import type { Place } from "./checks/subscriptions";
import { after, type Gate } from "./checks/validation";
import { isPlainObject, type Known, onlySet } from "./inputs";
import { WholeResource } from "./wholeResource";

/**
 * A customer-managed key named by its vault: identity, grant and the order of the three are made for you. Premium. The
 * key's address has the cloud of the registry's `location`; without one it is the public cloud's.
 */
export interface VaultKeyArgs {
  /**
   * The ARM id of the key vault, in any subscription, with soft delete and purge protection. Required. Errors: CMK-07,
   * CMK-10.
   */
  keyVaultId: pulumi.Input<string>;
  /** The key's name in the vault: RSA or RSA-HSM. Required. Errors: CMK-08. */
  keyName: pulumi.Input<string>;
  /**
   * Pins one version of the key. Errors: CMK-07.
   *
   * @default none: the registry follows the key's rotation within an hour
   */
  keyVersion?: pulumi.Input<string | undefined>;
  /**
   * How the vault gives access: `rbac` (role Key Vault Crypto Service Encryption User on the key) or `accessPolicy`
   * (get, wrapKey and unwrapKey on the vault). Errors: SHAPE-04.
   *
   * @default "rbac"
   */
  keyVaultAccess?: "rbac" | "accessPolicy";
  /**
   * The azure-native provider that makes the grant: that of the vault's subscription. An access policy needs it where the
   * vault is in another subscription, since it is made in that of its provider. Errors: SUB-01.
   *
   * @default the registry's provider
   */
  keyVaultProvider?: pulumi.ProviderResource;
}

/** A customer-managed key with an identity that has access to it already. Premium. */
export interface KeyIdentifierArgs {
  /**
   * The key's identifier: `https://<vault>.vault.azure.net/keys/<key>`, without a version for automatic rotation.
   * Required. Errors: CMK-07.
   */
  keyIdentifier: pulumi.Input<string>;
  /** The ARM id of the user-assigned identity. It is attached to the registry for you. Required. Errors: CMK-04. */
  identityId: pulumi.Input<string>;
  /** The client id (UUID) of that identity. Required. Errors: CMK-05. */
  identityClientId: pulumi.Input<string>;
}

/**
 * A customer-managed key: by vault and name, by an existing identity and key, or as azure-native takes it. The object
 * decides what is made, so it is no output; its values may be outputs.
 */
export type EncryptionArgs = Known<VaultKeyArgs | KeyIdentifierArgs | containerregistry.EncryptionPropertyArgs>;

const vaultKey: Options = {
  kind: "options",
  of: {
    keyVaultId: judged(notVaultId),
    keyName: judged(notKeyName),
    keyVersion: judged(pinnedVersion),
    keyVaultAccess: { kind: "word", words: ["rbac", "accessPolicy"] },
    keyVaultProvider: open,
  },
  required: ["keyVaultId", "keyName"],
};

const aboutKey = {
  rule: "CMK-07",
  policy: "acr-cmk-version-pinned",
  docs: "https://learn.microsoft.com/azure/container-registry/tutorial-rotate-revoke-customer-managed-keys",
} as const;

function notVaultId(given: string): Verdict | undefined {
  const wrong = wrongId("keyVault", given);
  if (!wrong) return undefined;
  const message = `"${given}" ${wrong.is}: keyVaultId is the vault's ARM id (vault.id).`;
  return { ...aboutKey, severity: "error", message, allowed: wrong.allowed, fix: wrong.fix };
}

function notKeyName(given: string): Verdict | undefined {
  if (/^[0-9a-z-]{1,127}$/i.test(given)) return undefined;
  const [, name] = /\/keys\/([0-9a-z-]{1,127})(?:\/[^/]*)?\/?$/i.exec(given) ?? [];
  return {
    ...aboutKey,
    severity: "error",
    message: `"${given}" is not the name of a key${name ? ", but its whole address" : ""}.`,
    allowed: "1 to 127 letters, digits and dashes.",
    fix: name ? `Write keyName: "${name}".` : "Write the key's name in the vault.",
  };
}

function pinnedVersion(): Verdict {
  return {
    ...aboutKey,
    severity: "warning",
    message: "keyVersion names one version of the key, so the registry does not follow its rotation.",
    fix: "Remove keyVersion.",
  };
}

const existingKey: Options = {
  kind: "options",
  of: { keyIdentifier: text, identityId: text, identityClientId: text },
  required: ["keyIdentifier", "identityId", "identityClientId"],
};
// azure-native's own form, with the names of the others among those that a slip may mean.
const rawEncryption = object({
  ...registryProperties.encryption.fields,
  ...nodesOf(vaultKey),
  ...nodesOf(existingKey),
});

/** The shape of a registry's encryption, in whichever of its forms. */
export const encryptionShape: Shape = {
  kind: "choice",
  choose: (value) => {
    if (!isPlainObject(value) || value instanceof WholeResource || "keyVaultId" in value || "keyName" in value)
      return vaultKey;
    return "keyIdentifier" in value || "identityId" in value ? existingKey : rawEncryption;
  },
};

function nodesOf({ of }: Options): Record<string, Node> {
  return Object.fromEntries(Object.keys(of).map((name) => [name, text]));
}

/** The registry's share of an encryption: what it is sent, and what must be there before it. */
export interface KeyAccess {
  readonly encryption?: pulumi.Input<containerregistry.EncryptionPropertyArgs | undefined>;
  readonly identity?: IdentityInput;
  /** The identity that was made for the key, if one was. */
  readonly keyIdentity?: UserAssignedIdentity;
  readonly grants: readonly pulumi.Resource[];
}

/** What an encryption needs of the registry's own arguments. */
export interface EncryptedRegistry {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location?: pulumi.Input<string | undefined>;
  readonly identity?: IdentityInput;
}

type IdentityInput = pulumi.Input<containerregistry.IdentityPropertiesArgs | undefined>;

/** The built-in role Key Vault Crypto Service Encryption User: get, wrap and unwrap, nothing else. */
const keyVaultCryptoServiceEncryptionUser = "Key Vault Crypto Service Encryption User";

/** The model of an encryption before its identity exists: what the registry will be sent, as far as it is known. */
export function encryptionModel(
  encryption: EncryptionArgs | undefined,
  registry: EncryptedRegistry,
): Record<string, unknown> {
  if (encryption === undefined) return registry.identity === undefined ? {} : { identity: registry.identity };
  if (isVaultKey(encryption)) {
    return {
      encryption: {
        status: "enabled",
        keyVaultProperties: { identity: UNKNOWN, keyIdentifier: judgedIdentifier(encryption, registry.location) },
      },
      identity: { type: withUserAssigned(registry.identity), userAssignedIdentities: UNKNOWN },
    };
  }
  if (isKeyIdentifier(encryption)) return keyIdentifierAccess(encryption, registry);
  return { encryption, ...(registry.identity === undefined ? {} : { identity: registry.identity }) };
}

/** Where the grant on a key belongs: an access policy goes into the subscription of its vault. */
export function placesOfKey(encryption: EncryptionArgs | undefined): Place[] {
  if (!encryption || !isVaultKey(encryption) || encryption.keyVaultAccess !== "accessPolicy") return [];
  return [
    {
      path: ["encryption", "keyVaultId"],
      belongs: encryption.keyVaultId,
      what: "The key vault",
      made: "its access policy",
      provider: encryption.keyVaultProvider,
      fix: (provider) => `In encryption write keyVaultProvider: ${provider}.`,
    },
  ];
}

/** Makes what an encryption needs: for a key named by its vault an identity and its grant on that key. */
export function createKeyAccess(
  name: string,
  encryption: EncryptionArgs | undefined,
  registry: EncryptedRegistry,
  parent: pulumi.Resource,
  gate: Gate,
): KeyAccess {
  if (encryption === undefined) return { identity: registry.identity, grants: [] };
  if (isVaultKey(encryption)) return createVaultKeyAccess(name, encryption, registry, parent, gate);
  if (isKeyIdentifier(encryption)) return { ...keyIdentifierAccess(encryption, registry), grants: [] };
  return { encryption, identity: registry.identity, grants: [] };
}

function createVaultKeyAccess(
  name: string,
  key: VaultKeyArgs,
  registry: EncryptedRegistry,
  parent: pulumi.Resource,
  gate: Gate,
): KeyAccess {
  const identity = new UserAssignedIdentity(
    `${name}-key`,
    onlySet({ resourceGroupName: registry.resourceGroupName, location: registry.location }),
    { parent, dependsOn: after(gate, []) },
  );
  const opts = { parent, dependsOn: after(gate, []), ...onlySet({ provider: key.keyVaultProvider }) };
  const grant =
    key.keyVaultAccess === "accessPolicy"
      ? new AccessPolicy(
          `${name}-key`,
          {
            resourceGroupName: vaultPart(key.keyVaultId, ({ resourceGroupName }) => resourceGroupName),
            vaultName: vaultPart(key.keyVaultId, vaultName),
            policy: {
              objectId: identity.principalId,
              tenantId: identity.tenantId,
              permissions: { keys: ["get", "wrapKey", "unwrapKey"] },
            },
          },
          opts,
        )
      : new RoleAssignment(
          `${name}-key`,
          {
            scope: pulumi.interpolate`${key.keyVaultId}/keys/${key.keyName}`,
            roleDefinitionId: vaultPart(key.keyVaultId, ({ subscriptionId }) =>
              roleDefinitionId(subscriptionId, keyVaultCryptoServiceEncryptionUser),
            ),
            principalId: identity.principalId,
            // Without it Azure may refuse an identity that its directory has not heard of yet.
            principalType: "ServicePrincipal",
          },
          opts,
        );
  return {
    encryption: {
      status: "enabled",
      keyVaultProperties: {
        identity: identity.clientId,
        keyIdentifier: vaultKeyIdentifier(key, registry.location),
      },
    },
    identity: attached(identity.id, registry.identity),
    keyIdentity: identity,
    grants: [grant],
  };
}

function keyIdentifierAccess(encryption: KeyIdentifierArgs, registry: EncryptedRegistry) {
  return {
    encryption: {
      status: "enabled",
      keyVaultProperties: { identity: encryption.identityClientId, keyIdentifier: encryption.keyIdentifier },
    },
    identity: attached(encryption.identityId, registry.identity),
  };
}

/** The registry's identity with one more user-assigned identity attached. */
function attached(
  id: pulumi.Input<string>,
  identity: IdentityInput,
): pulumi.Input<containerregistry.IdentityPropertiesArgs> {
  if (identity === undefined && typeof id === "string") {
    return { type: "UserAssigned", userAssignedIdentities: { [id]: {} } };
  }
  if (identity === undefined) {
    return { type: "UserAssigned", userAssignedIdentities: pulumi.output(id).apply((key) => ({ [key]: {} })) };
  }
  return pulumi.all([identity, id]).apply(([own, key]) => ({
    ...own,
    type: typeWithUserAssigned(own?.type),
    userAssignedIdentities: { ...own?.userAssignedIdentities, [key]: {} },
  }));
}

function withUserAssigned(identity: IdentityInput): pulumi.Input<string> {
  if (identity === undefined) return "UserAssigned";
  return pulumi.output(identity).apply((own) => typeWithUserAssigned(own?.type));
}

function typeWithUserAssigned(type: string | undefined): "UserAssigned" | "SystemAssigned, UserAssigned" {
  return type?.includes("SystemAssigned") ? "SystemAssigned, UserAssigned" : "UserAssigned";
}

/** The key's identifier as the rules see it: what is wrong with its parts is said of them. */
function judgedIdentifier(key: VaultKeyArgs, location: pulumi.Input<string | undefined>): pulumi.Input<string> {
  const { keyVersion: _, ...current } = key;
  const isWrong = (id: string, name: string) => Boolean(notVaultId(id) ?? notKeyName(name));
  if (typeof key.keyVaultId === "string" && typeof key.keyName === "string") {
    return isWrong(key.keyVaultId, key.keyName) ? UNKNOWN : vaultKeyIdentifier(current, location);
  }
  return pulumi
    .all([key.keyVaultId, key.keyName, vaultKeyIdentifier(current, location)])
    .apply(([id, name, identifier]) => (isWrong(id, name) ? UNKNOWN : identifier));
}

function vaultKeyIdentifier(
  { keyVaultId, keyName, keyVersion }: VaultKeyArgs,
  location: pulumi.Input<string | undefined>,
): pulumi.Input<string> {
  const identifier = (id: string, name: string, version?: string, region?: string) => {
    const vault = vaultOf(id);
    // What is not a vault's id is refused before this is sent.
    if (!vault) return id;
    return `${keyIdentifier(vaultName(vault), name, region ?? "")}${version ? `/${version}` : ""}`;
  };
  return typeof keyVaultId === "string" &&
    typeof keyName === "string" &&
    (keyVersion === undefined || typeof keyVersion === "string") &&
    (location === undefined || typeof location === "string")
    ? identifier(keyVaultId, keyName, keyVersion, location)
    : pulumi
        .all([keyVaultId, keyName, keyVersion, location])
        .apply(([id, name, version, region]) => identifier(id, name, version, region));
}

function vaultPart(keyVaultId: pulumi.Input<string>, part: (id: ResourceId) => string): pulumi.Output<string> {
  return pulumi.output(keyVaultId).apply((id) => {
    const vault = vaultOf(id);
    return vault ? part(vault) : id;
  });
}

function vaultOf(id: string): ResourceId | undefined {
  const parsed = parseResourceId(id);
  return parsed?.type === "microsoft.keyvault/vaults" ? parsed : undefined;
}

function vaultName({ names }: { names: readonly string[] }): string {
  return names[0] ?? "";
}

function isVaultKey(encryption: EncryptionArgs): encryption is VaultKeyArgs {
  return isPlainObject(encryption) && "keyVaultId" in encryption;
}

function isKeyIdentifier(encryption: EncryptionArgs): encryption is KeyIdentifierArgs {
  return isPlainObject(encryption) && "keyIdentifier" in encryption;
}
