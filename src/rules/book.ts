import { authenticationRules } from "./access/authentication";
import { identityPosture } from "./access/posture";
import { rolePosture } from "./access/rolePosture";
import { roleRules } from "./access/roles";
import { scopeMapRules } from "./access/scopeMaps";
import { tokenPosture } from "./access/tokenPosture";
import { tokenRules } from "./access/tokens";
import { cacheRuleRules } from "./cache/cacheRules";
import { credentialSetRules } from "./cache/credentialSets";
import { upstreamPosture } from "./cache/posture";
import { connectedRegistryRules } from "./connected/connectedRegistries";
import { encryptionRules } from "./encryption/encryption";
import { nameRules } from "./names/names";
import { replacementRules } from "./names/replacement";
import { tagRules } from "./names/tagsAndLocations";
import { endpointRules } from "./network/endpoints";
import { firewallRules } from "./network/firewall";
import { networkPosture } from "./network/posture";
import { networkRules } from "./network/publicAccess";
import { serviceEndpointRules } from "./network/serviceEndpoints";
import { governancePosture } from "./operations/governance";
import { monitoringPosture } from "./operations/monitoring";
import { policyRules } from "./policies/policies";
import { dataPosture } from "./policies/posture";
import { reachPosture } from "./privateEndpoints/posture";
import { privateEndpointRules } from "./privateEndpoints/privateEndpoints";
import { subnetRules } from "./privateEndpoints/subnets";
import { reliabilityPosture } from "./replications/posture";
import { replicationRules } from "./replications/replications";
import { zoneRules } from "./replications/zones";
import { agentPoolRules } from "./tasks/agentPools";
import { taskPosture } from "./tasks/posture";
import { taskRules } from "./tasks/tasks";
import { downgradeRules } from "./tier/downgrade";
import { skuRules } from "./tier/sku";
import { transferRules } from "./transfer/transfer";
import { webhookRules } from "./webhooks/webhooks";
import type { Rule } from "./writing/rule";

/** What the service refuses, ignores or breaks on, by subject. */
const validityRules: readonly Rule[] = [
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
];

/** What is legal but what a team may not want: security, resilience, cost. */
export const postureRules: readonly Rule[] = [
  ...identityPosture,
  ...networkPosture,
  ...dataPosture,
  ...reliabilityPosture,
  ...governancePosture,
  ...monitoringPosture,
  ...tokenPosture,
  ...taskPosture,
  ...reachPosture,
  ...rolePosture,
  ...upstreamPosture,
];

/** Every rule there is. */
export const rules: readonly Rule[] = [...validityRules, ...postureRules];
