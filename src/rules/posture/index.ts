import type { Rule } from "../rule";
import { dataPosture } from "./data";
import { governancePosture } from "./governance";
import { identityPosture } from "./identity";
import { monitoringPosture } from "./monitoring";
import { networkPosture } from "./network";
import { reachPosture } from "./reach";
import { reliabilityPosture } from "./reliability";
import { rolePosture } from "./roles";
import { taskPosture } from "./tasks";
import { tokenPosture } from "./tokens";
import { upstreamPosture } from "./upstreams";

/** What is legal but what a team may not want: security, resilience, cost. Source: policies.md 1 and 4. */
export const postureRules: readonly Rule[] = [
  ...identityPosture,
  ...networkPosture,
  ...dataPosture,
  ...reliabilityPosture,
  ...governancePosture,
  ...monitoringPosture,
  ...tokenPosture,
  ...taskPosture,
  ...reachPosture,
  ...rolePosture,
  ...upstreamPosture,
];
