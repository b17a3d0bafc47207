import { parseResourceId } from "../../model/ids";
import { isRecord } from "../../model/json";
import { markStart, open, property } from "../values";
import {
  ancestors,
  type Graph,
  groupName,
  groupOf,
  type RawResource,
  type Reference,
  type Resource,
  reference,
  textOf,
} from "./graph";

/**
 * Where a resource belongs: to registries of the file, to one that the file only names, or nowhere. `open` says that it
 * may be any of the file's: neither a value nor a dependency tells.
 */
export type Home = (
  | { readonly registries: readonly RawResource[] }
  | { readonly elsewhere: string; readonly name: string | undefined }
) & { readonly open?: boolean };

const nowhere: Home = { registries: [] };
const anywhere: Home = { registries: [], open: true };

/** The home of what could not be linked by a reference. */
function unlinked({ unknown, from }: Reference): Home {
  return unknown && from.length === 0 ? anywhere : nowhere;
}

/** Finds the registry of a resource: by property dependencies, then ids and names, then order and parents. */
export type Homes = (resource: Resource) => Home;

/** Resources whose scope is wider than a registry are linked to each registry in it, up to this many links a file. */
const wideLinks = 20_000;

/** Makes the registries of a file findable. One pass over them, then each question takes constant time. */
export function homesIn(graph: Graph): Homes {
  const registries = graph.all.filter(({ part }) => part === "registry").map(({ raw }) => raw);
  const known = new Set(registries);
  const byName = groupBy(registries, (raw) => textOf(raw, "registryName")?.toLowerCase() ?? nameInId(raw));
  const byLogicalName = groupBy(registries, (raw) => (raw.urn === undefined || !named(raw) ? raw.name : undefined));
  const byParent = groupBy(registries, ({ parent }) => parent);
  const byGroup = groupBy(registries, (raw) => groupOf(graph, raw));
  // A template may leave a registry's name open; then a name that no registry has may be that one's.
  const isNameOpen = registries.some((raw) => {
    const name = property(raw.inputs, "registryName");
    return typeof name === "string" && name.includes(markStart);
  });
  let wideLinksLeft = wideLinks;

  function byDependencies({ from }: Reference): RawResource | undefined {
    return from.find((other) => known.has(other));
  }

  /** The registry of a name, preferring one of the same resource group. */
  function byNameAndGroup(name: string, group: string | undefined): Home {
    const inGroup = (candidates: readonly RawResource[]) =>
      candidates.find((raw) => group === undefined || group === "" || groupOf(graph, raw) === group);
    const same = byName.get(name.toLowerCase());
    const registry = (same && (inGroup(same) ?? same[0])) ?? inGroup(byLogicalName.get(name) ?? []);
    if (registry) return { registries: [registry] };
    return { elsewhere: `${group ?? ""}/${name.toLowerCase()}`, name, ...(isNameOpen ? { open: true } : {}) };
  }

  function byId(id: string): Home | undefined {
    const parsed = parseResourceId(id);
    const name = parsed?.type.startsWith("microsoft.containerregistry/registries") ? parsed.names[0] : undefined;
    return name === undefined ? undefined : byNameAndGroup(name, parsed?.resourceGroupName.toLowerCase());
  }

  /** What stands around a resource: what it waits for, what is above it, and the file's only registry. */
  function bySurroundings(raw: RawResource, reference: Reference): Home {
    const waits = (raw.dependencies ?? [])
      .flatMap((name) => graph.find(name) ?? [])
      .filter((other) => known.has(other));
    if (waits.length === 1) return { registries: waits };
    for (const above of ancestors(graph, raw)) {
      if (known.has(above)) return { registries: [above] };
      const beside = byParent.get(above.urn ?? above.name);
      if (beside?.length === 1) return { registries: beside };
    }
    if (!reference.unknown && registries.length === 1) return { registries };
    return nowhere;
  }

  function ofChild(raw: RawResource): Home {
    const name = reference(graph, raw, ["registryName"]);
    const dependency = byDependencies(name);
    if (dependency) return { registries: [dependency] };
    const group = groupOf(graph, raw);
    if (name.text !== undefined) return byId(name.text) ?? byNameAndGroup(name.text, group);
    const byOwnId = raw.id === undefined ? undefined : byId(raw.id);
    if (byOwnId) return byOwnId;
    const home = bySurroundings(raw, name);
    // Children of registries that nothing is known of must not be mixed: each gets a registry of its own.
    if (home !== nowhere) return home;
    const open = unlinked(name) === anywhere;
    return { elsewhere: `?${raw.urn ?? raw.name}`, name: undefined, ...(open ? { open } : {}) };
  }

  function ofScope(raw: RawResource, input: string): Home {
    const scope = reference(graph, raw, [input]);
    const dependency = byDependencies(scope);
    if (dependency) return { registries: [dependency] };
    const group = scope.from.find((other) => graph.partOf(other) === "resourceGroup");
    if (scope.text === undefined) {
      return group ? inGroup(groupName(group)) : scope.unknown ? unlinked(scope) : bySurroundings(raw, scope);
    }
    const home = byId(scope.text);
    if (home) return home;
    const wide = /^\/subscriptions\/[^/]+(?:\/resourceGroups\/([^/]+))?\/?$/i.exec(scope.text);
    return wide ? (wide[1] === undefined ? all(registries) : inGroup(wide[1].toLowerCase())) : nowhere;
  }

  function ofLock(raw: RawResource): Home {
    if (property(raw.inputs, "scope") !== undefined) return ofScope(raw, "scope");
    if (/SubscriptionLevel$/.test(raw.type)) return all(registries);
    const name = reference(graph, raw, ["resourceName"]);
    const dependency = byDependencies(name);
    if (dependency) return { registries: [dependency] };
    if (name.text === undefined) return name.unknown ? unlinked(name) : inGroup(groupOf(graph, raw));
    const type = textOf(raw, "resourceType");
    return type === undefined || /(^|\/)registries$/i.test(type)
      ? byNameAndGroup(name.text, groupOf(graph, raw))
      : nowhere;
  }

  function ofPrivateEndpoint(raw: RawResource): Home {
    for (const input of ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"]) {
      const dependency = byDependencies(reference(graph, raw, [input]));
      if (dependency) return { registries: [dependency] };
    }
    for (const connection of connectionsOf(raw)) {
      const id = open(property(connection, "privateLinkServiceId"));
      const home = typeof id === "string" ? byId(id) : undefined;
      if (home) return home;
      const groups = open(property(connection, "groupIds"));
      const target = { text: undefined, unknown: id !== undefined, from: [] };
      if (Array.isArray(groups) && groups.includes("registry")) {
        const around = bySurroundings(raw, target);
        return around === nowhere
          ? unlinked({ ...target, from: reference(graph, raw, ["privateLinkServiceConnections"]).from })
          : around;
      }
    }
    return unlinked(reference(graph, raw, ["privateLinkServiceConnections"]));
  }

  function inGroup(group: string | undefined): Home {
    return group === undefined ? nowhere : all(byGroup.get(group) ?? []);
  }

  /** A scope above registries concerns all of them; once the file's budget of such links is spent, the first one only. */
  function all(inScope: readonly RawResource[]): Home {
    if (inScope.length <= wideLinksLeft) {
      wideLinksLeft -= inScope.length;
      return { registries: inScope };
    }
    return { registries: inScope.slice(0, 1) };
  }

  return ({ raw, part }) => {
    switch (part) {
      case "privateEndpoints":
        return ofPrivateEndpoint(raw);
      case "roleAssignments":
        return ofScope(raw, "scope");
      case "diagnosticSettings":
        return ofScope(raw, "resourceUri");
      case "managementLocks":
        return ofLock(raw);
      default:
        return ofChild(raw);
    }
  };
}

function connectionsOf(raw: RawResource): Record<string, unknown>[] {
  return ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"].flatMap((input) => {
    const connections = open(property(raw.inputs, input));
    return Array.isArray(connections) ? connections.map(open).filter(isRecord) : [];
  });
}

function named(raw: RawResource): boolean {
  return property(raw.inputs, "registryName") !== undefined || raw.id !== undefined;
}

function nameInId(raw: RawResource): string | undefined {
  return raw.id === undefined ? undefined : parseResourceId(raw.id)?.names[0]?.toLowerCase();
}

/** Groups items by a text; those without one are left out. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
