import { known, type Path, type RegistryModel } from "../../model";
import { onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { eachJob, exampleTask, type Job, page, reportWordBelow, subject } from "./jobs";

const docs = page("container-registry-tasks-overview");
/** The words of a platform. Source: BT:2019-04-01. */
const systems = ["Windows", "Linux"];
const architectures = ["amd64", "x86", "386", "arm", "arm64"];
const variants = ["v6", "v7", "v8"];

type Platform = NonNullable<Job["asks"]["platform"]>;

/** Visits the platform of each task and run. */
function eachPlatform(registry: RegistryModel, visit: (platform: Platform, path: Path, job: Job) => void): void {
  eachJob(registry, (job) => {
    if (job.asks.platform) visit(job.asks.platform, [...job.path, "platform"], job);
  });
}

/** Where a task runs. */
export const taskPlatformRules: readonly Rule[] = [
  onRegistry(
    {
      id: "TASK-11",
      policy: "acr-task-platform-os",
      title: "A task's platform names Linux or Windows",
      subject,
      enforcement: "ARM-S",
      why: "The operating system of the agents is the one part of a platform that has no default.",
      fix: 'Set platform: { os: "Linux" }, or "Windows".',
      docs,
      source: "BT:2019-04-01, ACRR",
      feature: "tasks",
      fails: exampleTask({ platform: { architecture: "amd64" } }),
      passes: exampleTask({ platform: { os: "Linux", architecture: "amd64" } }),
    },
    (registry, report) => {
      eachPlatform(registry, ({ os }, path, { what, path: job }) => {
        if (os === undefined) report({ path: [...path, "os"], message: `The platform of ${what} has no os.` });
        // Templates of the service's own team write it so.
        if (os !== "linux") reportWordBelow(job, ["platform", "os"], os, systems, report);
      });
    },
  ),
  onRegistry(
    {
      id: "TASK-12",
      policy: "acr-task-platform-architecture",
      title: "A task's architecture is one that the service knows",
      subject,
      enforcement: "ARM",
      why: "386 and x86 are two words; other spellings of an architecture are refused.",
      fix: 'Set architecture: "amd64", "x86", "386", "arm" or "arm64", or leave it out (amd64).',
      docs,
      source: "BT:2019-04-01",
      feature: "tasks",
      fails: exampleTask({ platform: { os: "Linux", architecture: "x64" } }),
      passes: exampleTask({ platform: { os: "Linux", architecture: "amd64" } }),
    },
    (registry, report) => {
      eachPlatform(registry, ({ architecture }, _path, { path: job }) =>
        reportWordBelow(job, ["platform", "architecture"], architecture, architectures, report),
      );
    },
  ),
  onRegistry(
    {
      id: "TASK-13",
      policy: "acr-task-platform-variant",
      title: "A task's variant is v6, v7 or v8 and goes with an ARM architecture",
      subject,
      enforcement: "ARM",
      why: "Only ARM processors have variants.",
      fix: 'Set variant: "v6", "v7" or "v8" beside architecture: "arm", or leave it out.',
      docs,
      source: "BT:2019-04-01",
      feature: "tasks",
      fails: exampleTask({ platform: { os: "Linux", architecture: "arm", variant: "v5" } }),
      passes: exampleTask({ platform: { os: "Linux", architecture: "arm", variant: "v7" } }),
    },
    (registry, report) => {
      eachPlatform(registry, (platform, path, { what, path: job }) => {
        const { variant } = platform;
        reportWordBelow(job, ["platform", "variant"], variant, variants, report);
        if (!variant || !variants.includes(variant)) return;
        known(() => {
          const architecture = platform.architecture ?? "amd64";
          if (/^arm/i.test(architecture)) return;
          report({
            path: [...path, "variant"],
            given: variant,
            message: `The variant "${variant}" of ${what} is one of ARM processors, but its architecture is ${architecture}.`,
            related: [[...path, "architecture"]],
            severity: "warning",
          });
        });
      });
    },
  ),
  onRegistry(
    {
      id: "TASK-14",
      policy: "acr-task-windows",
      title: "A Windows task runs on amd64 and on the shared agents",
      subject,
      enforcement: "RUN",
      why: "There are no other Windows agents: none on ARM, and agent pools run Linux.",
      fix: 'Leave architecture and agentPoolName out, or set os: "Linux".',
      docs,
      source: "D:container-registry-tasks-overview, D:tasks-agent-pools",
      feature: "tasks",
      fails: exampleTask({ platform: { os: "Windows", architecture: "arm64" } }),
      passes: exampleTask({ platform: { os: "Windows", architecture: "amd64" } }),
    },
    (registry, report) => {
      eachPlatform(registry, (platform, path, { what, path: jobPath, asks }) => {
        if (platform.os?.toLowerCase() !== "windows") return;
        known(() => {
          const { architecture } = platform;
          if (architecture === undefined || architecture.toLowerCase() === "amd64") return;
          report({
            path: [...path, "architecture"],
            given: architecture,
            message: `There are no Windows agents for ${architecture}, so ${what} cannot run.`,
            allowed: '"amd64" on Windows.',
            related: [[...path, "os"]],
          });
        });
        known(() => {
          const { agentPoolName } = asks;
          if (!agentPoolName) return;
          report({
            path: [...jobPath, "agentPoolName"],
            given: agentPoolName,
            message: `Agent pools run Linux, so ${what} cannot run on the pool "${agentPoolName}".`,
            related: [[...path, "os"]],
          });
        });
      });
    },
  ),
];
