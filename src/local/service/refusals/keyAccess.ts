import { at, listAt, textAt } from "../../json";
import { attachedIdentities } from "../identity";
import { type Check, isOn, isPremium, refuse } from "../refusal";
import { key, type Store, type StoredResource } from "../store";

/** The roles that may wrap and unwrap with a key: Crypto Service Encryption User, Crypto User, Crypto Officer, Administrator. */
const cryptoRoles = [
  "e147488a-f6f5-4113-8e2d-b22465e65bf6",
  "12338af0-0e69-4776-bea7-57ae8d297424",
  "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
  "00482a5a-887f-4fb3-b363-3b7fe8e74483",
];

/**
 * A registry with a customer-managed key needs a user-assigned identity (CMK-04, CMK-06, C097) that may use the key
 * (CMK-09), and that before the registry is made; the key must be RSA (CMK-08), its vault one that can be recovered. An identity or a vault that was not made
 * here may well have the access: nothing is said of it.
 */
export const keyAccess: Check = ({ inputs, store, before }) => {
  if (!isOn(at(inputs, "encryption.status")) || !isPremium(textAt(inputs, "sku.name"))) return undefined;
  const attached = attachedIdentities(inputs);
  const clientId = textAt(inputs, "encryption.keyVaultProperties.identity");
  if (attached.length === 0 || clientId === "") return noIdentity();
  const identity = store
    .all("managedidentity:UserAssignedIdentity")
    .find(({ outputs }) => textAt(outputs, "clientId").toLowerCase() === clientId.toLowerCase());
  // CMK-05: the client id, not another id of the identity.
  const otherId = store
    .all("managedidentity:UserAssignedIdentity")
    .some(({ id, outputs }) => textAt(outputs, "principalId") === clientId || key(id) === key(clientId));
  if (otherId || (identity && !attached.some((id) => key(id) === key(identity.id)))) return noIdentity();
  const used = keyOf(textAt(inputs, "encryption.keyVaultProperties.keyIdentifier"), store);
  if (!used || used.vault.elsewhere === true) return undefined;
  if (used.key === undefined) {
    return refuse("KeyVaultKeyNotFound", `The key '${used.name}' was not found in the key vault.`, 404);
  }
  // CMK-10: the vault has to keep what is deleted. Soft delete is on by itself in every new vault.
  const lacking = [
    ...(at(used.vault.inputs, "properties.enableSoftDelete") === false ? ["soft delete"] : []),
    ...(at(used.vault.inputs, "properties.enablePurgeProtection") === true ? [] : ["purge protection"]),
  ];
  if (lacking.length && !before) {
    return refuse(
      "KeyVaultNotRecoverable",
      `The key vault '${textAt(used.vault.inputs, "vaultName")}' of the encryption key must have ${lacking.join(" and ")} enabled.`,
    );
  }
  if (!["", "rsa", "rsa-hsm"].includes(textAt(used.key.inputs, "properties.kty").toLowerCase())) {
    return refuse("InvalidEncryptionKey", "The encryption key must be of type RSA or RSA-HSM.");
  }
  if (!identity || mayUse(textAt(identity.outputs, "principalId"), used.vault, used.key, store)) return undefined;
  return refuse(
    "CannotAccessEncryptionKey",
    "The managed identity does not have access to the encryption key: it needs get, wrapKey and unwrapKey. See https://aka.ms/acr/cmk.",
    403,
  );
};

/** CMK-04's recorded text, in short. */
function noIdentity() {
  return refuse(
    "CannotAccessManagedIdentity",
    "The registry does not have access to the managed identity of the encryption key. Attach it to the registry. See https://aka.ms/acr/cmk.",
    403,
  );
}

interface UsedKey {
  readonly vault: StoredResource;
  readonly name: string;
  readonly key: StoredResource | undefined;
}

function keyOf(uri: string, store: Store): UsedKey | undefined {
  const [, vaultName, name] = /^https:\/\/([^./]+)\.[^/]+\/keys\/([^/]+)/.exec(uri) ?? [];
  const vault = store
    .all("keyvault:Vault")
    .find(({ inputs }) => textAt(inputs, "vaultName").toLowerCase() === vaultName?.toLowerCase());
  return vault && name ? { vault, name, key: store.get(`${vault.id}/keys/${name}`) } : undefined;
}

function mayUse(principal: string, vault: StoredResource, used: StoredResource, store: Store): boolean {
  if (at(vault.inputs, "properties.enableRbacAuthorization") === true) {
    return store.all("authorization:RoleAssignment").some(({ inputs }) => {
      const scope = key(textAt(inputs, "scope"));
      return (
        textAt(inputs, "principalId") === principal &&
        (key(used.id) === scope || key(used.id).startsWith(`${scope}/`)) &&
        cryptoRoles.some((role) => textAt(inputs, "roleDefinitionId").toLowerCase().endsWith(role))
      );
    });
  }
  const policies = [
    ...listAt(vault.inputs, "properties.accessPolicies"),
    ...store.below(vault.id, "keyvault:AccessPolicy").map(({ inputs }) => inputs.policy),
  ];
  return policies.some((policy) => {
    const permissions = listAt(policy, "permissions.keys").map((item) => String(item).toLowerCase());
    return (
      textAt(policy, "objectId") === principal &&
      (permissions.includes("all") || ["get", "wrapkey", "unwrapkey"].every((needed) => permissions.includes(needed)))
    );
  });
}
