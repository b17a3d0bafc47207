import { known } from "./unknown";

/** A built-in role that matters around a registry. */
export interface Role {
  /** The role's display name. */
  readonly name: string;
  /** The last part of the role definition's id. */
  readonly guid: string;
  /** What its holder may do. */
  readonly allows: string;
  /**
   * The registry's role assignment mode in which it gives access to images: `legacy` (LegacyRegistryPermissions) or `abac`
   * (AbacRepositoryPermissions). `none` for roles that are not about images, which have the same effect in both.
   */
  readonly mode: "legacy" | "abac" | "none";
  /** Whether a condition on the repository name limits it. */
  readonly conditions: boolean;
  /** For roles of the legacy mode: the names of those that take their place in ABAC mode, the needed ones first. */
  readonly instead?: readonly string[];
  /** True for the roles that manage everything or hand out access. */
  readonly privileged?: true;
  /** True where the GUID is general knowledge that no source of the reference confirms. */
  readonly unverified?: true;
}

const legacy = (name: string, guid: string, allows: string, ...instead: string[]): Role => ({
  name,
  guid,
  allows,
  mode: "legacy",
  conditions: false,
  instead,
});
const repository = (name: string, guid: string, allows: string, conditions = true): Role => ({
  name: `Container Registry Repository ${name}`,
  guid,
  allows,
  mode: "abac",
  conditions,
});
const management = (name: string, guid: string, allows: string): Role => ({
  name,
  guid,
  allows,
  mode: "none",
  conditions: false,
});
const privileged = (name: string, guid: string, allows: string): Role => ({
  ...management(name, guid, allows),
  privileged: true,
});
const unverified = (role: Role): Role => ({ ...role, unverified: true });

const reader = "Container Registry Repository Reader";
const writer = "Container Registry Repository Writer";
const lister = "Container Registry Repository Catalog Lister";

/** The built-in roles around registries. */
export const roles: readonly Role[] = [
  legacy("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", "pull every image", reader, lister),
  legacy("AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec", "pull and push every image", writer, lister),
  legacy(
    "AcrDelete",
    "c2f4ef07-c644-48eb-af81-4b1b4947fb11",
    "delete every image",
    "Container Registry Repository Contributor",
  ),
  management("AcrImageSigner", "6cef56e8-d556-48e5-a04f-b8e64114680f", "sign images with content trust (obsolete)"),
  management("AcrQuarantineReader", "cdda3590-29a3-44f6-95f2-9f980659eb04", "pull images that are in quarantine"),
  management("AcrQuarantineWriter", "c8d4ff99-41c3-41a8-9f60-21dfdad59608", "release images from quarantine"),
  repository("Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac", "pull images"),
  repository("Writer", "2a1e307c-b015-4ebd-883e-5b7698a07328", "pull and push images"),
  repository("Contributor", "2efddaa5-3f1f-4df3-97df-af3f13818f4c", "pull, push and delete images"),
  repository("Catalog Lister", "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7", "list all repositories", false),
  management(
    "Container Registry Contributor and Data Access Configuration Administrator",
    "3bc748fc-213d-45c1-8d91-9da5725539b9",
    "manage registries, their tokens and scope maps",
  ),
  management(
    "Container Registry Configuration Reader and Data Access Configuration Reader",
    "69b07be0-09bf-439a-b9a6-e73de851bd59",
    "read the settings of registries, their tokens and scope maps",
  ),
  management(
    "Container Registry Tasks Contributor",
    "fb382eab-e894-4461-af04-94435c366c3f",
    "manage tasks, runs and agent pools",
  ),
  management(
    "Container Registry Transfer Pipeline Contributor",
    "bf94e731-3a51-4a7c-8c54-a1ab9971dfc1",
    "manage export and import pipelines",
  ),
  management(
    "Container Registry Data Importer and Data Reader",
    "577a9874-89fd-4f24-9dbd-b5034d0ad23a",
    "import images from other registries",
  ),
  management(
    "Container Registry Cache Rule Administrator",
    "df87f177-bb12-4db1-9793-a413691eff94",
    "manage artifact cache rules",
  ),
  management(
    "Container Registry Cache Rule Reader",
    "c357b964-0002-4b64-a50d-7a28f02edc52",
    "read artifact cache rules",
  ),
  management(
    "Container Registry Credential Set Administrator",
    "f094fb07-0703-4400-ad6a-e16dd8000e14",
    "manage credential sets",
  ),
  management(
    "Container Registry Credential Set Reader",
    "29093635-9924-4f2c-913b-650a12949526",
    "read credential sets",
  ),
  privileged("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "manage everything and give access to it"),
  privileged("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", "manage everything"),
  management("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", "read every setting"),
  privileged("User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "give access to everything"),
  privileged(
    "Role Based Access Control Administrator",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    "give access to everything",
  ),
  unverified(
    management(
      "Key Vault Crypto Service Encryption User",
      "e147488a-f6f5-4113-8e2d-b22465e65bf6",
      "read, wrap and unwrap with the keys of a vault: what a customer-managed key needs",
    ),
  ),
  management(
    "Key Vault Crypto User",
    "12338af0-0e69-4776-bea7-57ae8d297424",
    "do every cryptographic operation with the keys of a vault",
  ),
  unverified(
    management(
      "Key Vault Secrets User",
      "4633458b-17de-408a-b874-0445c86b69e6",
      "read the secrets of a vault: what credential sets, pipelines and tasks need",
    ),
  ),
  unverified(
    management(
      "Storage Blob Data Contributor",
      "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
      "read and write blobs: what pipelines with managed identities need",
    ),
  ),
];

const byGuid = new Map(roles.map((role) => [role.guid, role]));
const byName = new Map(roles.map((role) => [role.name.toLowerCase(), role]));

/** The last step of a role definition's id, without a slash that ends it. */
function lastStep(definition: string): string {
  const id = definition.replace(/\/+$/, "");
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The role that a role definition's id, a bare GUID or a display name means; `undefined` for any other. */
export function roleOf(definition: string): Role | undefined {
  const last = lastStep(definition).toLowerCase();
  return byGuid.get(last) ?? byName.get(last);
}

/** A role definition's id, a bare GUID or a display name as a report names it: of a role that is not in the table, as it was given. */
export function nameRole(definition: string): Pick<Role, "guid" | "name"> {
  const last = lastStep(definition);
  return roleOf(definition) ?? { name: last, guid: last.toLowerCase() };
}

/** The role of a display name, as a sentence names it: the name with its GUID. */
export function describeRole(name: string): string {
  const role = byName.get(name.toLowerCase());
  return role ? `${role.name} (${role.guid})` : name;
}

/** The id of the role definition that a display name or a GUID means, in the subscription of the examples. */
export function exampleDefinition(role: string): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${nameRole(role).guid}`;
}

/** The names of the roles that pull every image, or that a condition on the repository can limit. */
export const repositoryRoles: readonly string[] = [
  "AcrPull",
  ...roles.filter(({ mode }) => mode === "abac").map(({ name }) => name),
];

/**
 * Whether a role assignment reaches the registry from above: a resource group, a subscription or a management group. A
 * scope that is not known counts as the registry, which the assignment was linked to by what its scope depends on.
 */
export function comesFromAbove(assignment: { readonly scope?: string | undefined }): boolean {
  return known(() => wideScope.test(assignment.scope ?? "")) ?? false;
}

const wideScope = /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?\/?$|^\/providers\/Microsoft\.Management\//i;
