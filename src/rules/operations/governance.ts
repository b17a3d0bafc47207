import { allChildKinds, known, type RegistryModel } from "../../model";
import { onRegistry } from "../writing/builders";
import { own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";

/** Names, tags, locks and versions. */
export const governancePosture: readonly Rule[] = [
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
      for (const kind of allChildKinds) {
        const children = known(() => registry[kind]) ?? {};
        for (const key of Object.keys(children)) {
          known(() => judge([kind, key], `${kind}.${key}`, children[key]?.origin?.apiVersion));
        }
      }
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
