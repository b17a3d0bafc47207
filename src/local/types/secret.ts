import type { Properties } from "../json";

/** The property by which a value on the wire says what it is more than a plain object. */
export const signature = "4dabf18193072939515e22adb298388d";
/** The signature of a secret. */
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A value that the engine keeps as a secret. */
export function secret(value: unknown): Properties {
  return { [signature]: secretSignature, value };
}
