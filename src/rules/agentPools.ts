import type { Rule } from "./rule";

/** Agent pools: acr-rules.md 2.17. */
export const agentPoolRules: readonly Rule[] = [];
