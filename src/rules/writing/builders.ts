import type { ChildKind, ChildModel, Path, RegistryModel } from "../../model";
import { atLeast, features, limits, lowestTierHolding, lowestTierWith, type Tier, tierOf } from "../tiers";
import type { ChildContext, ChildRule, Context, RegistryRule, Report, RuleFacts } from "./rule";

// Most rules are of a few kinds. Each builder turns a rule's facts and the one thing that differs into a whole rule.

/** Facts without what a builder fills in. */
export type Facts = RuleFacts;

/** A use of something: where, what was given, and how a sentence names it. */
export interface Use {
  readonly path: Path;
  /** How the message names it, for instance `publicNetworkAccess "Disabled"`. */
  readonly what: string;
  readonly given?: unknown;
  readonly fix?: string;
  readonly related?: readonly Path[];
}

/** A rule on the registry. */
export function onRegistry(
  facts: Facts & Pick<RegistryRule, "remedy">,
  check: (registry: RegistryModel, report: (report: Report) => void, context: Context) => void,
): RegistryRule {
  return { ...facts, on: "registry", check };
}

/** A rule on each child of a kind. */
export function onChild<Kind extends ChildKind>(
  kind: Kind,
  facts: Facts & Pick<ChildRule<Kind>, "remedy">,
  check: (child: ChildModel<Kind>, report: (report: Report) => void, context: ChildContext<Kind>) => void,
): ChildRule<Kind> {
  return { ...facts, on: kind, check };
}

/** The tier of a registry; `undefined` when it names none that exists. Stops the rule while the tier is unknown. */
export function tierOfRegistry(registry: RegistryModel): Tier | undefined {
  return tierOf(registry.sku?.name);
}

/** Whether the registry names a tier below Premium: what only Premium has is then the finding of that feature's rule. */
export function belowPremium(registry: RegistryModel): boolean {
  const tier = tierOfRegistry(registry);
  return tier !== undefined && tier !== "Premium";
}

/** Reports the use of a feature that the registry's tier lacks. */
export function reportMissingTier(
  facts: Facts,
  use: Use,
  registry: RegistryModel,
  report: (report: Report) => void,
): void {
  if (!facts.feature) return;
  const tier = tierOfRegistry(registry);
  const lowest = lowestTierWith(facts.feature);
  if (tier === undefined || lowest === undefined || atLeast(tier, lowest)) return;
  const have = features[facts.feature].tiers.join(" and ");
  report({
    path: use.path,
    given: use.given,
    message: `${use.what} needs ${lowest === "Premium" ? "the Premium tier" : `the ${lowest} tier or higher`}; this registry is ${tier}.`,
    allowed: `${features[facts.feature].title}: on ${have} only.`,
    needs: lowest,
    ...(use.fix === undefined ? {} : { fix: use.fix }),
    ...(use.related === undefined ? {} : { related: use.related }),
  });
}

/** A registry's use of a feature that some tiers lack: `uses` names the use, or nothing when the value is neutral. */
export function registryFeature(
  facts: Facts & Pick<RegistryRule, "remedy">,
  uses: (registry: RegistryModel) => Use | undefined,
): RegistryRule {
  return onRegistry(facts, (registry, report) => {
    const use = uses(registry);
    if (use) reportMissingTier(facts, use, registry, report);
  });
}

/** A child that only some tiers have. */
export function childFeature<Kind extends ChildKind>(kind: Kind, facts: Facts, what: string): ChildRule<Kind> {
  return onChild(kind, facts, (_child, report, { registry, key }) => {
    reportMissingTier(facts, { path: [], what: `${what} "${key}"` }, registry, report);
  });
}

