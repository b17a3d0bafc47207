import { known, normalise, type Path, type RegistryModel, scrub } from "../model";
import { nearest } from "../model/nearestWord";
import type { Stranger } from "../model/normalise";
import { asSent } from "../model/sent";
import { rules as ruleBook } from "./book";
import { type Finding, formatPath, show } from "./finding";
import { unknownOption, wrongShape } from "./shapeFindings";
import { type Context, type Report, type Rule, severityOf } from "./writing/rule";

/** What a check may be told besides the model. All of it is optional. */
export interface CheckOptions {
  /** The registry as it was before this deployment: with it the rules across time speak. */
  readonly previous?: unknown;
  /** The time of the check, for expiry dates. Default: now. */
  readonly now?: Date;
  /** The rules to apply. Default: every validity rule, but none that only a client of the service enforces. */
  readonly rules?: readonly Rule[];
  /** Values of rule options, by rule id and option name. Default: each option's own default. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Values that must not appear in a finding, whatever rule quotes them. */
  readonly secrets?: readonly string[];
}

/** What a check applies of its own accord: what the service refuses, ignores or breaks on. */
export const validityRules: readonly Rule[] = ruleBook.filter((rule) => !rule.posture && rule.enforcement !== "CLIENT");

/**
 * Checks one registry, with its children and surroundings, against the rule book and gives everything that is wrong at
 * once, errors first, in a stable order. Takes any value: what does not fit the model is a finding and never an
 * exception. A leaf that is not known skips the rules that read it and no others.
 */
export function check(model: unknown, options: CheckOptions = {}): Finding[] {
  return checkNoting(model, options, undefined);
}

/**
 * Checks one registry as {@link check} does, for somebody who wrote its model by hand: properties that the model does not
 * have, which `check` leaves out, are findings too.
 */
export function checkWritten(model: unknown, options: CheckOptions = {}): Finding[] {
  refuseUnknownOptions(options);
  const strangers: Stranger[] = [];
  const findings = checkNoting(model, options, strangers);
  return inOrder([...findings, ...strangers.map(strange)]);
}

const optionNames: Readonly<Record<keyof CheckOptions, true>> = {
  previous: true,
  now: true,
  rules: true,
  options: true,
  secrets: true,
};

// TypeScript refuses a misspelt option; in JavaScript it would switch a check off without a word.
function refuseUnknownOptions(options: object): void {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(optionNames, name)) continue;
    const meant = nearest(name, Object.keys(optionNames));
    throw new TypeError(
      `check has no option "${name}"${meant ? ` (did you mean "${meant}"?)` : ""}. Its options are ${Object.keys(optionNames).join(", ")}.`,
    );
  }
}

function strange({ path, siblings, node }: Stranger): Finding {
  const found = unknownOption(path, Object.keys(node.fields), siblings);
  const name = path.at(-1);
  if (name !== "properties" || path.length > 1) return found;
  return {
    ...found,
    severity: "error",
    message: 'There is no "properties": a model has its properties beside "sku", as azure-native names them.',
    fix: "Write what is in properties one level higher. An ARM template is read by acr-review.",
  };
}

function checkNoting(model: unknown, options: CheckOptions, strangers: Stranger[] | undefined): Finding[] {
  const { model: written, misfits } = normalise(model, strangers);
  const registry = asSent(written);
  const previous = options.previous === undefined ? undefined : asSent(normalise(options.previous).model);
  const findings: Finding[] = [];
  const replaced = new Set<string>();
  const secrets = options.secrets ?? [];
  const now = options.now ?? new Date();

  for (const rule of options.rules ?? validityRules) {
    const context: Context = { registry, written, previous, now, option: (name) => optionOf(rule, name, options) };
    const add = (prefix: Path, report: Report) => {
      findings.push(findingOf(rule, prefix, report, secrets));
      for (const path of report.replaces ?? []) replaced.add(formatPath(path));
    };
    if (rule.on === "registry") known(() => rule.check(registry, (report) => add([], report), context));
    else checkChildren(rule, registry, previous, context, add);
  }
  for (const { path, expected, given } of misfits) {
    findings.push(wrongShape(path, expected, given, `Give ${expected}.`));
  }
  const remaining = findings.filter((finding) => !isReplaced(finding, replaced));
  return inOrder(isTierName(model) ? remaining.map(atSku) : remaining);
}

