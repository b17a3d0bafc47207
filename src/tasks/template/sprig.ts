import { createHash } from "node:crypto";
import { posix } from "node:path";
import { quoted } from "./builtins";
import {
  type Call,
  float,
  type GoFunction,
  keeping,
  later,
  numberOf,
  ofTexts,
  type Parameter,
  type Result,
  taking,
  takingMore,
  text,
  wholeOf,
} from "./call";
import { byCodePoint, int, isKind, list, map, print, typeName, type Value } from "./values";

// The functions of Sprig 2.22, which the runner adds to Go's own. What gives another result each time, looks at the
// machine, or takes a regular expression is not computed: its result is known only to a run.

const items = (value: Value): readonly Value[] | undefined => (isKind(value, "list") ? value.items : undefined);
const holeIn = (call: Call) => (value: { readonly source: string }) => call.hole(value.source);
const present = (values: readonly Value[]) => values.filter((value) => value !== null && value !== undefined);
const whole = (run: (...numbers: number[]) => number) => (values: readonly Value[]) => {
  const value = run(...values.map(wholeOf));
  if (Number.isNaN(value) || !Number.isFinite(value)) return { fault: "it divides by 0" };
  return int(value === 0 ? 0 : value, "int64");
};
const isEmpty = (value: Value, { truth }: Call) => truth(value) === false;

/** A function of a list, which stops at anything else. */
const ofList = (
  more: readonly Parameter[],
  run: (values: readonly Value[], rest: readonly Value[], call: Call) => Result,
) =>
  taking(["any", ...more], ([value, ...rest], call) => {
    const found = items(value);
    return found ? run(found, rest, call) : { fault: `${typeName(value)} is no list` };
  });

const ofMap = (
  more: readonly Parameter[],
  run: (entries: Map<string, Value>, rest: readonly Value[], map: Value) => Result,
) => taking(["map", ...more], ([value, ...rest]) => (isKind(value, "map") ? run(value.entries, rest, value) : later));

function texts(value: Value, call: Call): string[] {
  const all = items(value) ?? [value];
  return present(all).map((item) => print(item, holeIn(call), true));
}

function same(one: Value, other: Value): boolean {
  if (isKind(one, "list") && isKind(other, "list")) {
    return one.items.length === other.items.length && one.items.every((item, index) => same(item, other.items[index]));
  }
  if (isKind(one, "map") && isKind(other, "map")) {
    return (
      one.entries.size === other.entries.size &&
      [...one.entries].every(([key, item]) => same(item, other.entries.get(key)))
    );
  }
  if (isKind(one, "number") && isKind(other, "number")) return one.type === other.type && one.value === other.value;
  return (one ?? null) === (other ?? null);
}

/** A text that is cut by bytes, as Go counts. */
function cut(value: string, start: number, end: number): string {
  return /^[\0-\x7f]*$/.test(value) ? value.slice(start, end) : Buffer.from(value).subarray(start, end).toString();
}

const size = (value: string) => Buffer.byteLength(value);

function parts(separator: string, value: string, most = -1): string[] {
  const all = separator === "" ? [...value] : value.split(separator);
  if (most < 0 || all.length <= most) return all;
  return most === 0 ? [] : [...all.slice(0, most - 1), all.slice(most - 1).join(separator)];
}

const numbered = (all: readonly string[]) =>
  map(
    all.map((part, index) => [`_${index}`, part]),
    "string",
  );

function trimmed(value: string, signs: string): string {
  const set = new Set(signs);
  const all = [...value];
  let start = 0;
  let end = all.length;
  while (start < end && set.has(all[start] ?? "")) start++;
  while (end > start && set.has(all[end - 1] ?? "")) end--;
  return all.slice(start, end).join("");
}

function steps(start: number, stop: number, step: number, { spend }: Call): Value {
  const found: Value[] = [];
  const towards = stop < start ? -1 : 1;
  if (step * towards <= 0) return list([]);
  spend(Math.abs((stop - start) / step));
  for (let value = start; towards > 0 ? value < stop : value > stop; value += step) found.push(int(value));
  return list(found);
}

