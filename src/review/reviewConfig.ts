import { isRecord } from "../model/json";
import { nearest } from "../model/nearestWord";
import { rules as ruleBook } from "../rules/book";
import { expiryOf } from "../rules/expiry";
import { expiredWaiver } from "../rules/otherFindings";
import { namesOf, rulesByPolicy } from "../rules/ruleNames";
import type { Rule, RuleOption } from "../rules/writing/rule";
import { type DeletionProtection, type ProfileName, profileNames } from "./profiles";
import type { Waiver } from "./waivers";

// One file configures the policy pack (`--policy-pack-config`) and `acr-review` (`--config`). Its form is the engine's:
// policy names with a level or an object, `all` for every policy. What the engine has no place for stands under
// "acr-review", which is a policy of the pack, so that the engine hands it on.

/** The key of the settings that are no single policy's. */
export const settingsKey = "acr-review";

/** The levels that a configuration may give. `remediate` is `mandatory` wherever nothing can be changed. */
export const configLevels = ["advisory", "mandatory", "remediate", "disabled"] as const;

/** A level as a configuration writes it. */
export type ConfigLevel = (typeof configLevels)[number];

/** What a team decided about a review. */
export interface ReviewConfig {
  /** Default: `baseline`. */
  readonly profile: ProfileName;
  /** Which of retention and soft delete a profile asks for. Default: `either`. */
  readonly deletionProtection: DeletionProtection;
  /** Levels that were written, by rule id. */
  readonly levels: ReadonlyMap<string, ConfigLevel>;
  /** Parameters that were written, by rule id and option name. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly waivers: readonly Waiver[];
}

/** One mistake in a configuration. */
export interface ConfigProblem {
  /** Where: `acr-review.waivers[0].expires`. */
  readonly path: string;
  readonly message: string;
}

/** What a configuration without any content says. */
const defaultReviewConfig: ReviewConfig = {
  profile: "baseline",
  deletionProtection: "either",
  levels: new Map(),
  options: {},
  waivers: [],
};

/** Reads a configuration, already parsed from JSON. Gives every mistake at once, and what remains without them. */
export function readReviewConfig(
  value: unknown,
  rules: readonly Rule[] = ruleBook,
): { readonly config: ReviewConfig; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const complain: Complain = (path, message) => problems.push({ path, message });
  if (value === undefined) return { config: defaultReviewConfig, problems };
  if (!isRecord(value)) {
    complain("", `The configuration must be an object, not ${kindOf(value)}.`);
    return { config: defaultReviewConfig, problems };
  }
  const names = namesIn(rules);
  const levels = new Map<string, ConfigLevel>();
  const options: Record<string, Record<string, unknown>> = {};

  const all = Object.hasOwn(value, "all") ? levelOf(value.all, "all", complain) : undefined;
  if (all) for (const { id } of [...rules, expiredWaiver]) levels.set(id, all);
  for (const key of Object.keys(value)) {
    if (key === "all" || key === "environments" || key === settingsKey) continue;
    const concerned = key === expiredWaiver.policy ? [expiredWaiver] : names.policies.get(key);
    if (concerned) readPolicy(key, value[key], concerned, { levels, options, complain });
    else complain(key, noPolicy(key, value[key], names));
  }
  const settings = readSettings(Object.hasOwn(value, settingsKey) ? value[settingsKey] : {}, names, levels, complain);
  return { config: { ...settings, levels, options }, problems };
}

const settingNames = ["profile", "deletionProtection", "levels", "waivers"] as const;

/** What to write in place of a top-level key that is no policy. */
function noPolicy(key: string, value: unknown, names: Names): string {
  const [rule] = names.called.get(key.toLowerCase()) ?? [];
  const isSetting = settingNames.some((name) => name === key);
  if (isSetting || rule) {
    const whole = JSON.stringify({ [settingsKey]: isSetting ? { [key]: value } : { levels: { [key]: value } } });
    const example = whole.length < 200 ? `: ${whole}` : "";
    const what = isSetting ? "" : ` is a rule; its policy is ${quote(rule?.policy)}, and its level`;
    return `${quote(key)}${what} belongs under ${quote(settingsKey)}${example}.`;
  }
  return `There is no policy ${quote(key)}${hint(key, [...names.policies.keys(), expiredWaiver.policy, settingsKey, "all"])}.`;
}

/** All mistakes as one text, one to a line. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  return problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("\n");
}

type Complain = (path: string, message: string) => void;
type Names = ReturnType<typeof namesIn>;

/** Everything that a rule may be called, and the rules of each policy. */
function namesIn(rules: readonly Rule[]) {
  const called = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const name of new Set(namesOf(rule).map((own) => own.toLowerCase()))) {
      called.set(name, [...(called.get(name) ?? []), rule]);
    }
  }
  return { policies: rulesByPolicy(rules), called, written: new Set(rules.flatMap(namesOf)) };
}

