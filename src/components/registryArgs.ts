import type { containerregistry } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { NetworkRuleSetArgs, RegistryResourceArgs } from "../azure/registryResource";
import { registryProperties } from "../model/resources";
import { object } from "../model/schema";
import { type Tier, tierOf, tiers } from "../rules";
import { deferred, kindOf } from "../rules/shapeFindings";
import type { Acceptance, RuleLevels } from "./checks/judgement";
import { identityShape, named, open, options, transformOf } from "./checks/shape";
import { type ChildArgs, type childrenOfEveryTier, type childrenOfPremium, kinds } from "./children";
import { type EncryptionArgs, encryptionShape } from "./encryption";
import { isDeferred, isGiven, mapValues } from "./inputs";
import { refusal } from "./refusal";
import { type AcceptedReplacement, acceptedShape } from "./replacement";
import type { Transform } from "./transform";

// "Errors" names the rules that look at an option; docs/rules has a page for each, with its source. Where no tier is
// said, every tier has the option.

/** Policies of a Basic registry: those that every tier has. */
export interface BasicPoliciesArgs {
  /**
   * Whether tokens for Azure Resource Manager are accepted in a login. `status`: `enabled` or `disabled`. Default: the
   * service's, `enabled`. Errors: POL-21, POL-22.
   */
  azureADAuthenticationAsArmPolicy?: pulumi.Input<containerregistry.AzureADAuthenticationAsArmPolicyArgs | undefined>;
  /**
   * Soft delete (preview): what is deleted can be restored. `status`: `enabled` or `disabled`; `retentionDays`: 1 to 90
   * days. Default: off; 7 days. Not with replications, retention or cache rules. Errors: POL-04 to POL-08, POL-22.
   */
  softDeletePolicy?: pulumi.Input<containerregistry.SoftDeletePolicyArgs | undefined>;
}

/** Policies of a Standard registry: those of Basic, and no others. */
export interface StandardPoliciesArgs extends BasicPoliciesArgs {}

/** Policies of a Premium registry. */
export interface PremiumPoliciesArgs extends BasicPoliciesArgs {
  /**
   * Whether images may leave by import and transfer. `status`: `enabled` or `disabled`, which needs
   * `publicNetworkAccess: "Disabled"`. Default: the service's, `enabled`. Premium. Errors: POL-14 to POL-17, POL-22.
   */
  exportPolicy?: pulumi.Input<containerregistry.ExportPolicyArgs | undefined>;
  /**
   * Quarantine (preview): a pushed image can be pulled only after something released it. `status`: `enabled` or
   * `disabled`. Default: off. Premium. Errors: POL-09, POL-22.
   */
  quarantinePolicy?: pulumi.Input<containerregistry.QuarantinePolicyArgs | undefined>;
  /**
   * Deletes manifests that have been without a tag for a while (preview). `status`: `enabled` or `disabled`; `days`: 0
   * to 365 days. Default: off; 7 days. Not with soft delete. Premium. Errors: POL-01 to POL-03, POL-06, POL-22.
   */
  retentionPolicy?: pulumi.Input<containerregistry.RetentionPolicyArgs | undefined>;
  /**
   * Content trust: retired, it can no longer be switched on. Default: off. Premium. Errors: POL-11 to POL-13, CMK-15.
   */
  trustPolicy?: pulumi.Input<containerregistry.TrustPolicyArgs | undefined>;
}

