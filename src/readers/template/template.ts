import type { RawResource } from "../link/graph";
import type { Declared } from "../pulumi";
import { nameInputs, parseType, tokenOfArmType } from "../resourceTypes";
import { isRecord, markEnd, markStart, own, readable } from "../values";
import { unknownMark } from "./expressions";
import { nestedIn, ownLoop, type Scope, scopeOf, subscription, turnsOf, valueIn } from "./values";

// ARM templates in JSON, as written by hand or by Bicep. Source: learn.microsoft.com/azure/azure-resource-manager/
// templates/syntax.

/** Stands for the resource group that a template is deployed to. */
const templateGroup = "this-resource-group";
/** Our limit of resources in one file. */
const mostResources = 200_000;
const deepest = 64;

interface Reading {
  readonly resources: RawResource[];
  ignored: number;
  /** Nested deployments whose template stands elsewhere. */
  linked: number;
}

/** Reads an ARM template: nested templates, child resources and copies too. What only Azure can tell stays unknown. */
export function readTemplate(document: Record<string, unknown>): Declared {
  const reading: Reading = { resources: [], ignored: 0, linked: 0 };
  readResources(own(document, "resources"), scopeOf(document, {}, "", templateGroup), reading, undefined, 0);
  const { resources, ignored, linked } = reading;
  if (linked === 0) return { resources, ignored };
  const note = `The template links to ${linked === 1 ? "another one that is" : `${linked} others that are`} not in the file; nothing is concluded from what is missing.`;
  return { resources, ignored, note, partial: true };
}

/** The type and name of the resource that encloses another one. */
interface Enclosing {
  readonly type: string;
  readonly name: string;
}

function readResources(list: unknown, scope: Scope, reading: Reading, parent: Enclosing | undefined, depth: number) {
  // Templates with symbolic names have an object in place of the list; then `dependsOn` uses those names.
  const entries: [string | undefined, unknown][] = Array.isArray(list)
    ? list.map((entry) => [undefined, entry])
    : isRecord(list)
      ? Object.entries(list)
      : [];
  for (const [symbol, entry] of entries) {
    if (!isRecord(entry) || typeof own(entry, "type") !== "string" || depth > deepest) {
      reading.ignored++;
      continue;
    }
    for (const copyScope of copiesOf(entry, scope)) {
      if (reading.resources.length >= mostResources) {
        reading.ignored++;
        return;
      }
      readResource(entry, symbol, copyScope, reading, parent, depth);
    }
  }
}

function copiesOf(entry: Record<string, unknown>, scope: Scope): Scope[] {
  const copy = own(entry, "copy");
  const name = own(copy, "name");
  return (
    (isRecord(copy) ? turnsOf(copy, scope, [ownLoop, ...(typeof name === "string" ? [name] : [])]) : undefined) ?? [
      scope,
    ]
  );
}

function readResource(
  entry: Record<string, unknown>,
  symbol: string | undefined,
  scope: Scope,
  reading: Reading,
  parent: Enclosing | undefined,
  depth: number,
): void {
  if (valueIn(own(entry, "condition"), scope) === false || own(entry, "existing") === true) return;
  const written = String(own(entry, "type"));
  const isRelative = parent !== undefined && !/^[\w-]+\.[\w.-]+\//.test(written);
  const type = isRelative ? `${parent.type}/${written}` : written;
  const given = valueIn(own(entry, "name"), scope);
  const ownName = typeof given === "string" || typeof given === "number" ? `${given}` : (symbol ?? type);
  const name = isRelative ? `${parent.name}/${ownName}` : ownName;
  if (type.toLowerCase() === "microsoft.resources/deployments") {
    readDeployment(entry, name, scope, reading, depth);
    return;
  }
  reading.resources.push(rawOf(entry, type, name, scope));
  readResources(own(entry, "resources"), scope, reading, { type, name }, depth + 1);
}

function readDeployment(
  entry: Record<string, unknown>,
  name: string,
  scope: Scope,
  reading: Reading,
  depth: number,
): void {
  const nested = nestedIn(entry, name, scope);
  if (nested) readResources(nested.resources, nested.scope, reading, undefined, depth + 1);
  else if (isRecord(own(own(entry, "properties"), "templateLink"))) reading.linked++;
}

function rawOf(entry: Record<string, unknown>, type: string, name: string, scope: Scope): RawResource {
  const apiVersion = own(entry, "apiVersion");
  const token = tokenOfArmType(type, typeof apiVersion === "string" ? apiVersion : undefined);
  const part = token === undefined ? undefined : parseType(token).part;
  const segments = name.match(segmentPattern) ?? [];
  const names: Record<string, unknown> = {};
  const nested = /\/providers\//i.test(type);
  (part && !nested ? (nameInputs[part] ?? []) : []).forEach((input, index, all) => {
    names[input] = segments.length === all.length ? segments[index] : unknownMark(name);
  });
  const body: Record<string, unknown> = {};
  for (const key of ["location", "tags", "sku", "identity", "properties"]) {
    const value = valueIn(own(entry, key), scope);
    if (value !== undefined) body[key] = value;
  }
  const outermost = segments[0] === undefined ? [] : [readable(segments[0])];
  const isExtension = part === "roleAssignments" || part === "diagnosticSettings" || part === "managementLocks";
  const extended = isExtension ? scopeIdOf(entry, nested ? segments[0] : undefined, scope) : undefined;
  return {
    type: token ?? type,
    name: readable(segments.length > 1 ? (segments[segments.length - 1] ?? name) : name),
    inputs: {
      resourceGroupName: scope.group,
      ...body,
      ...names,
      ...(extended === undefined ? {} : { [part === "diagnosticSettings" ? "resourceUri" : "scope"]: extended }),
    },
    dependencies: dependenciesOf(entry, scope),
    propertyDependencies: { registryName: outermost, privateEndpointName: outermost, vaultName: outermost },
  };
}

/** What an extension resource is on, as an id: its `scope`, the resource in its name, or the resource group. */
function scopeIdOf(entry: Record<string, unknown>, registryName: string | undefined, scope: Scope): string {
  const group = `${subscription}/resourceGroups/${scope.group}`;
  if (registryName !== undefined) return `${group}/providers/Microsoft.ContainerRegistry/registries/${registryName}`;
  const written = valueIn(own(entry, "scope"), scope);
  if (typeof written !== "string") return group;
  return /^[\w-]+\.[\w.-]+\//.test(written) ? `${group}/providers/${written}` : written;
}

function dependenciesOf(entry: Record<string, unknown>, scope: Scope): string[] {
  const written = own(entry, "dependsOn");
  return (Array.isArray(written) ? written : []).flatMap((item) => {
    const id = valueIn(item, scope);
    if (typeof id !== "string") return [];
    const [, registry] = /registries\/([^/]+)$/i.exec(id) ?? [];
    return [readable(registry ?? id)];
  });
}

const segmentPattern = new RegExp(`(?:${markStart}[^${markEnd}]*${markEnd}|[^/${markStart}])+`, "gu");
