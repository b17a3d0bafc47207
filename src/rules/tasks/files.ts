import { known, MASK, type Path, type RegistryModel } from "../../model";
import { decodeBase64 } from "../../tasks/clearText";
import { defaultRunTimeout } from "../../tasks/linting/limits";
import { type Lint, type LintSurroundings, severityOfLint } from "../../tasks/linting/lint";
import { lints } from "../../tasks/linting/lints";
import { type LintFinding, lintTaskFile } from "../../tasks/linting/lintTaskFile";
import { plainData } from "../../tasks/reading/plainData";
import type { ReadOptions } from "../../tasks/reading/read";
import { onRegistry } from "../writing/builders";
import type { Enforcement, Example, Rule } from "../writing/rule";
import { exampleTask, page, subject } from "./jobs";

// Encoded tasks carry their task file with them. Each lint on task files is a rule on them.

const encoded = (text: string) => ({
  step: { type: "EncodedTask", encodedTaskContent: Buffer.from(text).toString("base64") },
});

const enforcements: Readonly<Record<Lint["effect"], Enforcement>> = {
  refused: "RUN",
  breaks: "RUN",
  ignored: "IGN",
  risky: "RUN",
};

/** What an encoded step says, in a task or in a run. */
interface EncodedFile {
  readonly path: Path;
  readonly what: string;
  readonly text: string;
  readonly options: ReadOptions & LintSurroundings;
}

/** A rule on the files of encoded tasks and runs, made from a lint. */
function ruleOf(lint: Lint): Rule {
  const severity = severityOfLint(lint);
  return onRegistry(
    {
      id: lint.id,
      policy: lint.policy,
      title: lint.title,
      subject,
      enforcement: enforcements[lint.effect],
      ...(severity === "error" ? { severity } : {}),
      why: lint.why,
      fix: lint.fix,
      docs: page(lint.docs ?? "container-registry-tasks-reference-yaml"),
      source: "acr-builder, D:container-registry-tasks-reference-yaml",
      feature: "tasks",
      fails: exampleOf(lint, lint.fails),
      passes: exampleOf(lint, lint.passes),
    },
    (registry, report) => {
      for (const { path, what, findings } of findingsIn(registry)) {
        for (const finding of findings) {
          if (finding.rule !== lint.id) continue;
          report({
            path,
            message: `Line ${finding.line}, column ${finding.column} of the task file of ${what}: ${finding.message}`,
            fix: finding.fix,
            severity: finding.severity,
            ...(finding.allowed === undefined ? {} : { allowed: finding.allowed }),
          });
        }
      }
    },
  );
}

function exampleOf({ exampleSurroundings = {} }: Lint, file: string): Example {
  const baseImageTrigger = { name: "base", baseImageTriggerType: "Runtime" };
  return exampleTask({
    ...encoded(file),
    ...(exampleSurroundings.startsOnBaseImage ? { trigger: { baseImageTrigger } } : {}),
  });
}

/** The rules on task files that are in the configuration itself. */
export const taskFileRules: readonly Rule[] = lints.map(ruleOf);

/** The findings of one registry's files: every rule asks for them, and they are made once. */
const cache = new WeakMap<
  object,
  readonly { readonly path: Path; readonly what: string; readonly findings: readonly LintFinding[] }[]
>();

function findingsIn(registry: RegistryModel) {
  const before = cache.get(registry);
  if (before) return before;
  const made = filesIn(registry).map(({ path, what, text, options }) => ({
    path,
    what,
    findings: lintTaskFile(text, options).findings,
  }));
  cache.set(registry, made);
  return made;
}

function filesIn(registry: RegistryModel): readonly EncodedFile[] {
  const files: EncodedFile[] = [];
  const add = (path: Path, what: string, { step, job }: Encoded) => {
    const content = known(() => step.encodedTaskContent);
    const text = content === undefined || content === MASK ? undefined : decodeBase64(content);
    if (text === undefined) return;
    files.push({ path: [...path, "encodedTaskContent"], what, text, options: optionsOf(registry, { step, job }) });
  };
  const { tasks, taskRuns } = { tasks: known(() => registry.tasks), taskRuns: known(() => registry.taskRuns) };
  for (const key of Object.keys(tasks ?? {})) {
    known(() => {
      const task = tasks?.[key];
      if (task?.step?.type !== "EncodedTask") return;
      add(["tasks", key, "step"], `the task "${key}"`, { step: task.step, job: task });
    });
  }
  for (const key of Object.keys(taskRuns ?? {})) {
    known(() => {
      const request = taskRuns?.[key]?.runRequest;
      if (request?.type !== "EncodedTaskRunRequest") return;
      add(["taskRuns", key, "runRequest"], `the run "${key}"`, { step: request, job: request });
    });
  }
  return files;
}

/** An encoded step, and what runs it. In a run they are one. */
interface Encoded {
  readonly step: Pick<Step, "encodedTaskContent" | "encodedValuesContent" | "values">;
  readonly job: Pick<Task, "platform" | "timeout" | "credentials"> & { readonly trigger?: Task["trigger"] };
}

type Task = NonNullable<RegistryModel["tasks"]>[string];
type Step = NonNullable<Task["step"]>;

function optionsOf(registry: RegistryModel, { step, job }: Encoded): EncodedFile["options"] {
  const os = known(() => job.platform?.os);
  const values = known(() => valuesOf(step));
  const name = known(() => registry.registryName);
  const logins = known(() => Object.keys(job.credentials?.customRegistries ?? {}));
  const starts = known(() => {
    const trigger = job.trigger?.baseImageTrigger;
    return trigger !== undefined && trigger.status?.toLowerCase() !== "disabled";
  });
  const timeout = known(() => job.timeout ?? defaultRunTimeout);
  return {
    ...(os === undefined ? {} : { os }),
    ...(values === undefined ? {} : { values }),
    // What nothing starts but a person may be given values with each run.
    takesMoreValues: known(() => !isTriggered(job.trigger)) ?? true,
    ...(logins === undefined ? {} : { logins }),
    ...(name === undefined ? {} : { registry: `${name.toLowerCase()}.azurecr.io` }),
    ...(starts === undefined ? {} : { startsOnBaseImage: starts }),
    // A limit that is not known fits whatever the steps need.
    timeout: timeout ?? Number.POSITIVE_INFINITY,
  };
}

function isTriggered(trigger: Task["trigger"]): boolean {
  const { timerTriggers, sourceTriggers, baseImageTrigger } = trigger ?? {};
  return (timerTriggers?.length ?? 0) + (sourceTriggers?.length ?? 0) > 0 || baseImageTrigger !== undefined;
}

/** The values of a step by name; one that is not known, or secret, is there without its value. */
function valuesOf(step: Encoded["step"]): Readonly<Record<string, unknown>> | undefined {
  const file = step.encodedValuesContent;
  const text = file === undefined ? "" : file === MASK ? undefined : decodeBase64(file);
  const data = text === undefined ? undefined : plainData(text);
  if (data === undefined) return undefined;
  const values: Record<string, unknown> = { ...data };
  for (const item of step.values ?? []) {
    const name = item.name;
    if (name === undefined) continue;
    const value = known(() => item.value);
    values[name] = value === MASK || item.isSecret === true ? undefined : value;
  }
  return values;
}
