import type { Rule } from "../writing/rule";
import { cacheAuthenticationRules } from "./authentication";
import { cacheRuleRules } from "./cacheRules";
import { credentialSetRules } from "./credentialSets";
import { cacheIdentityRules } from "./identity";
import { cacheOverlapRules } from "./overlap";
import { cachePosture } from "./posture";

/** Artifact cache: cache rules and credential sets. */
export const cache: readonly Rule[] = [
  ...cacheRuleRules,
  ...cacheAuthenticationRules,
  ...cacheIdentityRules,
  ...cacheOverlapRules,
  ...credentialSetRules,
  ...cachePosture,
];
