import * as pulumi from "@pulumi/pulumi";
import { type ChildKind, childKinds } from "../model";
import { formatPath } from "../rules";
import { adoptedChild, adoption, type ComponentOptions, type FormerParent, type RawType } from "./adoption";
import { type Acceptance, type Judgement, judgementOf, sharedOf } from "./checks/judgement";
import { misjudged } from "./checks/misjudged";
import { requireName } from "./checks/names";
import { withoutNulls } from "./checks/nulls";
import { misplaced } from "./checks/options";
import { type Options, open } from "./checks/shape";
import { childSpelling, type PlainTransform, type Words } from "./checks/spelling";
import { inSubscriptions, providerIn, subscriptionOf, subscriptionOfId } from "./checks/subscriptions";
import {
  after,
  behind,
  both,
  type Checked,
  checkConfiguration,
  type Gate,
  type Surroundings,
} from "./checks/validation";
import { isGiven, isPlainObject, itemOf, mapValues, objectsByName } from "./inputs";
import { type ParentRegistry, parentRegistryOf, type RegistryOrId } from "./parentRegistry";
import {
  type Reference,
  readinessOf,
  resolvedReferences,
  siblingKey,
  strangeReferences,
  unknownReferences,
} from "./references";
import { withSecrets } from "./secrets";
import { partialOf, type Transform, transformed } from "./transform";

/** What a child makes: its azure-native resource, and whatever else its kind gives. */
export interface Made {
  readonly resource: pulumi.CustomResource;
  /** What has to be there, beside the resource, before a sibling that names it by its key. */
  readonly ready?: readonly pulumi.Resource[];
}

/** A child that is about to be made. */
export interface Child<Properties, Args> {
  /** The name of its resource. */
  readonly name: string;
  /** Its key in the model. */
  readonly key: string;
  /** The name of what it belongs to: the `Registry` of its map, or the component of its own. */
  readonly family: string;
  readonly registry: ParentRegistry;
  /** How findings on it are taken. */
  readonly judgement: Judgement;
  readonly properties: Properties;
  /** The arguments of its azure-native resource, secrets marked, after `transform`. */
  readonly args: Args;
  readonly opts: pulumi.CustomResourceOptions;
  readonly gate: Gate;
}

/**
 * What a kind of child adds to the life that all children share: its options, what the rules judge of it, what is sent
 * and what is made. Everything else about it is in this file.
 */
export interface Kind<Properties extends object, Args extends object, M extends Made> {
  /** Its map in the arguments of a registry, in the model and in the outputs. */
  readonly map: ChildKind;
  /** The name of its component. */
  readonly component: string;
  /** The type of its azure-native resource. */
  readonly raw: RawType;
  readonly shape: Options;
  /** Options that a child of its own needs beside those that every child of the kind needs. */
  readonly requiredAlone?: readonly string[];
  /** What users write instead of a step of the model. */
  readonly words?: Words;
  /** Its properties as they are read: an object of this library among them says what it is. Default: as they are written. */
  read?(properties: Properties): Properties;
  /** The options that name a sibling by its key. */
  readonly references?: readonly Reference[];
  /** What its key adds to the name of its resource. Default: the key. */
  suffix?(key: string): string;
  /** Its part of the model under its key: what is sent, unless `args` says otherwise. */
  part(properties: Properties, key: string): object;
  /** The name in Azure that its resource name comes to, where azure-native would make one that Azure refuses. */
  named?(resourceName: string): object;
  /** The part as the rules see it. Default: the part. */
  judged?(part: object, properties: Properties, name: string): object;
  /** What the children of the kind may clash with outside of their registry. Default: nothing. */
  surroundings?(drafted: Drafted<Properties>): readonly Surroundings[];
  /** Where it is sent: beside its part. Default: the registry's name and resource group. */
  place?(registry: ParentRegistry): object;
  /** The arguments of its azure-native resource. Default: place and part. */
  args?(registry: ParentRegistry, properties: Properties): Args;
  /** What has to be there before it. Default: nothing but the registry. */
  after?(registry: ParentRegistry, properties: Properties): readonly pulumi.Resource[];
  /** Makes what the children of the kind share, before the first of them. */
  prepare?(shared: Shared<Properties>): void;
  /** Makes the resource. */
  make(child: Child<Properties, Args>): M;
}

