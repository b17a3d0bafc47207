import type { ChangeRow } from "../changes";
import type { Review, ReviewFinding, ReviewNote, ReviewSummary } from "../report";
import type { TierAdvice } from "../tierAdvice";

/** A number with its noun: `1 error`, `2 errors`. */
export function amount(count: number, noun: string): string {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The whole review in one sentence. */
export function summaryText(summary: ReviewSummary): string {
  const { registries, errors, warnings, waived, profile, rules, failedRules = [] } = summary;
  const failed = failedRules.length ? ` Failed by a mistake of their own: ${failedRules.join(", ")}.` : "";
  const found = [
    ...(errors ? [amount(errors, "error")] : []),
    ...(warnings ? [amount(warnings, "warning")] : []),
    ...(waived ? [`${waived} waived`] : []),
  ];
  const what = found.length ? found.join(", ") : registries ? "no findings" : "nothing was judged";
  return `${amount(registries, "registry")} reviewed with ${amount(rules, "rule")} (profile ${profile}): ${what}.${failed}`;
}

/** A resource as a person names it: `Registry images` out of a URN or of a type and a name. */
export function shortName(resource: string): string {
  if (!resource.startsWith("urn:pulumi:")) {
    const [type = "", ...name] = resource.split(" ");
    return name.length && /[:/]/.test(type) ? `${lastWord(type)} ${name.join(" ")}` : resource;
  }
  const [, , type = "", ...name] = resource.split("::");
  return `${lastWord(type)} ${name.join("::")}`;
}

function lastWord(type: string): string {
  return type.replace(/@.*/, "").split(/[:/$]/).pop() ?? type;
}

/** Findings by the registry that they belong to, in the order of the review. */
export function findingsByRegistry({ findings }: Review): Map<string, ReviewFinding[]> {
  const groups = new Map<string, ReviewFinding[]>();
  for (const finding of findings) {
    const key = registryKey(finding.file, finding.registry);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return groups;
}

/** What tells registries of several files apart. */
export function registryKey(file: string, resource: string): string {
  return `${file}\n${resource}`;
}

/** A note with the file that it is about, and the names that its sentence does not hold. */
export function noteText({ file, message, names = [] }: ReviewNote): string {
  const more = names.filter((name) => !message.includes(name));
  return `${file === undefined ? "" : `${file}: `}${message}${more.length ? ` (${more.join(", ")})` : ""}`;
}

/** How often each rule spoke, one line a rule, where there is more than one registry to count. */
export function rulesText({ rules, registries }: Review): string[] {
  if (registries.length < 2 || rules.length === 0) return [];
  const width = Math.max(...rules.map(({ rule }) => rule.length));
  const lines = rules.map(({ rule, title, errors, warnings, registries: count }) => {
    const word = errors ? "error" : warnings ? "warning" : "waived";
    const where = count === 0 ? "configuration" : `${count} of ${registries.length}`;
    return `  ${word.padEnd(7)} ${rule.padEnd(width)}  ${where.padEnd(13)}  ${title}`;
  });
  return ["By rule, and in how many registries:", ...lines, ""];
}

/** One line of a change. */
export function changeText({ path, before, after, effects }: ChangeRow): string {
  return `${path || "registry"}: ${before} -> ${after}${effects.length ? ` [${effects.join(", ")}]` : ""}`;
}

/** Advice on tiers as lines. */
export function tierText({ current, needed, lower, changes }: TierAdvice): string[] {
  const set = current === undefined ? "" : current === needed ? " It is what is set." : ` ${current} is set.`;
  const head = `The lowest tier for this configuration is ${needed}.${set}`;
  if (!lower) return [head];
  return [
    `${head} To do with ${lower}, change:`,
    ...changes.map(({ path, message }) => `${path || "registry"}: ${message}`),
  ];
}
