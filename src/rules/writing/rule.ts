import type { ChildKind, ChildModel, Path, RegistryModel } from "../../model";
import type { FeatureId, LimitId, Tier } from "../tiers";

/**
 * How Azure answers. It decides whether a finding is an error or a warning. "none" is for posture:
 * the service is content, only a reviewer may not be.
 */
export type Enforcement = "ARM" | "ARM-S" | "ARM-D" | "ASYNC" | "RUN" | "IGN" | "CLIENT" | "?" | "none";

/** An error stops a deployment; a warning is shown. */
export type Severity = "error" | "warning";

/** How much a broken rule matters to a reviewer: `@pulumi/policy`'s four words. */
export type Risk = "low" | "medium" | "high" | "critical";

/** The chapter of the rule book that a rule stands in. */
export type Subject =
  | "shape"
  | "names"
  | "tags and locations"
  | "sku"
  | "downgrade"
  | "network"
  | "endpoints"
  | "private endpoints"
  | "replications"
  | "zone redundancy"
  | "encryption and identity"
  | "policies"
  | "authentication"
  | "roles"
  | "tokens and scope maps"
  | "webhooks"
  | "tasks"
  | "agent pools"
  | "cache rules"
  | "connected registries"
  | "transfer pipelines"
  | "replacement"
  | "operations";

/** What a rule says about one place of a configuration. */
export interface Report {
  /** Where: relative to what the rule looks at (the registry, or the child that the rule is on). */
  readonly path: Path;
  /** What is wrong, one sentence that stands alone, with the values that matter. Never a secret. */
  readonly message: string;
  /** The value that was given, when one was. */
  readonly given?: unknown;
  /** What is allowed in its place. */
  readonly allowed?: string;
  /** How to mend it, when better than the rule's own `fix`: something to paste where one exists. */
  readonly fix?: string;
  /** Other places involved, as paths from the registry. */
  readonly related?: readonly Path[];
  /** The lowest tier on which this finding would go away. */
  readonly needs?: Tier;
  /** Places, from the registry, at and under which other rules' findings of missing tiers say the same with less: they are left out. */
  readonly replaces?: readonly Path[];
  /** When this finding is of another severity than its rule. */
  readonly severity?: Severity;
}

/** Hands a report to the check. */
export type Reporter = (report: Report) => void;

/** What a rule may look at besides its own subject. */
export interface Context {
  /** The registry, whole, as its requests carry it: without what the API version of a resource lacks. */
  readonly registry: RegistryModel;
  /** The registry as it was written, with properties that its API version lacks. */
  readonly written: RegistryModel;
  /** The registry as it was before this deployment, where the door knows it. */
  readonly previous: RegistryModel | undefined;
  /** The time of the check: rules have no clock of their own. */
  readonly now: Date;
  /** A parameter of the rule that a reviewer set, or its default. */
  readonly option: (name: string) => unknown;
}

/** What a rule on a child may look at besides that child. */
export interface ChildContext<Kind extends ChildKind> extends Context {
  /** The child's key in its map. */
  readonly key: string;
  /** The child as it was before, where the door knows it. */
  readonly previousChild: ChildModel<Kind> | undefined;
}

/** A part of a registry model, as its author writes it in an example. */
export type Example = { readonly [Key in keyof RegistryModel]?: RegistryModel[Key] };

/** An example of a change. */
export interface ExampleChange {
  readonly before: Example;
  readonly after: Example;
}

/** A parameter that a reviewer may set on a posture rule. */
export interface RuleOption {
  readonly type: "string" | "number" | "boolean" | "strings";
  readonly description: string;
  readonly default?: unknown;
  readonly values?: readonly string[];
  /** Whether the text is a regular expression. */
  readonly pattern?: true;
}

/** One step of a remedy: the place in what the rule looks at, and its new value; `undefined` takes the property away. */
export interface Change {
  readonly path: Path;
  readonly value: unknown;
}

/** The changes that mend what a rule found, computed from its subject and the rule's options. Empty: cannot be mended. */
export type Remedy<Subject> = (subject: Subject, option: Context["option"]) => readonly Change[];

/** What is known of a rule without running it. */
export interface RuleFacts {
  /** The reference's id, stable: `NET-02`. */
  readonly id: string;
  /** Other ids under which the same rule is known: `G12`, `R10`. */
  readonly also?: readonly string[];
  /** The stable policy name: `acr-export-disabled-requires-private`. Rules that are one policy share it. */
  readonly policy: string;
  /** What must be true, as a short sentence without an end mark. */
  readonly title: string;
  readonly subject: Subject;
  readonly enforcement: Enforcement;
  /** Only where it is not the one that {@link severityOf} derives from the enforcement. */
  readonly severity?: Severity;
  /** Why it matters: what happens otherwise, with the service's error code where it is on record. */
  readonly why: string;
  /** How to mend it, in general. */
  readonly fix: string;
  /** The documentation page, a URL. */
  readonly docs: string;
  /** Where the fact comes from, in the codes of docs/sources.md. */
  readonly source: string;
  /** The feature of the tier table that the rule is about. */
  readonly feature?: FeatureId;
  /** The limit of the tier table that the rule is about. */
  readonly limit?: LimitId;
  /** The smallest configuration that the rule fires on, and the same one mended. Both run as tests. */
  readonly fails: Example | ExampleChange;
  readonly passes: Example | ExampleChange;
  /** Legal, but a team may not want it: security, resilience, cost. Absent for what the service itself judges. */
  readonly posture?: true;
  /** How much it matters to a reviewer. Default: "high" for an error, "low" for a warning. */
  readonly risk?: Risk;
  /** Peers' ids and frameworks: `checkov:CKV_AZURE_137`, `mcsb:IM-1`. */
  readonly tags?: readonly string[];
  /** What a reviewer may set. */
  readonly options?: Readonly<Record<string, RuleOption>>;
  /** The option values that the examples are meant with, where the rule is silent until a reviewer sets some. */
  readonly exampleOptions?: Readonly<Record<string, unknown>>;
}

/** A rule that looks at the registry as a whole. */
export interface RegistryRule extends RuleFacts {
  readonly on: "registry";
  /** How a door that may change the configuration mends it, in place. Absent: only a person can. */
  readonly remedy?: Remedy<RegistryModel>;
  readonly check: (registry: RegistryModel, report: Reporter, context: Context) => void;
}

/** A rule that looks at one child at a time. */
export interface ChildRule<Kind extends ChildKind> extends RuleFacts {
  readonly on: Kind;
  /** How a door that may change the configuration mends it, in place. Absent: only a person can. */
  readonly remedy?: Remedy<ChildModel<Kind>>;
  readonly check: (child: ChildModel<Kind>, report: Reporter, context: ChildContext<Kind>) => void;
}

/** A rule of the rule book: plain data and one pure function. */
export type Rule = RegistryRule | { [Kind in ChildKind]: ChildRule<Kind> }[ChildKind];

/** The severity that a rule's findings have: what the service refuses is an error, the rest a warning. */
export function severityOf(rule: RuleFacts): Severity {
  if (rule.severity) return rule.severity;
  return ["ARM", "ARM-S", "ARM-D", "ASYNC"].includes(rule.enforcement) ? "error" : "warning";
}
