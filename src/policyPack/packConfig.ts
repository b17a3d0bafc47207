import { type ConfigProblem, type ReviewConfig, readReviewConfig, settingsKey } from "../review/reviewConfig";
import { expiredWaiver } from "../rules/otherFindings";
import type { PolicyEntry } from "./policyEntries";

/** What the engine tells a pack about one policy: the level is always there, from the file or the policy's own. */
export interface EngineConfig {
  readonly enforcementLevel: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Turns what the engine sends into a review configuration. The engine fills in each policy's own level, so a level that
 * is the policy's own is taken as not written, and the profile decides; any other was written.
 */
export function packConfig(
  given: Readonly<Record<string, EngineConfig>>,
  entries: readonly PolicyEntry[],
): { readonly config: ReviewConfig; readonly problems: readonly ConfigProblem[] } {
  const own = new Map<string, string>(entries.map(({ name, level }) => [name, level]));
  const wasAll = isForAll(given, entries);
  // No prototype: keys are the user's.
  const file: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(given)) {
    const policy = given[name];
    if (!policy) continue;
    const written = wasAll || policy.enforcementLevel !== own.get(name);
    file[name] = { ...policy.properties, ...(written ? { enforcementLevel: policy.enforcementLevel } : {}) };
  }
  return readReviewConfig(
    file,
    entries.flatMap(({ rules }) => rules),
  );
}

/**
 * Whether the configuration gave a level to `all`, which the engine hands on as a level of each policy: the two policies
 * without rules have it then, and most of the policies that have another one of their own.
 */
function isForAll(given: Readonly<Record<string, EngineConfig>>, entries: readonly PolicyEntry[]): boolean {
  const level = given[settingsKey]?.enforcementLevel;
  if (level === undefined || level !== given[expiredWaiver.policy]?.enforcementLevel) return false;
  const others = entries.filter((entry) => entry.level !== level);
  return others.filter(({ name }) => given[name]?.enforcementLevel === level).length > others.length / 2;
}
