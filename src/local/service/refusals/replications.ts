import { normaliseRegion } from "../../../model/regions";
import { listAt, textAt } from "../../json";
import { endpointsOf } from "../links";
import { type Check, refuse } from "../refusal";
import { key, type StoredResource } from "../store";
import { freeAddresses, neededAddresses } from "../subnetAddresses";

/** REP-04: one replica per region. The home region has one by itself: a second declaration of it changes nothing (REP-02). */
const oneEach: Check = ({ registry, inputs, id, store }) => {
  if (!registry) return undefined;
  const region = normaliseRegion(textAt(inputs, "location"));
  const twin = store
    .below(registry.id, "containerregistry:Replication")
    .find((other) => key(other.id) !== key(id) && normaliseRegion(textAt(other.inputs, "location")) === region);
  return twin
    ? refuse("ReplicationAlreadyExists", `The registry already has a replication in '${region}'.`, 409)
    : undefined;
};

/** PE-09, C053; PE-07, C054: a new region needs an address in every private endpoint. */
const endpointAddresses: Check = ({ registry, inputs, before, store }) => {
  if (!registry || before) return undefined;
  const region = normaliseRegion(textAt(inputs, "location"));
  for (const endpoint of endpointsOf(store, registry.id)) {
    const members = listAt(endpoint.inputs, "ipConfigurations").map((item) => textAt(item, "memberName"));
    const missing = `registry_data_${region}`;
    if (members.length > 0 && !members.includes(missing)) {
      return refuse(
        "PrivateEndpointReplicationFailed",
        `The private endpoint replication failed because the private endpoint '${nameOf(endpoint)}' has static ipconfigurations without the requested member names: ${missing}.`,
      );
    }
    const free = freeAddresses(endpoint, store);
    if (members.length === 0 && free !== undefined && free < 1) {
      return refuse(
        "PrivateEndpointReplicationFailed",
        `The subnet of the private endpoint '${nameOf(endpoint)}' has no free address for the new region.`,
      );
    }
  }
  return undefined;
};

/** What the service refuses of a replication. */
export const replicationChecks: readonly Check[] = [oneEach, endpointAddresses];

/** PE-03, PE-07, C054: a new endpoint needs an address for each member. */
export function endpointFits(endpoint: StoredResource, registry: StoredResource, store: Parameters<Check>[0]["store"]) {
  const free = freeAddresses(endpoint, store);
  const needed = neededAddresses(registry, store);
  return free === undefined || free >= needed
    ? undefined
    : refuse("SubnetIsFull", `The subnet has ${free} free addresses; the private endpoint needs ${needed}.`);
}

function nameOf({ id }: StoredResource): string {
  return id.split("/").at(-1) ?? id;
}
