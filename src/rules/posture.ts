import type { Rule } from "./rule";

/** Posture: acr-rules.md (policies.md 1 and 4). */
export const postureRules: readonly Rule[] = [];
