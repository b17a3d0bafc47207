import type { RegistryArgs } from "@pulumi/azure-native/containerregistry/registry.js";
import type { ReplicationArgs } from "@pulumi/azure-native/containerregistry/replication.js";
import type { TaskArgs } from "@pulumi/azure-native/containerregistry/task.js";
import type { PrivateEndpointArgs } from "@pulumi/azure-native/network/privateEndpoint.js";
import type { containerregistry } from "@pulumi/azure-native/types/input";
import type * as acr from "../../src";

// Who has azure-native's arguments changes the class and nothing else: every property is taken under its name, with every
// type that azure-native takes. The compiler reads this file in `npm run types`.

/** A raw registry's arguments, apart from `sku`, and from an `encryption` that is an output: its shape decides what is made. */
export const registry = (
  raw: Omit<RegistryArgs, "sku" | "encryption"> & { readonly encryption?: containerregistry.EncryptionPropertyArgs },
): acr.PremiumRegistryArgs => ({ ...raw, sku: "Premium" });

/** A raw replication's arguments; the registry is named by its place. */
export const replication = (
  raw: Omit<ReplicationArgs, "registryName" | "resourceGroupName">,
): acr.ReplicationProperties => raw;

/** A raw task's arguments; the registry and its region are given by its place, and triggers are named. */
export const task = (
  raw: Omit<TaskArgs, "registryName" | "resourceGroupName" | "location" | "trigger">,
): acr.TaskProperties => raw;

/** A raw private endpoint's arguments, where they are not what the component makes of the registry and the subnet. */
export const privateEndpoint = (
  raw: Pick<
    PrivateEndpointArgs,
    | "privateEndpointName"
    | "resourceGroupName"
    | "location"
    | "customNetworkInterfaceName"
    | "applicationSecurityGroups"
    | "tags"
  >,
): Omit<acr.PrivateEndpointProperties, "subnetId"> => raw;

/** No property is lost on the way: an object that has one too many would compile. */
export const lost: Readonly<
  Record<
    | Exclude<keyof RegistryArgs, keyof acr.PremiumRegistryArgs>
    | Exclude<keyof ReplicationArgs, keyof acr.ReplicationProperties | "registryName" | "resourceGroupName">
    | Exclude<keyof TaskArgs, keyof acr.TaskProperties | "registryName" | "resourceGroupName" | "location" | "trigger">,
    never
  >
> = {};
