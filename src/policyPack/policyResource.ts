import { type RawResource, UNKNOWN } from "../model";

// What the engine hands to an analyzer, as the model's reader takes it. Both ways of running a policy end here: the raw
// protocol, whose values carry the engine's marks, and `@pulumi/policy`, whose proxies throw on unknown values.

/** A resource as the engine shows it to a policy, with values that a reader can walk through. */
export interface PolicyResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Inputs; after an update, outputs where the inputs were not seen. */
  readonly props: unknown;
  readonly parent?: string | undefined;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean | undefined;
}

// The engine's marks (sdk/go/common/resource/plugin/rpc.go): an object with this key is an envelope.
const signature = "4dabf18193072939515e22adb298388d";
const secretEnvelope = "1b47061264138c4ac30d75fd1eb44270";
const outputEnvelope = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The engine's signs for "not known yet", one per type of value. */
const unknownSigns = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A resource as the reader takes it. What is marked as a secret is judged like anything else, and noted in `secrets`. */
export function rawResource(resource: PolicyResource, secrets: Set<string>): RawResource {
  const props = plain(resource.props, secrets, false, 0);
  const { type, name, urn, parent, dependencies, propertyDependencies, protect } = resource;
  return {
    type,
    name,
    urn,
    inputs: isRecord(props) ? props : {},
    ...(parent ? { parent } : {}),
    ...(dependencies ? { dependencies } : {}),
    ...(propertyDependencies ? { propertyDependencies } : {}),
    ...(protect === undefined ? {} : { protect }),
  };
}

/** Copies a value without envelopes and proxies; what cannot be read is unknown. */
function plain(value: unknown, secrets: Set<string>, hidden: boolean, depth: number): unknown {
  if (typeof value === "string") {
    if (unknownSigns.has(value)) return UNKNOWN;
    if (hidden) secrets.add(value);
    return value;
  }
  if (typeof value !== "object" || value === null) return value;
  // Deeper than any input of these resources.
  if (depth > 64) return UNKNOWN;
  if (Array.isArray(value)) {
    return Array.from({ length: value.length }, (_, index) => guarded(value, index, secrets, hidden, depth));
  }
  const sign = guarded(value, signature, secrets, false, depth);
  if (sign === secretEnvelope) return guarded(value, "value", secrets, true, depth);
  if (sign === outputEnvelope) return guarded(value, "value", secrets, hidden, depth) ?? UNKNOWN;
  if (sign !== undefined) return UNKNOWN;
  // No prototype: keys are the user's.
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    // The SDK often marks a whole object for one secret in it. Names and types are not what was meant, and a message
    // without them would say nothing.
    copy[key] = guarded(value, key, secrets, hidden && key !== "name" && key !== "type", depth);
  }
  return copy;
}

// The proxies of `@pulumi/policy` throw when a property holds an unknown value: each is read by itself, so that one
// unknown value does not hide the others.
function guarded(holder: object, key: string | number, secrets: Set<string>, hidden: boolean, depth: number): unknown {
  let value: unknown;
  try {
    value = Reflect.get(holder, key);
  } catch {
    return UNKNOWN;
  }
  return plain(value, secrets, hidden, depth + 1);
}

/** Whether a value is the engine's sign for "not known yet". */
export function isUnknownValue(value: unknown): boolean {
  return typeof value === "string" && unknownSigns.has(value);
}

/** The envelope of a secret, which holds the value; `undefined` when the value is none. */
export function secretIn(value: unknown): { value: unknown } | undefined {
  return isRecord(value) && value[signature] === secretEnvelope && "value" in value
    ? (value as { value: unknown } & typeof value)
    : undefined;
}

/** A plain object: JSON's kind, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
