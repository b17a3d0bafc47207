import { type ChildModel, known, parseResourceId } from "../../model";
import { idForm } from "../../model/ids";
import { limits } from "../tiers";
import { onChild, onRegistry, reportWord } from "../writing/builders";
import type { Report, Rule } from "../writing/rule";
import { directionOf, eachPipeline, exportId, opened, page, subject, withExport, withRun } from "./pipelines";

type Request = NonNullable<ChildModel<"pipelineRuns">["request"]>;
type Tell = (report: Report) => void;

/** The end of a run that its pipeline leaves open, by what it does, and what happens to the blob there. */
const ends = {
  export: { own: "target", other: "source", verb: "write" },
  import: { own: "source", other: "target", verb: "read" },
} as const;
const most = limits.artifactsPerPipelineRun.perTier.Premium ?? 0;
const artifactForm =
  /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
const exportRun = { pipelineResourceId: exportId, target: { name: "images" } };

/** The ends of pipelines and runs, and what a run is asked for. */
export const transferRunRules: readonly Rule[] = [
  onRegistry(
    {
      id: "XFER-05",
      policy: "acr-transfer-storage-type",
      title: "A transfer pipeline's end is a blob container, its run's end is a blob there",
      subject,
      enforcement: "ARM",
      why: "The service knows AzureStorageBlobContainer for pipelines and AzureStorageBlob for runs, and no other type. An export's blob is named under target, an import's under source; that the service refuses a run without is unverified.",
      fix: 'Set type: "AzureStorageBlobContainer" in a pipeline and "AzureStorageBlob" in a run, or leave it out.',
      docs: page("arm-template"),
      source: "BT, D:container-registry-transfer-arm-template",
      feature: "exportPipelines",
      fails: withExport({ target: { ...opened, type: "AzureStorageBlob" } }),
      passes: withExport({}),
    },
    (registry, report) => {
      eachPipeline(registry, report, ({ side, end }, tell) => {
        reportWord([side, "type"], end()?.type, ["AzureStorageBlobContainer"], tell);
      });
      for (const key of Object.keys(known(() => registry.pipelineRuns) ?? {})) {
        known(() => {
          const request = registry.pipelineRuns?.[key]?.request;
          if (!request) return;
          const tell: Tell = (said) => report({ ...said, path: ["pipelineRuns", key, "request", ...said.path] });
          for (const side of ["source", "target"] as const) {
            // Templates write an empty type beside an empty name for the end that a run does not have.
            known(() => reportWord([side, "type"], request[side]?.type || undefined, ["AzureStorageBlob"], tell));
          }
          known(() => reportBlob(key, request, tell));
        });
      }
    },
  ),
  onChild(
    "pipelineRuns",
    {
      id: "XFER-09",
      policy: "acr-transfer-artifacts",
      title: "An export run names a pipeline of its registry and at most 50 artifacts, an import run no artifacts",
      subject,
      enforcement: "ARM-D",
      why: "A run takes up to 50 artifacts, each as a repository with a tag or a digest; without either the service takes the tag latest. An import takes whatever is in its blob. What the service says to an export of nothing, or to a pipeline of another registry, is unverified.",
      fix: 'Write each artifact as "<repository>:<tag>" or "<repository>@sha256:<digest>".',
      docs: page("prerequisites"),
      source:
        "D:container-registry-transfer-prerequisites, D:container-registry-transfer-arm-template, CLI acrtransfer:pipelinerun.py",
      feature: "exportPipelines",
      limit: "artifactsPerPipelineRun",
      fails: withRun({ ...exportRun, artifacts: ["samples/hello-world:"] }),
      passes: withRun({ ...exportRun, artifacts: ["samples/hello-world:v1"] }),
    },
    ({ request }, report, { key, registry }) => {
      if (!request) return;
      const tell: Tell = (said) => report({ ...said, path: ["request", ...said.path] });
      known(() =>
        reportPipeline(
          key,
          request.pipelineResourceId,
          known(() => registry.registryName),
          tell,
        ),
      );
      known(() => reportAmount(key, request, tell));
      for (const index of known(() => request.artifacts?.keys()) ?? []) {
        known(() => {
          const given = request.artifacts?.[index];
          if (given === undefined || artifactForm.test(given)) return;
          tell({
            path: ["artifacts", index],
            // Not an address with a password in it.
            ...(given.includes("://") ? {} : { given }),
            message: `An artifact of the pipeline run "${key}" is no repository with a tag or a digest.`,
            allowed: '"<repository>:<tag>", "<repository>@sha256:<64 digits>"',
          });
        });
      }
    },
  ),
];

