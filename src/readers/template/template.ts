import { isChildKind } from "../../model/childKinds";
import { asText, isRecord, own } from "../../model/json";
import { armResource, bodyKeys, headOf } from "../armResource";
import type { Declared, Note } from "../declared";
import type { RawResource } from "../link/graph";
import { parseType } from "../resourceTypes";
import { markEnd, markStart, readable } from "../values";
import { type Arguments, noArguments } from "./arguments";
import { type LeftOut, leftOutNotes } from "./leftOut";
import { nestedIn, ownLoop, type Scope, scopeOf, subscription, turnsOf, valueIn } from "./values";

// ARM templates in JSON, as written by hand or by Bicep. Source: learn.microsoft.com/azure/azure-resource-manager/
// templates/syntax.

/** Stands for the resource group that a template is deployed to. */
const templateGroup = "this-resource-group";
/** Our limit of resources in one file. */
const mostResources = 200_000;
const deepest = 64;

/** What is collected while a template is read. */
interface Reading {
  readonly resources: RawResource[];
  readonly leftOut: LeftOut[];
  ignored: number;
  /** Nested deployments whose template stands elsewhere. */
  linked: number;
}

/** Where in a template a resource stands. */
interface Place {
  readonly scope: Scope;
  readonly parent?: Enclosing | undefined;
  readonly depth: number;
  /** What leaves out everything here. */
  readonly leftOut?: LeftOut["by"];
  /** The conditions and counts around that can't be worked out: what is here is made or not. */
  readonly uncertain?: readonly string[];
}

/** The type and name of the resource that encloses another one. */
interface Enclosing {
  readonly type: string;
  readonly name: string;
}

/** Reads an ARM template: nested templates, child resources and copies too. What only Azure can tell stays unknown. */
export function readTemplate(document: Record<string, unknown>, given: Arguments = noArguments): Declared {
  const reading: Reading = { resources: [], leftOut: [], ignored: 0, linked: 0 };
  const scope = scopeOf(document, given, "", templateGroup);
  readResources(scope.resources, { scope, depth: 0 }, reading);
  const { resources, leftOut, ignored, linked } = reading;
  const notes: Note[] = leftOutNotes(leftOut, given !== noArguments);
  if (linked === 0) return { resources, ignored, notes };
  const message = `The template links to ${linked === 1 ? "another one that is" : `${linked} others that are`} not in the file; nothing is concluded from what is missing.`;
  return { resources, ignored, notes: [...notes, { kind: "partial", message }], partial: true };
}

function readResources(list: unknown, place: Place, reading: Reading): void {
  // Templates with symbolic names have an object in place of the list; then `dependsOn` uses those names.
  const entries: [string | undefined, unknown][] = Array.isArray(list)
    ? list.map((entry) => [undefined, entry])
    : isRecord(list)
      ? Object.entries(list)
      : [];
  for (const [symbol, written] of entries) {
    const entry = isRecord(written) ? headOf(written) : {};
    if (typeof entry.type !== "string" || place.depth > deepest) {
      reading.ignored++;
      continue;
    }
    for (const copy of copiesOf(entry, place)) {
      if (reading.resources.length + reading.leftOut.length >= mostResources) {
        reading.ignored++;
        return;
      }
      readResource(entry, symbol, copy, reading);
    }
  }
}

/** The places that a resource with a loop has: one for each turn, or the one it stands in. */
function copiesOf(entry: Record<string, unknown>, place: Place): Place[] {
  const { copy } = entry;
  if (!isRecord(copy) || place.leftOut) return [place];
  const { name } = copy;
  const turns = turnsOf(copy, place.scope, [ownLoop, ...(typeof name === "string" ? [name] : [])]);
  if (turns === undefined) return [hangingOn(valueIn(own(copy, "count"), place.scope), place)];
  if (turns.length === 0) return [{ ...place, leftOut: "loop" }];
  return turns.map((scope) => ({ ...place, scope }));
}

