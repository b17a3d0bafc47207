import { type ChildModel, known } from "../../model";
import { reportUnsent, versioned } from "../writing/apiVersions";
import { onChild } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { hostOf, isAzureHost, isGoogleHost } from "./upstreams";

const subject = "cache rules";
const identityId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/cache";
const google = {
  type: "GoogleArtifactRegistry",
  projectNumber: "123456789012",
  workloadIdentityPoolId: "azure-pool",
  workloadIdentityProviderId: "azure-provider",
};

/** Cache rules that sign in with an identity in place of a credential set. */
export const cacheIdentityRules: readonly Rule[] = [
  onChild(
    "cacheRules",
    {
      id: "CACHE-18",
      policy: "acr-cache-rule-identity",
      title: "A cache rule's identity is a user-assigned one, for an upstream that takes it",
      subject,
      enforcement: "ARM-S",
      why: "With API version 2026-01-01-preview a cache rule reads another Azure registry through a user-assigned identity, which needs Container Registry Repository Reader there.",
      fix: 'Set identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] }.',
      docs: "https://learn.microsoft.com/azure/container-registry/artifact-cache-acr-to-acr-cli",
      source: "D:artifact-cache-acr-to-acr-cli, BT",
      fails: {
        cacheRules: {
          app: {
            sourceRepository: "upstream.azurecr.io/app",
            targetRepository: "app",
            identity: { type: "UserAssigned" },
          },
        },
      },
      passes: {
        cacheRules: {
          app: {
            sourceRepository: "upstream.azurecr.io/app",
            targetRepository: "app",
            identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } },
          },
        },
      },
    },
    (rule, report, { key, written }) => {
      reportUnsent(versioned("cacheRules", "identity"), written.cacheRules?.[key], [], report, "warning");
      if (!hasIdentity(rule)) return;
      const type = rule.identity?.type?.toLowerCase();
      known(() => {
        if (type === "systemassigned") {
          report({
            path: ["identity", "type"],
            given: rule.identity?.type,
            message: `The cache rule "${key}" has a system-assigned identity; only a user-assigned one is documented, so this is unverified.`,
            severity: "warning",
          });
        } else if (Object.keys(rule.identity?.userAssignedIdentities ?? {}).length === 0) {
          report({
            path: ["identity", "userAssignedIdentities"],
            message: `The identity of the cache rule "${key}" names no user-assigned identity.`,
            allowed: "The id of a user-assigned identity that may read the upstream.",
          });
        }
      });
      known(() => {
        const host = hostOf(rule.sourceRepository);
        if (host === undefined || isAzureHost(host) || isGoogleHost(host)) return;
        report({
          path: ["identity"],
          message: `The cache rule "${key}" has an identity, but its upstream "${host}" is not an Azure registry and does not take one.`,
          allowed: "An identity with an upstream *.azurecr.io.",
          fix: "Remove identity, and use a credential set if the upstream demands credentials.",
          severity: "warning",
        });
      });
    },
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-19",
      policy: "acr-cache-rule-google",
      title: "The authentication of a cache rule at Google names a project, a pool and a provider",
      subject,
      enforcement: "ARM-S",
      why: "With API version 2026-03-01-preview a cache rule signs in to Google's Artifact Registry by workload identity; the schema has a form for each part.",
      fix: "Give the project's number and the ids of the workload identity pool and provider as Google shows them.",
      docs: "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview",
      source: "BT:2026-03-01-preview",
      fails: {
        cacheRules: {
          app: {
            sourceRepository: "europe-docker.pkg.dev/project/images/app",
            targetRepository: "app",
            additionalAuthenticationProperties: { ...google, projectNumber: "my-project" },
          },
        },
      },
      passes: {
        cacheRules: {
          app: {
            sourceRepository: "europe-docker.pkg.dev/project/images/app",
            targetRepository: "app",
            additionalAuthenticationProperties: google,
          },
        },
      },
    },
    (rule, report, { key, written }) => {
      const base = "additionalAuthenticationProperties";
      reportUnsent(versioned("cacheRules", base), written.cacheRules?.[key], [], report, "warning");
      const properties = rule.additionalAuthenticationProperties;
      if (!properties) return;
      for (const [property, pattern, allowed] of googleParts) {
        known(() => {
          const given = properties[property];
          if (given === undefined || pattern.test(given)) return;
          report({
            path: [base, property],
            given,
            message: `The ${property} "${given}" of the cache rule "${key}" does not have the form that the service takes.`,
            allowed,
          });
        });
      }
      known(() => {
        const host = hostOf(rule.sourceRepository);
        if (host === undefined || isGoogleHost(host)) return;
        report({
          path: [base],
          message: `The cache rule "${key}" signs in the way of Google's Artifact Registry, but its upstream is "${host}".`,
          allowed: "An upstream *.pkg.dev.",
          fix: `Remove ${base}, or cache from *.pkg.dev.`,
          severity: "warning",
        });
      });
    },
  ),
];

const poolId = /^[a-z][a-z0-9-]{2,30}[a-z0-9]$/;
const poolForm = "4 to 32 lower case letters, digits and dashes, a letter first and no dash last.";
const googleParts = [
  ["type", /^GoogleArtifactRegistry$/, '"GoogleArtifactRegistry"'],
  ["projectNumber", /^[1-9][0-9]{4,29}$/, "The project's number: 5 to 30 digits, no 0 first."],
  ["workloadIdentityPoolId", poolId, poolForm],
  ["workloadIdentityProviderId", poolId, poolForm],
] as const;

/** Whether a cache rule brings an identity; "None" is none. */
export function hasIdentity({ identity }: ChildModel<"cacheRules">): boolean {
  return identity !== undefined && identity.type?.toLowerCase() !== "none";
}
