import { allChildKinds, type ChildKind, childKinds, isChildKind } from "../../model/childKinds";
import { parseResourceId } from "../../model/ids";
import { isRecord } from "../../model/json";
import { registryProperties } from "../../model/resources";
import { object } from "../../model/schema";
import { UNKNOWN } from "../../model/unknown";
import { open, property, shape } from "../values";
import { dropInjectedDefaults } from "./defaults";
import { graphOf, type RawResource, type Resource } from "./graph";
import { homesIn } from "./registries";
import { type Around, surroundingsIn } from "./surroundings";

export type { RawResource } from "./graph";

/** A registry with what a file says about it and around it, as the rules take it. */
export interface LinkedRegistry {
  /** How to name the registry to a person. */
  readonly label: string;
  readonly urn?: string;
  readonly type: string;
  /** The logical name; of a registry that the file only names, the name that the file gives it. */
  readonly name: string;
  /** The model that `check` takes: plain JSON. */
  readonly model: Record<string, unknown>;
  /** The same registry before this deployment, where the file tells. */
  readonly previous?: Record<string, unknown>;
  /** Where each part of the model came from: `""` is the registry, `replications/north` a child. */
  readonly resources: ReadonlyMap<string, RawResource>;
}

const registryType = "azure-native:containerregistry:Registry";
const registryNode = object(registryProperties);

/** Of a registry that is only looked up, the outputs say more than this; but only this bears on what is made here. */
const lookedUpProperties = ["registryName", "resourceGroupName", "location", "sku", "roleAssignmentMode"];

/** What may be said of a whole file besides its resources. */
export interface LinkOptions {
  /** Whether resources are known to be missing: children that aren't there are then unknown instead of absent. */
  readonly partial?: boolean;
}

/** A registry while its parts are being collected. */
interface Draft {
  readonly raw: RawResource | undefined;
  readonly name: string;
  readonly model: Record<string, unknown>;
  readonly previous: Record<string, unknown>;
  readonly resources: Map<string, RawResource>;
}

/**
 * Makes one model per registry out of raw resources: children and surroundings are found by property dependencies, then by
 * ids and names, then by order and parents. What names a registry that isn't among the resources goes to a registry made
 * elsewhere. Takes time linear in the number of resources; any content is fine.
 */
export function link(resources: readonly RawResource[], { partial = false }: LinkOptions = {}): LinkedRegistry[] {
  const graph = graphOf(resources);
  const drafts = new Map<RawResource | string, Draft>();
  for (const resource of graph.all) if (resource.part === "registry") drafts.set(resource.raw, draftOf(resource));

  const homeOf = homesIn(graph);
  const surroundings = surroundingsIn(graph);
  const openKinds = new Set<ChildKind>();
  for (const resource of graph.all) {
    const { part, raw } = resource;
    if (!isChildKind(part)) continue;
    const home = homeOf(resource);
    if (home.open) openKinds.add(part);
    if ("elsewhere" in home) {
      const draft = drafts.get(home.elsewhere) ?? elsewhere(home.name);
      drafts.set(home.elsewhere, draft);
      addChild(draft, part, resource, surroundings.ofChild(part, raw));
    } else {
      for (const registry of home.registries) {
        const draft = drafts.get(registry);
        if (draft) addChild(draft, part, resource, surroundings.ofChild(part, raw));
      }
    }
  }
  for (const draft of drafts.values()) {
    if (!draft.raw) continue;
    const around = surroundings.ofRegistry(draft.raw);
    Object.assign(draft.model, around.model);
    for (const [key, raw] of around.resources) draft.resources.set(key, raw);
  }
  for (const { raw, model, previous } of drafts.values()) {
    const isPart = partial || raw?.live === true;
    for (const one of [model, previous]) {
      if (raw) believeConnections(raw, one);
      openUp(one, isPart ? allChildKinds : [...openKinds]);
      if (isPart) openZoneGroups(one);
    }
  }
  return [...drafts.values()].filter(({ raw }) => !raw?.deleted).map(linkedRegistry);
}

function draftOf({ raw, apiVersion }: Resource): Draft {
  const draft: Draft = {
    raw,
    name: raw.name,
    model: modelOf("registry", raw, raw.inputs, apiVersion),
    previous: raw.old ? modelOf("registry", raw, raw.old, apiVersion) : {},
    resources: new Map([["", raw]]),
  };
  if (raw.external) {
    for (const key of Object.keys(draft.model)) {
      if (key !== "origin" && !lookedUpProperties.includes(key)) delete draft.model[key];
    }
    draft.model.elsewhere = true;
  }
  return draft;
}

function elsewhere(name: string | undefined): Draft {
  const label = name === undefined ? "a registry made elsewhere" : `Registry ${name} (made elsewhere)`;
  return {
    raw: undefined,
    name: name ?? "",
    model: { elsewhere: true, origin: { label }, ...(name === undefined ? {} : { registryName: name }) },
    previous: {},
    resources: new Map(),
  };
}

