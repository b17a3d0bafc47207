import { type CheckOptions, check } from "../rules/check";
import type { Finding } from "../rules/finding";
import type { Rule } from "../rules/writing/rule";

/** What a check found, and the rules that failed on it by a mistake of their own. */
export interface SafeCheck {
  readonly findings: readonly Finding[];
  readonly failed: readonly Rule[];
}

/** Checks as `check` does, but a rule that fails on input nobody thought of neither takes the others with it nor hides. */
export function checkSafely(model: unknown, options: CheckOptions & { readonly rules: readonly Rule[] }): SafeCheck {
  try {
    return { findings: check(model, options), failed: [] };
  } catch {
    const failed: Rule[] = [];
    const sound = options.rules.filter((rule) => {
      try {
        check(model, { ...options, rules: [rule] });
        return true;
      } catch {
        failed.push(rule);
        return false;
      }
    });
    return { findings: check(model, { ...options, rules: sound }), failed };
  }
}
