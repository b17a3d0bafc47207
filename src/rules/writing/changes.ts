import { type Path, parseResourceId, type RegistryModel } from "../../model";
import { atLeast, type Tier } from "../tiers";
import { tierOfRegistry } from "./builders";
import type { Report } from "./rule";

/**
 * The children that a deployment removes: their names in lower case, and the keys they had. One that only moved to another
 * key is not among them. Reads every child that stays, so an unknown name there stops the rule.
 */
export function removedChildren<Child>(
  before: Readonly<Record<string, Child>> | undefined,
  after: Readonly<Record<string, Child>> | undefined,
  nameOf: (child: Child) => string | undefined,
): ReadonlyMap<string, string> {
  const removed = new Map<string, string>();
  const kept = new Set(Object.values(after ?? {}).map((child) => nameOf(child)?.toLowerCase()));
  for (const [key, child] of Object.entries(before ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = nameOf(child)?.toLowerCase();
    if (name !== undefined && !kept.has(name) && !Object.hasOwn(after ?? {}, key)) removed.set(name, key);
  }
  return removed;
}

/** The name, in lower case, of the registry's child that an ARM id names. */
export function childNameIn(id: string | undefined): string | undefined {
  return id === undefined ? undefined : parseResourceId(id)?.names[1]?.toLowerCase();
}

/**
 * Reports a text of a child that the service fixes when the child is made. Capital letters make no difference to names, ids
 * and hosts; a value that was not there before, or is not there any more, says nothing.
 */
export function reportFixed(
  property: string,
  { before, after, child }: { before: string | undefined; after: string | undefined; child: string },
  report: (report: Report) => void,
): void {
  if (before === undefined || after === undefined || before.toLowerCase() === after.toLowerCase()) return;
  report({
    path: [property],
    given: after,
    message: `The ${property} of ${child} was "${before}" and cannot change to "${after}".`,
    allowed: `"${before}"`,
    fix: `Keep ${property}: "${before}", or declare another one under a key of its own and remove this one.`,
  });
}

/** The text at a place in a child; `undefined` where there is none. Stops at an unknown value on the way. */
export function textAt(child: object, path: Path): string | undefined {
  let value: unknown = child;
  for (const step of path) value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** A move of a registry to a lower tier. */
export interface Lowering {
  readonly from: Tier;
  readonly to: Tier;
}

/** The move to a lower tier between two states of a registry; `undefined` when there is none. */
export function loweringOf(registry: RegistryModel, previous: RegistryModel | undefined): Lowering | undefined {
  if (!previous) return undefined;
  const from = tierOfRegistry(previous);
  const to = tierOfRegistry(registry);
  return from && to && !atLeast(to, from) ? { from, to } : undefined;
}
