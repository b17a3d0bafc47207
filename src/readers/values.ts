import { holdsUnknownSign, openMark } from "../model/engineMarks";
import { isRecord, own } from "../model/json";
import type { Node, ObjectNode } from "../model/schema";
import { MASK } from "../model/secrets";
import { UNKNOWN } from "../model/unknown";

/** Begins a part of a text that a template leaves open, see `expressions.ts`. A private character, so it is in no other text. */
export const markStart = "\u{E000}";
/** Ends what {@link markStart} begins. */
export const markEnd = "\u{E001}";

/** A text with open parts as a person may read it: `[parameters('name')]`. */
export function readable(text: string): string {
  return text.replaceAll(markStart, "[").replaceAll(markEnd, "]");
}

/**
 * Takes the engine's envelopes off one value: a secret becomes the mask, an unknown output the sign for unknown, a known
 * output its value. What is inside the value stays as it is.
 */
export function open(value: unknown): unknown {
  let opened = value;
  // An envelope may hold an envelope; a few layers are all that the engine makes.
  for (let layer = 0; layer < 8; layer++) {
    if (typeof opened === "string") return isUnknownText(opened) ? UNKNOWN : opened;
    const marked = openMark(opened);
    if (marked === undefined) return opened;
    if (marked.kind === "secret" || (marked.kind === "output" && marked.secret)) return MASK;
    if (marked.kind === "other") return UNKNOWN;
    const inside = marked.kind === "reference" ? marked.id || undefined : marked.value;
    opened = inside === undefined ? UNKNOWN : inside;
  }
  return UNKNOWN;
}

function isUnknownText(text: string): boolean {
  return holdsUnknownSign(text) || text.includes(markStart);
}

/** The resources that a value's own envelopes, or the registry names in its open texts, say it depends on. */
export function envelopeDependencies(value: unknown): string[] {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const pending = [value];
  for (let next = pending.pop(); next !== undefined && seen.size < 1000; next = pending.pop()) {
    if (typeof next === "string") {
      const [, name] = (next.includes(markStart) && /\/registries\/([^/]+)/i.exec(next)) || [];
      if (name !== undefined) found.add(readable(name));
      continue;
    }
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    const marked = openMark(next);
    const named = marked?.kind === "output" ? marked.dependencies : marked?.kind === "reference" ? [marked.urn] : [];
    for (const name of Array.isArray(named) ? named : []) if (typeof name === "string") found.add(name);
    for (const inner of Object.values(next)) pending.push(inner);
  }
  return [...found];
}

const renamed: Readonly<Record<string, readonly string[]>> = {
  iPAddressOrRange: ["value", "ipAddressOrRange"],
  id: ["virtualNetworkResourceId"],
};

/** Other names of a property: ARM's where azure-native renamed it, and those of other API versions. */
export function otherNames(name: string): readonly string[] {
  return Object.hasOwn(renamed, name) ? (renamed[name] ?? []) : [];
}

/** A property of an object under any of its names, whether it stands on the object or under ARM's `properties`. */
export function property(record: Record<string, unknown>, name: string): unknown {
  const inner = open(own(record, "properties"));
  for (const spelling of [name, ...otherNames(name)]) {
    const value = own(record, spelling) ?? own(inner, spelling);
    if (value !== undefined && value !== null) return value;
  }
  return inner === UNKNOWN || inner === MASK ? UNKNOWN : undefined;
}

/**
 * Copies what the model has a place for out of a raw value, and nothing else, so that hostile input costs no more than
 * the model's own size: envelopes are opened, ARM's `properties` flattened, other spellings made one, secrets masked. A
 * masked value counts as unknown where it is more than a secret to the model.
 */
export function shape(node: Node, raw: unknown): unknown {
  const value = open(raw);
  if (value === undefined || value === null) return undefined;
  if (value === UNKNOWN) return UNKNOWN;
  if (value === MASK) return node.kind === "text" && node.secret === "value" ? MASK : UNKNOWN;
  switch (node.kind) {
    case "list":
      return Array.isArray(value) ? value.map((item) => shape(node.of, item) ?? null) : misfit(value);
    case "map":
      return isRecord(value) ? shapeMap(node.of, value) : Array.isArray(value) ? mapOfList(value) : misfit(value);
    case "object":
      return isRecord(value) ? shapeObject(node, value) : misfit(value);
    default:
      return misfit(value);
  }
}

/** A value where an object or list was expected, or a leaf: enough of it for its type to be told. */
function misfit(value: unknown): unknown {
  return typeof value !== "object" ? value : Array.isArray(value) ? [] : {};
}

function shapeMap(of: Node, value: Record<string, unknown>): unknown {
  const entries: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    if (open(key) === UNKNOWN) return UNKNOWN;
    entries[key] = shape(of, value[key]) ?? null;
  }
  return entries;
}

// Newer API versions take user-assigned identities as a list of ids. An id that is not known yet hides the whole map:
// whoever concludes from a missing key would be wrong.
function mapOfList(value: readonly unknown[]): unknown {
  const entries: Record<string, unknown> = Object.create(null);
  for (const item of value) {
    const key = open(item);
    if (key === UNKNOWN || key === MASK) return UNKNOWN;
    if (typeof key !== "string") return [];
    entries[key] = {};
  }
  return entries;
}

function shapeObject(node: ObjectNode, value: Record<string, unknown>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(node.fields)) {
    if (name === "origin") continue;
    const shaped = shape(field, property(value, name));
    if (shaped !== undefined) fields[name] = shaped;
  }
  return fields;
}
