import { exampleDefinition, roleOf } from "../../model/roles";
import { onRegistry } from "../writing/builders";
import { isPremium, mayBePremium, number, numberOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isOn, isWord } from "../writing/states";

/** What images are protected by, and where they come from. */
export const policyPosture: readonly Rule[] = [
  onRegistry(
    {
      ...posture({
        id: "R21",
        policy: "acr-export-disabled",
        title: "Images cannot be exported",
        subject: "policies",
        risk: "medium",
        why: "While exports are on, whoever may read the registry can copy it to another one. Switching them off takes both settings.",
        fix: 'Set policies: { exportPolicy: { status: "disabled" } } and publicNetworkAccess: "Disabled".',
        docs: "data-loss-prevention",
        source: "Azure Policy, PSRule",
        feature: "exportPolicy",
        fails: { sku: { name: "Premium" } },
        passes: {
          sku: { name: "Premium" },
          publicNetworkAccess: "Disabled",
          policies: { exportPolicy: { status: "disabled" } },
        },
        tags: ["psrule:AZR-000495", "azpolicy:524b0254-c285-4903-bee6-bb8126cde579", "mcsb:DP-2"],
      }),
      remedy: () => [
        { path: ["publicNetworkAccess"], value: "Disabled" },
        { path: ["policies", "exportPolicy", "status"], value: "disabled" },
      ],
    },
    (registry, report) => {
      if (!isPremium(registry)) return;
      const off = isWord(registry.policies?.exportPolicy?.status, "disabled");
      if (off && isWord(registry.publicNetworkAccess, "Disabled")) return;
      report({
        path: off ? ["publicNetworkAccess"] : ["policies", "exportPolicy", "status"],
        message: off
          ? "Exports are off, but the registry is still open to the public network."
          : "Images can be exported from the registry.",
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R22",
        policy: "acr-content-trust-retired",
        title: "Content trust is off: it is being retired",
        subject: "policies",
        risk: "low",
        why: "Content trust was deprecated on 2025-03-31 and goes on 2028-03-31; new registries cannot switch it on any more. Notation signatures take its place.",
        fix: 'Set policies: { trustPolicy: { status: "disabled" } }, and sign images with Notation.',
        docs: "container-registry-content-trust-deprecation",
        source: "Microsoft's retirement notice; PSRule, Checkov and others still ask for the opposite",
        feature: "trustPolicy",
        fails: { sku: { name: "Premium" }, policies: { trustPolicy: { status: "enabled" } } },
        passes: { sku: { name: "Premium" }, policies: { trustPolicy: { status: "disabled" } } },
        tags: [
          "psrule:AZR-000009",
          "checkov:CKV_AZURE_164",
          "community:6889cb02-72b8-423a-98fe-4e24d5c79873",
          "steampipe:container_registry_trust_policy_enabled",
          "cloudsploit:acrContentTrustEnabled",
          "azts:DP_Enable_Content_Trust",
        ],
      }),
      remedy: () => [{ path: ["policies", "trustPolicy", "status"], value: "disabled" }],
    },
    (registry, report) => {
      if (!mayBePremium(registry) || !isOn(registry.policies?.trustPolicy)) return;
      report({
        path: ["policies", "trustPolicy", "status"],
        given: registry.policies?.trustPolicy?.status,
        message: "The registry relies on content trust, which is being retired.",
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R23",
        policy: "acr-quarantine-enabled",
        title: "New images wait in quarantine",
        subject: "policies",
        risk: "low",
        why: "In quarantine an image cannot be pulled until a scanner releases it. Without a process that releases, every pull stops.",
        fix: 'Set policies: { quarantinePolicy: { status: "enabled" } }, once something releases images.',
        docs: "container-registry-faq#how-do-i-enable-automatic-image-quarantine-for-a-registry",
        source: "PSRule, Checkov, Steampipe",
        feature: "quarantinePolicy",
        fails: { sku: { name: "Premium" } },
        passes: { sku: { name: "Premium" }, policies: { quarantinePolicy: { status: "enabled" } } },
        tags: [
          "psrule:AZR-000008",
          "checkov:CKV_AZURE_166",
          "steampipe:container_registry_quarantine_policy_enabled",
          "mcsb:DS-6",
          "mcsb:PV-5",
        ],
      }),
      remedy: () => [{ path: ["policies", "quarantinePolicy", "status"], value: "enabled" }],
    },
    (registry, report) => {
      // Off Premium the service refuses it, which is a validity rule's to say.
      if (!isPremium(registry) || isOn(registry.policies?.quarantinePolicy)) return;
      report({ path: ["policies", "quarantinePolicy", "status"], message: "New images can be pulled before a scan." });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R24",
        policy: "acr-retention-enabled",
        title: "Untagged manifests are removed after a while",
        subject: "policies",
        risk: "low",
        why: "Without retention every overwritten tag leaves its layers behind, which cost storage and keep old vulnerabilities around.",
        fix: 'Set policies: { retentionPolicy: { status: "enabled", days: 7 } }.',
        docs: "container-registry-retention-policy",
        source: "PSRule, Checkov, Azure community policy, Steampipe",
        feature: "retentionPolicy",
        fails: { sku: { name: "Premium" } },
        passes: { sku: { name: "Premium" }, policies: { retentionPolicy: { status: "enabled", days: 7 } } },
        tags: [
          "psrule:AZR-000010",
          "checkov:CKV_AZURE_167",
          "community:8b36505e-b96f-4ab9-a5ed-aefd19476d2c",
          "steampipe:container_registry_retention_policy_enabled",
          "mcsb:BR-1",
        ],
        options: {
          days: number("The days that the remedy sets.", 7),
        },
      }),
      remedy: ({ policies }, option) =>
        isOn(policies?.softDeletePolicy)
          ? []
          : [
              { path: ["policies", "retentionPolicy", "status"], value: "enabled" },
              { path: ["policies", "retentionPolicy", "days"], value: numberOf(option, "days") },
            ],
    },
    (registry, report, { option }) => {
      if (!isPremium(registry)) return;
      const retention = registry.policies?.retentionPolicy;
      if (isOn(retention)) return;
      // Set by the review's own setting of that name, not by a parameter of this policy.
      if (option("deletionProtection") !== "retention" && isOn(registry.policies?.softDeletePolicy)) return;
      report({
        path: ["policies", "retentionPolicy", "status"],
        ...(retention?.status === undefined ? {} : { given: retention.status }),
        message: "Untagged manifests stay in the registry for ever.",
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R25",
        policy: "acr-soft-delete-enabled",
        title: "Deleted images can be restored for a while",
        subject: "policies",
        risk: "low",
        why: "Without soft delete an image that is deleted by mistake is gone at once. It excludes geo-replication, cache rules and retention.",
        fix: 'Set policies: { softDeletePolicy: { status: "enabled", retentionDays: 7 } }.',
        docs: "container-registry-soft-delete-policy",
        source: "PSRule, APRL, Azure community policy",
        feature: "softDeletePolicy",
        fails: { sku: { name: "Standard" } },
        passes: {
          sku: { name: "Standard" },
          policies: { softDeletePolicy: { status: "enabled", retentionDays: 7 } },
        },
        tags: [
          "psrule:AZR-000310",
          "community:243a97b3-575e-4513-be30-4f38fb52c1c4",
          "aprl:e7f0fd54-fba0-054e-9ab8-e676f2851f88",
          "mcsb:BR-1",
        ],
        options: { days: number("The days that the remedy sets.", 7) },
      }),
      // Not on Premium: replicas, which it excludes, are made after the registry.
      remedy: (registry, option) =>
        mayBePremium(registry)
          ? []
          : [
              { path: ["policies", "softDeletePolicy", "status"], value: "enabled" },
              { path: ["policies", "softDeletePolicy", "retentionDays"], value: numberOf(option, "days") },
            ],
    },
    ({ policies, replications, cacheRules }, report) => {
      if (isOn(policies?.softDeletePolicy) || isOn(policies?.retentionPolicy)) return;
      if (Object.keys(replications ?? {}).length > 0 || Object.keys(cacheRules ?? {}).length > 0) return;
      report({ path: ["policies", "softDeletePolicy", "status"], message: "A deleted image cannot be restored." });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "G10",
        policy: "acr-retention-days-range",
        title: "Untagged manifests are kept long enough",
        subject: "policies",
        risk: "medium",
        why: "With 0 days an image whose tag moves on is gone at once, while clusters may still ask for its digest.",
        fix: "Set policies: { retentionPolicy: { days: 7 } }.",
        docs: "container-registry-retention-policy",
        source: own,
        feature: "retentionPolicy",
        fails: { sku: { name: "Premium" }, policies: { retentionPolicy: { status: "enabled", days: 0 } } },
        passes: { sku: { name: "Premium" }, policies: { retentionPolicy: { status: "enabled", days: 30 } } },
        tags: [],
        options: {
          minimumDays: number("The least number of days that passes.", 1),
          maximumDays: number("The largest number of days that passes.", 365),
        },
      }),
      remedy: (_registry, option) => [
        { path: ["policies", "retentionPolicy", "days"], value: numberOf(option, "minimumDays") },
      ],
    },
    ({ policies }, report, { option }) => {
      const days = policies?.retentionPolicy?.days;
      const [least, most] = [numberOf(option, "minimumDays"), numberOf(option, "maximumDays")];
      // Outside 0 to 365 the service refuses it, which is a validity rule's to say.
      if (!isOn(policies?.retentionPolicy) || days === undefined || days < 0 || days > 365) return;
      if (days >= least && days <= most) return;
      report({
        path: ["policies", "retentionPolicy", "days"],
        given: days,
        message: `Untagged manifests are kept for ${days} days; the team wants ${least} to ${most}.`,
        allowed: `${least} to ${most} days.`,
        fix: `Set policies: { retentionPolicy: { days: ${Math.min(Math.max(7, least), most)} } }.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "G79",
      policy: "acr-quarantine-with-pullers",
      title: "Something releases images from quarantine",
      subject: "policies",
      risk: "medium",
      why: "While an image is in quarantine nobody can pull it; without a principal that may release it, it stays there.",
      fix: "Grant AcrQuarantineWriter to the scanner that releases images, or switch the quarantine off.",
      docs: "container-registry-faq#how-do-i-enable-automatic-image-quarantine-for-a-registry",
      source: own,
      feature: "quarantinePolicy",
      fails: { sku: { name: "Premium" }, policies: { quarantinePolicy: { status: "enabled" } } },
      passes: {
        sku: { name: "Premium" },
        policies: { quarantinePolicy: { status: "enabled" } },
        roleAssignments: { scanner: { roleDefinitionId: exampleDefinition("AcrQuarantineWriter") } },
      },
      tags: [],
    }),
    ({ policies, roleAssignments }, report) => {
      if (!isOn(policies?.quarantinePolicy)) return;
      const releases = Object.values(roleAssignments ?? {}).some(
        ({ roleDefinitionId: role }) => role !== undefined && roleOf(role)?.name === "AcrQuarantineWriter",
      );
      if (releases) return;
      report({
        path: ["policies", "quarantinePolicy", "status"],
        given: policies?.quarantinePolicy?.status,
        message: "New images go into quarantine, and nobody here may release them.",
      });
    },
  ),
];
