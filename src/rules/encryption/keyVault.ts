import { known } from "../../model";
import { belowPremium, onRegistry } from "../writing/builders";
import type { Example, Rule } from "../writing/rule";
import { isOn } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const subject = "encryption and identity";
const id =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/images";
const encrypted = {
  sku: { name: "Premium" },
  identity: { type: "UserAssigned", userAssignedIdentities: { [id]: {} } },
  encryption: {
    status: "enabled",
    keyVaultProperties: {
      identity: "11111111-1111-1111-1111-111111111111",
      keyIdentifier: "https://contoso.vault.azure.net/keys/registry",
    },
  },
} satisfies Example;
const inVault = (vault: Example["vault"]): Example => ({ ...encrypted, vault });

/** The key and its vault, where they are part of what is read. */
export const keyVaultRules: readonly Rule[] = [
  onRegistry(
    {
      id: "CMK-08",
      policy: "acr-cmk-key-type",
      title: "A customer-managed key is an RSA key",
      subject,
      enforcement: "ARM-D",
      why: "The service wraps its own key with it and takes RSA and RSA-HSM keys only. Which sizes it takes is unverified; Key Vault makes 2048, 3072 and 4096 bits.",
      fix: 'Make the key with kty: "RSA" and keySize: 2048.',
      docs: `${base}/tutorial-customer-managed-keys`,
      source: "D:tutorial-customer-managed-keys, TF:container_registry_resource_test.go",
      feature: "encryption",
      fails: { ...encrypted, key: { kty: "EC", curveName: "P-256" } },
      passes: { ...encrypted, key: { kty: "RSA", keySize: 2048 } },
    },
    (registry, report) => {
      if (!isOn(registry.encryption) || belowPremium(registry)) return;
      const { kty, keySize } = registry.key ?? {};
      if (kty !== undefined && !/^RSA(-HSM)?$/i.test(kty)) {
        report({
          path: ["key", "kty"],
          given: kty,
          message: `The registry's key is of the type ${kty}, and the service takes RSA keys only.`,
          allowed: '"RSA", "RSA-HSM"',
          related: [["encryption"]],
        });
        return;
      }
      if (keySize === undefined || [2048, 3072, 4096].includes(keySize)) return;
      report({
        path: ["key", "keySize"],
        given: keySize,
        message: `The registry's key has ${keySize} bits; whether the service takes that size is unverified.`,
        allowed: "2048, 3072 or 4096 bits.",
        severity: "warning",
      });
    },
  ),
  onRegistry(
    {
      id: "CMK-10",
      policy: "acr-cmk-vault-purge-protection",
      title: "The vault of a customer-managed key keeps what is deleted",
      subject,
      enforcement: "?",
      why: "When the key is gone for good, so is everything in the registry. Whether the service insists on soft delete and purge protection is unverified; every example has both.",
      fix: "Set enablePurgeProtection: true on the vault, and leave soft delete on.",
      docs: `${base}/tutorial-enable-customer-managed-keys`,
      source:
        "D:tutorial-enable-customer-managed-keys, AVM-B tests/e2e/encr/dependencies.bicep, TF:container_registry_resource_test.go",
      feature: "encryption",
      fails: inVault({ enableSoftDelete: true }),
      passes: inVault({ enableSoftDelete: true, enablePurgeProtection: true }),
    },
    (registry, report) => {
      if (!isOn(registry.encryption) || belowPremium(registry)) return;
      const { vault } = registry;
      if (!vault) return;
      // Purge protection is off unless it is asked for; soft delete is on.
      if (known(() => vault.enablePurgeProtection !== true)) {
        report({
          path: ["vault", "enablePurgeProtection"],
          given: vault.enablePurgeProtection,
          message:
            "The vault of the registry's key has no purge protection (whether the service insists on it is unverified).",
          related: [["encryption"]],
        });
      }
      if (known(() => vault.enableSoftDelete) === false) {
        report({
          path: ["vault", "enableSoftDelete"],
          given: false,
          message: "The vault of the registry's key has soft delete off (whether the service takes it is unverified).",
          fix: "Leave enableSoftDelete out.",
          related: [["encryption"]],
        });
      }
    },
  ),
  onRegistry(
    {
      id: "CMK-11",
      policy: "acr-cmk-vault-firewall",
      title: "The vault of a customer-managed key lets trusted services in",
      subject,
      enforcement: "ASYNC",
      why: "The registry reaches a vault behind a firewall as a trusted service; kept out it gets 403 when it is made, and later at every rotation.",
      fix: 'Set networkAcls.bypass: "AzureServices" on the vault.',
      docs: `${base}/tutorial-troubleshoot-customer-managed-keys`,
      source: "I:MicrosoftDocs/azure-docs#61064, I:Azure/acr#523, D:tutorial-troubleshoot-customer-managed-keys",
      feature: "encryption",
      fails: inVault({ enablePurgeProtection: true, networkAcls: { defaultAction: "Deny", bypass: "None" } }),
      passes: inVault({ enablePurgeProtection: true, networkAcls: { defaultAction: "Deny", bypass: "AzureServices" } }),
    },
    (registry, report) => {
      if (!isOn(registry.encryption) || belowPremium(registry)) return;
      const { networkAcls, publicNetworkAccess } = registry.vault ?? {};
      if (networkAcls?.bypass?.toLowerCase() !== "none") return;
      const closed = publicNetworkAccess?.toLowerCase() === "disabled";
      if (!closed && networkAcls.defaultAction?.toLowerCase() !== "deny") return;
      report({
        path: ["vault", "networkAcls", "bypass"],
        given: networkAcls.bypass,
        message: "The firewall of the key's vault keeps the registry out: it lets no trusted services in.",
        allowed: '"AzureServices"',
        related: [["encryption"]],
      });
    },
  ),
];
