import type { NoteKind } from "../readers/declared";
import type { FileKind, ReadFile } from "../readers/file";
import type { LinkedRegistry } from "../readers/link/link";
import type { Severity, Tier } from "../rules";
import type { ChangeRow } from "./changes";
import type { TierAdvice } from "./tierAdvice";

/** Why a finding is waived, and the last day on which it is. */
export interface FindingWaiver {
  readonly reason: string;
  readonly expires: string;
}

/** One finding of a review. */
export interface ReviewFinding {
  /** The reference's id of the rule, for instance `NET-02`. */
  readonly rule: string;
  /** Other ids of the same rule. */
  readonly also: readonly string[];
  /** The rule's stable policy name. */
  readonly policy: string;
  readonly severity: Severity;
  /** The URN of the resource, or its type and name. */
  readonly resource: string;
  /** Where in the resource, by the names of azure-native's inputs; empty for the resource as a whole. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly docs: string;
  /** Whether a waiver covers it: it is then reported, and counts for nothing. */
  readonly waived: boolean;
  /** The waiver's reason and end, where there is one. */
  readonly waiver?: FindingWaiver;
  /** The value that was given, masked. */
  readonly given?: string;
  readonly allowed?: string;
  /** The lowest tier on which the finding would go away. */
  readonly needs?: string;
  /** Other places involved, as paths from the registry. */
  readonly related: readonly string[];
  /** The registry that it belongs to, as in `registries`. */
  readonly registry: string;
  /** The file that it was found in; `-` is standard input. */
  readonly file: string;
}

/** One registry that was reviewed. */
export interface ReviewedRegistry {
  /** The URN, or type and name: what findings call it. */
  readonly resource: string;
  readonly label: string;
  readonly file: string;
  /** The tier, where it is known. */
  readonly tier: Tier | undefined;
  /** True when the file only names it: its own properties are then not reviewed. */
  readonly elsewhere: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly waived: number;
  readonly changes: readonly ChangeRow[];
  readonly tierAdvice?: TierAdvice;
  /** What the reports draw a picture of. Not part of the JSON form. */
  readonly linked: LinkedRegistry;
}

/** A file that was reviewed. */
export interface ReviewedFile {
  readonly file: string;
  readonly kind: FileKind;
  /** Entries that were not resources. */
  readonly ignored: number;
}

/** A whole review. What has errors comes first: of findings, of registries and of rules. */
export interface Review {
  readonly findings: readonly ReviewFinding[];
  readonly registries: readonly ReviewedRegistry[];
  readonly files: readonly ReviewedFile[];
  /** Registries that the deployment deletes, with every image in them: URNs, or types and names. */
  readonly deleted: readonly string[];
  /** What was passed over or left open, and why. */
  readonly notes: readonly ReviewNote[];
  /** The findings counted by rule. */
  readonly rules: readonly RuleTally[];
  readonly summary: ReviewSummary;
}

/** A review in numbers. */
export interface ReviewSummary {
  readonly registries: number;
  readonly errors: number;
  readonly warnings: number;
  readonly waived: number;
  readonly profile: string;
  /** How many rules were applied. */
  readonly rules: number;
  /** Rules that failed on this input by a mistake of their own; absent where none did. */
  readonly failedRules?: readonly string[];
}

/** A file's name and content. */
export interface Source {
  readonly file: string;
  readonly content: ReadFile;
}

/** Something that a reader of the review must know to judge what it does not say. */
export interface ReviewNote {
  readonly kind: NoteKind;
  readonly message: string;
  /** The file that it is about; absent for the review as a whole. */
  readonly file?: string;
  /** The names of what it is about: resources, types or rules. */
  readonly names?: readonly string[];
}

/** How often a rule spoke in a whole review. */
export interface RuleTally {
  readonly rule: string;
  readonly policy: string;
  /** What must be true, as the rule book says it. */
  readonly title: string;
  readonly errors: number;
  readonly warnings: number;
  readonly waived: number;
  /** In how many registries. */
  readonly registries: number;
}
