import { parseResourceId } from "../../model/ids";
import { isRecord, own } from "../../model/json";
import { MASK } from "../../model/secrets";
import { UNKNOWN } from "../../model/unknown";
import { inOwnForm } from "../armForm";
import { nameInputs, type Part, parseType } from "../resourceTypes";
import { envelopeDependencies, open, property } from "../values";

/** One resource as a program, a state or a template declares it, before anything is made of it. */
export interface RawResource {
  /** The type token, for instance `azure-native:containerregistry:Registry`. ARM's own types are understood as well. */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly urn?: string;
  /** The ARM id, once the resource exists. */
  readonly id?: string;
  /** The URN or logical name of the parent. */
  readonly parent?: string;
  /** URNs or logical names. */
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  /** The inputs before this deployment. */
  readonly old?: Readonly<Record<string, unknown>>;
  /** The API version where the type doesn't name it, for instance `v20251101`. */
  readonly apiVersion?: string;
  /** True for a resource that this deployment deletes (its inputs are the last ones): it is part of what was before. */
  readonly deleted?: boolean;
  /** True for a resource that the engine says it will replace. */
  readonly replaced?: boolean;
  /** True for a resource that the program only looks up. */
  readonly external?: boolean;
  /** True for a resource as the service itself answered: it exists, and what is part of it may be missing from the file. */
  readonly live?: boolean;
  /** What it hangs on that the resource is made at all, where that is not known: conditions and counts. */
  readonly uncertain?: readonly string[];
}

/** A raw resource with what the reader found out about it. */
export interface Resource {
  readonly raw: RawResource;
  readonly part: Part;
  readonly apiVersion: string | undefined;
}

/** What a property says about another resource. */
export interface Reference {
  /** The text, when it is known; `undefined` when it is absent or unknown. */
  readonly text: string | undefined;
  readonly unknown: boolean;
  /** The resources that the engine says the property comes from. */
  readonly from: readonly RawResource[];
}

/** All resources of a file, findable by what others call them. */
export interface Graph {
  readonly all: readonly Resource[];
  /** The resources that are no part of a registry but stand in a resource group, for instance next to one. */
  readonly others: readonly RawResource[];
  readonly partOf: (raw: RawResource) => Part | undefined;
  /** The resource with this URN or logical name. */
  readonly find: (name: string) => RawResource | undefined;
}

/** Makes resources findable. Of the types, it knows those that {@link parseType} does; the others only have a name. */
export function graphOf(declared: readonly RawResource[]): Graph {
  const resources = declared.map(typed);
  const byName = new Map<string, RawResource>();
  const parts = new Map<RawResource, Part>();
  const all: Resource[] = [];
  const others: RawResource[] = [];
  for (const raw of resources) {
    const type = typeOf(raw);
    const { part, apiVersion } = parseType(type);
    if (raw.urn !== undefined && !byName.has(raw.urn)) byName.set(raw.urn, raw);
    if (
      part !== "resourceGroup" &&
      !raw.deleted &&
      !/containerregistry/i.test(type) &&
      property(raw.inputs, "resourceGroupName") !== undefined
    ) {
      others.push(raw);
    }
    if (part === undefined) continue;
    parts.set(raw, part);
    all.push({ raw, part, apiVersion: raw.apiVersion ?? apiVersion });
  }
  // A logical name may be used once per type; a registry has the first claim on it, since registries are looked for.
  for (const raw of resources) if (parts.get(raw) === "registry" && !byName.has(raw.name)) byName.set(raw.name, raw);
  for (const raw of resources) if (!byName.has(raw.name)) byName.set(raw.name, raw);
  return { all, others, partOf: (raw) => parts.get(raw), find: (name) => byName.get(name) };
}

/** A resource's type: what it says itself, or what stands in it where azure-native takes it in its generic form. */
export function typeOf(raw: RawResource): string {
  return genericType(raw) ?? raw.type;
}

