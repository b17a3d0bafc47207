import {
  AgentPool as AgentPoolResource,
  type AgentPoolArgs as AgentPoolResourceArgs,
} from "@pulumi/azure-native/containerregistry/agentPool.js";
import type * as pulumi from "@pulumi/pulumi";
import { agentPool as schema } from "../model/childSchemas";
import type { ComponentOptions } from "./adoption";
import { options, transformOf } from "./checks/shape";
import { ChildComponent, inRegistry, type Kind, type OfRegistry } from "./child";
import { orElse, pick } from "./inputs";
import type { Transform } from "./transform";

/**
 * An agent pool, as it is given in `agentPools` under a name of your choice: machines of your own for tasks, in your network
 * if you like. Premium, a preview of the service. "Errors" names the rules that look at an option; docs/rules has a page
 * for each subject, with its source.
 */
export interface AgentPoolProperties {
  /**
   * The size of a machine: `S1` (2 cores), `S2` (4), `S3` (8), or `I6` (64, isolated). A change replaces the pool.
   * Errors: AP-02, AP-03, AP-08.
   *
   * @default "S1"
   */
  tier?: pulumi.Input<"S1" | "S2" | "S3" | "I6" | (string & {}) | undefined>;
  /**
   * How many machines there are; runs wait while it is 0. Errors: AP-03, AP-04.
   *
   * @default 1
   */
  count?: pulumi.Input<number | undefined>;
  /**
   * The ARM id of the subnet that the machines are in. It must let them out to Key Vault, Storage, Event Hubs and Entra ID on
   * port 443, and to Azure Monitor on 443 and 12000: see {@link agentPoolSecurityRules}. A change replaces the pool.
   * Errors: AP-07.
   *
   * @default none, a network of the service
   */
  virtualNetworkSubnetResourceId?: pulumi.Input<string | undefined>;
  /**
   * The operating system; only `Linux` is supported. A change replaces the pool. Errors: AP-05, AP-08.
   *
   * @default "Linux"
   */
  os?: pulumi.Input<"Linux" | (string & {}) | undefined>;
  /**
   * The pool's name: 3 to 20 letters, digits and dashes. A change replaces the pool. Errors: NAME-11.
   *
   * @default the resource's name
   */
  agentPoolName?: pulumi.Input<string | undefined>;
  /**
   * Tags, at most 50. Errors: TAG-03.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last word over the arguments of the azure-native agent pool; what it changes is not checked.
   *
   * @default none
   */
  transform?: Transform<AgentPoolResourceArgs>;
}

/** Arguments of an agent pool of its own. */
export interface AgentPoolArgs extends AgentPoolProperties, OfRegistry {}

const { origin: _, location: _location, ...fields } = schema.fields;

/** Agent pools, in the registry's home region. */
export const agentPoolKind: Kind<AgentPoolProperties, AgentPoolResourceArgs, { resource: AgentPoolResource }> = {
  map: "agentPools",
  component: "AgentPool",
  raw: "containerregistry:AgentPool",
  shape: options<AgentPoolProperties>({ ...fields, transform: transformOf(schema) }),
  part(pool) {
    return { ...pick(fields, pool), tier: orElse(pool.tier, "S1") };
  },
  place: (registry) => ({ ...inRegistry(registry), location: registry.location }),
  make: ({ name, args, opts }) => ({ resource: new AgentPoolResource(name, args, opts) }),
};

/** A rule of a network security group, as azure-native's `NetworkSecurityGroup` takes it in `securityRules`. */
export interface AgentPoolSecurityRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: "Outbound";
  readonly access: "Allow";
  readonly protocol: "Tcp";
  readonly sourceAddressPrefix: "VirtualNetwork";
  readonly sourcePortRange: "*";
  readonly destinationAddressPrefix: string;
  readonly destinationPortRanges: string[];
}

// Source: learn.microsoft.com/azure/container-registry/tasks-agent-pools, "Add firewall access rules".
const outbound: Readonly<Record<string, string[]>> = {
  AzureKeyVault: ["443"],
  Storage: ["443"],
  EventHub: ["443"],
  AzureActiveDirectory: ["443"],
  AzureMonitor: ["443", "12000"],
};

/**
 * The outbound rules that the subnet of an agent pool needs, for azure-native's `NetworkSecurityGroup`.
 *
 * @param firstPriority the priority of the first rule, 100 to 4,096; the others follow it
 *
 * @example
 *
 * ```ts
 * import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
 * import * as acr from "pulumi-acr";
 *
 * new NetworkSecurityGroup("builders", { resourceGroupName: "hub", securityRules: acr.agentPoolSecurityRules() });
 * ```
 */
export function agentPoolSecurityRules(firstPriority = 200): AgentPoolSecurityRule[] {
  return Object.entries(outbound).map(([tag, ports], index) => ({
    name: `agent-pool-${tag}`,
    priority: firstPriority + index,
    direction: "Outbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: "VirtualNetwork",
    sourcePortRange: "*",
    destinationAddressPrefix: tag,
    destinationPortRanges: ports,
  }));
}

/**
 * An agent pool: machines of your own for tasks. Premium. On error it throws {@link ConfigurationError} before anything is
 * registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/platform/providers";
 * const subnetId = `${group}/Microsoft.Network/virtualNetworks/hub/subnets/builders`;
 * const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Premium" });
 *
 * new acr.AgentPool("builders", { registry, tier: "S2", virtualNetworkSubnetResourceId: subnetId });
 * ```
 */
export class AgentPool extends ChildComponent<AgentPoolProperties, { resource: AgentPoolResource }> {
  constructor(name: string, args: AgentPoolArgs, opts?: ComponentOptions) {
    super(agentPoolKind, name, args, opts);
  }
}
