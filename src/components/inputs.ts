import * as pulumi from "@pulumi/pulumi";
import { MASK, UNKNOWN } from "../model";

/** Plain data made of inputs, and whether anything in them has yet to resolve. */
export interface Snapshot {
  readonly value: unknown;
  readonly complete: boolean;
}

/** What is known of inputs now: every output and promise in them is an unknown leaf. */
export function snapshot(input: unknown): Snapshot {
  let complete = true;
  const copy = (value: unknown): unknown => {
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
export async function resolve(input: Record<string, unknown>): Promise<Resolved> {
  const secrets: string[] = [];
  const serialized = await pulumi.runtime.serializeProperties("pulumi-acr", input);
  return { value: unwrap(serialized, secrets), secrets };
}

/** The sign under which the SDK wraps values that are more than JSON, and the sign of a secret among them. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

function unwrap(value: unknown, secrets: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => unwrap(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const sign = entries.find(([key]) => key === signature)?.[1];
  if (sign === secretSignature) {
    const content: unknown = entries.find(([key]) => key === "value")?.[1];
    const collected: string[] = [];
    const plain = unwrap(content, collected);
    secrets.push(...collected, ...texts(plain));
    return plain;
  }
  if (sign !== undefined) return UNKNOWN;
  return Object.fromEntries(entries.map(([key, item]) => [key, unwrap(item, secrets)]));
}

/** The texts in a value, the short and common ones left out: masking every "1" would hide more than it protects. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(texts);
  return typeof value === "string" && value.length > 3 && value !== UNKNOWN && value !== MASK ? [value] : [];
}

/** Whether a value is an output or a promise. */
export function isDeferred(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise || pulumi.Resource.isInstance(value);
}

/** An object without the properties that are undefined: "not set" and "set to nothing" are one. */
export function withoutUndefined<T extends object>(value: T): T {
  // Leaving out what is undefined changes no property that is there.
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
