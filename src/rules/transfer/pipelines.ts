import { type ChildModel, known, parseResourceId, type RegistryModel } from "../../model";
import { isPreviewSince } from "../writing/apiVersions";
import { type Facts, onRegistry } from "../writing/builders";
import type { Example, RegistryRule, Report } from "../writing/rule";

// What the rules on transfer pipelines share: their pages, their examples, and one view of both kinds of pipelines.

export const subject = "transfer pipelines";
/** One of the service's pages on transfer. */
export const page = (name: "prerequisites" | "arm-template" | "troubleshooting" | "cli") =>
  `https://learn.microsoft.com/azure/container-registry/container-registry-transfer-${name}`;

/** The id of the pipeline of the examples. */
export const exportId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images/exportPipelines/nightly";
/** A container, and the same with what opens it in every API version. */
export const container = {
  type: "AzureStorageBlobContainer",
  uri: "https://contosotransfer.blob.core.windows.net/transfer",
};
export const opened = { ...container, keyVaultUri: "https://contoso.vault.azure.net/secrets/transfer-sas" };
/** An API version that has `storageAccessMode`. */
export const modern = { apiVersion: "v20250601preview" };

/** A Premium registry with one export pipeline, as complete as the service wants it, and what differs. */
export const withExport = (changes: ChildModel<"exportPipelines">): Example => ({
  sku: { name: "Premium" },
  exportPipelines: { nightly: { identity: { type: "SystemAssigned" }, target: opened, ...changes } },
});
/** The same with an import pipeline. */
export const withImport = (changes: ChildModel<"importPipelines">): Example => ({
  sku: { name: "Premium" },
  importPipelines: { inbound: { identity: { type: "SystemAssigned" }, source: opened, ...changes } },
});
/** The same with a run. */
export const withRun = (request: ChildModel<"pipelineRuns">["request"]): Example => ({
  sku: { name: "Premium" },
  pipelineRuns: { first: { request } },
});

/** The end of a pipeline that lies in storage. */
type StorageEnd = NonNullable<ChildModel<"exportPipelines">["target"]>;

/** A pipeline of either kind. */
export interface Pipeline {
  readonly kind: "exportPipelines" | "importPipelines";
  readonly key: string;
  /** How a sentence names it: `export pipeline "nightly"`. */
  readonly what: string;
  /** The property that holds its end in storage. */
  readonly side: "target" | "source";
  /** Its end in storage. Stops while that is not known. */
  readonly end: () => StorageEnd | undefined;
  /** What both kinds have. */
  readonly model: Pick<ChildModel<"exportPipelines">, "origin" | "identity" | "options">;
}

type CheckPipeline = (pipeline: Pipeline, report: (report: Report) => void) => void;

/** A rule on each pipeline of both kinds. */
export function onPipelines(facts: Facts, check: CheckPipeline): RegistryRule {
  // As written: these rules tell themselves what an older API version makes of a pipeline.
  return onRegistry(facts, (_registry, report, { written }) => eachPipeline(written, report, check));
}

/** Visits each pipeline of both kinds by itself; what it reports is relative to the pipeline. */
export function eachPipeline(registry: RegistryModel, report: (report: Report) => void, check: CheckPipeline): void {
  for (const pipeline of pipelinesOf(registry)) {
    const { kind, key } = pipeline;
    known(() => check(pipeline, (said) => report({ ...said, path: [kind, key, ...said.path] })));
  }
}

function pipelinesOf(registry: RegistryModel): readonly Pipeline[] {
  const pipelines: Pipeline[] = [];
  for (const key of Object.keys(known(() => registry.exportPipelines) ?? {})) {
    const model = known(() => registry.exportPipelines?.[key]);
    if (!model) continue;
    const what = `export pipeline "${key}"`;
    pipelines.push({ kind: "exportPipelines", key, what, side: "target", end: () => model.target, model });
  }
  for (const key of Object.keys(known(() => registry.importPipelines) ?? {})) {
    const model = known(() => registry.importPipelines?.[key]);
    if (!model) continue;
    const what = `import pipeline "${key}"`;
    pipelines.push({ kind: "importPipelines", key, what, side: "source", end: () => model.source, model });
  }
  return pipelines;
}

/** What a run does, told by the id of its pipeline; `undefined` where that tells nothing. */
export function directionOf(pipelineResourceId: string | undefined): "export" | "import" | undefined {
  switch (pipelineResourceId === undefined ? undefined : parseResourceId(pipelineResourceId)?.type) {
    case "microsoft.containerregistry/registries/exportpipelines":
      return "export";
    case "microsoft.containerregistry/registries/importpipelines":
      return "import";
    default:
      return undefined;
  }
}

/** Whether an API version has pipelines at all: only previews do. */
export const hasPipelines = (version: string) => isPreviewSince(version, 20191201);

/** The API version of azure-native's own ExportPipeline and ImportPipeline, 3.28.0. */
const defaultVersion = "2023-01-01-preview";

/** The API version of a pipeline; `undefined` for one that no reader has seen and that does not say it. */
export function versionOf({ model: { origin } }: Pipeline): string | undefined {
  return origin && (origin.apiVersion || defaultVersion);
}

/** Whether an API version has `storageAccessMode`, and so does without `keyVaultUri`. */
export const hasAccessModes = (version: string) => isPreviewSince(version, 20250601);
