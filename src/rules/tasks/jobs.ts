import { known, type Path, type RegistryModel } from "../../model";
import { cronFields, readCron } from "../../tasks/cron";
import { reportWord } from "../writing/builders";
import type { Report } from "../writing/rule";

// What the rules on tasks, on runs and on schedules share.

/** The subject of every rule on tasks. */
export const subject = "tasks";
/** A page of the service's documentation. */
export const page = (name: string) => `https://learn.microsoft.com/azure/container-registry/${name}`;

/** A step that is as it should be, for examples. */
const dockerStep = {
  type: "Docker",
  dockerFilePath: "Dockerfile",
  contextPath: "https://github.com/contoso/web.git#main",
};
const linux = { os: "Linux" };
/** A task that is as it should be, with a difference, for examples. */
export const exampleTask = (difference: object) => ({
  tasks: { build: { platform: linux, step: dockerStep, ...difference } },
});

/** What may be written for a property that is missing. */
const pasteable: Readonly<Record<string, string>> = {
  baseImageTriggerType: '"Runtime"',
  contextPath: '"https://github.com/<owner>/<repository>.git#<branch>"',
  dockerFilePath: '"Dockerfile"',
  encodedTaskContent: 'Buffer.from(yaml).toString("base64")',
  repositoryUrl: '"https://github.com/<owner>/<repository>"',
  schedule: '"0 3 * * *"',
  sourceControlType: '"Github"',
  taskFilePath: '"acr-task.yaml"',
  taskId: "task.id",
};

/** A property that an object must have. Empty text counts as none. */
export function reportRequired<Item extends object>(
  item: Item,
  fields: readonly (keyof Item & string)[],
  place: { readonly path: Path; readonly what: string; readonly severity?: "warning" },
  report: (report: Report) => void,
): void {
  for (const field of fields) {
    known(() => {
      const value = item[field];
      if (value !== undefined && value !== "") return;
      report({
        path: [...place.path, field],
        message: `${place.what} has no ${field}.`,
        fix: pasteable[field] === undefined ? `Set ${field}.` : `Set ${field}: ${pasteable[field]}.`,
        ...(place.severity ? { severity: place.severity } : {}),
      });
    });
  }
}

/** What runs on agents: a task, or a run with what it asks for. */
export type Job = {
  readonly path: Path;
  /** How a sentence names it at its end. */
  readonly what: string;
  readonly isRun: boolean;
  /** What names agents, credentials and platform: the task itself, or the run's request. */
  readonly asks: Pick<
    NonNullable<RegistryModel["tasks"]>[string],
    "agentConfiguration" | "agentPoolName" | "credentials" | "platform" | "timeout"
  >;
  readonly identity: () => NonNullable<RegistryModel["tasks"]>[string]["identity"];
};

/** Like {@link reportWord}, for a word deep in a registry: the message names only what stands below `base`. */
export function reportWordBelow(
  base: Path,
  property: readonly string[],
  given: string | undefined,
  words: readonly string[],
  report: (report: Report) => void,
): void {
  reportWord(property, given, words, (finding) => report({ ...finding, path: [...base, ...property] }));
}

/** Visits each task and each run of a registry by itself: what is unknown in one is no matter to the others. */
export function eachJob(registry: RegistryModel, visit: (job: Job) => void): void {
  const { tasks, taskRuns } = { tasks: known(() => registry.tasks), taskRuns: known(() => registry.taskRuns) };
  for (const key of Object.keys(tasks ?? {})) {
    known(() => {
      const task = tasks?.[key];
      if (!task) return;
      const identity = () => task.identity;
      visit({ path: ["tasks", key], what: `the task "${key}"`, isRun: false, asks: task, identity });
    });
  }
  for (const key of Object.keys(taskRuns ?? {})) {
    known(() => {
      const run = taskRuns?.[key];
      if (!run?.runRequest) return;
      const path = ["taskRuns", key, "runRequest"];
      visit({ path, what: `the run "${key}"`, isRun: true, asks: run.runRequest, identity: () => run.identity });
    });
  }
}

const cronMacros = new Map([
  ["@hourly", "0 * * * *"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@weekly", "0 0 * * 0"],
  ["@monthly", "0 0 1 * *"],
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
]);

/** What was meant by a text that is no schedule, where that is plain: one with seconds, a macro, Sunday as 7. */
function meantSchedule(text: string): string | undefined {
  const parts = text.trim().split(/\s+/);
  const [first = "", ...rest] = parts;
  const candidates = [
    ...(parts.length === 6 && /^(0|\*)$/.test(first) ? [rest.join(" ")] : []),
    cronMacros.get(text.trim().toLowerCase()) ?? "",
    parts.join(" "),
    parts.map((part, index) => (index === 4 && part === "7" ? "0" : part)).join(" "),
    parts.map((part, index) => (part === "?" && index > 1 ? "*" : part)).join(" "),
  ];
  return candidates.find((candidate) => candidate !== text && readCron(candidate).schedule);
}

/** Reports what is wrong with the text of a schedule, and whether it is one. `what` begins a sentence. */
export function reportSchedule(path: Path, given: string, what: string, report: (report: Report) => void): boolean {
  const { faults } = readCron(given);
  const meant = faults.length > 0 ? meantSchedule(given) : undefined;
  for (const { field, value, says, allowed } of faults) {
    const place = field === undefined ? "" : ["first", "second", "third", "fourth", "fifth"][cronFields.indexOf(field)];
    const part = value === "" ? "the value" : `"${value}"`;
    report({
      path,
      given,
      message: field
        ? `${what} is "${given}", but in its ${field} ${part} ${says}.`
        : `${what} is "${given}", which ${says}.`,
      allowed: field ? `${field} ${allowed}` : allowed,
      ...(meant !== undefined
        ? { fix: `Write "${meant}".` }
        : field
          ? { fix: `Mend the ${field}, which is the ${place} of the five fields.` }
          : {}),
    });
  }
  return faults.length === 0;
}
