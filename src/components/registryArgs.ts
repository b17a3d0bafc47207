import type * as pulumi from "@pulumi/pulumi";
import type { NetworkRuleSetArgs, RegistryResourceArgs } from "../azure/registryResource";
import type { EnabledOrDisabled, Word } from "../azure/words";
import { registryProperties } from "../model/resources";
import { object } from "../model/schema";
import { type Tier, tierOf, tiers } from "../rules";
import { deferred, kindOf } from "../rules/shapeFindings";
import type { Acceptance, RuleLevels } from "./checks/judgement";
import { identityShape, named, open, options, transformOf } from "./checks/shape";
import { type ChildArgs, type childrenOfEveryTier, type childrenOfPremium, kinds } from "./children";
import { type EncryptionArgs, encryptionShape } from "./encryption";
import type { IdentityArgs } from "./identity";
import { isDeferred, isGiven, mapValues } from "./inputs";
import { refusal } from "./refusal";
import { type AcceptedReplacement, acceptedShape } from "./replacement";
import type { Transform } from "./transform";

// "Errors" names the rules that look at an option; docs/rules has a page for each, with its source. Where no tier is
// said, every tier has the option.

/** A policy that is on or off. */
export interface PolicyStatusArgs {
  /** `enabled` or `disabled`. Errors: POL-22. */
  status?: pulumi.Input<Word<"enabled" | "disabled"> | undefined>;
}

/** Soft delete. */
export interface SoftDeletePolicyArgs extends PolicyStatusArgs {
  /**
   * Days after which what was deleted is gone for good, 1 to 90. Errors: POL-04.
   *
   * @default 7
   */
  retentionDays?: pulumi.Input<number | undefined>;
}

/** Retention of manifests without a tag. */
export interface RetentionPolicyArgs extends PolicyStatusArgs {
  /**
   * Days after which a manifest without a tag is deleted, 0 to 365. Errors: POL-01.
   *
   * @default 7
   */
  days?: pulumi.Input<number | undefined>;
}

/** Content trust. */
export interface TrustPolicyArgs extends PolicyStatusArgs {
  /**
   * The one type that there is.
   *
   * @default "Notary"
   */
  type?: pulumi.Input<Word<"Notary"> | undefined>;
}

/** Policies of a Basic registry: those that every tier has. */
export interface BasicPoliciesArgs {
  /**
   * Whether tokens for Azure Resource Manager are accepted in a login. `status`: `enabled` or `disabled`. Errors:
   * POL-21, POL-22.
   *
   * @default "enabled" (the service's)
   */
  azureADAuthenticationAsArmPolicy?: pulumi.Input<PolicyStatusArgs | undefined>;
  /**
   * Soft delete (preview): what is deleted can be restored. `status`: `enabled` or `disabled`; `retentionDays`: 1 to
   * 90 days. Not with replications, retention or cache rules. Errors: POL-04 to POL-08, POL-22.
   *
   * @default disabled; 7 days once enabled
   */
  softDeletePolicy?: pulumi.Input<SoftDeletePolicyArgs | undefined>;
}

/** Policies of a Standard registry: those of Basic, and no others. */
export interface StandardPoliciesArgs extends BasicPoliciesArgs {}

/** Policies of a Premium registry. */
export interface PremiumPoliciesArgs extends BasicPoliciesArgs {
  /**
   * Whether images may leave by import and transfer. `status`: `enabled` or `disabled`, which needs
   * `publicNetworkAccess: "Disabled"`. Premium. Errors: POL-14 to POL-17, POL-22.
   *
   * @default "enabled" (the service's)
   */
  exportPolicy?: pulumi.Input<PolicyStatusArgs | undefined>;
  /**
   * Quarantine (preview): a pushed image can be pulled only after something released it. `status`: `enabled` or
   * `disabled`. Premium. Errors: POL-09, POL-22.
   *
   * @default disabled
   */
  quarantinePolicy?: pulumi.Input<PolicyStatusArgs | undefined>;
  /**
   * Deletes manifests that have been without a tag for a while (preview). `status`: `enabled` or `disabled`; `days`:
   * 0 to 365 days. Not with soft delete. Premium. Errors: POL-01 to POL-03, POL-06, POL-22.
   *
   * @default disabled; 7 days once enabled
   */
  retentionPolicy?: pulumi.Input<RetentionPolicyArgs | undefined>;
  /**
   * Content trust: retired, it can no longer be switched on. Premium. Errors: POL-11 to POL-13, CMK-15.
   *
   * @default disabled
   * @deprecated The service has retired content trust: sign images with Notation.
   */
  trustPolicy?: pulumi.Input<TrustPolicyArgs | undefined>;
}

