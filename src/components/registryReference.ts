import * as pulumi from "@pulumi/pulumi";
import { type ImageArgs, imageReference } from "./images";
import { type Owner, ownerFromId, ownerFromRead } from "./parentRegistry";
import { PrivateEndpoint, type PrivateEndpointProperties } from "./privateEndpoint";
import { Replication, type ReplicationProperties } from "./replication";
import { Task, type TaskProperties } from "./task";

/** What one can do with a registry, whoever made it. */
export interface RegistryHandle {
  /** The registry as its children see it. For this library's components. */
  readonly owner: Owner;
  /** ARM id. */
  readonly id: pulumi.Output<string>;
  /** The registry's name in Azure. */
  readonly name: pulumi.Output<string>;
  /** The resource group. */
  readonly resourceGroupName: pulumi.Output<string>;
  /** The home region. */
  readonly location: pulumi.Output<string>;
  /** Where clients log in, for instance `images.azurecr.io`; with a domain name label it carries a hash. */
  readonly loginServer: pulumi.Output<string>;
  /** The whole name of an image in the registry, by tag or by digest. */
  imageReference(image: ImageArgs): pulumi.Output<string>;
  /** Adds a replica in a region. Premium. */
  addReplication(name: string, args: AddReplicationArgs, opts?: pulumi.ComponentResourceOptions): Replication;
  /** Adds a private endpoint. Premium. */
  addPrivateEndpoint(
    name: string,
    args: PrivateEndpointProperties,
    opts?: pulumi.ComponentResourceOptions,
  ): PrivateEndpoint;
  /** Adds a task. */
  addTask(name: string, args: TaskProperties, opts?: pulumi.ComponentResourceOptions): Task;
}

/** A replica that is added to a registry: its region is no map key, so it has to be said. */
export interface AddReplicationArgs extends ReplicationProperties {
  /** The region. Required here. A change replaces the replica. Errors: REP-02 to REP-05, REP-13. */
  location: pulumi.Input<string>;
}

/** A registry that somebody else made: by another stack, another tool, or by hand. It is only read. */
export class RegistryReference implements RegistryHandle {
  /** ARM id. */
  readonly id: pulumi.Output<string>;
  /** The registry's name in Azure. */
  readonly name: pulumi.Output<string>;
  /** The resource group's name. */
  readonly resourceGroupName: pulumi.Output<string>;

  private constructor(
    /** The registry as its children see it. For this library's components. */
    readonly owner: Owner,
  ) {
    this.id = pulumi.output(owner.id);
    this.name = pulumi.output(owner.registryName);
    this.resourceGroupName = pulumi.output(owner.resourceGroupName);
  }

  /**
   * The registry with an ARM id, which may be an output, for instance of a stack reference. What the id does not say
   * (login server, region) is looked up when it is asked for. Text that is no registry's id throws a `RunError`.
   */
  static fromId(id: pulumi.Input<string>, opts: pulumi.InvokeOptions = {}): RegistryReference {
    return new RegistryReference(ownerFromId(id, opts));
  }

  /**
   * The registry with an ARM id, read into the program under a name: its tier and properties are then known to whatever
   * is added to it. The id may be an output.
   */
  static get(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): RegistryReference {
    return new RegistryReference(ownerFromRead(name, id, opts));
  }

  /** The home region; looked up when it is asked for. */
  get location(): pulumi.Output<string> {
    return this.owner.location;
  }

  /** Where clients log in; looked up when it is asked for. */
  get loginServer(): pulumi.Output<string> {
    return this.owner.loginServer;
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

  /** Adds a task, in the registry's region. */
  addTask(name: string, args: TaskProperties, opts?: pulumi.ComponentResourceOptions): Task {
    return new Task(name, { ...args, registry: this }, opts);
  }
}
