import type { Rule } from "./rule";

/** Names: acr-rules.md 2.1. */
export const nameRules: readonly Rule[] = [];
