import { known, type RegistryModel } from "../../model";
import { reportUnsent, versioned } from "../writing/apiVersions";
import { onChild, onRegistry, reportMissingTier, reportRange, tierOfRegistry } from "../writing/builders";
import type { Rule, RuleFacts } from "../writing/rule";
import { eachJob, exampleTask, page, subject } from "./jobs";

const docs = page("container-registry-tasks-overview");

/** The seconds that a run may last. */
const runTimeout = { min: 300, max: 28_800, unit: "seconds" } as const;
/** The cores of the shared agents. */
const sharedCores = 2;

const setPlatform = 'Set platform: { os: "Linux" }.';
const setStep = 'Set a step, for instance { type: "Docker", dockerFilePath: "Dockerfile", contextPath: "…" }.';

const poolFacts: RuleFacts = {
  id: "TASK-04",
  policy: "acr-task-agent-pool",
  title: "A task's agent pool exists and has machines",
  subject,
  enforcement: "RUN",
  why: "An agent pool belongs to a Premium registry. A run for a pool without machines waits until somebody gives it one.",
  fix: "Name an agent pool of this registry whose count is at least 1, or leave agentPoolName out.",
  docs: page("tasks-agent-pools"),
  source: "D:tasks-agent-pools",
  feature: "agentPools",
  fails: { sku: { name: "Basic" }, ...exampleTask({ agentPoolName: "builds" }) },
  passes: { sku: { name: "Premium" }, ...exampleTask({ agentPoolName: "builds" }) },
};

/** What the first API versions of tasks lack. */
const previewProperties = [
  "agentPoolName",
  "logTemplate",
  "isSystemTask",
  "trigger.baseImageTrigger.updateTriggerEndpoint",
  "trigger.baseImageTrigger.updateTriggerPayloadType",
].map((path) => versioned("tasks", path));

