import type { Holes } from "../template/values";

// In the text that a template gives, one character of Unicode's private use area stands for each value that only a run
// will know. YAML takes it for a letter, and two places with one value have one character.

const first = 0xe000;
const last = 0xf8fe;
/** Stands for all further values: none of them is then taken for another. */
const rest = 0xf8ff;

const any = /[\ue000-\uf8ff]/;
const all = /[\ue000-\uf8ff]/g;
const nothingElse = /^[\ue000-\uf8ff]+$/;

/** Whether a text has a part that only a run will know. */
export function hasHole(text: string): boolean {
  return any.test(text);
}

/** Whether two texts may turn out to be the same, given that equal holes are filled with equal values. */
export function mayBeSame(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left === "" || right === "") return nothingElse.test(left + right);
  const differ = (a = "", b = "") => !any.test(a) && !any.test(b);
  return !differ(left[0], right[0]) && !differ(left[left.length - 1], right[right.length - 1]);
}

/** The holes of one file, and the way back to what fills them. */
export interface FileHoles extends Holes {
  /** A text as a reader knows it, with the expressions in place of the holes. */
  readonly shown: (text: string) => string;
}

/** Holes for a file. Characters that the file itself uses are left alone. */
export function holesFor(file: string): FileHoles {
  const bySource = new Map<string, string>();
  const byHole = new Map<string, string>();
  const used = new Set(file.match(all) ?? []);
  let next = first;
  const of = (source: string) => {
    const known = bySource.get(source);
    if (known !== undefined) return known;
    while (next <= last && used.has(String.fromCharCode(next))) next++;
    const hole = String.fromCharCode(next <= last ? next++ : rest);
    bySource.set(source, hole);
    if (!byHole.has(hole)) byHole.set(hole, source);
    return hole;
  };
  return {
    of,
    within: hasHole,
    only: (text) => nothingElse.test(text),
    shown: (text) => text.replace(all, (hole) => (byHole.has(hole) ? `{{${byHole.get(hole)}}}` : hole)),
  };
}
