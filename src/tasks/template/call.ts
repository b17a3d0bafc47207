import type { GoNumber, Value } from "./values";

/** What a parameter of a function takes: Go's types, as far as they matter. */
export type Parameter = "any" | "string" | "boolean" | "int" | "int64" | "float64" | "map" | "list";

/** What a function may use. */
export interface Call {
  /** The character that stands for an unknown value. */
  readonly hole: (source: string) => string;
  readonly truth: (value: Value) => boolean | undefined;
  /** Counts work, so that no template takes for ever. */
  readonly spend: (amount: number) => void;
}

/** Why a function stops the template. */
export interface Fault {
  readonly fault: string;
}

/** A result that only a run will know. */
export const later: unique symbol = Symbol("later");

/** What a function gives. */
export type Result = Value | Fault | typeof later;

/** A function that a template may call. */
export interface GoFunction {
  readonly takes: readonly Parameter[];
  /** What further arguments are. Absent: there are none. */
  readonly rest?: Parameter;
  /** Whether it gives a useful result for values that only a run will know. */
  readonly keepsHoles?: true;
  readonly run: (values: readonly Value[], call: Call) => Result;
}

/** A function with as many parameters as named. */
export function taking(takes: readonly Parameter[], run: GoFunction["run"]): GoFunction {
  return { takes, run };
}

/** A function with any number of further arguments. */
export function takingMore(takes: readonly Parameter[], rest: Parameter, run: GoFunction["run"]): GoFunction {
  return { takes, rest, run };
}

/** A function that gives a useful result for values that only a run will know. */
export function keeping(called: GoFunction): GoFunction {
  return { ...called, keepsHoles: true };
}

/** A function of texts that gives a text. */
export function ofTexts(count: number, run: (...texts: string[]) => string): GoFunction {
  return taking(Array<Parameter>(count).fill("string"), (values) => run(...values.map(text)));
}

/** A text parameter. */
export function text(value: Value): string {
  return typeof value === "string" ? value : "";
}

/** A number parameter, or what Sprig takes any value for. */
export function numberOf(value: Value): number {
  if (typeof value === "object" && value !== null && value.kind === "number") return value.value;
  if (value === true) return 1;
  return 0;
}

/** Sprig's `toInt64` of any value. */
export function wholeOf(value: Value): number {
  if (typeof value === "string") return /^[+-]?[0-9]+$/.test(value) ? Number(value) : 0;
  return Math.trunc(numberOf(value));
}

/** A float64. */
export function float(value: number): GoNumber {
  return { kind: "number", type: "float64", value };
}
