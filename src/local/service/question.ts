import { type Properties, textAt } from "../json";
import { groupId, resourceId } from "../types/armIds";
import { resourceTypes } from "../types/resourceTypes";
import { notFound } from "./elsewhere";
import type { Store, StoredResource } from "./store";

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
  const found = id === undefined ? undefined : store.get(id);
  if (!found) throw notFound(id ?? groupId(textAt(args, "resourceGroupName"), subscriptionId));
  return found;
}
