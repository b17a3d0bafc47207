import { cutCommandLine, type ShellSign } from "../commandLine";
import { readAge } from "../purge/age";
import { type PurgeFlags, readPurge } from "../purge/command";
import { cutFilter, faultOfExpression } from "../purge/filter";
import type { Placed } from "../reading/decode";
import { hasHole } from "../reading/holes";
import type { Step } from "../reading/steps";
import { imagesOf } from "./images";
import { capital, type Lint, type LintedFile, type LintReport } from "./lint";

type Report = (report: LintReport) => void;

const cmd = (text: string, more = "") => `version: v1.1.0\nsteps:\n  - cmd: ${text}\n${more}`;
const purge = (text: string) =>
  `version: v1.1.0\nsteps:\n  - cmd: acr purge ${text}\n    disableWorkingDirectoryOverride: true\n`;
const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });

/** Lints on what stands in build and cmd. */
export const commandLints: readonly Lint[] = [
  {
    id: "TASK-50",
    policy: "acr-task-file-host-shell",
    title: "A step's pipes, redirections and variables are inside of a quoted script",
    effect: "breaks",
    why: "Outside of quotes they never reach the container: the shell of the machine acts on them, or, with newer runners, they are plain arguments. Line breaks of a literal block end the command, too.",
    fix: "Put the script in single quotes after a shell: bash -c '…'.",
    fails: cmd("bash echo hello > out.txt"),
    passes: cmd("\"bash -c 'echo hello > out.txt'\""),
    check: checkShell,
  },
  {
    id: "TASK-51",
    policy: "acr-task-file-step-options",
    title: "A step's options work together",
    effect: "breaks",
    why: "A container that is kept takes its name with it, so a second try fails; a detached build is not waited for; and pull takes the first word of cmd for the image.",
    fix: "Remove one of the two options.",
    fails: cmd("bash -c date", "    keep: true\n    retries: 2\n"),
    passes: cmd("bash -c date", "    retries: 2\n"),
    check: checkOptions,
  },
  {
    id: "TASK-52",
    policy: "acr-task-file-build-context",
    title: "A build has a context that the runner can fetch, and BuildKit where it asks for it",
    effect: "breaks",
    why: "The runner turns BuildKit off unless the step's own environment turns it on, and knows a repository by .git at the end of its address. Without BuildKit, --secret and --mount are errors.",
    fix: 'Write env: ["DOCKER_BUILDKIT=1"], or cache: enabled.',
    fails:
      'version: v1.1.0\nsteps:\n  - build: -t $Registry/web:$ID --secret id=npm .\n  - push: ["$Registry/web:$ID"]\n',
    passes:
      'version: v1.1.0\nsteps:\n  - build: -t $Registry/web:$ID --secret id=npm .\n    env: ["DOCKER_BUILDKIT=1"]\n  - push: ["$Registry/web:$ID"]\n',
    check: checkBuild,
  },
  {
    id: "TASK-53",
    policy: "acr-task-file-purge",
    title: "A purge has an age and filters that mean what they say",
    effect: "breaks",
    why: "A slip in --ago deletes every image, or none: a leading letter and a minus mean any age, a word means 150 years. A filter without its colon, or with a lone *, stops the purge.",
    fix: "Write --ago 30d and --filter '<repository>:^(<tags>)$'.",
    docs: "container-registry-auto-purge",
    fails: purge("--filter 'web:^(pr-.*)$' --ago 7"),
    passes: purge("--filter 'web:^(pr-.*)$' --ago 7d"),
    check: checkPurge,
  },
  {
    id: "TASK-54",
    policy: "acr-task-file-lost-lines",
    title: "No line of a script begins with #",
    effect: "ignored",
    why: "From version v1.1.0 on, the runner takes out every line that begins with #, before it reads the YAML: shebangs and lines of scripts and of here-documents, too.",
    fix: "Write the script into a file of the context, or begin the line with something else.",
    fails: cmd(">\n      bash -c '\n      #include\n      date'"),
    passes: cmd(">\n      bash -c '\n      date'"),
    check: checkLostLines,
  },
];

const textOf = (step: Step) =>
  step.kinds[0] === "build" ? step.fields.build : step.kinds[0] === "cmd" ? step.fields.cmd : undefined;

