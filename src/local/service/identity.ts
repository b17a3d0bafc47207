import { at, isObject, type Properties } from "../json";

/** The ids of the user-assigned identities of a resource: the keys of a map, or in newer API versions a list. */
export function attachedIdentities(inputs: Properties): string[] {
  const given = at(inputs, "identity.userAssignedIdentities");
  if (Array.isArray(given)) return given.map(String);
  return isObject(given) ? Object.keys(given) : [];
}
