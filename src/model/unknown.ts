/**
 * The engine's own sign for a value that is not known before the deployment runs. A model holds it where a leaf is
 * unknown, so that a model is plain JSON and a saved `pulumi preview --json` needs no translation.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is the engine's sign for "not known yet". */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Thrown when a rule reads an unknown leaf. One frozen instance without a stack: it is thrown in hot loops. */
const unknownRead = Object.freeze({ unknownRead: true });

/** One for all, so that objects with the same unknown leaves are of one shape to the engine. */
const unknownLeaf: PropertyDescriptor = {
  configurable: true,
  enumerable: true,
  get: () => {
    throw unknownRead;
  },
};

/** Defines a property whose value is unknown: reading it stops the reader, see {@link known}. */
export function defineUnknown(target: object, key: string | number): void {
  Object.defineProperty(target, key, unknownLeaf);
}

/** Runs a reader and gives its result, or `undefined` when it read an unknown leaf. Other errors pass through. */
export function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error === unknownRead) return undefined;
    throw error;
  }
}
