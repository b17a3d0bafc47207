import type { Rule } from "./rule";

/** Tasks and their runs: acr-rules.md 2.16. */
export const taskRules: readonly Rule[] = [];
