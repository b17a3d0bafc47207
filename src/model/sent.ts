import { hasProperty, type VersionedProperty, versionedProperties } from "./apiVersions";
import type { RegistryModel } from "./resources";
import { defineUnknown, known } from "./unknown";

/** The rows of the table for one part of the model. */
const rowsOf = new Map<VersionedProperty["of"], readonly VersionedProperty[]>();
for (const row of versionedProperties) rowsOf.set(row.of, [...(rowsOf.get(row.of) ?? []), row]);

/**
 * A registry as its requests carry it: without the properties that the API version of each resource lacks. A resource
 * whose version nobody names keeps everything. Gives the same object where nothing is lost.
 */
export function asSent(model: RegistryModel): RegistryModel {
  let sent = model;
  for (const [part, rows] of rowsOf) {
    if (part === "registry") {
      sent = withoutLost(sent, rows);
      continue;
    }
    const children = known(() => model[part]) ?? {};
    const less = Object.keys(children).flatMap((key) => {
      const child = known(() => children[key]);
      const kept = child && withoutLost(child, rows);
      return kept === child ? [] : [[key, kept] as const];
    });
    if (less.length === 0) continue;
    const kept = changed(children, (all) => {
      for (const [key, child] of less) replaceValue(all, key, child);
    });
    sent = changed(sent, (all) => replaceValue(all, part, kept));
  }
  return sent;
}

interface Versioned {
  readonly origin?: { readonly apiVersion?: string | undefined } | undefined;
}

function withoutLost<Part extends Versioned>(part: Part, rows: readonly VersionedProperty[]): Part {
  const named = known(() => ({ version: part.origin?.apiVersion }));
  // While the version is not known, neither is what it lacks.
  const lose = named ? Reflect.deleteProperty : defineUnknown;
  const version = named?.version;
  if (named && !version) return part;
  return rows.reduce(
    (kept, row) => (version && hasProperty(row, version) ? kept : without(kept, row.path.split("."), lose)),
    part,
  );
}

/** A copy that has lost the property at a path; the same object where there is none. */
function without<Value extends object>(
  value: Value,
  [step = "", ...rest]: readonly string[],
  lose: (from: object, key: string) => void,
): Value {
  const property = Object.getOwnPropertyDescriptor(value, step);
  if (!property) return value;
  if (rest.length === 0) return changed(value, (copy) => lose(copy, step));
  const inner: unknown = property.value;
  if (typeof inner !== "object" || inner === null) return value;
  const less = without(inner, rest, lose);
  return less === inner ? value : changed(value, (copy) => replaceValue(copy, step, less));
}

function replaceValue(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A changed copy. Properties are copied, not values: reading an unknown one would throw. */
function changed<Value extends object>(value: Value, change: (copy: Value) => void): Value {
  const copy: Value = Object.create(Object.getPrototypeOf(value), Object.getOwnPropertyDescriptors(value));
  change(copy);
  return copy;
}
