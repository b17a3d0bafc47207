import { rules } from "../../rules/book";
import { validityRules } from "../../rules/check";
import { expiryOf, isBefore } from "../../rules/expiry";
import type { Finding } from "../../rules/finding";
import { called, expiredWaiver, type OtherFinding, otherFindings } from "../../rules/otherFindings";
import { isCalled, isOfRule } from "../../rules/ruleNames";
import type { Rule } from "../../rules/writing/rule";
import { isPlainObject, itemOf } from "../inputs";
import { markWritten } from "./spelling";

/** A warning that is known and accepted. */
export interface Acceptance {
  /** The rule: its id or its policy name, as the warning says it, for instance `NET-03`. */
  readonly rule: string;
  /** Why, for whoever reads the program and its output. */
  readonly reason: string;
  /**
   * The last day on which it holds, as an ISO date (UTC), for instance `2027-03-31`. Afterwards the warning is back.
   *
   * @default it holds for ever
   */
  readonly until?: string;
  /**
   * The place, as the warning says it, for instance `privateEndpoints.hub`; what is under it counts too.
   *
   * @default every place
   */
  readonly path?: string;
}

/** How a rule is taken: it stops a deployment (`mandatory`), it warns (`advisory`), or it is not applied (`disabled`). */
export type RuleLevel = (typeof ruleLevels)[number];

/** Levels by rule: an id or a policy name. */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

/** How the findings of a configuration are taken. */
export interface Judgement {
  readonly accept: readonly Acceptance[];
  readonly levels: RuleLevels;
}

/** How findings are taken unless a program says otherwise. */
export const plainJudgement: Judgement = { accept: [], levels: {} };

/** Reads `accept` and `levels` of arguments: what is no such thing is left out, {@link misjudged} says so. */
export function judgementOf({ accept, levels }: { readonly accept?: unknown; readonly levels?: unknown }): Judgement {
  return {
    accept: Array.isArray(accept) ? accept.filter(isAcceptance) : [],
    levels: Object.fromEntries(Object.entries(Object(isPlainObject(levels) ? levels : {})).filter(isLevelEntry)),
  };
}

/** The levels that a rule may have. */
export const ruleLevels = ["mandatory", "advisory", "disabled"] as const;

function isAcceptance(value: unknown): value is Acceptance {
  const isText = (name: string) => typeof itemOf(value, name) === "string";
  return isText("rule") && isText("reason");
}

function isLevelEntry(entry: [string, unknown]): entry is [string, RuleLevel] {
  return ruleLevels.some((level) => level === entry[1]);
}

const kept = ["REPL-REGISTRY", "SHAPE-01", "SHAPE-03", "SHAPE-04", "DNS-01"];

/** Whether a rule stays an error: a replacement is accepted by its new value, and what cannot be read cannot be made. */
export function isKept(name: string): boolean {
  return kept.includes(name.toUpperCase()) || name.toLowerCase() === "acr-registry-replacement";
}

/** The rules to apply at the levels of a judgement, as an option of `check`; none: those that a check applies anyway. */
export function rulesAt({ levels }: Judgement): { readonly rules?: readonly Rule[] } {
  if (Object.keys(levels).length === 0) return {};
  const applied = rules.filter((rule) => {
    const level = levelOf({ rule: rule.id, policy: rule.policy, also: rule.also ?? [] }, levels);
    return level === undefined ? validityRules.includes(rule) : level !== "disabled";
  });
  return { rules: applied };
}

function levelOf(finding: Pick<Finding, "rule" | "also" | "policy">, levels: RuleLevels): RuleLevel | undefined {
  return Object.entries(levels).find(([name]) => isOfRule(finding, name) && !isKept(name))?.[1];
}

/** Findings at the levels that a judgement gives their rules. */
export function atLevels(findings: readonly Finding[], { levels }: Judgement): Finding[] {
  return findings.flatMap((finding) => {
    const level = levelOf(finding, levels);
    if (level === undefined) return [finding];
    return level === "disabled" ? [] : [{ ...finding, severity: level === "mandatory" ? "error" : "warning" }];
  });
}