/** A run names one blob: the one that its pipeline's kind works with. */
function reportBlob(key: string, request: Request, tell: Tell): void {
  const direction = directionOf(request.pipelineResourceId);
  if (!direction) return;
  const { own, other, verb } = ends[direction];
  const named = request[own]?.name;
  const misplaced = known(() => request[other]?.name);
  if (misplaced) {
    tell({
      path: [named ? other : own, "name"],
      message: `The pipeline run "${key}" is an ${direction}, which looks for its blob under ${own}, not under ${other}.`,
      fix: named ? `Remove ${other}.` : `Set ${own}: { name: "${misplaced}" }, and remove ${other}.`,
      severity: "warning",
      ...(named ? { given: misplaced } : { related: [["pipelineRuns", key, "request", other, "name"]] }),
    });
  } else if (!named) {
    tell({
      path: [own, "name"],
      message: `The pipeline run "${key}" does not name the blob to ${verb}.`,
      allowed: "The name of a blob in the pipeline's container.",
      fix: `Set ${own}: { name: "<blob>" }.`,
      severity: "warning",
    });
  }
}

/** A run's pipeline is one of the registry that the run is in. */
function reportPipeline(key: string, given: string | undefined, registryName: string | undefined, tell: Tell): void {
  if (given === undefined) return;
  const path = ["pipelineResourceId"];
  const [owner] = parseResourceId(given)?.names ?? [];
  if (!directionOf(given) || owner === undefined) {
    tell({
      path,
      given,
      message: `The pipelineResourceId of the pipeline run "${key}" is not the ARM id of an export or import pipeline.`,
      allowed: `${idForm("exportPipeline")}, or importPipelines/<name>`,
      fix: "Write the id of the pipeline, pipeline.id.",
    });
  } else if (registryName !== undefined && owner.toLowerCase() !== registryName.toLowerCase()) {
    tell({
      path,
      given,
      message: `The pipeline run "${key}" names a pipeline of the registry "${owner}", but belongs to "${registryName}".`,
      allowed: `A pipeline of "${registryName}".`,
      fix: "Give the id of a pipeline of this registry, or make the run in the other one.",
      severity: "warning",
    });
  }
}

/** An export takes 1 to 50 artifacts, an import none. */
function reportAmount(key: string, request: Request, tell: Tell): void {
  const amount = request.artifacts?.length ?? 0;
  const path = ["artifacts"];
  if (amount > most) {
    tell({
      path,
      given: `${amount} artifacts`,
      message: `${amount} artifacts are more than the ${most} that a pipeline run takes.`,
      allowed: `At most ${most} artifacts.`,
      fix: "Make a second run for the rest.",
    });
  }
  const direction = directionOf(request.pipelineResourceId);
  if (direction === "import" && amount > 0) {
    tell({
      path,
      given: `${amount} artifact${amount > 1 ? "s" : ""}`,
      message: `The pipeline run "${key}" is an import, which takes whatever is in its blob: artifacts are for exports.`,
      fix: "Remove artifacts.",
    });
  } else if (direction === "export" && amount === 0) {
    tell({
      path,
      message: `The pipeline run "${key}" is an export, but names no artifacts.`,
      allowed: `1 to ${most} artifacts.`,
      fix: 'Set artifacts: ["<repository>:<tag>"].',
      severity: "warning",
    });
  }
}
