// Text from a file as GitHub's Markdown shows it, whatever signs it has.

/** Signs that Markdown would take for HTML or mathematics, as HTML writes them. */
const entities: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", $: "&dollar;" };

/**
 * Text that Markdown must not read as its own signs, on one line. A name after `@` is no mention and a number after `#` or
 * `GH-` no issue: GitHub looks for these when the escapes are gone, so a space of no width stands in between.
 */
export function plain(text: string): string {
  return onOneLine(text)
    .replace(/[\\`*_{}[\]<>|~#&$]/g, (sign) => entities[sign] ?? `\\${sign}`)
    .replace(/@|#(?=\d)|\bGH-(?=\d)/gi, (sign) => `${sign}\u200B`);
}

/** Text in a code span within a table, whatever signs it has. */
export function code(text: string): string {
  // A backslash before the one that a table wants before "|" would undo it.
  const one = onOneLine(text)
    .replaceAll("`", "'")
    .replace(/(\\?)\|/g, (_, before: string) => (before ? "\\\u200B\\|" : "\\|"));
  return `\`${one || " "}\``;
}

/** Text without line ends, control characters and what would turn its direction around. */
function onOneLine(text: string): string {
  return shortened(text).replace(/[\s\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ");
}

function shortened(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 997)}...` : text;
}
