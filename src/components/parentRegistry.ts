import { type GetRegistryResult, getRegistry } from "@pulumi/azure-native/containerregistry/getRegistry.js";
import { Registry } from "@pulumi/azure-native/containerregistry/registry.js";
import type { Replication } from "@pulumi/azure-native/containerregistry/replication.js";
import type { PrivateEndpoint } from "@pulumi/azure-native/network/privateEndpoint.js";
import type { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import * as pulumi from "@pulumi/pulumi";
import { parseResourceId, sameId } from "../model";
import { kindOf } from "../rules/shapeFindings";
import { wrongId } from "../rules/writing/resourceIds";
import { type Judgement, plainJudgement } from "./checks/judgement";
import { providerIn, providerOf, subscriptionOf } from "./checks/subscriptions";
import type { ImageArgs } from "./images";
import { isDeferred, onlySet } from "./inputs";
import { refusal } from "./refusal";
import { WholeResource } from "./wholeResource";

/** A network that is linked to a zone; without `zoneId` to the one that is made. */
interface LinkedNetwork {
  readonly name: string;
  readonly id: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string> | undefined;
}

/** A zone that was made. */
interface SharedZone {
  readonly zone: PrivateZone;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly provider?: pulumi.ProviderResource;
}

/** What has been made so far for the endpoints of a registry. */
export interface RegistryDns {
  /** The zone that endpoints without a zone of their own share, its resource group, and who makes its links. */
  shared?: SharedZone | undefined;
  /** The networks that are linked to a zone. */
  readonly links: LinkedNetwork[];
}

/** A registry, whoever made it: a {@link Registry} of this program, or a {@link RegistryReference} to any other. */
export interface RegistryHandle {
  /** ARM id. */
  readonly id: pulumi.Output<string>;
  /** The registry's name in Azure. */
  readonly name: pulumi.Output<string>;
  /** The resource group's name. */
  readonly resourceGroupName: pulumi.Output<string>;
  /** The home region. */
  readonly location: pulumi.Output<string>;
  /** Where clients log in, for instance `images.azurecr.io`; with a domain name label it carries a hash. */
  readonly loginServer: pulumi.Output<string>;
  /** The whole name of an image in the registry, by tag or by digest. */
  imageReference(image: ImageArgs): pulumi.Output<string>;
}

/**
 * The registry that a child belongs to, whether this program made it or somebody else did: what the child's arguments
 * need of it, and what is known of its configuration.
 */
export interface ParentRegistry {
  /** What texts call it: `Registry "images"`. */
  readonly subject: string;
  /** ARM id. */
  readonly id: pulumi.Input<string>;
  /** The registry's name in Azure. */
  readonly registryName: pulumi.Input<string>;
  /** The resource group's name. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The home region. */
  readonly location: pulumi.Output<string>;
  /** The login server, for instance `images.azurecr.io`. */
  readonly loginServer: pulumi.Output<string>;
  /** The registry with its children so far, as a model whose leaves are inputs. Children add themselves. */
  readonly model: Record<string, unknown>;
  /** How findings on its children are taken. */
  readonly judgement: Judgement;
  /** The azure-native provider that it was made with, and that its children get. None for the default one. */
  readonly provider: pulumi.ProviderResource | undefined;
  /** The replicas so far: the service takes one write to a registry at a time, and endpoints come after replicas. */
  readonly replicas: Replication[];
  /** The private endpoints so far: one after another as well. */
  readonly endpoints: PrivateEndpoint[];
  /** The children that were made so far, by map and key: others may name them. */
  readonly siblings: Map<
    string,
    { readonly resource: pulumi.CustomResource; readonly ready?: readonly pulumi.Resource[] }
  >;
  /** The private DNS so far: endpoints without a zone of their own share one. */
  readonly dns: RegistryDns;
}

/** A registry as a child's arguments name it: one of this library's, or the ARM id of any. */
export type RegistryOrId = RegistryHandle | pulumi.Input<string>;

// A registry of another copy of this package in the program is known by the same mark.
const mark = Symbol.for("pulumi-acr.parentRegistry");

/** Tells the children of a registry what they need of it. The mark is not enumerable, so that nobody prints it. */
export function becomeParent(handle: RegistryHandle, registry: ParentRegistry): void {
  Object.defineProperty(handle, mark, { value: registry });
}

/** The parent registry behind a registry input. */
export function parentRegistryOf(registry: RegistryOrId, opts: pulumi.ComponentResourceOptions): ParentRegistry {
  if (typeof registry === "object" && registry !== null && mark in registry) {
    // Only becomeParent sets the mark.
    return registry[mark] as ParentRegistry;
  }
  // A look-up has no children's inheritance: it is told the provider that a child would get.
  return referenceTo(registry as pulumi.Input<string>, onlySet({ parent: opts.parent, provider: providerIn(opts) }));
}

// TypeScript refuses a whole resource; JavaScript gets to know what to write in its place.
function refuseResource(id: unknown): void {
  if (!pulumi.Resource.isInstance(id)) return;
  const { label, variable } = WholeResource.of(id);
  throw refusal(`You gave the resource ${label} as a whole, and not its id. Write ${variable}.id.`);
}

/** The registry that an ARM id names. What the id does not say is looked up. */
export function referenceTo(id: pulumi.Input<string>, opts: pulumi.InvokeOptions): ParentRegistry {
  refuseResource(id);
  const plain = isDeferred(id) ? undefined : partsOfRegistryId(id);
  const parts = plain ? pulumi.output(plain) : pulumi.output(id).apply(partsOfRegistryId);
  const provider = opts.provider ?? providerOf(opts.parent);
  let found: pulumi.Output<LookedUp> | undefined;
  const lookUp = () => {
    found ??= parts.apply(async ({ subscriptionId, ...of }) => {
      const here = await subscriptionOf(provider);
      if (here && !sameId(here, subscriptionId)) return notFound(lookedUpElsewhere(subscriptionId, here));
      return getRegistry(of, opts).then(asFound, notFound);
    });
    return found;
  };
  // An output that turns out to be no id fails the check of whatever is made against it.
  const model: Record<string, unknown> = {
    elsewhere: true,
    registryName: plain ? plain.registryName : parts.registryName,
    resourceGroupName: plain ? plain.resourceGroupName : parts.resourceGroupName,
  };
  for (const property of judgedProperties) {
    const get = () => lookUp().apply(({ registry }) => registry?.[property]);
    Object.defineProperty(model, property, { enumerable: true, get });
  }
  return {
    subject: plain ? `Registry "${plain.registryName}"` : "Registry",
    id,
    registryName: parts.registryName,
    resourceGroupName: parts.resourceGroupName,
    get location() {
      return lookUp().apply((answer) => required(answer).location);
    },
    get loginServer() {
      return lookUp().apply((answer) => required(answer).loginServer);
    },
    model,
    judgement: plainJudgement,
    provider,
    replicas: [],
    endpoints: [],
    siblings: new Map(),
    dns: { links: [] },
  };
}

/** What a look-up found, or why it found nothing: then nothing is known of the registry, which is enough for some children. */
interface LookedUp {
  readonly registry?: GetRegistryResult;
  readonly error?: unknown;
}

function asFound(registry: GetRegistryResult): LookedUp {
  return { registry };
}

function notFound(error: unknown): LookedUp {
  return { error };
}

function lookedUpElsewhere(there: string, here: string): Error {
  return new Error(
    `The registry is in subscription ${there}, and it would be looked up in ${here}, the subscription of the provider. Give the reference that provider: acr.RegistryReference.fromId(id, { provider: new azure.Provider("there", { subscriptionId: "${there}" }) }).`,
  );
}

function required({ registry, error }: LookedUp): GetRegistryResult {
  if (registry) return registry;
  throw refusal(error instanceof Error ? error.message : String(error));
}

/** What is judged of a registry that was made elsewhere. */
const judgedProperties = [
  "sku",
  "location",
  "publicNetworkAccess",
  "networkRuleSet",
  "dataEndpointEnabled",
  "encryption",
  "policies",
] as const;

/** The registry that an ARM id names, read as a resource of the program: its properties are known to the rules. */
export function readRegistry(
  name: string,
  id: pulumi.Input<string>,
  opts?: pulumi.CustomResourceOptions,
): ParentRegistry {
  const read = Registry.get(name, id, opts);
  return {
    subject: `Registry "${name}"`,
    id,
    registryName: read.name,
    resourceGroupName: pulumi.output(id).apply(partsOfRegistryId).resourceGroupName,
    judgement: plainJudgement,
    provider: providerIn(opts ?? {}),
    replicas: [],
    endpoints: [],
    siblings: new Map(),
    dns: { links: [] },
    location: read.location,
    loginServer: read.loginServer,
    model: { elsewhere: true, ...Object.fromEntries(judgedProperties.map((name) => [name, read[name]])) },
  };
}

interface RegistryParts {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly registryName: string;
}

function partsOfRegistryId(id: string): RegistryParts {
  const parsed = typeof id === "string" ? parseResourceId(id) : undefined;
  const registryName = parsed?.names[0];
  if (parsed?.type === "microsoft.containerregistry/registries" && registryName) {
    return { registryName, resourceGroupName: parsed.resourceGroupName, subscriptionId: parsed.subscriptionId };
  }
  const given = typeof id === "object" && id !== null ? kindOf(id) : (JSON.stringify(id) ?? "undefined");
  const wrong = wrongId("registry", typeof id === "string" ? id : "");
  throw refusal(`${given} ${wrong?.is}. ${wrong?.fix}`);
}
