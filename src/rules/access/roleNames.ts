import { known } from "../../model";

// The built-in roles that decide about a registry, by GUID. Sources: acr-rules.md 2.13, policies.md 4.6.

const names: Readonly<Record<string, string>> = {
  "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
  "8311e382-0749-4cb8-b61a-304f252e45ec": "AcrPush",
  "c2f4ef07-c644-48eb-af81-4b1b4947fb11": "AcrDelete",
  "cdda3590-29a3-44f6-95f2-9f980659eb04": "AcrQuarantineReader",
  "c8d4ff99-41c3-41a8-9f60-21dfdad59608": "AcrQuarantineWriter",
  "b93aa761-3e63-49ed-ac28-beffa264f7ac": "Container Registry Repository Reader",
  "2a1e307c-b015-4ebd-883e-5b7698a07328": "Container Registry Repository Writer",
  "2efddaa5-3f1f-4df3-97df-af3f13818f4c": "Container Registry Repository Contributor",
  "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7": "Container Registry Repository Catalog Lister",
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
};

/** The roles that pull, and those that a repository's condition can limit. */
export const repositoryRoles: readonly string[] = [
  "AcrPull",
  "Container Registry Repository Reader",
  "Container Registry Repository Writer",
  "Container Registry Repository Contributor",
  "Container Registry Repository Catalog Lister",
];

/** The roles that may push every image of the registry, and pass only for principals that a reviewer names. */
export const pushRoles: readonly string[] = ["AcrPush"];

/** The roles that manage everything or hand out access. */
export const privilegedRoles: readonly string[] = [
  "Owner",
  "Contributor",
  "User Access Administrator",
  "Role Based Access Control Administrator",
];

/** A role by its definition's id: the name where it is a known one, its GUID otherwise. A bare name or GUID will do. */
export function roleOf(definitionId: string): { readonly name: string; readonly guid: string } {
  const last = definitionId.slice(definitionId.lastIndexOf("/") + 1);
  const guid = last.toLowerCase();
  return { guid, name: (Object.hasOwn(names, guid) ? names[guid] : undefined) ?? last };
}

/** The definition id of a role that has a name here, for examples. */
export function definition(name: string): string {
  const guid = Object.keys(names).find((candidate) => names[candidate] === name) ?? name;
  return `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}

/**
 * Whether a role assignment reaches the registry from above: a resource group, a subscription or a management group. A
 * scope that is not known counts as the registry, which the assignment was linked to by what its scope depends on.
 */
export function comesFromAbove(assignment: { readonly scope?: string | undefined }): boolean {
  return known(() => wideScope.test(assignment.scope ?? "")) ?? false;
}

const wideScope = /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?\/?$|^\/providers\/Microsoft\.Management\//i;
