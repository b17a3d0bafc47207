// What `pulumi-acr/rules` exports: the rule book without Pulumi.

export { catalogue } from "./catalogue";
export { type CheckOptions, check, type Finding, formatPath, lowestTier } from "./check";
export { describe } from "./describe";
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
