import { type ChildKind, known, type Path } from "../../model";
import { formatPath } from "../../rules";
import { isPlainObject, itemOf, snapshot } from "../inputs";
import type { Spelling } from "./configurationError";

/** How the users of a kind of child write its part of the model. */
export interface Words {
  /** Steps of the model that are written otherwise; an empty text is a step that users do not write. */
  readonly steps: Readonly<Record<string, string>>;
  /** Lists of the model that are maps by name in a component's arguments. */
  readonly namedLists?: readonly string[];
  /** Lists of the model with one item, which users write without the list. */
  readonly singleLists?: readonly string[];
}

/** The words of every kind that has some. */
export type Dictionary = Readonly<Partial<Record<ChildKind, Words>>>;

/** A plain transform, and where in the model it changes something. */
export interface PlainTransform {
  readonly at: Path;
  readonly partial: object;
}

/** How the users of a `Registry` spell a place of its model. */
export function spellingOf(
  model: Record<string, unknown>,
  encryption: unknown,
  dictionary: Dictionary,
  transforms: readonly PlainTransform[] = [],
): Spelling {
  return asWritten((path) => formatPath(inTransform(path, transforms) ?? spell(path, model, encryption, dictionary)));
}

/** A place that a plain transform changes is spelt as the transform has it. */
function inTransform(path: Path, transforms: readonly PlainTransform[]): Path | undefined {
  const found = transforms.find(
    ({ at, partial }) =>
      at.every((step, index) => path[index] === step) && Object.hasOwn(partial, String(path[at.length])),
  );
  return found && [...found.at, "transform", ...path.slice(found.at.length)];
}

/** How the users of a child of its own spell a place: relative to the child, where the place is in it. */
export function childSpelling(
  kind: ChildKind,
  key: string,
  child: object,
  words: Words | undefined,
  transform: object,
): Spelling {
  return asWritten((path) => {
    const spelt =
      inTransform(path, [{ at: [kind, key], partial: transform }]) ??
      spell(path, { [kind]: { [key]: child } }, undefined, words ? { [kind]: words } : {});
    return formatPath(path[0] === kind && path[1] === key ? spelt.slice(2) : spelt);
  });
}

const written = new WeakSet<Path>();

/**
 * Marks the path of a finding on the arguments themselves: it is spelt as its user wrote it, and no place of the model.
 */
export function markWritten<Found extends { readonly path: Path }>(finding: Found): Found {
  written.add(finding.path);
  return finding;
}

function asWritten(spelling: Spelling): Spelling {
  return (path) => (written.has(path) ? formatPath(path) : spelling(path));
}

function spell(path: Path, model: Record<string, unknown>, encryption: unknown, dictionary: Dictionary): Path {
  if (path[0] === "sku") return ["sku"];
  if (path[0] === "encryption" && isPlainObject(encryption)) return spellEncryption(path, encryption);
  const words = Object.entries(dictionary).find(([kind]) => kind === path[0])?.[1];
  if (!words) return path;
  const { steps, namedLists = [], singleLists = [] } = words;
  let value: unknown = snapshot(model).value;
  const spelt: (string | number)[] = [];
  path.forEach((step, index) => {
    const list = path[index - 1];
    const item = known(() => itemOf(value, step));
    value = item;
    if (typeof step === "string") {
      // A key is the user's own word, whatever it reads.
      const word = index < 2 ? step : (steps[step] ?? step);
      if (word) spelt.push(word);
    } else if (typeof list === "string" && namedLists.includes(list)) {
      const name = itemOf(item, "name");
      spelt.push(typeof name === "string" ? name : step);
    } else if (typeof list !== "string" || !singleLists.includes(list)) spelt.push(step);
  });
  return spelt;
}

function spellEncryption(path: Path, encryption: object): Path {
  const last = path.at(-1);
  if ("keyVaultId" in encryption) return last === "keyIdentifier" ? ["encryption", "keyVaultId"] : ["encryption"];
  if (!("keyIdentifier" in encryption)) return path;
  if (last === "keyIdentifier") return ["encryption", "keyIdentifier"];
  return last === "identity" ? ["encryption", "identityClientId"] : ["encryption"];
}
