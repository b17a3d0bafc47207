import { known, MASK, type Path } from "../../model";
import { decodeBase64 } from "../../tasks/clearText";
import { onChild, reportWord } from "../writing/builders";
import type { Report, Rule } from "../writing/rule";
import { exampleTask, page, reportRequired, subject } from "./jobs";

const docs = page("container-registry-tasks-reference-yaml");
const quick = page("container-registry-tutorial-build-task");
const encoded = (text: string) => ({
  step: { type: "EncodedTask", encodedTaskContent: Buffer.from(text).toString("base64") },
});

type Report1 = (report: Report) => void;
type Argument = {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly isSecret?: boolean | undefined;
};

/** The entries of `arguments` or `values`: each needs a name and a value. The service never gives secret values back. */
function reportArguments(list: readonly Argument[] | undefined, path: Path, what: string, report: Report1): void {
  (list ?? []).forEach((argument, index) => {
    const place = { path: [...path, index], what: `Entry ${index} in ${String(path[path.length - 1])} of ${what}` };
    reportRequired(argument, ["name"], place, report);
    known(() => {
      if (argument.isSecret === true || argument.value !== undefined) return;
      report({
        path: [...place.path, "value"],
        message: `${place.what} has no value.`,
        fix: 'Set value, "" for none.',
      });
    });
  });
}

/** A required text in Base64. */
function reportBase64(given: string | undefined, path: Path, what: string, report: Report1): void {
  if (!given || given === MASK || decodeBase64(given) !== undefined) return;
  const name = String(path[path.length - 1]);
  report({
    path,
    message: `The ${name} of ${what} is not Base64.`,
    allowed: "The task's YAML in Base64, of the alphabet with + and /, padded.",
    fix: `Set ${name}: Buffer.from(yaml).toString("base64").`,
  });
}

/** What a task does. */
export const taskStepRules: readonly Rule[] = [
  onChild(
    "tasks",
    {
      id: "TASK-05",
      policy: "acr-task-step-type",
      title: "A task's step is Docker, FileTask or EncodedTask",
      subject,
      enforcement: "ARM-S",
      why: "The type decides which other properties a step has; the service refuses a step without a type that it knows.",
      fix: 'Set type: "Docker", "FileTask" or "EncodedTask".',
      docs: quick,
      source: "BT:2019-04-01",
      feature: "tasks",
      fails: exampleTask({ step: { type: "Build", dockerFilePath: "Dockerfile" } }),
      passes: exampleTask({}),
    },
    ({ step }, report, { key }) => {
      if (!step) return;
      if (step.type === undefined)
        report({ path: ["step", "type"], message: `The step of the task "${key}" has no type.` });
      reportWord(["step", "type"], step.type, ["Docker", "FileTask", "EncodedTask"], report);
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-06",
      policy: "acr-task-docker-step",
      title: "A Docker step names its Dockerfile and its sources",
      subject,
      enforcement: "ARM-S",
      why: "The service refuses a Docker step without dockerFilePath. It takes one without contextPath, which then has nothing to build.",
      fix: 'Set dockerFilePath: "Dockerfile" and contextPath: "https://github.com/<owner>/<repository>.git#<branch>".',
      docs: quick,
      source: "BT:2019-04-01, TF",
      feature: "tasks",
      fails: exampleTask({ step: { type: "Docker", contextPath: "https://github.com/contoso/web.git" } }),
      passes: exampleTask({}),
    },
    ({ step }, report, { key }) => {
      if (step?.type !== "Docker") return;
      const what = `The Docker step of the task "${key}"`;
      reportRequired(step, ["dockerFilePath"], { path: ["step"], what }, report);
      reportRequired(step, ["contextPath"], { path: ["step"], what, severity: "warning" }, report);
      known(() => reportArguments(step.arguments, ["step", "arguments"], `the task "${key}"`, report));
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-07",
      policy: "acr-task-file-step",
      title: "A FileTask step names its task file and its sources",
      subject,
      enforcement: "ARM-S",
      why: "The service refuses a FileTask step without taskFilePath. It takes one without contextPath, which then finds no file.",
      fix: 'Set taskFilePath: "acr-task.yaml" and contextPath: "https://github.com/<owner>/<repository>.git#<branch>".',
      docs,
      source: "BT:2019-04-01",
      feature: "tasks",
      fails: exampleTask({ step: { type: "FileTask", contextPath: "https://github.com/contoso/web.git" } }),
      passes: exampleTask({
        step: { type: "FileTask", taskFilePath: "acr-task.yaml", contextPath: "https://github.com/contoso/web.git" },
      }),
    },
    ({ step }, report, { key }) => {
      if (step?.type !== "FileTask") return;
      const what = `The FileTask step of the task "${key}"`;
      reportRequired(step, ["taskFilePath"], { path: ["step"], what }, report);
      reportRequired(step, ["contextPath"], { path: ["step"], what, severity: "warning" }, report);
      known(() => reportArguments(step.values, ["step", "values"], `the task "${key}"`, report));
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-08",
      policy: "acr-task-encoded-step",
      title: "An EncodedTask step has its task in Base64",
      subject,
      enforcement: "ARM",
      why: "The service refuses a step without encodedTaskContent, and one that it cannot decode.",
      fix: 'Set encodedTaskContent: Buffer.from(yaml).toString("base64").',
      docs,
      source: "BT:2019-04-01, TF",
      feature: "tasks",
      fails: exampleTask({ step: { type: "EncodedTask", encodedTaskContent: "steps: []" } }),
      passes: exampleTask(encoded("version: v1.1.0\nsteps:\n  - cmd: acr purge --filter 'app:.*' --ago 30d\n")),
    },
    ({ step }, report, { key }) => {
      if (step?.type !== "EncodedTask") return;
      const what = `the task "${key}"`;
      const place = { path: ["step"], what: `The EncodedTask step of ${what}` };
      reportRequired(step, ["encodedTaskContent"], place, report);
      for (const field of ["encodedTaskContent", "encodedValuesContent"] as const) {
        known(() => reportBase64(step[field], ["step", field], what, report));
      }
      known(() => reportArguments(step.values, ["step", "values"], what, report));
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-23",
      policy: "acr-task-trigger-needs-context",
      title: "A task with a source trigger has sources",
      subject,
      enforcement: "ARM",
      why: "A task without a context has no repository whose commits could start it.",
      fix: 'Set step.contextPath: "https://github.com/<owner>/<repository>.git#<branch>", or remove sourceTriggers.',
      docs: page("container-registry-tasks-overview"),
      source: "CLI:task.py",
      feature: "tasks",
      fails: triggered("/dev/null"),
      passes: triggered("https://github.com/contoso/web.git#main"),
    },
    ({ step, trigger }, report, { key }) => {
      if (!step || !trigger?.sourceTriggers?.length) return;
      const { contextPath } = step;
      if (contextPath && contextPath.toLowerCase() !== "/dev/null") return;
      report({
        path: ["step", "contextPath"],
        ...(contextPath ? { given: contextPath } : {}),
        message: `The task "${key}" has no sources, so its source trigger has nothing to watch.`,
        related: [["tasks", key, "trigger", "sourceTriggers"]],
      });
    },
  ),
];

function triggered(contextPath: string) {
  const sourceRepository = { sourceControlType: "Github", repositoryUrl: "https://github.com/contoso/web" };
  return exampleTask({
    step: { ...encoded("steps:\n  - cmd: bash\n").step, contextPath },
    trigger: { sourceTriggers: [{ name: "commits", sourceTriggerEvents: ["commit"], sourceRepository }] },
  });
}
