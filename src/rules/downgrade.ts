import type { Rule } from "./rule";

/** A lower tier: acr-rules.md 2.4. */
export const downgradeRules: readonly Rule[] = [];
