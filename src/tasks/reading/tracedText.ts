// A task file is changed several times before its YAML is read: comments go, aliases and templates are filled in. A
// traced text remembers where each of its characters comes from, so that a finding can point into the file as written.

/** A stretch of a traced text: from `at` on, to the next stretch. */
interface Stretch {
  readonly at: number;
  readonly from: number;
  /** Whether its characters stand one by one in the first text; otherwise all of them come from `from`. */
  readonly copied: boolean;
}

/** A text made from another, which knows where in the first one its characters stand. */
export interface TracedText {
  readonly text: string;
  readonly stretches: readonly Stretch[];
}

/** A text as it was written. */
export function traced(text: string): TracedText {
  return { text, stretches: [{ at: 0, from: 0, copied: true }] };
}

/** Where a character of a traced text comes from: its place in the first text. */
export function originOf({ stretches }: TracedText, place: number): number {
  const stretch = stretches[indexAt(stretches, place)];
  return stretch ? stretch.from + (stretch.copied ? place - stretch.at : 0) : 0;
}

function indexAt(stretches: readonly Stretch[], place: number): number {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.at ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Puts a traced text together from pieces of another one and from what is new. */
export interface Weaver {
  /** The length so far. */
  readonly length: () => number;
  readonly copy: (source: TracedText, start: number, end: number) => void;
  /** Adds a text that comes from one place in the first text. */
  readonly add: (text: string, from: number) => void;
  readonly done: () => TracedText;
}

/** A text to be put together. */
export function weave(): Weaver {
  const parts: string[] = [];
  const stretches: Stretch[] = [];
  let length = 0;
  const put = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  return {
    length: () => length,
    copy: (source, start, end) => {
      if (end <= start) return;
      let index = indexAt(source.stretches, start);
      for (let place = start; place < end; index++) {
        const stretch = source.stretches[index];
        if (!stretch) break;
        const from = stretch.from + (stretch.copied ? place - stretch.at : 0);
        stretches.push({ at: length + place - start, from, copied: stretch.copied });
        place = Math.min(end, source.stretches[index + 1]?.at ?? end);
      }
      put(source.text.slice(start, end));
    },
    add: (text, from) => {
      if (text === "") return;
      stretches.push({ at: length, from, copied: false });
      put(text);
    },
    done: () => ({ text: parts.join(""), stretches }),
  };
}

/** A place in a text, both numbers from 1, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Gives the lines and columns of places in a text. */
export function lineFinder(text: string): (place: number) => Position {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (place) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: place - (starts[low] ?? 0) + 1 };
  };
}