function readPolicy(
  policy: string,
  value: unknown,
  concerned: readonly Pick<Rule, "id" | "options">[],
  into: { levels: Map<string, ConfigLevel>; options: Record<string, Record<string, unknown>>; complain: Complain },
): void {
  const { levels, options, complain } = into;
  const setLevel = (level: ConfigLevel | undefined) => {
    if (level) for (const { id } of concerned) levels.set(id, level);
  };
  if (!isRecord(value)) {
    setLevel(levelOf(value, policy, complain));
    return;
  }
  const known = optionsOf(concerned);
  for (const name of Object.keys(value)) {
    const path = `${policy}.${name}`;
    if (name === "enforcementLevel") {
      setLevel(levelOf(value[name], path, complain));
      continue;
    }
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!option) {
      const parameters = Object.keys(known);
      complain(
        path,
        parameters.length
          ? `${policy} has no parameter ${quote(name)}${hint(name, [...parameters, "enforcementLevel"])}.`
          : `${policy} has no parameters; only its level can be set${hint(name, ["enforcementLevel"])}.`,
      );
      continue;
    }
    const wrong = misfit(option, value[name]);
    if (wrong) complain(path, wrong);
    else {
      for (const rule of concerned) {
        if (!rule.options || !Object.hasOwn(rule.options, name)) continue;
        const set = options[rule.id] ?? {};
        set[name] = value[name];
        options[rule.id] = set;
      }
    }
  }
}

/** The parameters of a policy: those of all its rules. */
export function optionsOf(rules: readonly Pick<Rule, "options">[]): Readonly<Record<string, RuleOption>> {
  return Object.assign({}, ...rules.map((rule) => rule.options ?? {}));
}

function misfit(option: RuleOption, value: unknown): string | undefined {
  switch (option.type) {
    case "boolean":
      return typeof value === "boolean" ? undefined : `Must be true or false, not ${kindOf(value)}.`;
    case "number":
      return typeof value === "number" && Number.isFinite(value)
        ? undefined
        : `Must be a number, not ${kindOf(value)}.`;
    case "strings":
      return Array.isArray(value) && value.every((item) => typeof item === "string")
        ? undefined
        : "Must be a list of texts.";
    case "string":
      if (typeof value !== "string") return `Must be text, not ${kindOf(value)}.`;
      if (option.values && !option.values.includes(value)) {
        return `${quote(value)} is none of ${option.values.map(quote).join(", ")}${hint(value, option.values)}.`;
      }
      return option.pattern && !isPattern(value) ? `${quote(value)} is not a regular expression.` : undefined;
  }
}

function readSettings(
  value: unknown,
  names: Names,
  levels: Map<string, ConfigLevel>,
  complain: Complain,
): Omit<ReviewConfig, "levels" | "options"> {
  const { profile, deletionProtection } = defaultReviewConfig;
  const settings = { profile, deletionProtection, waivers: [] as Waiver[] };
  if (!isRecord(value)) {
    complain(settingsKey, `Must be an object, not ${kindOf(value)}.`);
    return settings;
  }
  for (const name of Object.keys(value)) {
    const path = `${settingsKey}.${name}`;
    const given = value[name];
    switch (name) {
      case "enforcementLevel":
        break;
      case "profile":
        settings.profile = choice(given, profileNames, path, complain) ?? profile;
        break;
      case "deletionProtection":
        settings.deletionProtection =
          choice(given, ["retention", "softDelete", "either"] as const, path, complain) ?? deletionProtection;
        break;
      case "levels":
        if (!isRecord(given)) complain(path, `Must be an object of rules and levels, not ${kindOf(given)}.`);
        else for (const rule of Object.keys(given)) readLevel(rule, given[rule], names, levels, path, complain);
        break;
      case "waivers":
        if (!Array.isArray(given)) complain(path, `Must be a list, not ${kindOf(given)}.`);
        else settings.waivers = given.flatMap((each, index) => readWaiver(each, `${path}[${index}]`, names, complain));
        break;
      default:
        complain(path, `There is no setting ${quote(name)}${hint(name, settingNames)}.`);
    }
  }
  return settings;
}

