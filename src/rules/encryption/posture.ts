import { onRegistry } from "../writing/builders";
import { isPremium, own, posture, word } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isOn, isWord } from "../writing/states";

const subject = "encryption and identity";

/** The key that encrypts the images, and the identity of the registry. */
export const encryptionPosture: readonly Rule[] = [
  onRegistry(
    posture({
      id: "R06",
      policy: "acr-managed-identity",
      title: "The registry has a managed identity, or has none, as the team decided",
      subject,
      risk: "low",
      why: "Reviewers disagree on whether a registry should have an identity of its own: with one it can reach other services without secrets, without one it cannot reach any.",
      fix: 'Set identity: { type: "SystemAssigned" }, or leave identity out.',
      docs: "container-registry-authentication-managed-identity",
      source: "CloudSploit, Azure community policy",
      feature: "identity",
      fails: { identity: { type: "None" } },
      passes: { identity: { type: "SystemAssigned" } },
      exampleOptions: { expected: "required" },
      tags: ["cloudsploit:acrManagedIdentityEnabled", "community:13c851c9-b7ea-44da-9d09-808541f95806", "mcsb:IM-3"],
      options: { expected: word("What the team wants.", ["required", "forbidden", "any"], "any") },
    }),
    ({ identity, encryption }, report, { option }) => {
      const has = identity?.type !== undefined && !isWord(identity.type, "None");
      const expected = option("expected");
      if (expected === "required" && !has) {
        report({
          path: ["identity"],
          message: "The registry has no managed identity.",
          allowed: "identity.type is set.",
          fix: 'Set identity: { type: "SystemAssigned" }.',
        });
      }
      if (expected === "forbidden" && has && !isOn(encryption)) {
        report({
          path: ["identity", "type"],
          given: identity?.type,
          message: `The registry has a managed identity ("${identity?.type}").`,
          allowed: "no identity, unless a customer-managed key needs one.",
          fix: "Leave identity out.",
        });
      }
    },
  ),
  onRegistry(
    posture({
      id: "R20",
      policy: "acr-cmk-encryption",
      title: "Images are encrypted with a key of your own",
      subject,
      risk: "medium",
      why: "Rules of some trades ask for a key that the company can withdraw. It can be set only when the registry is created.",
      fix: 'Create the registry with encryption: { status: "enabled", keyVaultProperties: {...} } and a user-assigned identity.',
      docs: "tutorial-customer-managed-keys",
      source: "Azure Policy, Steampipe, CloudSploit",
      feature: "encryption",
      fails: { sku: { name: "Premium" } },
      passes: {
        sku: { name: "Premium" },
        encryption: {
          status: "enabled",
          keyVaultProperties: { keyIdentifier: "https://images.vault.azure.net/keys/registry", identity: "client-id" },
        },
      },
      tags: [
        "azpolicy:5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580",
        "steampipe:container_registry_encrypted_with_cmk",
        "cloudsploit:acrCMKEncryption",
        "mcsb:DP-5",
        "nist-800-53:SC-12",
        "nist-800-171:3.13.10",
        "soc2:CC6.1",
        "dora:9.3b",
      ],
    }),
    (registry, report) => {
      if (!isPremium(registry) || (isOn(registry.encryption) && registry.encryption?.keyVaultProperties)) return;
      report({
        path: ["encryption"],
        message: isOn(registry.encryption)
          ? "Encryption with a key of your own is on, but no key is named."
          : "The registry is encrypted with a key of the service.",
      });
    },
  ),
  onRegistry(
    posture({
      id: "G54",
      policy: "acr-cmk-on-existing",
      title: "A registry with a key of its own is protected against replacement",
      subject,
      risk: "medium",
      why: "Encryption can only be set at creation: adding or changing it on a registry that exists means to replace it, with every image in it.",
      fix: "Set the resource option protect: true on the registry.",
      docs: "tutorial-customer-managed-keys",
      source: own,
      feature: "encryption",
      fails: { sku: { name: "Premium" }, encryption: { status: "enabled" } },
      passes: { sku: { name: "Premium" }, encryption: { status: "enabled" }, origin: { protect: true } },
      tags: ["mcsb:DP-5"],
    }),
    ({ encryption, origin }, report) => {
      if (!isOn(encryption) || origin?.protect === true) return;
      report({
        path: ["encryption"],
        message: "The registry has a key of its own, and nothing guards it against replacement.",
      });
    },
  ),
];
