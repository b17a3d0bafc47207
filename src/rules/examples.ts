import { check } from "./check";
import type { Finding } from "./finding";
import type { Example, ExampleChange, Rule } from "./writing/rule";

/** What a check of a rule's failing example finds, on a day that does not change. */
export function findingsOfExample(rule: Rule): Finding[] {
  const { before, after } = statesOf(rule.fails);
  return check(after, {
    rules: [rule],
    previous: before,
    now: new Date("2026-11-23T12:00:00Z"),
    options: { [rule.id]: rule.exampleOptions ?? {} },
  });
}

/** The state of an example, and the one before it where the rule looks at a change. */
export function statesOf(example: Example | ExampleChange): { readonly before?: Example; readonly after: Example } {
  return "after" in example ? example : { after: example };
}

/** How many items of a long list or map of an example are shown. */
const shownItems = 3;

/** An example with its long lists, maps and texts cut short, for people to read. */
export function shortened(value: unknown): unknown {
  const more = (amount: number) => `and ${amount - shownItems} more of the kind`;
  if (Array.isArray(value)) {
    const items = value.map(shortened);
    return items.length > 4 * shownItems ? [...items.slice(0, shownItems), more(items.length)] : items;
  }
  if (typeof value === "string")
    return value.length > 200 ? `${value.slice(0, 60)}… (${value.length} characters)` : value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, shortened(item)]);
  return Object.fromEntries(
    entries.length > 4 * shownItems ? [...entries.slice(0, shownItems), ["…", more(entries.length)]] : entries,
  );
}