function json(value: Value): string | undefined {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    return JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  }
  if (value.kind === "list") return `[${value.items.map(json).join(",")}]`;
  if (value.kind === "map") {
    const keys = [...value.entries.keys()].sort(byCodePoint);
    return `{${keys.map((key) => `${json(key)}:${json(value.entries.get(key))}`).join(",")}}`;
  }
  return value.kind === "number" ? String(value.value) : undefined;
}

function merged(target: Value, sources: readonly Value[], overwrite: boolean): Value {
  if (!isKind(target, "map")) return target;
  for (const source of sources) {
    if (!isKind(source, "map")) continue;
    for (const [key, value] of source.entries) {
      const old = target.entries.get(key);
      if (isKind(old, "map") && isKind(value, "map")) merged(old, [value], overwrite);
      else if (overwrite || old === undefined || old === null || old === "" || old === false)
        target.entries.set(key, value);
    }
  }
  return target;
}

function copied(value: Value): Value {
  if (isKind(value, "list")) return list(value.items.map(copied));
  if (isKind(value, "map"))
    return map(
      [...value.entries].map(([key, item]) => [key, copied(item)]),
      value.elements,
    );
  return value;
}

function goKind(value: Value): string {
  if (value === null || value === undefined) return "invalid";
  if (isKind(value, "list")) return "slice";
  return isKind(value, "map") ? "map" : typeName(value);
}

const title = (value: string) =>
  value.replace(
    /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );
const hash = (kind: string) => ofTexts(1, (value = "") => createHash(kind).update(value).digest("hex"));
const swap = (letter: string) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());
const clean = (path: string) => (path === "" ? "." : posix.normalize(path).replace(/(.)\/$/, "$1"));