/** What every tier takes. Names and meanings are those of azure-native's `RegistryArgs`. */
export interface CommonRegistryArgs extends ChildArgs<keyof typeof childrenOfEveryTier> {
  /**
   * The resource group. Required. A change would replace the registry and is refused. Errors: SHAPE-03, REPL-REGISTRY.
   */
  resourceGroupName: pulumi.Input<string>;
  /**
   * The registry's name: 5 to 50 letters and digits, unique in Azure. Default: made from the resource's name, with a
   * suffix. A change would replace the registry and is refused. Errors: NAME-01, REPL-REGISTRY.
   */
  registryName?: pulumi.Input<string | undefined>;
  /**
   * The home region. Default: the provider's `location`, else the resource group's. A change would replace the registry
   * and is refused. Errors: TAG-01, LOC-03.
   */
  location?: pulumi.Input<string | undefined>;
  /** Tags, at most 50. Default: none. Errors: TAG-03. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /** Whether there is an admin user, one shared login with full access. Default: false. */
  adminUserEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * The registry's managed identity: `type`, and `userAssignedIdentities` by ARM id. Default: none. `encryption`
   * attaches its own identity to it. Errors: CMK-04, CMK-06, CMK-12.
   */
  identity?: pulumi.Input<containerregistry.IdentityPropertiesArgs | undefined>;
  /**
   * Whether Azure services that Microsoft trusts pass the firewall: `AzureServices` or `None`. Default:
   * `AzureServices`. Without a firewall, and so below Premium, both are the same. Errors: NET-21 to NET-23.
   */
  networkRuleBypassOptions?: pulumi.Input<string | undefined>;
  /**
   * How roles work: `LegacyRegistryPermissions`, or `AbacRepositoryPermissions` for roles on single repositories.
   * Default: the service's, `LegacyRegistryPermissions`. Errors: AUTH-05 to AUTH-08.
   */
  roleAssignmentMode?: pulumi.Input<string | undefined>;
  /**
   * Who may take the name again after a deletion (preview): `Unsecure`, `TenantReuse`, `SubscriptionReuse`,
   * `ResourceGroupReuse` or `NoReuse`. Anything but `Unsecure` gives the login server a hash. Default: the service's,
   * `Unsecure`. A change would replace the registry and is refused. Errors: AUTH-10.
   */
  autoGeneratedDomainNameLabelScope?: pulumi.Input<string | undefined>;
  /** Metadata search (preview): `Enabled` or `Disabled`. Default: the service's. */
  metadataSearch?: pulumi.Input<string | undefined>;
  /** Writable cache repositories (preview): `Enabled` or `Disabled`. Default: the service's. */
  writableCacheRepos?: pulumi.Input<string | undefined>;
  /**
   * A replacement that is meant, each property by its new value: `{ registryName: "contosoimages" }` lets this registry, with
   * every image in it, go for one of that name. Any other value stays refused. Errors: REPL-REGISTRY.
   *
   * @default none: a registry is never replaced
   */
  acceptReplacement?: AcceptedReplacement;
  /**
   * Warnings that are known, for instance `[{ rule: "NET-03", reason: "another team makes the endpoint" }]`: each is said in
   * one line instead. Errors cannot be accepted. Errors: SHAPE-01, SHAPE-03; warnings: WAIVER-01 to WAIVER-03.
   *
   * @default none
   */
  accept?: readonly Acceptance[];
  /**
   * Other levels for single rules, by id or policy name, for instance `{ "acr-admin-user-disabled": "mandatory" }`: `mandatory` stops
   * a deployment, `advisory` warns, `disabled` says nothing. A posture rule of the rule book is switched on by its level. They
   * hold for the registry's children too. Errors: SHAPE-01, SHAPE-04.
   *
   * @default each rule's own; posture rules are off
   */
  levels?: RuleLevels;
  /** The last word over the arguments of the azure-native registry; what it changes is not checked. Default: none. */
  transform?: Transform<RegistryResourceArgs>;
}

/** A registry of the Basic tier: for learning. 10 GiB included, 2 webhooks, no network rules. */
export interface BasicRegistryArgs extends CommonRegistryArgs {
  /** The tier. Required; it may be raised later. Errors: SKU-01, SKU-02. */
  sku: "Basic";
  /** Policies: ARM-audience tokens and soft delete. Default: the service's. */
  policies?: pulumi.Input<BasicPoliciesArgs | undefined>;
}

/** A registry of the Standard tier: 100 GiB included, 10 webhooks, anonymous pull. */
export interface StandardRegistryArgs extends CommonRegistryArgs {
  /** The tier. Required; it may be raised or lowered later. Errors: SKU-01, SKU-02, DG-12 to DG-14. */
  sku: "Standard";
  /** Whether anyone may pull without a login. Default: false. Standard and Premium. Errors: AUTH-01. */
  anonymousPullEnabled?: pulumi.Input<boolean | undefined>;
  /** Policies: ARM-audience tokens and soft delete. Default: the service's. */
  policies?: pulumi.Input<StandardPoliciesArgs | undefined>;
}

