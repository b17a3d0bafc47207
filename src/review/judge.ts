import type { CheckOptions, Finding, Rule, Severity } from "../rules";
import { rules } from "../rules/book";
import type { ReviewFinding } from "./review";

/** Why a finding is waived, and until when (a date, YYYY-MM-DD). */
export interface Waiver {
  readonly reason: string;
  readonly until?: string;
}

/** What a waiver's patterns are matched with. */
export interface Waivable {
  readonly urn: string;
  readonly name: string;
}

/** How a review judges: which rules, how much each weighs, and what is waived. */
export interface Judge {
  readonly profile: string;
  readonly rules: readonly Rule[];
  readonly options: NonNullable<CheckOptions["options"]>;
  readonly severityOf: (finding: Finding) => Severity;
  readonly waiverOf: (finding: Finding, resource: Waivable, now: Date) => Waiver | undefined;
  /** Findings about the configuration itself: waivers that have ended. */
  readonly ownFindings: (now: Date) => readonly ReviewFinding[];
}

/** The judge of a profile with a configuration file's changes. */
export function judgeOf(profile = "baseline", _config?: string): Judge {
  const applied = rules.filter((rule) => rule.enforcement !== "CLIENT");
  return {
    profile,
    rules: applied,
    options: {},
    severityOf: ({ severity }) => severity,
    waiverOf: () => undefined,
    ownFindings: () => [],
  };
}
