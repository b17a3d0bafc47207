import { amount } from "./phrases";

// A comment has a limit of characters. What matters most gets its room first.

const mostRows = 100;

/** A table with as many rows as may be and fit, and a line that counts the others. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  noun: string,
  room = Number.POSITIVE_INFINITY,
): string {
  const lines = [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`];
  let left = room;
  let taken = 0;
  for (const row of rows.slice(0, mostRows)) {
    const line = `| ${row.join(" | ")} |`;
    left -= line.length + 1;
    if (left < 0) break;
    lines.push(line);
    taken++;
  }
  const more = rows.length - taken;
  return [...lines, ...(more > 0 ? ["", `${amount(more, `more ${noun}`)} in the JSON report.`] : [])].join("\n");
}

/** A part of a report: what must be told of it, in full or at least as lines, and what may be left out. */
export interface Section {
  /** Title and errors in full. */
  readonly must: string;
  readonly more: string;
  /** The errors again, each as one line. */
  readonly errors: readonly string[];
}

/**
 * Sections within a number of characters. Errors come first: in full as long as those after them still fit as lines. Then
 * comes the rest, in order. The last line says how much is not there.
 */
export function sectionsWithin(sections: readonly Section[], room: number): string[] {
  const full = new Set<Section>();
  let lines = sections.reduce((sum, section) => sum + lengthOf(section.errors), 0);
  let used = 0;
  for (const section of sections) {
    if (section.errors.length === 0) continue;
    lines -= lengthOf(section.errors);
    if (used + section.must.length + 2 + lines <= room) {
      full.add(section);
      used += section.must.length + 2;
    } else used += lengthOf(section.errors);
  }
  let missing = 0;
  const parts: string[] = [];
  for (const section of sections) {
    const isFull = full.has(section);
    const isShort = section.errors.length > 0 && !isFull;
    if (isFull) parts.push(section.must);
    const rest = isFull ? section.more : [section.must, section.more].filter(Boolean).join("\n\n");
    if (rest === "") continue;
    // Whatever does not fit ends it: a later one that happens to be short is not more important.
    if (isShort || missing > 0 || used + rest.length + 2 > room) missing++;
    else {
      used += rest.length + 2;
      parts.push(rest);
    }
  }
  const short = sections.filter((section) => section.errors.length > 0 && !full.has(section));
  return [
    ...errorLines(
      short.flatMap(({ errors }) => errors),
      room,
    ),
    ...parts,
    ...ending(missing),
  ];
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function errorLines(lines: readonly string[], room: number): string[] {
  if (lines.length === 0) return [];
  let left = room;
  const taken = lines.filter((line) => {
    left -= line.length + 1;
    return left >= 0;
  });
  const more = lines.length - taken.length;
  const rest = more > 0 ? [`- ${amount(more, "more error")}, which the table of rules counts`] : [];
  return ["### Errors without room for more", [...taken, ...rest].join("\n")];
}

function ending(missing: number): string[] {
  return missing
    ? [`${amount(missing, "more registry")} did not fit in here in full; the JSON report has everything.`]
    : [];
}
