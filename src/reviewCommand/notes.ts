import { isChildKind } from "../model";
import type { Note } from "../readers/declared";
import { typeOf } from "../readers/link/graph";
import { parseType } from "../readers/resourceTypes";
import type { ReviewPlan } from "../review/reviewPlan";
import { check } from "../rules";
import type { Rule } from "../rules/writing/rule";
import { amount } from "./formats/phrases";
import type { ReviewNote, Source } from "./report";

// What a report says of what it does not say: nothing is passed over in silence.

/** A note names at most this many. */
const mostNames = 20;

/** The notes on one file, in which that many registries were found. */
export function notesOfFile({ file, content }: Source, registries: number): ReviewNote[] {
  const { resources, ignored, notes = [] } = content;
  const all: Note[] = [...notes];
  const unread = new Map<string, number>();
  const uncertain: string[] = [];
  for (const raw of resources) {
    const type = typeOf(raw);
    const { part } = parseType(type);
    if (part === undefined && isOurs(type)) unread.set(type, (unread.get(type) ?? 0) + 1);
    if (raw.uncertain && (part === "registry" || isChildKind(part))) uncertain.push(raw.name);
  }
  if (unread.size > 0) {
    const count = [...unread.values()].reduce((sum, each) => sum + each, 0);
    const message = `${amount(count, "resource")} of ${unread.size === 1 ? "a type" : "types"} that no rule reads: ${[...unread.keys()].slice(0, mostNames).join(", ")}.`;
    all.push({ kind: "unread", message, names: [...unread.keys()].slice(0, mostNames) });
  }
  if (uncertain.length > 0) {
    const one = uncertain.length === 1;
    const message = `Whether ${amount(uncertain.length, "resource")} will be made is not known, because a condition or a count can't be worked out. ${one ? "It is reviewed as if it were" : "They are reviewed as if they were"}; a child that may not be made with its registry causes warnings, not errors.`;
    all.push({ kind: "uncertain", message, names: [...new Set(uncertain)].slice(0, mostNames) });
  }
  if (ignored > 0) {
    const message = `${ignored === 1 ? "1 entry is" : `${ignored} entries are`} not read, because no resource could be made out.`;
    all.push({ kind: "ignored", message });
  }
  if (registries === 0) all.push({ kind: "nothing", message: "No registry was found in this file." });
  return all.map((note) => ({ ...note, file }));
}

/** The types of this service, under whatever provider. */
function isOurs(type: string): boolean {
  return /containerregistry|^azure:containerservice\/\w*registr/i.test(type);
}

/** The notes on what the review was asked to apply. */
export function notesOfPlan({ rules, options }: ReviewPlan): ReviewNote[] {
  const off = rules.filter((rule) => !Object.hasOwn(options, rule.id) && needsOptions(rule));
  if (off.length === 0) return [];
  const message = `${amount(off.length, "rule")} ${off.length === 1 ? "is" : "are"} off until a configuration gives ${off.length === 1 ? "its" : "their"} parameters: ${off.map(parametersOf).join(", ")}.`;
  return [{ kind: "rules", message, names: off.map(({ id }) => id) }];
}

function parametersOf({ id, policy, options = {} }: Rule): string {
  return `${id} (${policy}: ${Object.keys(options).join(", ")})`;
}

const silent = new Map<string, boolean>();

/** Whether a rule says nothing, not even of its own failing example, before somebody sets its options. */
function needsOptions(rule: Rule): boolean {
  if (!rule.exampleOptions) return false;
  const known = silent.get(rule.id);
  if (known !== undefined) return known;
  const { fails } = rule;
  const found =
    "before" in fails ? check(fails.after, { previous: fails.before, rules: [rule] }) : check(fails, { rules: [rule] });
  silent.set(rule.id, found.length === 0);
  return found.length === 0;
}
