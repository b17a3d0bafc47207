/** What a node of the model may be. The tables in `resources.ts` are made of these; types are derived from them. */
export type Node = TextNode | FlagNode | CountNode | ListNode | MapNode | ObjectNode;

/**
 * Text. `secret` says that the service or the field treats it as a secret: the model keeps a mask of it only. `address`
 * says that it is no secret, but that people write passwords into it: the model keeps it without them.
 */
export interface TextNode {
  readonly kind: "text";
  readonly secret?: "value" | "uri";
  readonly address?: true;
  /** The two words of a switch, on and off: what true and false mean in its place. */
  readonly words?: readonly [on: string, off: string];
}
/** true or false. */
export interface FlagNode {
  readonly kind: "flag";
}
/** A number. */
export interface CountNode {
  readonly kind: "count";
}
/** A list of nodes of one shape. */
export interface ListNode<Item extends Node = Node> {
  readonly kind: "list";
  readonly of: Item;
}
/** Nodes of one shape under keys that the user chose. With `keys`, a list of the keys alone is the same. */
export interface MapNode<Item extends Node = Node> {
  readonly kind: "map";
  readonly of: Item;
  readonly keys?: true;
}
/** Named properties. */
export interface ObjectNode<Fields extends Record<string, Node> = Record<string, Node>> {
  readonly kind: "object";
  readonly fields: Fields;
}

/** The TypeScript type of a node. Every property may be absent: a model describes what was written, complete or not. */
export type Value<N extends Node> = N extends TextNode
  ? string
  : N extends FlagNode
    ? boolean
    : N extends CountNode
      ? number
      : N extends ListNode<infer Item>
        ? Value<Item>[]
        : N extends MapNode<infer Item>
          ? Record<string, Value<Item>>
          : N extends ObjectNode<infer Fields>
            ? { [Key in keyof Fields]?: Value<Fields[Key]> | undefined }
            : never;

export const text: TextNode = { kind: "text" };
/** Text that is a switch. */
export const toggle = (on: string, off: string): TextNode => ({ kind: "text", words: [on, off] });
/** Text that is a secret as a whole. */
export const secret: TextNode = { kind: "text", secret: "value" };
/** A URI that may carry a secret: the mask keeps its scheme and its form. */
export const secretUri: TextNode = { kind: "text", secret: "uri" };
/** An address of sources or of storage: user info and query are masked, the rest stays. */
export const address: TextNode = { kind: "text", address: true };
export const flag: FlagNode = { kind: "flag" };
export const count: CountNode = { kind: "count" };
export const list = <Item extends Node>(of: Item): ListNode<Item> => ({ kind: "list", of });
export const map = <Item extends Node>(of: Item): MapNode<Item> => ({ kind: "map", of });
/** A map that may be written as a list of its keys. */
export const mapOrKeys = <Item extends Node>(of: Item): MapNode<Item> => ({ kind: "map", of, keys: true });
export const object = <Fields extends Record<string, Node>>(fields: Fields): ObjectNode<Fields> => ({
  kind: "object",
  fields,
});
