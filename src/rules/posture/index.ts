import type { Rule } from "../rule";
import { dataPosture } from "./data";
import { identityPosture } from "./identity";
import { networkPosture } from "./network";

/** What is legal but what a team may not want: security, resilience, cost. Source: policies.md 1 and 4. */
export const postureRules: readonly Rule[] = [...identityPosture, ...networkPosture, ...dataPosture];
