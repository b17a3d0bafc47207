import { isRecord, own } from "../../model/json";
import { MASK } from "../../model/secrets";
import { markStart } from "../values";

// The functions of ARM templates whose result follows from their arguments alone. Source: learn.microsoft.com/azure/
// azure-resource-manager/templates/template-functions. `undefined` as a result means "not known".

type Args = readonly unknown[];

/** Longer texts and lists are not made: a template of a few lines may ask for gigabytes. */
const longestText = 65_536;
const longestList = 10_000;

/** Whether a value is longer than any that a template is meant to make. */
export function isTooLong(value: unknown): boolean {
  return typeof value === "string" ? value.length > longestText : Array.isArray(value) && value.length > longestList;
}

/** Whether a text is or contains something unknown. */
export function hasUnknown(text: string): boolean {
  return text.includes(markStart);
}

const spellings = new WeakMap<object, ReadonlyMap<string, string>>();

/** A property whose name may be written in any case, as in a template. An object that is asked once must not change. */
export function ownInAnyCase(value: unknown, key: string): unknown {
  const exact = own(value, key);
  if (exact !== undefined || !isRecord(value)) return exact;
  let names = spellings.get(value);
  if (names === undefined) {
    // Of two spellings of one name the first counts.
    const keys = Object.keys(value).reverse();
    names = new Map(keys.map((each) => [each.toLowerCase(), each]));
    spellings.set(value, names);
  }
  const other = names.get(key.toLowerCase());
  return other === undefined ? undefined : value[other];
}

/** Calls a function by its name in lower case; `undefined` for what is not known, and for other functions. */
export function callPure(name: string, args: Args): unknown {
  return Object.hasOwn(functions, name) ? functions[name]?.(...args) : undefined;
}

/** A known value that may be looked into: no open text, and no secret. */
function isKnown(value: unknown): boolean {
  return typeof value !== "string" || !(hasUnknown(value) || value.includes(MASK));
}

const text = (value: unknown) => (typeof value === "string" && isKnown(value) ? value : undefined);
const written = (value: unknown) =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
const listOf = (value: unknown) => (Array.isArray(value) ? value : undefined);

/** A function of numbers. */
const numeric =
  (work: (...numbers: number[]) => number | boolean) =>
  (...args: Args) => {
    const numbers = args.filter((arg) => typeof arg === "number");
    const value = numbers.length === args.length && numbers.length > 0 ? work(...numbers) : undefined;
    return typeof value === "number" && !Number.isFinite(value) ? undefined : value;
  };

/** A function of whole texts. */
const textual =
  (work: (...texts: string[]) => unknown) =>
  (...args: Args) => {
    const texts = args.flatMap((arg) => text(arg) ?? []);
    return texts.length === args.length && texts.length > 0 ? work(...texts) : undefined;
  };

/** A comparison, of two numbers or of two texts. */
const comparison = (fits: (order: number) => boolean) => (a: unknown, b: unknown) => {
  if (typeof a === "number" && typeof b === "number") return fits(a - b);
  const [left, right] = [text(a), text(b)];
  return left === undefined || right === undefined ? undefined : fits(left < right ? -1 : left > right ? 1 : 0);
};

/** `min` and `max` take numbers or one list of them. */
const extreme =
  (work: (...numbers: number[]) => number) =>
  (...args: Args) =>
    numeric(work)(...(listOf(args[0]) ?? args));

