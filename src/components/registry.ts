import type { Replication as ReplicationResource } from "@pulumi/azure-native/containerregistry/replication.js";
import type { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import * as pulumi from "@pulumi/pulumi";
import { createRegistryResource, type RegistryResource, type RegistryResourceArgs } from "../azure/registryResource";
import { normaliseRegion } from "../model";
import { formatPath } from "../rules";
import { adoption, type ComponentOptions } from "./adoption";
import { componentInputs, ignoredChanges, type Watch, watchChanges } from "./checks/changes";
import { type Judgement, judgementOf } from "./checks/judgement";
import { misjudged } from "./checks/misjudged";
import { requireName } from "./checks/names";
import { withoutNulls } from "./checks/nulls";
import { misplaced } from "./checks/options";
import { type PlainTransform, spellingOf } from "./checks/spelling";
import { inSubscriptions, providerIn, providerOf, subscriptionOf } from "./checks/subscriptions";
import { after, behind, both, checkConfiguration, type Gate, type Surroundings } from "./checks/validation";
import {
  type Draft,
  draftOf,
  type Kind,
  type Made,
  makeChildren,
  readChildren,
  transformsIn,
  withoutDefaultNames,
  withoutOpts,
} from "./child";
import { type ChildArgs, type ChildResources, dictionary, kinds } from "./children";
import {
  createKeyAccess,
  type EncryptedRegistry,
  type EncryptionArgs,
  encryptionModel,
  type KeyAccess,
  placesOfKey,
} from "./encryption";
import { identityArgs } from "./identity";
import { type ImageArgs, imageReference } from "./images";
import { isGiven, isPlainObject, mapValues, onlySet } from "./inputs";
import { becomeParent, type ParentRegistry, type RegistryDns, type RegistryHandle } from "./parentRegistry";
import { strangeReferences } from "./references";
import { type PremiumRegistryArgs, type RegistryArgs, registryShape } from "./registryArgs";
import { formerNames, registryComponent, resourceName } from "./registryName";
import { misaccepted, pinned } from "./replacement";
import { partialOf, transformed } from "./transform";

// The maps of children are those of the table of kinds: a new kind is a row there and nothing here.
export interface Registry extends ChildResources {}

/**
 * A registry with what belongs to it: replicas, private endpoints with their DNS, a customer-managed key with identity
 * and grant, tasks. Everything that is wrong with it is said at once, before anything is created: plain values throw
 * {@link ConfigurationError} in the constructor; outputs stop the registry, and whatever hangs on it, when they
 * resolve.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const registry = new acr.Registry("images", {
 *   resourceGroupName: "images",
 *   sku: "Premium",
 *   replications: { northeurope: {} },
 *   policies: { retentionPolicy: { status: "enabled", days: 30 } },
 * });
 *
 * export const image = registry.imageReference({ repository: "web", tag: "v1" });
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every map of the table.
export class Registry extends pulumi.ComponentResource implements RegistryHandle {
  /** ARM id. */
  declare readonly id: pulumi.Output<string>;
  /** The registry's name in Azure. */
  declare readonly name: pulumi.Output<string>;
  /** The resource group's name. */
  declare readonly resourceGroupName: pulumi.Output<string>;
  /** The home region. */
  declare readonly location: pulumi.Output<string>;
  /** Where clients log in, for instance `images.azurecr.io`; with a domain name label it carries a hash. */
  declare readonly loginServer: pulumi.Output<string>;
  /** Principal id of the system-assigned identity; undefined without one. */
  declare readonly principalId: pulumi.Output<string | undefined>;
  /** The azure-native registry, with all its outputs, whatever API version it is in. */
  declare readonly resource: RegistryResource;
  /** The identity that reads the key, when `encryption` made one. */
  declare readonly keyIdentity: UserAssignedIdentity | undefined;
  readonly #replicas: readonly ReplicationResource[];
  readonly #dns: RegistryDns;

  constructor(name: string, args: RegistryArgs, opts: ComponentOptions = {}) {
    requireName("Registry", name);
    const draft = draftOfRegistry(name, args);
    const checked = checkConfiguration({
      subject: draft.subject,
      model: draft.model,
      spelling: spellingOf(draft.model, draft.encryption, dictionary, draft.transforms),
      args: draft.written,
      misplaced: (written, before) => [
        ...misplaced(registryShape, written, before),
        ...misaccepted(written),
        ...misjudged(written),
        ...Object.entries<Kind<object, object, Made>>(kinds).flatMap(([map, { references }]) =>
          Object.entries(draft.children[map]?.properties ?? {}).flatMap(([key, properties]) =>
            strangeReferences(references, [map, key], properties, (other, sibling) =>
              Object.hasOwn(draft.children[other]?.properties ?? {}, sibling),
            ),
          ),
        ),
      ],
      judgement: draft.judgement,
      surroundings: surroundingsOf(name, draft, providerIn(opts)),
    });
    const { own, adopted, formerParents } = adoption(name, "containerregistry:Registry", opts);
    const remembered = componentInputs({
      ...draft.model,
      ...mapValues(draft.children, withoutDefaultNames),
    });
    const watch = watchChanges({
      name,
      remembered,
      accepted: draft.args.acceptReplacement,
      judgement: draft.judgement,
    });
    super(registryComponent, name, remembered, {
      ...pulumi.mergeOptions(own, watch.component),
      ...ignoredChanges(opts, remembered),
    });
    const valid = checked.finish(this);

    const keyAccess = createKeyAccess(name, draft.encryption, encrypted(draft.args), this, valid);
    const made = createRegistry(name, draft, keyAccess, { ...adopted, parent: this }, own, watch, valid);
    const { resource, gate } = made;
    const resourceGroupName = pulumi.output(draft.args.resourceGroupName);
    const registry: ParentRegistry = {
      subject: draft.subject,
      id: resource.id,
      registryName: resource.name,
      resourceGroupName,
      location: resource.location,
      loginServer: resource.loginServer,
      model: draft.model,
      judgement: draft.judgement,
      provider: providerOf(this),
      replicas: [],
      endpoints: [],
      siblings: new Map(),
      dns: draft.dns,
    };
    becomeParent(this, registry);
    this.#replicas = registry.replicas;
    this.#dns = registry.dns;

    for (const [map, kind] of Object.entries<Kind<object, object, Made>>(kinds)) {
      const place = { parent: this, formerParents };
      const made = makeChildren(kind, name, draft.children[map] ?? noChildren, registry, place, gate);
      Object.assign(this, { [map]: mapValues(made, (child) => child.resource) });
    }

    this.resource = resource;
    this.keyIdentity = keyAccess.keyIdentity;
    this.id = behind(gate, resource.id);
    this.name = behind(gate, resource.name);
    this.resourceGroupName = behind(gate, resourceGroupName);
    this.location = behind(gate, resource.location);
    this.loginServer = behind(gate, resource.loginServer);
    this.principalId = behind(gate, resource.identity).apply((identity) => identity?.principalId);
    this.registerOutputs({ id: this.id, name: this.name, location: this.location, loginServer: this.loginServer });
  }

  /**
   * Host names of the dedicated data endpoints, one for the home region and for each replica that the program adds;
   * empty unless `dataEndpointEnabled`. For firewalls that name what clients may reach.
   */
  get dataEndpointHostNames(): pulumi.Output<string[]> {
    // The name is behind the check of outputs, and known only once the program has added its replicas.
    return this.name.apply(() => dataEndpoints(this.resource, this.#replicas));
  }

  /** The private DNS zone that was made for its endpoints; `undefined` where they have a zone of their own, or no DNS. */
  get privateDnsZone(): PrivateZone | undefined {
    return this.#dns.shared?.zone;
  }

  /** The whole name of an image in the registry, by tag or by digest. */
  imageReference(image: ImageArgs): pulumi.Output<string> {
    return imageReference(this.loginServer, image);
  }
}

/** The options of every tier: what JavaScript may pass, and what the constructor reads. */
type AnyTier = Omit<PremiumRegistryArgs, "sku"> & Pick<RegistryArgs, "sku">;

/** A registry that is about to be checked and made. */
interface RegistryDraft {
  /** What texts call it. */
  readonly subject: string;
  readonly args: AnyTier;
  /** The arguments as they are judged: without the options of children's resources, which may wait for the registry. */
  readonly written: object;
  readonly encryption: EncryptionArgs | undefined;
  /** The private DNS of its endpoints. */
  readonly dns: RegistryDns;
  readonly children: Readonly<Record<string, Draft<object>>>;
  readonly transforms: readonly PlainTransform[];
  /** How findings are taken. */
  readonly judgement: Judgement;
  /** The registry with its children as the rules see it: plain data whose leaves are inputs. */
  readonly model: Record<string, unknown>;
}

const noChildren: Draft<object> = { properties: {}, parts: {}, judged: {}, opts: {} };

function draftOfRegistry(name: string, given: RegistryArgs): RegistryDraft {
  const args: AnyTier = withoutNulls(registryShape, readArgs(given ?? {}));
  const encryption = typeof args.encryption === "object" ? (args.encryption ?? undefined) : undefined;
  // JavaScript may still pass azure-native's { name }: refused as a word, and read for everything else that is wrong.
  const sku: unknown = args.sku;
  const maps: ChildArgs = args;
  const children = mapValues<keyof typeof kinds, Kind<object, object, Made>, Draft<object>>(kinds, (kind, map) =>
    draftOf(kind, name, maps[map]),
  );
  const model = onlySet({
    ...registryPart(args),
    ...(isPlainObject(sku) ? { sku } : {}),
    ...encryptionModel(encryption, encrypted(args)),
    ...mapValues(children, ({ judged }) => judged),
    ...partialOf(args.transform),
  });
  const transforms = [
    { at: [], partial: partialOf(args.transform) },
    ...Object.entries(children).flatMap(([map, draft]) => transformsIn(map, draft)),
  ];
  return {
    subject: `Registry "${name}"`,
    args,
    written: { ...args, ...onlySet(mapValues(kinds, (_, map) => withoutOptsOfAll(maps[map]))) },
    encryption,
    dns: { links: [] },
    children,
    transforms,
    judgement: judgementOf(args),
    model,
  };
}

/** Arguments with their children as they are read. */
function readArgs(args: AnyTier): AnyTier {
  const maps: ChildArgs = args;
  const children = Object.entries<Kind<object, object, Made>>(kinds).flatMap(([map, kind]) => {
    const given: Readonly<Record<string, object>> | undefined = maps[map as keyof typeof kinds];
    const read = readChildren(kind, given);
    return read === given ? [] : [[map, read]];
  });
  return { ...args, ...Object.fromEntries(children) };
}

/** What a registry may clash with outside of its configuration. */
function surroundingsOf(
  name: string,
  { subject, args, encryption, dns, children }: RegistryDraft,
  provider: pulumi.ProviderResource | undefined,
): Surroundings[] {
  const registry = {
    subject,
    family: name,
    resourceGroupName: args.resourceGroupName,
    dns,
    provider,
    subscription: (resource: pulumi.Resource) => subscriptionOf(providerOf(resource)),
  };
  const ofChildren = Object.entries<Kind<object, object, Made>>(kinds).flatMap(([map, kind]) => {
    const properties = Object.entries(children[map]?.properties ?? {}).map(([key, item]) => ({
      key,
      properties: item,
    }));
    return properties.length ? (kind.surroundings?.({ ...registry, properties }) ?? []) : [];
  });
  return [...ofChildren, ...inSubscriptions(placesOfKey(encryption))];
}

/** What an encryption needs of a registry's arguments. */
function encrypted({ resourceGroupName, location, identity }: AnyTier): EncryptedRegistry {
  const own = identityArgs(identity);
  return { resourceGroupName, ...onlySet({ location }), ...(own === undefined ? {} : { identity: own }) };
}

function withoutOptsOfAll(map: unknown): unknown {
  if (!isPlainObject(map)) return map;
  return mapValues<string, unknown, unknown>({ ...map }, (child) =>
    isPlainObject(child) ? withoutOpts(child) : child,
  );
}

/** Makes the azure-native registry, after the grant on its key. It opens the gate of everything that comes after it. */
function createRegistry(
  name: string,
  draft: RegistryDraft,
  { encryption, identity, grants }: KeyAccess,
  adopted: pulumi.CustomResourceOptions,
  own: pulumi.ComponentResourceOptions,
  watch: Watch,
  gate: Gate,
): { readonly resource: RegistryResource; readonly gate: Gate } {
  const opts: pulumi.CustomResourceOptions = {
    ...adopted,
    aliases: [...(adopted.aliases ?? []), ...formerNames(name, own)],
    dependsOn: after(gate, grants),
  };
  const { args } = draft;
  const { transform } = args;
  const sent = transformed(transform, onlySet({ ...registryPart(args), encryption, identity }), opts, name);
  const judged = typeof transform === "function" ? judgeTransformed(draft, sent, opts) : undefined;
  const resource = createRegistryResource(
    resourceName(name, isGiven(args.registryName)),
    sent,
    pulumi.mergeOptions(judged ? pulumi.mergeOptions(opts, { dependsOn: after(judged, []) }) : opts, {
      ...watch.registry,
      ignoreChanges: pinned(sent, args.acceptReplacement),
    }),
  );
  const { ignoreChanges: ignored } = opts;
  return { resource, gate: both(both(gate, judged), watch.stays({ name, resource, sent, ignored })) };
}

/** Checks what a function made of the registry's arguments: before it was called, nobody knew. */
function judgeTransformed(
  { subject, model, judgement }: RegistryDraft,
  sent: RegistryResourceArgs,
  { parent }: pulumi.CustomResourceOptions,
): Gate {
  const before = { ...model };
  Object.assign(model, sent);
  const checked = checkConfiguration({
    subject: `${subject} after its transform`,
    model,
    without: before,
    spelling: formatPath,
    args: {},
    misplaced: () => [],
    judgement,
  });
  return parent && checked.finish(parent);
}

/** The registry's own arguments: what the azure-native resource is sent, and its part of the model. */
function registryPart(args: AnyTier): RegistryResourceArgs {
  return {
    resourceGroupName: args.resourceGroupName,
    registryName: args.registryName,
    location: args.location,
    sku: { name: args.sku },
    tags: args.tags,
    adminUserEnabled: args.adminUserEnabled,
    anonymousPullEnabled: args.anonymousPullEnabled,
    autoGeneratedDomainNameLabelScope: args.autoGeneratedDomainNameLabelScope,
    dataEndpointEnabled: args.dataEndpointEnabled,
    endpointProtocol: args.endpointProtocol,
    metadataSearch: args.metadataSearch,
    networkRuleBypassAllowedForTasks: args.networkRuleBypassAllowedForTasks,
    networkRuleBypassOptions: args.networkRuleBypassOptions,
    networkRuleSet: args.networkRuleSet,
    policies: args.policies,
    publicNetworkAccess: args.publicNetworkAccess,
    regionalEndpoints: args.regionalEndpoints,
    roleAssignmentMode: args.roleAssignmentMode,
    writableCacheRepos: args.writableCacheRepos,
    zoneRedundancy: args.zoneRedundancy,
  };
}

// The registry shows only the endpoints that it had when it was written last: replicas come after it.
function dataEndpoints(
  { dataEndpointHostNames, location }: RegistryResource,
  replications: readonly ReplicationResource[],
): pulumi.Output<string[]> {
  const regions = pulumi.all(replications.map((replication) => replication.location));
  return pulumi.all([dataEndpointHostNames, location, regions]).apply(([names = [], home, others]) => {
    const [first] = names;
    if (first === undefined) return [];
    const ofReplicas = others.map((region) =>
      first.replace(`.${normaliseRegion(home)}.data.`, `.${normaliseRegion(region)}.data.`),
    );
    return [...new Set([...names, ...ofReplicas])].sort();
  });
}