/** What every tier takes. Names and meanings are those of azure-native's `RegistryArgs`. */
export interface CommonRegistryArgs extends ChildArgs<keyof typeof childrenOfEveryTier> {
  /**
   * The resource group. Required. A change would replace the registry and is refused. Errors: SHAPE-03, REPL-REGISTRY.
   */
  resourceGroupName: pulumi.Input<string>;
  /**
   * The registry's name: 5 to 50 letters and digits, unique in Azure. A change would replace the registry and is
   * refused. Errors: NAME-01, REPL-REGISTRY.
   *
   * @default made from the resource's name, with a suffix
   */
  registryName?: pulumi.Input<string | undefined>;
  /**
   * The home region. A change would replace the registry and is refused. Errors: TAG-01, LOC-03.
   *
   * @default the provider's `location`, else the resource group's
   */
  location?: pulumi.Input<string | undefined>;
  /**
   * Tags, at most 50. Errors: TAG-03.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * Whether there is an admin user, one shared login with full access.
   *
   * @default false
   */
  adminUserEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * The registry's managed identity: `type`, and `userAssignedIdentities`, a list of ARM ids. `encryption` attaches its
   * own identity to it. Errors: CMK-04, CMK-06, CMK-12.
   *
   * @default none
   */
  identity?: pulumi.Input<IdentityArgs | undefined>;
  /**
   * Whether Azure services that Microsoft trusts pass the firewall: `AzureServices` or `None`. Without a firewall,
   * and so below Premium, both are the same. Errors: NET-21 to NET-23.
   *
   * @default "AzureServices"
   */
  networkRuleBypassOptions?: pulumi.Input<Word<"AzureServices" | "None"> | undefined>;
  /**
   * How roles work: `LegacyRegistryPermissions`, or `AbacRepositoryPermissions` for roles on single repositories.
   * Errors: AUTH-05 to AUTH-08.
   *
   * @default "LegacyRegistryPermissions" (the service's)
   */
  roleAssignmentMode?: pulumi.Input<Word<"LegacyRegistryPermissions" | "AbacRepositoryPermissions"> | undefined>;
  /**
   * Who may take the name again after a deletion (preview): `Unsecure`, `TenantReuse`, `SubscriptionReuse`,
   * `ResourceGroupReuse` or `NoReuse`. Anything but `Unsecure` gives the login server a hash. A change would replace
   * the registry and is refused. Errors: AUTH-10.
   *
   * @default "Unsecure" (the service's)
   */
  autoGeneratedDomainNameLabelScope?: pulumi.Input<
    Word<"Unsecure" | "TenantReuse" | "SubscriptionReuse" | "ResourceGroupReuse" | "NoReuse"> | undefined
  >;
  /**
   * Metadata search (preview): `Enabled` or `Disabled`.
   *
   * @default the service's
   */
  metadataSearch?: pulumi.Input<EnabledOrDisabled | undefined>;
  /**
   * Writable cache repositories (preview): `Enabled` or `Disabled`.
   *
   * @default the service's
   */
  writableCacheRepos?: pulumi.Input<EnabledOrDisabled | undefined>;
  /**
   * A replacement that is meant, each property by its new value: `{ registryName: "contosoimages" }` lets this
   * registry, with every image in it, go for one of that name. Any other value stays refused. Errors: REPL-REGISTRY.
   *
   * @default none: a registry is never replaced
   */
  acceptReplacement?: AcceptedReplacement;
  /**
   * Warnings that are known, for instance `[{ rule: "NET-03", reason: "another team makes the endpoint" }]`: each is
   * said in one line instead. Errors cannot be accepted. Errors: SHAPE-01, SHAPE-03; warnings: WAIVER-01 to WAIVER-03.
   *
   * @default none
   */
  accept?: readonly Acceptance[];
  /**
   * Other levels for single rules, by id or policy name, for instance `{ "acr-admin-user-disabled": "mandatory" }`:
   * `mandatory` stops a deployment, `advisory` warns, `disabled` says nothing. A posture rule of the rule book is
   * switched on by its level. They hold for the registry's children too. Errors: SHAPE-01, SHAPE-04.
   *
   * @default each rule's own; posture rules are off
   */
  levels?: RuleLevels;
  /**
   * The last word over the arguments of the azure-native registry: a partial of them, or a function that returns them.
   * What it changes is checked too.
   *
   * @default none
   */
  transform?: Transform<RegistryResourceArgs>;
}

/** A registry of the Basic tier: for learning. 10 GiB included, 2 webhooks, no network rules. */
export interface BasicRegistryArgs extends CommonRegistryArgs {
  /** The tier. Required; it may be raised later. Errors: SKU-01, SKU-02. */
  sku: "Basic";
  /**
   * Policies: ARM-audience tokens and soft delete.
   *
   * @default the service's
   */
  policies?: pulumi.Input<BasicPoliciesArgs | undefined>;
}

/** A registry of the Standard tier: 100 GiB included, 10 webhooks, anonymous pull. */
export interface StandardRegistryArgs extends CommonRegistryArgs {
  /** The tier. Required; it may be raised or lowered later. Errors: SKU-01, SKU-02, DG-12 to DG-14. */
  sku: "Standard";
  /**
   * Whether anyone may pull without a login. Standard and Premium. Errors: AUTH-01.
   *
   * @default false
   */
  anonymousPullEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * Policies: ARM-audience tokens and soft delete.
   *
   * @default the service's
   */
  policies?: pulumi.Input<StandardPoliciesArgs | undefined>;
}

