import { formatPath, lowestTier, type Tier, tiers } from "../rules";
import { check } from "../rules/check";

/** What would have to change for a registry to do with one tier less. */
export interface TierStep {
  /** Where, by the names of azure-native's inputs, from the registry. */
  readonly path: string;
  readonly message: string;
}

/** What a configuration asks of the tier. */
export interface TierAdvice {
  /** The tier that is set; absent when it is unknown. */
  readonly current?: Tier;
  /** The lowest tier on which everything that is configured works. */
  readonly needed: Tier;
  /** One tier lower than what is needed; absent when that is Basic. */
  readonly lower?: Tier;
  /** What stands in the way of that lower tier. */
  readonly changes: readonly TierStep[];
}

/**
 * The lowest tier that a configuration needs, and what keeps it from the tier below. Only what the service enforces
 * counts. `current` is the tier that is set, where it is known.
 */
export function tierAdvice(model: Readonly<Record<string, unknown>>, current: Tier | undefined): TierAdvice {
  const on = (tier: Tier) => check({ ...model, sku: { name: tier } }).filter(({ needs }) => needs !== undefined);
  const needed = lowestTier(on("Basic")) ?? "Basic";
  const lower = tiers[tiers.indexOf(needed) - 1];
  return {
    ...(current ? { current } : {}),
    needed,
    ...(lower ? { lower } : {}),
    changes: lower ? on(lower).map(({ path, message }) => ({ path: formatPath(path), message })) : [],
  };
}
