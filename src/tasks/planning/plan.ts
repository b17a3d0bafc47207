import { hasHole } from "../reading/holes";
import type { TaskReading } from "../reading/read";
import { type Step, type StepKind, stepsOf } from "../reading/steps";

/** A step of a plan. */
export interface PlannedStep {
  readonly id: string;
  readonly kind: StepKind | undefined;
  /** The ids that it waits for, as the file names them. */
  readonly after: readonly string[];
  /** The stage in which it starts, from 0: the longest way to it from the start. Absent: it never starts. */
  readonly stage?: number;
  /** Seconds after which it is stopped, and those that it waits before it starts; absent when only a run will know. */
  readonly seconds?: number;
  /** Whether the next step does not wait for its end. */
  readonly detached: boolean;
  /** The line of text that the step runs, as the file has it. */
  readonly text: string;
}

/** The order of a task's steps. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** The ids of the steps that may start at the same time, stage by stage. */
  readonly stages: readonly (readonly string[])[];
  /** The steps that take longest, one after the other, when each uses up its time limit. */
  readonly longestPath: readonly string[];
  /** The seconds of the longest path; absent when only a run will know. */
  readonly longestSeconds?: number;
}

/** The plan of a file that the runner takes. Waits for steps that are not above are left out. */
export function planOf(reading: TaskReading): Plan {
  const { shown } = reading.holes;
  const known = new Set<string>();
  const levels = new Map<string, number>();
  const paths = new Map<string, Path>();
  let isTimeKnown = true;
  const steps = stepsOf(reading).map((step): PlannedStep => {
    const above = [...new Set(step.waitsFor.map(({ value }) => value))].filter((id) => known.has(id));
    known.add(step.id);
    const starts = !step.neverStarts && above.every((id) => levels.has(id));
    const stage = above.reduce((most, id) => Math.max(most, (levels.get(id) ?? 0) + 1), 0);
    const seconds = secondsOf(step);
    isTimeKnown &&= seconds !== undefined;
    let before: Path | undefined;
    for (const id of above) {
      const path = paths.get(id);
      if (path && path.seconds > (before?.seconds ?? -1)) before = path;
    }
    if (starts) levels.set(step.id, stage);
    paths.set(step.id, {
      id: step.id,
      seconds: (before?.seconds ?? 0) + (seconds ?? 0),
      ...(before ? { before } : {}),
    });
    return {
      id: shown(step.id),
      kind: step.kinds[0],
      after: above.map(shown),
      ...(starts ? { stage } : {}),
      ...(seconds === undefined ? {} : { seconds }),
      detached: step.fields.detach?.value === true,
      text: shown(textOf(step)),
    };
  });
  const stages: string[][] = [];
  for (const { id, stage } of steps) {
    if (stage === undefined) continue;
    const beside = stages[stage];
    if (beside) beside.push(id);
    else stages[stage] = [id];
  }
  let longest: Path | undefined;
  for (const path of paths.values()) if (path.seconds > (longest?.seconds ?? -1)) longest = path;
  const ids: string[] = [];
  for (let path = longest; path; path = path.before) ids.push(shown(path.id));
  ids.reverse();
  return {
    steps,
    stages,
    longestPath: ids,
    ...(isTimeKnown ? { longestSeconds: longest?.seconds ?? 0 } : {}),
  };
}

/** The longest way to a step, from its end. */
interface Path {
  readonly id: string;
  readonly seconds: number;
  readonly before?: Path;
}

/** A detached step counts as done when its container has started. */
function secondsOf({ timeout, fields }: Step): number | undefined {
  const delay = fields.startDelay ? fields.startDelay.value : 0;
  if (delay === undefined) return undefined;
  if (fields.detach?.value === true) return Math.max(0, delay);
  return timeout === undefined ? undefined : timeout + Math.max(0, delay);
}

function textOf({ fields }: Step): string {
  const { build, cmd, push } = fields;
  if (build?.value) return build.value;
  return cmd?.value || (push?.value ?? []).map(({ value }) => value).join(", ");
}

/** Whether every id and wait of a plan is known to the letter. */
export function isCertain(reading: TaskReading): boolean {
  return stepsOf(reading).every(({ id, waitsFor }) => !hasHole(id) && waitsFor.every(({ value }) => !hasHole(value)));
}
