import { allChildKinds, type ChildKind, childKinds, isChildKind, parseResourceId } from "../../model";
import { parseType } from "../../readers/resourceTypes";
import { isPlainObject, itemOf } from "../inputs";
import { resourceName } from "../registryName";
import type { StackResource } from "./stackState";

/** The registry of a component, as the stack has it. */
export interface ExistingRegistry {
  /** What it is, whatever the program says: a part of the model. */
  readonly facts: Record<string, unknown>;
  /** Its children, by kind and by the keys that they have in the component. */
  readonly children: Readonly<Record<ChildKind, Readonly<Record<string, Record<string, unknown>>>>>;
}

/** A component's URN, and the name that its registry had in Azure when the component was last made as a whole. */
export interface Component {
  readonly urn: string;
  readonly azureName: string | undefined;
}

/** The registry that a component has in the stack; `undefined` when there is none yet. */
export function existingRegistry(
  resources: readonly StackResource[],
  component: Component,
): ExistingRegistry | undefined {
  const registry = registryOf(resources, component);
  if (!registry) return undefined;
  return {
    facts: factsOf(registry.outputs),
    children: childrenOf(resources, { ...component, azureName: textOf(registry.outputs.name) }),
  };
}

/** What outputs say of the things that a registry cannot change, and of its tier. */
export function factsOf(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { name, location, sku, id } = outputs;
  const resourceGroupName = typeof id === "string" ? parseResourceId(id)?.resourceGroupName : undefined;
  const status = itemOf(outputs.encryption, "status");
  return Object.fromEntries(
    Object.entries({
      registryName: name,
      location,
      resourceGroupName,
      sku,
      encryption: status === undefined ? undefined : outputs.encryption,
    }).filter(([, value]) => value !== undefined),
  );
}

function registryOf(resources: readonly StackResource[], component: Component): StackResource | undefined {
  const registries = resources.filter(({ type }) => parseType(type).part === "registry");
  const name = nameIn(component.urn);
  return (
    registries.find(
      (one) => isChildOf(one, component) && (one.name === name || one.name === resourceName(name, false)),
    ) ?? registries.find(({ outputs }) => isSameName(outputs.name, component.azureName))
  );
}

/** The children of a registry in a stack: by what they say of it, else by where they stand in the program. */
export function childrenOf(resources: readonly StackResource[], component: Component): ExistingRegistry["children"] {
  const found = Object.fromEntries(allChildKinds.map((kind) => [kind, {}])) as Record<
    ChildKind,
    Record<string, Record<string, unknown>>
  >;
  const { azureName } = component;
  const components = resources.filter(({ type }) => type === typeIn(component.urn)).map(({ urn }) => urn);
  const single = resources.filter(({ type }) => parseType(type).part === "registry").length === 1;
  for (const child of resources) {
    const part = parseType(child.type).part;
    if (!isChildKind(part)) continue;
    const named = registryNameOf(child);
    const owner = ownerAmong(components, child);
    const belongs = named === undefined ? owner === component.urn || (single && !owner) : isSameName(named, azureName);
    if (!belongs) continue;
    const key = owner === component.urn ? child.name.slice(nameIn(component.urn).length + 1) : child.name;
    found[part][key] = factsOfChild(part, child.outputs);
  }
  return found;
}

function factsOfChild(kind: ChildKind, { name, location }: StackResource["outputs"]): Record<string, unknown> {
  const property = childKinds[kind].nameProperty ?? "name";
  return { ...(name === undefined ? {} : { [property]: name }), ...(location === undefined ? {} : { location }) };
}

/** The registry that a child's outputs name: in its own id, or in the id of what an endpoint leads to. */
function registryNameOf({ outputs }: StackResource): string | undefined {
  const connections = [outputs.privateLinkServiceConnections, outputs.manualPrivateLinkServiceConnections].flat();
  const target = connections.map((connection) => itemOf(connection, "privateLinkServiceId")).find(Boolean);
  const id = target ?? outputs.id;
  const parsed = typeof id === "string" ? parseResourceId(id) : undefined;
  return parsed?.type.startsWith("microsoft.containerregistry/registries") ? parsed.names[0] : undefined;
}

/** The component, of several, in which a child stands: its name begins with the component's. */
function ownerAmong(components: readonly string[], child: StackResource): string | undefined {
  return components
    .filter((urn) => isChildOf(child, { urn }) && child.name.startsWith(`${nameIn(urn)}-`))
    .sort((a, b) => nameIn(b).length - nameIn(a).length)[0];
}

function isChildOf(child: StackResource, { urn }: { readonly urn: string }): boolean {
  return child.urn.startsWith(`${urn.slice(0, urn.lastIndexOf("::"))}$azure-native`);
}

function typeIn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function isSameName(a: unknown, b: string | undefined): boolean {
  return typeof a === "string" && a.toLowerCase() === b?.toLowerCase();
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** What was there before, with what the stack has now in place of what was remembered. */
export function withExisting(
  remembered: Readonly<Record<string, unknown>>,
  { facts, children }: ExistingRegistry,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...remembered, ...facts };
  for (const kind of allChildKinds) {
    const before = remembered[kind];
    delete merged[kind];
    for (const [key, now] of Object.entries(children[kind])) {
      const known = isPlainObject(before) ? itemOf(before, key) : undefined;
      merged[kind] = { ...(merged[kind] ?? {}), [key]: { ...(isPlainObject(known) ? known : {}), ...now } };
    }
  }
  return merged;
}
