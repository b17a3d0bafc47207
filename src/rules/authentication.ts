import type { Rule } from "./rule";

/** Authentication switches: acr-rules.md 2.12. */
export const authenticationRules: readonly Rule[] = [];
