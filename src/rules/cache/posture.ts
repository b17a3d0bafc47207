import { known, readSecretUri } from "../../model";
import { onChild } from "../writing/builders";
import { eachKnown, isWord, own, posture, word } from "../writing/posture";
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

/** Cache rules, credential sets and connected registries: policies.md 4.7. */
export const upstreamPosture: readonly Rule[] = [
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
    "connectedRegistries",
    posture({
      id: "G75",
      policy: "acr-connected-registry-mode",
      title: "A connected registry has the mode that the team allows",
      subject: "connected registries",
      risk: "medium",
      why: "A connected registry that is written to sends what is pushed on the edge back to the cloud.",
      fix: 'Set mode: "ReadOnly".',
      docs: "intro-connected-registry",
      source: own,
      feature: "connectedRegistries",
      fails: { connectedRegistries: { edge: { mode: "ReadWrite" } } },
      passes: { connectedRegistries: { edge: { mode: "ReadOnly" } } },
      exampleOptions: { allowed: "ReadOnly" },
      tags: [],
      options: { allowed: word("Set to ReadOnly to forbid the others; unset: no verdict.", ["ReadOnly"]) },
    }),
    ({ mode }, report, { key, option }) => {
      if (option("allowed") !== "ReadOnly" || mode === undefined || isWord(mode, "ReadOnly")) return;
      report({
        path: ["mode"],
        given: mode,
        message: `The connected registry "${key}" has the mode ${mode}; the team allows ReadOnly.`,
        allowed: "ReadOnly",
      });
    },
  ),
];