/** A number of things that the tier limits. The things beyond the limit are what the finding is about. */
export function limited(
  facts: Facts,
  counted: (registry: RegistryModel) => { readonly path: Path; readonly amount: number } | undefined,
): RegistryRule {
  return onRegistry(facts, (registry, report) => {
    const counting = counted(registry);
    const tier = tierOfRegistry(registry);
    if (!facts.limit || !counting || counting.amount === 0 || !tier) return;
    const { title, unit, perTier } = limits[facts.limit];
    const allowed = perTier[tier];
    // A tier without a number lacks the feature: the feature's own rule says so.
    if (allowed === undefined || counting.amount <= allowed) return;
    const needs = lowestTierHolding(facts.limit, counting.amount);
    report({
      path: counting.path,
      given: `${counting.amount} ${unit}`,
      message: `${counting.amount} ${unit} are more than the ${allowed} that a ${tier} registry takes.`,
      allowed: `${title}: at most ${allowed} on ${tier}.`,
      ...(needs
        ? { needs, fix: `Set sku: "${needs}", or keep at most ${allowed}.` }
        : { fix: `Keep at most ${allowed}.` }),
    });
  });
}

/** Reports a text that is none of a closed set of words. Stops at unknown values; an absent one passes. */
export function reportWord(
  path: Path,
  given: string | undefined,
  words: readonly string[],
  report: (report: Report) => void,
): void {
  if (given === undefined || words.includes(given)) return;
  const close = words.find((word) => word.toLowerCase() === given.toLowerCase());
  report({
    path,
    given,
    message: close
      ? `"${given}" differs from the service's word "${close}" in capital letters; that the service takes it is unverified.`
      : `"${given}" is not a value of ${path.filter((step) => typeof step === "string").join(".")}.`,
    allowed: words.map((word) => `"${word}"`).join(", "),
    ...(close ? { fix: `Write "${close}".`, severity: "warning" } : {}),
  });
}

/** Reports a name that breaks a pattern or a length. An absent name passes: Pulumi makes one. */
export function reportName(
  path: Path,
  name: string | undefined,
  { pattern, min, max, says }: { pattern: RegExp; min: number; max: number; says: string },
  report: (report: Report) => void,
): void {
  if (name === undefined) return;
  const instead = [...name].map((letter) => (pattern.test(letter) ? letter : pattern.test("-") ? "-" : "")).join("");
  const wrong = [
    ...(name.length < min ? [`is shorter than ${min} characters`] : []),
    ...(name.length > max ? [`is longer than ${max} characters`] : []),
    ...(pattern.test(name) ? [] : [`has characters other than ${says}`]),
  ];
  if (wrong.length === 0) return;
  report({
    path,
    given: name,
    message: `The name "${name}" ${wrong.join(" and ")}.`,
    allowed: `${min} to ${max} characters: ${says}.`,
    ...(instead !== name && instead.length >= min && instead.length <= max
      ? { fix: `Write ${path[path.length - 1]}: "${instead}".` }
      : {}),
  });
}

/** Reports a number outside a range, or one with a fraction. */
export function reportRange(
  path: Path,
  given: number | undefined,
  { min, max, unit }: { min: number; max: number; unit: string },
  report: (report: Report) => void,
): void {
  if (given === undefined || (Number.isInteger(given) && given >= min && given <= max)) return;
  report({
    path,
    given,
    message: `${given} is not a whole number from ${min} to ${max}.`,
    allowed: `${min} to ${max} ${unit}.`,
    // The nearest value, and of two the higher one: a shorter time would delete or stop more than was asked for.
    ...(given > min ? { fix: `Set ${path.at(-1)}: ${Math.min(Math.ceil(given), max)}.` } : {}),
  });
}

/** Keys of children as a sentence names them: `"a", "b" and 3 more`. */
export function nameKeys(keys: readonly string[], shown = 3): string {
  const quoted = keys.map((key) => `"${key}"`);
  return quoted.length > shown + 1
    ? `${quoted.slice(0, shown).join(", ")} and ${quoted.length - shown} more`
    : enumerate(quoted);
}

/** Texts as a sentence lists them: `a, b and c`. */
export function enumerate(texts: readonly string[], word: "and" | "or" = "and"): string {
  return texts.length > 1 ? `${texts.slice(0, -1).join(", ")} ${word} ${texts[texts.length - 1]}` : (texts[0] ?? "");
}
