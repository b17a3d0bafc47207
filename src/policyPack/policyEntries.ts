import { type Level, levelIn, type ProfileName } from "../review/profiles";
import { settingsKey } from "../review/reviewConfig";
import { type JsonSchema, parameterSchemas, settingsSchema } from "../review/reviewSchema";
import { rules as ruleBook } from "../rules/book";
import { expiredWaiver } from "../rules/otherFindings";
import { rulesByPolicy } from "../rules/ruleNames";
import type { Risk, Rule } from "../rules/writing/rule";
import { riskOf } from "./violations";

/** One policy of the pack: all rules of one stable policy name. */
export interface PolicyEntry {
  readonly name: string;
  readonly displayName: string;
  /** Why it matters, in whole sentences. */
  readonly description: string;
  readonly level: Level;
  readonly risk: Risk;
  /** The control of the Microsoft cloud security benchmark that it serves best. */
  readonly framework?: Readonly<Record<"name" | "version" | "reference" | "specification", string>>;
  readonly tags: readonly string[];
  readonly url?: string;
  readonly remediationSteps?: string;
  readonly parameters: Readonly<Record<string, JsonSchema>>;
  readonly rules: readonly Rule[];
  /** Whether its violations can be mended in place. */
  readonly remediable: boolean;
}

const levels: readonly Level[] = ["disabled", "advisory", "mandatory"];
const risks: readonly Risk[] = ["low", "medium", "high", "critical"];

/** The policies of the pack in a profile, in the order of the rule book; the settings come first. */
export function policyEntries(profile: ProfileName = "baseline", rules: readonly Rule[] = ruleBook): PolicyEntry[] {
  const policies = [...rulesByPolicy(rules)].map(([name, concerned]) => entryOf(name, concerned, profile));
  return [settingsEntry, waiverEntry, ...policies];
}

const benchmark = {
  name: "Microsoft cloud security benchmark",
  version: "1",
  specification: "https://learn.microsoft.com/security/benchmark/azure/overview",
};

const settingsEntry: PolicyEntry = {
  name: settingsKey,
  displayName: "Settings of the review",
  description: "Holds the profile, the waivers and other settings that are no single policy's.",
  level: "advisory",
  risk: "low",
  tags: [],
  parameters: settingsSchema,
  rules: [],
  remediable: false,
};

const waiverEntry: PolicyEntry = {
  name: expiredWaiver.policy,
  displayName: expiredWaiver.title,
  description: "A waiver that has run out no longer covers anything and should be removed or renewed.",
  level: "advisory",
  risk: "medium",
  tags: [expiredWaiver.id],
  parameters: {},
  rules: [],
  remediable: false,
};

function entryOf(name: string, rules: readonly Rule[], profile: ProfileName): PolicyEntry {
  const tags = new Set(rules.flatMap(({ id, also = [], tags: given = [] }) => [id, ...also, ...given]));
  const control = [...tags].find((tag) => tag.startsWith("mcsb:"))?.slice("mcsb:".length);
  const [first] = rules;
  return {
    name,
    displayName: first?.title ?? name,
    description: [...new Set(rules.map(({ why }) => why))].join(" "),
    level: highest(
      levels,
      rules.map((rule) => levelIn(profile, rule)),
    ),
    risk: highest(risks, rules.map(riskOf)),
    ...(control ? { framework: { ...benchmark, reference: control } } : {}),
    tags: [...tags],
    ...(first ? { url: first.docs } : {}),
    remediationSteps: [...new Set(rules.map(({ fix }) => fix))].join(" "),
    parameters: parameterSchemas(rules),
    rules,
    remediable: rules.some(({ id, remedy }) => remedy !== undefined || id === "R35"),
  };
}

function highest<Word>(order: readonly Word[], given: readonly Word[]): Word {
  // Every list here has a first word, and a policy has at least one rule.
  return given.reduce((a, b) => (order.indexOf(a) >= order.indexOf(b) ? a : b));
}
