import { known, readSecretUri } from "../../model";
import { onChild } from "../writing/builders";
import { eachKnown } from "../writing/items";
import { list, listOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";

const secret = (version = "") => ({
  credentialSets: {
    hub: {
      loginServer: "docker.io",
      authCredentials: [
        { name: "Credential1", passwordSecretIdentifier: `https://images.vault.azure.net/secrets/hub${version}` },
      ],
    },
  },
});

/** Cache rules and credential sets. */
export const cachePosture: readonly Rule[] = [
  onChild(
    "cacheRules",
    posture({
      id: "G72",
      policy: "acr-cache-rule-catch-all",
      title: "A cache rule covers a part of its upstream",
      subject: "cache rules",
      risk: "medium",
      why: "A rule for a whole upstream lets everyone bring any of its images into the registry.",
      fix: "Name the repository or the folder: docker.io/library/nginx.",
      docs: "wildcards-artifact-cache",
      source: own,
      feature: "cacheRules",
      fails: { cacheRules: { hub: { sourceRepository: "docker.io/*", targetRepository: "hub/*" } } },
      passes: { cacheRules: { nginx: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" } } },
      tags: [],
    }),
    ({ sourceRepository }, report, { key }) => {
      if (sourceRepository === undefined || !/^[^/]+\/\*$/.test(sourceRepository)) return;
      report({
        path: ["sourceRepository"],
        given: sourceRepository,
        message: `The cache rule "${key}" covers everything that ${sourceRepository.slice(0, -2)} has.`,
      });
    },
  ),
  onChild(
    "credentialSets",
    posture({
      id: "G73",
      policy: "acr-credential-set-secrets",
      title: "A credential set follows the secret's newest version",
      subject: "cache rules",
      risk: "medium",
      why: "A secret id with a version stays at that version: after a rotation the cache keeps the old credential.",
      fix: "Leave the version out: https://<vault>.vault.azure.net/secrets/<name>.",
      docs: "artifact-cache-cli",
      source: own,
      feature: "cacheRules",
      fails: secret("/0123456789abcdef0123456789abcdef"),
      passes: secret(),
      tags: ["mcsb:IM-8"],
    }),
    ({ authCredentials }, report, { key }) => {
      eachKnown(authCredentials, (credential, index) => {
        for (const field of ["usernameSecretIdentifier", "passwordSecretIdentifier"] as const) {
          known(() => {
            if (readSecretUri(credential[field] ?? "")?.version === undefined) return;
            report({
              path: ["authCredentials", index, field],
              message: `The credential set "${key}" is pinned to one version of a Key Vault secret.`,
            });
          });
        }
      });
    },
  ),
  onChild(
    "cacheRules",
    posture({
      id: "R26",
      policy: "acr-cache-rule-allowed",
      title: "Images are cached from allowed upstreams only",
      subject: "cache rules",
      risk: "medium",
      why: "A cache rule brings foreign images into the registry under the registry's own name.",
      fix: "Remove the cache rule, or add its upstream's host to allowedHosts.",
      docs: "artifact-cache-overview",
      source: "Azure Policy",
      feature: "cacheRules",
      fails: { cacheRules: { nginx: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" } } },
      passes: { cacheRules: { dotnet: { sourceRepository: "mcr.microsoft.com/dotnet", targetRepository: "dotnet" } } },
      exampleOptions: { allowedHosts: ["mcr.microsoft.com"] },
      tags: ["azpolicy:84497762-32b6-4ab3-80b6-732ea48b85a2"],
      options: { allowedHosts: list("Hosts of allowed upstreams; with none, every cache rule is reported.") },
    }),
    ({ sourceRepository }, report, { key, option }) => {
      const host = sourceRepository?.split("/")[0]?.toLowerCase();
      const allowed = listOf(option, "allowedHosts").map((each) => each.toLowerCase());
      if (host !== undefined && allowed.includes(host)) return;
      report({
        path: ["sourceRepository"],
        ...(sourceRepository === undefined ? {} : { given: sourceRepository }),
        message: `The cache rule "${key}" brings in images from ${host ?? "an upstream that is not named"}.`,
        allowed: allowed.length ? allowed.join(", ") : "no cache rule.",
      });
    },
  ),
];