/** The acceptance that covers a finding at a place, of those that hold. */
export function acceptanceOf(
  finding: Finding,
  place: string,
  { accept }: Judgement,
  now: Date,
): Acceptance | undefined {
  return accept.find(
    ({ rule, until, path }) =>
      isOfRule(finding, rule) &&
      (until === undefined || isBefore(now, until)) &&
      (path === undefined || isAtOrUnder(place, path)),
  );
}

function isAtOrUnder(place: string, path: string): boolean {
  return place === path || (place.startsWith(path) && /[.[]/.test(place[path.length] ?? ""));
}

/** Acceptances of a whole company: one that nothing needs here is needed elsewhere, so nobody hears of it. */
const shared = new WeakSet<Acceptance>();

/** Marks acceptances as those of a whole company. */
export function share(accept: readonly Acceptance[]): void {
  for (const acceptance of accept) shared.add(acceptance);
}

/** Findings on the acceptances that have run out. */
export function expiredAcceptances({ accept }: Judgement, now: Date): Finding[] {
  return accept.flatMap(({ rule, reason, until }, index) =>
    until !== undefined && expiryOf(until) !== undefined && !isBefore(now, until)
      ? [
          about(
            index,
            expiredWaiver,
            `The acceptance of ${rule} ended on ${until} (${reason}).`,
            "Mend what it covered and remove it, or agree on a new date.",
          ),
        ]
      : [],
  );
}

/**
 * Findings on the acceptances that accept nothing, once everything is known. Rules across time speak in one deployment and
 * are silent in the next, so nothing is said of theirs.
 */
export function unusedAcceptances({ accept }: Judgement, used: ReadonlySet<Acceptance>, now: Date): Finding[] {
  return accept.flatMap((acceptance, index) => {
    const { rule, path, until } = acceptance;
    const isOver = until !== undefined && !isBefore(now, until);
    if (used.has(acceptance) || shared.has(acceptance) || isOver || isAcrossTime(rule)) return [];
    const place = path === undefined ? "" : ` at ${path}`;
    return [
      about(
        index,
        otherFindings.unusedWaiver,
        `Nothing is accepted: there is no warning ${rule}${place}.`,
        "Remove it.",
      ),
    ];
  });
}

/** Findings on the acceptances of what is an error. */
export function acceptedErrors(
  { accept }: Judgement,
  errors: readonly Finding[],
  placeOf: (path: Finding["path"]) => string,
): Finding[] {
  return accept.flatMap((acceptance, index) => {
    const { rule, path } = acceptance;
    const isMeant = errors.some(
      (error) => isOfRule(error, rule) && (path === undefined || isAtOrUnder(placeOf(error.path), path)),
    );
    return isMeant && !shared.has(acceptance)
      ? [
          about(
            index,
            otherFindings.errorWaiver,
            `${rule} is an error here, and only warnings can be accepted.`,
            "Mend the error.",
          ),
        ]
      : [];
  });
}

function about(index: number, other: OtherFinding, message: string, fix: string): Finding {
  return markWritten({
    ...called(other),
    severity: other.severity,
    subject: "operations",
    path: ["accept", index],
    message,
    fix,
    docs: "https://learn.microsoft.com/azure/container-registry/container-registry-best-practices",
    related: [],
  });
}

function isAcrossTime(name: string): boolean {
  return rules.some((rule) => "before" in rule.fails && isCalled(rule, name));
}

/** The acceptances of a whole company among those of a judgement: they hold for children of their own too. */
export function sharedOf({ accept }: Judgement): Acceptance[] {
  return accept.filter((acceptance) => shared.has(acceptance));
}

/** What a text says of accepted findings: which, where, why and how long. */
export function describeAccepted(
  subject: string,
  accepted: ReadonlyMap<Acceptance, readonly Finding[]>,
  placeOf: (path: Finding["path"]) => string,
): string {
  const lines = [...accepted].map(([{ rule, reason, until }, findings]) => {
    const places = [...new Set(findings.map(({ path }) => placeOf(path)).filter((place) => place !== ""))];
    const where = places.length ? ` at ${places.join(", ")}` : "";
    return `${rule}${where}${until === undefined ? "" : ` until ${until}`}: ${reason}`;
  });
  return `${subject}: accepted: ${lines.join("; ")}`;
}
