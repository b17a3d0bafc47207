import { planOf } from "../planning/plan";
import { defaultStepTimeout, type Step } from "../reading/steps";
import { capital, type Lint, type LintedFile, type LintReport } from "./lint";

type Report = (report: LintReport) => void;

const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
/** Seconds after which a run is stopped whose task says nothing. */
export const defaultRunTimeout = 3600;
/** The longest that a run may last. */
export const longestRun = 28_800;

/** Lints on time limits. */
export const limitLints: readonly Lint[] = [
  {
    id: "TASK-28",
    policy: "acr-task-file-time-limits",
    title: "The time limits of the steps fit into that of the task",
    effect: "breaks",
    why: "A step is stopped after its timeout, 600 seconds unless the file says otherwise, and the whole run after the task's, 3600 unless the task says otherwise.",
    fix: "Raise the task's timeout, or lower those of the steps.",
    fails: "version: v1.1.0\nstepTimeout: 3000\nsteps:\n  - cmd: bash -c date\n  - cmd: bash -c date\n",
    passes: "version: v1.1.0\nstepTimeout: 1800\nsteps:\n  - cmd: bash -c date\n  - cmd: bash -c date\n",
    check: checkLimits,
  },
];

function checkLimits({ reading, steps, name, surroundings }: LintedFile, report: Report): void {
  const { task } = reading;
  if (!task || steps.length === 0) return;
  const whole = surroundings.timeout ?? defaultRunTimeout;
  const written = task.fields.stepTimeout ?? steps.find((step) => step.fields.timeout)?.fields.timeout;
  const ends =
    surroundings.timeout === undefined
      ? `${whole} seconds, unless the task's timeout says otherwise`
      : `${whole} seconds`;
  const long = steps.find(({ timeout }) => timeout !== undefined && timeout > whole);
  const plan = planOf(reading);
  const needed = plan.longestSeconds;
  const raise = (seconds: number) =>
    seconds <= longestRun
      ? `Set the task's timeout to ${seconds}, or lower the limits of the steps.`
      : "Lower the limits of the steps: no run may last longer than 28800 seconds.";
  if (long && written) {
    report({
      ...place(limitOf(long, task.fields.stepTimeout)),
      message: `${capital(name(long))} may take ${long.timeout} seconds, but a run is stopped after ${ends}.`,
      fix: raise(needed ?? long.timeout ?? longestRun),
    });
  } else if (written && needed !== undefined && needed > whole) {
    const ids = plan.longestPath;
    const through = ids.length > 6 ? `${ids.slice(0, 3).join(", ")}, … ${ids[ids.length - 1]}` : ids.join(", ");
    report({
      ...place(written),
      message: `One after the other, ${through} may take ${needed} seconds, but a run is stopped after ${ends}.`,
      fix: raise(needed),
    });
  } else if (!written && surroundings.timeout !== undefined && whole > defaultRunTimeout && (needed ?? 0) < whole) {
    report({
      ...place(task.keys.find(({ value }) => value === "steps") ?? task),
      message: `The task may run for ${whole} seconds, but each step is stopped after ${defaultStepTimeout}.`,
      fix: `Write stepTimeout: ${whole}.`,
    });
  }
}

function limitOf(step: Step, all: Step["fields"]["timeout"]) {
  return step.fields.timeout ?? all ?? step;
}
