import { unknownOutput } from "../model/engineMarks";
import { isRecord, own } from "../model/json";
import { UNKNOWN } from "../model/unknown";
import { inOwnForm } from "./armForm";
import { isAnswer, readAnswer } from "./azure";
import type { Declared, Note } from "./declared";
import type { RawResource } from "./link/graph";
import { listsOf, textAt, texts } from "./pulumi";
import { parseType } from "./resourceTypes";

/** What an entry says of itself besides its inputs. */
const head = new Set(
  "type name urn id parent dependencies dependsOn propertyDependencies protect opts old deleted external apiVersion".split(
    " ",
  ),
);

/** An entry without inputs, as Azure's own tools print a resource: what is not its head is its content. */
function withoutHead(entry: unknown): unknown {
  return isRecord(entry) ? Object.fromEntries(Object.entries(entry).filter(([key]) => !head.has(key))) : undefined;
}

/**
 * Reads a list of resources: `{ type, name, inputs }`, or what Azure's own tools print. An entry may also have `urn`, `id`,
 * `parent`, `dependencies` (or `dependsOn`), `propertyDependencies`, `protect` and `old`, the inputs before; one without
 * `inputs` holds them itself, flat or under `properties`. References may be URNs or names, and a value may be
 * `${name.property}`, as in Pulumi's YAML: it is unknown and links the two resources.
 */
export function readList(entries: readonly unknown[]): Declared {
  const names = new Set(entries.map(nameOf));
  const missing = new Set<string>();
  const resources: RawResource[] = [];
  let ignored = 0;
  entries.forEach((entry, index) => {
    if (isAnswer(entry)) for (const raw of readAnswer(entry)) resources.push(raw);
    else if (isResourceType(textAt(entry, "type") ?? "")) resources.push(rawOf(entry, index, names, missing));
    else ignored++;
  });
  return { resources, ignored, notes: [...liveNotes(resources), ...referenceNotes(missing)] };
}

/** Whether a type is one that Pulumi or ARM has: what has no namespace is no resource. */
export function isResourceType(type: string): boolean {
  return /^[\w-]+:[\w./-]*:?\w|^[\w-]+\.[\w.-]+\/\w/.test(type);
}

function liveNotes(resources: readonly RawResource[]): Note[] {
  const registries = resources.filter(({ live, type }) => live && parseType(type).part === "registry");
  if (registries.length === 0) return [];
  const message =
    "What Azure answers for a registry does not hold its children, locks, role assignments and diagnostic settings; nothing is concluded from what is missing.";
  const notes: Note[] = [{ kind: "live", message, names: namesOf(registries) }];
  const bare = registries.filter(({ inputs }) => inputs.properties === UNKNOWN);
  if (bare.length > 0) {
    const unknown =
      "The list leaves out what these registries are like, so it is taken as unknown; az acr list and az resource show print it.";
    notes.push({ kind: "partial", message: unknown, names: namesOf(bare) });
  }
  return notes;
}

function namesOf(resources: readonly RawResource[]): string[] {
  return resources.slice(0, mostNames).map(({ name }) => name);
}

function referenceNotes(missing: ReadonlySet<string>): Note[] {
  if (missing.size === 0) return [];
  const message = `The list refers to ${missing.size === 1 ? "an entry" : `${missing.size} entries`} that it does not hold; what comes from there is taken as unknown.`;
  return [{ kind: "reference", message, names: [...missing].slice(0, mostNames) }];
}

/** A note names at most this many. */
const mostNames = 20;

function nameOf(entry: unknown, index: number): string {
  return textAt(entry, "name") ?? textAt(entry, "urn")?.split("::").slice(3).join("::") ?? `#${index}`;
}

function rawOf(entry: unknown, index: number, names: ReadonlySet<string>, missing: Set<string>): RawResource {
  const type = textAt(entry, "type") ?? "";
  const given = own(entry, "inputs") ?? own(entry, "props") ?? withoutHead(entry);
  // What is under ARM's own type is in ARM's form.
  const inputs = isRecord(given) && type.includes("/") ? inOwnForm(parseType(type).part, given) : given;
  const old = own(entry, "old");
  const known = (value: Record<string, unknown>) => withReferences(value, names, missing);
  const byProperty = own(entry, "propertyDependencies");
  const urn = textAt(entry, "urn");
  const id = textAt(entry, "id");
  const parent = textAt(entry, "parent");
  const apiVersion = textAt(entry, "apiVersion");
  const dependencies = texts(own(entry, "dependencies") ?? own(entry, "dependsOn"));
  const protect = own(entry, "protect") === true || own(own(entry, "opts"), "protect") === true;
  return {
    type,
    name: nameOf(entry, index),
    inputs: isRecord(inputs) ? known(inputs) : {},
    ...(urn === undefined ? {} : { urn }),
    ...(id === undefined ? {} : { id }),
    ...(parent === undefined ? {} : { parent }),
    ...(dependencies ? { dependencies } : {}),
    ...(isRecord(byProperty) ? { propertyDependencies: listsOf(byProperty) } : {}),
    ...(protect ? { protect } : {}),
    ...(apiVersion === undefined ? {} : { apiVersion: apiVersionToken(apiVersion) }),
    ...(isRecord(old) ? { old: known(old) } : {}),
    ...(own(entry, "deleted") === true ? { deleted: true } : {}),
    ...(own(entry, "external") === true ? { external: true } : {}),
  };
}

/** `2025-11-01` as type tokens write it: `v20251101`. */
function apiVersionToken(version: string): string {
  return `v${version.replace(/^v/, "").replace(/-/g, "")}`;
}

/** Values are nested no deeper than this in any resource; what is deeper is left as it is, and no rule reads it. */
const deepest = 32;

function withReferences(
  inputs: Record<string, unknown>,
  names: ReadonlySet<string>,
  missing: Set<string>,
): Record<string, unknown> {
  // No copy without a reference: most lists have none.
  if (!hasReference(inputs, deepest)) return inputs;
  const replaced = replace(inputs, names, missing, deepest);
  return isRecord(replaced) ? replaced : inputs;
}

/** A value that is a reference to a resource or to a property of it. */
const wholeReference = /^\$\{([^.}[\]]+)(?:[.[][^}]*)?\}$/;
/** A reference to a property within a text. A name alone may be a variable of a shell, and `$${` is no reference. */
const innerReference = /(?<!\$)\$\{([^\s.}[\]]{1,100})[.[][^}]{1,200}\}/g;

function referencesIn(text: string): string[] {
  const [, name] = wholeReference.exec(text) ?? [];
  return name === undefined ? [...text.matchAll(innerReference)].map(([, inner = ""]) => inner) : [name];
}

function hasReference(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.includes("${");
  if (typeof value !== "object" || value === null || depth === 0) return false;
  return Object.values(value).some((inner) => hasReference(inner, depth - 1));
}

function replace(value: unknown, names: ReadonlySet<string>, missing: Set<string>, depth: number): unknown {
  if (typeof value === "string") {
    const referred = referencesIn(value);
    if (referred.length === 0) return value;
    for (const name of referred) if (!names.has(name)) missing.add(name);
    return unknownOutput(referred.filter((name) => names.has(name)));
  }
  if (typeof value !== "object" || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => replace(item, names, missing, depth - 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) copy[key] = replace(inner, names, missing, depth - 1);
  return copy;
}
