import * as pulumi from "@pulumi/pulumi";
import { MASK, UNKNOWN } from "../model";
import { openMark } from "../model/engineMarks";

/**
 * An object whose shape decides what is made, so that it is no output: its values may be outputs. (To the compiler an
 * output has the properties of what is in it.)
 */
export type Known<T> = T & { readonly apply?: never };

/** Plain data made of inputs, and whether anything in them has yet to resolve. */
export interface Snapshot {
  readonly value: unknown;
  readonly complete: boolean;
}

/**
 * What is known of inputs now: every output, promise and resource in them is an unknown leaf, and functions are left out.
 * `keep` gives what is to be in the place of a value instead.
 */
export function snapshot(input: unknown, keep?: (value: unknown) => unknown): Snapshot {
  let complete = true;
  const copy = (value: unknown): unknown => {
    const kept = keep?.(value);
    if (kept !== undefined) return kept;
    if (isDeferred(value)) {
      complete = false;
      return UNKNOWN;
    }
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
  };
  return { value: copy(input), complete };
}

/** Inputs after they resolved: leaves that a preview cannot know are unknown, secrets are listed apart. */
export interface Resolved {
  readonly value: unknown;
  /** The values that the program marked as secrets, as texts: none of them may appear in a message. */
  readonly secrets: readonly string[];
}

/**
 * Waits for inputs, each leaf by itself: one unknown leaf leaves the others known. The SDK's own serializer does the
 * work, so that what is checked is what the engine is sent.
 */
export async function resolve(input: object, ofResource: (urn: unknown) => unknown = () => UNKNOWN): Promise<Resolved> {
  const secrets: string[] = [];
  const serialized = await pulumi.runtime.serializeProperties("pulumi-acr", withoutFunctions(input));
  return { value: unwrap(serialized, secrets, ofResource), secrets };
}

/** Functions are no data: a transform stands among a child's arguments, and the SDK would refuse it. */
function withoutFunctions(input: object): Record<string, unknown> {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    return isPlainObject(value) ? withoutFunctions(value) : value;
  };
  return mapValues(Object.fromEntries(Object.entries(input).filter(([, value]) => typeof value !== "function")), copy);
}

/** A value of the SDK's wire without its wrappings: what is more than JSON is unknown. */
export function plainValue(value: unknown): unknown {
  return unwrap(value, [], () => UNKNOWN);
}

function unwrap(value: unknown, secrets: string[], ofResource: (urn: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => unwrap(item, secrets, ofResource));
  if (typeof value !== "object" || value === null) return value;
  const marked = openMark(value);
  if (marked?.kind === "secret") {
    const collected: string[] = [];
    const plain = unwrap(marked.value, collected, ofResource);
    secrets.push(...collected, ...texts(plain));
    return plain;
  }
  if (marked?.kind === "reference") return ofResource(marked.urn);
  if (marked !== undefined) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrap(item, secrets, ofResource)]));
}

/** The texts in a value, the short and common ones left out: masking every "1" would hide more than it protects. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(texts);
  return typeof value === "string" && value.length > 3 && value !== UNKNOWN && value !== MASK ? [value] : [];
}

/** Whether a value is an output or a promise. */
export function isDeferred(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise || pulumi.Resource.isInstance(value);
}

/** An object without the properties that are not set. */
export function onlySet<T extends object>(value: T): T {
  // Leaving out what is not set changes no property that is.
  return Object.fromEntries(Object.entries(value).filter(([, item]) => isGiven(item))) as T;
}

/** The properties of an object that a table names, as far as they are set. */
export function pick<T extends object>(names: object, value: T): Partial<T> {
  // Leaving out what is not named or not set changes no property that is.
  return Object.fromEntries(
    Object.entries(value).filter(([name, item]) => Object.hasOwn(names, name) && isGiven(item)),
  ) as Partial<T>;
}

/** Whether something is given: TypeScript's `undefined` and JavaScript's `null` are not. */
export function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null;
}

/** An input, or what stands for it where it is not set: an output may turn out to be `undefined`. */
export function orElse<T>(input: pulumi.Input<T | undefined>, otherwise: T): pulumi.Input<T> {
  if (isDeferred(input)) return pulumi.output(input).apply((value) => (value as T | undefined) ?? otherwise);
  return input ?? otherwise;
}

/** Whether a value is a plain object: no list, no output, no promise, no `null`. */
export function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isDeferred(value);
}

/** One item of an object or a list: its own, never what an object inherits. */
export function itemOf(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === String(step))?.[1];
}

/**
 * A map sorted by its keys, so that their order in a program changes nothing. What JavaScript may pass instead is
 * empty.
 */
export function byName<T>(map: Readonly<Record<string, T>> | undefined): Record<string, T> {
  if (!isPlainObject(map)) return {};
  return Object.fromEntries(Object.entries(onlySet(map)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Like {@link byName}, for a map of objects: what is none is left out, the check of the arguments says so. */
export function objectsByName<T extends object>(map: Readonly<Record<string, T>> | undefined): Record<string, T> {
  return Object.fromEntries(Object.entries(byName<T>(map)).filter(([, item]) => isPlainObject(item)));
}

export function mapValues<Key extends string, T, U>(
  map: Readonly<Record<Key, T>>,
  change: (value: T, key: Key) => U,
): Record<Key, U> {
  // The keys of the result are those of the map.
  const entries = Object.entries<T>(map).map(([key, value]) => [key, change(value, key as Key)]);
  return Object.fromEntries(entries) as Record<Key, U>;
}
