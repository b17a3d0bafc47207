import type { RawResource } from "./link/graph";

/** What a note is about: what was passed over or left open, and why. */
export type NoteKind =
  /** Registries and children that a false condition leaves out. */
  | "condition"
  /** Resources that are reviewed although it is not known whether they are made. */
  | "uncertain"
  /** Resources that the file leaves out. */
  | "partial"
  /** What an answer of the service does not hold. */
  | "live"
  /** Types of this service that are not read. */
  | "unread"
  /** References to what the file does not hold. */
  | "reference"
  /** Entries that are not resources. */
  | "ignored"
  /** A file without a registry. */
  | "nothing"
  /** Rules that are off because they need parameters. */
  | "rules";

/** Something that a reader of a report must know to judge what it does not say. */
export interface Note {
  readonly kind: NoteKind;
  /** One sentence or two. */
  readonly message: string;
  /** The names of what it is about, where there are any. */
  readonly names?: readonly string[];
}

/** What a file says, as its reader understood it. */
export interface Declared {
  readonly resources: readonly RawResource[];
  /** How many entries could not be made sense of. */
  readonly ignored: number;
  /** What the file leaves out or open. */
  readonly notes?: readonly Note[];
  /** True when resources are known to be missing: then nothing follows from what isn't there. */
  readonly partial?: boolean;
}

/** Why a file can't be read, as one sentence that follows the file's name. Never quotes the file. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}
