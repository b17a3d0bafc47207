import * as pulumi from "@pulumi/pulumi";
import { isUnknown } from "../model";
import type { Node, ObjectNode } from "../model/schema";
import { maskAddress } from "../model/secrets";
import { isDeferred } from "./inputs";

/**
 * Inputs with every value marked secret that the model's schema calls one, so that nobody has to ask for it. What is
 * known to be none stays open: an argument without `isSecret`, a Key Vault secret's address.
 */
export function withSecrets<T>(node: Node, value: T): T {
  // A secret of a type is an input of that type: the shape stays what it was.
  return wrap(node, value) as T;
}

function wrap(node: Node, value: unknown): unknown {
  if (value === undefined || value === null || !holdsSecret(node)) return value;
  if (node.kind === "text" && node.address) return secretAddress(value);
  if (node.kind === "text" || isDeferred(value)) return pulumi.secret(value);
  if (node.kind === "list") return Array.isArray(value) ? value.map((item) => wrap(node.of, item)) : value;
  if (typeof value !== "object") return value;
  if (node.kind === "object" && isKnownOpen(node, value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wrap(nodeOf(node, key), item)]));
}

// An address is no secret unless somebody wrote a password into it.
function secretAddress(value: unknown): unknown {
  return changed(value, (address) => (maskAddress(address) === address ? address : pulumi.secret(address)));
}

function maskedAddress(value: unknown): unknown {
  return changed(value, maskAddress);
}

function changed(value: unknown, change: (text: string) => unknown): unknown {
  const apply = (plain: unknown) => (typeof plain === "string" ? change(plain) : plain);
  return isDeferred(value) ? pulumi.all([value]).apply(([plain]) => apply(plain)) : apply(value);
}

function isKnownOpen(node: ObjectNode, value: object): boolean {
  const of = (name: string): unknown => Object.entries(value).find(([key]) => key === name)?.[1];
  if ("isSecret" in node.fields) return of("isSecret") !== true;
  return "type" in node.fields && of("type") === "Vaultsecret";
}

const open: Node = { kind: "text" };

function nodeOf(node: Node, key: string): Node {
  if (node.kind === "map") return node.of;
  return node.kind === "object" && Object.hasOwn(node.fields, key) ? (node.fields[key] ?? open) : open;
}

/** Whether a secret may stand somewhere in a node. */
function holdsSecret(node: Node): boolean {
  switch (node.kind) {
    case "text":
      return node.secret !== undefined || node.address === true;
    case "list":
    case "map":
      return holdsSecret(node.of);
    case "object":
      return Object.values(node.fields).some(holdsSecret);
    default:
      return false;
  }
}

/** Inputs without every place where a secret may stand, and without what is not known yet. */
export function withoutSecrets(node: Node, value: unknown): unknown {
  if (isUnknown(value)) return undefined;
  if (node.kind === "text" && node.address) return maskedAddress(value);
  if (node.kind === "text") return node.secret === undefined ? value : undefined;
  if (isDeferred(value) && holdsSecret(node)) return undefined;
  if (isDeferred(value) || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((item) => withoutSecrets(node.kind === "list" ? node.of : open, item) ?? null);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const kept = hasNode(node, key) ? withoutSecrets(nodeOf(node, key), item) : undefined;
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

function hasNode(node: Node, key: string): boolean {
  return node.kind === "map" || (node.kind === "object" && Object.hasOwn(node.fields, key));
}
