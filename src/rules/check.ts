import { known, MASK, normalise, type Path, type RegistryModel, scrub } from "../model";
import { rules as ruleBook } from "./book";
import { higherTier, type Tier } from "./tiers";
import { type Context, type Report, type Rule, type Severity, type Subject, severityOf } from "./writing/rule";

/** One thing that is wrong with one place of a configuration. */
export interface Finding {
  /** The rule's id: `NET-02`. */
  readonly rule: string;
  /** Other ids of the same rule. */
  readonly also: readonly string[];
  /** The rule's stable policy name. */
  readonly policy: string;
  readonly severity: Severity;
  readonly subject: Subject;
  /** Where, as steps from the registry: `["replications", "northeurope", "location"]`. */
  readonly path: Path;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** The value that was given, as text, secrets masked; absent where none was. */
  readonly given?: string;
  /** What is allowed in its place. */
  readonly allowed?: string;
  /** How to mend it. */
  readonly fix: string;
  /** The documentation page. */
  readonly docs: string;
  /** The lowest tier on which this finding would go away. */
  readonly needs?: Tier;
  /** Other places that are part of it. */
  readonly related: readonly Path[];
}

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
const validityRules: readonly Rule[] = ruleBook.filter((rule) => !rule.posture && rule.enforcement !== "CLIENT");

/**
 * Checks one registry, with its children and surroundings, against the rule book and gives everything that is wrong at
 * once, errors first, in a stable order. Takes any value: what does not fit the model is a finding and never an
 * exception. A leaf that is not known skips the rules that read it and no others.
 */
export function check(model: unknown, options: CheckOptions = {}): Finding[] {
  const { model: registry, misfits } = normalise(model);
  const previous = options.previous === undefined ? undefined : normalise(options.previous).model;
  const findings: Finding[] = [];
  const replaced = new Set<string>();
  const secrets = options.secrets ?? [];
  const now = options.now ?? new Date();

  for (const rule of options.rules ?? validityRules) {
    const context: Context = { registry, previous, now, option: (name) => optionOf(rule, name, options) };
    const add = (prefix: Path, report: Report) => {
      findings.push(findingOf(rule, prefix, report, secrets));
      for (const path of report.replaces ?? []) replaced.add(formatPath(path));
    };
    if (rule.on === "registry") known(() => rule.check(registry, (report) => add([], report), context));
    else checkChildren(rule, registry, previous, context, add);
  }
  for (const { path, expected, given } of misfits) {
    findings.push(misfitFinding(path, expected, given));
  }
  return inOrder(findings.filter((finding) => !isReplaced(finding, replaced)));
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

/** The id under which a value of a wrong type is reported. */
export const shapeRule = "SHAPE-01";

function misfitFinding(path: Path, expected: string, given: string): Finding {
  return {
    rule: shapeRule,
    also: [],
    policy: "acr-property-type",
    severity: "error",
    subject: "shape",
    path,
    message: `${formatPath(path) || "The model"} must be ${expected}, not ${given}.`,
    given,
    allowed: expected,
    fix: `Give ${expected}.`,
    docs: "https://www.pulumi.com/registry/packages/azure-native/api-docs/containerregistry/registry/",
    related: [],
  };
}

/** A value as a message shows it: text in quotes, long lists shortened. */
export function show(value: unknown): string {
  if (value === MASK) return MASK;
  const text = typeof value === "string" ? `"${value}"` : (safeJson(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

function safeJson(value: unknown): string | undefined {
  return known(() => JSON.stringify(value));
}

/** A path as a person writes it: `networkRuleSet.ipRules[2].value`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === "number"
        ? `[${step}]`
        : /^[A-Za-z_$][\w$]*$/.test(step)
          ? `${index ? "." : ""}${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join("");
}

/** The lowest tier on which none of the findings of missing tiers would be there; `undefined` when none is. */
export function lowestTier(findings: readonly Finding[]): Tier | undefined {
  return findings.reduce<Tier | undefined>(
    (lowest, { needs }) => (needs && lowest ? higherTier(needs, lowest) : (needs ?? lowest)),
    undefined,
  );
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
