import { belowPremium, onRegistry, reportWord, tierOfRegistry } from "../writing/builders";
import type { Example, Rule } from "../writing/rule";
import { isAbac, isOn } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const docs = `${base}/container-registry-content-trust-deprecation`;
const subject = "policies";
const premium = { sku: { name: "Premium" } } as const;
const trusted: Example = { ...premium, policies: { trustPolicy: { type: "Notary", status: "enabled" } } };
const untrusted: Example = { ...premium, policies: { trustPolicy: { type: "Notary", status: "disabled" } } };
const encryption = {
  status: "enabled",
  keyVaultProperties: {
    identity: "11111111-1111-1111-1111-111111111111",
    keyIdentifier: "https://contoso.vault.azure.net/keys/registry",
  },
} as const;
const path = ["policies", "trustPolicy", "status"];
const off = 'Set policies.trustPolicy.status: "disabled", and sign images with Notation.';

/** Content trust, which is being retired. */
export const contentTrustRules: readonly Rule[] = [
  onRegistry(
    {
      id: "G01",
      policy: "acr-premium-feature-on-lower-tier",
      title: "Content trust is not switched on below Premium",
      subject,
      enforcement: "ARM",
      why: "It was an option of Premium only, and a higher tier does not help any more: since 2026 the service answers 400 ContentTrustUnsupported.",
      fix: off,
      docs,
      source: "I:hashicorp/terraform-provider-azurerm#32752, D:container-registry-content-trust-deprecation",
      feature: "trustPolicy",
      fails: { ...trusted, sku: { name: "Basic" } },
      passes: { ...untrusted, sku: { name: "Basic" } },
    },
    (registry, report) => {
      if (!isOn(registry.policies?.trustPolicy) || !belowPremium(registry)) return;
      report({
        path,
        given: registry.policies?.trustPolicy?.status,
        message: `A ${tierOfRegistry(registry)} registry has no content trust, and no tier gets it any more.`,
        allowed: '"disabled"',
      });
    },
  ),
  onRegistry(
    {
      id: "POL-11",
      policy: "acr-content-trust-refused",
      title: "Content trust is not switched on any more",
      subject,
      enforcement: "ARM",
      why: "It was an option of Premium. Since 2026 the service answers 400 ContentTrustUnsupported on every registry that did not have it on.",
      fix: off,
      docs,
      source:
        "I:hashicorp/terraform-provider-azurerm#32752, I:Azure/azure-cli#33174, D:container-registry-content-trust-deprecation",
      feature: "trustPolicy",
      fails: trusted,
      passes: untrusted,
    },
    (registry, report, { previous }) => {
      const given = registry.policies?.trustPolicy?.status;
      if (!isOn(registry.policies?.trustPolicy) || isOn(previous?.policies?.trustPolicy)) return;
      // CMK-15 and POL-13 say more.
      if (isOn(registry.encryption) || isAbac(registry) || belowPremium(registry)) return;
      report({
        path,
        given,
        message: "Content trust cannot be switched on any more: it is being retired.",
        allowed: '"disabled"',
      });
    },
  ),
  onRegistry(
    {
      id: "POL-12",
      policy: "acr-trust-policy-type",
      title: "The type of content trust is Notary",
      subject,
      enforcement: "ARM",
      why: "The service knows this one word only.",
      fix: 'Leave type out, or write type: "Notary".',
      docs,
      source: "BT",
      feature: "trustPolicy",
      fails: { ...premium, policies: { trustPolicy: { type: "Cosign", status: "disabled" } } },
      passes: untrusted,
    },
    ({ policies }, report) =>
      reportWord(["policies", "trustPolicy", "type"], policies?.trustPolicy?.type, ["Notary"], report),
  ),
  onRegistry(
    {
      id: "POL-13",
      policy: "acr-content-trust-with-permissions",
      title: "Content trust goes neither with repository permissions nor with tokens",
      subject,
      enforcement: "ARM",
      why: "A registry in ABAC mode does not support content trust, and tokens cannot push signed images.",
      fix: off,
      docs: `${base}/container-registry-rbac-abac-repository-permissions`,
      source:
        "D:container-registry-rbac-abac-repository-permissions, D:container-registry-token-based-repository-permissions",
      feature: "trustPolicy",
      fails: { ...trusted, roleAssignmentMode: "AbacRepositoryPermissions" },
      passes: { ...untrusted, roleAssignmentMode: "AbacRepositoryPermissions" },
    },
    (registry, report, { previous }) => {
      const given = registry.policies?.trustPolicy?.status;
      if (!isOn(registry.policies?.trustPolicy) || isOn(registry.encryption) || belowPremium(registry)) return;
      if (isAbac(registry)) {
        report({
          path,
          given,
          message: 'Content trust is not supported with roleAssignmentMode "AbacRepositoryPermissions".',
          related: [["roleAssignmentMode"]],
        });
        return;
      }
      // A registry that has no content trust yet gets none: POL-11.
      if (!isOn(previous?.policies?.trustPolicy) || Object.keys(registry.tokens ?? {}).length === 0) return;
      report({
        path,
        given,
        message: "The registry's tokens cannot push signed images, and content trust is on.",
        related: [["tokens"]],
        severity: "warning",
      });
    },
  ),
  onRegistry(
    {
      id: "CMK-15",
      also: ["G55"],
      policy: "acr-content-trust-with-cmk",
      title: "Content trust and a customer-managed key exclude each other",
      subject: "encryption and identity",
      enforcement: "ARM",
      why: "The service answers BlockedForEncryptionEnabledRegistry.",
      fix: off,
      docs: `${base}/tutorial-customer-managed-keys`,
      source: "I:Azure/PSRule.Rules.Azure#1810, D:tutorial-customer-managed-keys",
      feature: "encryption",
      fails: { ...trusted, encryption },
      passes: { ...untrusted, encryption },
    },
    (registry, report) => {
      const { policies } = registry;
      if (!isOn(policies?.trustPolicy) || !isOn(registry.encryption) || belowPremium(registry)) return;
      report({
        path,
        given: policies?.trustPolicy?.status,
        message: "Content trust and a customer-managed key cannot be on together.",
        related: [["encryption"]],
      });
    },
  ),
];
