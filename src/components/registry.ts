import type { Replication as ReplicationResource } from "@pulumi/azure-native/containerregistry/replication.js";
import type { Task as TaskResource } from "@pulumi/azure-native/containerregistry/task.js";
import type { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { PrivateEndpoint as PrivateEndpointResource } from "@pulumi/azure-native/network/privateEndpoint.js";
import * as pulumi from "@pulumi/pulumi";
import { createRegistryResource, type RegistryResource, type RegistryResourceArgs } from "../azure/registryResource";
import { normaliseRegion } from "../model";
import { adoption } from "./adoption";
import { componentInputs, ignoredChanges, refuseBadChanges } from "./checks/changes";
import { misplaced } from "./checks/options";
import { spellingOf } from "./checks/spelling";
import { after, behind, checkConfiguration } from "./checks/validation";
import { createKeyAccess, encryptionModel } from "./encryption";
import { type ImageArgs, imageReference } from "./images";
import { isGiven, isPlainObject, mapValues, objectsByName, onlySet } from "./inputs";
import type { Owner } from "./parentRegistry";
import { createPrivateDns, misnamedNetworks } from "./privateDns";
import {
  createPrivateEndpoint,
  PrivateEndpoint,
  type PrivateEndpointProperties,
  privateEndpointModel,
} from "./privateEndpoint";
import { type PremiumRegistryArgs, type RegistryArgs, registryShape } from "./registryArgs";
import { formerNames, registryComponent, resourceName } from "./registryName";
import type { AddReplicationArgs, RegistryHandle } from "./registryReference";
import { createReplication, Replication, replicationPart } from "./replication";
import { createTask, named, Task, type TaskProperties, taskPart } from "./task";
import { transformed } from "./transform";

/**
 * A registry with what belongs to it: replicas, private endpoints with their DNS, a customer-managed key with identity
 * and grant, tasks. Everything that is wrong with it is said at once, before anything is created: plain values throw
 * {@link ConfigurationError} in the constructor; outputs stop the registry, and whatever hangs on it, when they
 * resolve.
 */
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
  /** The azure-native replications of the arguments, by their keys. */
  declare readonly replications: Readonly<Record<string, ReplicationResource>>;
  /** The azure-native private endpoints of the arguments, by their keys. */
  declare readonly privateEndpoints: Readonly<Record<string, PrivateEndpointResource>>;
  /** The azure-native tasks of the arguments, by their keys. */
  declare readonly tasks: Readonly<Record<string, TaskResource>>;
  /** The identity that reads the key, when `encryption` made one. */
  declare readonly keyIdentity: UserAssignedIdentity | undefined;
  /** The registry as its children see it. For this library's components. */
  declare readonly owner: Owner;

  constructor(name: string, args: RegistryArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const all: AnyTier = args ?? {};
    const replications = objectsByName(all.replications);
    const privateEndpoints = objectsByName(all.privateEndpoints);
    const tasks = objectsByName(all.tasks);
    const encryption = typeof all.encryption === "object" ? (all.encryption ?? undefined) : undefined;
    const parts = {
      replications: mapValues(replications, (replication, key) => replicationPart(key, replication)),
      tasks: mapValues(tasks, taskPart),
    };
    // JavaScript may still pass azure-native's { name }: refused as a word, and read for everything else that is wrong.
    const sku: unknown = all.sku;
    const model: Record<string, unknown> = {
      ...onlySet(registryPart(all)),
      ...(isPlainObject(sku) ? { sku } : {}),
      ...encryptionModel(encryption, all),
      ...parts,
      privateEndpoints: mapValues(privateEndpoints, privateEndpointModel),
    };
    const judged = { ...model, tasks: mapValues(parts.tasks, (part, key) => named(`${name}-${key}`, part)) };
    const dns = Object.entries(privateEndpoints).flatMap(([endpoint, { privateDns }]) =>
      isPlainObject(privateDns) ? [{ endpoint, dns: privateDns }] : [],
    );
    const checked = checkConfiguration({
      subject: `Registry "${name}"`,
      model: onlySet(judged),
      spelling: spellingOf(judged, encryption),
      args: { ...all },
      misplaced: (written) => [...misplaced(registryShape, written), ...misnamedNetworks(dns, written)],
    });
    const { own, adopted } = adoption(name, "containerregistry:Registry", opts);
    const remembered = componentInputs(model);
    super(registryComponent, name, remembered, {
      ...pulumi.mergeOptions(own, refuseBadChanges()),
      ...ignoredChanges(opts, remembered),
    });
    const gate = checked.finish(this);

    const keyAccess = createKeyAccess(name, encryption, all, this, gate);
    const registryOpts: pulumi.CustomResourceOptions = {
      ...adopted,
      aliases: [...(adopted.aliases ?? []), ...formerNames(name, own)],
      parent: this,
      dependsOn: after(gate, keyAccess.grants),
    };
    const registryArgs = onlySet({
      ...registryPart(all),
      encryption: keyAccess.encryption,
      identity: keyAccess.identity,
    });
    const resource = createRegistryResource(
      resourceName(name, isGiven(all.registryName)),
      transformed(all.transform, registryArgs, registryOpts, name),
      registryOpts,
    );
    const owner: Owner = {
      subject: `Registry "${name}"`,
      id: resource.id,
      registryName: resource.name,
      resourceGroupName: pulumi.output(all.resourceGroupName),
      location: resource.location,
      loginServer: resource.loginServer,
      model: judged,
      replicas: [],
      dns: { links: [] },
    };

    const child = { parent: this };
    this.replications = mapValues(parts.replications, (part, key) =>
      createReplication(`${name}-${key}`, owner, part, replications[key]?.transform, child, gate),
    );
    const zone = createPrivateDns(name, owner, dns, this, gate);
    this.privateEndpoints = mapValues(privateEndpoints, (endpoint, key) =>
      createPrivateEndpoint(`${name}-${key}`, owner, endpoint, zone, child, gate),
    );
    this.tasks = mapValues(parts.tasks, (part, key) =>
      createTask(`${name}-${key}`, owner, part, tasks[key]?.transform, child, gate),
    );

    this.owner = owner;
    this.resource = resource;
    this.keyIdentity = keyAccess.keyIdentity;
    this.id = behind(gate, resource.id);
    this.name = behind(gate, resource.name);
    this.resourceGroupName = behind(gate, pulumi.output(all.resourceGroupName));
    this.location = behind(gate, resource.location);
    this.loginServer = behind(gate, resource.loginServer);
    this.principalId = behind(gate, resource.identity).apply((identity) => identity?.principalId);
    this.registerOutputs({ id: this.id, name: this.name, loginServer: this.loginServer });
  }

  /**
   * Host names of the dedicated data endpoints, one for the home region and for each replica that the program adds; empty
   * unless `dataEndpointEnabled`. For firewalls that name what clients may reach.
   */
  get dataEndpointHostNames(): pulumi.Output<string[]> {
    // The name is behind the check of outputs, and known only once the program has added its replicas.
    return this.name.apply(() => dataEndpoints(this.resource, this.owner.replicas));
  }

  /** The whole name of an image in the registry, by tag or by digest. */
  imageReference(image: ImageArgs): pulumi.Output<string> {
    return imageReference(this.loginServer, image);
  }

  /** Adds a replica in a region. Premium. */
  addReplication(name: string, args: AddReplicationArgs, opts?: pulumi.ComponentResourceOptions): Replication {
    return new Replication(name, { ...args, registry: this }, opts);
  }

  /** Adds a private endpoint. Premium. */
  addPrivateEndpoint(
    name: string,
    args: PrivateEndpointProperties,
    opts?: pulumi.ComponentResourceOptions,
  ): PrivateEndpoint {
    return new PrivateEndpoint(name, { ...args, registry: this }, opts);
  }

  /** Adds a task. */
  addTask(name: string, args: TaskProperties, opts?: pulumi.ComponentResourceOptions): Task {
    return new Task(name, { ...args, registry: this }, opts);
  }
}

/** The options of every tier: what JavaScript may pass, and what the constructor reads. */
type AnyTier = Omit<PremiumRegistryArgs, "sku"> & Pick<RegistryArgs, "sku">;

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
