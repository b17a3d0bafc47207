import { allChildKinds } from "../../model/childKinds";
import type { Note } from "../declared";

/** A note names at most this many resources. */
const mostNames = 20;

/**
 * Notes of what a template does not make: with other parameters it may. Loops of no turns are told of for registries only,
 * because templates make every child in a loop.
 */
export function leftOutNotes(leftOut: readonly LeftOut[], isGiven: boolean): Note[] {
  const registries = leftOut.filter(({ part }) => part === "registry");
  const others = leftOut.filter(({ part, by }) => part !== "registry" && by === "condition");
  const those = isGiven ? "with these parameters" : "with the default parameters";
  const remedy = isGiven ? "" : " Give the deployment's own with --parameters.";
  return [
    ...noteOf(
      registries,
      (count) =>
        `${count} ${count === 1 ? "registry is" : "registries are"} left out ${reasonOf(registries)} ${those}.${remedy}`,
    ),
    ...noteOf(
      others,
      (count) =>
        `${count} ${count === 1 ? "child is" : "children are"} left out by a false condition ${those}: ${kindsOf(others)}.${remedy}`,
    ),
  ];
}

function noteOf(leftOut: readonly LeftOut[], message: (count: number) => string): Note[] {
  if (leftOut.length === 0) return [];
  const names = [...new Set(leftOut.map(({ name }) => name))].slice(0, mostNames);
  return [{ kind: "condition", message: message(leftOut.length), names }];
}

function reasonOf(leftOut: readonly LeftOut[]): string {
  const reasons = new Set(leftOut.map(({ by }) => by));
  if (reasons.size > 1) return "by false conditions and empty loops";
  return reasons.has("loop") ? "by a loop of no turns" : "by a false condition";
}

/** How many there are of each kind: `2 of replications, 1 of webhooks`. */
function kindsOf(leftOut: readonly LeftOut[]): string {
  return allChildKinds
    .map((kind) => [kind, leftOut.filter(({ part }) => part === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", ");
}

/** A part of a registry that a false condition, or a loop of no turns, leaves out. */
export interface LeftOut {
  readonly part: string;
  readonly name: string;
  readonly by: "condition" | "loop";
}
