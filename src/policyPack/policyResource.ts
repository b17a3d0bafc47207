import { UNKNOWN } from "../model";
import { isUnknownSign, openMark } from "../model/engineMarks";
import { isRecord } from "../model/json";
import type { RawResource } from "../readers/link/link";

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
    if (isUnknownSign(value)) return UNKNOWN;
    if (hidden) secrets.add(value);
    return value;
  }
  if (typeof value !== "object" || value === null) return value;
  // Deeper than any input of these resources.
  if (depth > 64) return UNKNOWN;
  if (Array.isArray(value)) {
    return Array.from({ length: value.length }, (_, index) =>
      plain(readSafely(value, index), secrets, hidden, depth + 1),
    );
  }
  const marked = openMark(value, readSafely);
  if (marked?.kind === "secret") return plain(marked.value, secrets, true, depth + 1);
  if (marked?.kind === "output") return plain(marked.value, secrets, hidden, depth + 1) ?? UNKNOWN;
  if (marked !== undefined) return UNKNOWN;
  // No prototype: keys are the user's.
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    // The SDK often marks a whole object for one secret in it. Names and types are not what was meant, and a message
    // without them would say nothing.
    copy[key] = plain(readSafely(value, key), secrets, hidden && key !== "name" && key !== "type", depth + 1);
  }
  return copy;
}

// The proxies of `@pulumi/policy` throw when a property holds an unknown value: each is read by itself, so that one
// unknown value does not hide the others.
function readSafely(holder: object, key: string | number): unknown {
  try {
    return Reflect.get(holder, key);
  } catch {
    return UNKNOWN;
  }
}