const functions: Readonly<Record<string, (...args: Args) => unknown>> = {
  true: () => true,
  false: () => false,
  null: () => null,
  concat: (...args) => (args.every(Array.isArray) ? oneList(args) : joined(args.map(written), "")),
  format: (pattern, ...args) => {
    if (typeof pattern !== "string" || args.some((arg) => written(arg) === undefined)) return undefined;
    // Every second part is the number of an argument.
    const parts = pattern.split(/\{(\d+)[^}]*\}/);
    return joined(
      parts.map((part, at) => (at % 2 ? (written(args[Number(part)]) ?? "") : part)),
      "",
    );
  },
  string: written,
  tolower: textual((value = "") => value.toLowerCase()),
  toupper: textual((value = "") => value.toUpperCase()),
  trim: textual((value = "") => value.trim()),
  startswith: textual((value = "", start = "") => value.toLowerCase().startsWith(start.toLowerCase())),
  endswith: textual((value = "", end = "") => value.toLowerCase().endsWith(end.toLowerCase())),
  indexof: textual((value = "", part = "") => value.toLowerCase().indexOf(part.toLowerCase())),
  replace: textual((value = "", from = "", to = "") => (from === "" ? value : joined(value.split(from), to))),
  split: (value, signs) => {
    const all = (listOf(signs) ?? [signs]).flatMap((sign) => text(sign) ?? []);
    return all.reduce<string[] | undefined>(
      (parts, sign) => (sign === "" ? parts : parts?.flatMap((part) => part.split(sign))),
      text(value) === undefined ? undefined : [String(value)],
    );
  },
  join: (list, sign) => {
    const parts = listOf(list)?.map(written);
    return parts?.every((part) => part !== undefined) && text(sign) !== undefined
      ? parts.join(String(sign))
      : undefined;
  },
  substring: (value, start, length = longestText) =>
    typeof start === "number" && typeof length === "number" ? text(value)?.substring(start, start + length) : undefined,
  int: (value) => (isKnown(value) && Number.isFinite(Number(value)) ? Number(value) : undefined),
  bool: (value) => (isKnown(value) ? ["true", "1"].includes(String(value).toLowerCase()) : undefined),
  base64: textual((value = "") => Buffer.from(value).toString("base64")),
  base64tostring: textual((value = "") => Buffer.from(value, "base64").toString()),
  json: (value) => {
    try {
      return JSON.parse(text(value) ?? "");
    } catch {
      return undefined;
    }
  },

  add: numeric((a = 0, b = 0) => a + b),
  sub: numeric((a = 0, b = 0) => a - b),
  mul: numeric((a = 0, b = 0) => a * b),
  div: numeric((a = 0, b = 0) => Math.trunc(a / b)),
  mod: numeric((a = 0, b = 0) => a % b),
  min: extreme(Math.min),
  max: extreme(Math.max),

  if: (condition, then, otherwise) => (condition === true ? then : condition === false ? otherwise : undefined),
  not: (value) => (typeof value === "boolean" ? !value : undefined),
  and: (...args) => (args.includes(false) ? false : args.every((arg) => arg === true) ? true : undefined),
  or: (...args) => (args.includes(true) ? true : args.every((arg) => arg === false) ? false : undefined),
  equals: (a, b) => (isKnown(a) && isKnown(b) ? same(a, b) : undefined),
  less: comparison((order) => order < 0),
  lessorequals: comparison((order) => order <= 0),
  greater: comparison((order) => order > 0),
  greaterorequals: comparison((order) => order >= 0),
  tryget: (value, ...keys) =>
    keys.reduce<unknown>((place, key) => {
      if (place === null || place === undefined || !isKnown(place)) return place;
      if (!isKnown(key)) return undefined;
      if (Array.isArray(place)) return typeof key === "number" ? (place[key] ?? null) : undefined;
      return typeof key === "string" ? (ownInAnyCase(place, key) ?? null) : undefined;
    }, value),
  coalesce: (...args) => args.find((arg) => arg !== null) ?? null,

  createarray: (...args) => args,
  array: (value) => listOf(value) ?? (isKnown(value) ? [value] : undefined),
  createobject: (...args) =>
    Object.fromEntries(args.flatMap((key, index) => (index % 2 ? [] : [[String(key), args[index + 1]]]))),
  range: (start, count) =>
    typeof start === "number" && typeof count === "number" && count >= 0 && count <= longestList
      ? Array.from({ length: count }, (_, index) => start + index)
      : undefined,
  length: (value) => (isKnown(value) ? sizeOf(value) : undefined),
  empty: (value) => (isKnown(value) ? value === null || sizeOf(value) === 0 : undefined),
  first: (value) => listOf(value)?.[0] ?? text(value)?.slice(0, 1),
  last: (value) => listOf(value)?.at(-1) ?? text(value)?.slice(-1),
  take: (value, count) => sliced(value, 0, Math.max(0, Number(count))),
  skip: (value, count) => sliced(value, Math.max(0, Number(count))),
  contains: (holder, item) => {
    if (Array.isArray(holder)) {
      if (holder.some((each) => each === item && isKnown(item))) return true;
      return [...holder, item].every((each) => isKnown(each) && typeof each !== "object") ? false : undefined;
    }
    const wanted = text(item);
    if (wanted === undefined) return undefined;
    if (isRecord(holder)) {
      const keys = Object.keys(holder);
      return (
        keys.some((key) => key.toLowerCase() === wanted.toLowerCase()) || (keys.every(isKnown) ? false : undefined)
      );
    }
    return text(holder)?.includes(wanted);
  },
  union: (...args) => {
    if (!args.every(Array.isArray)) return args.every(isRecord) ? mergedAll(args) : undefined;
    const all = oneList(args);
    return all && [...new Set(all)];
  },
  shallowmerge: (value) => {
    const objects = listOf(value);
    return objects?.every(isRecord) ? Object.assign(Object.create(null), ...objects) : undefined;
  },
  flatten: (value) => {
    const lists = listOf(value);
    return lists?.every(Array.isArray) ? oneList(lists) : undefined;
  },
  objectkeys: (value) => (isRecord(value) ? Object.keys(value).sort() : undefined),
  items: (value) =>
    isRecord(value)
      ? Object.keys(value)
          .sort()
          .map((key) => ({ key, value: value[key] }))
      : undefined,
};

