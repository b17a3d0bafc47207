import { known, readSecretUri } from "../../model";
import { reportWord } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";
import {
  container,
  hasAccessModes,
  hasPipelines,
  modern,
  onPipelines,
  opened,
  page,
  subject,
  versionOf,
  withExport,
} from "./pipelines";

// Any suffix and any number of labels: clouds that only their own users know, and accounts with a DNS zone of their own.
const address = /^(https?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*\.blob(?:\.[a-z0-9-]+){2,}(?::443)?)\/(.*)$/i;
const containerName = /^(?:\$[a-z]+|(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/;
const secretForm = "https://<vault>.vault.azure.net/secrets/<name>; in other clouds their own suffix.";

/** The ends of transfer pipelines in storage, and how they are opened. */
export const transferStorageRules: readonly Rule[] = [
  onPipelines(
    {
      id: "XFER-02",
      policy: "acr-transfer-container-uri",
      title: "A transfer pipeline's end is the URI of a blob container",
      subject,
      enforcement: "ARM-D",
      why: "A pipeline writes blobs into one container, or reads them from it. A token in the URI is no secret to the service: whoever may read the pipeline reads it.",
      fix: 'Write the container\'s URI alone, for instance "https://<account>.blob.core.windows.net/<container>".',
      docs: page("arm-template"),
      source: "D:container-registry-transfer-arm-template",
      feature: "exportPipelines",
      fails: withExport({ target: { ...opened, uri: "https://contosotransfer.blob.core.windows.net" } }),
      passes: withExport({}),
    },
    ({ end, side, what }, report) => {
      const storage = end();
      if (!storage) return;
      const given = storage.uri;
      const path = [side, "uri"];
      const allowed = "https://<account>.blob.core.windows.net/<container>; in other clouds their own suffix.";
      if (given === undefined) {
        report({
          path,
          message: `The ${what} has no ${side}.uri, so there is no container for its blobs; what the service says to that is unverified.`,
          allowed,
          fix: `Set ${side}.uri to the URI of the container.`,
          severity: "warning",
        });
        return;
      }
      // What is not surely an address is not shown: it may be a connection string with its key.
      if (/[?#@]/.test(given)) {
        report({
          path,
          message: `The ${side}.uri of the ${what} has a query, a user or a fragment, as an address with a SAS token does.`,
          allowed,
          fix: "Write the container's URI alone, and keep the token in the key vault secret that keyVaultUri names.",
        });
        return;
      }
      const [, scheme, host = "", place = ""] = address.exec(given) ?? [];
      const [name = "", ...inside] = place.replace(/\/$/, "").split("/");
      const right = containerName.test(name.toLowerCase()) ? `https://${host}/${name.toLowerCase()}` : undefined;
      if (scheme?.toLowerCase() === "https" && containerName.test(name) && inside.length === 0) return;
      report({
        path,
        ...(/^https?:\/\//i.test(given) ? { given } : {}),
        message: `The ${side}.uri of the ${what} is ${right !== undefined && inside.length > 0 ? `a place inside the container "${name}", not the container` : "not the URI of a blob container"}.`,
        allowed,
        ...(right === undefined ? {} : { fix: `Write "${right}".` }),
      });
    },
  ),
  onPipelines(
    {
      id: "XFER-03",
      policy: "acr-transfer-key-vault-uri",
      title: "A transfer pipeline names the key vault secret with its SAS token where its API version needs one",
      subject,
      enforcement: "ARM-S",
      why: "Before 2025-06-01-preview, azure-native's default version included, a SAS token is the only way to the container, and keyVaultUri is required. The pipeline keeps the secret's address, never the token.",
      fix: 'Set keyVaultUri to the URI of the secret, for instance "https://<vault>.vault.azure.net/secrets/<name>".',
      docs: page("prerequisites"),
      source: "BT, D:container-registry-transfer-prerequisites",
      feature: "exportPipelines",
      fails: withExport({ origin: { apiVersion: "v20250501preview" }, target: container }),
      passes: withExport({ origin: { apiVersion: "v20250501preview" } }),
    },
    (pipeline, report) => {
      const { side, what } = pipeline;
      const end = pipeline.end();
      if (!end) return;
      const path = [side, "keyVaultUri"];
      const given = end.keyVaultUri;
      if (given) {
        // Whoever wrote the token itself here must not meet it again in a report.
        if (readSecretUri(given)) return;
        report({
          path,
          message: `The ${side}.keyVaultUri of the ${what} is not the URI of a key vault secret.`,
          allowed: secretForm,
        });
        return;
      }
      const version = versionOf(pipeline);
      // A version without pipelines is the finding of XFER-01, one with access modes that of XFER-04.
      if (version !== undefined && (!hasPipelines(version) || hasAccessModes(version))) return;
      if (version === undefined && end.storageAccessMode !== undefined) return;
      const dropped = known(() => end.storageAccessMode) !== undefined;
      report({
        path,
        message: `The ${what} has no keyVaultUri, which ${version === undefined ? "azure-native's default API version" : `API version ${version}`} requires${dropped ? "; storageAccessMode, which that version does not have, is dropped" : ""}.`,
        allowed: secretForm,
        fix: `Set ${side}.keyVaultUri to the URI of the secret with the SAS token, or use API version 2025-06-01-preview with storageAccessMode: "ManagedIdentity".`,
      });
    },
  ),
  onPipelines(
    {
      id: "XFER-04",
      policy: "acr-transfer-access-mode",
      title: "A transfer pipeline says how it opens its container, and has what that takes",
      subject,
      enforcement: "ARM-D",
      why: "SasToken needs keyVaultUri, ManagedIdentity makes no use of it. Which of the two the service takes when storageAccessMode is left out is unverified.",
      fix: 'Set storageAccessMode: "SasToken" with keyVaultUri, or "ManagedIdentity" without.',
      docs: page("prerequisites"),
      source:
        "D:container-registry-transfer-prerequisites, D:container-registry-transfer-troubleshooting, ACRR image-transfer",
      feature: "exportPipelines",
      fails: withExport({ origin: modern, target: { ...container, storageAccessMode: "SasToken" } }),
      passes: withExport({ origin: modern, target: { ...container, storageAccessMode: "ManagedIdentity" } }),
    },
    (pipeline, report) => {
      const { side, what } = pipeline;
      const end = pipeline.end();
      if (!end) return;
      const given = end.storageAccessMode;
      const path = [side, "storageAccessMode"];
      reportWord(path, given, ["SasToken", "ManagedIdentity"], report);
      const version = versionOf(pipeline);
      if (version !== undefined && !hasPipelines(version)) return;
      const isOld = version !== undefined && !hasAccessModes(version);
      if (given === undefined) {
        if (version === undefined || isOld) return;
        report({
          path,
          message: `The ${what} does not say how it opens its container; what the service takes then is unverified.`,
          allowed: '"SasToken", "ManagedIdentity"',
          severity: "warning",
        });
      } else if (isWord(given, "SasToken")) {
        // Where the version requires it anyway, XFER-03 says it.
        if (isOld || end.keyVaultUri) return;
        report({
          path: [side, "keyVaultUri"],
          message: `The ${what} opens its container with a SAS token, but has no keyVaultUri from which to read it.`,
          allowed: secretForm,
          fix: `Set ${side}.keyVaultUri to the secret's URI, or storageAccessMode: "ManagedIdentity".`,
          related: [[pipeline.kind, pipeline.key, ...path]],
        });
      } else if (isWord(given, "ManagedIdentity") && end.keyVaultUri) {
        report({
          path,
          given,
          message: isOld
            ? `API version ${version} has no storageAccessMode: it is dropped, and the ${what} uses the SAS token of its keyVaultUri.`
            : `The ${what} opens its container with its identity, so its keyVaultUri has no effect.`,
          ...(isOld
            ? { allowed: "2025-06-01-preview and later previews.", fix: "Use API version 2025-06-01-preview or later." }
            : { fix: `Remove ${side}.keyVaultUri.` }),
          related: [[pipeline.kind, pipeline.key, side, "keyVaultUri"]],
          severity: "warning",
        });
      }
    },
  ),
];
