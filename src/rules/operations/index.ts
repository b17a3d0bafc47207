import type { Rule } from "../writing/rule";
import { governancePosture } from "./governance";
import { monitoringPosture } from "./monitoring";

/** What keeps a registry safe to run: locks, resource groups, logs. */
export const operations: readonly Rule[] = [...governancePosture, ...monitoringPosture];
