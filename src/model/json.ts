/** Whether a value is a plain object: JSON's kind, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that is text, and an empty text for everything else: an object may fail when it is turned into text. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** An own property of a value, whatever the value is: inherited names such as `constructor` are never found. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
