// How old a tag must be for `acr purge` to delete it. The tool's own parser has traps: a letter in the wrong place means
// "everything", and a word means "nothing", without an error. Source: acr-cli, cmd/acr/purge.go and its tests.

type Piece<Unit extends string> = `${bigint}${Unit}`;

/**
 * An age: days, hours, minutes and seconds in this order, or weeks alone. For instance `30d`, `1d12h`, `90m`, `2w`, and
 * `0d` for any age. Use {@link parseAge} for a text that is not known to the compiler.
 */
export type Age =
  | Piece<"w">
  | Piece<"d">
  | Piece<"h">
  | Piece<"m">
  | Piece<"s">
  | `${Piece<"d">}${Piece<"h">}`
  | `${Piece<"d">}${Piece<"m">}`
  | `${Piece<"h">}${Piece<"m">}`
  | `${Piece<"d">}${Piece<"h">}${Piece<"m">}`;

/** What an age says, or why the tool does not read it as meant. */
export type AgeReading =
  | { readonly seconds: number; readonly ago: string }
  | {
      /** What the tool makes of it: it stops, deletes everything, deletes nothing, or takes another age. */
      readonly does: "stops" | "everything" | "nothing" | "other";
      /** The rest of a sentence that begins with the age. */
      readonly says: string;
      /** What was meant, where that is plain. */
      readonly meant?: string;
    };

const exact = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Reads an age. Weeks are taken where `weeks` is set: the tool does not know them. */
export function readAge(text: string, { weeks = false } = {}): AgeReading {
  const inWeeks = /^(\d+)\s*w(?:eeks?)?$/i.exec(text);
  if (inWeeks && weeks && /^\d+w$/.test(text)) return readAge(`${Number(inWeeks[1]) * 7}d`);
  const found = exact.exec(text);
  if (text !== "" && found) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
    return { seconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds, ago: text };
  }
  if (text === "") return { does: "stops", says: "is empty", meant: "30d" };
  if (/^-/.test(text))
    return { does: "everything", says: "is below 0, which the tool takes for any age", meant: text.slice(1) };
  if (/^d\d*$/.test(text)) {
    const number = text.slice(1);
    return {
      does: "everything",
      says: "begins with the letter, which the tool takes for any age",
      meant: `${number || "30"}d`,
    };
  }
  if (/^\d+$/.test(text)) return { does: "stops", says: "has no unit", meant: `${text}d` };
  if (inWeeks)
    return { does: "stops", says: "is in weeks, which the tool does not know", meant: `${Number(inWeeks[1]) * 7}d` };
  const days = /^(\d+)\s*(?:days?)$/i.exec(text);
  if (days) {
    return { does: "nothing", says: "is a word to the tool, which it takes for 150 years", meant: `${days[1]}d` };
  }
  const part = /^(\d+)\.\d+d$/.exec(text);
  if (part)
    return {
      does: "other",
      says: `has a fraction, which the tool cuts off`,
      meant: `${Math.round(Number(text.slice(0, -1)) * 24)}h`,
    };
  const turned = /^(\d+[hms])+(\d+)d$/.exec(text);
  if (turned) {
    const rest = text.slice(0, text.length - (turned[2]?.length ?? 0) - 1);
    return {
      does: "other",
      says: "has its days last, and the tool reads the first number as days",
      meant: `${turned[2]}d${rest}`,
    };
  }
  return { does: "stops", says: "is not an age that the tool can read" };
}

/** Takes a text for an {@link Age}, for instance one of a stack's configuration. Throws a `RangeError` when it is none. */
export function parseAge(text: string): Age {
  const reading = readAge(text, { weeks: true });
  if ("seconds" in reading) return text as Age;
  const meant = reading.meant === undefined ? "" : ` Write "${reading.meant}".`;
  throw new RangeError(`The age "${text}" ${reading.says}.${meant} Allowed: 30d, 1d12h, 90m, 2w.`);
}