function checkShell({ steps, name, shown, isWindows }: LintedFile, report: Report): void {
  if (isWindows) return;
  for (const step of steps) {
    const text = textOf(step);
    if (!text || step.kinds.length > 1) continue;
    const { signs, open } = cutCommandLine(text.value);
    if (open) {
      report({
        ...place(text),
        message: `The ${step.kinds[0]} of ${name(step)} has a ${open.sign} that is not closed.`,
        fix: "Close the quote.",
      });
      continue;
    }
    const [first] = signs;
    if (!first) continue;
    const words = [...new Set(signs.map(nameOfSign))].slice(0, 4).map(shown).join(", ");
    const isLine = first.sign === "\n";
    report({
      ...place(text),
      message: isLine
        ? `The ${step.kinds[0]} of ${name(step)} goes over several lines, and only the first is sure to reach the container.`
        : `The ${step.kinds[0]} of ${name(step)} has ${words} outside of single quotes, which does not act in the container.`,
      ...(isLine ? { fix: "Write > in place of |, so that the lines become one, or quote the script." } : {}),
    });
  }
}

const nameOfSign = ({ sign }: ShellSign) => (sign === "\n" ? "a line break" : sign);

function checkOptions({ steps, name }: LintedFile, report: Report): void {
  steps.forEach((step, index) => {
    const { keep, retries, repeat, detach, pull, cmd: command } = step.fields;
    const again = [retries, repeat].find((count) => (count?.value ?? 0) > 0);
    if (keep?.value && again) {
      report({
        ...place(keep),
        message: `${capital(name(step))} keeps its container, so its second try fails: the name is taken.`,
        fix: "Remove keep.",
      });
    }
    if (detach?.value && step.kinds[0] === "build") {
      report({
        ...place(detach),
        message: `${capital(name(step))} builds and is detached: the steps after it do not wait for the image.`,
        fix: "Remove detach.",
      });
    }
    if (pull?.value && command && /^\s*-/.test(command.value)) {
      report({
        ...place(pull),
        message: `${capital(name(step))} pulls "${command.value.trim().split(/\s/)[0]}", since its cmd begins with an option.`,
        fix: "Remove pull, or begin cmd with the image.",
      });
    }
    const next = steps[index + 1];
    if (!detach?.value || step.kinds[0] !== "cmd" || !next || (next.fields.when?.value?.length ?? 0) > 0) return;
    const isReady = (next.fields.startDelay?.value ?? 0) > 0 || (next.fields.retries?.value ?? 0) > 0;
    if (isReady || !refersTo(next, step)) return;
    report({
      ...place(detach),
      message: `${capital(name(next))} starts as soon as the container of ${name(step)} has started, not when it is ready.`,
      fix: `Write retries: 5 or startDelay: 5 into ${name(next)}.`,
    });
  });
}

/** Whether a step names another as a host. */
function refersTo(step: Step, other: Step): boolean {
  const text = step.fields.cmd?.value ?? "";
  return !hasHole(other.id) && new RegExp(`(?:^|[^\\w.-])${other.id.replace(/[.]/g, "\\.")}(?:$|[^\\w.-])`).test(text);
}

