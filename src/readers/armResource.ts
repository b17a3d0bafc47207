import { inOwnForm } from "./armForm";
import type { RawResource } from "./link/graph";
import { nameInputs, parseType, tokenOfArmType } from "./resourceTypes";
import { unknownMark } from "./template/expressions";
import { readable } from "./values";

/** A resource in ARM's own form, whoever wrote it: a template, a prediction or the service. */
export interface ArmResource {
  readonly type: string;
  readonly apiVersion: unknown;
  /** The names along the type's path. */
  readonly names: readonly string[];
  /** All names as one text, for what can't be told apart. */
  readonly name: string;
  readonly resourceGroupName: string;
  /** The id of what an extension is on: a lock, a role assignment, a diagnostic setting. */
  readonly scope: string | undefined;
  /** `location`, `sku`, `properties` and so on, evaluated. */
  readonly body: Record<string, unknown>;
}

/** A resource in ARM's form as every other reader gives it: under azure-native's type, with azure-native's names. */
export function armResource({
  type,
  apiVersion,
  names,
  name,
  resourceGroupName,
  scope,
  body,
}: ArmResource): RawResource {
  const token = tokenOfArmType(type, typeof apiVersion === "string" ? apiVersion : undefined);
  const part = token === undefined ? undefined : parseType(token).part;
  const isExtension = part === "roleAssignments" || part === "diagnosticSettings" || part === "managementLocks";
  const inputs = part === undefined ? [] : (nameInputs[part] ?? []);
  // An extension's names may begin with those of what it is on.
  const own = isExtension ? names.slice(-inputs.length) : names;
  const named = inputs.map((input, index): [string, unknown] => [
    input,
    own.length === inputs.length ? own[index] : unknownMark(name),
  ]);
  const scopeInput = part === "diagnosticSettings" ? "resourceUri" : "scope";
  return {
    type: token ?? type,
    name: readable(names.length > 1 ? (names[names.length - 1] ?? name) : name),
    inputs: {
      resourceGroupName,
      ...inOwnForm(part, body),
      ...Object.fromEntries(named),
      ...(isExtension && scope !== undefined ? { [scopeInput]: scope } : {}),
    },
  };
}

/** What a resource says of itself besides its head, out of an entry that holds both. */
export const bodyKeys: readonly string[] = ["location", "tags", "sku", "identity", "properties"];

/** Whether a type is ARM's, for instance `Microsoft.ContainerRegistry/registries`. */
export function isArmType(type: unknown): type is string {
  return typeof type === "string" && /^[\w-]+\.[\w.-]+\/./.test(type);
}

/** A property of a resource's entry, under its name in any case. */
export function headOf(entry: Record<string, unknown>): Record<string, unknown> {
  const head: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(entry)) {
    const name = headNames.get(key.toLowerCase()) ?? key;
    if (name === key || !Object.hasOwn(entry, name)) head[name] = entry[key];
  }
  return head;
}

const headNames: ReadonlyMap<string, string> = new Map(
  [
    ...bodyKeys,
    "type",
    "name",
    "id",
    "apiVersion",
    "condition",
    "existing",
    "copy",
    "dependsOn",
    "scope",
    "resources",
  ].map((name) => [name.toLowerCase(), name]),
);
