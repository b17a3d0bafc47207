import type { Rule } from "./rule";

/** Replications: acr-rules.md 2.8. */
export const replicationRules: readonly Rule[] = [];