/** A registry of the Premium tier: 500 GiB included, and everything that ACR has. */
export interface PremiumRegistryArgs extends CommonRegistryArgs, ChildArgs<keyof typeof childrenOfPremium> {
  /** The tier. Required; it may be lowered once nothing needs it any more. Errors: SKU-01, SKU-02, DG-01 to DG-17. */
  sku: "Premium";
  /** Whether anyone may pull without a login. Default: false. Standard and Premium. Errors: AUTH-01. */
  anonymousPullEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * Whether the public endpoint answers: `Enabled` or `Disabled`, `SecuredByPerimeter` where available. Default:
   * `Enabled`. Premium. Errors: NET-01 to NET-04, POL-15, POL-16.
   */
  publicNetworkAccess?: pulumi.Input<string | undefined>;
  /**
   * The firewall of the public endpoint: `defaultAction`, `Allow` or `Deny`, and up to 200 `ipRules` of public IPv4
   * addresses or CIDR ranges. Default: none. Premium. Errors: NET-04 to NET-20.
   */
  networkRuleSet?: pulumi.Input<NetworkRuleSetArgs | undefined>;
  /**
   * Whether tasks with a system-assigned identity pass the firewall. Default: the service's, false. Premium. Errors:
   * NET-23 to NET-26.
   */
  networkRuleBypassAllowedForTasks?: pulumi.Input<boolean | undefined>;
  /**
   * Whether layers come from `<registry>.<region>.data.azurecr.io` instead of shared storage, so that firewalls can
   * name them. Default: false; the service switches it on with the first private endpoint. Premium. Errors: EP-01,
   * EP-02, EP-05, EP-11.
   */
  dataEndpointEnabled?: pulumi.Input<boolean | undefined>;
  /** An endpoint for each region (preview): `Enabled` or `Disabled`. Default: the service's. Premium. Errors: EP-10. */
  regionalEndpoints?: pulumi.Input<string | undefined>;
  /**
   * IP protocol of the endpoints (preview): `IPv4`, or `IPv4AndIPv6`, which needs data endpoints. Default: the
   * service's, `IPv4`. Premium. Errors: EP-05 to EP-09.
   */
  endpointProtocol?: pulumi.Input<string | undefined>;
  /**
   * `Enabled` or `Disabled`. A leftover: the service spreads every registry over the zones of its region by itself, on
   * every tier. Default: leave it out. Premium. Errors: ZR-01, ZR-03 to ZR-05.
   */
  zoneRedundancy?: pulumi.Input<string | undefined>;
  /** Policies of a Premium registry. Default: the service's. */
  policies?: pulumi.Input<PremiumPoliciesArgs | undefined>;
  /**
   * A customer-managed key. Only when the registry is created; it stays for good, and a change is refused. Default: the
   * service's own key. Premium. Errors: CMK-01 to CMK-17.
   */
  encryption?: EncryptionArgs;
}

declare const fromConfiguration: unique symbol;

/**
 * A tier that is known only when the program runs, from {@link parseSku}. The compiler then allows the options of every
 * tier, and what the tier lacks is refused before anything is created.
 */
export type ConfiguredSku = Tier & { readonly [fromConfiguration]: true };

/** A registry whose tier comes from configuration. */
export interface ConfiguredRegistryArgs extends Omit<PremiumRegistryArgs, "sku"> {
  /** The tier, from {@link parseSku}. */
  sku: ConfiguredSku;
}

/** Arguments of a registry. `sku` decides which options there are. */
export type RegistryArgs = BasicRegistryArgs | StandardRegistryArgs | PremiumRegistryArgs | ConfiguredRegistryArgs;

/**
 * A tier from a text such as a configuration value: `Basic`, `Standard` or `Premium`, in any case. Anything else throws
 * a `RunError`, which stops the program with a text that says what is allowed.
 */
export function parseSku(text: string): ConfiguredSku {
  // JavaScript, and a "!" in TypeScript, may pass anything.
  const given: unknown = text;
  const tier = typeof given === "string" ? tierOf(given.trim()) : undefined;
  // The mark exists for the compiler only.
  if (tier) return tier as ConfiguredSku;
  throw refusal(
    `${whatIs(given)} Allowed: ${tiers.join(", ")}, known as soon as the program runs. In a stack's configuration: pulumi config set sku Basic.`,
  );
}

function whatIs(given: unknown): string {
  if (!isGiven(given) || given === "") return "The registry has no sku: parseSku was given nothing.";
  if (typeof given === "string") return `sku "${given}" is not a tier of a registry.`;
  return `The sku is ${isDeferred(given) ? deferred : kindOf(given)}, and not a tier of a registry.`;
}

const { origin: _, ...ofRegistry } = registryProperties;

/** The shape of a registry's arguments, of whatever tier. */
export const registryShape = options<PremiumRegistryArgs>(
  {
    ...ofRegistry,
    sku: { kind: "choice", choose: (value) => (typeof value === "object" ? { kind: "word", words: tiers } : open) },
    identity: identityShape,
    encryption: encryptionShape,
    ...mapValues(kinds, ({ shape }) => named(shape)),
    acceptReplacement: acceptedShape,
    accept: open,
    levels: open,
    transform: transformOf(object(registryProperties)),
  },
  "resourceGroupName",
);
