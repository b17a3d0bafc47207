import type { Rule } from "./rule";

/** Customer-managed key and identity: acr-rules.md 2.10. */
export const encryptionRules: readonly Rule[] = [];
