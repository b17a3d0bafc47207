import { YamlFault } from "./cursor";
import { scan, type Token, type TokenSource } from "./scan";

// YAML as a tree of texts with their places: types are the business of who reads them.

/** A node of a YAML document. Places are places in the text that was parsed. */
export type YamlNode = YamlScalar | YamlMap | YamlList | YamlAlias;

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A text. */
export interface YamlScalar extends Extent {
  readonly kind: "scalar";
  readonly text: string;
  /** Whether it stands without quotes, so that it may be a number or a truth value. */
  readonly plain: boolean;
  /** Its tag, where one is written, in full: `tag:yaml.org,2002:str`. */
  readonly tag?: string;
}

/** A mapping. */
export interface YamlMap extends Extent {
  readonly kind: "map";
  readonly pairs: readonly { readonly key: YamlNode; readonly value: YamlNode }[];
}

/** A list. */
export interface YamlList extends Extent {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

/** A place that holds what stands elsewhere. */
export interface YamlAlias extends Extent {
  readonly kind: "alias";
  readonly target: YamlNode;
}

/** What a text says as YAML: its first document, why it is none, or that this reader gives up. */
export type YamlReading =
  | { readonly node: YamlNode | undefined }
  | { readonly fault: string; readonly at: number }
  | { readonly beyond: string };

/** Deeper than any file that a person wrote. */
const deepest = 500;

class TooDeep extends Error {}

/** Reads the first document of a text; what comes after it, the runner never looks at. */
export function readYaml(text: string): YamlReading {
  try {
    return { node: firstDocument(scan(text), text) };
  } catch (error) {
    if (error instanceof YamlFault) return { fault: error.message, at: error.at };
    if (error instanceof TooDeep) return { beyond: "it nests too deep" };
    throw error;
  }
}

function firstDocument(tokens: TokenSource, text: string): YamlNode | undefined {
  const anchors = new Map<string, YamlNode>();
  let depth = 0;
  const is = (...kinds: Token["kind"][]) => kinds.includes(tokens.peek().kind);
  const empty = (at: number): YamlNode => ({ kind: "scalar", text: "", plain: true, start: at, end: at });
  const expected = (says: string): never => {
    throw new YamlFault(says, tokens.peek().start);
  };

  function node(inBlock: boolean, mayBeIndentless: boolean): YamlNode {
    if (++depth > deepest) throw new TooDeep();
    const made = readNode(inBlock, mayBeIndentless);
    depth--;
    return made;
  }

  function readNode(inBlock: boolean, mayBeIndentless: boolean): YamlNode {
    const { start } = tokens.peek();
    if (is("alias")) {
      const { text: name, end } = tokens.take();
      const target = anchors.get(name);
      if (!target) throw new YamlFault(`uses the YAML anchor "${name}", which is not above it`, start);
      return { kind: "alias", target, start, end };
    }
    let anchor: string | undefined;
    let tag: string | undefined;
    let end = start;
    while ((anchor === undefined && is("anchor")) || (tag === undefined && is("tag"))) {
      const token = tokens.take();
      end = token.end;
      if (token.kind === "anchor") anchor = token.text;
      else tag = token.text;
    }
    const named = <Made extends YamlNode>(made: Made): Made => {
      if (anchor !== undefined) anchors.set(anchor, made);
      return made;
    };
    if (mayBeIndentless && is("entry")) return list(named, indentlessItems);
    if (is("scalar")) {
      const token = tokens.take();
      const scalar = {
        kind: "scalar",
        text: token.text,
        plain: token.plain || tag === "!",
        start: token.start,
        end: token.end,
      } as const;
      return named(tag === undefined || tag === "!" ? scalar : { ...scalar, tag });
    }
    if (is("[")) return list(named, flowItems);
    if (is("{")) return map(named, flowPairs);
    if (inBlock && is("blockList")) return list(named, blockItems);
    if (inBlock && is("blockMap")) return map(named, blockPairs);
    if (anchor !== undefined || tag !== undefined) {
      const nothing = empty(end);
      return named(tag === undefined || nothing.kind !== "scalar" ? nothing : { ...nothing, tag });
    }
    return expected("lacks a value");
  }

  type Named = <Made extends YamlNode>(made: Made) => Made;

  function list(named: Named, read: (items: YamlNode[]) => number): YamlNode {
    const items: YamlNode[] = [];
    const made = named({ kind: "list" as const, items, start: tokens.peek().start, end: 0 });
    made.end = read(items);
    return made;
  }

  function map(named: Named, read: (pairs: { key: YamlNode; value: YamlNode }[]) => number): YamlNode {
    const pairs: { key: YamlNode; value: YamlNode }[] = [];
    const made = named({ kind: "map" as const, pairs, start: tokens.peek().start, end: 0 });
    made.end = read(pairs);
    return made;
  }

  const lastEnd = (nodes: readonly YamlNode[], otherwise: number) => nodes[nodes.length - 1]?.end ?? otherwise;

  function blockItems(items: YamlNode[]): number {
    const { start } = tokens.take();
    while (is("entry")) {
      const entry = tokens.take();
      items.push(is("entry", "blockEnd") ? empty(entry.end) : node(true, false));
    }
    if (!is("blockEnd")) expected('is indented in a way that cannot be read: a "- " is expected');
    tokens.take();
    return lastEnd(items, start);
  }

  function indentlessItems(items: YamlNode[]): number {
    const { start } = tokens.peek();
    while (is("entry")) {
      const entry = tokens.take();
      items.push(is("entry", "key", "value", "blockEnd") ? empty(entry.end) : node(true, false));
    }
    return lastEnd(items, start);
  }

  function blockPairs(pairs: { key: YamlNode; value: YamlNode }[]): number {
    const { start } = tokens.take();
    while (is("key")) {
      const mark = tokens.take();
      const key = is("key", "value", "blockEnd") ? empty(mark.end) : node(true, true);
      let value = empty(tokens.peek().start);
      if (is("value")) {
        const colon = tokens.take();
        value = is("key", "value", "blockEnd") ? empty(colon.end) : node(true, true);
      }
      pairs.push({ key, value });
    }
    if (!is("blockEnd")) expected("is indented in a way that cannot be read: a key is expected");
    tokens.take();
    return pairs[pairs.length - 1]?.value.end ?? start;
  }

  function flowItems(items: YamlNode[]): number {
    tokens.take();
    while (!is("]")) {
      if (items.length > 0) {
        if (!is(",")) expected('lacks a "," or a "]"');
        tokens.take();
        if (is("]")) break;
      }
      if (is("key")) {
        const { start } = tokens.take();
        // Go's reader steps over what follows a key that is not there.
        const key = is("value", ",", "]") ? empty(tokens.take().end) : node(false, false);
        let value = empty(tokens.peek().start);
        if (is("value")) {
          tokens.take();
          value = is(",", "]") ? empty(tokens.peek().start) : node(false, false);
        }
        items.push({ kind: "map", pairs: [{ key, value }], start, end: value.end });
      } else items.push(node(false, false));
    }
    return tokens.take().end;
  }

  function flowPairs(pairs: { key: YamlNode; value: YamlNode }[]): number {
    tokens.take();
    while (!is("}")) {
      if (pairs.length > 0) {
        if (!is(",")) expected('lacks a "," or a "}"');
        tokens.take();
        if (is("}")) break;
      }
      if (!is("key")) {
        const key = node(false, false);
        pairs.push({ key, value: empty(tokens.peek().start) });
        continue;
      }
      tokens.take();
      const key = is("value", ",", "}") ? empty(tokens.peek().start) : node(false, false);
      let value = empty(tokens.peek().start);
      if (is("value")) {
        tokens.take();
        value = is(",", "}") ? empty(tokens.peek().start) : node(false, false);
      }
      pairs.push({ key, value });
    }
    return tokens.take().end;
  }

  let isExplicit = false;
  while (is("directive")) tokens.take();
  if (is("documentStart")) {
    tokens.take();
    isExplicit = true;
  }
  if (!isExplicit && is("end")) return undefined;
  if (isExplicit && is("directive", "documentStart", "documentEnd", "end")) return empty(text.length);
  const root = node(true, false);
  // The end of a document is known from what follows it, which must be a token, too.
  tokens.peek();
  return root;
}
