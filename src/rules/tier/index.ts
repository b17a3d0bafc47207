import type { Rule } from "../writing/rule";
import { downgradeRules } from "./downgrade";
import { downgradeSettingRules } from "./downgradeSettings";
import { tierPosture } from "./posture";
import { skuRules } from "./sku";

/** The tier, and what a move to a lower one takes away. */
export const tier: readonly Rule[] = [...skuRules, ...downgradeRules, ...downgradeSettingRules, ...tierPosture];