function checkBuild({ steps, name, shown }: LintedFile, report: Report): void {
  for (const step of steps) {
    const { build, env, cache } = step.fields;
    if (!build || step.kinds[0] !== "build") continue;
    const { line } = imagesOf(step);
    const words = line.words.map(({ text }) => text);
    const hasBuildKit =
      /^enabled$/i.test(cache?.value ?? "") ||
      (env !== undefined && env.value === undefined) ||
      (env?.value ?? []).some(({ value }) => value === "DOCKER_BUILDKIT=1" || hasHole(value));
    const needs = words.find((word) => /^--(?:secret|ssh|output|progress|cache-to)(?:=|$)/.test(word));
    if (needs !== undefined && !hasBuildKit) {
      report({
        ...place(build),
        message: `${capital(name(step))} uses ${needs.split("=")[0]}, which only BuildKit knows.`,
      });
    }
    const argument = words.find(
      (word, index) =>
        /^(?:--build-arg=)?DOCKER_BUILDKIT=/.test(word) &&
        (word.startsWith("--") || words[index - 1] === "--build-arg"),
    );
    if (argument !== undefined) {
      report({
        ...place(build),
        message: `${capital(name(step))} passes DOCKER_BUILDKIT as a build argument, which turns nothing on.`,
      });
    }
    const image = words.find((word) => word === "--image" || word.startsWith("--image="));
    if (image !== undefined)
      report({
        ...place(build),
        message: `${capital(name(step))} has --image, which is not an option of docker build.`,
        fix: "Write -t.",
      });
    const context = words[words.length - 1] ?? "";
    if (
      /^https?:\/\/(?:www\.)?github\.com\//i.test(context) &&
      !/\.git(?:#|$)/i.test(context) &&
      !/\.(?:tar\.gz|tgz|zip)$/i.test(context) &&
      !hasHole(context)
    ) {
      const [address = "", rest] = context.split("#");
      report({
        ...place(build),
        message: `The context of ${name(step)} is not known as a repository: its address does not end in .git.`,
        fix: `Write ${shown(address.replace(/\/$/, ""))}.git${rest === undefined ? "" : `#${shown(rest)}`}.`,
      });
    }
    if (
      words.length > 0 &&
      (context.startsWith("-") || /^(?:-t|--tag|-f|--file|--target|--build-arg)$/.test(words[words.length - 2] ?? ""))
    ) {
      report({
        ...place(build),
        message: `${capital(name(step))} has no context: docker build needs a folder or an address as its last word.`,
        fix: "Add . at the end.",
      });
    }
  }
}

function checkPurge({ steps, name, shown }: LintedFile, report: Report): void {
  for (const step of steps) {
    const { cmd: command } = step.fields;
    const flags = command && step.kinds[0] === "cmd" ? readPurge(command.value) : undefined;
    if (command && flags) checkPurgeFlags(flags, step, command, { name, shown }, report);
  }
}

function checkPurgeFlags(
  { filters, ago, keep, untagged, untaggedOnly, words }: PurgeFlags,
  step: Step,
  command: Placed<string>,
  { name, shown }: Pick<LintedFile, "name" | "shown">,
  report: Report,
): void {
  const at = place(command);
  if (ago !== undefined && !hasHole(ago)) {
    const reading = readAge(ago);
    if ("says" in reading) {
      const result = {
        everything: `every tag that its filters match would be deleted`,
        nothing: "nothing would be deleted",
        stops: "the purge stops",
        other: "another age is taken",
      }[reading.does];
      report({
        ...at,
        message: `The age "${ago}" in the purge of ${name(step)} ${reading.says}: ${result}.`,
        allowed: "30d, 1d12h, 90m, 0d for any age",
        ...(reading.meant === undefined ? {} : { fix: `Write --ago ${reading.meant}.` }),
        ...(reading.does === "everything" ? { severity: "error" } : {}),
      });
    }
  }
  if (!untaggedOnly && ago === undefined && !words.some(hasHole)) {
    report({ ...at, message: `The purge of ${name(step)} has no --ago, and stops.`, fix: "Add --ago 30d." });
  }
  if (!untaggedOnly && filters.length === 0 && !words.some(hasHole)) {
    report({
      ...at,
      message: `The purge of ${name(step)} has no --filter, and stops.`,
      fix: "Add --filter '<repository>:^(<tags>)$'.",
    });
  }
  if (untaggedOnly && untagged) {
    report({
      ...at,
      message: `The purge of ${name(step)} has --untagged and --untagged-only, and stops.`,
      fix: "Remove one of the two.",
    });
  }
  if (keep !== undefined && !hasHole(keep) && !/^\d+$/.test(keep)) {
    report({
      ...at,
      message: `The purge of ${name(step)} has --keep ${keep}, which is not a count.`,
      allowed: "0 or more",
      fix: "Write --keep 5.",
    });
  }
  for (const filter of filters) {
    if (hasHole(filter)) continue;
    const cut = cutFilter(filter);
    if (!cut) {
      report({
        ...at,
        message: `The filter "${shown(filter)}" of ${name(step)} does not have one colon between a repository and its tags.`,
        allowed: "<repository>:<tags>, both regular expressions",
        fix: filter.includes(":") ? "Write \\\\x3a for further colons." : `Write '${filter}:.*' for all of its tags.`,
      });
      continue;
    }
    for (const [part, what] of [
      [cut.repository, "repository"],
      [cut.tags, "tags"],
    ] as const) {
      const fault = faultOfExpression(part);
      if (fault)
        report({ ...at, message: `The ${what} "${part}" in a filter of ${name(step)} ${fault.says}.`, fix: fault.fix });
    }
    const isTied = /^\^/.test(cut.tags) || /\$$/.test(cut.tags) || /^\.[*+]/.test(cut.tags) || cut.tags === "";
    if (!isTied && !faultOfExpression(cut.tags)) {
      report({
        ...at,
        message: `The tags "${cut.tags}" in a filter of ${name(step)} also match longer tags that have them inside.`,
        fix: `Write '${cut.repository}:^(${cut.tags})$'.`,
      });
    }
  }
}

function checkLostLines({ reading: { comments, file }, steps, name }: LintedFile, report: Report): void {
  for (const step of steps) {
    const text = textOf(step);
    if (!text) continue;
    for (const comment of comments) {
      if (comment.start <= text.start || comment.end > text.end) continue;
      report({
        ...comment,
        message: `The line "${file.slice(comment.start, comment.end).trim().slice(0, 40)}" of ${name(step)} is taken out before the file is read.`,
      });
    }
  }
}
