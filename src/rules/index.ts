// What `pulumi-acr/rules` exports: the rule book without Pulumi.

export { catalogue } from "./catalogue";
export { type CheckOptions, checkWritten as check } from "./check";
export { describe } from "./describe";
export { type Finding, formatPath, lowestTier } from "./finding";
export {
  type Feature,
  type FeatureId,
  features,
  type Limit,
  type LimitId,
  limits,
  type Tier,
  tierOf,
  tiers,
} from "./tiers";
export {
  type Enforcement,
  type Risk,
  type Rule,
  type RuleFacts,
  type Severity,
  type Subject,
  severityOf,
} from "./writing/rule";
