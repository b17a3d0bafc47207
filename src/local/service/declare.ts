import { isObject, type Properties, textAt } from "../json";
import { groupId, namesIn } from "../types/armIds";
import type { ResourceType } from "../types/resourceType";
import { resourceTypes } from "../types/resourceTypes";
import { outputsOf } from "./outputs";
import type { Store } from "./store";

/** The region of what is declared without one. */
const region = "westeurope";

/** What is taken for true of a resource that is declared with nothing but its id. */
const defaults: Readonly<Record<string, Properties>> = {
  "containerregistry:Registry": { sku: { name: "Premium" } },
  "privatedns:PrivateZone": { location: "global" },
};

/**
 * Declares that a resource exists outside of what programs make here: look-ups find it, and what is written below it finds
 * its parent. Its group and its parents are declared with it. Throws for a text that is no id of a resource, and for a
 * resource that a program made.
 */
export function declareResource(store: Store, id: string, outputs: Properties): void {
  const above = pathOf(id);
  for (const parent of above.slice(0, -1)) if (!store.get(parent)) put(store, parent, {});
  const known = store.get(id);
  if (known && known.elsewhere !== true) {
    throw new Error(`${id} is in the local Azure: a program made it, so it need not be declared.`);
  }
  put(store, id, outputs);
}

/** Takes a declaration back. */
export function forgetResource(store: Store, id: string): void {
  const known = store.get(id);
  if (known?.elsewhere !== true) throw new Error(`${id} is not declared: "acr-local resources" lists what is.`);
  store.remove(id);
}

/** The ids of a resource and of what it is in, the group first. */
function pathOf(id: string): string[] {
  const [, subscription = "", group = "", provider = ""] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(?:\/providers\/(.+?))?\/?$/i.exec(id) ?? [];
  const [namespace = "", ...rest] = provider === "" ? [] : provider.split("/");
  if (group === "" || (provider !== "" && (rest.length === 0 || rest.length % 2 === 1))) {
    throw new Error(
      `"${id}" is not the id of a resource or a resource group: /subscriptions/…/resourceGroups/…/providers/Microsoft.…/…/…`,
    );
  }
  const home = groupId(group, subscription);
  const depths = Array.from({ length: rest.length / 2 }, (_, index) => 2 * index + 2);
  return [home, ...depths.map((depth) => `${home}/providers/${namespace}/${rest.slice(0, depth).join("/")}`)];
}

function put(store: Store, id: string, given: Properties): void {
  const [type, known] = typeOf(id);
  const home = textAt(store.get(pathOf(id)[0] ?? "")?.outputs, "location") || region;
  const inputs = {
    ...(known.located ? { location: home } : {}),
    ...defaults[type],
    ...given,
    ...namesIn(known, id),
  };
  const createdAt = new Date().toISOString();
  const shown = outputsOf({ type, id, inputs, before: undefined, store, createdAt }, known, known.apiVersion);
  store.put({ id, type, inputs, outputs: merged(shown, given), createdAt, elsewhere: true });
}

/** What the service shows, with what was given in its place, at every depth. */
function merged(shown: Properties, given: Properties): Properties {
  return {
    ...shown,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        const own = shown[name];
        return [name, isObject(own) && isObject(value) ? merged(own, value) : value];
      }),
    ),
  };
}

/** The type of an id, by its ARM type; a type that is not known goes by its ARM name. */
function typeOf(id: string): [key: string, type: ResourceType] {
  const [namespace, ...rest] = id.split(/\/providers\//i)[1]?.split("/") ?? [];
  const arm = namespace === undefined ? "" : [namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/");
  const found = Object.entries(resourceTypes).find(([, type]) => type.arm.toLowerCase() === arm.toLowerCase());
  return found ?? [arm, { arm, names: [] }];
}
