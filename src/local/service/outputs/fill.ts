import { normaliseRegion } from "../../../model/regions";
import { isObject, isText, type Properties, textAt } from "../../json";
import { account, uuidOf } from "../../types/armIds";
import { attachedIdentities } from "../identity";
import type { Store, StoredResource } from "../store";

/** A resource whose outputs are asked for. */
export interface Kept {
  readonly type: string;
  readonly id: string;
  /** What was sent, as the service keeps it: without the names that are in the id. */
  readonly inputs: Properties;
  readonly before: StoredResource | undefined;
  readonly store: Store;
  readonly createdAt: string;
}

/** Makes what the service shows of a resource, besides its name and type. */
export type Fill = (kept: Kept) => Properties;

/** What every resource shows of its request: its region as Azure writes it, its identity with ids. */
export const azureResource: Fill = ({ inputs, id }) => ({
  ...inputs,
  ...(isText(inputs.location) ? { location: normaliseRegion(inputs.location) } : {}),
  ...(isObject(inputs.identity) ? { identity: identityOf(inputs, id) } : {}),
});

/** An identity with the ids that the directory gives it. A list of identities comes back as a map. */
export function identityOf(inputs: Properties, id: string): Properties | undefined {
  if (!isObject(inputs.identity)) return undefined;
  const type = textAt(inputs, "identity.type");
  const ids = attachedIdentities(inputs);
  const has = (kind: string) => type.toLowerCase().includes(kind);
  return {
    type,
    ...(has("systemassigned") ? { principalId: uuidOf(`${id}#principal`), tenantId: account.tenantId } : {}),
    ...(ids.length && has("userassigned")
      ? { userAssignedIdentities: Object.fromEntries(ids.map((identity) => [identity, principalOf(identity)])) }
      : {}),
  };
}

/** The ids that the directory gives a user-assigned identity. */
export function principalOf(identityId: string): { clientId: string; principalId: string } {
  return { clientId: uuidOf(`${identityId}#client`), principalId: uuidOf(`${identityId}#principal`) };
}

/** Who wrote a resource and when. */
export function systemData(createdAt: string): Properties {
  return {
    createdBy: account.clientId,
    createdByType: "Application",
    createdAt,
    lastModifiedBy: account.clientId,
    lastModifiedByType: "Application",
    lastModifiedAt: createdAt,
  };
}
