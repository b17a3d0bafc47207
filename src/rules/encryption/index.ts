import type { Rule } from "../writing/rule";
import { encryptionRules } from "./encryption";
import { identityRules } from "./identity";
import { keyIdentityRules } from "./keyIdentity";
import { keyVaultRules } from "./keyVault";
import { encryptionPosture } from "./posture";

/** Customer-managed keys and the identities of a registry. */
export const encryption: readonly Rule[] = [
  ...encryptionRules,
  ...keyIdentityRules,
  ...keyVaultRules,
  ...identityRules,
  ...encryptionPosture,
];
