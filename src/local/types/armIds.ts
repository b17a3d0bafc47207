import { createHash } from "node:crypto";
import { at, isText, type Properties, textAt } from "../json";
import type { ResourceType } from "./resourceType";

/** The tenant and the client that the local Azure knows, and the subscription of a provider that names none. */
export const account = {
  subscriptionId: "00000000-0000-0000-0000-000000000000",
  tenantId: "11111111-1111-1111-1111-111111111111",
  clientId: "22222222-2222-2222-2222-222222222222",
  objectId: "33333333-3333-3333-3333-333333333333",
};

/** The ARM id of a resource group. */
export function groupId(name: string, subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

/** The subscription of an ARM id. */
export function subscriptionIn(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}

/** The ARM id that inputs lead to in a subscription; `undefined` while a part of it is not known. */
export function resourceId(type: ResourceType, inputs: Properties, subscriptionId: string): string | undefined {
  const names = namesOf(type.names, inputs);
  if (names.length === 0 || !names.every(isText)) return undefined;
  if (type.arm === "") return groupId(names[0] ?? "", subscriptionId);
  const above = scopeOf(type, inputs, subscriptionId);
  return above === undefined ? undefined : `${above}${providerPath(type, names, inputs)}`;
}

/** The id of the resource that one hangs on: the registry of a replication; `undefined` for one that hangs on none. */
export function parentId(type: ResourceType, inputs: Properties, subscriptionId: string): string | undefined {
  if (type.arm === "" || type.scope !== undefined || !isText(inputs.resourceGroupName)) return undefined;
  const above = type.names.slice(0, -1);
  // A service of a storage account is there with it.
  while (isConstant(above.at(-1) ?? "")) above.pop();
  const names = namesOf(above, inputs);
  if (!names.every(isText)) return undefined;
  const group = groupId(inputs.resourceGroupName, subscriptionId);
  return names.length ? `${group}${providerPath(type, names, inputs)}` : group;
}

/** The names that an ARM id carries, as the inputs of a type: what an import knows of a resource. */
export function namesIn(type: ResourceType, id: string): Properties {
  const group = /\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
  if (type.arm === "") return { resourceGroupName: group };
  const path = id.split("/providers/").at(-1)?.split("/").slice(1) ?? [];
  const named = type.names
    .map((name, index) => [name, path[index * 2 + 1]] as const)
    .filter(([name]) => !isConstant(name));
  const scope =
    typeof type.scope === "string" ? { [type.scope]: id.split("/providers/").slice(0, -1).join("/providers/") } : {};
  return { ...(type.scope === undefined ? { resourceGroupName: group } : scope), ...Object.fromEntries(named) };
}

/** Whether a name of a type is the same for every resource: `=default`. */
export function isConstant(name: string): boolean {
  return name.startsWith("=");
}

function namesOf(names: readonly string[], inputs: Properties): unknown[] {
  return names.map((name) => (isConstant(name) ? name.slice(1) : at(inputs, name)));
}

function scopeOf({ scope }: ResourceType, inputs: Properties, subscriptionId: string): string | undefined {
  const { resourceGroupName } = inputs;
  const group = isText(resourceGroupName) ? groupId(resourceGroupName, subscriptionId) : undefined;
  if (scope === undefined) return group;
  const found =
    typeof scope === "string"
      ? at(inputs, scope)
      : scope(inputs)
          ?.replace("{group}", group ?? "")
          .replace("{subscription}", `/subscriptions/${subscriptionId}`);
  return isText(found) ? found.replace(/\/+$/, "") : undefined;
}

function providerPath({ arm }: ResourceType, names: readonly string[], inputs: Properties): string {
  const [namespace = "", ...kinds] = arm.replace("{recordType}", textAt(inputs, "recordType")).split("/");
  const pairs = names.map((name, index) => `/${kinds[index] ?? ""}/${name}`);
  return `/providers/${namespace}${pairs.join("")}`;
}

/** A name as azure-native makes it: the resource's name and eight hexadecimal digits that follow from the seed. */
export function randomName(name: string, seed: string): string {
  return `${name}${createHash("sha256").update(seed).digest("hex").slice(0, 8)}`;
}

/** A UUID that follows from a text, so that a resource keeps the ids that the service gave it. */
export function uuidOf(text: string): string {
  const digits = createHash("sha256").update(text.toLowerCase()).digest("hex");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
