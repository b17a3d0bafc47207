import type { Registry as RawRegistry } from "@pulumi/azure-native/containerregistry/registry.js";
import type { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as acr from "../../src";

// Slips that the compiler says, and forms that it takes. The compiler reads this file in `npm run types`.

declare const raw: RawRegistry;
declare const group: ResourceGroup;
declare const identity: UserAssignedIdentity;
declare const registry: acr.Registry;
declare const text: string;
const resourceGroupName = "images";
const step = acr.taskFile({});

/** What must compile (F30, F31): any word, and identities as a list or a map. */
export const allowed: readonly acr.RegistryArgs[] = [
  { resourceGroupName, sku: "Premium", publicNetworkAccess: text, zoneRedundancy: "disabled" },
  { resourceGroupName, sku: "Premium", policies: { exportPolicy: { status: text } } },
  { resourceGroupName, sku: "Basic", identity: { type: "UserAssigned", userAssignedIdentities: [identity.id, text] } },
  {
    resourceGroupName,
    sku: "Basic",
    identity: { userAssignedIdentities: identity.id.apply((id) => ({ [id]: {} })) },
  },
  { resourceGroupName, sku: "Basic", identity: { userAssignedIdentities: { [text]: {} } } },
  { resourceGroupName, sku: "Basic", transform: (args) => ({ ...args, adminUserEnabled: true }) },
  { resourceGroupName, sku: "Basic", accept: [{ rule: "NET-03", reason: "known" }], levels: { "NET-03": "disabled" } },
];

/** What must not compile. */
export const refused: readonly acr.RegistryArgs[] = [
  // @ts-expect-error -- a whole resource is no name (F8)
  { resourceGroupName: group, sku: "Basic" },
  // @ts-expect-error -- a whole resource is no id (F31)
  { resourceGroupName, sku: "Basic", identity: { userAssignedIdentities: [identity] } },
  // @ts-expect-error -- one id is no list (F31)
  { resourceGroupName, sku: "Basic", identity: { userAssignedIdentities: identity.id } },
  // @ts-expect-error -- a number is no text (F29)
  { resourceGroupName, sku: "Premium", policies: { retentionPolicy: { days: "30" } } },
  // @ts-expect-error -- a transform returns the arguments (F17)
  { resourceGroupName, sku: "Basic", transform: (args) => void Object.assign(args, { adminUserEnabled: true }) },
  // @ts-expect-error -- a transform returns at once (F17)
  { resourceGroupName, sku: "Basic", transform: async (args) => args },
  // @ts-expect-error -- an acceptance has a reason (F12)
  { resourceGroupName, sku: "Basic", accept: [{ rule: "NET-03" }] },
  // @ts-expect-error -- a level is one of three words (F12)
  { resourceGroupName, sku: "Basic", levels: { "NET-03": "off" } },
];

/** Calls that must not compile. */
export const calls = () => [
  // @ts-expect-error -- the registry of a child is this library's or an id (F25)
  new acr.Task("a", { registry: raw, step }),
  // @ts-expect-error -- an image has a tag or a digest (F24)
  registry.imageReference({ repository: "web" }),
  // @ts-expect-error -- an image has a tag or a digest, not both (F24)
  registry.imageReference({ repository: "web", tag: "v1", digest: "sha256:0" }),
  // @ts-expect-error -- an image is an object (F24)
  registry.imageReference("web:v1"),
  // @ts-expect-error -- a tier may not be missing (F23)
  acr.parseSku(undefined),
  // @ts-expect-error -- a tier's defaults stand under its name (F12)
  acr.defaults({ tiers: { premium: {} } }),
];
