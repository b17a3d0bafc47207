import type { Rule } from "./rule";

/** Public access, firewall and bypass: acr-rules.md 2.5. */
export const networkRules: readonly Rule[] = [];
