import { known, type Path } from "../../model";

/** Looks at each item of a list by itself: one that is not known hides none of the others. */
export function eachKnown<Item>(items: readonly Item[] | undefined, look: (item: Item, index: number) => void): void {
  for (const index of (items ?? []).keys()) {
    known(() => {
      const item = items?.[index];
      if (item !== undefined) look(item, index);
    });
  }
}

/** Like {@link eachKnown}, for the list at a path: each item comes with its own path. */
export function eachKnownAt<Item>(
  items: readonly Item[] | undefined,
  path: Path,
  look: (item: Item, path: Path, index: number) => void,
): void {
  eachKnown(items, (item, index) => look(item, [...path, index], index));
}
