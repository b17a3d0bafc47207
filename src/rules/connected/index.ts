import type { Rule } from "../writing/rule";
import { connectedAccessRules } from "./access";
import { connectedRegistryRules } from "./connectedRegistries";
import { connectedRegistryPosture } from "./posture";
import { connectedSyncRules } from "./sync";
import { connectedTreeRules } from "./tree";

/** Connected registries. */
export const connected: readonly Rule[] = [
  ...connectedRegistryRules,
  ...connectedTreeRules,
  ...connectedSyncRules,
  ...connectedAccessRules,
  ...connectedRegistryPosture,
];
