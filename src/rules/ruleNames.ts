import { nearest } from "../model/nearestWord";
import { rules as ruleBook } from "./book";
import type { Finding } from "./finding";
import { otherFindings } from "./otherFindings";
import type { Rule } from "./writing/rule";

// A rule is called by its policy name, by its id, or by another id of it, in any case. Rules may share a policy name.

type Named = Pick<Rule, "id" | "policy"> & { readonly also?: readonly string[] };

/** Everything that a rule is called, the policy name first. */
export function namesOf({ id, policy, also = [] }: Named): string[] {
  return [policy, id, ...also];
}

/** Whether a rule is called by a name. */
export function isCalled(rule: Named, name: string): boolean {
  return namesOf(rule).some((own) => own.toLowerCase() === name.toLowerCase());
}

/** Whether a finding is of a rule that a name means. */
export function isOfRule({ rule: id, policy, also }: Pick<Finding, "rule" | "also" | "policy">, name: string): boolean {
  return isCalled({ id, policy, also }, name);
}

/** Rules by their policy name, in the order of the rule book. */
export function rulesByPolicy(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const group = groups.get(rule.policy);
    if (group) group.push(rule);
    else groups.set(rule.policy, [rule]);
  }
  return groups;
}

/** Everything that a rule, or a finding of none, is called. */
const allNames: readonly string[] = [
  ...new Set([...ruleBook, ...Object.values(otherFindings)].flatMap((rule) => namesOf(rule))),
];
const lowerCase = new Set(allNames.map((name) => name.toLowerCase()));

/** Whether there is a rule, or a finding of none, of this name. */
export function isRuleName(name: string): boolean {
  return lowerCase.has(name.toLowerCase());
}

/** The name of a rule that a misspelt one probably means. */
export function nearestRuleName(name: string): string | undefined {
  return nearest(name, allNames);
}
