import type { Rule } from "./rule";

/** Cache rules: acr-rules.md 2.18. */
export const cacheRuleRules: readonly Rule[] = [];
