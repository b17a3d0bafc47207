import type { Rule } from "./rule";

/** Tags and locations: acr-rules.md 2.2. */
export const tagRules: readonly Rule[] = [];
