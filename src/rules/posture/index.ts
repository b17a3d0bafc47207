import type { Rule } from "../rule";
import { identityPosture } from "./identity";

/** What is legal but what a team may not want: security, resilience, cost. Source: policies.md 1 and 4. */
export const postureRules: readonly Rule[] = [...identityPosture];
