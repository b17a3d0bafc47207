import {
  Replication as ReplicationResource,
  type ReplicationArgs as ReplicationResourceArgs,
} from "@pulumi/azure-native/containerregistry/replication.js";
import * as pulumi from "@pulumi/pulumi";
import { normaliseRegion } from "../model";
import { replication as replicationSchema } from "../model/resources";
import { adoption } from "./adoption";
import { open, options } from "./checks/shape";
import { after, behind, type Gate } from "./checks/validation";
import { onlySet, orElse } from "./inputs";
import { checkChild, type Owner, ownerOf, type RegistryInput } from "./parentRegistry";
import { type Transform, transformed } from "./transform";

/**
 * A geo-replication, as it stands in `replications` under the name of its region. Premium. "Errors" names the rules
 * that look at an option; docs/rules has a page for each, with its source.
 */
export interface ReplicationProperties {
  /**
   * The region. Default: the key in `replications`. A change replaces the replica. Errors: REP-02 to REP-05, REP-13.
   */
  location?: pulumi.Input<string | undefined>;
  /**
   * The replica's name: 5 to 50 letters and digits. Default: the region's name. A change replaces it. Errors: NAME-05.
   */
  replicationName?: pulumi.Input<string | undefined>;
  /**
   * Whether the global endpoint sends clients to this replica; data is copied either way. Default: true. Errors:
   * REP-07.
   */
  regionEndpointEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * `Enabled` or `Disabled`. A leftover: replicas are spread over zones by themselves. Default: leave it out. Errors:
   * REP-08.
   */
  zoneRedundancy?: pulumi.Input<string | undefined>;
  /** Tags, at most 50. Default: none. Errors: TAG-03. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last word over the arguments of the azure-native replication; what it changes is not checked. Default: none.
   */
  transform?: Transform<ReplicationResourceArgs>;
}

/** Arguments of a replication of its own. */
export interface ReplicationArgs extends ReplicationProperties {
  /** The registry: one of this library's, or the ARM id of any, which may be an output. Required. */
  registry: RegistryInput;
  /** The region. Required here. A change replaces the replica. Errors: REP-02 to REP-05, REP-13. */
  location: pulumi.Input<string>;
}

/**
 * A replica of a registry in one more region. Premium. It is made after the replicas that are there: the service takes
 * one at a time. On error it throws {@link ConfigurationError} before anything is registered.
 */
export class Replication extends pulumi.ComponentResource {
  /** The azure-native replication, with all its outputs. */
  readonly resource: ReplicationResource;

  constructor(name: string, args: ReplicationArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const owner = ownerOf(args.registry, opts);
    const part = replicationPart(name, args);
    const checked = checkChild(owner, { kind: "replications", name, part, args, shape: replicationArgsShape });
    const { own, adopted } = adoption(name, "containerregistry:Replication", opts);
    super("pulumi-acr:index:Replication", name, {}, own);
    const gate = checked.finish(this);
    this.resource = createReplication(name, owner, part, args.transform, { ...adopted, parent: this }, gate);
    this.registerOutputs({ id: behind(gate, this.resource.id) });
  }
}

const { origin: _, ...ofReplication } = replicationSchema.fields;
const replicationOptions = { ...ofReplication, transform: open };
/** The shape of a replica in its map, and of one of its own. */
export const replicationShape = options<ReplicationProperties>(replicationOptions);
const replicationArgsShape = options<ReplicationArgs>({ ...replicationOptions, registry: open }, "location");

/** A replica's own arguments: what the azure-native resource is sent, and its part of the model. */
export type ReplicationPart = Omit<ReplicationResourceArgs, "registryName" | "resourceGroupName">;

/** A replica's part of the model, under the key that it has in `replications`. */
export function replicationPart(
  key: string,
  { location, replicationName, regionEndpointEnabled, zoneRedundancy, tags }: ReplicationProperties,
): ReplicationPart {
  const region = orElse(location, key);
  return onlySet({
    location: region,
    replicationName: replicationName ?? normalised(region),
    regionEndpointEnabled,
    zoneRedundancy,
    tags,
  });
}

function normalised(region: pulumi.Input<string>): pulumi.Input<string> {
  return typeof region === "string" ? normaliseRegion(region) : pulumi.output(region).apply(normaliseRegion);
}

/** Makes the azure-native replication, after the replicas that are there. */
export function createReplication(
  name: string,
  { registryName, resourceGroupName, replicas }: Owner,
  part: ReplicationPart,
  transform: Transform<ReplicationResourceArgs> | undefined,
  options: pulumi.CustomResourceOptions,
  gate: Gate,
): ReplicationResource {
  const opts: pulumi.CustomResourceOptions = { ...options, dependsOn: after(gate, replicas.slice(-1)) };
  const args = transformed(transform, { registryName, resourceGroupName, ...part }, opts, name);
  const replica = new ReplicationResource(name, args, opts);
  replicas.push(replica);
  return replica;
}
