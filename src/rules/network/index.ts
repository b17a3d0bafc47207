import type { Rule } from "../writing/rule";
import { bypassRules } from "./bypass";
import { endpointRules } from "./endpoints";
import { firewallRules } from "./firewall";
import { networkPosture } from "./posture";
import { networkRules } from "./publicAccess";
import { serviceEndpointRules } from "./serviceEndpoints";

/** Public access, the firewall and the endpoints of a registry. */
export const network: readonly Rule[] = [
  ...networkRules,
  ...bypassRules,
  ...firewallRules,
  ...serviceEndpointRules,
  ...endpointRules,
  ...networkPosture,
];
