import { createHash } from "node:crypto";
import { isUnknown } from "../model";
import { at, type Properties } from "./json";
import type { ResourceType } from "./resourceTypes";

/** The subscription, tenant and client that the local Azure knows. */
export const account = {
  subscriptionId: "00000000-0000-0000-0000-000000000000",
  tenantId: "11111111-1111-1111-1111-111111111111",
  clientId: "22222222-2222-2222-2222-222222222222",
  objectId: "33333333-3333-3333-3333-333333333333",
};

/** The ARM id of a resource group. */
export function groupId(name: string): string {
  return `/subscriptions/${account.subscriptionId}/resourceGroups/${name}`;
}

/** The ARM id that inputs lead to; `undefined` while a part of it is not known. */
export function resourceId(type: ResourceType, inputs: Properties): string | undefined {
  const names = type.names.map((name) => at(inputs, name));
  if (!names.every(isText)) return undefined;
  if (type.arm === "") return groupId(names[0] ?? "");
  const path = providerPath(type, names);
  if (type.scope !== undefined) {
    const scope = at(inputs, type.scope);
    return isText(scope) ? `${scope.replace(/\/+$/, "")}${path}` : undefined;
  }
  const { resourceGroupName } = inputs;
  return isText(resourceGroupName) ? `${groupId(resourceGroupName)}${path}` : undefined;
}

/** The id of the resource that one hangs on: the registry of a replication; `undefined` for one that hangs on none. */
export function parentId(type: ResourceType, inputs: Properties): string | undefined {
  if (type.arm === "") return undefined;
  const names = type.names.map((name) => at(inputs, name)).slice(0, -1);
  if (type.scope !== undefined || !isText(inputs.resourceGroupName) || !names.every(isText)) return undefined;
  const group = groupId(inputs.resourceGroupName);
  return names.length ? `${group}${providerPath(type, names)}` : group;
}

function providerPath({ arm }: ResourceType, names: readonly string[]): string {
  const [namespace = "", ...kinds] = arm.split("/");
  const pairs = names.map((name, index) => `/${kinds[index] ?? ""}/${name}`);
  return `/providers/${namespace}${pairs.join("")}`;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !isUnknown(value);
}

/** A name such as azure-native makes: the resource's name and eight hexadecimal digits that follow from the seed. */
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
