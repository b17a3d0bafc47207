import type { Rule } from "../writing/rule";
import { replicationPosture } from "./posture";
import { replicationRules } from "./replications";
import { zoneRules } from "./zones";

/** Replicas in other regions, and zones. */
export const replications: readonly Rule[] = [...replicationRules, ...zoneRules, ...replicationPosture];
