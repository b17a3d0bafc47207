import type { containerregistry } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import { isDeferred, isPlainObject } from "./inputs";

/** A managed identity of a registry or a task. */
export interface IdentityArgs {
  /**
   * `SystemAssigned`, `UserAssigned`, or both in one text. Errors: ID-01.
   *
   * @default none
   */
  type?: pulumi.Input<"None" | "SystemAssigned" | "SystemAssigned, UserAssigned" | "UserAssigned" | undefined>;
  /**
   * ARM ids of user-assigned identities: a list, `[identity.id]`, or azure-native's map by id. Errors: ID-02, ID-03.
   *
   * @default none
   */
  userAssignedIdentities?: UserAssignedIdentities;
  /** Filled in by the service. */
  principalId?: pulumi.Input<string | undefined>;
  /** Filled in by the service. */
  tenantId?: pulumi.Input<string | undefined>;
}

/** User-assigned identities: a list of ARM ids, or a map by ARM id. */
export type UserAssignedIdentities = pulumi.Input<pulumi.Input<string>[] | Record<string, object> | undefined>;

/** An identity as azure-native takes it: its user-assigned identities by ARM id. */
export function identityArgs(
  identity: pulumi.Input<IdentityArgs | undefined>,
): pulumi.Input<containerregistry.IdentityPropertiesArgs | undefined> {
  if (isDeferred(identity)) return pulumi.all([identity]).apply(([value]) => value && byId(value));
  // What is no object is a slip, and the check of the arguments says so.
  return typeof identity === "object" && identity !== null ? byId(identity) : undefined;
}

function byId({ userAssignedIdentities: given, ...rest }: IdentityArgs): containerregistry.IdentityPropertiesArgs {
  return given === undefined ? rest : { ...rest, userAssignedIdentities: identityMap(given) };
}

type IdentityMap = Record<string, containerregistry.UserIdentityPropertiesArgs>;

function identityMap(given: UserAssignedIdentities): pulumi.Input<IdentityMap | undefined> {
  if (!isDeferred(given) && !Array.isArray(given)) return given;
  // The check of the arguments refuses a whole resource, and nobody is to wait for what is in it.
  if (Array.isArray(given) && given.some((id) => pulumi.Resource.isInstance(id))) return undefined;
  if (Array.isArray(given) && given.every((id) => typeof id === "string")) return keyedBy(given);
  const ids: pulumi.Output<unknown> = pulumi.output<unknown>(given);
  return ids.apply((resolved) => (Array.isArray(resolved) ? keyedBy(resolved) : mapIn(resolved)));
}

function keyedBy(ids: readonly unknown[]): IdentityMap {
  return Object.fromEntries(ids.map((id) => [String(id), {}]));
}

function mapIn(value: unknown): IdentityMap | undefined {
  return isPlainObject(value) ? { ...value } : undefined;
}
