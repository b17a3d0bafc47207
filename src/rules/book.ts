import { agentPoolRules } from "./agentPools";
import { authenticationRules } from "./authentication";
import { cacheRuleRules } from "./cacheRules";
import { connectedRegistryRules } from "./connectedRegistries";
import { credentialSetRules } from "./credentialSets";
import { downgradeRules } from "./downgrade";
import { encryptionRules } from "./encryption";
import { endpointRules } from "./endpoints";
import { firewallRules } from "./firewall";
import { nameRules } from "./names";
import { networkRules } from "./network";
import { policyRules } from "./policies";
import { postureRules } from "./posture";
import { privateEndpointRules } from "./privateEndpoints";
import { replacementRules } from "./replacement";
import { replicationRules } from "./replications";
import { roleRules } from "./roles";
import type { Rule } from "./rule";
import { scopeMapRules } from "./scopeMaps";
import { serviceEndpointRules } from "./serviceEndpoints";
import { skuRules } from "./sku";
import { subnetRules } from "./subnets";
import { tagRules } from "./tags";
import { taskRules } from "./tasks";
import { tokenRules } from "./tokens";
import { transferRules } from "./transfer";
import { webhookRules } from "./webhooks";
import { zoneRules } from "./zones";

/** Every rule there is, by subject, in the order of the reference. */
export const rules: readonly Rule[] = [
  ...nameRules,
  ...tagRules,
  ...skuRules,
  ...downgradeRules,
  ...networkRules,
  ...firewallRules,
  ...serviceEndpointRules,
  ...endpointRules,
  ...privateEndpointRules,
  ...subnetRules,
  ...replicationRules,
  ...zoneRules,
  ...encryptionRules,
  ...policyRules,
  ...authenticationRules,
  ...roleRules,
  ...tokenRules,
  ...scopeMapRules,
  ...webhookRules,
  ...taskRules,
  ...agentPoolRules,
  ...cacheRuleRules,
  ...credentialSetRules,
  ...connectedRegistryRules,
  ...transferRules,
  ...replacementRules,
  ...postureRules,
];
