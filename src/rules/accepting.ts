import { nearest } from "../model/nearestWord";
import { rules } from "./book";
import type { Finding } from "./finding";

// What a review's waivers and a component's `accept` have in common: which findings a name means, and until when.

/** The rule that reports a waiver, or an acceptance, which has run out. */
export const expiredWaiver = {
  id: "WAIVER-01",
  policy: "acr-waiver-expired",
  title: "No waiver has expired",
} as const;

/** The moment from which a date no longer holds: the end of its day, or the given time. `undefined`: no date. */
export function expiryOf(expires: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(T.+)?$/.exec(expires);
  if (!match) return undefined;
  const moment = new Date(match[4] === undefined ? `${expires}T24:00:00Z` : expires);
  const day = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  // The 31st of a shorter month is no date, though Date makes one of it.
  return Number.isNaN(moment.getTime()) || day.getUTCDate() !== Number(match[3]) ? undefined : moment;
}

/** Whether a date still holds. */
export function isBefore(now: Date, expires: string): boolean {
  const end = expiryOf(expires);
  return end !== undefined && now.getTime() < end.getTime();
}

/** Whether a finding is of the rule that a name means: an id, another id of it, or its policy name, in any case. */
export function isOfRule({ rule, policy, also }: Pick<Finding, "rule" | "also" | "policy">, name: string): boolean {
  return [rule, policy, ...also].some((id) => id.toLowerCase() === name.toLowerCase());
}

/** The names of the findings that are of no rule of the book: policy names by id. */
const ofNoRule: Readonly<Record<string, string>> = {
  "SHAPE-01": "acr-property-type",
  "SHAPE-02": "acr-property-known",
  "SHAPE-03": "acr-property-required",
  "SHAPE-04": "acr-property-word",
  "DNS-01": "acr-network-link-name",
};

/** Everything that a rule, or a finding of none, is called. */
const names = [
  ...rules.flatMap(({ id, policy, also = [] }) => [id, policy, ...also]),
  ...Object.entries(ofNoRule).flat(),
];
const lowerCase = new Set(names.map((name) => name.toLowerCase()));

/** Whether there is a rule of this name. */
export function isRuleName(name: string): boolean {
  return lowerCase.has(name.toLowerCase());
}

/** The name of a rule that a misspelt one probably means. */
export function nearestRuleName(name: string): string | undefined {
  return nearest(name, names);
}
