import type { RegistryModel } from "../../model";
import { onRegistry } from "../writing/builders";
import { own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const login = "ContainerRegistryLoginEvents";
const repository = "ContainerRegistryRepositoryEvents";
const both = { logs: [login, repository].map((category) => ({ category, enabled: true })) };

/** Logs and Defender. */
export const monitoringPosture: readonly Rule[] = [
  onRegistry(
    posture({
      id: "R34",
      policy: "acr-diagnostics-audit-logs",
      title: "Sign-ins and image events are logged",
      subject: "operations",
      risk: "medium",
      why: "Without the two logs nobody can tell afterwards who pushed or pulled an image.",
      fix: 'Add a DiagnosticSetting with logs: [{ categoryGroup: "audit", enabled: true }].',
      docs: "monitor-container-registry",
      source: "Azure Policy, PSRule, APRL",
      fails: { sku: { name: "Premium" } },
      passes: { sku: { name: "Premium" }, diagnosticSettings: { logs: both } },
      tags: [
        "psrule:Azure.ACR.AuditLogs",
        "azpolicy:56288eb2-4350-461d-9ece-2bb242269dce",
        "azpolicy:9ba29e83-863d-4fec-81d0-16dd87067cc3",
        "azpolicy:106cd3bd-50a1-466c-869f-f9c2d310477b",
        "azpolicy:187242f4-89c6-4c43-9a4e-188c0efacc5f",
        "aprl:44107155-7a32-9348-89f3-d5aa7e7c5a1d",
        "aprl:d594cde6-4116-d143-a64a-25f63289a2f8",
        "cloudsploit:acrLogAnalyticsEnabled",
        "mcsb:LT-4",
      ],
    }),
    (registry, report) => {
      const missing = missingLogs(registry);
      if (missing.length === 0) return;
      report({
        path: ["diagnosticSettings"],
        message: `No diagnostic setting of the registry logs ${missing.join(" and ")}.`,
        allowed: `${login} and ${repository}, or the group audit or allLogs.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "R35",
      policy: "acr-defender-containers",
      title: "Defender for Containers is on",
      subject: "operations",
      risk: "medium",
      why: "Defender finds known vulnerabilities in the registry's images, after a push and later.",
      fix: 'Set pricingTier: "Standard" on the Pricing resource of the plan Containers.',
      docs: "https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction",
      source: "Checkov, Trivy, Azure Policy",
      fails: { defenderPlans: { Containers: "Free" } },
      passes: { defenderPlans: { Containers: "Standard" } },
      tags: [
        "checkov:CKV_AZURE_86",
        "trivy:AZU-0045",
        "azpolicy:1c988dd6-ade4-430f-a608-2a3e5b0a6d38",
        "azpolicy:c9ddb292-b203-4738-aead-18e2716e858f",
        "mcsb:LT-1",
        "mcsb:LT-2",
        "mcsb:IR-3",
        "mcsb:IR-5",
        "cis-azure-2.0.0:2.1.8",
        "cis-azure-3.0.0:3.1.4.1",
      ],
    }),
    ({ defenderPlans }, report) => {
      const plans = defenderPlans ?? {};
      const found = ["Containers", "ContainerRegistry"].filter((plan) => plans[plan] !== undefined);
      // Plans of other kinds say nothing: this one may be managed elsewhere.
      if (found.length === 0 || found.some((plan) => isWord(plans[plan], "Standard"))) return;
      for (const plan of found) {
        report({
          path: ["defenderPlans", plan],
          given: plans[plan],
          message: `The Defender plan ${plan} is ${plans[plan]}: images are not scanned.`,
          allowed: "Standard",
        });
      }
    },
  ),
  onRegistry(
    posture({
      id: "G70",
      policy: "acr-audit-logs-off-anonymous",
      title: "A registry that is open to everyone is at least logged",
      subject: "operations",
      risk: "medium",
      why: "Anonymous pulls leave no other trace than the logs.",
      fix: 'Add a DiagnosticSetting with logs: [{ categoryGroup: "audit", enabled: true }].',
      docs: "monitor-container-registry",
      source: own,
      fails: { sku: { name: "Standard" }, anonymousPullEnabled: true },
      passes: { sku: { name: "Standard" }, anonymousPullEnabled: true, diagnosticSettings: { logs: both } },
      tags: ["mcsb:LT-4"],
    }),
    (registry, report) => {
      if (registry.anonymousPullEnabled !== true) return;
      const missing = missingLogs(registry);
      if (missing.length === 0) return;
      report({
        path: ["diagnosticSettings"],
        message: `Everyone may pull from the registry, and nothing logs ${missing.join(" and ")}.`,
        related: [["anonymousPullEnabled"]],
      });
    },
  ),
];

/** The two audit logs that no diagnostic setting of the registry switches on. */
function missingLogs({ diagnosticSettings }: RegistryModel): string[] {
  const on = new Set<string>();
  for (const { logs } of Object.values(diagnosticSettings ?? {})) {
    for (const { category, categoryGroup, enabled } of logs ?? []) {
      if (enabled === false) continue;
      if (/^(audit|allLogs)$/i.test(categoryGroup ?? "")) return [];
      if (category !== undefined) on.add(category.toLowerCase());
    }
  }
  return [login, repository].filter((category) => !on.has(category.toLowerCase()));
}