/** Children of a kind that are about to be checked, by their keys; a child of its own has none. */
export interface Drafted<Properties = unknown> extends Pick<ParentRegistry, "subject" | "resourceGroupName" | "dns"> {
  readonly family: string;
  readonly properties: readonly { readonly key?: string; readonly properties: Properties }[];
  /** The provider that makes what they need. None for the default one. */
  readonly provider: pulumi.ProviderResource | undefined;
  /** The subscription of the registry, as far as it is known. */
  readonly subscription: (resource: pulumi.Resource) => Promise<string | undefined>;
}

/** The children of a kind that are about to be made together, by their keys; a child of its own has none. */
export interface Shared<Properties> {
  readonly family: string;
  readonly registry: ParentRegistry;
  readonly properties: readonly { readonly key?: string; readonly properties: Properties }[];
  readonly parent: pulumi.Resource;
  readonly gate: Gate;
}

/** What every kind's arguments have. */
interface Common {
  readonly transform?: Transform<object>;
  /** Only of kinds that may be in another subscription than the registry. */
  readonly provider?: pulumi.ProviderResource;
}

/** What every child in a map of a registry takes beside the options of its kind. */
export interface InMap {
  /**
   * Options of the azure-native resource, as Pulumi has them: `aliases` for one that stood in the program before, `import`
   * for one that is there already, `protect`, and so on. Where the registry adopts a raw one, an alias finds the child by its
   * name alone, whether the raw registry was its parent or not.
   *
   * @default none
   */
  readonly opts?: Omit<pulumi.CustomResourceOptions, "parent">;
}

/** Arguments of a child of its own. */
export interface OfRegistry {
  /** The registry: one of this library's, or the ARM id of any, which may be an output. Required. */
  registry: RegistryOrId;
  /**
   * Warnings that are known, for instance `[{ rule: "REP-02", reason: "moves next week", until: "2027-03-31" }]`: each is
   * said in one line instead. Errors cannot be accepted. Errors: SHAPE-01, SHAPE-03; warnings: WAIVER-01 to WAIVER-03.
   *
   * @default none
   */
  accept?: readonly Acceptance[];
}

/** A child as a component of its own: checked before anything is registered, adopted from a raw resource by an alias. */
export abstract class ChildComponent<Properties extends object, M extends Made> extends pulumi.ComponentResource {
  /** The azure-native resource, with all its outputs. */
  readonly resource: M["resource"];
  /** What was made. Not enumerable, so that a program that exports the component prints little. */
  readonly #made: M;

  protected constructor(
    kind: Kind<Properties, object, M>,
    name: string,
    args: Properties & OfRegistry,
    given: ComponentOptions = {},
  ) {
    requireName(kind.component, name);
    const registry = parentRegistryOf(args?.registry, given);
    const opts = withProviderOf(registry, given);
    const properties = withoutNulls(kind.shape, read(kind, withoutRegistry(args)));
    const part = partOf(kind, properties, name, name);
    const { accept } = judgementOf(args);
    const judgement = { ...registry.judgement, accept: [...accept, ...sharedOf(registry.judgement)] };
    const { checked, key } = checkChild(kind, { registry, name, properties, part, judgement }, providerIn(opts));
    const { own, adopted } = adoption(name, kind.raw, opts);
    super(`pulumi-acr:index:${kind.component}`, name, {}, own);
    const gate = checked.finish(this);
    kind.prepare?.({ family: name, registry, properties: [{ properties }], parent: this, gate });
    const child = { name, key, family: name, registry, judgement, properties, gate };
    const { made, judged } = makeChild(kind, child, part, { ...adopted, parent: this });
    this.#made = made;
    this.resource = made.resource;
    registry.siblings.set(siblingKey(kind.map, name), made);
    this.registerOutputs({ id: behind(judged, this.resource.id) });
  }

  protected get made(): M {
    return this.#made;
  }
}

