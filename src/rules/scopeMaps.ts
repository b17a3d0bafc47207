import type { Rule } from "./rule";

/** Scope maps: acr-rules.md 2.14. */
export const scopeMapRules: readonly Rule[] = [];
