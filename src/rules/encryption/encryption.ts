import { known } from "../../model";
import { belowPremium, nameKeys, onRegistry, registryFeature } from "../writing/builders";
import { loweringOf } from "../writing/changes";
import type { Rule } from "../writing/rule";
import { isOn } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/tutorial-customer-managed-keys";
const subject = "encryption and identity";
const premium = { sku: { name: "Premium" } } as const;
const id =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/images";
const keyed = (keyIdentifier: string) =>
  ({
    ...premium,
    identity: { type: "UserAssigned", userAssignedIdentities: { [id]: {} } },
    encryption: {
      status: "enabled",
      keyVaultProperties: { identity: "11111111-1111-1111-1111-111111111111", keyIdentifier },
    },
  }) as const;
const encrypted = keyed("https://contoso.vault.azure.net/keys/registry");

/** Customer-managed key and identity. */
export const encryptionRules: readonly Rule[] = [
  registryFeature(
    {
      id: "CMK-01",
      also: ["G01"],
      policy: "acr-premium-feature-on-lower-tier",
      title: "A customer-managed key is only on Premium",
      subject,
      enforcement: "ARM-D",
      why: "Registries of the lower tiers are encrypted with a key of the service, and take no other.",
      fix: 'Set sku: "Premium", or remove encryption.',
      docs,
      source: "D:tutorial-customer-managed-keys, TF, AVM-TF main.tf",
      feature: "encryption",
      fails: { ...encrypted, sku: { name: "Standard" } },
      passes: encrypted,
    },
    ({ encryption }) =>
      isOn(encryption)
        ? { path: ["encryption"], given: encryption?.status, what: 'encryption.status "enabled"' }
        : undefined,
  ),
  onRegistry(
    {
      id: "CMK-02",
      policy: "acr-cmk-only-at-creation",
      title: "A customer-managed key is there from the start",
      subject,
      enforcement: "ARM",
      why: "The key is chosen when a registry is created; the service refuses to add one later.",
      fix: "Remove encryption, or make a second registry with the key and import the images.",
      docs,
      source: "D:tutorial-customer-managed-keys",
      feature: "encryption",
      fails: { before: premium, after: encrypted },
      passes: { before: encrypted, after: encrypted },
    },
    (registry, report, { previous }) => {
      if (!previous || !isOn(registry.encryption) || isOn(previous.encryption) || belowPremium(registry)) return;
      report({
        path: ["encryption"],
        given: registry.encryption?.status,
        message: "The registry exists without a customer-managed key, and encryption cannot be added to it any more.",
      });
    },
  ),
  onRegistry(
    {
      id: "CMK-03",
      policy: "acr-cmk-not-removable",
      title: "A customer-managed key stays",
      subject,
      enforcement: "ARM",
      why: "A registry with a key of its own cannot go back to a key of the service. Leaving encryption out is refused as well, because Pulumi sends the whole registry.",
      fix: "Keep encryption as it was, or make a second registry without it and import the images.",
      docs,
      source: "D:tutorial-customer-managed-keys, I:MicrosoftDocs/azure-management-docs#158",
      feature: "encryption",
      fails: { before: encrypted, after: premium },
      passes: { before: encrypted, after: encrypted },
    },
    (registry, report, { previous }) => {
      // On the way to a lower tier DG-10 says it.
      if (!previous || !isOn(previous.encryption) || loweringOf(registry, previous)) return;
      const { encryption } = registry;
      if (isOn(encryption)) return;
      // A key without a status: what the service makes of that is not on record.
      if (encryption?.status === undefined && encryption?.keyVaultProperties) return;
      report({
        path: encryption?.status === undefined ? ["encryption"] : ["encryption", "status"],
        ...(encryption?.status === undefined ? {} : { given: encryption.status }),
        message: `The registry is encrypted with a customer-managed key, which cannot be ${
          encryption?.status === undefined ? "left out" : "switched off"
        } any more.`,
        allowed: 'status "enabled" with a key and an identity; both may change.',
      });
    },
  ),
  onRegistry(
    {
      id: "CMK-07",
      also: ["G53"],
      policy: "acr-cmk-version-pinned",
      title: "keyIdentifier is a Key Vault key without a version",
      subject,
      enforcement: "RUN",
      why: "Without a version the registry follows the key's rotation within an hour; with one it stays on that version, and becomes unreadable once that is disabled.",
      fix: "Write the key's identifier without its last part: https://<vault>.vault.azure.net/keys/<key>.",
      docs: "https://learn.microsoft.com/azure/container-registry/tutorial-rotate-revoke-customer-managed-keys",
      source: "D:tutorial-customer-managed-keys, TF",
      feature: "encryption",
      fails: keyed("https://contoso.vault.azure.net/keys/registry/0123456789abcdef0123456789abcdef"),
      passes: encrypted,
    },
    ({ encryption }, report) => {
      const given = encryption?.keyVaultProperties?.keyIdentifier;
      if (!isOn(encryption) || !given) return;
      const path = ["encryption", "keyVaultProperties", "keyIdentifier"];
      const key = /^(https:\/\/[^/\s]+\/keys\/[^/\s]+)(\/[^/\s]+)?\/?$/i.exec(given);
      if (!key) {
        const message = `"${given}" is not the identifier of a Key Vault key.`;
        report({ path, given, message, allowed: "https://<vault>.vault.azure.net/keys/<key>", severity: "error" });
      } else if (key[2]) {
        report({
          path,
          given,
          message: `keyIdentifier names one version of the key, so the registry does not follow its rotation.`,
          fix: `Set keyIdentifier: "${key[1]}".`,
        });
      }
    },
  ),
  onRegistry(
    {
      id: "CMK-17",
      policy: "acr-cmk-task-logs",
      title: "Tasks of a registry with a customer-managed key keep their logs elsewhere",
      subject,
      enforcement: "RUN",
      why: "With a customer-managed key the service keeps the logs of runs for 24 hours only.",
      fix: 'Give the task a logTemplate, for instance "acr/tasks:{{.Run.OS}}", or copy the logs to another store.',
      docs,
      source: "D:tutorial-customer-managed-keys",
      feature: "encryption",
      fails: { ...encrypted, tasks: { build: {} } },
      passes: { ...encrypted, tasks: { build: { logTemplate: "acr/tasks:{{.Run.OS}}" } } },
    },
    (registry, report) => {
      if (!isOn(registry.encryption) || belowPremium(registry)) return;
      const { tasks = {} } = registry;
      const keys = Object.keys(tasks).filter((key) => known(() => !tasks[key]?.logTemplate));
      if (keys.length === 0) return;
      report({
        path: ["tasks"],
        message: `The logs of task${keys.length > 1 ? "s" : ""} ${nameKeys(keys)} are gone after 24 hours: the registry has a customer-managed key.`,
        related: [["encryption"], ...keys.map((key) => ["tasks", key])],
      });
    },
  ),
];
