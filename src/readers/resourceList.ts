import type { RawResource } from "./link/graph";
import { type Declared, listsOf, textAt, texts } from "./pulumi";
import { isRecord, own, unknownFrom } from "./values";

/** What an entry says of itself besides its inputs. */
const head = new Set(
  "type name urn id parent dependencies dependsOn propertyDependencies protect opts old deleted external apiVersion".split(
    " ",
  ),
);

/** An entry without inputs, as Azure's own tools print a resource: what is not its head is its content. */
function withoutHead(entry: unknown): unknown {
  return isRecord(entry) ? Object.fromEntries(Object.entries(entry).filter(([key]) => !head.has(key))) : undefined;
}

/**
 * Reads a plain list of `{ type, name, inputs }`. An entry may also have `urn`, `id`, `parent`, `dependencies` (or
 * `dependsOn`), `propertyDependencies`, `protect` and `old`, the inputs before; one without `inputs` holds them itself, flat
 * or under `properties`. References may be URNs or names, and a value may be `${name.property}`, as in Pulumi's YAML: it is unknown and links the two resources.
 */
export function readPlainList(entries: readonly unknown[]): Declared {
  const valid = entries.filter((entry) => textAt(entry, "type") !== undefined);
  const names = new Set(valid.map((entry, index) => nameOf(entry, index)));
  return {
    resources: valid.map((entry, index) => rawOf(entry, index, names)),
    ignored: entries.length - valid.length,
  };
}

function nameOf(entry: unknown, index: number): string {
  return textAt(entry, "name") ?? textAt(entry, "urn")?.split("::").slice(3).join("::") ?? `#${index}`;
}

function rawOf(entry: unknown, index: number, names: ReadonlySet<string>): RawResource {
  const inputs = own(entry, "inputs") ?? own(entry, "props") ?? withoutHead(entry);
  const old = own(entry, "old");
  const byProperty = own(entry, "propertyDependencies");
  const urn = textAt(entry, "urn");
  const id = textAt(entry, "id");
  const parent = textAt(entry, "parent");
  const apiVersion = textAt(entry, "apiVersion");
  const dependencies = texts(own(entry, "dependencies") ?? own(entry, "dependsOn"));
  const protect = own(entry, "protect") === true || own(own(entry, "opts"), "protect") === true;
  return {
    type: textAt(entry, "type") ?? "",
    name: nameOf(entry, index),
    inputs: isRecord(inputs) ? withReferences(inputs, names) : {},
    ...(urn === undefined ? {} : { urn }),
    ...(id === undefined ? {} : { id }),
    ...(parent === undefined ? {} : { parent }),
    ...(dependencies ? { dependencies } : {}),
    ...(isRecord(byProperty) ? { propertyDependencies: listsOf(byProperty) } : {}),
    ...(protect ? { protect } : {}),
    ...(apiVersion === undefined ? {} : { apiVersion: apiVersionToken(apiVersion) }),
    ...(isRecord(old) ? { old: withReferences(old, names) } : {}),
    ...(own(entry, "deleted") === true ? { deleted: true } : {}),
    ...(own(entry, "external") === true ? { external: true } : {}),
  };
}

/** `2025-11-01` as type tokens write it: `v20251101`. */
export function apiVersionToken(version: string): string {
  return `v${version.replace(/^v/, "").replace(/-/g, "")}`;
}

/** Values are nested no deeper than this in any resource; what is deeper is left as it is, and no rule reads it. */
const deepest = 32;

function withReferences(inputs: Record<string, unknown>, names: ReadonlySet<string>): Record<string, unknown> {
  // No copy without a reference: most lists have none.
  if (!hasReference(inputs, deepest)) return inputs;
  const replaced = replace(inputs, names, deepest);
  return isRecord(replaced) ? replaced : inputs;
}

const referencePattern = /^\$\{([^.}[\]]+)(?:[.[][^}]*)?\}$/;

function hasReference(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.startsWith("${");
  if (typeof value !== "object" || value === null || depth === 0) return false;
  return Object.values(value).some((inner) => hasReference(inner, depth - 1));
}

function replace(value: unknown, names: ReadonlySet<string>, depth: number): unknown {
  if (typeof value === "string") {
    const [, name] = referencePattern.exec(value) ?? [];
    return name !== undefined && names.has(name) ? unknownFrom([name]) : value;
  }
  if (typeof value !== "object" || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => replace(item, names, depth - 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) copy[key] = replace(inner, names, depth - 1);
  return copy;
}
