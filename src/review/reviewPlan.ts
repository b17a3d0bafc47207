import { rules as ruleBook } from "../rules/book";
import type { Finding } from "../rules/finding";
import { called, expiredWaiver } from "../rules/otherFindings";
import { shapeRule } from "../rules/shapeFindings";
import type { Rule, Severity } from "../rules/writing/rule";
import { type Level, levelIn, type ProfileName } from "./profiles";
import type { ReviewConfig } from "./reviewConfig";
import { holds, type Waiver, waiverOf } from "./waivers";

/** A configuration made ready: which rules to apply with which options, and how to take what they find. */
export interface ReviewPlan {
  readonly profile: ProfileName;
  /** The rules that are not disabled. */
  readonly rules: readonly Rule[];
  /** Options as `check` takes them. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** How a finding is taken. */
  readonly levelOf: (finding: Finding) => Exclude<Level, "disabled">;
  /** The severity that goes with a finding's level. */
  readonly severityOf: (finding: Finding) => Severity;
  /** The rules whose level the configuration gives. */
  readonly written: ReadonlySet<string>;
  /** Whether a rule's remedy is wanted. */
  readonly remedies: (rule: Rule) => boolean;
  /** The waiver that covers a finding on a resource of these names (logical name, URN). */
  readonly waiverOf: (finding: Finding, names: readonly string[], now: Date) => Waiver | undefined;
  /** A finding for each waiver that has run out. Its `path` is empty: it is about the configuration. */
  readonly expired: (now: Date) => readonly Finding[];
}

/** Makes a configuration ready. A parameter that is set switches its rule on, unless a level says otherwise. */
export function reviewPlan(config: ReviewConfig, rules: readonly Rule[] = ruleBook): ReviewPlan {
  const levels = new Map<string, Level>();
  const written = new Set<string>();
  for (const rule of rules) {
    const given = config.levels.get(rule.id);
    const own = levelIn(config.profile, rule, config.deletionProtection);
    if (given !== undefined) written.add(rule.id);
    levels.set(
      rule.id,
      given === "remediate"
        ? "mandatory"
        : (given ?? (own === "disabled" && Object.hasOwn(config.options, rule.id) ? "advisory" : own)),
    );
  }
  const postures = new Set(rules.filter(({ posture }) => posture).map(({ id }) => id));
  const levelOf = ({ rule, severity }: Finding) => {
    const level = levels.get(rule);
    // A validity rule's single findings may be milder than the rule; only a written level changes that.
    const byVerdict = rule === shapeRule || !(postures.has(rule) || written.has(rule));
    if (byVerdict || level === undefined) return severity === "error" ? "mandatory" : "advisory";
    return level === "mandatory" ? "mandatory" : "advisory";
  };
  const { R24: retention = {}, ...options } = config.options;
  return {
    profile: config.profile,
    rules: rules.filter(({ id }) => levels.get(id) !== "disabled"),
    options: { ...options, R24: { ...retention, deletionProtection: config.deletionProtection } },
    levelOf,
    written,
    severityOf: (finding) => (levelOf(finding) === "mandatory" ? "error" : "warning"),
    remedies: ({ id }) => config.levels.get(id) === "remediate",
    waiverOf: (finding, names, now) => waiverOf(finding, names, config.waivers, now),
    expired: (now) => {
      const level = config.levels.get(expiredWaiver.id) ?? "advisory";
      if (level === "disabled") return [];
      const severity = level === "advisory" ? "warning" : "error";
      return config.waivers
        .filter((waiver) => !holds(waiver, now))
        .map((waiver) => ({ ...expiredFinding(waiver), severity }));
    },
  };
}

function expiredFinding({ resource, rule, reason, expires }: Waiver): Finding {
  return {
    ...called(expiredWaiver),
    severity: expiredWaiver.severity,
    subject: "operations",
    path: [],
    message: `The waiver of ${rule} for "${resource}" ended on ${expires} (${reason}).`,
    given: expires,
    fix: "Mend what it covered and remove the waiver, or agree on a new date.",
    docs: "https://learn.microsoft.com/azure/container-registry/container-registry-best-practices",
    related: [],
  };
}
