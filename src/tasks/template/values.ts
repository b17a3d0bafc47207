// The values of a Go template, as far as templates can tell them apart, and one more: what is not known yet.

/** A number with the Go type that functions ask for. */
export interface GoNumber {
  readonly kind: "number";
  readonly type: "int" | "int64" | "float64" | "int32";
  readonly value: number;
}

/** A list. */
export interface GoList {
  readonly kind: "list";
  readonly items: readonly Value[];
}

/** A map with text keys. `elements` is what a key that is missing gives: no value, or an empty text. */
export interface GoMap {
  readonly kind: "map";
  readonly entries: Map<string, Value>;
  readonly elements: "any" | "string";
  /** The expression of the map, where only a run knows what else is in it. */
  readonly openAs?: string;
}

/** A value that only a run will know. `source` is the expression that makes it: equal sources are equal values. */
export interface Unknown {
  readonly kind: "unknown";
  readonly source: string;
}

/**
 * A value. `null` is an interface without a value, which a missing key gives; `undefined` is no value at all, which it
 * becomes at the end of a pipeline. Go treats the two differently where a field of them is asked for.
 */
export type Value = undefined | null | string | boolean | GoNumber | GoList | GoMap | Unknown;

/** A whole number, by default of the type `int`. */
export function int(value: number, type: GoNumber["type"] = "int"): GoNumber {
  return { kind: "number", type, value };
}

/** A list of values. */
export function list(items: readonly Value[]): GoList {
  return { kind: "list", items };
}

/** A map from an object's entries. */
export function map(entries: Iterable<readonly [string, Value]>, elements: GoMap["elements"] = "any"): GoMap {
  return { kind: "map", entries: new Map(entries), elements };
}

/** What a map has under a key. */
export function entryOf({ entries, elements, openAs }: GoMap, key: string): Value {
  if (entries.has(key)) return entries.get(key);
  if (openAs !== undefined) return unknown(`${openAs}.${key}`);
  return elements === "string" ? "" : null;
}

/** A value that only a run will know. */
export function unknown(source: string): Unknown {
  return { kind: "unknown", source };
}

/** Whether a value is of one of the kinds that have a name. */
export function isKind<Kind extends "number" | "list" | "map" | "unknown">(
  value: Value,
  kind: Kind,
): value is Extract<Value, { readonly kind: Kind }> {
  return typeof value === "object" && value !== null && value.kind === kind;
}

/** Plain data as values: what a values file in YAML holds. */
export function fromData(data: unknown): Value {
  if (data === null || data === undefined) return null;
  if (typeof data === "string" || typeof data === "boolean") return data;
  if (typeof data === "number") return int(data, Number.isInteger(data) ? "int" : "float64");
  if (Array.isArray(data)) return list(data.map(fromData));
  if (typeof data === "object") return map(Object.entries(data).map(([key, value]) => [key, fromData(value)]));
  return String(data);
}

/** Go's name of a value's type, for messages. */
export function typeName(value: Value): string {
  if (value === undefined || value === null) return "no value";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  switch (value.kind) {
    case "number":
      return value.type;
    case "list":
      return "[]interface {}";
    case "map":
      return `map[string]${value.elements === "any" ? "interface {}" : "string"}`;
    case "unknown":
      return "unknown";
  }
}

/** What is printed for no value; the runner takes it out of the text again. */
export const noValue = "<no value>";

/** A value as Go prints it with `%v`. Unknown values are printed by `hole`. */
export function print(value: Value, hole: (unknown: Unknown) => string, nested = false): string {
  if (value === undefined || value === null) return nested ? "<nil>" : noValue;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  switch (value.kind) {
    case "unknown":
      return hole(value);
    case "number":
      return printNumber(value);
    case "list":
      return `[${value.items.map((item) => print(item, hole, true)).join(" ")}]`;
    case "map": {
      const keys = [...value.entries.keys()].sort(byCodePoint);
      return `map[${keys.map((key) => `${key}:${print(value.entries.get(key), hole, true)}`).join(" ")}]`;
    }
  }
}

/** Go's `%v` of a number: the shortest text that reads back, with an exponent from a million on. */
export function printNumber({ type, value }: GoNumber): string {
  if (type !== "float64" || value === 0) return Object.is(value, -0) ? "-0" : String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  // Between these, JavaScript's own form has no exponent either.
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** The order of Go's texts, which is that of their bytes. */
export function byCodePoint(a: string, b: string): number {
  const [one, other] = [[...a], [...b]];
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const difference = (one[index]?.codePointAt(0) ?? 0) - (other[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** The characters that stand in a text for values that only a run will know. */
export interface Holes {
  /** The one for a value; equal sources have equal ones. */
  readonly of: (source: string) => string;
  /** Whether a text has any. */
  readonly within: (text: string) => boolean;
  /** Whether a text has nothing else. */
  readonly only: (text: string) => boolean;
}

/** Whether a value is what Go's templates take for true; `undefined` where only a run will know. */
export function truthOf(value: Value, holes: Holes): boolean | undefined {
  if (value === undefined || value === null) return false;
  if (typeof value === "boolean") return value;
  // A hole may turn out to be empty; what stands beside it is there for certain.
  if (typeof value === "string") return value === "" ? false : holes.only(value) ? undefined : true;
  switch (value.kind) {
    case "unknown":
      return undefined;
    case "number":
      return value.value !== 0;
    case "list":
      return value.items.length > 0;
    case "map":
      return value.entries.size > 0 ? true : value.openAs === undefined ? false : undefined;
  }
}