function readLevel(
  rule: string,
  value: unknown,
  names: Names,
  levels: Map<string, ConfigLevel>,
  path: string,
  complain: Complain,
): void {
  const concerned = names.called.get(rule.toLowerCase());
  const level = levelOf(value, `${path}.${rule}`, complain);
  if (!concerned) complain(`${path}.${rule}`, `There is no rule ${quote(rule)}${hint(rule, names.written)}.`);
  else if (level) for (const { id } of concerned) levels.set(id, level);
}

const waiverFields = ["resource", "rule", "reason", "expires"] as const;

function readWaiver(value: unknown, path: string, names: Names, complain: Complain): Waiver[] {
  if (!isRecord(value)) {
    complain(path, `Must be an object with ${waiverFields.join(", ")}, not ${kindOf(value)}.`);
    return [];
  }
  for (const name of Object.keys(value)) {
    if (waiverFields.some((field) => field === name)) continue;
    complain(`${path}.${name}`, `A waiver has no ${quote(name)}${hint(name, waiverFields)}.`);
  }
  const text = (field: (typeof waiverFields)[number], what: string) => {
    const given = Object.hasOwn(value, field) ? value[field] : undefined;
    if (typeof given === "string" && given.trim() !== "") return given;
    complain(`${path}.${field}`, `A waiver needs ${what}.`);
    return undefined;
  };
  const resource = text("resource", "the name or URN of a resource, in which * stands for any text");
  const rule = text("rule", "a rule: an id or a policy name");
  const reason = text("reason", "a reason");
  const expires = text("expires", "a date on which it ends, for instance 2027-03-31");
  const isKnown = rule === undefined || names.called.has(rule.toLowerCase());
  if (!isKnown) complain(`${path}.rule`, `There is no rule ${quote(rule)}${hint(rule, names.written)}.`);
  const isDate = expires === undefined || expiryOf(expires) !== undefined;
  if (!isDate) complain(`${path}.expires`, `${quote(expires)} is not a date like 2027-03-31.`);
  return resource && rule && reason && expires && isKnown && isDate ? [{ resource, rule, reason, expires }] : [];
}

function levelOf(value: unknown, path: string, complain: Complain): ConfigLevel | undefined {
  // The engine takes an object under "all" as well.
  const level = isRecord(value) && Object.hasOwn(value, "enforcementLevel") ? value.enforcementLevel : value;
  return choice(level, configLevels, path, complain);
}

function choice<Word extends string>(
  value: unknown,
  words: readonly Word[],
  path: string,
  complain: Complain,
): Word | undefined {
  const found = words.find((word) => word === value);
  if (found === undefined) {
    const given = typeof value === "string" ? `${quote(value)} is` : `Must be text; ${kindOf(value)} is`;
    complain(path, `${given} none of ${words.map(quote).join(", ")}${hint(String(value), words)}.`);
  }
  return found;
}

/** What a name that is not known most likely means, as the end of a sentence; empty when nothing is near. */
export function hint(name: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  // The beginning of a name is far from the whole of it by letters, and still means it.
  const near = nearest(name, all) ?? all.find((each) => name.length > 3 && each.startsWith(name.toLowerCase()));
  return near === undefined || near === name ? "" : ` (did you mean ${quote(near)}?)`;
}

const quote = (text: unknown) => `"${String(text).slice(0, 80)}"`;

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : typeof value === "string" ? "text" : `a ${typeof value}`;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
