import { known, MASK, type Path } from "../../model";
import { decodeBase64, defaultStepTimeout, readTaskFile, secretInText, taskFileVersions } from "../../tasks/taskFile";
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
export function reportArguments(
  list: readonly Argument[] | undefined,
  path: Path,
  what: string,
  report: Report1,
): void {
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
export function reportBase64(given: string | undefined, path: Path, what: string, report: Report1): void {
  if (!given || given === MASK || decodeBase64(given) !== undefined) return;
  const name = String(path[path.length - 1]);
  report({
    path,
    message: `The ${name} of ${what} is not Base64.`,
    allowed: "The task's YAML in Base64, of the alphabet with + and /, padded.",
    fix: `Set ${name}: Buffer.from(yaml).toString("base64").`,
  });
}

/** What will stop a run whose task file is in the configuration itself. `timeout` is the one of the whole run. */
export function reportTaskFile(
  content: string | undefined,
  path: Path,
  what: string,
  timeout: () => number | undefined,
  report: Report1,
): void {
  const text = content === undefined || content === MASK ? undefined : decodeBase64(content);
  if (text === undefined) return;
  const tell = (message: string, fix: string, allowed?: string) =>
    report({ path, message, fix, ...(allowed === undefined ? {} : { allowed }) });
  const secret = secretInText(text);
  if (secret) {
    tell(
      `The task file of ${what} holds ${secret} in the clear.`,
      "Pass it as a value with isSecret: true, or read it from a key vault with the file's secrets.",
    );
  }
  const file = readTaskFile(text);
  if (!file) return;
  if (file.fault) {
    tell(`The task file of ${what} ${file.fault}.`, "Encode a YAML mapping with a list of steps.");
    return;
  }
  if (file.version !== undefined && !taskFileVersions.includes(file.version.toLowerCase())) {
    tell(
      `The task file of ${what} has the version "${file.version}", which the service does not know.`,
      "Write version: v1.1.0.",
      `${taskFileVersions.join(", ")}.`,
    );
  }
  if (file.steps.length === 0) tell(`The task file of ${what} has no steps, so a run does nothing.`, "Add steps.");
  file.steps.forEach(({ kinds, kindsKnown }, index) => {
    if (kinds.length === 1 || !kindsKnown) return;
    const has = kinds.length === 0 ? "none of build, cmd and push" : `both ${kinds.join(" and ")}`;
    tell(`Step ${index + 1} in the task file of ${what} has ${has}.`, "Give each step one of build, cmd and push.");
  });
  reportTimeouts(file, what, timeout, tell);
}

function reportTimeouts(
  { stepTimeout, steps }: NonNullable<ReturnType<typeof readTaskFile>>,
  what: string,
  timeout: () => number | undefined,
  tell: (message: string, fix: string) => void,
): void {
  const whole = known(() => timeout() ?? 3600);
  if (whole === undefined) return;
  const limits = steps.map((step) => step.timeout ?? stepTimeout ?? defaultStepTimeout);
  const written = stepTimeout !== undefined || steps.some((step) => step.timeout !== undefined);
  // Steps that say what they wait for may run side by side: then only the longest is sure to count.
  const needed = steps.some(({ hasWhen }) => hasWhen)
    ? Math.max(...limits)
    : limits.reduce((sum, each) => sum + each, 0);
  if (written && needed > whole) {
    tell(
      `The steps of ${what} may take ${needed} seconds, but its runs are stopped after ${whole}.`,
      needed <= 28_800
        ? `Set timeout: ${needed}, or shorten the steps' time limits.`
        : "Shorten the steps' time limits.",
    );
  } else if (!written && whole > 3600 && needed < whole) {
    tell(
      `The timeout of ${what} is ${whole} seconds, but each step is stopped after ${defaultStepTimeout}.`,
      `Write stepTimeout: ${whole} into the task file.`,
    );
  }
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
  onChild(
    "tasks",
    {
      id: "TASK-28",
      policy: "acr-task-file-content",
      title: "An encoded task file can be run within the task's timeout",
      subject,
      enforcement: "RUN",
      why: "The service stores any text and reads it only when the task runs. It stores it in the clear, too. A step is stopped after 600 seconds unless the file says otherwise, and a run after the task's timeout.",
      fix: "Mend the task file and encode it again.",
      docs,
      source: "D:container-registry-tasks-reference-yaml, acr-builder",
      feature: "tasks",
      fails: exampleTask(encoded("version: v2.0.0\nsteps:\n  - cmd: bash -c 'make'\n")),
      passes: exampleTask(encoded("version: v1.1.0\nsteps:\n  - cmd: bash -c 'make'\n")),
    },
    (task, report, { key }) => {
      if (task.step?.type !== "EncodedTask") return;
      const path = ["step", "encodedTaskContent"];
      reportTaskFile(task.step.encodedTaskContent, path, `the task "${key}"`, () => task.timeout, report);
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
