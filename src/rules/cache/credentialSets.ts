import { cloudOfRegion, clouds, known, readSecretUri } from "../../model";
import { onChild, onRegistry, reportWord } from "../writing/builders";
import { childNameIn, removedChildren, reportFixed } from "../writing/changes";
import type { Rule } from "../writing/rule";

const docs = "https://learn.microsoft.com/azure/container-registry/artifact-cache-cli";
const troubleshooting = "https://learn.microsoft.com/azure/container-registry/troubleshoot-artifact-cache";
const subject = "cache rules";
const secret = (name: string) => `https://images.vault.azure.net/secrets/${name}`;
const credential = {
  name: "Credential1",
  usernameSecretIdentifier: secret("hub-user"),
  passwordSecretIdentifier: secret("hub-password"),
};
const setId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images/credentialSets/hub-login";
const nginx = {
  nginx: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx", credentialSetResourceId: setId },
};

/** Credential sets of artifact cache. */
export const credentialSetRules: readonly Rule[] = [
  onChild(
    "credentialSets",
    {
      id: "CRED-01",
      policy: "acr-credential-set-credential",
      title: 'A credential set has one credential, named "Credential1"',
      subject,
      enforcement: "ARM",
      why: "The service knows the name Credential1 only. What it makes of a set without any credential is unverified; nothing can sign in with it.",
      fix: 'Set authCredentials: [{ name: "Credential1", usernameSecretIdentifier: …, passwordSecretIdentifier: … }].',
      docs,
      source: "BT:2023-07-01, AVM-TF modules/credential-set",
      fails: { credentialSets: { hub: { authCredentials: [{ ...credential, name: "Credential2" }] } } },
      passes: { credentialSets: { hub: { authCredentials: [credential] } } },
    },
    ({ authCredentials }, report, { key }) => {
      const amount = authCredentials?.length ?? 0;
      if (amount === 0) {
        report({
          path: ["authCredentials"],
          ...(authCredentials ? { given: authCredentials } : {}),
          message: `The credential set "${key}" has no credential, so nothing can sign in with it.`,
          allowed: "One credential.",
          severity: "warning",
        });
      }
      if (amount > 1) {
        report({
          path: ["authCredentials"],
          given: `${amount} credentials`,
          message: `The credential set "${key}" has ${amount} credentials.`,
          allowed: "One credential.",
          fix: "Keep one, and make a second credential set for the other.",
        });
      }
      for (const index of authCredentials?.keys() ?? []) {
        known(() =>
          reportWord(["authCredentials", index, "name"], authCredentials?.[index]?.name, ["Credential1"], report),
        );
      }
    },
  ),
  onChild(
    "credentialSets",
    {
      id: "CRED-02",
      policy: "acr-credential-set-secret-uri",
      title: "A credential's user name and password are key vault secrets",
      subject,
      enforcement: "ARM-D",
      why: "A credential set keeps the addresses of two key vault secrets, never the values.",
      fix: 'Set both to the URI of a secret, for instance "https://<vault>.vault.azure.net/secrets/<name>".',
      docs,
      source: "TF:container_registry_credential_set_resource.go",
      fails: {
        credentialSets: {
          hub: {
            authCredentials: [{ ...credential, passwordSecretIdentifier: "https://images.vault.azure.net/keys/hub" }],
          },
        },
      },
      passes: { credentialSets: { hub: { authCredentials: [credential] } } },
    },
    ({ authCredentials }, report, { key, registry }) => {
      for (const index of authCredentials?.keys() ?? []) {
        for (const property of ["usernameSecretIdentifier", "passwordSecretIdentifier"] as const) {
          known(() => {
            const given = authCredentials?.[index]?.[property];
            const path = ["authCredentials", index, property];
            if (!given) {
              report({ path, message: `A credential of the credential set "${key}" has no ${property}.` });
              return;
            }
            const suffix = readSecretUri(given)?.suffix;
            if (suffix === undefined) {
              // Whoever wrote the secret itself here must not meet it again in a report.
              report({
                path,
                message: `The ${property} of the credential set "${key}" is not the URI of a key vault secret.`,
                allowed: "https://<vault>.<suffix of key vaults>/secrets/<name>",
              });
              return;
            }
            const { location } = registry;
            const expected = location === undefined ? undefined : clouds[cloudOfRegion(location)].vaultSuffix;
            if (expected === undefined || suffix === expected) return;
            report({
              path,
              given,
              message: `The ${property} of the credential set "${key}" is in a vault of another cloud than the registry in "${location}".`,
              allowed: `A secret in a vault of *.${expected}.`,
              severity: "warning",
            });
          });
        }
      }
    },
  ),
  onChild(
    "credentialSets",
    {
      id: "CRED-03",
      also: ["G74"],
      policy: "acr-credential-set-identity",
      title: "A credential set has a system-assigned identity",
      subject,
      enforcement: "RUN",
      why: "The credential set reads its secrets with its own identity, which needs Key Vault Secrets User on the vault. Without one every pull fails; whether a user-assigned one works is unverified.",
      fix: 'Set identity: { type: "SystemAssigned" }.',
      docs,
      source: "TF, AVM-B credential-set",
      fails: { credentialSets: { hub: { loginServer: "docker.io", authCredentials: [credential] } } },
      passes: {
        credentialSets: {
          hub: { loginServer: "docker.io", authCredentials: [credential], identity: { type: "SystemAssigned" } },
        },
      },
    },
    ({ identity }, report, { key }) => {
      const type = identity?.type ?? "None";
      if (type.toLowerCase().includes("systemassigned")) return;
      report({
        path: identity ? ["identity", "type"] : ["identity"],
        ...(identity ? { given: type } : {}),
        message:
          type.toLowerCase() === "none"
            ? `The credential set "${key}" has no identity with which it could read its secrets.`
            : `The credential set "${key}" has the identity "${type}"; that anything but a system-assigned one works is unverified.`,
        allowed: '"SystemAssigned"',
      });
    },
  ),
  onChild(
    "credentialSets",
    {
      id: "CRED-05",
      policy: "acr-credential-set-login-server",
      title: "A credential set's loginServer is a host and does not change",
      subject,
      enforcement: "ARM",
      why: "The credentials are for one host. With another host the set is another one, whose new identity needs the vault's grants again.",
      fix: 'Write the host alone, for instance "docker.io".',
      docs,
      source: "TF, AVM-TF variables.cache_rules.tf",
      fails: { credentialSets: { hub: { loginServer: "https://docker.io", authCredentials: [credential] } } },
      passes: { credentialSets: { hub: { loginServer: "docker.io", authCredentials: [credential] } } },
    },
    ({ loginServer: after }, report, { key, previousChild }) => {
      if (after === undefined) return;
      if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(after)) {
        const before = known(() => previousChild?.loginServer);
        reportFixed("loginServer", { before, after, child: `the credential set "${key}"` }, report);
        return;
      }
      const host = /^(?:[a-z]+:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/?/i.exec(after)?.[1];
      report({
        path: ["loginServer"],
        given: after,
        message: `The loginServer "${after}" of the credential set "${key}" is not a host name.`,
        allowed: "A host alone: no scheme, port or path.",
        ...(host === undefined ? {} : { fix: `Write "${host}".` }),
      });
    },
  ),
  onRegistry(
    {
      id: "CRED-06",
      policy: "acr-credential-set-in-use",
      title: "A credential set stays as long as a cache rule names it",
      subject,
      enforcement: "?",
      why: "What becomes of a cache rule whose credential set is deleted is unverified: either the service refuses, or the rule caches nothing any more.",
      fix: "Remove the cache rules first, or give them another credential set.",
      docs: troubleshooting,
      source: "not documented",
      fails: {
        before: { credentialSets: { hub: { credentialSetName: "hub-login" } }, cacheRules: nginx },
        after: { credentialSets: {}, cacheRules: nginx },
      },
      passes: {
        before: { credentialSets: { hub: { credentialSetName: "hub-login" } }, cacheRules: nginx },
        after: { credentialSets: {}, cacheRules: {} },
      },
    },
    ({ credentialSets, cacheRules }, report, { previous }) => {
      if (!cacheRules) return;
      const removed = removedChildren(
        previous?.credentialSets,
        credentialSets,
        ({ credentialSetName }) => credentialSetName,
      );
      if (removed.size === 0) return;
      for (const key of Object.keys(cacheRules)) {
        known(() => {
          const gone = removed.get(childNameIn(cacheRules[key]?.credentialSetResourceId) ?? "");
          if (gone === undefined) return;
          report({
            path: ["credentialSets", gone],
            message: `The credential set "${gone}" is removed, but the cache rule "${key}" still names it.`,
            related: [["cacheRules", key, "credentialSetResourceId"]],
          });
        });
      }
    },
  ),
];
