import { MASK } from "../mask";
import { evaluate, ownInAnyCase, unknownMark } from "./expressions";
import type { RawResource } from "./graph";
import type { Declared } from "./pulumi";
import { hasUnknown } from "./templateFunctions";
import { nameInputs, parseType, tokenOfArmType } from "./types";
import { isRecord, markEnd, markStart, own, readable } from "./values";

// ARM templates in JSON, as written by hand or by Bicep. Source: learn.microsoft.com/azure/azure-resource-manager/
// templates/syntax.

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
/** Stands for the resource group that a template is deployed to. */
const templateGroup = "this-resource-group";
/** The service's own limit of a copy loop, and our limit of resources in one file. */
const mostCopies = 800;
const mostResources = 200_000;
const mostItems = 200_000;
const deepest = 64;

/** What expressions of one template may ask for. */
interface Scope {
  /** Tells the unknowns of nested templates apart; empty for the outermost. */
  readonly where: string;
  readonly group: string;
  readonly parameters: Record<string, unknown>;
  /** Values that the template was given from outside. */
  readonly given: Record<string, unknown>;
  readonly variables: Record<string, unknown>;
  readonly worked: Map<string, unknown>;
  /** Where the loops around stand, by their names; the loop of the resource has no name as well. */
  readonly loops: Readonly<Record<string, number>>;
  /** How many more items the loops within resources may make. */
  readonly items: { left: number };
}

/** The name of a resource's own loop, for `copyIndex()`. */
const ownLoop = "";

interface Reading {
  readonly resources: RawResource[];
  ignored: number;
}

/** Reads an ARM template: nested templates, child resources and copies too. What only Azure can tell stays unknown. */
export function readTemplate(document: Record<string, unknown>): Declared {
  const reading: Reading = { resources: [], ignored: 0 };
  readResources(own(document, "resources"), scopeOf(document, {}, "", templateGroup), reading, undefined, 0);
  return reading;
}

