import type { Rule } from "./rule";

/** Credential sets: acr-rules.md 2.18. */
export const credentialSetRules: readonly Rule[] = [];
