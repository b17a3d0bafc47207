import { belowPremium, onRegistry, reportWord } from "../writing/builders";
import { hasSystemAssigned, hasUserAssigned, isNone, isUuid, sameText } from "../writing/identities";
import { wrongId } from "../writing/resourceIds";
import type { Rule } from "../writing/rule";
import { isOn } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-authentication-managed-identity";
const subject = "encryption and identity";
const id =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/images";
const userAssigned = { type: "UserAssigned", userAssignedIdentities: { [id]: {} } } as const;
const encryption = {
  status: "enabled",
  keyVaultProperties: {
    identity: "11111111-1111-1111-1111-111111111111",
    keyIdentifier: "https://contoso.vault.azure.net/keys/registry",
  },
} as const;
const types = ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned", "None"];

/** The registry's own identity. */
export const identityRules: readonly Rule[] = [
  onRegistry(
    {
      id: "ID-01",
      policy: "acr-identity-type",
      title: "identity.type is one of the four words of the service",
      subject,
      enforcement: "ARM-S",
      why: "The list is closed, unlike the service's other ones. The two kinds together are written with a comma and a space; a list without the space is read as well, by what a template of the service's team writes.",
      fix: 'Write "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned" or "None".',
      docs,
      source: "BT, ACRR docs/CMK/template.json, I:Azure/azure-cli#24687",
      feature: "identity",
      fails: { identity: { type: "SystemAssigned,UserAssigned", userAssignedIdentities: { [id]: {} } } },
      passes: { identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [id]: {} } } },
    },
    ({ identity }, report) => {
      const given = identity?.type;
      // The service itself answers with words that begin with a small letter.
      if (given === undefined || /^(systemAssigned|userAssigned|systemAssigned, userAssigned)$/.test(given)) return;
      const together = /^\s*(SystemAssigned\s*,\s*UserAssigned|UserAssigned\s*,\s*SystemAssigned)\s*$/i;
      reportWord(["identity", "type"], given, types, (finding) => {
        if (!together.test(given)) return report(finding);
        report({
          ...finding,
          message: `"${given}" is not how the service writes the two kinds together; that it takes this spelling is unverified.`,
          fix: 'Write "SystemAssigned, UserAssigned".',
          severity: "warning",
        });
      });
    },
  ),
  onRegistry(
    {
      id: "ID-02",
      policy: "acr-identity-ids",
      title: "The registry's user-assigned identities are resource ids, and there where the type names them",
      subject,
      enforcement: "ARM",
      why: "The service refuses the type UserAssigned without an identity, and identities under a type that does not name them.",
      fix: 'Set identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] } with the identity\'s resource id.',
      docs,
      source: "TF:container_registry_resource.go, generic ARM",
      feature: "identity",
      fails: { identity: { type: "UserAssigned", userAssignedIdentities: {} } },
      passes: { identity: userAssigned },
    },
    ({ identity }, report) => {
      if (!identity) return;
      const { type } = identity;
      const ids = Object.keys(identity.userAssignedIdentities ?? {});
      const path = ["identity", "userAssignedIdentities"];
      // Another word is the finding of ID-01.
      if (type !== undefined && !types.some((word) => sameText(word, type))) return;
      const wanted = hasUserAssigned(type);
      if (wanted && ids.length === 0) {
        report({ path, message: `identity.type "${type}" needs at least one user-assigned identity.` });
      } else if (!wanted && ids.length > 0) {
        report({
          path: ["identity", "type"],
          ...(type === undefined ? {} : { given: type }),
          message: `${type === undefined ? "identity without a type" : `identity.type "${type}"`} takes no user-assigned identities, and ${ids.length} ${ids.length > 1 ? "are" : "is"} given.`,
          fix: `Set type: "${hasSystemAssigned(type) ? "SystemAssigned, UserAssigned" : "UserAssigned"}", or remove userAssignedIdentities.`,
        });
      } else {
        for (const given of ids) {
          const wrong = wrongId("identity", given);
          if (!wrong) continue;
          const is = isUuid(given)
            ? "is a client or principal id, not the ARM id of a user-assigned identity"
            : wrong.is;
          const message = `"${given}" ${is}.`;
          report({ path: [...path, given], given, message, allowed: wrong.allowed, fix: wrong.fix });
        }
      }
    },
  ),
  onRegistry(
    {
      id: "ID-03",
      policy: "acr-cmk-identity-none",
      title: "A registry with a customer-managed key does not set identity.type to None",
      subject,
      enforcement: "ARM",
      why: "Without an identity nothing can read the key: the service refuses it.",
      fix: 'Set identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] }.',
      docs: "https://learn.microsoft.com/azure/container-registry/tutorial-troubleshoot-customer-managed-keys",
      source: "D:tutorial-troubleshoot-customer-managed-keys (inferred from CMK-12)",
      feature: "encryption",
      fails: { sku: { name: "Premium" }, identity: { type: "None" }, encryption },
      passes: { sku: { name: "Premium" }, identity: userAssigned, encryption },
    },
    (registry, report) => {
      if (!isNone(registry.identity?.type) || !isOn(registry.encryption) || belowPremium(registry)) return;
      report({
        path: ["identity", "type"],
        given: registry.identity?.type,
        message: 'identity.type "None" leaves the customer-managed key without an identity that reads it.',
        related: [["encryption"]],
      });
    },
  ),
];
