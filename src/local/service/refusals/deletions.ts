import { normaliseRegion } from "../../../model/regions";
import { textAt } from "../../json";
import { uuidOf } from "../../types/armIds";
import { connectionsOf, connectionTarget } from "../links";
import { type Refusal, refuse } from "../refusal";
import { key, type Store, type StoredResource } from "../store";
import { lockRefusal } from "./locks";

/** What the service has against a deletion. */
export function deletionRefusal({ id, type, inputs }: StoredResource, store: Store): Refusal | undefined {
  const locked = lockRefusal(id, "delete", store);
  if (locked) return locked;
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
    case "network:PrivateEndpoint":
      // K11: the endpoint's connection is a part of what it leads to, and goes with it.
      for (const target of connectionsOf(inputs).map(connectionTarget)) {
        const proxy = `${target}/privateEndpointConnectionProxies/${id.split("/").at(-1)}.${uuidOf(id)}`;
        const kept = store.get(target) && lockRefusal(proxy, "delete", store);
        const [, provider = ""] = /\/providers\/([^/]+\/[^/]+)/i.exec(target) ?? [];
        if (kept) return refuse(kept.code, `Call to ${provider} failed. Error message: ${kept.text}`, kept.status);
      }
      return undefined;
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
