import type { Rule } from "../writing/rule";
import { webhookPosture } from "./posture";
import { webhookRules } from "./webhooks";

/** Webhooks. */
export const webhooks: readonly Rule[] = [...webhookRules, ...webhookPosture];
