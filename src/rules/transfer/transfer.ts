import { childKinds, known } from "../../model";
import { nearest } from "../../model/nearestWord";
import { onChild, onRegistry, reportMissingTier, reportWord } from "../writing/builders";
import { hasSystemAssigned, hasUserAssigned } from "../writing/identities";
import type { Rule, RuleFacts } from "../writing/rule";
import { hasPipelines, onPipelines, type Pipeline, page, subject, withExport, withImport } from "./pipelines";

/** What each kind of pipeline can be told to do. The service knows the words of both everywhere. */
const options: Readonly<Record<Pipeline["kind"], readonly string[]>> = {
  exportPipelines: ["OverwriteBlobs", "ContinueOnErrors"],
  importPipelines: ["OverwriteTags", "DeleteSourceBlobOnSuccess", "ContinueOnErrors"],
};
const everyOption = [...new Set(Object.values(options).flat())];

const tierFacts: RuleFacts = {
  id: "XFER-01",
  also: ["G06"],
  policy: "acr-child-needs-premium",
  title: "Transfer pipelines and their runs need Premium and a preview API version",
  subject,
  enforcement: "ARM-D",
  why: "Transfer is a preview for Premium registries, on both sides. No stable API version has its resources.",
  fix: 'Set sku: "Premium", or remove the pipelines and their runs.',
  docs: page("prerequisites"),
  source: "D:container-registry-transfer-prerequisites, BT",
  feature: "exportPipelines",
  fails: { ...withExport({}), sku: { name: "Standard" } },
  passes: withExport({}),
};

/** Transfer pipelines. */
export const transferRules: readonly Rule[] = [
  onRegistry(tierFacts, (registry, report) => {
    for (const kind of ["exportPipelines", "importPipelines", "pipelineRuns"] as const) {
      const { noun } = childKinds[kind];
      for (const key of Object.keys(known(() => registry[kind]) ?? {})) {
        const path = [kind, key];
        known(() => {
          const fix = `Set sku: "Premium", or remove ${kind}.`;
          reportMissingTier(tierFacts, { path, what: `The ${noun} "${key}"`, fix }, registry, report);
        });
        known(() => {
          const version = registry[kind]?.[key]?.origin?.apiVersion;
          if (!version || hasPipelines(version)) return;
          report({
            path,
            given: version,
            message: `API version ${version} has no ${noun}s: only previews have them.`,
            allowed: "2019-12-01-preview and later previews.",
            fix: "Use azure-native's default version of the resource, or a preview such as 2025-06-01-preview.",
          });
        });
      }
    }
  }),
  onPipelines(
    {
      id: "XFER-06",
      policy: "acr-transfer-options",
      title: "The options of a transfer pipeline are words of the service, each on its kind of pipeline",
      subject,
      enforcement: "ARM",
      why: "The service knows four options: OverwriteBlobs is for exports, OverwriteTags and DeleteSourceBlobOnSuccess are for imports, ContinueOnErrors is for both. What it makes of one on the other kind is unverified; there is nothing for it to do there.",
      fix: "Use the options of this kind of pipeline.",
      docs: page("arm-template"),
      source: "BT, D:container-registry-transfer-arm-template",
      feature: "exportPipelines",
      fails: withExport({ options: ["Overwrite"] }),
      passes: withExport({ options: ["OverwriteBlobs", "ContinueOnErrors"] }),
    },
    ({ kind, what, model }, report) => {
      const own = options[kind];
      const allowed = own.map((word) => `"${word}"`).join(", ");
      for (const index of model.options?.keys() ?? []) {
        known(() => {
          const given = model.options?.[index];
          if (given === undefined) return;
          const path = ["options", index];
          const meant = everyOption.find((word) => word.toLowerCase() === given.toLowerCase());
          if (meant === undefined) {
            const near = nearest(given, own);
            const fix = near === undefined ? "Remove it, or use one of these." : `Write "${near}", or remove it.`;
            report({ path, given, message: `"${given}" is not an option of the ${what}.`, allowed, fix });
          } else if (!own.includes(meant)) {
            report({
              path,
              given,
              message: `The option "${meant}" is for ${kind === "exportPipelines" ? "imports" : "exports"}: it has nothing to do on the ${what}.`,
              allowed,
              fix: "Remove it.",
              severity: "warning",
            });
          } else {
            reportWord(path, given, own, (said) => report({ ...said, allowed }));
          }
        });
      }
    },
  ),
  onPipelines(
    {
      id: "XFER-07",
      policy: "acr-transfer-identity",
      title: "A transfer pipeline has an identity",
      subject,
      enforcement: "RUN",
      why: "The pipeline reads the SAS token from the key vault with its identity, which needs secret get there; with ManagedIdentity the identity needs Storage Blob Data Contributor on the container. Without one every run fails.",
      fix: 'Set identity: { type: "SystemAssigned" }, or a user-assigned one.',
      docs: page("troubleshooting"),
      source: "D:container-registry-transfer-prerequisites, D:container-registry-transfer-troubleshooting",
      feature: "exportPipelines",
      fails: withExport({ identity: { type: "None" } }),
      passes: withExport({ identity: { type: "SystemAssigned" } }),
    },
    ({ what, model: { identity } }, report) => {
      const type = identity?.type;
      if (hasSystemAssigned(type)) return;
      if (!hasUserAssigned(type)) {
        report({
          path: type === undefined ? ["identity"] : ["identity", "type"],
          ...(type === undefined ? {} : { given: type }),
          message: `The ${what} has no identity with which it could reach its container.`,
          allowed: '"SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"',
        });
      } else if (Object.keys(identity?.userAssignedIdentities ?? {}).length === 0) {
        report({
          path: ["identity", "userAssignedIdentities"],
          message: `The identity of the ${what} is "${type}", but names no user-assigned identity.`,
          fix: 'Set userAssignedIdentities: [identity.id], or type: "SystemAssigned".',
        });
      }
    },
  ),
  onChild(
    "importPipelines",
    {
      id: "XFER-11",
      policy: "acr-transfer-trigger",
      title: "The trigger of an import pipeline is Enabled or Disabled",
      subject,
      enforcement: "ARM-S",
      why: "The status is required where a source trigger is written; a pipeline without a trigger imports by itself. It takes blobs at most 60 days old, whose ContentMD5 and metadata are as the export wrote them.",
      fix: 'Set trigger: { sourceTrigger: { status: "Enabled" } } or "Disabled".',
      docs: page("troubleshooting"),
      source: "BT, D:container-registry-transfer-troubleshooting",
      feature: "exportPipelines",
      fails: withImport({ trigger: { sourceTrigger: { status: "On" } } }),
      passes: withImport({ trigger: { sourceTrigger: { status: "Disabled" } } }),
    },
    ({ trigger }, report, { key }) => {
      const source = trigger?.sourceTrigger;
      if (!source) return;
      const path = ["trigger", "sourceTrigger", "status"];
      const { status } = source;
      if (status === undefined) {
        report({
          path,
          message: `The source trigger of the import pipeline "${key}" has no status.`,
          allowed: '"Enabled", "Disabled"',
        });
        return;
      }
      reportWord(path, status, ["Enabled", "Disabled"], report);
    },
  ),
];
