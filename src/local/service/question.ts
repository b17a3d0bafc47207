import { isObject, listAt, type Properties, textAt } from "../json";
import { groupId, resourceId } from "../types/armIds";
import { resourceTypes } from "../types/resourceTypes";
import { notFound } from "./elsewhere";
import { key, type Store, type StoredResource } from "./store";

/** What a function is asked. */
export interface Question {
  readonly store: Store;
  readonly args: Properties;
  /** The subscription of the provider that asks. */
  readonly subscriptionId: string;
}

/** What a function answers. A value that is a secret is wrapped by `secret`. */
export type Answer = (question: Question) => Properties;

/** A resource that a function is about, by the names in its arguments; it has to be there. */
export function named({ store, args, subscriptionId }: Question, type: string): StoredResource {
  const known = resourceTypes[type];
  const id = known && resourceId(known, args, subscriptionId);
  const found = id === undefined ? undefined : (store.get(id) ?? subnetOfNetwork(id, store));
  if (!found) throw notFound(id ?? groupId(textAt(args, "resourceGroupName"), subscriptionId));
  return found;
}

/** A subnet that was made with its network has no entry of its own. */
function subnetOfNetwork(id: string, store: Store): StoredResource | undefined {
  const network = store.get(id.split(/\/subnets\//i)[0] ?? "");
  const outputs = listAt(network?.outputs, "subnets").find((subnet) => key(textAt(subnet, "id")) === key(id));
  return network && isObject(outputs)
    ? { id, type: "network:Subnet", inputs: {}, outputs, createdAt: network.createdAt }
    : undefined;
}