const known: Readonly<Record<string, GoFunction>> = {
  hello: taking([], () => "Hello!"),
  fail: taking(["string"], ([why]) => ({ fault: text(why) })),

  // Texts
  trim: ofTexts(1, (value = "") => value.trim()),
  upper: ofTexts(1, (value = "") => value.toUpperCase()),
  lower: ofTexts(1, (value = "") => value.toLowerCase()),
  title: ofTexts(1, (value = "") => title(value)),
  untitle: ofTexts(1, (value = "") => value.charAt(0).toLowerCase() + value.slice(1)),
  swapcase: ofTexts(1, (value = "") => value.replace(/\p{L}/gu, swap)),
  nospace: ofTexts(1, (value = "") => value.replace(/\s/g, "")),
  trimAll: ofTexts(2, (signs = "", value = "") => trimmed(value, signs)),
  trimall: ofTexts(2, (signs = "", value = "") => trimmed(value, signs)),
  trimSuffix: ofTexts(2, (end = "", value = "") =>
    end !== "" && value.endsWith(end) ? value.slice(0, -end.length) : value,
  ),
  trimPrefix: ofTexts(2, (start = "", value = "") => (value.startsWith(start) ? value.slice(start.length) : value)),
  replace: ofTexts(3, (old = "", fresh = "", value = "") => value.split(old).join(fresh)),
  contains: taking(["string", "string"], ([part, value]) => text(value).includes(text(part))),
  hasPrefix: taking(["string", "string"], ([part, value]) => text(value).startsWith(text(part))),
  hasSuffix: taking(["string", "string"], ([part, value]) => text(value).endsWith(text(part))),
  trunc: taking(["int", "string"], ([count, value]) => {
    if (size(text(value)) <= numberOf(count)) return text(value);
    return numberOf(count) < 0 ? { fault: "the length is below 0" } : cut(text(value), 0, numberOf(count));
  }),
  substr: taking(["int", "int", "string"], ([from, to, value]) => {
    const [start, end, length] = [numberOf(from), numberOf(to), size(text(value))];
    const [first, last] = start < 0 ? [0, end] : [start, end < 0 || end > length ? length : end];
    return first > last || last > length || last < 0
      ? { fault: "it cuts outside of the text" }
      : cut(text(value), first, last);
  }),
  repeat: taking(["int", "string"], ([count, value], { spend }) => {
    if (numberOf(count) < 0) return { fault: "the count is below 0" };
    spend(numberOf(count) * Math.max(1, text(value).length >> 4));
    return text(value).repeat(numberOf(count));
  }),
  indent: taking(["int", "string"], ([count, value], call) => indented(count, text(value), call)),
  nindent: taking(["int", "string"], ([count, value], call) => {
    const all = indented(count, text(value), call);
    return typeof all === "string" ? `\n${all}` : all;
  }),
  plural: taking(["string", "string", "int"], ([one, many, count]) => (numberOf(count) === 1 ? one : many)),
  quote: keeping(
    takingMore([], "any", (values, call) =>
      present(values)
        .map((value) => quoted(print(value, holeIn(call), true)))
        .join(" "),
    ),
  ),
  squote: keeping(
    takingMore([], "any", (values, call) =>
      present(values)
        .map((value) => `'${print(value, holeIn(call), true)}'`)
        .join(" "),
    ),
  ),
  cat: keeping(
    takingMore([], "any", (values, call) =>
      present(values)
        .map((value) => print(value, holeIn(call), true))
        .join(" "),
    ),
  ),
  toString: keeping(taking(["any"], ([value], call) => print(value, holeIn(call), true))),
  sha1sum: hash("sha1"),
  sha256sum: hash("sha256"),
  split: taking(["string", "string"], ([separator, value]) => numbered(parts(text(separator), text(value)))),
  splitn: taking(["string", "int", "string"], ([separator, most, value]) =>
    numbered(parts(text(separator), text(value), numberOf(most))),
  ),
  splitList: taking(["string", "string"], ([separator, value]) => list(parts(text(separator), text(value)))),
  join: keeping(
    taking(["string", "any"], ([separator, value], call) =>
      isKind(value, "unknown") ? later : texts(value, call).join(text(separator)),
    ),
  ),
  toStrings: taking(["any"], ([value], call) => list(texts(value, call))),
  sortAlpha: taking(["any"], ([value], call) =>
    list(items(value) ? texts(value, call).sort(byCodePoint) : [print(value, holeIn(call), true)]),
  ),

  // Numbers
  atoi: taking(["string"], ([value]) => int(wholeOf(value))),
  int: taking(["any"], ([value]) => int(wholeOf(value))),
  int64: taking(["any"], ([value]) => int(wholeOf(value), "int64")),
  float64: taking(["any"], ([value]) => float(fraction(value))),
  add1: taking(
    ["any"],
    whole((value = 0) => value + 1),
  ),
  add: takingMore(
    [],
    "any",
    whole((...values) => values.reduce((sum, value) => sum + value, 0)),
  ),
  sub: taking(
    ["any", "any"],
    whole((a = 0, b = 0) => a - b),
  ),
  mul: takingMore(
    ["any"],
    "any",
    whole((...values) => values.reduce((product, value) => product * value, 1)),
  ),
  div: taking(
    ["any", "any"],
    whole((a = 0, b = 0) => Math.trunc(a / b)),
  ),
  mod: taking(
    ["any", "any"],
    whole((a = 0, b = 0) => a % b),
  ),
  max: takingMore(
    ["any"],
    "any",
    whole((...values) => Math.max(...values)),
  ),
  biggest: takingMore(
    ["any"],
    "any",
    whole((...values) => Math.max(...values)),
  ),
  min: takingMore(
    ["any"],
    "any",
    whole((...values) => Math.min(...values)),
  ),
  ceil: taking(["any"], ([value]) => float(Math.ceil(fraction(value)))),
  floor: taking(["any"], ([value]) => float(Math.floor(fraction(value)))),
  until: taking(["int"], ([count], call) => steps(0, numberOf(count), numberOf(count) < 0 ? -1 : 1, call)),
  untilStep: taking(["int", "int", "int"], ([start, stop, step], call) =>
    steps(numberOf(start), numberOf(stop), numberOf(step), call),
  ),

  // Defaults
  default: takingMore(["any"], "any", ([preset, ...given], call) => {
    return given.length === 0 || isEmpty(given[0], call) ? preset : given[0];
  }),
  empty: taking(["any"], ([value], call) => isEmpty(value, call)),
  coalesce: takingMore([], "any", (values, call) => values.find((value) => !isEmpty(value, call)) ?? null),
  ternary: taking(["any", "any", "boolean"], ([yes, no, condition]) => (condition === true ? yes : no)),
  toJson: taking(["any"], ([value]) => json(value) ?? later),
  deepCopy: taking(["any"], ([value]) => (value == null ? { fault: "it copies no value" } : copied(value))),

  // Lists
  list: takingMore([], "any", (values) => list(values)),
  tuple: takingMore([], "any", (values) => list(values)),
  append: ofList(["any"], (values, [value]) => list([...values, value])),
  push: ofList(["any"], (values, [value]) => list([...values, value])),
  prepend: ofList(["any"], (values, [value]) => list([value, ...values])),
  first: ofList([], (values) => values[0] ?? null),
  last: ofList([], (values) => values[values.length - 1] ?? null),
  rest: ofList([], (values) => list(values.slice(1))),
  initial: ofList([], (values) => list(values.slice(0, -1))),
  reverse: ofList([], (values) => list([...values].reverse())),
  compact: ofList([], (values, _rest, call) => list(values.filter((value) => !isEmpty(value, call)))),
  uniq: ofList([], (values) =>
    list(values.filter((value, index) => values.findIndex((each) => same(each, value)) === index)),
  ),
  without: takingMore(["any"], "any", ([value, ...left]) => {
    const found = items(value);
    return found
      ? list(found.filter((item) => !left.some((each) => same(each, item))))
      : { fault: `${typeName(value)} is no list` };
  }),
  has: taking(["any", "any"], ([needle, value]) => {
    if (value === null || value === undefined) return false;
    const found = items(value);
    return found ? found.some((item) => same(item, needle)) : { fault: `${typeName(value)} is no list` };
  }),
  slice: takingMore(["any"], "any", ([value, from, to]) => {
    const found = items(value);
    if (!found) return { fault: `${typeName(value)} is no list` };
    if (found.length === 0) return null;
    const [start, end] = [wholeOf(from), to === undefined ? found.length : wholeOf(to)];
    return start < 0 || start > end || end > found.length
      ? { fault: "it cuts outside of the list" }
      : list(found.slice(start, end));
  }),
  concat: takingMore([], "any", (values) => {
    const wrong = values.find((value) => !isKind(value, "list"));
    return values.some((value) => !isKind(value, "list"))
      ? { fault: `${typeName(wrong)} is no list` }
      : list(values.flatMap((value) => items(value) ?? []));
  }),

  // Maps
  dict: takingMore([], "any", (values, call) => {
    const entries: [string, Value][] = [];
    for (let index = 0; index < values.length; index += 2) {
      entries.push([print(values[index], holeIn(call), true), index + 1 < values.length ? values[index + 1] : ""]);
    }
    return map(entries);
  }),
  set: ofMap(["string", "any"], (entries, [key, value], all) => {
    entries.set(text(key), value);
    return all;
  }),
  unset: ofMap(["string"], (entries, [key], all) => {
    entries.delete(text(key));
    return all;
  }),
  hasKey: ofMap(["string"], (entries, [key]) => entries.has(text(key))),
  pluck: takingMore(["string"], "map", ([key, ...maps]) =>
    list(maps.flatMap((one) => (isKind(one, "map") && one.entries.has(text(key)) ? [one.entries.get(text(key))] : []))),
  ),
  pick: takingMore(["map"], "string", ([value, ...keys]) =>
    isKind(value, "map") ? map([...value.entries].filter(([key]) => keys.includes(key))) : later,
  ),
  omit: takingMore(["map"], "string", ([value, ...keys]) =>
    isKind(value, "map") ? map([...value.entries].filter(([key]) => !keys.includes(key))) : later,
  ),
  merge: takingMore(["map"], "map", ([target, ...sources]) => merged(target, sources, false)),
  mergeOverwrite: takingMore(["map"], "map", ([target, ...sources]) => merged(target, sources, true)),
  // Go gives the keys of a map in any order.
  keys: takingMore([], "map", (maps) => {
    const found = maps.flatMap((one) => (isKind(one, "map") ? [...one.entries.keys()] : []));
    return found.length > 1 ? later : list(found);
  }),
  values: taking(["map"], ([value]) => {
    if (!isKind(value, "map")) return later;
    return value.entries.size > 1 ? later : list([...value.entries.values()]);
  }),

  // Types
  kindOf: taking(["any"], ([value]) => goKind(value)),
  kindIs: taking(["string", "any"], ([kind, value]) => goKind(value) === kind),
  deepEqual: taking(["any", "any"], ([one, other]) => same(one, other)),

  // Paths and encodings
  base: ofTexts(1, (path = "") => (path === "" ? "." : posix.basename(path) || "/")),
  dir: ofTexts(1, (path = "") => clean(path.slice(0, path.lastIndexOf("/") + 1))),
  clean: ofTexts(1, (path = "") => clean(path)),
  ext: ofTexts(1, (path = "") => /\.[^./]*$/.exec(path)?.[0] ?? ""),
  isAbs: taking(["string"], ([path]) => text(path).startsWith("/")),
  b64dec: taking(["string"], ([value]) => {
    const bytes = Buffer.from(text(value), "base64");
    return bytes.toString("base64") === text(value) ? bytes.toString() : later;
  }),
  // The runner has its own: what is not there encodes to nothing.
  b64enc: taking(["any"], ([value]) => {
    if (value === null || value === undefined) return "";
    return typeof value === "string" ? Buffer.from(value).toString("base64") : later;
  }),
};

