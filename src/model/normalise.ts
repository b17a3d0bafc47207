import { allChildKinds } from "./childKinds";
import { isRecord } from "./json";
import { type RegistryModel, registry, registryProperties } from "./resources";
import type { Node, ObjectNode, TextNode } from "./schema";
import { maskAddress, maskSecret, maskSecretUri } from "./secrets";
import { defineUnknown, isUnknown, known, UNKNOWN } from "./unknown";

/** A step of a path into a model: a property name, a map key or a list index. */
export type Path = readonly (string | number)[];

/** A value whose type does not fit its place in the model. */
export interface Misfit {
  readonly path: Path;
  readonly expected: string;
  readonly given: string;
}

/** A property that the model does not have. */
export interface Stranger {
  readonly path: Path;
  /** The object that it stands in, as it was written. */
  readonly siblings: Readonly<Record<string, unknown>>;
  /** What the model has in that place. */
  readonly node: ObjectNode;
}

/** A model that is safe to read, and what did not fit. */
export interface Normalised {
  readonly model: RegistryModel;
  readonly misfits: readonly Misfit[];
}

/** What a node must be, as a text says it. */
export const expectation: Record<Node["kind"], string> = {
  text: "text",
  flag: "true or false",
  count: "a number",
  list: "a list",
  map: "an object",
  object: "an object",
};

/**
 * Copies any JSON-like value into a registry model: `null` becomes absent, known secrets are masked, an unknown leaf
 * becomes a property that stops whoever reads it, and a value of a wrong type is noted and then treated as unknown, so
 * that one slip never causes a second finding. Properties that the model does not have are left out.
 *
 * @param strangers where to note the properties that are left out
 */
export function normalise(input: unknown, strangers?: Stranger[]): Normalised {
  const misfits: Misfit[] = [];
  const model = {} as RegistryModel;
  if (!isRecord(input)) {
    misfits.push({ path: [], expected: "an object", given: nameOf(input) });
    for (const key of Object.keys(registry.fields)) defineUnknown(model, key);
    return { model, misfits };
  }
  // A component's tier is its name alone.
  const named = typeof input.sku === "string" && !isUnknown(input.sku) ? { ...input, sku: { name: input.sku } } : input;
  copyFields(registry, named, model, { trail: [], misfits, strangers });
  // Where even this is unknown, nothing may be concluded from absence.
  if (known(() => model.elsewhere ?? false) !== false) {
    for (const key of Object.keys(registryProperties)) if (!(key in model)) defineUnknown(model, key);
    for (const key of allChildKinds) if (!(key in model)) defineUnknown(model, key);
  }
  return { model, misfits };
}

/** What a copy notes on its way. */
interface Notes {
  /** The steps from the model to what is being copied: one list, grown and shrunk on the way. */
  readonly trail: (string | number)[];
  readonly misfits: Misfit[];
  readonly strangers: Stranger[] | undefined;
}

function copy(node: Node, written: unknown, target: object, key: string | number, notes: Notes): void {
  const value = node.kind === "map" && node.keys && Array.isArray(written) ? mapOfKeys(written) : written;
  if (value === undefined || value === null) return;
  if (isUnknown(value)) {
    defineUnknown(target, key);
    return;
  }
  const { trail } = notes;
  trail.push(key);
  const fitted = convert(node, value, notes);
  if (fitted === undefined) {
    notes.misfits.push({ path: [...trail], expected: expectation[node.kind], given: nameOf(value) });
    defineUnknown(target, key);
  } else {
    // An object, a map or a list: each is written by its keys.
    (target as Record<string | number, unknown>)[key] = fitted;
  }
  trail.pop();
}

/** A map whose keys a list names. A key that is not known yet hides the whole map: nothing may be concluded from a missing one. */
function mapOfKeys(keys: readonly unknown[]): unknown {
  if (keys.some(isUnknown)) return UNKNOWN;
  const texts = keys.filter((key) => typeof key === "string");
  return texts.length === keys.length ? Object.fromEntries(texts.map((key) => [key, {}])) : keys;
}

function convert(node: Node, value: unknown, notes: Notes): unknown {
  switch (node.kind) {
    case "text":
      return fitText(node, value);
    case "flag":
      return fitFlag(value);
    case "count":
      return fitCount(value);
    case "list": {
      if (!Array.isArray(value)) return undefined;
      const items: unknown[] = [];
      for (const [index, item] of value.entries()) copy(node.of, item ?? {}, items, index, notes);
      return items;
    }
    case "map": {
      if (!isRecord(value)) return undefined;
      // No prototype: keys are the user's and may be "constructor".
      const entries: object = Object.create(null);
      // Sorted: the order in which a user wrote keys must not show in a finding.
      for (const key of Object.keys(value).sort()) copy(node.of, value[key], entries, key, notes);
      return entries;
    }
    case "object": {
      if (!isRecord(value)) return undefined;
      const fields = {};
      copyFields(node, value, fields, notes);
      return fields;
    }
  }
}

function copyFields(node: ObjectNode, value: Record<string, unknown>, target: object, notes: Notes): void {
  for (const key of Object.keys(value)) {
    const field = Object.hasOwn(node.fields, key) ? node.fields[key] : undefined;
    if (field) copy(field, value[key], target, key, notes);
    else notes.strangers?.push({ path: [...notes.trail, key], siblings: value, node });
  }
}

function fitText(node: TextNode, value: unknown): string | undefined {
  const written = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  if (typeof written !== "string") return undefined;
  if (node.secret === undefined) return node.address ? maskAddress(written) : written;
  return node.secret === "uri" ? maskSecretUri(written) : maskSecret(written);
}

// YAML programs and templates write flags and numbers as text; the provider converts them, so the model does too.
function fitFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  return word === "true" ? true : word === "false" ? false : undefined;
}

function fitCount(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value)) return Number(value);
  return undefined;
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "null";
  return typeof value === "object" ? "an object" : typeof value === "string" ? "text" : `a ${typeof value}`;
}
