import { known, parseResourceId, type RegistryModel, sameId } from "../../model";
import { belowPremium, onRegistry } from "../writing/builders";
import { hasSystemAssigned, hasUserAssigned, isNone, isUuid, sameText } from "../writing/identities";
import type { Example, Rule } from "../writing/rule";
import { isOn, isWord } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const docs = `${base}/tutorial-enable-customer-managed-keys`;
const troubleshoot = `${base}/tutorial-troubleshoot-customer-managed-keys`;
const subject = "encryption and identity";
const id =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/images";
const clientId = "11111111-1111-1111-1111-111111111111";
const userAssigned = { type: "UserAssigned", userAssignedIdentities: { [id]: {} } } as const;
const keyIdentifier = "https://contoso.vault.azure.net/keys/registry";
const encrypted = (identity: Example["identity"], keyIdentity?: string): Example => ({
  sku: { name: "Premium" },
  identity,
  encryption: {
    status: "enabled",
    keyVaultProperties: { keyIdentifier, ...(keyIdentity === undefined ? {} : { identity: keyIdentity }) },
  },
});
const good = encrypted(userAssigned, clientId);

const isKeyed = (registry: RegistryModel) => isOn(registry.encryption) && !belowPremium(registry);
const keyIdentityPath = ["encryption", "keyVaultProperties", "identity"];

/** The identity that holds the key, and the registry's own. */
export const keyIdentityRules: readonly Rule[] = [
  onRegistry(
    {
      id: "CMK-04",
      also: ["G51"],
      policy: "acr-cmk-identity",
      title: "A registry with a customer-managed key has the identity that reads the key",
      subject,
      enforcement: "ARM",
      why: "The service answers that the registry has no access to the identity: it must be attached to the registry when the key is.",
      fix: 'Set identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] }.',
      docs: troubleshoot,
      source: "D:tutorial-enable-customer-managed-keys, D:tutorial-troubleshoot-customer-managed-keys, AVM-TF main.tf",
      feature: "encryption",
      fails: encrypted(undefined, clientId),
      passes: good,
    },
    (registry, report, { previous }) => {
      if (!isKeyed(registry)) return;
      const { identity } = registry;
      // A registry that exists is judged by what it loses: CMK-12.
      if (identity?.type === undefined) {
        if (previous || Object.keys(identity?.userAssignedIdentities ?? {}).length > 0) return;
        report({
          path: ["identity"],
          message: "encryption needs a user-assigned identity that reads the key, and the registry has none.",
          related: [["encryption"]],
        });
        return;
      }
      const given = registry.encryption?.keyVaultProperties?.identity;
      const attached = Object.values(identity.userAssignedIdentities ?? {});
      if (!given || !isUuid(given) || attached.length === 0) return;
      // Client ids are outputs: only where every one is known can one be missing.
      if (attached.some((item) => item?.clientId === undefined || sameText(item.clientId, given))) return;
      // The id of the principal is the finding of CMK-05.
      if (attached.some((item) => item?.principalId !== undefined && sameText(item.principalId, given))) return;
      report({
        path: keyIdentityPath,
        given,
        message: `The identity ${given} that encryption names is none of those attached to the registry.`,
        related: [["identity", "userAssignedIdentities"]],
      });
    },
  ),
  onRegistry(
    {
      id: "CMK-05",
      also: ["G52"],
      policy: "acr-cmk-key-properties",
      title: "A customer-managed key names the key and the client id of the identity that reads it",
      subject,
      enforcement: "ARM-D",
      why: "The service finds the key by its identifier and reads it as the identity with this client id; it takes no resource id and no principal id there. Its reserved word system means the registry's system-assigned identity, which an existing registry may be moved to.",
      fix: "Set keyVaultProperties: { keyIdentifier, identity } with the identity's clientId.",
      docs,
      source:
        "TF:container_registry_resource.go, D:tutorial-enable-customer-managed-keys, AVM-B main.bicep, CLI:encryption.py, I:hashicorp/terraform-provider-azurerm#13114",
      feature: "encryption",
      fails: encrypted(userAssigned, id),
      passes: good,
    },
    (registry, report, { previous }) => {
      if (!isKeyed(registry)) return;
      const properties = registry.encryption?.keyVaultProperties;
      const { type } = registry.identity ?? {};
      if (!previous && !properties?.keyIdentifier) {
        report({
          path: ["encryption", "keyVaultProperties", "keyIdentifier"],
          message: "encryption is enabled without a key.",
          allowed: "https://<vault>.vault.azure.net/keys/<key>",
        });
      }
      const given = properties?.identity;
      if (!given) {
        // Without one the system-assigned identity reads the key, which only an existing registry can have: CMK-06.
        if (previous || !hasUserAssigned(type) || !properties?.keyIdentifier) return;
        report({
          path: keyIdentityPath,
          message: "encryption is enabled without the client id of the identity that reads the key.",
          allowed: "the clientId of an identity that is attached to the registry.",
        });
        return;
      }
      if (isSystem(given)) {
        // A new registry is the finding of CMK-06.
        if (!previous || type === undefined || hasSystemAssigned(type)) return;
        report({
          path: keyIdentityPath,
          given,
          message: `encryption.keyVaultProperties.identity "${given}" means the registry's system-assigned identity, and the registry has none.`,
          fix: `Set identity.type: "${hasUserAssigned(type) ? "SystemAssigned, UserAssigned" : "SystemAssigned"}".`,
          related: [["identity", "type"]],
        });
        return;
      }
      const wrong = notClientId(given, registry);
      if (!wrong) return;
      report({
        path: keyIdentityPath,
        given,
        message: `encryption.keyVaultProperties.identity is ${wrong}; it must be the client id of the identity.`,
        allowed: "a UUID: the clientId of an identity that is attached to the registry.",
      });
    },
  ),
  onRegistry(
    {
      id: "CMK-06",
      also: ["G51"],
      policy: "acr-cmk-identity",
      title: "A new registry does not read its key with its system-assigned identity",
      subject,
      enforcement: "ARM-D",
      why: "The system-assigned identity exists only after the registry, so it has no access to the key yet. An existing registry can be moved to it by rotating the key.",
      fix: 'Set identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] } and its clientId in encryption.',
      docs: `${base}/tutorial-customer-managed-keys`,
      source: "D:tutorial-customer-managed-keys, D:tutorial-rotate-revoke-customer-managed-keys",
      feature: "encryption",
      fails: encrypted({ type: "SystemAssigned" }),
      passes: good,
    },
    (registry, report, { previous }) => {
      // An existing registry may have been moved to it: only a new one is certain to fail.
      if (previous || !isKeyed(registry)) return;
      const given = known(() => registry.encryption?.keyVaultProperties?.identity);
      if (given !== undefined && isSystem(given)) {
        report({
          path: keyIdentityPath,
          given,
          message: "A new registry cannot read its key with its system-assigned identity, which does not exist yet.",
          allowed: "the clientId of a user-assigned identity that is attached to the registry.",
          related: [["identity", "type"]],
        });
        return;
      }
      const { type } = registry.identity ?? {};
      if (!hasSystemAssigned(type) || hasUserAssigned(type)) return;
      report({
        path: ["identity", "type"],
        given: type,
        message: "A new registry cannot read its key with a system-assigned identity; it needs a user-assigned one.",
        allowed: '"UserAssigned", "SystemAssigned, UserAssigned"',
        related: [["encryption"]],
      });
    },
  ),
  onRegistry(
    {
      id: "CMK-12",
      policy: "acr-cmk-identity-in-use",
      title: "The identity that reads the key stays attached",
      subject,
      enforcement: "ARM",
      why: "The service refuses to take it away, or loses the key when the identity's credential lapses after about three months: 403, and no image can be read. A lost system-assigned identity needs support.",
      fix: "Move the key to another attached identity in one deployment, and remove this one in the next.",
      docs: troubleshoot,
      source: "D:tutorial-troubleshoot-customer-managed-keys",
      feature: "encryption",
      fails: { before: good, after: encrypted({ type: "SystemAssigned" }, clientId) },
      passes: {
        before: good,
        after: encrypted({ type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [id]: {} } }, clientId),
      },
    },
    (registry, report, { previous }) => {
      if (!previous || !isOn(previous.encryption) || !isKeyed(registry)) return;
      const reads = registry.encryption?.keyVaultProperties?.identity || undefined;
      const before = previous.encryption?.keyVaultProperties?.identity || undefined;
      // Key and identity may change in place; "None" is the finding of ID-03.
      if (!sameText(reads ?? "", before ?? "") || isNone(registry.identity?.type)) return;
      const lost = lostIdentity(registry, previous, before);
      if (!lost) return;
      report({
        path: ["identity"],
        given: registry.identity?.type,
        message: `${lost} reads the registry's key and cannot be removed from it.`,
        related: [keyIdentityPath],
      });
    },
  ),
];

