import { isUnknown } from "../model/unknown";

/** A JSON object. */
export type Properties = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path such as `policies.exportPolicy.status`; `undefined` where a step is missing. */
export function at(value: unknown, path: string): unknown {
  let current: unknown = value;
  for (const step of path.split(".")) {
    if (!isObject(current)) return undefined;
    current = current[step];
  }
  return current;
}

/** The text at a path; empty where there is none, or none that is known. */
export function textAt(value: unknown, path: string): string {
  const found = at(value, path);
  return isText(found) ? found : "";
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** Whether a value is a text that is known. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !isUnknown(value);
}

/** An object without some of its properties. */
export function without(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

/** An object without what is `undefined`, in it and in whatever it holds. */
export function defined(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, definedWithin(value)]])),
  );
}

function definedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(definedWithin);
  return isObject(value) ? defined(value) : value;
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => same(a[key], b[key]));
  }
  return a === b;
}
