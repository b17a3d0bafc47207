import { parseResourceId } from "../../model";
import { type IdKind, type IdKindName, idForm, idKinds } from "../../model/ids";
import { isUuid } from "./identities";

/** What is wrong with a text where the ARM id of a kind of resource belongs. */
export interface WrongId {
  /** The rest of a sentence that begins with the text: `is the id of a virtual network, not of a subnet`. */
  readonly is: string;
  readonly allowed: string;
  readonly fix: string;
}

/**
 * What is wrong with a text where the ARM id of a kind of resource belongs; `undefined` where nothing is. The fix holds
 * whatever the text says of the right id.
 */
export function wrongId(kind: IdKindName, given: string): WrongId | undefined {
  const { a, type, variable }: IdKind = idKinds[kind];
  const id = parseResourceId(given);
  if (id?.type === type.toLowerCase()) return undefined;
  const allowed = idForm(kind);
  const write = (form: string) => `Write the id of ${a}, ${variable}.id: "${form}".`;
  if (!id)
    return {
      is: `is not the ARM id of ${a}${whatInstead(given)}`,
      allowed,
      fix: write(idForm(kind, ...namesIn(kind, given))),
    };
  const wanted = type.toLowerCase();
  const is = `is the id of ${nounOf(id.type)}, not of ${a}`;
  // Below or above what is meant: part of the right id is there.
  if (id.type.startsWith(`${wanted}/`)) {
    const steps = 7 + 2 * (wanted.split("/").length - 1);
    return { is, allowed, fix: write(given.split("/").slice(0, steps).join("/")) };
  }
  if (wanted.startsWith(`${id.type}/`)) {
    const [, ...rest] = allowed.split(/\/providers\/[^/]+\//);
    const below = rest
      .join("")
      .split("/")
      .slice(2 * id.names.length);
    return { is, allowed, fix: write([given.replace(/\/+$/, ""), ...below].join("/")) };
  }
  return { is, allowed, fix: write(allowed) };
}

/** What a text is that is not an ARM id, where that is plain. */
function whatInstead(given: string): string {
  if (/^https:\/\/[^/]+\.vault\.[^/]+\/(keys|secrets)\/./i.test(given)) return ", but the address of a key or secret";
  if (/^https?:\/\//i.test(given)) return ", but an address";
  if (isUuid(given)) return ", but a UUID";
  return /^[\w.-]+$/.test(given) ? ", but a name" : "";
}

/** The names of the right id that a text gives away: a bare name, or the vault in an address. */
function namesIn(kind: IdKindName, given: string): readonly string[] {
  const [, vault] = /^https:\/\/([a-z0-9-]+)\.vault\./i.exec(given) ?? [];
  if (vault && kind === "keyVault") return [vault];
  return /^[\w.-]+$/.test(given) && !isUuid(given) ? [given] : [];
}

function nounOf(type: string): string {
  return Object.values<IdKind>(idKinds).find((kind) => kind.type.toLowerCase() === type)?.a ?? `a ${type}`;
}
