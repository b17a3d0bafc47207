import { isRecord, own } from "./json";
import { UNKNOWN } from "./unknown";

// How the engine writes what JSON cannot say (sdk/go/common/resource in pulumi/pulumi): an object with the key of the
// signature is an envelope, and the value under that key tells of what.
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const outputMark = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const referenceMark = "5cf8f73096256a8f31e491e813e4eb8e";

/** The engine's signs for "not known yet", one per type of value. */
const unknownSigns: readonly string[] = [
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** A value in the engine's envelope. */
export type Marked =
  | { readonly kind: "secret"; readonly value: unknown }
  /** Without a value, the output is not known yet. */
  | { readonly kind: "output"; readonly value: unknown; readonly secret: boolean; readonly dependencies: unknown }
  | { readonly kind: "reference"; readonly id: unknown; readonly urn: unknown }
  /** An asset, an archive, or what newer engines may add. */
  | { readonly kind: "other" };

/**
 * Takes one envelope of the engine off a value; `undefined` where there is none. What is inside stays as it is.
 *
 * @param read how to read a property, where reading one may throw
 */
export function openMark(value: unknown, read: (from: object, key: string) => unknown = own): Marked | undefined {
  if (!isRecord(value)) return undefined;
  const mark = read(value, signature);
  switch (mark) {
    case undefined:
      return undefined;
    case secretMark:
      return { kind: "secret", value: read(value, "value") };
    case outputMark:
      return {
        kind: "output",
        value: read(value, "value"),
        secret: read(value, "secret") === true,
        dependencies: read(value, "dependencies"),
      };
    case referenceMark:
      return { kind: "reference", id: read(value, "id"), urn: read(value, "urn") };
    default:
      return { kind: "other" };
  }
}

/** A value in the envelope of a secret, as the engine writes it. */
export function asSecret(value: unknown): Record<string, unknown> {
  return { [signature]: secretMark, value };
}

/** An unknown value that depends on other resources, as the engine writes it. */
export function unknownOutput(dependencies: readonly string[]): Record<string, unknown> {
  return { [signature]: outputMark, dependencies };
}

/** Whether a value is one of the engine's signs for "not known yet". */
export function isUnknownSign(value: unknown): boolean {
  return typeof value === "string" && unknownSigns.includes(value);
}

/** Whether one of the engine's signs for "not known yet" is a part of a text. */
export function holdsUnknownSign(text: string): boolean {
  return text.length >= UNKNOWN.length && unknownSigns.some((sign) => text.includes(sign));
}
