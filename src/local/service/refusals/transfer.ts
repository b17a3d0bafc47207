import { at, listAt, textAt } from "../../json";
import { type Check, isOff, refuse } from "../refusal";

/** XFER-13 (POL-17). */
const exportsEnabled: Check = ({ registry }) =>
  isOff(at(registry?.inputs, "policies.exportPolicy.status"))
    ? refuse("BadRequest", "The registry has exports disabled: export pipelines cannot be created.")
    : undefined;

/** XFER-02; XFER-04, C219: a SAS token is a secret in a key vault, an identity needs none. */
const storage =
  (end: "source" | "target"): Check =>
  ({ inputs }) => {
    if (!/^https:\/\/[^/]+\/[^/]+\/?$/.test(textAt(inputs, `${end}.uri`))) {
      return refuse("InvalidPipelineUri", `The URI of a pipeline's ${end} must be that of a blob container.`);
    }
    const mode = textAt(inputs, `${end}.storageAccessMode`).toLowerCase();
    const secret = textAt(inputs, `${end}.keyVaultUri`);
    if (mode === "sastoken" && secret === "") {
      return refuse(
        "InvalidPipelineStorageAccess",
        "The storage access mode SasToken needs the URI of a key vault secret.",
      );
    }
    return mode === "managedidentity" && secret !== ""
      ? refuse("InvalidPipelineStorageAccess", "The storage access mode ManagedIdentity takes no key vault secret.")
      : undefined;
  };

/** XFER-09, C221; a run needs its pipeline. */
const run: Check = ({ inputs, store }) => {
  if (listAt(inputs, "request.artifacts").length > 50) {
    return refuse("QuotaExceeded", "A pipeline run can transfer at most 50 artifacts.", 409);
  }
  const pipeline = textAt(inputs, "request.pipelineResourceId");
  return store.get(pipeline)?.type.endsWith("Pipeline")
    ? undefined
    : refuse("PipelineNotFound", `The pipeline '${pipeline.split("/").at(-1)}' was not found.`, 404);
};

/** What the service refuses of pipelines and their runs, by type. */
export const transferChecks = {
  exportPipeline: [exportsEnabled, storage("target")],
  importPipeline: [storage("source")],
  pipelineRun: [run],
} as const satisfies Readonly<Record<string, readonly Check[]>>;