/** The children of a registry that are given in its maps, before anything is made. */
export interface Draft<Properties extends object> {
  readonly properties: Readonly<Record<string, Properties>>;
  readonly parts: Readonly<Record<string, object>>;
  /** The parts as the rules see them. */
  readonly judged: Readonly<Record<string, object>>;
  /** The options of their resources. */
  readonly opts: Readonly<Record<string, pulumi.CustomResourceOptions>>;
}

/** A map of children as they are read. What is no object is left for the check of the arguments. */
export function readChildren<Properties extends object>(
  kind: Kind<Properties, object, Made>,
  given: Readonly<Record<string, Properties>> | undefined,
): Readonly<Record<string, Properties>> | undefined {
  if (!kind.read || !isPlainObject(given)) return given;
  return mapValues(given, (item) => (isPlainObject(item) ? read(kind, item) : item));
}

function read<Properties extends object>(kind: Kind<Properties, object, Made>, properties: Properties): Properties {
  return kind.read?.(properties) ?? properties;
}

/** Drafts the children of a map. */
export function draftOf<Properties extends object>(
  kind: Kind<Properties, object, Made>,
  name: string,
  given: Readonly<Record<string, Properties & InMap>> | undefined,
): Draft<Properties> {
  const all = objectsByName<Properties & InMap>(given);
  const opts = mapValues(all, (child) => (isPlainObject(child.opts) ? child.opts : {}));
  const properties = mapValues(all, withoutOpts);
  const parts = mapValues(properties, (item, key) => partOf(kind, item, key, `${name}-${key}`));
  const judged = mapValues(parts, (part, key) => judgedPart(kind, part, properties[key], `${name}-${key}`));
  return { properties, parts, judged, opts };
}

/** A child without the options of its resource, which are Pulumi's and no part of it. What is none of them stays, to be said. */
export function withoutOpts<Properties extends object>(child: Properties & InMap): Properties {
  const { opts, ...properties } = child;
  // What is left are the properties of the child.
  return (isPlainObject(opts) ? properties : child) as object as Properties;
}

/**
 * The children of a map as the engine remembers them: without the names that nobody wrote. Such a name is a default, and one
 * that was there before keeps its own.
 */
export function withoutDefaultNames({ judged, properties }: Draft<object>, map: string): Record<string, object> {
  const kind = kindOfMap(map);
  const name = kind && childKinds[kind].nameProperty;
  return mapValues(judged, (part, key) =>
    name === undefined || isGiven(itemOf(properties[key], name))
      ? part
      : Object.fromEntries(Object.entries(part).filter(([property]) => property !== name)),
  );
}

function kindOfMap(map: string): ChildKind | undefined {
  return Object.keys(childKinds).find((kind): kind is ChildKind => kind === map);
}

/** A child's part of the model, with a name in Azure where it needs one. */
function partOf<Properties extends object>(
  kind: Kind<Properties, object, Made>,
  properties: Properties,
  key: string,
  name: string,
): object {
  return { ...kind.named?.(name), ...kind.part(properties, key) };
}

function judgedPart<Properties extends object>(
  kind: Kind<Properties, object, Made>,
  part: object,
  properties: Properties | undefined,
  name: string,
): object {
  const judged = (properties && kind.judged?.(part, properties, name)) ?? withName(kind.map, part, name);
  return { ...judged, ...unknownReferences(kind.references, properties), ...partialOf(transformIn(properties)) };
}

/**
 * A part with the name that its resource gets: azure-native gives a child without a name the resource's own, unless the
 * project has Pulumi make names in another way.
 */
function withName(map: ChildKind, part: object, name: string): object {
  const { nameProperty, armType } = childKinds[map];
  const isBelow = armType.toLowerCase().startsWith("microsoft.containerregistry/registries/");
  if (nameProperty === undefined || !isBelow || isGiven(itemOf(part, nameProperty))) return part;
  return new pulumi.Config("pulumi").get("autonaming") === undefined ? { ...part, [nameProperty]: name } : part;
}

function transformIn({ transform }: Common = {}): Transform<object> | undefined {
  return transform;
}

/** The plain transforms of the children in a map. */
export function transformsIn(map: string, { properties }: Draft<object>): PlainTransform[] {
  return Object.entries(properties).map(([key, child]) => ({ at: [map, key], partial: partialOf(transformIn(child)) }));
}

