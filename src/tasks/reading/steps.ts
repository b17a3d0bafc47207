import type { Decoded, Placed } from "./decode";
import { hasHole } from "./holes";
import type { TaskReading } from "./read";
import type { mountShape, stepShape } from "./shapes";

// The steps of a task file with what the runner makes of them: ids, what each waits for, and time limits.

/** What a step does. */
export type StepKind = "build" | "cmd" | "push";

/** A step of a task file. */
export interface Step {
  /** Its place in the list, from 0. */
  readonly index: number;
  /** Its id: its own, or the one that the runner gives it. */
  readonly id: string;
  readonly fields: Decoded<typeof stepShape>["fields"];
  readonly keys: Decoded<typeof stepShape>["keys"];
  /** Whether a template may bring further keys. */
  readonly open: boolean;
  readonly start: number;
  readonly end: number;
  /** `build`, `cmd` and `push`, as many of them as the step has. */
  readonly kinds: readonly StepKind[];
  /** The ids that it waits for; the empty text stands for the start. */
  readonly waitsFor: readonly Placed<string>[];
  /** Whether it waits twice for the same, which the runner counts as two and which ends only once. */
  readonly neverStarts: boolean;
  /** Seconds after which it is stopped, all its tries together; absent when only a run will know. */
  readonly timeout?: number;
  readonly mounts: readonly Decoded<typeof mountShape>[];
}

/** Seconds after which a step is stopped that has no limit of its own. */
export const defaultStepTimeout = 600;
/** What a step waits for that waits for nothing. */
export const immediately = "-";
/** The runner's name of the start, which no step may have. */
export const rootId = "acb_root";

/** The id that the runner gives a step without one. */
export const automaticId = (index: number) => `acb_step_${index}`;

/** The steps of a file that could be read. */
export function stepsOf({ task }: TaskReading): readonly Step[] {
  const { stepTimeout, steps } = task?.fields ?? {};
  const made: Step[] = [];
  (steps?.value ?? []).forEach(({ fields, keys, open, start, end }, index) => {
    const id = fields.id?.value || automaticId(index);
    const timeout = timeoutOf(fields.timeout, stepTimeout);
    made.push({
      index,
      id,
      fields,
      keys,
      open,
      start,
      end,
      kinds: kindsOf(fields),
      waitsFor: waitsFor(fields.when, made[index - 1]?.id),
      neverStarts: hasTwice(fields.when?.value ?? []),
      ...(timeout === undefined ? {} : { timeout }),
      mounts: fields.volumeMounts?.value ?? [],
    });
  });
  return made;
}

function kindsOf({ build, cmd, push }: Step["fields"]): readonly StepKind[] {
  return [
    ...(build && build.value !== "" ? (["build"] as const) : []),
    ...(cmd && cmd.value !== "" ? (["cmd"] as const) : []),
    // A list that only a run will know may be empty.
    ...(push && push.value?.length !== 0 ? (["push"] as const) : []),
  ];
}

type Whole = Placed<number | undefined> | undefined;

/** A step's own limit, or the file's; 0 and less mean the default. */
function timeoutOf(own: Whole, all: Whole): number | undefined {
  for (const limit of [own, all]) {
    if (!limit) continue;
    if (limit.value === undefined) return undefined;
    if (limit.value > 0) return limit.value;
  }
  return defaultStepTimeout;
}

function waitsFor(when: Step["fields"]["when"], previous: string | undefined): readonly Placed<string>[] {
  const place = { start: when?.start ?? 0, end: when?.end ?? 0 };
  const named = when?.value ?? [];
  if (named.length === 0) return previous === undefined ? [] : [{ value: previous, ...place }];
  const [only] = named;
  if (named.length === 1 && (only?.value === immediately || only?.value === rootId)) return [];
  return named.filter(({ value }) => value !== rootId);
}

function hasTwice(named: readonly Placed<string>[]): boolean {
  const certain = named.map(({ value }) => value).filter((value) => !hasHole(value));
  return new Set(certain).size < certain.length;
}

/** What a file's steps are called in messages: "step 3", or "step "push"". */
export function stepName({ id, index, fields }: Step, shown: (text: string) => string): string {
  return fields.id?.value ? `step "${shown(id)}"` : `step ${index + 1}`;
}

/** Whether an id is known to the letter. */
export const isKnown = (text: string) => !hasHole(text);
