import type { Rule } from "./rule";

/** Policies: acr-rules.md 2.11. */
export const policyRules: readonly Rule[] = [];
