import { type ChildKind, childKinds, known, type Path, type RegistryModel } from "../../model";
import { atLeast, type LimitId, limits, lowestTierHolding, lowestTierWith, type Tier } from "../tiers";
import { type Facts, nameKeys, onRegistry } from "../writing/builders";
import { type Lowering, loweringOf } from "../writing/changes";
import type { Report, Rule } from "../writing/rule";

/** Whether a move goes from a tier that is at least `lowest` to one that is not. */
function crosses({ from, to }: Lowering, lowest: Tier): boolean {
  return atLeast(from, lowest) && !atLeast(to, lowest);
}

/** Children that have to be deleted before a registry may move down. */
export interface Leftover {
  readonly kind: ChildKind;
  /** Whether a child counts. Default: every one. Stops at what it cannot know. */
  readonly counts?: (previous: RegistryModel, key: string) => boolean;
}

/**
 * A rule on children that only higher tiers have. It looks at what exists, which is the previous state: Pulumi changes
 * the registry first and deletes children last, so a child that goes in the same deployment is still in the way.
 */
export function childrenGoFirst(facts: Facts, leftovers: readonly Leftover[], recorded: boolean): Rule {
  return onRegistry(facts, (registry, report, { previous }) => {
    const lowering = loweringOf(registry, previous);
    const lowest = facts.feature && lowestTierWith(facts.feature);
    if (!lowering || !previous || !lowest || !crosses(lowering, lowest)) return;
    for (const { kind, counts } of leftovers) {
      const keys = Object.keys(known(() => previous[kind]) ?? {}).filter((key) =>
        known(() => counts?.(previous, key) ?? true),
      );
      if (keys.length) report(leftoverReport(registry, lowering, { kind, keys, recorded, lowest }));
    }
  });
}

function leftoverReport(
  registry: RegistryModel,
  { from, to }: Lowering,
  left: {
    readonly kind: ChildKind;
    readonly keys: readonly string[];
    readonly recorded: boolean;
    readonly lowest: Tier;
  },
): Report {
  const { kind, keys, recorded, lowest } = left;
  const { noun, plural } = childKinds[kind];
  const one = keys.length === 1;
  const them = `${capitalised(one ? noun : plural)} ${nameKeys(keys, keys.length)}`;
  const after = known(() => registry[kind]) ?? {};
  const stay = keys.some((key) => Object.hasOwn(after, key));
  const paths = keys.map((key) => [kind, key]);
  const message = `${them} must be deleted before the registry moves from ${from} to ${to}${
    stay ? "" : ", in an earlier deployment: Pulumi changes the registry first and deletes last"
  }`;
  return {
    path: ["sku", "name"],
    given: to,
    message: recorded || stay ? `${message}.` : `${message} (that the service insists on it is unverified).`,
    allowed: `${lowest}, while ${one ? "it exists" : "they exist"}.`,
    fix: `Keep sku: "${from}" and delete ${kind} ${nameKeys(keys, keys.length)} in one deployment, then set sku: "${to}" in the next.`,
    needs: lowest,
    related: paths,
    replaces: paths,
    ...(recorded || stay ? {} : { severity: "warning" }),
  };
}

/** A property of the registry that has to go back before, or together with, the move. */
export interface Setting {
  readonly path: Path;
  /** How a sentence names the use. */
  readonly what: string;
  /** Whether a registry uses it. Stops at what it cannot know. */
  readonly used: (registry: RegistryModel) => boolean;
  /** What to write instead. */
  readonly instead: string;
}

/** A rule on properties that only higher tiers have: the next state still asks for what the previous one had. */
export function settingsGoFirst(facts: Facts, settings: readonly Setting[]): Rule {
  return onRegistry(facts, (registry, report, { previous }) => {
    const lowering = loweringOf(registry, previous);
    const lowest = facts.feature && lowestTierWith(facts.feature);
    if (!lowering || !previous || !lowest || !crosses(lowering, lowest)) return;
    for (const { path, what, used, instead } of settings) {
      if (!known(() => used(previous)) || !known(() => used(registry))) continue;
      report({
        path,
        message: `${what} is in the way of the move from ${lowering.from} to ${lowering.to}.`,
        allowed: `${lowest}${lowest === "Premium" ? "" : " or higher"}, while it is set.`,
        fix: `${instead}, or keep sku: "${lowering.from}".`,
        needs: lowest,
        related: [["sku", "name"]],
        replaces: [path],
      });
    }
  });
}

/** A rule on numbers of children that the lower tier does not hold. */
export function fewerFirst(facts: Facts, counted: readonly (ChildKind & LimitId)[]): Rule {
  return onRegistry(facts, (registry, report, { previous }) => {
    const lowering = loweringOf(registry, previous);
    if (!lowering || !previous) return;
    const { from, to } = lowering;
    for (const kind of counted) {
      const { unit, perTier, title } = limits[kind];
      const allowed = perTier[to];
      const before = Object.keys(known(() => previous[kind]) ?? {}).length;
      const after = Object.keys(known(() => registry[kind]) ?? {}).length;
      if (allowed === undefined || before <= allowed) continue;
      const stay = after > allowed;
      const needs = lowestTierHolding(kind, stay ? after : before);
      report({
        path: [kind],
        given: `${stay ? after : before} ${unit}`,
        message: stay
          ? `${after} ${unit} are more than the ${allowed} that the registry takes after its move from ${from} to ${to}; what becomes of the others is unverified.`
          : `The registry still has ${before} ${unit} when it moves from ${from} to ${to}, which takes ${allowed}: Pulumi changes the registry first and deletes last (that the service refuses it is unverified).`,
        allowed: `${title}: at most ${allowed} on ${to}.`,
        fix: `Keep sku: "${from}" and delete ${unit} until ${allowed} are left, then set sku: "${to}" in the next deployment.`,
        related: [["sku", "name"]],
        replaces: [[kind]],
        ...(needs ? { needs } : {}),
        ...(stay ? {} : { severity: "warning" }),
      });
    }
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
