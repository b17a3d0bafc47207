import { childKinds, known, type RegistryModel } from "../../model";
import { onRegistry } from "../writing/builders";
import { isOn, isWord, list, listOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";

/** Names, tags, locks and versions: policies.md 1.4 and 4. */
export const governancePosture: readonly Rule[] = [
  onRegistry(
    posture({
      id: "R39",
      policy: "acr-name-convention",
      title: "The registry's name follows the team's convention",
      subject: "names",
      risk: "low",
      why: "A name that follows the convention tells what the registry is for.",
      fix: "Choose a registryName that matches the pattern.",
      docs: "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations",
      source: "PSRule",
      fails: { registryName: "images" },
      passes: { registryName: "crimages" },
      exampleOptions: { pattern: "^cr[a-z0-9]+$" },
      tags: ["psrule:Azure.ACR.Naming"],
      options: {
        pattern: {
          type: "string",
          pattern: true,
          description: "A regular expression that names match; unset: silent.",
        },
      },
    }),
    ({ registryName }, report, { option }) => {
      const pattern = option("pattern");
      if (typeof pattern !== "string" || registryName === undefined) return;
      if (matches(pattern, registryName)) return;
      report({
        path: ["registryName"],
        given: registryName,
        message: `The name "${registryName}" does not match the team's convention.`,
        allowed: `names that match ${pattern}`,
      });
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "R40",
        policy: "acr-required-tags",
        title: "The registry has the tags that the team asks for",
        subject: "tags and locations",
        risk: "low",
        why: "Tags say who owns a registry and who pays for it.",
        fix: "Add the missing tags.",
        docs: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
        source: "CloudSploit, PSRule",
        fails: { tags: {} },
        passes: { tags: { owner: "platform" } },
        tags: ["cloudsploit:acrHasTags", "psrule:Azure.Resource.UseTags"],
        options: {
          requiredTags: list("Names of tags that must be there, in any case; with none, any tag will do."),
          defaultValue: { type: "string", description: "The value that the remedy gives a missing tag." },
        },
      }),
      remedy: ({ tags }, option) => {
        const value = option("defaultValue");
        return typeof value === "string"
          ? missingTags(tags, listOf(option, "requiredTags")).map((tag) => ({ path: ["tags", tag], value }))
          : [];
      },
    },
    ({ tags }, report, { option }) => {
      const required = listOf(option, "requiredTags");
      if (required.length === 0) {
        if (Object.keys(tags ?? {}).length === 0) report({ path: ["tags"], message: "The registry has no tags." });
        return;
      }
      const missing = missingTags(tags, required);
      if (missing.length === 0) return;
      report({
        path: ["tags"],
        message: `The registry lacks the tag${missing.length === 1 ? "" : "s"} ${missing.join(", ")}.`,
        allowed: `the tags ${required.join(", ")}`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "R41",
      policy: "acr-delete-lock",
      title: "The registry cannot be deleted by accident",
      subject: "operations",
      risk: "medium",
      why: "A deleted registry takes every image with it; the service has no backup.",
      fix: "Add a ManagementLock with level CanNotDelete, or set the resource option protect: true.",
      docs: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
      source: "KICS, Terrascan",
      fails: { sku: { name: "Standard" } },
      passes: { sku: { name: "Standard" }, managementLocks: { keep: { level: "CanNotDelete" } } },
      tags: ["kics:a187ac47-8163-42ce-8a63-c115236be6fb", "terrascan:AC_AZURE_0185", "mcsb:BR-1"],
    }),
    (registry, report) => {
      if (isKept(registry)) return;
      report({ path: [], message: "Neither a lock nor the option protect keeps the registry from being deleted." });
    },
  ),
  onRegistry(
    posture({
      id: "R43",
      policy: "acr-dedicated-resource-group",
      title: "The registry's resource group holds nothing else",
      subject: "operations",
      risk: "low",
      why: "Deleting a resource group that was made for a test deletes the registry in it.",
      fix: "Put the registry in a resource group of its own.",
      docs: "container-registry-best-practices#dedicated-resource-group",
      source: "APRL",
      fails: { resourceGroupTypes: ["azure-native:web:WebApp"] },
      passes: { resourceGroupTypes: ["azure-native:containerregistry:Webhook"] },
      tags: ["aprl:8e389532-5db5-7e4c-9d4d-443b3e55ae82"],
    }),
    ({ resourceGroupTypes }, report) => {
      const foreign = (resourceGroupTypes ?? []).filter((type) => !companions.test(type));
      if (foreign.length === 0) return;
      report({
        path: ["resourceGroupName"],
        message: `The registry shares its resource group with ${[...new Set(foreign)].sort().join(", ")}.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "R44",
      policy: "acr-preview-api-disallowed",
      title: "No resource is pinned to a preview API version",
      subject: "operations",
      risk: "low",
      why: "A preview version may change or go without notice.",
      fix: "Use the default version of the resource, or a stable one.",
      docs: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types",
      source: "pulumi/compliance-policies",
      fails: { origin: { apiVersion: "v20230101preview" } },
      passes: { origin: { apiVersion: "v20251101" } },
      tags: ["compliance-policies:disallowPreviewResource"],
    }),
    (registry, report) => {
      const judge = (path: readonly string[], what: string, version: string | undefined) => {
        if (version === undefined || !/preview$/i.test(version)) return;
        report({ path, given: version, message: `${what} uses the preview API version ${version}.` });
      };
      known(() => judge([], "The registry", registry.origin?.apiVersion));
      for (const kind of childKinds) {
        const children = known(() => registry[kind]) ?? {};
        for (const key of Object.keys(children)) {
          known(() => judge([kind, key], `${kind}.${key}`, children[key]?.origin?.apiVersion));
        }
      }
    },
  ),
  onRegistry(
    posture({
      id: "G15",
      policy: "acr-domain-label-scope",
      title: "The registry's host name cannot be taken over",
      subject: "names",
      risk: "low",
      why: "With the label scope Unsecure, somebody else may register the host name after the registry is deleted, and clients that still use it pull foreign images.",
      fix: 'Create the registry with autoGeneratedDomainNameLabelScope: "TenantReuse".',
      docs: "container-registry-get-started-azure-cli",
      source: own,
      feature: "autoGeneratedDomainNameLabelScope",
      fails: { autoGeneratedDomainNameLabelScope: "Unsecure" },
      passes: { autoGeneratedDomainNameLabelScope: "TenantReuse" },
      tags: [],
    }),
    ({ autoGeneratedDomainNameLabelScope: scope }, report) => {
      if (!isWord(scope, "Unsecure")) return;
      report({
        path: ["autoGeneratedDomainNameLabelScope"],
        given: scope,
        message: "The registry's host name is free for anyone once the registry is deleted.",
      });
    },
  ),
  onRegistry(
    posture({
      id: "G54",
      policy: "acr-cmk-on-existing",
      title: "A registry with a key of its own is protected against replacement",
      subject: "encryption and identity",
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
  onRegistry(
    posture({
      id: "G78",
      policy: "acr-registry-unprotected",
      title: "A production registry is protected",
      subject: "operations",
      risk: "medium",
      why: "The tags say that production depends on this registry; one wrong destroy takes every image.",
      fix: "Set the resource option protect: true, or add a ManagementLock.",
      docs: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
      source: own,
      fails: { tags: { environment: "production" } },
      passes: { tags: { environment: "production" }, origin: { protect: true } },
      tags: ["mcsb:BR-1"],
    }),
    (registry, report) => {
      const production = Object.entries(registry.tags ?? {}).find(
        ([name, value]) => /^(env|environment|stage|tier)$/i.test(name) && /^(prod|production|prd|live)$/i.test(value),
      );
      if (!production || isKept(registry)) return;
      report({
        path: [],
        message: `The registry is tagged ${production.join(": ")}, but neither protect nor a lock guards it.`,
      });
    },
  ),
];

/** What belongs to a registry and may share its resource group. */
const companions =
  /:(containerregistry|authorization|insights|monitor|managedidentity|operationalinsights)(\/|:)|:network[^:]*:Private|:resources[^:]*:ResourceGroup$/i;

function isKept({ origin, managementLocks }: RegistryModel): boolean {
  return origin?.protect === true || Object.keys(managementLocks ?? {}).length > 0;
}

function missingTags(tags: Readonly<Record<string, string>> | undefined, required: readonly string[]): string[] {
  const there = new Set(Object.keys(tags ?? {}).map((tag) => tag.toLowerCase()));
  return required.filter((tag) => !there.has(tag.toLowerCase()));
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern).test(name);
  } catch {
    // A pattern that is none is the configuration's mistake, which its reader reports.
    return true;
  }
}
