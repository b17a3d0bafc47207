import type { YamlMap, YamlNode, YamlScalar } from "../yaml/nodes";
import { hasHole } from "./holes";
import type { Field, Shape } from "./shapes";

// From YAML to a task, by the rules of yaml.v2, which the runner uses: keys that it does not know are passed over, a
// text takes any scalar, a number takes a fraction and cuts it, and a list takes nothing but a list.

/** A value with its place. Places are places in the file as it was written. */
export interface Placed<Value> {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** What a field gives. A number or truth value that only a run will know is `undefined`. */
type ValueOf<F extends Field> = F extends "text"
  ? string
  : F extends "whole"
    ? number | undefined
    : F extends "flag"
      ? boolean | undefined
      : F extends "texts"
        ? readonly Placed<string>[] | undefined
        : F extends "wholes"
          ? readonly Placed<number | undefined>[] | undefined
          : F extends "textMap"
            ? ReadonlyMap<string, Placed<string>> | undefined
            : F extends { readonly listOf: infer S extends Shape }
              ? readonly Decoded<S>[] | undefined
              : F extends { readonly object: infer S extends Shape }
                ? Decoded<S> | undefined
                : never;

/** An object that was read: what its known keys hold, and every key as it was written. */
export interface Decoded<S extends Shape> {
  readonly fields: { readonly [Key in keyof S]?: Placed<ValueOf<S[Key]>> };
  /** Every key, known or not. */
  readonly keys: readonly Placed<string>[];
  /** Whether a template may bring further keys. */
  readonly open: boolean;
  readonly start: number;
  readonly end: number;
}

/** Why a value cannot be what its key takes. */
export interface Misfit {
  readonly start: number;
  readonly end: number;
  /** The key, or the path to it. */
  readonly key: string;
  /** What it takes, as a phrase: "a list of texts". */
  readonly takes: string;
  /** What was found, as a phrase: "a text". */
  readonly found: string;
  /** Which of the kinds of misfit it is. */
  readonly kind: "scalar for list" | "empty item" | "type";
}

/** More than this is made to exhaust a reader. */
const mostNodes = 2_000_000;

/** The reader gave up: aliases that multiply, as Go's reader does. */
export class Excess extends Error {
  override readonly name = "Excess";
}

/** Reads a document as an object. Misfits are gathered, all of them. */
export function decode<S extends Shape>(
  shape: S,
  node: YamlNode | undefined,
  misfits: Misfit[],
  originOf: (place: number) => number = (place) => place,
): Decoded<S> | undefined {
  let nodes = 0;
  const following = new Set<YamlNode>();

  const follow = <Result>(node: YamlNode, read: (target: YamlNode) => Result): Result | undefined => {
    if (++nodes > mostNodes) throw new Excess("its YAML aliases multiply");
    if (node.kind !== "alias") return read(node);
    if (following.has(node.target) || following.size > 100) throw new Excess("its YAML aliases go round in a circle");
    following.add(node.target);
    const result = follow(node.target, read);
    following.delete(node.target);
    return result;
  };

  const extent = ({ start, end }: YamlNode) => {
    const from = originOf(start);
    return { start: from, end: end > start ? Math.max(from, originOf(end - 1) + 1) : from };
  };

  const misfit = (node: YamlNode, key: string, takes: string, kind: Misfit["kind"] = "type") => {
    misfits.push({ ...extent(node), key, takes, found: phraseOf(node), kind });
    return undefined;
  };

  function object(shape: Shape, node: YamlNode, key: string): Decoded<Shape> | undefined {
    return follow(node, (target) => {
      if (target.kind !== "map") return misfit(node, key, "a mapping");
      const fields: Record<string, Placed<unknown>> = {};
      const keys: Placed<string>[] = [];
      const open = fill(shape, target, key, fields, keys);
      return { fields, keys, open, ...extent(node) } as Decoded<Shape>;
    });
  }

  /** Reads a mapping's keys into fields, the later over the earlier, and says whether there may be others. */
  function fill(
    shape: Shape,
    map: YamlMap,
    path: string,
    fields: Record<string, Placed<unknown>>,
    keys: Placed<string>[],
  ): boolean {
    let open = false;
    for (const { key, value } of map.pairs) {
      if (key.kind === "scalar" && key.plain && key.text === "<<") {
        open = merge(shape, value, path, fields, keys) || open;
        continue;
      }
      follow(key, (node) => {
        if (node.kind !== "scalar" || !fitsTag(node)) return misfit(key, path, "keys that are texts");
        const name = isNull(node) ? "" : node.text;
        keys.push({ value: name, ...extent(key) });
        if (hasHole(name)) open = true;
        const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
        if (field === undefined) return;
        const read = fieldValue(field, value, name);
        if (read === absent) delete fields[name];
        else fields[name] = { value: read, ...extent(value) };
      });
    }
    return open;
  }

  function merge(
    shape: Shape,
    value: YamlNode,
    path: string,
    fields: Record<string, Placed<unknown>>,
    keys: Placed<string>[],
  ): boolean {
    let open = false;
    follow(value, (node) => {
      const maps = node.kind === "list" ? [...node.items].reverse() : [node];
      for (const each of maps) {
        follow(each, (map) => {
          if (map.kind === "map") open = fill(shape, map, path, fields, keys) || open;
          else misfit(each, "<<", "a mapping, or a list of mappings");
        });
      }
    });
    return open;
  }

  function fieldValue(field: Field, node: YamlNode, key: string): unknown {
    return follow(node, (target) => {
      if (isNull(target)) return absent;
      if (target.kind === "scalar" && hasHole(target.text) && target.plain && field !== "text") return undefined;
      if (typeof field === "object") {
        if ("object" in field) return object(field.object, target, key) ?? absent;
        return listOf(target, key, "a list of mappings", (item) => object(field.listOf, item, key), false);
      }
      switch (field) {
        case "text":
          return text(target, key) ?? absent;
        case "whole":
          return whole(target, key) ?? absent;
        case "flag":
          return flag(target, key) ?? absent;
        case "texts":
          return listOf(target, key, "a list of texts", (item) => placed(item, textIn(item, key)), true);
        case "wholes":
          return listOf(target, key, "a list of whole numbers", (item) => placed(item, numberIn(item, key)), true);
        case "textMap":
          return textMap(target, key);
      }
    });
  }

  function textIn(node: YamlNode, key: string): string | undefined {
    return follow(node, (target) => (isNull(target) ? "" : text(target, key)));
  }

  function numberIn(node: YamlNode, key: string): number | undefined {
    return follow(node, (target) => (isNull(target) ? 0 : whole(target, key)));
  }

  function placed<Value>(node: YamlNode, value: Value | undefined): Placed<Value> | undefined {
    return value === undefined ? undefined : { value, ...extent(node) };
  }

  function listOf<Item>(
    node: YamlNode,
    key: string,
    takes: string,
    read: (item: YamlNode) => Item | undefined,
    takesEmpty: boolean,
  ): readonly Item[] | typeof absent {
    if (node.kind !== "list") {
      misfit(node, key, takes, node.kind === "scalar" ? "scalar for list" : "type");
      return absent;
    }
    const items: Item[] = [];
    for (const item of node.items) {
      // An empty item of a list of objects is a null pointer to the runner, on which it dies.
      if (!takesEmpty && isNull(item)) misfit(item, key, takes, "empty item");
      else if (item.kind === "scalar" && item.plain && !takesEmpty && hasHole(item.text)) continue;
      else {
        const one = read(item);
        if (one !== undefined) items.push(one);
      }
    }
    return items;
  }

  function textMap(node: YamlNode, key: string): ReadonlyMap<string, Placed<string>> | typeof absent {
    const found = new Map<string, Placed<string>>();
    const gather = (map: YamlNode): void => {
      follow(map, (target) => {
        if (target.kind !== "map") return misfit(map, key, "a mapping of texts");
        for (const { key: name, value } of target.pairs) {
          if (name.kind === "scalar" && name.plain && name.text === "<<") {
            gather(value);
            continue;
          }
          const keyText = textIn(name, key);
          const valueText = textIn(value, `${key}.${keyText ?? ""}`);
          if (keyText !== undefined && valueText !== undefined) {
            found.set(keyText, { value: valueText, ...extent(value) });
          }
        }
      });
    };
    if (node.kind !== "map") {
      misfit(node, key, "a mapping of texts");
      return absent;
    }
    gather(node);
    return found;
  }

  function text(node: YamlNode, key: string): string | undefined {
    if (node.kind !== "scalar") return misfit(node, key, "a text");
    return fitsTag(node) ? node.text : misfit(node, key, "a text with a tag that fits it");
  }

  function whole(node: YamlNode, key: string): number | undefined {
    const value = node.kind === "scalar" && fitsTag(node) ? resolved(node) : undefined;
    if (typeof value === "number" && value <= 2 ** 63) return Math.trunc(value);
    return misfit(node, key, "a whole number");
  }

  function flag(node: YamlNode, key: string): boolean | undefined {
    const value = node.kind === "scalar" && fitsTag(node) ? resolved(node) : undefined;
    if (typeof value === "boolean") return value;
    return misfit(node, key, "true or false");
  }

  if (node === undefined) return { fields: {}, keys: [], open: false, start: 0, end: 0 };
  const whatever = follow(node, (target) => isNull(target));
  if (whatever) return { fields: {}, keys: [], open: false, start: 0, end: 0 };
  return object(shape, node, "") as Decoded<S> | undefined;
}

/** Marks a key whose value is not there, or cannot be read. */
const absent: unique symbol = Symbol("absent");

function isNull(node: YamlNode): boolean {
  if (node.kind !== "scalar") return false;
  if (node.tag !== undefined) return node.tag === `${yamlTag}null`;
  return node.plain && /^(?:~|null|Null|NULL|)$/.test(node.text);
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word): [string, boolean] => [
    word,
    true,
  ]),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word): [string, boolean] => [
    word,
    false,
  ]),
]);