/** Texts as one; `undefined` when one is not known, or when it would be too long. */
function joined(parts: readonly (string | undefined)[] | undefined, sign: string | undefined): string | undefined {
  if (parts === undefined || sign === undefined) return undefined;
  let length = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    length += part.length + sign.length;
  }
  return length > longestText + sign.length ? undefined : parts.join(sign);
}

/** Lists as one; `undefined` when it would be too long. */
function oneList(lists: readonly unknown[][]): unknown[] | undefined {
  return lists.reduce((length, list) => length + list.length, 0) > longestList ? undefined : lists.flat();
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return isRecord(value) ? Object.keys(value).length : undefined;
}

function sliced(value: unknown, from: number, to?: number): unknown {
  return Number.isNaN(from) || Number.isNaN(to ?? 0) ? undefined : (listOf(value) ?? text(value))?.slice(from, to);
}

/** Objects as one, of which the later count more; objects within them likewise. `undefined` when it would be too large. */
function mergedAll(objects: readonly Record<string, unknown>[]): Record<string, unknown> | undefined {
  let left = longestList;
  const merged = (a: Record<string, unknown>, b: Record<string, unknown>): Record<string, unknown> => {
    // No prototype: keys are the user's.
    const whole: Record<string, unknown> = Object.assign(Object.create(null), a);
    for (const [key, value] of Object.entries(b)) {
      if (left-- <= 0) break;
      const there = whole[key];
      whole[key] = isRecord(there) && isRecord(value) ? merged(there, value) : value;
    }
    return whole;
  };
  const whole = objects.reduce(merged);
  return left > 0 ? whole : undefined;
}

function same(a: unknown, b: unknown): boolean | undefined {
  if (typeof a === "object" || typeof b === "object") return a === null || b === null ? a === b : undefined;
  return typeof a === "string" && typeof b === "string" ? a.toLowerCase() === b.toLowerCase() : a === b;
}
