import { known } from "../../model";
import { onChild, onRegistry } from "../writing/builders";
import { childNameIn } from "../writing/changes";
import { wrongId } from "../writing/resourceIds";
import type { Rule } from "../writing/rule";
import { hasIdentity } from "./identity";
import { hostOf, isAzureHost, isGoogleHost, signInOf } from "./upstreams";

const docs = "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview";
const subject = "cache rules";
const id = (child: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images/credentialSets/${child}`;
/** How cache rules sign in to their upstreams. */
export const cacheAuthenticationRules: readonly Rule[] = [
  onChild(
    "cacheRules",
    {
      id: "CACHE-02",
      also: ["G71"],
      policy: "acr-cache-rule-auth",
      title: "A cache rule for Docker Hub has credentials",
      subject,
      enforcement: "ARM",
      why: "The service answers EnforceDockerAuthentication to a cache rule for docker.io without a credential set.",
      fix: "Make a credential set for docker.io and set credentialSetResourceId to its id.",
      docs,
      source: "I:hashicorp/terraform-provider-azurerm#27983, D:artifact-cache-overview",
      fails: { cacheRules: { nginx: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" } } },
      passes: {
        cacheRules: {
          nginx: {
            sourceRepository: "docker.io/library/nginx",
            targetRepository: "nginx",
            credentialSetResourceId: id("hub"),
          },
        },
      },
    },
    ({ sourceRepository, credentialSetResourceId }, report, { key }) => {
      if (hostOf(sourceRepository) !== "docker.io" || credentialSetResourceId) return;
      report({
        path: ["credentialSetResourceId"],
        message: `The cache rule "${key}" caches "${sourceRepository}" from Docker Hub without credentials.`,
        allowed: "The id of a credential set for docker.io.",
      });
    },
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-03",
      also: ["G71"],
      policy: "acr-cache-rule-auth",
      title: "A cache rule for an upstream that demands credentials has some",
      subject,
      enforcement: "ARM-D",
      why: "From dhi.io, registry.redhat.io, other Azure registries and Google's Artifact Registry, artifact cache fetches only with credentials.",
      fix: "Make a credential set for the upstream and set credentialSetResourceId to its id.",
      docs,
      source: "D:artifact-cache-overview",
      fails: { cacheRules: { ubi: { sourceRepository: "registry.redhat.io/ubi9", targetRepository: "ubi9" } } },
      passes: {
        cacheRules: {
          ubi: {
            sourceRepository: "registry.redhat.io/ubi9",
            targetRepository: "ubi9",
            credentialSetResourceId: id("redhat"),
          },
        },
      },
    },
    (rule, report, { key, written }) => {
      const host = hostOf(rule.sourceRepository);
      if (host === undefined || host === "docker.io" || signInOf(host) !== "required") return;
      if (rule.credentialSetResourceId) return;
      // One that its API version lacks is the finding of CACHE-18 or CACHE-19.
      const meant = written.cacheRules?.[key] ?? rule;
      if (isAzureHost(host) && hasIdentity(meant)) return;
      if (isGoogleHost(host) && (meant.additionalAuthenticationProperties || hasIdentity(meant))) return;
      report({
        path: ["credentialSetResourceId"],
        message: `The cache rule "${key}" caches from "${host}" without credentials, which that upstream demands.`,
        allowed: isAzureHost(host)
          ? "The id of a credential set for that host, or an identity that may read there."
          : "The id of a credential set for that host.",
      });
    },
  ),
  onChild(
    "cacheRules",
    {
      id: "CACHE-04",
      policy: "acr-cache-rule-open-upstream",
      title: "A cache rule for an open upstream has no credentials",
      subject,
      enforcement: "?",
      why: "From mcr.microsoft.com, public.ecr.aws and registry.access.redhat.com artifact cache fetches without credentials only. What becomes of a rule with some is unverified.",
      fix: "Remove credentialSetResourceId.",
      docs,
      source: "D:artifact-cache-overview",
      fails: {
        cacheRules: {
          az: {
            sourceRepository: "mcr.microsoft.com/azure-cli",
            targetRepository: "az",
            credentialSetResourceId: id("hub"),
          },
        },
      },
      passes: { cacheRules: { az: { sourceRepository: "mcr.microsoft.com/azure-cli", targetRepository: "az" } } },
    },
    ({ sourceRepository, credentialSetResourceId }, report, { key }) => {
      const host = hostOf(sourceRepository);
      if (host === undefined || signInOf(host) !== "refused" || !credentialSetResourceId) return;
      report({
        path: ["credentialSetResourceId"],
        given: credentialSetResourceId,
        message: `The cache rule "${key}" has credentials for "${host}", which is documented to be read without any.`,
        allowed: "No credential set.",
      });
    },
  ),
  onRegistry(
    {
      id: "CACHE-20",
      policy: "acr-cache-rule-credential-host",
      title: "The credential set of a cache rule is for the rule's upstream",
      subject,
      enforcement: "?",
      why: "A credential set holds the credentials for one login server. Whether the service refuses another one's, or only fails to fetch, is unverified.",
      fix: "Name a credential set whose loginServer is the upstream's host.",
      docs: "https://learn.microsoft.com/azure/container-registry/artifact-cache-cli",
      source: "D:artifact-cache-cli",
      fails: {
        credentialSets: { hub: { credentialSetName: "hub-login", loginServer: "docker.io" } },
        cacheRules: { app: { sourceRepository: "ghcr.io/team/app", credentialSetResourceId: id("hub-login") } },
      },
      passes: {
        credentialSets: { github: { credentialSetName: "github", loginServer: "ghcr.io" } },
        cacheRules: { app: { sourceRepository: "ghcr.io/team/app", credentialSetResourceId: id("github") } },
      },
    },
    (registry, report) => {
      const { cacheRules = {} } = registry;
      const sets = known(() => registry.credentialSets) ?? {};
      const servers = new Map<string, { readonly key: string; readonly loginServer: string }>();
      for (const key of Object.keys(sets).sort()) {
        known(() => {
          const { credentialSetName, loginServer } = sets[key] ?? {};
          if (credentialSetName !== undefined && loginServer !== undefined) {
            servers.set(credentialSetName.toLowerCase(), { key, loginServer });
          }
        });
      }
      for (const key of Object.keys(cacheRules)) {
        known(() => {
          const given = cacheRules[key]?.credentialSetResourceId;
          if (!given) return;
          const path = ["cacheRules", key, "credentialSetResourceId"];
          const wrong = wrongId("credentialSet", given);
          if (wrong) {
            const message = `The credentialSetResourceId of the cache rule "${key}" ${wrong.is}.`;
            report({ path, given, message, allowed: wrong.allowed, fix: wrong.fix });
            return;
          }
          const set = servers.get(childNameIn(given) ?? "");
          const host = hostOf(cacheRules[key]?.sourceRepository);
          if (set === undefined || host === undefined || set.loginServer.toLowerCase() === host) return;
          report({
            path,
            given,
            message: `The cache rule "${key}" caches from "${host}" with the credential set "${set.key}", which is for "${set.loginServer}".`,
            allowed: `A credential set whose loginServer is "${host}".`,
            related: [["credentialSets", set.key, "loginServer"]],
          });
        });
      }
    },
  ),
];
