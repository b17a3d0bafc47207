import type { TaskReading } from "../reading/read";
import { type Step, stepName, stepsOf } from "../reading/steps";

// What a lint is. Each is one object, with examples that run as tests; rules and pages are made from it.

/**
 * What comes of it: the runner refuses the file, a run breaks or does something else than meant, the runner passes it
 * over, or it works and is risky.
 */
export type LintEffect = "refused" | "breaks" | "ignored" | "risky";

/** What surrounds a task file, as far as it is known. */
export interface LintSurroundings {
  /** Seconds after which a run of the whole task is stopped. Absent: 3600. */
  readonly timeout?: number | undefined;
  /** The login servers that the task signs in to besides its own registry. Absent: not known. */
  readonly logins?: readonly string[] | undefined;
  /** The login server of the task's own registry. */
  readonly registry?: string | undefined;
  /** Whether a new base image starts the task. */
  readonly startsOnBaseImage?: boolean | undefined;
  /** Gives the text of a Dockerfile, by its path as the file has it. */
  readonly dockerfile?: ((path: string) => string | undefined) | undefined;
}

/** A file that is linted. */
export interface LintedFile {
  readonly reading: TaskReading;
  readonly steps: readonly Step[];
  readonly isWindows: boolean;
  readonly surroundings: LintSurroundings;
  /** A text as the file has it, with expressions for what only a run will know. */
  readonly shown: (text: string) => string;
  /** How a sentence names a step. */
  readonly name: (step: Step) => string;
}

/** Something that a lint has found. Places are places in the file. */
export interface LintReport {
  readonly start: number;
  readonly end: number;
  /** A whole sentence. Never a secret. */
  readonly message: string;
  readonly fix?: string;
  readonly allowed?: string;
  /** When this finding is of another severity than its lint. */
  readonly severity?: "error" | "warning";
  /** Whether the runner takes the file in spite of this error. */
  readonly isAccepted?: true;
}

/** A lint: what is true of a good task file. */
export interface Lint {
  /** Its id as a rule, stable. */
  readonly id: string;
  /** Its stable policy name. */
  readonly policy: string;
  readonly title: string;
  readonly effect: LintEffect;
  /** Only where it is not an error for what is refused and a warning for the rest. */
  readonly severity?: "error" | "warning";
  readonly why: string;
  readonly fix: string;
  /** The page of the service's documentation. Absent: the one on task files. */
  readonly docs?: string;
  /** The smallest file that it speaks of, and the same one mended. */
  readonly fails: string;
  readonly passes: string;
  /** What surrounds the examples. */
  readonly exampleSurroundings?: LintSurroundings;
  readonly check: (file: LintedFile, report: (report: LintReport) => void) => void;
}

/** The severity of a lint's findings. */
export function severityOfLint({ effect, severity }: Lint): "error" | "warning" {
  return severity ?? (effect === "refused" ? "error" : "warning");
}

/** A file made ready for lints. */
export function lintedFile(reading: TaskReading, surroundings: LintSurroundings = {}): LintedFile {
  const { shown } = reading.holes;
  return {
    reading,
    steps: stepsOf(reading),
    isWindows: reading.options.os?.toLowerCase() === "windows",
    surroundings,
    shown,
    name: (step) => stepName(step, shown),
  };
}

/** A text as a sentence begins with it. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