/** A registry of the Premium tier: 500 GiB included, and everything that ACR has. */
export interface PremiumRegistryArgs extends CommonRegistryArgs, ChildArgs<keyof typeof childrenOfPremium> {
  /** The tier. Required; it may be lowered once nothing needs it any more. Errors: SKU-01, SKU-02, DG-01 to DG-17. */
  sku: "Premium";
  /**
   * Whether anyone may pull without a login. Standard and Premium. Errors: AUTH-01.
   *
   * @default false
   */
  anonymousPullEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * Whether the public endpoint answers: `Enabled` or `Disabled`, `SecuredByPerimeter` where available. Premium.
   * Errors: NET-01 to NET-04, POL-15, POL-16.
   *
   * @default "Enabled"
   */
  publicNetworkAccess?: pulumi.Input<Word<"Enabled" | "Disabled" | "SecuredByPerimeter"> | undefined>;
  /**
   * The firewall of the public endpoint: `defaultAction`, `Allow` or `Deny`, and up to 200 `ipRules` of public IPv4
   * addresses or CIDR ranges. Premium. Errors: NET-04 to NET-19.
   *
   * @default none
   */
  networkRuleSet?: pulumi.Input<NetworkRuleSetArgs | undefined>;
  /**
   * Whether tasks with a system-assigned identity pass the firewall. Premium. Errors: NET-23 to NET-26.
   *
   * @default false (the service's)
   */
  networkRuleBypassAllowedForTasks?: pulumi.Input<boolean | undefined>;
  /**
   * Whether layers come from `<registry>.<region>.data.azurecr.io` instead of shared storage, so that firewalls can
   * name them. Premium. Errors: EP-01, EP-02, EP-05, EP-11.
   *
   * @default false; the service switches it on with the first private endpoint
   */
  dataEndpointEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * An endpoint for each region (preview): `Enabled` or `Disabled`. Premium. Errors: EP-10.
   *
   * @default the service's
   */
  regionalEndpoints?: pulumi.Input<EnabledOrDisabled | undefined>;
  /**
   * IP protocol of the endpoints (preview): `IPv4`, or `IPv4AndIPv6`, which needs data endpoints. Premium. Errors:
   * EP-05 to EP-09.
   *
   * @default "IPv4" (the service's)
   */
  endpointProtocol?: pulumi.Input<Word<"IPv4" | "IPv4AndIPv6"> | undefined>;
  /**
   * `Enabled` or `Disabled`. A leftover: the service spreads every registry over the zones of its region by itself,
   * on every tier. Premium. Errors: ZR-01, ZR-03 to ZR-05.
   *
   * @default none: leave it out
   * @deprecated The service spreads zones by itself, on every tier.
   */
  zoneRedundancy?: pulumi.Input<EnabledOrDisabled | undefined>;
  /**
   * Policies of a Premium registry.
   *
   * @default the service's
   */
  policies?: pulumi.Input<PremiumPoliciesArgs | undefined>;
  /**
   * A customer-managed key. Only when the registry is created; it stays for good, and a change is refused. Premium.
   * Errors: CMK-01 to CMK-17.
   *
   * @default the service's own key
   */
  encryption?: EncryptionArgs;
}

declare const fromConfiguration: unique symbol;

/**
 * A tier that is known only when the program runs, from {@link parseSku}. The compiler then allows the options of every
 * tier, and what the tier lacks is refused before anything is created.
 */
export type ParsedSku = Tier & { readonly [fromConfiguration]: true };

/** A registry whose tier comes from configuration. */
export interface ConfiguredRegistryArgs extends Omit<PremiumRegistryArgs, "sku"> {
  /** The tier, from {@link parseSku}. */
  sku: ParsedSku;
}

/** Arguments of a registry. `sku` decides which options there are. */
export type RegistryArgs = BasicRegistryArgs | StandardRegistryArgs | PremiumRegistryArgs | ConfiguredRegistryArgs;

/**
 * A tier from a text such as a configuration value: `Basic`, `Standard` or `Premium`, in any case. Anything else throws
 * a `RunError`, which stops the program with a text that says what is allowed.
 *
 * @example
 *
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as acr from "pulumi-acr";
 *
 * const sku = acr.parseSku(new pulumi.Config().require("sku"));
 * new acr.Registry("images", { resourceGroupName: "images", sku });
 * ```
 */
export function parseSku(text: string): ParsedSku {
  // JavaScript, and a "!" in TypeScript, may pass anything.
  const given: unknown = text;
  const tier = typeof given === "string" ? tierOf(given.trim()) : undefined;
  // The mark exists for the compiler only.
  if (tier) return tier as ParsedSku;
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
    ...mapValues(kinds, ({ shape }) => named({ ...shape, of: { ...shape.of, opts: options({}) } })),
    acceptReplacement: acceptedShape,
    accept: open,
    levels: open,
    transform: transformOf(object(registryProperties)),
  },
  "resourceGroupName",
);