/** Where the children of a map are in the program. */
interface Place {
  readonly parent: pulumi.Resource;
  /** The parents that they may have had before. */
  readonly formerParents: readonly FormerParent[];
}

/** Makes the children of a map. */
export function makeChildren<Properties extends object, M extends Made>(
  kind: Kind<Properties, object, M>,
  family: string,
  draft: Draft<Properties>,
  registry: ParentRegistry,
  { parent, formerParents }: Place,
  gate: Gate,
): Record<string, M> {
  const all = Object.entries(draft.properties);
  if (all.length === 0) return {};
  const properties = all.map(([key, item]) => ({ key, properties: item }));
  kind.prepare?.({ family, registry, properties, parent, gate });
  return Object.fromEntries(
    all.map(([key, item]) => {
      const named = `${family}-${key}`;
      const name = kind.suffix ? `${family}-${kind.suffix(key)}` : named;
      const own = adoptedChild(draft.opts[key] ?? {}, formerParents);
      const opts = pulumi.mergeOptions(own, name === named ? {} : { aliases: [{ name: named }] });
      const child = { name, key, family, registry, judgement: registry.judgement, properties: item, gate };
      const { made } = makeChild(kind, child, draft.parts[key] ?? {}, { ...opts, parent });
      registry.siblings.set(siblingKey(kind.map, key), made);
      return [key, made];
    }),
  );
}

function makeChild<Properties extends object, Args extends object, M extends Made>(
  kind: Kind<Properties, Args, M>,
  child: Omit<Child<Properties, Args>, "args" | "opts">,
  part: object,
  options: pulumi.CustomResourceOptions,
): { readonly made: M; readonly judged: Gate } {
  const { name, registry, properties, gate } = child;
  const { provider }: Common = properties;
  // A kind without arguments of its own sends its place and its part.
  const sent =
    kind.args?.(registry, properties) ??
    ({
      ...(kind.place?.(registry) ?? inRegistry(registry)),
      ...withSecrets(childKinds[kind.map].schema, part),
      ...resolvedReferences(kind.references, properties, registry),
    } as Args);
  const before = [...(kind.after?.(registry, properties) ?? []), ...readinessOf(kind.references, properties, registry)];
  const opts: pulumi.CustomResourceOptions = pulumi.mergeOptions(options, {
    ...(isGiven(provider) ? { provider } : {}),
    dependsOn: after(gate, before),
    ignoreChanges: heldName(kind.map, properties, sent),
  });
  // A transform of a kind is one of its arguments.
  const transform = transformIn(properties) as Transform<Args> | undefined;
  const args = transformed(transform, sent, opts, name);
  if (typeof transform !== "function") return { made: kind.make({ ...child, args, opts }), judged: gate };
  const judged = both(gate, judgeTransformed(kind.map, child, args, opts));
  const waiting = pulumi.mergeOptions(opts, { dependsOn: after(judged, []) });
  return { made: kind.make({ ...child, args, opts: waiting, gate: judged }), judged };
}

/**
 * The option `ignoreChanges` that lets a child keep the name that it has in Azure: a name that this library gives it is a
 * default, and no reason to replace one that was there before under another name.
 */
function heldName(map: ChildKind, properties: object, sent: object): string[] {
  const { nameProperty } = childKinds[map];
  if (nameProperty === undefined || isGiven(itemOf(properties, nameProperty))) return [];
  return isGiven(itemOf(sent, nameProperty)) ? [nameProperty] : [];
}

/** Checks what a function made of a child's arguments: before it was called, nobody knew. */
function judgeTransformed(
  map: ChildKind,
  { key, registry, judgement }: Pick<Child<object, object>, "key" | "registry" | "judgement">,
  args: object,
  { parent }: pulumi.CustomResourceOptions,
): Gate {
  const siblings = registry.model[map];
  const others = isPlainObject(siblings) ? siblings : {};
  const all = { ...others, [key]: { ...asObject(itemOf(others, key)), ...args } };
  const checked = checkConfiguration({
    subject: `${registry.subject}, ${map}.${key} after its transform`,
    model: { ...registry.model, [map]: all },
    without: { ...registry.model },
    spelling: (path) => formatPath(path[0] === map && path[1] === key ? path.slice(2) : path),
    args: {},
    misplaced: () => [],
    judgement,
  });
  registry.model[map] = all;
  return parent && checked.finish(parent);
}

