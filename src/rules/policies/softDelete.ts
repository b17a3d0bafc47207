import type { ChildKind, RegistryModel } from "../../model";
import { reportUnsent, versioned } from "../writing/apiVersions";
import { nameKeys, onRegistry, reportRange } from "../writing/builders";
import type { Example, Report, Rule, RuleFacts } from "../writing/rule";
import { isOn } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy";
const subject = "policies";
const unverified = "documented as unsupported; that the service refuses it is unverified";
const softDeletePolicy = { status: "enabled", retentionDays: 7 } as const;
const deleted: Example = { sku: { name: "Premium" }, policies: { softDeletePolicy } };
const path = ["policies", "softDeletePolicy", "status"];
const softDeleteFacts = {
  subject,
  enforcement: "ARM-D",
  docs,
  source: "D:container-registry-soft-delete-policy",
  feature: "softDeletePolicy",
} as const;

/** Soft delete and what it excludes. */
export const softDeleteRules: readonly Rule[] = [
  onRegistry(
    {
      ...softDeleteFacts,
      id: "POL-04",
      also: ["G11"],
      policy: "acr-soft-delete-days-range",
      title: "Soft delete keeps artifacts for 1 to 90 days",
      why: "The service takes whole days from 1 to 90; the default is 7.",
      fix: "Set retentionDays: 7.",
      fails: { policies: { softDeletePolicy: { status: "enabled", retentionDays: 120 } } },
      passes: { policies: { softDeletePolicy: { status: "enabled", retentionDays: 30 } } },
    },
    ({ policies }, report) =>
      reportRange(
        ["policies", "softDeletePolicy", "retentionDays"],
        policies?.softDeletePolicy?.retentionDays,
        { min: 1, max: 90, unit: "days" },
        report,
      ),
  ),
  onRegistry(
    {
      ...softDeleteFacts,
      id: "POL-05",
      policy: "acr-soft-delete-preview-api",
      title: "Soft delete is sent with a preview API version",
      enforcement: "ARM-S",
      why: "Only previews from 2022-02-01-preview on have it. Stable versions drop it, so nothing is kept.",
      fix: "Use a preview API version of the registry, or azure-native's default one.",
      source: "BT",
      fails: { origin: { apiVersion: "v20251101" }, policies: { softDeletePolicy } },
      passes: { origin: { apiVersion: "v20250601preview" }, policies: { softDeletePolicy } },
    },
    (_registry, report, { written }) =>
      reportUnsent(versioned("registry", "policies.softDeletePolicy"), written, [], report),
  ),
  onRegistry(
    {
      ...softDeleteFacts,
      id: "POL-06",
      also: ["G08"],
      policy: "acr-soft-delete-with-retention",
      title: "Soft delete and the retention of untagged manifests exclude each other",
      why: `Both on is documented as not allowed. That the service refuses it is unverified: one report shows a registry with both.`,
      fix: "Set one of the two to disabled.",
      source: "D:container-registry-soft-delete-policy, I:MicrosoftDocs/azure-docs#107655",
      fails: { ...deleted, policies: { softDeletePolicy, retentionPolicy: { status: "enabled", days: 7 } } },
      passes: { ...deleted, policies: { softDeletePolicy, retentionPolicy: { status: "disabled", days: 7 } } },
    },
    ({ policies }, report) => {
      if (!isOn(policies?.softDeletePolicy) || !isOn(policies?.retentionPolicy)) return;
      report({
        path,
        given: policies?.softDeletePolicy?.status,
        message: "Soft delete and the retention of untagged manifests cannot be on together.",
        fix: 'Set policies.retentionPolicy.status: "disabled", or policies.softDeletePolicy.status: "disabled".',
        related: [["policies", "retentionPolicy", "status"]],
      });
    },
  ),
  excludes(
    {
      ...softDeleteFacts,
      id: "POL-07",
      also: ["G09"],
      policy: "acr-soft-delete-with-replication",
      title: "A geo-replicated registry has no soft delete",
      why: `It is ${unverified}.`,
      fix: 'Set policies.softDeletePolicy.status: "disabled", or remove replications.',
      fails: { ...deleted, replications: { northeurope: { location: "northeurope" } } },
      passes: { ...deleted, replications: {} },
    },
    "replications",
    ["the replica", "the replicas"],
  ),
  excludes(
    {
      ...softDeleteFacts,
      id: "POL-08",
      also: ["G09"],
      policy: "acr-soft-delete-with-replication",
      title: "A registry with artifact cache rules has no soft delete",
      why: `It is ${unverified}.`,
      fix: 'Set policies.softDeletePolicy.status: "disabled", or remove cacheRules.',
      fails: { ...deleted, cacheRules: { hello: { sourceRepository: "mcr.microsoft.com/hello-world" } } },
      passes: { ...deleted, cacheRules: {} },
    },
    "cacheRules",
    ["the cache rule", "the cache rules"],
  ),
];

function excludes(facts: RuleFacts, kind: ChildKind, [one, several]: readonly [string, string]): Rule {
  return onRegistry(facts, (registry: RegistryModel, report: (report: Report) => void) => {
    if (!isOn(registry.policies?.softDeletePolicy)) return;
    const keys = Object.keys(registry[kind] ?? {});
    if (keys.length === 0) return;
    report({
      path,
      given: registry.policies?.softDeletePolicy?.status,
      message: `Soft delete does not work with ${keys.length > 1 ? several : one} ${nameKeys(keys)} of this registry.`,
      related: keys.map((key) => [kind, key]),
    });
  });
}