const yamlTag = "tag:yaml.org,2002:";
const date = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/;
const integer = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/;
const fraction = /^[+-]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][+-]?[0-9]+)?$/;

/** The value of a scalar: a number, a truth value, or a text, by yaml.v2's rules. */
export function resolved({ text, plain, tag }: YamlScalar): string | number | boolean {
  if ((!plain && tag === undefined) || tag === `${yamlTag}str`) return text;
  if (tag !== undefined && !tag.startsWith(yamlTag)) return text;
  const truth = truths.get(text);
  if (truth !== undefined) return truth;
  if (date.test(text)) return text;
  const digits = text.replace(/_/g, "");
  if (/^[0-9+-]/.test(text) && integer.test(digits)) {
    const negative = digits.startsWith("-");
    const bare = digits.replace(/^[+-]/, "");
    const value = Number(/^0[0-7]+$/.test(bare) ? `0o${bare.slice(1)}` : bare);
    return negative ? -value : value;
  }
  if (/^[0-9+-]/.test(text) && fraction.test(digits)) return Number(digits);
  if (text.startsWith(".") && fraction.test(digits)) return Number(digits);
  if (/^\+?\.(?:inf|Inf|INF)$/.test(text)) return Number.POSITIVE_INFINITY;
  return /^-\.(?:inf|Inf|INF)$/.test(text) ? Number.NEGATIVE_INFINITY : text;
}

/** Whether a scalar is what its tag says. A tag that is not YAML's own says nothing. */
function fitsTag({ tag, text }: YamlScalar): boolean {
  const kind = tag?.startsWith(yamlTag) ? tag.slice(yamlTag.length) : undefined;
  if (kind === undefined || !["bool", "int", "float", "null", "timestamp"].includes(kind)) return true;
  const value = resolved({ kind: "scalar", text, plain: true, start: 0, end: 0 });
  if (kind === "null") return isNull({ kind: "scalar", text, plain: true, start: 0, end: 0 });
  if (kind === "timestamp") return date.test(text);
  if (kind === "bool") return typeof value === "boolean";
  return typeof value === "number" && (kind === "float" || !/[.eE]/.test(text) || /^[+-]?0x/i.test(text));
}

function phraseOf(node: YamlNode): string {
  if (node.kind === "alias") return phraseOf(node.target);
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "a mapping";
  if (isNull(node)) return "nothing";
  const value = resolved(node);
  if (typeof value === "number") return "a number";
  return typeof value === "boolean" ? "true or false" : "a text";
}
