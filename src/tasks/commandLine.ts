// A command line as a shell cuts it into words. Runners up to mid-2026 hand a step's line to the shell of the machine;
// later ones cut it by rules of their own, in which no sign but quotes and backslashes means anything. What both read in
// the same way is safe.

/** A word of a command line, without its quotes. Places are places in the line. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A sign that a shell acts on, outside of quotes, or `$` outside of single quotes. */
export interface ShellSign {
  readonly sign: string;
  readonly at: number;
}

/** A command line, cut up. */
export interface CommandLine {
  readonly words: readonly Word[];
  readonly signs: readonly ShellSign[];
  /** The quote that is not closed, and where it begins. */
  readonly open?: ShellSign;
}

/** Cuts a command line into words. */
export function cutCommandLine(line: string): CommandLine {
  const words: Word[] = [];
  const signs: ShellSign[] = [];
  let word = "";
  let start = -1;
  let quote = "";
  let quoteStart = 0;
  const close = (end: number) => {
    if (start >= 0) words.push({ text: word, start, end });
    word = "";
    start = -1;
  };
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (quote === "'") {
      if (sign === "'") quote = "";
      else word += sign;
      continue;
    }
    if (sign === "$" && /[A-Za-z_{(]/.test(line[at + 1] ?? "")) {
      const name = /^\$(?:[A-Za-z_]\w*|\{[^}]*\}|\()/.exec(line.slice(at, at + 100))?.[0] ?? "$";
      signs.push({ sign: name === "$(" ? "$( )" : name, at });
    } else if (sign === "`") signs.push({ sign: "`", at });
    if (quote === '"') {
      if (sign === '"') quote = "";
      else if (sign === "\\" && /["\\$`]/.test(line[at + 1] ?? "")) word += line[++at] ?? "";
      else word += sign;
      continue;
    }
    if (sign === "'" || sign === '"') {
      quote = sign;
      quoteStart = at;
      if (start < 0) start = at;
    } else if (/\s/.test(sign)) {
      close(at);
      if (sign === "\n" && line.slice(at).trim() !== "" && words.length > 0) signs.push({ sign: "\n", at });
    } else if (sign === "\\" && at + 1 < line.length) {
      if (start < 0) start = at;
      word += line[++at] ?? "";
    } else {
      const operator = /^(?:\|\||&&|>>|<<|2>&1|2>|[|&;<>])/.exec(line.slice(at, at + 4))?.[0];
      // A 2 before > is only a redirection when a word begins with it.
      if (operator && (start < 0 || !operator.startsWith("2"))) {
        signs.push({ sign: operator, at });
        close(at);
        at += operator.length - 1;
        continue;
      }
      if (start < 0) start = at;
      word += sign;
    }
  }
  close(line.length);
  return { words, signs, ...(quote === "" ? {} : { open: { sign: quote, at: quoteStart } }) };
}

/** A text as one word that every runner reads as it is. A text that needs no quotes gets none. */
export function quoteWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