function asObject(value: unknown): object {
  return isPlainObject(value) ? value : {};
}

/** Where a child of a registry is: the registry's name and resource group. */
export function inRegistry({ registryName, resourceGroupName }: ParentRegistry) {
  return { registryName, resourceGroupName };
}

/** Checks a child against its registry for what the child itself brings about, then counts it among the children. */
function checkChild<Properties extends object>(
  kind: Kind<Properties, object, Made>,
  child: Pick<Child<Properties, object>, "registry" | "name" | "properties" | "judgement"> & { readonly part: object },
  provider: pulumi.ProviderResource | undefined,
): { readonly checked: Checked; readonly key: string } {
  const { registry, name, properties, judgement, part } = child;
  const { map } = kind;
  const siblings = registry.model[map];
  const others = isPlainObject(siblings) ? siblings : {};
  const key = freeKey(name, others);
  const all = { ...others, [key]: judgedPart(kind, part, properties, name) };
  const checked = checkConfiguration({
    subject: `${registry.subject}, ${map}.${name}`,
    model: { ...registry.model, [map]: all },
    without: { ...registry.model },
    spelling: childSpelling(map, key, part, kind.words, partialOf(transformIn(properties))),
    args: properties,
    misplaced: (written, before) => [
      ...misplaced(aloneShape(kind), written, before),
      ...misjudged(written),
      ...strangeReferences(kind.references, [], properties, (map, sibling) =>
        registry.siblings.has(siblingKey(map, sibling)),
      ),
    ],
    judgement,
    surroundings: [
      ...(kind.surroundings?.({
        subject: registry.subject,
        resourceGroupName: registry.resourceGroupName,
        dns: registry.dns,
        family: name,
        properties: [{ properties }],
        provider,
        subscription: () => subscriptionOfRegistry(registry),
      }) ?? inSubscriptionOfRegistry(registry, provider)),
    ],
  });
  registry.model[map] = all;
  return { checked, key };
}

/** A child of its own is made by the provider of its registry, unless it is given another one. */
function withProviderOf(
  { provider }: ParentRegistry,
  opts: pulumi.ComponentResourceOptions,
): pulumi.ComponentResourceOptions {
  return provider && !providerIn(opts) ? pulumi.mergeOptions(opts, { providers: [provider] }) : opts;
}

async function subscriptionOfRegistry({ id, provider }: ParentRegistry): Promise<string | undefined> {
  return (await subscriptionOfId(id)) ?? subscriptionOf(provider);
}

/** A child is made by the names of its registry and its resource group, in the subscription of whoever makes it. */
function inSubscriptionOfRegistry(
  { id, provider, model }: ParentRegistry,
  own: pulumi.ProviderResource | undefined,
): Surroundings[] {
  // What made the registry makes its children where it is.
  if (own === provider && model.elsewhere !== true) return [];
  return inSubscriptions([
    {
      path: ["registry"],
      belongs: id,
      what: "The registry",
      made: "the child",
      fix: (provider) => `Give the child, or the reference to its registry, the options { provider: ${provider} }.`,
    },
  ]);
}

function withoutRegistry<Properties extends object>({
  registry: _,
  ...properties
}: Properties & OfRegistry): Properties {
  // What is left are the properties of the child.
  return properties as object as Properties;
}

/** The shape of a child of its own. */
function aloneShape({
  shape,
  requiredAlone = [],
}: Pick<Kind<object, object, Made>, "shape" | "requiredAlone">): Options {
  return { ...shape, of: { ...shape.of, accept: open }, required: [...shape.required, ...requiredAlone] };
}

/** A child's key among its siblings: its name, unless one of them has it in the registry's own map. */
function freeKey(name: string, siblings: object): string {
  return Object.hasOwn(siblings, name) ? freeKey(`${name}'`, siblings) : name;
}
