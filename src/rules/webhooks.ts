import type { Rule } from "./rule";

/** Webhooks: acr-rules.md 2.15. */
export const webhookRules: readonly Rule[] = [];
