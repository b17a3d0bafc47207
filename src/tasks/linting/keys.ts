import { nearest } from "../../model/nearestWord";
import type { Placed } from "../reading/decode";
import { hasHole } from "../reading/holes";
import {
  mountShape,
  networkShape,
  type Shape,
  secretShape,
  stepShape,
  taskShape,
  volumeShape,
} from "../reading/shapes";
import type { StepKind } from "../reading/steps";
import type { Lint, LintedFile, LintReport } from "./lint";

type Report = (report: LintReport) => void;

const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
const file = (rest: string) => `version: v1.1.0\nsteps:\n  - cmd: bash -c date\n${rest}`;

/** The keys of a step that the runner reads and that mean nothing for its kind. The rest apply to every kind. */
const onlyFor: Readonly<Record<string, readonly StepKind[]>> = {
  retries: ["build", "cmd"],
  retryDelay: ["build", "cmd"],
  retryOnErrors: ["build", "cmd"],
  repeat: ["build", "cmd"],
  keep: ["build", "cmd"],
  detach: ["build", "cmd"],
  privileged: ["build", "cmd"],
  user: ["build", "cmd"],
  network: ["build", "cmd"],
  isolation: ["build", "cmd"],
  cpus: ["build", "cmd"],
  workingDirectory: ["build", "cmd"],
  disableWorkingDirectoryOverride: ["build", "cmd"],
  expose: ["build", "cmd"],
  ports: ["build", "cmd"],
  env: ["build", "cmd"],
  cache: ["build"],
  pull: ["cmd"],
  cmdDownloadRetries: ["cmd"],
  cmdDownloadRetryDelay: ["cmd"],
  entryPoint: ["cmd"],
  exitedWith: [],
  exitedWithout: [],
};

const insteadOf: Readonly<Record<string, string>> = {
  retries: "A push is tried three times in any case.",
  entryPoint: "Write --entrypoint into a cmd, or ENTRYPOINT into the Dockerfile.",
  exitedWith: "The step fails for every exit code but 0: end its command with one that does not.",
  exitedWithout: "The step fails for every exit code but 0: end its command with one that does not.",
};

/** Lints on keys that do nothing. */
export const keyLints: readonly Lint[] = [
  {
    id: "TASK-45",
    policy: "acr-task-file-known-keys",
    title: "A task file has no key that the runner does not know",
    effect: "ignored",
    why: "The runner passes over a key that it does not know, also one that differs in a capital letter alone: the step runs without what was asked for.",
    fix: "Write the key as the runner knows it, or remove it.",
    fails: file("    timout: 3\n"),
    passes: file("    timeout: 3\n"),
    check: checkKnownKeys,
  },
  {
    id: "TASK-46",
    policy: "acr-task-file-used-keys",
    title: "A step has no key that does nothing for its kind",
    effect: "ignored",
    why: "The runner reads these keys and does nothing with them: a push has no environment and no retries of its own, a build no entry point, and exit codes are never compared.",
    fix: "Remove the key.",
    fails:
      'version: v1.1.0\nsteps:\n  - build: -t $Registry/web:$ID .\n  - push: ["$Registry/web:$ID"]\n    retries: 5\n',
    passes:
      'version: v1.1.0\nsteps:\n  - build: -t $Registry/web:$ID .\n    retries: 5\n  - push: ["$Registry/web:$ID"]\n',
    check: checkUsedKeys,
  },
];

function checkKnownKeys({ reading: { task }, steps, shown, name }: LintedFile, report: Report): void {
  const judge = (keys: readonly Placed<string>[], shape: Shape, where: string, alsoKnown: readonly string[] = []) => {
    for (const key of keys) {
      const { value } = key;
      if (Object.hasOwn(shape, value) || alsoKnown.includes(value) || hasHole(value) || /^(?:x-|\.)/.test(value))
        continue;
      const meant = nearest(value, Object.keys(shape)) ?? misplaced[value];
      const elsewhere = where === "the file" && Object.hasOwn(stepShape, value) ? "a step" : undefined;
      report({
        ...place(key),
        message: `The key "${shown(value)}" of ${where} means nothing to the runner, which passes over it.`,
        ...(elsewhere !== undefined
          ? { fix: `Move ${value} into ${elsewhere}.` }
          : meant === undefined
            ? { fix: "Remove it." }
            : { fix: `Write ${meant}.` }),
      });
    }
  };
  if (!task) return;
  judge(task.keys, taskShape, "the file", ["alias"]);
  for (const step of steps) {
    judge(step.keys, stepShape, name(step));
    for (const mount of step.mounts) judge(mount.keys, mountShape, `a mount of ${name(step)}`);
  }
  for (const { keys } of task.fields.secrets?.value ?? []) judge(keys, secretShape, "a secret");
  for (const { keys } of task.fields.networks?.value ?? []) judge(keys, networkShape, "a network");
  for (const { keys } of task.fields.volumes?.value ?? []) judge(keys, volumeShape, "a volume");
}

/** Keys of documents and of other tools for what the runner calls otherwise. */
const misplaced: Readonly<Record<string, string>> = {
  volumeMount: "volumeMounts",
  volumes: "volumeMounts",
  depends_on: "when",
  dependsOn: "when",
  needs: "when",
  name: "id",
  run: "cmd",
  script: "cmd",
  command: "cmd",
  args: "cmd",
  image: "cmd",
  environment: "env",
  workdir: "workingDirectory",
  delay: "startDelay",
};

function checkUsedKeys({ steps, name, isWindows }: LintedFile, report: Report): void {
  for (const step of steps) {
    const [kind] = step.kinds;
    if (!kind || step.kinds.length > 1) continue;
    for (const key of step.keys) {
      const { value } = key;
      const kinds = Object.hasOwn(onlyFor, value) ? onlyFor[value] : undefined;
      if (!kinds || kinds.includes(kind)) continue;
      const instead = value === "retries" && kind !== "push" ? undefined : insteadOf[value];
      const forWhom = kinds.length === 0 ? "any step" : `a ${kind} step`;
      report({
        ...place(key),
        message: `The key ${value} of ${name(step)} does nothing for ${forWhom}.`,
        fix: instead === undefined ? "Remove it." : `Remove it. ${instead}`,
      });
    }
    const { cache, isolation, build } = step.fields;
    if (cache && /^enabled$/i.test(cache.value) && kind === "build") {
      const isTagged = hasHole(build?.value ?? "") || /(?:^|\s)(?:-t|--tag)[\s=]/.test(build?.value ?? "");
      if (isWindows)
        report({
          ...place(cache),
          message: `The cache of ${name(step)} does nothing on Windows.`,
          fix: "Remove cache.",
        });
      else if (!isTagged) {
        report({
          ...place(cache),
          message: `The cache of ${name(step)} does nothing: it is kept beside the image's tags, and the build has none.`,
          fix: "Add -t to the build.",
        });
      }
    }
    if (isolation && !isWindows && !hasHole(isolation.value) && !/^(?:default|)$/.test(isolation.value)) {
      report({
        ...place(isolation),
        message: `The isolation of ${name(step)} is for Windows, and this task runs on Linux.`,
        fix: "Remove isolation.",
      });
    }
  }
}
