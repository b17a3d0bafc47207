import { normaliseRegion } from "../../../model/regions";
import { textAt } from "../../json";
import { type Refusal, refuse } from "../refusal";
import { key, type Store, type StoredResource } from "../store";

/** What the service has against a deletion. */
export function deletionRefusal({ id, type, inputs }: StoredResource, store: Store): Refusal | undefined {
  const locked = store.all().find((lock) => lock.type.startsWith("authorization:ManagementLock") && locks(lock, id));
  if (locked) {
    return refuse(
      "ScopeLocked",
      `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${scopeOf(locked)}'. Please remove the lock and try again.`,
      409,
    );
  }
  switch (type) {
    case "containerregistry:Replication": {
      // REP-03: the home replica goes with the registry only.
      const registry = store.get(id.split(/\/replications\//i)[0] ?? "");
      const isHome =
        normaliseRegion(textAt(registry?.inputs, "location")) === normaliseRegion(textAt(inputs, "location"));
      return isHome
        ? refuse(
            "HomeReplicationCannotBeDeleted",
            "The replication in the home region of the registry cannot be deleted.",
          )
        : undefined;
    }
    case "containerregistry:Token": {
      // TOK-09
      const user = store
        .all("containerregistry:ConnectedRegistry")
        .find((connected) => key(textAt(connected.inputs, "parent.syncProperties.tokenId")) === key(id));
      return user && refuse("TokenInUse", `The token is the sync token of '${user.id.split("/").at(-1)}'.`, 409);
    }
    case "containerregistry:ConnectedRegistry": {
      // CR-18
      const child = store
        .all("containerregistry:ConnectedRegistry")
        .find((connected) => key(textAt(connected.inputs, "parent.id")) === key(id));
      return child && refuse("ConnectedRegistryHasChildren", `Delete '${child.id.split("/").at(-1)}' first.`, 409);
    }
    case "network:Subnet": {
      const user = store
        .all("network:PrivateEndpoint")
        .find(({ inputs: own }) => key(textAt(own, "subnet.id")) === key(id));
      return (
        user &&
        refuse(
          "InUseSubnetCannotBeDeleted",
          `Subnet ${id.split("/").at(-1)} is in use by ${user.id} and cannot be deleted.`,
        )
      );
    }
    case "privatedns:PrivateZone":
      return store.below(id, "privatedns:VirtualNetworkLink").length > 0
        ? refuse(
            "CannotDeleteResource",
            `Can not delete resource before nested resources are deleted: '${id}' has virtual network links.`,
            409,
          )
        : undefined;
    default:
      return undefined;
  }
}

function locks(lock: StoredResource, id: string): boolean {
  const scope = key(scopeOf(lock));
  return key(id) !== key(lock.id) && (key(id) === scope || key(id).startsWith(`${scope}/`)) && !isLock(id);
}

function isLock(id: string): boolean {
  return /\/Microsoft\.Authorization\/locks\//i.test(id);
}

function scopeOf({ id }: StoredResource): string {
  return id.split(/\/providers\/Microsoft\.Authorization\//i)[0] ?? id;
}
