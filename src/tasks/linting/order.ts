import { nearest } from "../../model/nearestWord";
import type { Placed } from "../reading/decode";
import { hasHole } from "../reading/holes";
import { stepShape } from "../reading/shapes";
import { automaticId, immediately, rootId, type Step } from "../reading/steps";
import { capital, type Lint, type LintedFile, type LintReport } from "./lint";

type Report = (report: LintReport) => void;

const two = (second: string) => `version: v1.1.0\nsteps:\n  - id: build\n    build: -t $Registry/web:$ID .\n${second}`;
const pushed = (more: string) => two(`  - push: ["$Registry/web:$ID"]\n${more}`);
const push = (when: string) => two(`  - push: ["$Registry/web:$ID"]\n    when: ${when}\n`);

/** Lints on the kinds, ids and order of steps. */
export const orderLints: readonly Lint[] = [
  {
    id: "TASK-37",
    policy: "acr-task-file-step-kind",
    title: "Each step does one thing: build, cmd or push",
    effect: "refused",
    why: "The runner refuses a step with two of the three, and one with none.",
    fix: "Give each step one of build, cmd and push.",
    fails: two('    push: ["$Registry/web:$ID"]\n'),
    passes: two('  - push: ["$Registry/web:$ID"]\n'),
    check: ({ steps, name }, report) => {
      for (const step of steps) {
        if (step.kinds.length === 1 || (step.kinds.length === 0 && step.open)) continue;
        const { start, end } =
          step.kinds.length > 1 ? (step.keys.find(({ value }) => value === step.kinds[1]) ?? step) : firstKey(step);
        if (step.kinds.length > 1) {
          const second = step.kinds[step.kinds.length - 1];
          report({
            start,
            end,
            message: `${capital(name(step))} has ${listed(step.kinds)}.`,
            fix: `Move ${second} to a step of its own.`,
          });
        } else {
          const meant = step.keys
            .map(({ value }) => value)
            .filter((value) => !Object.hasOwn(stepShape, value))
            .map((value) => nearest(value, ["build", "cmd", "push"]))
            .find((word) => word !== undefined);
          report({
            start,
            end,
            message: `${capital(name(step))} has none of build, cmd and push.`,
            ...(meant === undefined ? {} : { fix: `Write ${meant}.` }),
          });
        }
      }
    },
  },
  {
    id: "TASK-38",
    policy: "acr-task-file-step-ids",
    title: "Each step has an id of its own that can name a container",
    effect: "refused",
    why: "The id orders the steps, and is the name of the step's container and its host name for the others. The runner refuses one that is there twice, has white space, or is acb_root.",
    fix: "Give the step another id, of letters, digits, dots, hyphens and underscores.",
    fails: pushed("  - id: build\n    cmd: bash -c date\n"),
    passes: pushed("  - id: test\n    cmd: bash -c date\n"),
    check: checkIds,
  },
  {
    id: "TASK-39",
    policy: "acr-task-file-step-order",
    title: "A step waits for steps above it",
    effect: "refused",
    why: "The runner takes the steps in the order of the file and refuses a when that names a step that is not above, or the step itself. A step that waits twice for the same one never starts.",
    fix: 'Name steps above this one, each once, or write when: ["-"] for a step that waits for none.',
    fails: push('["biuld"]'),
    passes: push('["build"]'),
    check: checkOrder,
  },
  {
    id: "TASK-40",
    policy: "acr-task-file-step-numbers",
    title: "A step's counts are not below 0, and its cache is enabled or disabled",
    effect: "refused",
    why: "The runner refuses negative retries and repeats, and another word for cache.",
    fix: "Write a count of 0 or more, and cache: enabled or disabled.",
    fails: pushed("  - cmd: bash -c date\n    retries: -1\n"),
    passes: pushed("  - cmd: bash -c date\n    retries: 1\n"),
    check: ({ steps, name, shown }, report) => {
      for (const step of steps) {
        for (const key of ["retries", "repeat"] as const) {
          const given = step.fields[key];
          if (given?.value === undefined || given.value >= 0) continue;
          report({
            ...place(given),
            message: `${capital(name(step))} has ${key}: ${given.value}.`,
            allowed: "0 or more",
            fix: `Remove ${key}.`,
          });
        }
        const cache = step.fields.cache;
        if (!cache || hasHole(cache.value) || /^(?:enabled|disabled|)$/i.test(cache.value)) continue;
        report({
          ...place(cache),
          message: `${capital(name(step))} has cache: ${shown(cache.value)}.`,
          allowed: "enabled, disabled",
          fix: /^(?:on|yes|true|y)$/i.test(cache.value)
            ? "Write cache: enabled."
            : "Write cache: disabled, or remove it.",
        });
      }
    },
  },
];

