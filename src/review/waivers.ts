import type { Finding } from "../rules/finding";

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

/** The rule that reports a waiver which has run out. */
export const expiredWaiver = {
  id: "WAIVER-01",
  policy: "acr-waiver-expired",
  title: "No waiver has expired",
} as const;

/** The moment from which a waiver no longer holds: the end of its day, or the given time. `undefined`: no date. */
export function expiryOf(expires: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(T.+)?$/.exec(expires);
  if (!match) return undefined;
  const moment = new Date(match[4] === undefined ? `${expires}T24:00:00Z` : expires);
  const day = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  // The 31st of a shorter month is no date, though Date makes one of it.
  return Number.isNaN(moment.getTime()) || day.getUTCDate() !== Number(match[3]) ? undefined : moment;
}

/** Whether a waiver still holds. */
export function holds(waiver: Waiver, now: Date): boolean {
  const end = expiryOf(waiver.expires);
  return end !== undefined && now.getTime() < end.getTime();
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
      [finding.rule, finding.policy, ...finding.also].some((id) => same(id, waiver.rule)) &&
      names.some((name) => matchesGlob(waiver.resource, name)) &&
      holds(waiver, now),
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

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
