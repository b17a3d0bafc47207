import { listAt, textAt } from "../json";
import { type Refusal, refuse } from "./refusal";
import type { Store } from "./store";

/** Whether a text has the form of an ARM id. */
export function isArmId(text: string): boolean {
  return /^\/(subscriptions|providers)\/[^/]+/i.test(text);
}

/** The id of the resource group in an id; `undefined` where there is none. */
function groupOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0];
}

/**
 * Whether an id is of something that this local Azure does not look after: it is in no resource group, or in a group that
 * no program made here. What such an id says is believed. Only the content of a group that was made here is wholly known.
 */
function isElsewhere(id: string, store: Store): boolean {
  const group = groupOf(id);
  const known = group === undefined ? undefined : store.get(group);
  return !known || known.elsewhere === true;
}

/** Whether what an id names would have to be here and is not. */
export function isMissing(id: string, store: Store): boolean {
  return !store.get(id) && !innerSubnet(id, store) && !isElsewhere(id, store);
}

/** A subnet that was made with its network, as the network's inputs have it. */
export function innerSubnet(id: string, store: Store): unknown {
  const [networkId = "", name] = id.split(/\/subnets\//i);
  if (name === undefined) return undefined;
  return listAt(store.get(networkId)?.inputs, "subnets").find(
    (item) => textAt(item, "name").toLowerCase() === name.toLowerCase(),
  );
}

/** How to declare what exists outside of this local Azure: the end of a refusal of something that is not here. */
export function declaration(id: string): string {
  return `(If it exists elsewhere, declare it: acr-local exists ${id})`;
}

/** The refusal of something that is not there; to be declared is the same, or what is in it. */
export function notFound(id: string, declared = id): Refusal {
  const [, group = "", path = ""] = /\/resourceGroups\/([^/]+)(?:\/providers\/(.+))?$/i.exec(id) ?? [];
  return path
    ? refuse(
        "ResourceNotFound",
        `The Resource '${path}' under resource group '${group}' was not found. ${declaration(declared)}`,
        404,
      )
    : refuse("ResourceGroupNotFound", `Resource group '${group}' could not be found. ${declaration(declared)}`, 404);
}
