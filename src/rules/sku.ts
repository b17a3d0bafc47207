import type { Rule } from "./rule";

/** The tier: acr-rules.md 2.3. */
export const skuRules: readonly Rule[] = [];
