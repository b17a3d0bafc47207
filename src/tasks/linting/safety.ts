import { secretInText } from "../clearText";
import { cutCommandLine } from "../commandLine";
import { hasHole } from "../reading/holes";
import type { Step } from "../reading/steps";
import { neverTriggers } from "./baseImages";
import { imagesOf } from "./images";
import { capital, type Lint, type LintedFile, type LintReport } from "./lint";

type Report = (report: LintReport) => void;

const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
const build = (text: string) => `version: v1.1.0\nsteps:\n  - build: ${text}\n  - push: ["$Registry/web:$ID"]\n`;

/** Lints on secrets and on what starts a task. */
export const safetyLints: readonly Lint[] = [
  {
    id: "TASK-56",
    policy: "acr-task-file-clear-secrets",
    title: "A task file holds no secret in the clear",
    effect: "risky",
    why: "Azure keeps an encoded task in the clear and shows it to whoever may read the task. Command lines end up in the logs of its runs.",
    fix: "Pass it as a value with isSecret: true, or read it from a key vault with the file's secrets.",
    docs: "container-registry-tasks-authentication-key-vault",
    fails: build("-t $Registry/web:$ID --build-arg NPM_TOKEN=a1b2c3d4e5f6 ."),
    passes: build("-t $Registry/web:$ID --build-arg NPM_TOKEN={{.Values.npmToken}} ."),
    check: checkClearSecrets,
  },
  {
    id: "TASK-57",
    policy: "acr-task-file-base-images",
    title: "A task that starts on a new base image builds from one that is followed",
    effect: "breaks",
    why: "The service follows the base images of build steps alone, by their tags, in the same registry, another Azure registry, Docker Hub and MCR. Digests and other registries never start a task.",
    fix: "Build from a stable tag of a registry that is followed, or start the task by a timer.",
    docs: "container-registry-tasks-base-images",
    fails: "version: v1.1.0\nsteps:\n  - cmd: bash -c date\n",
    passes: build("-t $Registry/web:$ID ."),
    exampleSurroundings: { startsOnBaseImage: true },
    check: checkBaseImages,
  },
];

const secretName = /(?:^|[_-])(?:KEY|APIKEY|PAT|PWD|PASSWD|TOKEN|PASSWORD|SECRET|CREDENTIALS?)S?$/i;

function checkClearSecrets({ reading: { file, task }, steps, name }: LintedFile, report: Report): void {
  const found = secretInText(file);
  if (found) report({ ...place(found), message: `The file holds ${found.what} in the clear.` });
  const judge = (variable: string, at: { readonly start: number; readonly end: number }, where: string) => {
    const [title = "", ...rest] = variable.split("=");
    const value = rest.join("=");
    if (
      !secretName.test(title) ||
      value.length < 6 ||
      hasHole(value) ||
      /^[$%]|^\/|^(?:true|false|none|null)$|^\.?\.\//i.test(value)
    )
      return;
    if (found && at.start <= found.start && at.end >= found.end) return;
    report({ ...place(at), message: `The value of ${title} ${where} looks like a secret in the clear.` });
  };
  for (const variable of task?.fields.env?.value ?? []) judge(variable.value, variable, "of the file");
  for (const step of steps) {
    for (const variable of step.fields.env?.value ?? []) judge(variable.value, variable, `of ${name(step)}`);
    const text = step.fields.build ?? step.fields.cmd;
    if (!text) continue;
    const words = cutCommandLine(text.value).words.map((word) => word.text);
    words.forEach((word, index) => {
      const before = words[index - 1] ?? "";
      if (before === "--build-arg" || before === "--env" || before === "-e") judge(word, text, `in ${name(step)}`);
      else if (/^--(?:build-arg|env)=/.test(word)) judge(word.slice(word.indexOf("=") + 1), text, `in ${name(step)}`);
      else if (
        words.includes("login") &&
        (before === "-p" || before === "--password") &&
        !hasHole(word) &&
        !word.startsWith("$")
      ) {
        report({ ...place(text), message: `${capital(name(step))} signs in with a password in the clear.` });
      }
    });
  }
}

function checkBaseImages({ steps, surroundings, shown, name }: LintedFile, report: Report): void {
  const builds = steps.filter((step) => step.kinds[0] === "build");
  if (surroundings.startsOnBaseImage && builds.length === 0 && steps.length > 0) {
    report({
      ...place(steps[0] ?? { start: 0, end: 1 }),
      message: "No step of the file is a build, so no new base image ever starts the task.",
      fix: "Remove the base image trigger, or write the build as a build step.",
    });
  }
  if (!surroundings.dockerfile) return;
  for (const step of builds) {
    const dockerfile = dockerfileOf(step);
    const text = dockerfile === undefined ? undefined : surroundings.dockerfile(dockerfile.path);
    if (text === undefined || !dockerfile) continue;
    const open = neverTriggers(text, dockerfile.args);
    // One that is followed is enough.
    if (open.followed > 0 || open.never.length === 0) continue;
    const [first] = open.never;
    report({
      ...place(step.fields.build ?? step),
      message: `No new base image ever starts ${name(step)}: ${shown(dockerfile.path)} builds from ${first?.image}, ${first?.because}.`,
      fix: first?.fix ?? "Build from a stable tag.",
    });
  }
}

/** The Dockerfile of a build in the folder of the file, and its build arguments. */
function dockerfileOf(step: Step): { readonly path: string; readonly args: ReadonlyMap<string, string> } | undefined {
  const words = imagesOf(step).line.words.map(({ text }) => text);
  const context = words[words.length - 1] ?? ".";
  if (hasHole(context) || /^[a-z]+:\/\//i.test(context)) return undefined;
  const args = new Map<string, string>();
  let path = context === "." ? "Dockerfile" : `${context.replace(/\/$/, "")}/Dockerfile`;
  words.forEach((word, index) => {
    const next = words[index + 1] ?? "";
    if (word === "-f" || word === "--file") path = next;
    else if (word.startsWith("--file=")) path = word.slice(7);
    else if (word === "--build-arg") args.set(next.split("=")[0] ?? "", next.slice(next.indexOf("=") + 1));
  });
  return hasHole(path) ? undefined : { path: path.replace(/^\.\//, ""), args };
}
