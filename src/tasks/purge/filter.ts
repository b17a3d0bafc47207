// The filters of `acr purge`: a repository and its tags as regular expressions with one colon between them. The tool ties
// the repository's expression to both ends of the name, and the tags' to neither. Source: acr-cli, cmd/acr/purge.go.

/** Why an expression cannot be used, as the rest of a sentence that begins with it. */
export interface ExpressionFault {
  readonly says: string;
  readonly fix: string;
}

const most = 1000;

/** What is wrong with a regular expression for names or tags; `undefined` when nothing is. */
export function faultOfExpression(text: string): ExpressionFault | undefined {
  if (text === "") return { says: "is empty", fix: 'Write ".*" for all.' };
  if (text.length > most) return { says: `is longer than ${most} characters`, fix: "Write several filters." };
  if (text === "*") return { says: "is not a regular expression: nothing stands before the *", fix: 'Write ".*".' };
  if (text.includes("'"))
    return { says: "has a ', which ends the quotes around it", fix: "Write . in its place, which is any character." };
  if (/[\n\r]/.test(text)) return { says: "has a line break", fix: "Write it on one line." };
  if (hasNestedRepeat(text)) {
    return {
      says: "repeats what repeats, for which some names take longer than the tool waits",
      fix: "Take one of the two repeats out.",
    };
  }
  try {
    new RegExp(text);
  } catch {
    return { says: "is not a regular expression", fix: 'Check its brackets, and write "\\\\." for a dot.' };
  }
  return undefined;
}

/** Whether a group that repeats without end stands in one that does: `(a+)+`. Such expressions can take for ever. */
function hasNestedRepeat(text: string): boolean {
  const repeats: boolean[] = [false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\\") at++;
    else if (sign === "[") {
      while (at < text.length && text[at] !== "]") at += text[at] === "\\" ? 2 : 1;
    } else if (sign === "(") repeats.push(false);
    if (sign === ")" && repeats.length > 1) {
      const inner = repeats.pop();
      const isRepeated = /^(?:[*+]|\{\d+,\})/.test(text.slice(at + 1, at + 12));
      if (inner && isRepeated) return true;
      if (inner || isRepeated) repeats[repeats.length - 1] = true;
    } else if (sign === "*" || sign === "+" || (sign === "{" && /^\{\d+,\}/.test(text.slice(at)))) {
      repeats[repeats.length - 1] = true;
    }
  }
  return false;
}

/** A filter cut at the colon that the tool takes for the separator; `undefined` when there is not exactly one. */
export function cutFilter(filter: string): { readonly repository: string; readonly tags: string } | undefined {
  const colons: number[] = [];
  for (let at = 0; at < filter.length; at++) {
    if (filter[at] === "\\") at++;
    else if (filter.startsWith("(?:", at)) at += 2;
    else if (filter.startsWith("[:", at) || filter.startsWith(":]", at)) at += 1;
    else if (filter[at] === ":") colons.push(at);
  }
  const [colon] = colons;
  if (colon === undefined || colons.length > 1) return undefined;
  return { repository: filter.slice(0, colon), tags: filter.slice(colon + 1) };
}

/** Says whether a filter matches a tag of a repository, as the tool does. The filter must be without faults. */
export function matcherOf(filter: string): (repository: string, tag: string) => boolean {
  const cut = cutFilter(filter);
  if (!cut) return () => false;
  const repository = new RegExp(`^(?:${cut.repository})$`);
  const tags = new RegExp(cut.tags);
  return (name, tag) => repository.test(name) && tags.test(tag);
}

/** A pattern with * and ? as a regular expression. */
export function expressionOfGlob(glob: string): string {
  return glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
}

/** A name as a regular expression for that name alone. */
export function expressionOfName(name: string): string {
  return name.replace(/\./g, "\\.");
}
