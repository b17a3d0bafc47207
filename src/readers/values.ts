import type { Node, ObjectNode } from "../model/schema";
import { MASK } from "../model/secrets";
import { UNKNOWN } from "../model/unknown";

// How the engine writes what JSON cannot say (sdk/go/common/resource in pulumi/pulumi): an object with this key is an
// envelope, and the key's value says of what.
const signature = "4dabf18193072939515e22adb298388d";
const secretEnvelope = "1b47061264138c4ac30d75fd1eb44270";
const outputEnvelope = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const referenceEnvelope = "5cf8f73096256a8f31e491e813e4eb8e";

/** The engine's signs for "not known yet", one per type of value. */
const unknownSigns = [
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** Begins a part of a text that a template leaves open, see `expressions.ts`. A private character, so it is in no other text. */
export const markStart = "\u{E000}";
/** Ends what {@link markStart} begins. */
export const markEnd = "\u{E001}";

/** A text with open parts as a person may read it: `[parameters('name')]`. */
export function readable(text: string): string {
  return text.replaceAll(markStart, "[").replaceAll(markEnd, "]");
}

/** A plain object: JSON's kind, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property of a value, whatever the value is: inherited names such as `constructor` are never found. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
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
    const sign = own(opened, signature);
    if (sign === undefined) return opened;
    if (sign === secretEnvelope) return MASK;
    if (sign === referenceEnvelope) opened = own(opened, "id") || UNKNOWN;
    else if (sign !== outputEnvelope) return UNKNOWN;
    else if (own(opened, "secret") === true) return MASK;
    else if (own(opened, "value") === undefined) return UNKNOWN;
    else opened = own(opened, "value");
  }
  return UNKNOWN;
}

function isUnknownText(text: string): boolean {
  return (text.length >= 36 && unknownSigns.some((sign) => text.includes(sign))) || text.includes(markStart);
}

/** An unknown value that depends on other resources, as the engine writes it. */
export function unknownFrom(dependencies: readonly string[]): Record<string, unknown> {
  return { [signature]: outputEnvelope, dependencies };
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
    if (own(next, signature) === outputEnvelope || own(next, signature) === referenceEnvelope) {
      const dependencies = own(next, "dependencies");
      for (const name of Array.isArray(dependencies) ? dependencies : [own(next, "urn")]) {
        if (typeof name === "string") found.add(name);
      }
    }
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
