import { getRegistryOutput } from "@pulumi/azure-native/containerregistry/getRegistry.js";
import { Registry } from "@pulumi/azure-native/containerregistry/registry.js";
import * as pulumi from "@pulumi/pulumi";
import { type ChildKind, parseResourceId } from "../model";
import { childSpelling } from "./spelling";
import { type Checked, checkConfiguration } from "./validation";

/**
 * The registry that a child belongs to, whether this program made it or somebody else did: what the child's arguments
 * need of it, and what is known of its configuration.
 */
export interface Owner {
  /** What texts call it: `Registry "images"`. */
  readonly subject: string;
  /** ARM id. */
  readonly id: pulumi.Input<string>;
  readonly registryName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  /** The home region. */
  readonly location: pulumi.Output<string>;
  /** The login server, for instance `images.azurecr.io`. */
  readonly loginServer: pulumi.Output<string>;
  /** The registry with its children so far, as a model whose leaves are inputs. Children add themselves. */
  readonly model: Record<string, unknown>;
  /** The replicas so far: the service takes one write to a registry at a time, and endpoints come after replicas. */
  readonly replicas: pulumi.Resource[];
}

/** A registry as a child's arguments name it: one of this library's, or the ARM id of any. */
export type RegistryInput = { readonly owner: Owner } | pulumi.Input<string>;

/** The owner behind a registry input. */
export function ownerOf(registry: RegistryInput, opts: pulumi.ComponentResourceOptions): Owner {
  if (typeof registry === "object" && "owner" in registry) return registry.owner;
  return ownerFromId(registry, opts.provider ? { provider: opts.provider } : {});
}

/** The owner that an ARM id names: all that is known of its configuration is its name. */
export function ownerFromId(id: pulumi.Input<string>, opts: pulumi.InvokeOptions): Owner {
  const plain = typeof id === "string" ? partsOfRegistryId(id) : undefined;
  const parts = plain ? pulumi.output(plain) : pulumi.output(id).apply(partsOfRegistryId);
  let found: ReturnType<typeof getRegistryOutput> | undefined;
  const lookUp = () => {
    found ??= getRegistryOutput({ registryName: parts.registryName, resourceGroupName: parts.resourceGroupName }, opts);
    return found;
  };
  return {
    subject: plain ? `Registry "${plain.registryName}"` : "Registry",
    id,
    registryName: parts.registryName,
    resourceGroupName: parts.resourceGroupName,
    get location() {
      return lookUp().location;
    },
    get loginServer() {
      return lookUp().loginServer;
    },
    model: { elsewhere: true, ...(plain ?? {}) },
    replicas: [],
  };
}

/** The owner that an ARM id names, read as a resource of the program: its properties are known to the rules. */
export function ownerFromRead(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): Owner {
  const read = Registry.get(name, id, opts);
  const { sku, location, publicNetworkAccess, networkRuleSet, dataEndpointEnabled, encryption, policies } = read;
  const known = { sku, location, publicNetworkAccess, networkRuleSet, dataEndpointEnabled, encryption, policies };
  return {
    subject: `Registry "${name}"`,
    id,
    registryName: read.name,
    resourceGroupName: pulumi.output(id).apply(partsOfRegistryId).resourceGroupName,
    replicas: [],
    location: read.location,
    loginServer: read.loginServer,
    model: { elsewhere: true, ...known },
  };
}

/** Checks a child against its registry for what the child itself brings about, then counts it among the children. */
export function checkChild(owner: Owner, kind: ChildKind, key: string, child: object): Checked {
  const siblings = owner.model[kind];
  const all = { ...(typeof siblings === "object" ? siblings : {}), [key]: child };
  const checked = checkConfiguration({
    subject: `${owner.subject}, ${kind}.${key}`,
    model: { ...owner.model, [kind]: all },
    without: { ...owner.model },
    spelling: childSpelling(kind, key, child),
  });
  owner.model[kind] = all;
  return checked;
}

function partsOfRegistryId(id: string): { registryName: string; resourceGroupName: string } {
  const parsed = parseResourceId(id);
  const registryName = parsed?.names[0];
  if (parsed?.type === "microsoft.containerregistry/registries" && registryName) {
    return { registryName, resourceGroupName: parsed.resourceGroupName };
  }
  const error = new pulumi.RunError(
    `"${id}" is not the ARM id of a registry: /subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/<name>.`,
  );
  // See ConfigurationError: a stack with lines of the SDK takes Node 20 up to 40 s to print.
  error.stack = undefined;
  throw error;
}