/** Whether a client id is the service's reserved word for the registry's system-assigned identity. */
function isSystem(clientId: string): boolean {
  return isWord(clientId, "system");
}

/** What a text is instead of an identity's client id; `undefined` when it may be one. */
function notClientId(given: string, registry: RegistryModel): string | undefined {
  if (parseResourceId(given)) return "a resource id";
  if (!isUuid(given)) return "not a UUID";
  const attached = Object.values(registry.identity?.userAssignedIdentities ?? {});
  return attached.some((item) => item?.principalId !== undefined && sameText(item.principalId, given))
    ? "the principal id of an identity"
    : undefined;
}

/** The identity that read the key and is not attached any more, as a sentence starts with it. */
function lostIdentity(
  registry: RegistryModel,
  previous: RegistryModel,
  clientIdOfKey: string | undefined,
): string | undefined {
  const { identity } = registry;
  if (clientIdOfKey === undefined || isSystem(clientIdOfKey)) {
    const lost = hasSystemAssigned(previous.identity?.type) && !hasSystemAssigned(identity?.type);
    return lost ? "The registry's system-assigned identity" : undefined;
  }
  const before = Object.entries(previous.identity?.userAssignedIdentities ?? {});
  const after = hasUserAssigned(identity?.type) ? Object.keys(identity?.userAssignedIdentities ?? {}) : [];
  // Client ids are outputs: where they are not known, any of the identities may be the one.
  const holders = before.filter(([, item]) => item?.clientId !== undefined && sameText(item.clientId, clientIdOfKey));
  const candidates = holders.length > 0 ? holders : before.filter(([, item]) => item?.clientId === undefined);
  if (candidates.length === 0 || candidates.some(([key]) => after.some((other) => sameId(key, other))))
    return undefined;
  const names = candidates.map(([key]) => parseResourceId(key)?.names[0] ?? key);
  return names.length === 1
    ? `The identity "${names[0]}"`
    : `One of the identities ${names.map((name) => `"${name}"`).join(", ")}`;
}
