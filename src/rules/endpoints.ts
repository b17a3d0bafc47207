import type { Rule } from "./rule";

/** Data endpoints, regional endpoints and IP protocol: acr-rules.md 2.6. */
export const endpointRules: readonly Rule[] = [];