function addChild(draft: Draft, kind: ChildKind, { raw, apiVersion }: Resource, around: Around): void {
  const key = freeKey(draft.resources, kind, raw);
  draft.resources.set(`${kind}/${key}`, raw);
  for (const [path, resource] of around.resources) draft.resources.set(`${kind}/${key}/${path}`, resource);
  if (!raw.deleted) mapIn(draft.model, kind)[key] = { ...modelOf(kind, raw, raw.inputs, apiVersion), ...around.model };
  if (raw.old) mapIn(draft.previous, kind)[key] = { ...modelOf(kind, raw, raw.old, apiVersion), ...around.model };
}

function modelOf(
  kind: "registry" | ChildKind,
  raw: RawResource,
  inputs: Readonly<Record<string, unknown>>,
  apiVersion: string | undefined,
): Record<string, unknown> {
  const shaped = shape(kind === "registry" ? registryNode : childKinds[kind].schema, withNames(kind, raw, inputs));
  const model = isRecord(shaped) ? shaped : {};
  dropInjectedDefaults(kind, model);
  model.origin = {
    ...(raw.urn === undefined ? {} : { urn: raw.urn }),
    label: labelOf(raw),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(raw.protect === undefined ? {} : { protect: raw.protect }),
  };
  return model;
}

// Abbreviations that reviews meet: the tier as text, and an ARM id in place of names.
function withNames(
  kind: "registry" | ChildKind,
  raw: RawResource,
  inputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (kind !== "registry") return inputs;
  const sku = property(inputs, "sku");
  const id = raw.id === undefined ? undefined : parseResourceId(raw.id);
  return {
    ...(id ? { registryName: id.names[0], resourceGroupName: id.resourceGroupName } : {}),
    ...inputs,
    ...(typeof sku === "string" ? { sku: { name: sku } } : {}),
  };
}

/** The child's key in its map: its logical name, or more of its URN where the name is taken. */
function freeKey(taken: ReadonlyMap<string, RawResource>, kind: ChildKind, raw: RawResource): string {
  const isFree = (key: string) => !taken.has(`${kind}/${key}`);
  if (isFree(raw.name)) return raw.name;
  const tail = raw.urn?.split("::").slice(2).join("::") ?? raw.name;
  if (isFree(tail)) return tail;
  return `${tail}#${taken.size}`;
}

function mapIn(model: Record<string, unknown>, kind: ChildKind): Record<string, unknown> {
  const map = model[kind];
  if (isRecord(map)) return map;
  // No prototype: keys are the user's and may be "__proto__".
  const fresh: Record<string, unknown> = Object.create(null);
  model[kind] = fresh;
  return fresh;
}

/** Makes children of some kinds, where a model has none, unknown instead of absent. */
function openUp(model: Record<string, unknown>, kinds: readonly ChildKind[]): void {
  for (const kind of kinds) model[kind] ??= UNKNOWN;
}

/**
 * Takes from a registry what the service says of its private endpoints: whether one leads there. An answer that names
 * none means that there is none, wherever endpoints are made.
 */
function believeConnections(raw: RawResource, model: Record<string, unknown>): void {
  const connections = open(property(raw.inputs, "privateEndpointConnections"));
  if (!Array.isArray(connections) || model.privateEndpoints !== undefined) return;
  if (connections.some(mayLead)) model.privateEndpoints = UNKNOWN;
  else if (raw.live) model.privateEndpoints = {};
}

/** Whether a connection may be one through which people reach the registry. */
function mayLead(connection: unknown): boolean {
  if (!isRecord(connection)) return true;
  const state = open(property(connection, "privateLinkServiceConnectionState"));
  const status = isRecord(state) ? open(property(state, "status")) : undefined;
  return typeof status !== "string" || !/^(pending|rejected|disconnected)$/i.test(status);
}

function openZoneGroups({ privateEndpoints }: Record<string, unknown>): void {
  if (!isRecord(privateEndpoints)) return;
  for (const endpoint of Object.values(privateEndpoints)) {
    if (isRecord(endpoint)) endpoint.privateDnsZoneGroups ??= UNKNOWN;
  }
}

function linkedRegistry({ raw, name, model, previous, resources }: Draft): LinkedRegistry {
  return {
    label: raw ? labelOf(raw) : `Registry ${name || "?"} (made elsewhere)`,
    ...(raw?.urn === undefined ? {} : { urn: raw.urn }),
    type: raw?.type ?? registryType,
    name,
    model,
    ...(raw?.old === undefined ? {} : { previous }),
    resources,
  };
}

/** How to name a resource to a person: the class of its type and its logical name. */
function labelOf({ type, name }: RawResource): string {
  return `${type.replace(/@.*/, "").split(/[:/]/).pop()} ${name}`;
}
