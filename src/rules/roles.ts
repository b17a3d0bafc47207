import type { Rule } from "./rule";

/** Role assignments: acr-rules.md 2.13. */
export const roleRules: readonly Rule[] = [];
