import type { Rule } from "./rule";

/** Tokens: acr-rules.md 2.14. */
export const tokenRules: readonly Rule[] = [];
