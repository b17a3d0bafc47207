import { normaliseRegion } from "../../model/regions";
import { listAt, type Properties, textAt } from "../json";
import { key, type Store, type StoredResource } from "./store";

/** The private endpoints that lead to a registry. */
export function endpointsOf(store: Store, registryId: string): StoredResource[] {
  return store
    .all("network:PrivateEndpoint")
    .filter(({ inputs }) => connectionsOf(inputs).some((one) => key(connectionTarget(one)) === key(registryId)));
}

/** The connections of a private endpoint, approved by itself or by somebody else. */
export function connectionsOf(inputs: Properties): unknown[] {
  return [...listAt(inputs, "privateLinkServiceConnections"), ...listAt(inputs, "manualPrivateLinkServiceConnections")];
}

/** The id of what a connection of an endpoint leads to. */
export function connectionTarget(connection: unknown): string {
  return textAt(connection, "privateLinkServiceId");
}

/** The regions of a registry: home first, then its replicas by name. */
export function regionsOf(registry: Pick<StoredResource, "id" | "inputs">, store: Store): string[] {
  const home = normaliseRegion(textAt(registry.inputs, "location"));
  const others = store
    .below(registry.id, "containerregistry:Replication")
    .map((replica) => normaliseRegion(textAt(replica.inputs, "location")));
  return [home, ...[...new Set(others)].filter((region) => region !== home).sort()];
}
