import type { Rule } from "./rule";

/** Transfer pipelines: acr-rules.md 2.20. */
export const transferRules: readonly Rule[] = [];
