import { known, MASK, type Path } from "../model";
import { higherTier, type Tier } from "./tiers";
import type { Severity, Subject } from "./writing/rule";

/** One thing that is wrong with one place of a configuration. */
export interface Finding {
  /** The rule's id: `NET-02`. */
  readonly rule: string;
  /** Other ids of the same rule. */
  readonly also: readonly string[];
  /** The rule's stable policy name. */
  readonly policy: string;
  readonly severity: Severity;
  readonly subject: Subject;
  /** Where, as steps from the registry: `["replications", "northeurope", "location"]`. */
  readonly path: Path;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** The value that was given, as text, secrets masked; absent where none was. */
  readonly given?: string;
  /** What is allowed in its place. */
  readonly allowed?: string;
  /** How to mend it. */
  readonly fix: string;
  /** The documentation page. */
  readonly docs: string;
  /** The lowest tier on which this finding would go away. */
  readonly needs?: Tier;
  /** Other places that are part of it. */
  readonly related: readonly Path[];
}

/** A value as a message shows it: text in quotes, long lists shortened. */
export function show(value: unknown): string {
  if (value === MASK) return MASK;
  const text = typeof value === "string" ? `"${value}"` : (safeJson(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

function safeJson(value: unknown): string | undefined {
  return known(() => JSON.stringify(value));
}

/** A path as a person writes it: `networkRuleSet.ipRules[2].value`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === "number"
        ? `[${step}]`
        : /^[A-Za-z_$][\w$]*$/.test(step)
          ? `${index ? "." : ""}${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join("");
}

/** The lowest tier on which none of the findings of missing tiers would be there; `undefined` when none is. */
export function lowestTier(findings: readonly Finding[]): Tier | undefined {
  return findings.reduce<Tier | undefined>(
    (lowest, { needs }) => (needs && lowest ? higherTier(needs, lowest) : (needs ?? lowest)),
    undefined,
  );
}
