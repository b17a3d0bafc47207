import type { Rule } from "./rule";

/** Connected registries: acr-rules.md 2.19. */
export const connectedRegistryRules: readonly Rule[] = [];
