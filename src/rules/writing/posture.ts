import type { RegistryModel } from "../../model";
import { tierOfRegistry } from "./builders";
import type { Context, RuleFacts, RuleOption } from "./rule";

// What posture rules share: their facts, their options, and when a registry counts as restricted or as Premium.

const articles = "https://learn.microsoft.com/azure/container-registry/";

/** The facts of a posture rule: what every one of them has in common is filled in. */
export type PostureFacts = Omit<RuleFacts, "docs" | "enforcement" | "posture" | "risk" | "tags"> &
  Required<Pick<RuleFacts, "risk" | "tags">> & {
    /** The page below the service's documentation, or a whole URL. */
    readonly docs: string;
  };

/** Completes the facts of a posture rule. */
export function posture<Facts extends PostureFacts>(facts: Facts): Facts & RuleFacts {
  const docs = facts.docs.startsWith("https://") ? facts.docs : `${articles}${facts.docs}`;
  return { ...facts, docs, enforcement: "none", posture: true };
}

/** A list option without a value of its own. */
export const list = (description: string): RuleOption => ({ type: "strings", description });
/** A number option. */
export const number = (description: string, fallback: number): RuleOption => ({
  type: "number",
  description,
  default: fallback,
});
/** An option with a closed set of words; without a default the rule is silent until one is chosen. */
export const word = (description: string, values: readonly string[], fallback?: string): RuleOption => ({
  type: "string",
  description,
  values,
  ...(fallback === undefined ? {} : { default: fallback }),
});

/** A list option's value; empty when it is not set. */
export function listOf(option: Context["option"], name: string): readonly string[] {
  const value = option(name);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** A number option's value. */
export function numberOf(option: Context["option"], name: string): number {
  const value = option(name);
  return typeof value === "number" ? value : Number.NaN;
}

/** Whether a registry is Premium. */
export function isPremium(registry: RegistryModel): boolean {
  return tierOfRegistry(registry) === "Premium";
}

/** Whether a registry may be Premium: a tier that nobody names must not hide an open registry. */
export function mayBePremium(registry: RegistryModel): boolean {
  const tier = tierOfRegistry(registry);
  return tier === undefined || tier === "Premium";
}

/** Where a rule comes from that no peer has. */
export const own = "no peer; the service's documentation";

/** Whether a text is an address of the plain http protocol. */
export function isPlainHttp(address: string | undefined): boolean {
  return /^http:\/\//i.test(address ?? "");
}