function indented(count: Value, value: string, { spend }: Call): Result {
  if (numberOf(count) < 0) return { fault: "the indent is below 0" };
  spend(numberOf(count));
  const pad = " ".repeat(numberOf(count));
  return pad + value.split("\n").join(`\n${pad}`);
}

function fraction(value: Value): number {
  if (typeof value !== "string") return numberOf(value);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : 0;
}

/** Those whose results only a run knows, with what they take. */
const unknown: Readonly<Record<string, readonly [takes: readonly Parameter[], rest?: Parameter]>> = {
  now: [[]],
  date: [["string", "any"]],
  date_in_zone: [["string", "any", "string"]],
  dateInZone: [["string", "any", "string"]],
  date_modify: [["string", "any"]],
  dateModify: [["string", "any"]],
  htmlDate: [["any"]],
  htmlDateInZone: [["any", "string"]],
  ago: [["any"]],
  toDate: [["string", "string"]],
  unixEpoch: [["any"]],
  abbrev: [["int", "string"]],
  abbrevboth: [["int", "int", "string"]],
  initials: [["string"]],
  randAlphaNum: [["int"]],
  randAlpha: [["int"]],
  randAscii: [["int"]],
  randNumeric: [["int"]],
  shuffle: [["string"]],
  snakecase: [["string"]],
  camelcase: [["string"]],
  kebabcase: [["string"]],
  wrap: [["int", "string"]],
  wrapWith: [["int", "string", "string"]],
  adler32sum: [["string"]],
  toDecimal: [["any"]],
  round: [["any", "int"], "float64"],
  toPrettyJson: [["any"]],
  typeOf: [["any"]],
  typeIs: [["string", "any"]],
  typeIsLike: [["string", "any"]],
  env: [["string"]],
  expandenv: [["string"]],
  getHostByName: [["string"]],
  b32enc: [["string"]],
  b32dec: [["string"]],
  genPrivateKey: [["string"]],
  derivePassword: [["any", "string", "string", "string", "string"]],
  buildCustomCert: [["string", "string"]],
  genCA: [["string", "int"]],
  genSelfSignedCert: [["string", "list", "list", "int"]],
  genSignedCert: [["string", "list", "list", "int", "any"]],
  encryptAES: [["string", "string"]],
  decryptAES: [["string", "string"]],
  uuidv4: [[]],
  semver: [["string"]],
  semverCompare: [["string", "string"]],
  regexMatch: [["string", "string"]],
  regexFindAll: [["string", "string", "int"]],
  regexFind: [["string", "string"]],
  regexReplaceAll: [["string", "string", "string"]],
  regexReplaceAllLiteral: [["string", "string", "string"]],
  regexSplit: [["string", "string", "int"]],
  urlParse: [["string"]],
  urlJoin: [["map"]],
};

/** Sprig's functions by name. */
export const sprig: ReadonlyMap<string, GoFunction> = new Map([
  ...Object.entries(known),
  ...Object.entries(unknown).map(([name, [takes, rest]]): [string, GoFunction] => [
    name,
    { takes, ...(rest ? { rest } : {}), run: () => later },
  ]),
]);