/** Tasks and their runs. */
export const taskRules: readonly Rule[] = [
  onChild(
    "tasks",
    {
      id: "TASK-01",
      policy: "acr-task-timeout",
      title: "A task's timeout is 300 to 28,800 seconds",
      subject,
      enforcement: "ARM-S",
      why: "A run lasts at least five minutes and at most eight hours; without a timeout it is stopped after one hour.",
      fix: "Set timeout to a number of seconds from 300 to 28800, or leave it out (3600).",
      docs,
      source: "BT:2019-04-01, TF, AVM-B task",
      feature: "tasks",
      fails: exampleTask({ timeout: 28_801 }),
      passes: exampleTask({ timeout: 28_800 }),
    },
    ({ timeout }, report) => reportRange(["timeout"], timeout, runTimeout, report),
  ),
  onChild(
    "tasks",
    {
      id: "TASK-02",
      policy: "acr-task-shared-agent-cpu",
      title: "A task on the shared agents asks for two cores",
      subject,
      enforcement: "ARM",
      why: "The shared agents come in one size. The service refuses any other with InvalidInputValue.",
      fix: "Set agentConfiguration: { cpu: 2 }, leave it out, or use an agent pool (Premium) of a larger tier.",
      docs,
      source: "I:Azure/acr#321, TF",
      feature: "tasks",
      fails: exampleTask({ agentConfiguration: { cpu: 4 } }),
      passes: exampleTask({ agentConfiguration: { cpu: 2 } }),
    },
    ({ agentConfiguration, agentPoolName }, report, { key }) => {
      const cpu = agentConfiguration?.cpu;
      if (cpu === undefined || cpu === sharedCores || agentPoolName) return;
      report({
        path: ["agentConfiguration", "cpu"],
        given: cpu,
        message: `The task "${key}" asks for ${cpu} cores, but the shared agents have ${sharedCores}.`,
        allowed: `${sharedCores}.`,
      });
    },
  ),
  onRegistry(
    {
      id: "TASK-03",
      policy: "acr-task-agents-once",
      title: "A task says either how many cores it needs or on which pool it runs",
      subject,
      enforcement: "CLIENT",
      why: "The size of a pool's machines comes from the pool. azurerm refuses both together; the service's answer is not on record.",
      fix: "Leave agentConfiguration out.",
      docs: page("tasks-agent-pools"),
      source: "TF:container_registry_task_resource.go",
      feature: "tasks",
      fails: exampleTask({ agentConfiguration: { cpu: 2 }, agentPoolName: "builds" }),
      passes: exampleTask({ agentPoolName: "builds" }),
    },
    (registry, report) => {
      eachJob(registry, ({ path, what, asks }) => {
        const { agentConfiguration, agentPoolName } = asks;
        if (agentConfiguration?.cpu === undefined || !agentPoolName) return;
        report({
          path: [...path, "agentConfiguration"],
          given: agentConfiguration,
          message: `The number of cores means nothing for ${what}: it runs on the pool "${agentPoolName}".`,
          related: [[...path, "agentPoolName"]],
        });
      });
    },
  ),
  onRegistry(poolFacts, (registry, report) => {
    const tier = known(() => tierOfRegistry(registry));
    const pools = known(() => poolsByName(registry));
    eachJob(registry, ({ path, what, asks }) => {
      const { agentPoolName } = asks;
      if (!agentPoolName) return;
      const place = [...path, "agentPoolName"];
      if (tier !== undefined && tier !== "Premium") {
        // A pool that is declared is what AP-01 speaks of.
        if (Object.keys(registry.agentPools ?? {}).length > 0) return;
        const use = { path: place, given: agentPoolName, what: `The agent pool "${agentPoolName}" of ${what}` };
        reportMissingTier(poolFacts, use, registry, (finding) =>
          report({ ...finding, severity: "error", fix: 'Set sku: "Premium", or leave agentPoolName out.' }),
        );
        return;
      }
      const pool = pools?.get(agentPoolName.toLowerCase());
      if (pool?.count !== 0) return;
      report({
        path: place,
        given: agentPoolName,
        message: `Runs of ${what} wait for ever: the agent pool "${agentPoolName}" has no machines.`,
        fix: `Set count of agentPools "${pool.key}" to 1 or more.`,
        related: [["agentPools", pool.key, "count"]],
      });
    });
  }),
  onChild(
    "tasks",
    {
      id: "TASK-09",
      policy: "acr-task-platform-and-step",
      title: "A task that is not the system task has a platform and a step",
      subject,
      enforcement: "ARM",
      why: "A task without them has nothing to do and nowhere to do it. The schema marks both as optional for the system task's sake.",
      fix: `${setPlatform} ${setStep}`,
      docs,
      source: "TF CustomizeDiff",
      feature: "tasks",
      fails: { tasks: { build: { platform: { os: "Linux" } } } },
      passes: exampleTask({}),
    },
    (task, report, { key, written }) => {
      if (written.tasks?.[key]?.isSystemTask === true) return;
      const missing = (["platform", "step"] as const).filter((part) => known(() => task[part] === undefined));
      if (missing.length === 0) return;
      report({
        path: missing.length === 1 ? [...missing] : [],
        message: `The task "${key}" has no ${missing.join(" and no ")}; only the system task goes without.`,
        ...(missing.length === 1 ? { fix: missing[0] === "platform" ? setPlatform : setStep } : {}),
      });
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-10",
      policy: "acr-system-task-bare",
      title: "The system task has no platform, no step and no trigger",
      subject,
      enforcement: "ARM",
      why: "It only carries the identity, the credentials and the log template of quick runs; they bring their own steps.",
      fix: "Remove platform, step and trigger, or isSystemTask.",
      docs,
      source: "TF CustomizeDiff",
      feature: "tasks",
      fails: exampleTask({ isSystemTask: true }),
      passes: { tasks: { quick: { isSystemTask: true, logTemplate: "acr/tasks:{{.Run.OS}}" } } },
    },
    (task, report, { key }) => {
      if (task.isSystemTask !== true) return;
      for (const part of ["platform", "step", "trigger"] as const) {
        known(() => {
          const value = task[part];
          if (value === undefined || Object.keys(value).length === 0) return;
          report({
            path: [part],
            message: `The system task "${key}" has a ${part}, which only other tasks have.`,
            related: [["tasks", key, "isSystemTask"]],
          });
        });
      }
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-33",
      policy: "acr-task-api-version",
      title: "A task's API version has what the task sets",
      subject,
      enforcement: "ARM-S",
      why: "Agent pools, log templates, the system task and notices of base images exist from 2019-06-01-preview on; 2018-09-01 and 2019-04-01 do not have them.",
      fix: "Use the Task of API version 2019-06-01-preview or later.",
      docs,
      source: "BT",
      feature: "tasks",
      fails: exampleTask({ origin: { apiVersion: "v20190401" }, agentPoolName: "builds" }),
      passes: exampleTask({ origin: { apiVersion: "v20190601preview" }, agentPoolName: "builds" }),
    },
    (_task, report, { key, written }) => {
      for (const property of previewProperties) reportUnsent(property, written.tasks?.[key], [], report);
    },
  ),
];

/** The declared agent pools by name, lower case. One whose name or count is not known is left out. */
function poolsByName({ agentPools }: RegistryModel) {
  const byName = new Map<string, { key: string; count: number | undefined }>();
  for (const key of Object.keys(agentPools ?? {})) {
    known(() => {
      const name = agentPools?.[key]?.agentPoolName;
      if (name) byName.set(name.toLowerCase(), { key, count: agentPools?.[key]?.count });
    });
  }
  return byName;
}
