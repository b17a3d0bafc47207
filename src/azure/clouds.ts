import { cloudOfRegion, clouds } from "../model";
import { nameRole } from "../model/roles";

/** The versionless identifier of a key: the registry then follows the key's rotation by itself. */
export function keyIdentifier(vaultName: string, keyName: string, region: string): string {
  return `https://${vaultName}.${clouds[cloudOfRegion(region)].vaultSuffix}/keys/${keyName}`;
}

/** The ARM id of a built-in role, by its display name, in the subscription of a resource. */
export function roleDefinitionId(subscriptionId: string, role: string): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${nameRole(role).guid}`;
}
