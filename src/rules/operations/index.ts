import type { Rule } from "../writing/rule";
import { apiVersionRules } from "./apiVersions";
import { governancePosture } from "./governance";
import { monitoringPosture } from "./monitoring";

/** What keeps a registry safe to run: API versions, locks, resource groups, logs. */
export const operations: readonly Rule[] = [...apiVersionRules, ...governancePosture, ...monitoringPosture];
