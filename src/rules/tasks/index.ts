import type { Rule } from "../writing/rule";
import { agentPoolRules } from "./agentPools";
import { taskCredentialRules } from "./credentials";
import { taskFileRules } from "./files";
import { taskPlatformRules } from "./platform";
import { taskPosture } from "./posture";
import { taskRunRules } from "./runs";
import { taskStepRules } from "./steps";
import { taskRules } from "./tasks";
import { taskTimerRules } from "./timers";
import { taskTriggerRules } from "./triggers";

/** Tasks, their steps, triggers and credentials, task runs, and agent pools. */
export const tasks: readonly Rule[] = [
  ...taskRules,
  ...taskStepRules,
  ...taskFileRules,
  ...taskPlatformRules,
  ...taskTriggerRules,
  ...taskTimerRules,
  ...taskCredentialRules,
  ...taskRunRules,
  ...agentPoolRules,
  ...taskPosture,
];
