import * as acr from "../../src";

// What must compile and what must not. The compiler reads this file in `npm run types`; each line that must not compile
// says so, and `tiers.types.test.ts` holds the messages.

declare const isProduction: boolean;
declare const text: string;
const resourceGroupName = "images";
const subnetId = "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints";
const keyVaultId = "/subscriptions/0/resourceGroups/g/providers/Microsoft.KeyVault/vaults/keys";

/** Configurations that must compile. */
export const allowed: readonly acr.RegistryArgs[] = [
  { resourceGroupName, sku: "Basic" },
  { resourceGroupName, sku: "Basic", adminUserEnabled: true, tags: { team: "web" } },
  { resourceGroupName, sku: "Basic", policies: { softDeletePolicy: { status: "enabled", retentionDays: 7 } } },
  { resourceGroupName, sku: "Standard", anonymousPullEnabled: true },
  { resourceGroupName, sku: "Premium", replications: { northeurope: {} }, zoneRedundancy: "Enabled" },
  { resourceGroupName, sku: "Premium", privateEndpoints: { hub: { subnetId } }, publicNetworkAccess: "Disabled" },
  { resourceGroupName, sku: "Premium", encryption: { keyVaultId, keyName: "registry" } },
  {
    resourceGroupName,
    sku: isProduction ? "Premium" : "Basic",
    replications: isProduction ? { northeurope: {} } : undefined,
  },
  { resourceGroupName, sku: isProduction ? "Premium" : "Standard", dataEndpointEnabled: isProduction },
  { resourceGroupName, sku: acr.parseSku(text), policies: { retentionPolicy: { status: "enabled", days: 30 } } },
];

/** Configurations that must not compile. */
export const refused: readonly acr.RegistryArgs[] = [
  // @ts-expect-error -- Basic has no geo-replication
  { resourceGroupName, sku: "Basic", replications: { northeurope: {} } },
  // @ts-expect-error -- Basic has no zone redundancy option
  { resourceGroupName, sku: "Basic", zoneRedundancy: "Enabled" },
  // @ts-expect-error -- Basic has no private endpoints
  { resourceGroupName, sku: "Basic", privateEndpoints: { hub: { subnetId } } },
  // @ts-expect-error -- Basic has no customer-managed keys
  { resourceGroupName, sku: "Basic", encryption: { keyVaultId, keyName: "registry" } },
  // @ts-expect-error -- Basic has no retention policy
  { resourceGroupName, sku: "Basic", policies: { retentionPolicy: { status: "enabled", days: 30 } } },
  // @ts-expect-error -- Basic has no data endpoints
  { resourceGroupName, sku: "Basic", dataEndpointEnabled: true },
  // @ts-expect-error -- Basic cannot close its public endpoint
  { resourceGroupName, sku: "Basic", publicNetworkAccess: "Disabled" },
  // @ts-expect-error -- Basic has no anonymous pull
  { resourceGroupName, sku: "Basic", anonymousPullEnabled: true },
  // @ts-expect-error -- Standard has no geo-replication
  { resourceGroupName, sku: "Standard", replications: { northeurope: {} } },
  // @ts-expect-error -- Standard has no network rules
  { resourceGroupName, sku: "Standard", networkRuleSet: { defaultAction: "Deny" } },
  // @ts-expect-error -- Standard has no export control
  { resourceGroupName, sku: "Standard", policies: { exportPolicy: { status: "disabled" } } },
  // @ts-expect-error -- a tier is spelt with a capital letter
  { resourceGroupName, sku: "premium" },
  // @ts-expect-error -- text from configuration goes through parseSku
  { resourceGroupName, sku: text },
  // @ts-expect-error -- a registry has a tier
  { resourceGroupName },
];
