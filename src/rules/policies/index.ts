import type { Rule } from "../writing/rule";
import { contentTrustRules } from "./contentTrust";
import { exportPolicyRules } from "./exportPolicy";
import { policyRules } from "./policies";
import { policyPosture } from "./posture";
import { softDeleteRules } from "./softDelete";

/** The policies of a registry: retention, soft delete, quarantine, export, content trust. */
export const policies: readonly Rule[] = [
  ...policyRules,
  ...softDeleteRules,
  ...contentTrustRules,
  ...exportPolicyRules,
  ...policyPosture,
];
