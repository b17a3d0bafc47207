import type { Rule } from "./rule";

/** What forces replacement: acr-rules.md 2.21. */
export const replacementRules: readonly Rule[] = [];
