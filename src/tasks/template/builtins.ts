import { type Call, type GoFunction, keeping, later, numberOf, type Result, taking, takingMore, text } from "./call";
import { entryOf, int, isKind, print, typeName, type Unknown, type Value } from "./values";

/** What may be compared with what. */
function kindOf(value: Value): "string" | "boolean" | "whole" | "fraction" | "nothing" | "other" {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  if (value.kind !== "number") return "other";
  return value.type === "float64" ? "fraction" : "whole";
}

const plain = (value: Value) => (isKind(value, "number") ? value.value : (value ?? null));

function equals(first: Value, others: readonly Value[]): Result {
  if (others.length === 0) return { fault: "it has nothing to compare with" };
  for (const other of others) {
    const [one, two] = [kindOf(first), kindOf(other)];
    if (one === "nothing" || two === "nothing" ? false : one !== two || one === "other") {
      return { fault: `${typeName(first)} and ${typeName(other)} cannot be compared` };
    }
    if (one === two && plain(first) === plain(other)) return true;
  }
  return false;
}

function less(first: Value, second: Value, orEqual: boolean): Result {
  const [one, two] = [kindOf(first), kindOf(second)];
  if (one !== two || !["string", "whole", "fraction"].includes(one)) {
    return { fault: `${typeName(first)} and ${typeName(second)} have no order` };
  }
  const [a, b] = one === "string" ? [text(first), text(second)] : [numberOf(first), numberOf(second)];
  return a < b || (orEqual && a === b);
}

const negated = (result: Result): Result => (typeof result === "boolean" ? !result : result);

function indexed(value: Value, keys: readonly Value[]): Result {
  let at = value;
  if (at === null || at === undefined) return { fault: "it looks into no value" };
  for (const key of keys) {
    if (isKind(at, "map")) {
      if (typeof key !== "string") return { fault: `a key is ${typeName(key)}` };
      at = entryOf(at, key);
    } else if (isKind(at, "list") || typeof at === "string") {
      if (kindOf(key) !== "whole") return { fault: `an index is ${typeName(key)}` };
      const size = typeof at === "string" ? Buffer.byteLength(at) : at.items.length;
      if (numberOf(key) < 0 || numberOf(key) >= size) return { fault: `${numberOf(key)} is out of range` };
      at = typeof at === "string" ? int(Buffer.from(at)[numberOf(key)] ?? 0) : at.items[numberOf(key)];
    } else return { fault: `it looks into ${typeName(at)}` };
  }
  return at;
}

const holeIn = (call: Call) => (value: Unknown) => call.hole(value.source);

function printed(values: readonly Value[], call: Call): string {
  let all = "";
  values.forEach((value, index) => {
    const before = values[index - 1];
    if (index > 0 && typeof value !== "string" && typeof before !== "string") all += " ";
    all += print(value, holeIn(call), true);
  });
  return all;
}

/** A text in double quotes, as Go writes it. */
export function quoted(value: string): string {
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };
  return `"${value.replace(/["\\\n\r\t]/g, (sign) => escapes[sign] ?? sign)}"`;
}

function formatted(form: string, values: readonly Value[], call: Call): Result {
  let next = 0;
  let known = true;
  const all = form.replace(/%(%|[^a-zA-Z%]*[a-zA-Z]?)/g, (_whole, verb: string) => {
    if (verb === "%") return "%";
    const value = values[next++];
    const hole = isKind(value, "unknown") ? call.hole(value.source) : undefined;
    if (verb === "v" || (verb === "s" && (typeof value === "string" || hole)))
      return hole ?? print(value, holeIn(call), true);
    if (verb === "q" && (typeof value === "string" || hole)) return hole ? `"${hole}"` : quoted(text(value));
    if (verb === "d" && (hole || kindOf(value) === "whole")) return hole ?? String(numberOf(value));
    if (verb === "t" && (hole || typeof value === "boolean")) return hole ?? String(value);
    known = false;
    return "";
  });
  return known && next === values.length ? all : later;
}

/** The functions of Go's templates themselves. `and` and `or` are run by the evaluation. */
export const builtins: ReadonlyMap<string, GoFunction> = new Map<string, GoFunction>([
  ["and", takingMore(["any"], "any", () => later)],
  ["or", takingMore(["any"], "any", () => later)],
  ["not", keeping(taking(["any"], ([value], { truth }) => negated(truth(value) ?? later)))],
  ["eq", takingMore(["any"], "any", ([first, ...others]) => equals(first, others))],
  ["ne", taking(["any", "any"], ([first, second]) => negated(equals(first, [second])))],
  ["lt", taking(["any", "any"], ([first, second]) => less(first, second, false))],
  ["le", taking(["any", "any"], ([first, second]) => less(first, second, true))],
  ["gt", taking(["any", "any"], ([first, second]) => negated(less(first, second, true)))],
  ["ge", taking(["any", "any"], ([first, second]) => negated(less(first, second, false)))],
  [
    "len",
    taking(["any"], ([value]) => {
      if (typeof value === "string") return int(Buffer.byteLength(value));
      if (isKind(value, "list")) return int(value.items.length);
      if (isKind(value, "map")) return int(value.entries.size);
      return { fault: `${typeName(value)} has no length` };
    }),
  ],
  ["index", takingMore(["any"], "any", ([value, ...keys]) => indexed(value, keys))],
  ["print", keeping(takingMore([], "any", printed))],
  [
    "println",
    keeping(
      takingMore([], "any", (values, call) => `${values.map((value) => print(value, holeIn(call), true)).join(" ")}\n`),
    ),
  ],
  ["printf", keeping(takingMore(["string"], "any", ([form, ...values], call) => formatted(text(form), values, call)))],
  ["html", takingMore([], "any", () => later)],
  ["js", takingMore([], "any", () => later)],
  ["urlquery", takingMore([], "any", () => later)],
  ["call", takingMore(["any"], "any", () => ({ fault: "no value is a function" }))],
]);
