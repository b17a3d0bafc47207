import type { Rule } from "./rule";

/** Private endpoints and DNS: acr-rules.md 2.7. */
export const privateEndpointRules: readonly Rule[] = [];
