import {
  Replication as ReplicationResource,
  type ReplicationArgs as ReplicationResourceArgs,
} from "@pulumi/azure-native/containerregistry/replication.js";
import * as pulumi from "@pulumi/pulumi";
import type { EnabledOrDisabled } from "../azure/words";
import { normaliseRegion } from "../model";
import { replication as schema } from "../model/childSchemas";
import type { ComponentOptions } from "./adoption";
import { options, transformOf } from "./checks/shape";
import { ChildComponent, type Kind, type OfRegistry } from "./child";
import { orElse, pick } from "./inputs";
import type { Transform } from "./transform";

/**
 * A geo-replication, as it stands in `replications` under the name of its region. Premium. "Errors" names the rules
 * that look at an option; docs/rules has a page for each, with its source.
 */
export interface ReplicationProperties {
  /**
   * The region. A change replaces the replica. Errors: REP-02 to REP-05, REP-13.
   *
   * @default the key in `replications`
   */
  location?: pulumi.Input<string | undefined>;
  /**
   * The replica's name: 5 to 50 letters and digits. A change replaces it. Errors: NAME-05.
   *
   * @default the region's name
   */
  replicationName?: pulumi.Input<string | undefined>;
  /**
   * Whether the global endpoint sends clients to this replica; data is copied either way. Errors: REP-07.
   *
   * @default true
   */
  regionEndpointEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * `Enabled` or `Disabled`. A leftover: replicas are spread over zones by themselves. Errors: REP-08.
   *
   * @default none: leave it out
   * @deprecated The service spreads zones by itself, on every tier.
   */
  zoneRedundancy?: pulumi.Input<EnabledOrDisabled | undefined>;
  /**
   * Tags, at most 50. Errors: TAG-03.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last word over the arguments of the azure-native replication: a partial of them, or a function that returns
   * them. What it changes is checked too.
   *
   * @default none
   */
  transform?: Transform<ReplicationResourceArgs>;
}

/** Arguments of a replication of its own. */
export interface ReplicationArgs extends ReplicationProperties, OfRegistry {
  /** The region. Required here. A change replaces the replica. Errors: REP-02 to REP-05, REP-13. */
  location: pulumi.Input<string>;
}

const { origin: _, ...fields } = schema.fields;

/** Replicas in other regions, one after another: the service takes one write to a registry at a time. */
export const replicationKind: Kind<ReplicationProperties, ReplicationResourceArgs, { resource: ReplicationResource }> =
  {
    map: "replications",
    component: "Replication",
    raw: "containerregistry:Replication",
    shape: options<ReplicationProperties>({ ...fields, transform: transformOf(schema) }),
    requiredAlone: ["location"],
    suffix: normaliseRegion,
    part(replication, key) {
      const location = orElse(replication.location, key);
      const replicationName = replication.replicationName ?? normalised(location);
      return { ...pick(fields, replication), location, replicationName };
    },
    after: ({ replicas }) => replicas.slice(-1),
    make({ name, args, opts, registry }) {
      const resource = new ReplicationResource(name, args, opts);
      registry.replicas.push(resource);
      return { resource };
    },
  };

function normalised(region: pulumi.Input<string>): pulumi.Input<string> {
  return typeof region === "string" ? normaliseRegion(region) : pulumi.output(region).apply(normaliseRegion);
}

/**
 * A replica of a registry in one more region. Premium. It is made after the replicas that are there: the service takes
 * one at a time. On error it throws {@link ConfigurationError} before anything is registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Premium" });
 *
 * new acr.Replication("asia", { registry, location: "southeastasia" });
 * ```
 */
export class Replication extends ChildComponent<ReplicationProperties, { resource: ReplicationResource }> {
  constructor(name: string, args: ReplicationArgs, opts?: ComponentOptions) {
    super(replicationKind, name, args, opts);
  }
}
