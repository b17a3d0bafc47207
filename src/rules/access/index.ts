import type { Rule } from "../writing/rule";
import { authenticationRules } from "./authentication";
import { authenticationPosture } from "./posture";
import { rolePosture } from "./rolePosture";
import { roleRules } from "./roles";
import { scopeMapRules } from "./scopeMaps";
import { tokenCredentialRules } from "./tokenCredentials";
import { tokenPosture } from "./tokenPosture";
import { tokenRules } from "./tokens";

/** Who signs in, and what they may do: sign-in, roles, tokens and scope maps. */
export const access: readonly Rule[] = [
  ...authenticationRules,
  ...roleRules,
  ...tokenRules,
  ...tokenCredentialRules,
  ...scopeMapRules,
  ...authenticationPosture,
  ...rolePosture,
  ...tokenPosture,
];
