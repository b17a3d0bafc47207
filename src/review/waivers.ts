import { isBefore } from "../rules/expiry";
import type { Finding } from "../rules/finding";
import { isOfRule } from "../rules/ruleNames";

/** A finding that a team accepts for a while. */
export interface Waiver {
  /** The name or URN of the resource; `*` stands for any text. In any case. */
  readonly resource: string;
  /** The rule: an id, another id of it, or its policy name. */
  readonly rule: string;
  /** Why, for whoever reads the report. */
  readonly reason: string;
  /** The last day on which it holds, as an ISO date (UTC). */
  readonly expires: string;
}

/** Whether a waiver still holds. */
export function holds({ expires }: Waiver, now: Date): boolean {
  return isBefore(now, expires);
}

/** The waiver that covers a finding on a resource of these names, among those that hold. */
export function waiverOf(
  finding: Pick<Finding, "rule" | "also" | "policy">,
  names: readonly string[],
  waivers: readonly Waiver[],
  now: Date,
): Waiver | undefined {
  return waivers.find(
    (waiver) =>
      isOfRule(finding, waiver.rule) && names.some((name) => matchesGlob(waiver.resource, name)) && holds(waiver, now),
  );
}

/** Whether a name fits a pattern in which `*` stands for any text. Takes linear time, whatever the pattern. */
export function matchesGlob(pattern: string, name: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const text = name.toLowerCase();
  const first = parts[0] ?? "";
  if (parts.length === 1) return text === first;
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