/** Whether a registry has its tier as a word, as a component's arguments do, and not as azure-native's object. */
function isTierName(model: unknown): boolean {
  return typeof model === "object" && model !== null && "sku" in model && typeof model.sku === "string";
}

/** A finding on the tier's name, at the place where that was written. */
function atSku(finding: Finding): Finding {
  return finding.path[0] === "sku" ? { ...finding, path: ["sku"] } : finding;
}

/** Whether a finding of a missing tier is at or under a place about which a rule across time says more. */
function isReplaced({ needs, subject, path }: Finding, replaced: ReadonlySet<string>): boolean {
  if (replaced.size === 0 || needs === undefined || subject === "downgrade") return false;
  return path.some((_, index) => replaced.has(formatPath(path.slice(0, index + 1))));
}

function checkChildren(
  rule: Exclude<Rule, { on: "registry" }>,
  registry: RegistryModel,
  previous: RegistryModel | undefined,
  context: Context,
  add: (prefix: Path, report: Report) => void,
): void {
  const kind = rule.on;
  const children = known(() => registry[kind]);
  if (!children) return;
  const before = previous && known(() => previous[kind]);
  // The map and the rule are of one kind; the compiler cannot follow that through the union.
  const checkOne = rule.check as (child: unknown, report: (report: Report) => void, context: unknown) => void;
  // One context and one reporter serve every child, since a rule is done with them when it returns: there may be
  // 50,000 children and 20 rules on each.
  const here = Object.assign(new Place(before), context);
  const report = (said: Report) => add([kind, here.key], said);
  const checkThis = () => checkOne(children[here.key], report, here);
  for (here.key of Object.keys(children)) known(checkThis);
}

/**
 * Which child is being checked. A class, because a getter in an object literal gives each object a hidden class of its
 * own, which the engine keeps, with all that the getter sees, until a full garbage collection.
 */
class Place {
  key = "";
  readonly #before: Readonly<Record<string, unknown>> | undefined;

  constructor(before: Readonly<Record<string, unknown>> | undefined) {
    this.#before = before;
  }

  /** Read only by the rules that need it: it may be unknown. */
  get previousChild(): unknown {
    return this.#before?.[this.key];
  }
}

function optionOf(rule: Rule, name: string, options: CheckOptions): unknown {
  const set = options.options?.[rule.id]?.[name];
  return set === undefined ? rule.options?.[name]?.default : set;
}

function findingOf(rule: Rule, prefix: Path, report: Report, secrets: readonly string[]): Finding {
  const clean = (text: string) => scrub(text, secrets);
  return {
    rule: rule.id,
    also: rule.also ?? [],
    policy: rule.policy,
    severity: report.severity ?? severityOf(rule),
    subject: rule.subject,
    path: [...prefix, ...report.path],
    message: clean(report.message),
    ...(report.given === undefined ? {} : { given: clean(show(report.given)) }),
    ...(report.allowed === undefined ? {} : { allowed: clean(report.allowed) }),
    fix: clean(report.fix ?? rule.fix),
    docs: rule.docs,
    ...(report.needs === undefined ? {} : { needs: report.needs }),
    related: report.related ?? [],
  };
}

/** Errors first, then by place, rule and text. */
function inOrder(findings: readonly Finding[]): Finding[] {
  return findings
    .map((finding) => ({ finding, place: formatPath(finding.path) }))
    .sort(
      (a, b) =>
        compareText(a.finding.severity, b.finding.severity) ||
        compareText(a.place, b.place) ||
        compareText(a.finding.rule, b.finding.rule) ||
        compareText(a.finding.message, b.finding.message),
    )
    .map(({ finding }) => finding);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