const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
const listed = (words: readonly string[]) => `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
const firstKey = (step: Step) => step.keys[0] ?? step;

function checkIds({ steps, name, shown }: LintedFile, report: Report): void {
  const seen = new Map<string, Step>();
  for (const step of steps) {
    const { id } = step;
    const given = step.fields.id;
    const at = given && given.value !== "" ? place(given) : place(firstKey(step));
    if (hasHole(id)) continue;
    const first = seen.get(id);
    if (!first) seen.set(id, step);
    if (/\s/.test(id)) {
      report({
        ...at,
        message: `The id "${id}" of step ${step.index + 1} has white space in it.`,
        fix: `Write id: ${id.replace(/\s+/g, "-")}.`,
      });
    } else if (id === rootId) {
      report({
        ...at,
        message: `The id ${rootId} of step ${step.index + 1} is the runner's own.`,
        fix: "Write another id.",
      });
    } else if (first) {
      const own = given?.value ? "" : `, which the runner gives it for its place in the list,`;
      report({
        ...at,
        message: `The id "${id}"${own} of step ${step.index + 1} is also that of step ${first.index + 1}.`,
        fix: given?.value ? `Write another id, for instance ${id}-2.` : `Give ${name(first)} another id.`,
      });
    } else if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(id)) {
      report({
        ...at,
        message: `The id "${shown(id)}" cannot name a container, so the step fails.`,
        allowed: "two or more letters, digits, dots, hyphens and underscores, the first a letter or digit",
        severity: "warning",
      });
    }
  }
}

function checkOrder({ steps, name, shown }: LintedFile, report: Report): void {
  const above = new Set<string>();
  const all = new Map(steps.map((step) => [step.id, step]));
  let isOpen = false;
  for (const step of steps) {
    const when = step.fields.when?.value ?? [];
    const seen = new Set<string>();
    if (when.length > 1) {
      const dash = when.find(({ value }) => value === immediately);
      if (dash) {
        report({
          ...place(dash),
          message: `${capital(name(step))} waits for "-", which means for none, and for others.`,
          fix: 'Remove "-", or the others.',
        });
      }
    }
    for (const wait of when) {
      const { value } = wait;
      if (value === immediately || hasHole(value)) continue;
      if (seen.has(value)) {
        report({
          ...place(wait),
          message: `${capital(name(step))} waits for "${shown(value)}" twice: it never starts, and the run goes on until it times out.`,
          fix: "Name it once.",
          isAccepted: true,
        });
      }
      seen.add(value);
      const problem = waitProblem(step, wait, above, all, isOpen, shown, name);
      if (problem) report(problem);
    }
    above.add(step.id);
    isOpen ||= hasHole(step.id);
  }
}

function waitProblem(
  step: Step,
  wait: Placed<string>,
  above: ReadonlySet<string>,
  all: ReadonlyMap<string, Step>,
  isOpen: boolean,
  shown: (text: string) => string,
  name: (step: Step) => string,
): LintReport | undefined {
  const { value } = wait;
  const at = place(wait);
  if (value === step.id)
    return { ...at, message: `${capital(name(step))} waits for itself.`, fix: "Remove its own id from when." };
  if (value === "")
    return { ...at, message: `${capital(name(step))} waits for a step without a name.`, fix: "Remove the empty text." };
  if (value === rootId) {
    return {
      ...at,
      message: `${capital(name(step))} waits for ${rootId}, the runner's own name for the start.`,
      fix: 'Write when: ["-"].',
      severity: "warning",
    };
  }
  if (!above.has(value) && !isOpen) {
    const below = all.get(value);
    if (below) {
      return {
        ...at,
        message: `${capital(name(step))} waits for "${shown(value)}", which is below it: a step can only wait for steps above.`,
        fix: `Move ${name(below)} above ${name(step)}.`,
      };
    }
    const meant = nearest(value, above);
    return {
      ...at,
      message: `${capital(name(step))} waits for "${shown(value)}", which is not the id of a step.`,
      allowed: [...above].slice(0, 12).map(shown).join(", ") || 'none: it is the first step, so only "-"',
      ...(meant === undefined ? {} : { fix: `Write "${shown(meant)}".` }),
    };
  }
  const named = all.get(value);
  if (named && !named.fields.id?.value && value === automaticId(named.index)) {
    return {
      ...at,
      message: `${capital(name(step))} waits for "${value}", an id that moves to another step when one is added above.`,
      fix: `Give ${name(named)} an id, and name that.`,
      severity: "warning",
    };
  }
  return undefined;
}