function scopeOf(template: unknown, given: Record<string, unknown>, where: string, group: string): Scope {
  const parameters = own(template, "parameters");
  const variables = own(template, "variables");
  return {
    where,
    group,
    parameters: isRecord(parameters) ? parameters : {},
    given,
    variables: isRecord(variables) ? variables : {},
    worked: new Map(),
    loops: {},
    items: { left: mostItems },
  };
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

/** A scope for each turn of a loop; `undefined` when it is not known how many there are. */
function turnsOf(loop: unknown, scope: Scope, names: readonly string[]): Scope[] | undefined {
  const amount = valueIn(own(loop, "count"), scope);
  if (typeof amount !== "number" || amount > mostCopies) return undefined;
  return Array.from({ length: Math.max(0, amount) }, (_, index) => ({
    ...scope,
    loops: { ...scope.loops, ...Object.fromEntries(names.map((name) => [name.toLowerCase(), index])) },
  }));
}

/** The list that a loop within a resource or among the variables makes. */
function itemsOf(loop: unknown, scope: Scope, depth: number): unknown {
  const name = String(own(loop, "name"));
  const turns = turnsOf(loop, scope, [name]);
  if (turns === undefined || turns.length > scope.items.left) return unknownMark(`${scope.where}copy ${name}`);
  scope.items.left -= turns.length;
  return turns.map((turn) => valueIn(own(loop, "input"), turn, depth + 1) ?? null);
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
  const ownName = typeof given === "string" ? given : String(given ?? symbol ?? type);
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
  const properties = own(entry, "properties");
  const template = own(properties, "template");
  if (!isRecord(template)) return;
  const inner =
    String(own(own(properties, "expressionEvaluationOptions"), "scope") ?? "outer").toLowerCase() === "inner";
  const group = valueIn(own(entry, "resourceGroup"), scope);
  const nestedGroup = typeof group === "string" ? readable(group) : scope.group;
  const given: Record<string, unknown> = Object.create(null);
  const parameters = own(properties, "parameters");
  if (isRecord(parameters)) {
    for (const key of Object.keys(parameters)) given[key] = valueIn(own(parameters[key], "value"), scope);
  }
  const nested = inner
    ? scopeOf(template, given, `${scope.where}${readable(name)}: `, nestedGroup)
    : { ...scope, group: nestedGroup };
  readResources(own(template, "resources"), nested, reading, undefined, depth + 1);
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

function valueIn(value: unknown, scope: Scope, depth = 0): unknown {
  if (depth > deepest) return unknownMark("too deep");
  if (typeof value === "string") {
    return evaluate(value, scope.where, (name, args) => templateFunction(name, args, scope, depth));
  }
  if (typeof value !== "object" || value === null) return value ?? undefined;
  if (Array.isArray(value)) return value.map((item) => valueIn(item, scope, depth + 1) ?? null);
  const evaluated: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) {
    // A copy inside a resource makes a property with as many items as it says.
    if (key === "copy" && Array.isArray(inner)) {
      for (const loop of inner) evaluated[String(own(loop, "name"))] = itemsOf(loop, scope, depth);
    } else evaluated[key] = valueIn(inner, scope, depth + 1);
  }
  return evaluated;
}

function templateFunction(name: string, args: readonly unknown[], scope: Scope, depth: number): unknown {
  const [first] = args;
  switch (name) {
    case "parameters":
      return worked(scope, `parameters ${first}`, () => parameterValue(String(first), scope, depth));
    case "variables":
      return worked(scope, `variables ${first}`, () => variableValue(String(first), scope, depth));
    case "resourcegroup":
      return { name: scope.group, id: `${subscription}/resourceGroups/${scope.group}` };
    case "subscription":
      return { id: subscription, subscriptionId: subscription.slice("/subscriptions/".length) };
    case "resourceid":
      return resourceId(args, `${subscription}/resourceGroups/${scope.group}`);
    case "subscriptionresourceid":
      return resourceId(args, subscription);
    case "copyindex": {
      const index = own(scope.loops, typeof first === "string" ? first.toLowerCase() : ownLoop);
      const offset = typeof first === "number" ? first : args[1];
      return typeof index === "number" ? index + (typeof offset === "number" ? offset : 0) : undefined;
    }
    default:
      return undefined;
  }
}

function parameterValue(name: string, scope: Scope, depth: number): unknown {
  const declaration = ownInAnyCase(scope.parameters, name);
  if (/^secure/i.test(String(own(declaration, "type")))) return MASK;
  const given = ownInAnyCase(scope.given, name);
  return given === undefined ? valueIn(own(declaration, "defaultValue"), scope, depth + 1) : given;
}

function variableValue(name: string, scope: Scope, depth: number): unknown {
  const loops = own(scope.variables, "copy");
  const loop = Array.isArray(loops) ? loops.find((each) => own(each, "name") === name) : undefined;
  return loop === undefined
    ? valueIn(ownInAnyCase(scope.variables, name), scope, depth + 1)
    : itemsOf(loop, scope, depth);
}

/** Works a value out once. One that needs itself is unknown. */
function worked(scope: Scope, key: string, work: () => unknown): unknown {
  if (!scope.worked.has(key)) {
    scope.worked.set(key, undefined);
    scope.worked.set(key, work());
  }
  return scope.worked.get(key);
}

function resourceId(args: readonly unknown[], prefix: string): string | undefined {
  const at = args.findIndex((arg) => typeof arg === "string" && /^[\w-]+\.[\w.-]+\//.test(arg));
  const type = args[at];
  if (typeof type !== "string" || hasUnknown(type)) return undefined;
  const [namespace, ...types] = type.split("/");
  const names = args.slice(at + 1);
  if (names.length !== types.length || !names.every((name) => typeof name === "string")) return undefined;
  const group = at > 0 && prefix.includes("/resourceGroups/") ? args[at - 1] : undefined;
  const start = typeof group === "string" ? `${subscription}/resourceGroups/${group}` : prefix;
  return `${start}/providers/${namespace}/${types.map((each, index) => `${each}/${names[index]}`).join("/")}`;
}
