import * as pulumi from "@pulumi/pulumi";
import { nearest } from "../model/nearestWord";
import { type Tier, tierOf, tiers } from "../rules";
import type { ComponentOptions } from "./adoption";
import { judgementOf, share } from "./checks/judgement";
import { kinds } from "./children";
import { isDeferred, isGiven, isPlainObject, onlySet } from "./inputs";
import { refusal } from "./refusal";
import { Registry } from "./registry";
import type {
  BasicRegistryArgs,
  CommonRegistryArgs,
  PremiumRegistryArgs,
  RegistryArgs,
  StandardRegistryArgs,
} from "./registryArgs";

/** What one registry alone has. */
type Own = "sku" | "registryName" | "acceptReplacement";

/** Arguments that every registry of a company, or of a program, has unless it says otherwise. */
export interface RegistryDefaults extends Partial<Omit<CommonRegistryArgs, Own>> {
  /**
   * Arguments of the registries of one tier, beside those of all.
   *
   * @default none
   */
  tiers?: {
    readonly Basic?: Partial<Omit<BasicRegistryArgs, Own>>;
    readonly Standard?: Partial<Omit<StandardRegistryArgs, Own>>;
    readonly Premium?: Partial<Omit<PremiumRegistryArgs, Own>>;
  };
}

/** Arguments of a registry with defaults: the resource group may be one of them. */
export type ArgsWithDefaults<Defaults> = Defaults extends { readonly resourceGroupName: pulumi.Input<string> }
  ? WithoutGroup<RegistryArgs>
  : RegistryArgs;

type WithoutGroup<Args> = Args extends RegistryArgs
  ? Omit<Args, "resourceGroupName"> & Partial<Pick<Args, "resourceGroupName">>
  : never;

/** What has a company's defaults. */
export interface WithDefaults<Defaults> {
  /** {@link Registry} with the defaults under its arguments. */
  readonly Registry: new (
    name: string,
    args: ArgsWithDefaults<Defaults>,
    opts?: pulumi.ComponentResourceOptions,
  ) => Registry;
}

/**
 * One place for what every registry of a company has: the arguments of each `Registry` that is made with what it gives are
 * laid over the defaults. Tags, policies, levels and maps of children are merged by name, `accept` lists are joined, and
 * anything else is the registry's own where it gives it.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const contoso = acr.defaults({
 *   tags: { owner: "platform" },
 *   policies: { azureADAuthenticationAsArmPolicy: { status: "disabled" } },
 *   levels: { "acr-admin-user-disabled": "mandatory" },
 *   tiers: { Premium: { publicNetworkAccess: "Disabled" } },
 *   accept: [{ rule: "NET-03", reason: "the network team makes the endpoints", until: "2027-03-31" }],
 * });
 *
 * new contoso.Registry("images", { resourceGroupName: "images", sku: "Standard", tags: { team: "web" } });
 * ```
 */
export function defaults<const Defaults extends RegistryDefaults>(given: Defaults): WithDefaults<Defaults> {
  const { tiers: byTier, ...common }: RegistryDefaults = given ?? {};
  refuseUnknownTiers(byTier);
  share(judgementOf(common).accept);
  for (const tier of tiers) share(judgementOf(byTier?.[tier] ?? {}).accept);
  class RegistryWithDefaults extends Registry {
    constructor(name: string, args: ArgsWithDefaults<Defaults>, opts?: ComponentOptions) {
      const tier = tierIn(args);
      const ofTier = tier && byTier?.[tier];
      // Laying arguments over defaults leaves arguments of the same tier.
      super(name, merged(merged(common, ofTier ?? {}), args ?? {}) as RegistryArgs, opts);
    }
  }
  return { Registry: RegistryWithDefaults };
}

function tierIn(args: object | undefined): Tier | undefined {
  const sku: unknown = args && "sku" in args ? args.sku : undefined;
  return typeof sku === "string" ? tierOf(sku) : undefined;
}

// TypeScript refuses it; in JavaScript the defaults of a tier would be lost without a word.
function refuseUnknownTiers(byTier: object | undefined): void {
  for (const name of Object.keys(byTier ?? {})) {
    if (tiers.some((tier) => tier === name)) continue;
    const meant = nearest(name, tiers);
    throw refusal(
      `acr.defaults: there is no tier "${name}"${meant ? `; write tiers: { ${meant}: { … } }` : ""}. The tiers are ${tiers.join(", ")}.`,
    );
  }
}

/** What is merged name by name: everything else is replaced as a whole. */
const byName: readonly string[] = ["tags", "policies", "levels", ...Object.keys(kinds)];

function merged(below: object, above: object): object {
  const all: Record<string, unknown> = { ...onlySet(below) };
  for (const [name, value] of Object.entries(onlySet(above))) {
    const other = all[name];
    if (!isGiven(other)) all[name] = value;
    else if (name === "accept") all[name] = joined(value, other);
    else all[name] = byName.includes(name) ? overlaid(other, value) : value;
  }
  return all;
}

function joined(above: unknown, below: unknown): unknown {
  return Array.isArray(above) && Array.isArray(below) ? [...above, ...below] : above;
}

function overlaid(below: unknown, above: unknown): unknown {
  if (isDeferred(below) || isDeferred(above)) {
    return pulumi.all([below, above]).apply(([under, over]) => overlaid(under, over));
  }
  // What is no object is a slip, and the check of the arguments says so.
  return isPlainObject(below) && isPlainObject(above) ? { ...below, ...onlySet(above) } : above;
}