function readResource(
  entry: Record<string, unknown>,
  symbol: string | undefined,
  around: Place,
  reading: Reading,
): void {
  if (entry.existing === true) return;
  const place = underCondition(entry, around);
  const { scope, parent, depth } = place;
  const written = asText(entry.type).replace(/\/+$/, "");
  const isRelative = parent !== undefined && !/^[\w-]+\.[\w.-]+\//.test(written);
  const type = isRelative ? `${parent.type}/${written}` : written;
  const given = valueIn(entry.name, scope);
  const ownName = typeof given === "string" || typeof given === "number" ? `${given}` : (symbol ?? type);
  const name = isRelative ? `${parent.name}/${ownName}` : ownName;
  if (type.toLowerCase() === "microsoft.resources/deployments") {
    const nested = nestedIn(entry, name, scope);
    const within = { ...place, parent: undefined, depth: depth + 1 };
    if (nested) readResources(nested.resources, { ...within, scope: nested.scope }, reading);
    else if (!place.leftOut && own(own(entry, "properties"), "templateLink") !== undefined) reading.linked++;
    return;
  }
  const raw = rawOf(entry, type, name, scope);
  const { part } = parseType(raw.type);
  if (!place.leftOut) reading.resources.push(place.uncertain ? { ...raw, uncertain: place.uncertain } : raw);
  else if (part === "registry" || isChildKind(part)) {
    reading.leftOut.push({ part: String(part), name: raw.name, by: place.leftOut });
  }
  readResources(entry.resources, { ...place, parent: { type, name }, depth: depth + 1 }, reading);
}

function underCondition(entry: Record<string, unknown>, place: Place): Place {
  if (place.leftOut || entry.condition === undefined) return place;
  const holds = valueIn(entry.condition, place.scope);
  if (holds === false) return { ...place, leftOut: "condition" };
  return holds === true ? place : hangingOn(holds, place);
}

function hangingOn(cause: unknown, place: Place): Place {
  const text = typeof cause === "string" ? cause : "a value of a wrong type";
  return { ...place, uncertain: [...(place.uncertain ?? []), text] };
}

function rawOf(entry: Record<string, unknown>, type: string, name: string, scope: Scope): RawResource {
  const names = name.match(segmentPattern) ?? [];
  const body: Record<string, unknown> = {};
  for (const key of bodyKeys) {
    const value = valueIn(entry[key], scope);
    if (value !== undefined) body[key] = value;
  }
  const outermost = names[0] === undefined ? [] : [readable(names[0])];
  const raw = armResource({
    type,
    apiVersion: entry.apiVersion,
    names,
    name,
    resourceGroupName: scope.group,
    scope: scopeIdOf(entry, /\/providers\//i.test(type) ? names[0] : undefined, scope),
    body,
  });
  return {
    ...raw,
    dependencies: dependenciesOf(entry, scope),
    propertyDependencies: { registryName: outermost, privateEndpointName: outermost, vaultName: outermost },
  };
}

/** What an extension resource is on, as an id: its `scope`, the resource in its name, or the resource group. */
function scopeIdOf(entry: Record<string, unknown>, registryName: string | undefined, scope: Scope): string {
  const group = `${subscription}/resourceGroups/${scope.group}`;
  if (registryName !== undefined) return `${group}/providers/Microsoft.ContainerRegistry/registries/${registryName}`;
  const written = valueIn(entry.scope, scope);
  if (typeof written !== "string") return group;
  return /^[\w-]+\.[\w.-]+\//.test(written) ? `${group}/providers/${written}` : written;
}

function dependenciesOf(entry: Record<string, unknown>, scope: Scope): string[] {
  const written = entry.dependsOn;
  return (Array.isArray(written) ? written : []).flatMap((item) => {
    const id = valueIn(item, scope);
    if (typeof id !== "string") return [];
    const [, registry] = /registries\/([^/]+)$/i.exec(id) ?? [];
    return [readable(registry ?? id)];
  });
}

const segmentPattern = new RegExp(`(?:${markStart}[^${markEnd}]*${markEnd}|[^/${markStart}])+`, "gu");