/** The ARM type of a resource that azure-native takes in its generic form; `undefined` for every other. */
function genericType(raw: RawResource): string | undefined {
  if (!/^azure-native[\w-]*:resources(\/\w+)?:Resource$/.test(raw.type)) return undefined;
  const types = (textOf(raw, "parentResourcePath") ?? "").split("/").filter((_, index) => index % 2 === 0);
  const path = [textOf(raw, "resourceProviderNamespace"), ...types, textOf(raw, "resourceType")];
  return `${path.filter(Boolean).join("/")}@${textOf(raw, "apiVersion") ?? ""}`;
}

/**
 * A resource in generic form, or under ARM's own type, with the names that its typed form has; every other as it is. In
 * ARM a resource's name is the path of names.
 */
function typed(raw: RawResource): RawResource {
  const generic = genericType(raw);
  const { part } = parseType(generic ?? raw.type);
  if (part === undefined || (generic === undefined && raw.type.startsWith("azure-native"))) return raw;
  const parents = (textOf(raw, "parentResourcePath") ?? "").split("/").filter((_, index) => index % 2 === 1);
  const names = generic === undefined ? raw.name.split("/") : [...parents, own(raw.inputs, "resourceName")];
  const expected = nameInputs[part] ?? [];
  if (names.length !== expected.length) return raw;
  const outer = propertyDependencies(raw, "parentResourcePath");
  // The generic form takes ARM's own names, in any case.
  const inputs = generic === undefined ? raw.inputs : inOwnForm(part, raw.inputs);
  return {
    ...raw,
    inputs: { ...Object.fromEntries(expected.map((input, index) => [input, names[index]])), ...inputs },
    ...(outer.length ? { propertyDependencies: { ...raw.propertyDependencies, registryName: outer } } : {}),
  };
}

/** Reads a property as a reference to another resource. `path` leads to the text, its first step is the input. */
export function reference(graph: Graph, raw: RawResource, path: readonly string[]): Reference {
  const [input = "", ...rest] = path;
  let value = open(property(raw.inputs, input));
  for (const step of rest) value = isRecord(value) ? open(property(value, step)) : value;
  const named = [...propertyDependencies(raw, input), ...envelopeDependencies(property(raw.inputs, input))];
  return {
    text: typeof value === "string" && value !== UNKNOWN && value !== MASK ? value : undefined,
    unknown: value === UNKNOWN || value === MASK,
    from: named.flatMap((name) => graph.find(name) ?? []),
  };
}

function propertyDependencies(raw: RawResource, input: string): readonly string[] {
  const names = own(raw.propertyDependencies, input);
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** A known property that is text; `undefined` for everything else. */
export function textOf(raw: RawResource, name: string): string | undefined {
  const value = open(property(raw.inputs, name));
  return typeof value === "string" && value !== UNKNOWN && value !== MASK ? value : undefined;
}

/**
 * What tells resource groups apart: the group's name where it is known, else the group's resource. An empty text stands
 * for "not said", which is one group: the template's own.
 */
export function groupOf(graph: Graph, raw: RawResource): string | undefined {
  const { text, unknown, from } = reference(graph, raw, ["resourceGroupName"]);
  if (text !== undefined) return text.toLowerCase();
  const group = from.find((other) => graph.partOf(other) === "resourceGroup");
  if (group) return groupName(group);
  const id = raw.id === undefined ? undefined : parseResourceId(raw.id);
  return id ? id.resourceGroupName.toLowerCase() : unknown ? undefined : "";
}

/** How {@link groupOf} names a resource group that is a resource itself. */
export function groupName(group: RawResource): string {
  return textOf(group, "resourceGroupName")?.toLowerCase() ?? group.urn ?? group.name.toLowerCase();
}

/** The resources above one, nearest first. Ends at a circle. */
export function* ancestors(graph: Graph, raw: RawResource): Generator<RawResource> {
  const seen = new Set([raw]);
  for (let name = raw.parent; name !== undefined; ) {
    const above = graph.find(name);
    if (above === undefined || seen.has(above) || seen.size > 64) return;
    seen.add(above);
    yield above;
    name = above.parent;
  }
}
