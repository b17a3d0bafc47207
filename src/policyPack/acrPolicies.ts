import type {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { describeProblems, hint, type ReviewConfig, readReviewConfig, settingsKey } from "../review/reviewConfig";
import { type ReviewPlan, reviewPlan } from "../review/reviewPlan";
import { rules as ruleBook } from "../rules/book";
import { expiredWaiver } from "../rules/otherFindings";
import { isCalled, namesOf } from "../rules/ruleNames";
import { type PolicyEntry, policyEntries } from "./policyEntries";
import type { PolicyResource } from "./policyResource";
import { remedy } from "./remedy";
import {
  expiredWaivers,
  type Prepared,
  prepareResource,
  prepareStack,
  type Violation,
  violationsIn,
} from "./violations";

/** Which policies a team takes into a pack of its own, and how. */
export interface AcrPoliciesOptions {
  /** Policy names or rule ids. Default: all. */
  readonly only?: readonly string[];
  /**
   * The same content as the review's configuration file: levels and parameters by policy name, and under `acr-review` the
   * profile, the waivers and so on. The engine's `--policy-pack-config` counts more.
   */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The clock, for expiry dates. Default: the machine's. */
  readonly now?: () => Date;
}

/** A policy that looks at single resources and at the stack. `@pulumi/policy` takes it as either. */
export type AcrPolicy = ResourceValidationPolicy & StackValidationPolicy;

/**
 * Makes policies for a `PolicyPack` of your own, one per policy name.
 *
 * @example
 * new PolicyPack("platform", { policies: [...acrPolicies({ config: { "acr-review": { profile: "private" } } }), ...] });
 */
export function acrPolicies(options: AcrPoliciesOptions = {}): AcrPolicy[] {
  const { only, config: given = {}, now = () => new Date() } = options;
  const { config, problems } = readReviewConfig(given);
  const lines = [
    describeProblems(problems),
    ...(only ?? [])
      .filter((name) => !ruleBook.some((rule) => isCalled(rule, name)))
      .map((name) => `only: there is no rule "${name}"${hint(name, ruleBook.flatMap(namesOf))}`),
    ...Object.keys(options)
      .filter((name) => !optionNames.includes(name))
      .map((name) => `There is no option "${name}"${hint(name, optionNames)}; there are ${optionNames.join(", ")}`),
  ].filter(Boolean);
  if (lines.length > 0) {
    throw new Error(`The configuration of the ACR policies does not fit:\n${lines.join("\n")}`);
  }
  const chosen = only ? ruleBook.filter((rule) => only.some((name) => isCalled(rule, name))) : ruleBook;
  const session = newSession();
  return policyEntries(config.profile, chosen)
    .filter(({ name }) => name !== settingsKey)
    .map((entry) => policyOf(entry, config, session, now));
}

const optionNames: readonly string[] = ["only", "config", "now"] satisfies (keyof AcrPoliciesOptions)[];

function policyOf(entry: PolicyEntry, config: ReviewConfig, session: Session, now: () => Date): AcrPolicy {
  const level = levelOf(entry, config);
  const planWith = plans(entry, config);
  const show = (violations: readonly Violation[], report: ReportViolation) => {
    for (const violation of violations) {
      if (violation.level === level) report(violation.message, violation.urn || undefined);
      // The package takes an object too, which its types do not say: a single violation may be milder than its policy.
      else (report as (info: unknown) => void)({ ...pick(violation), message: violation.message });
    }
  };
  const pick = ({ urn, level: enforcementLevel, risk: severity }: Violation) => ({ urn, enforcementLevel, severity });

  return {
    name: entry.name,
    displayName: entry.displayName,
    description: entry.description,
    enforcementLevel: level,
    severity: entry.risk,
    tags: [...entry.tags],
    ...(entry.framework ? { framework: entry.framework } : {}),
    ...(entry.url ? { url: entry.url } : {}),
    ...(entry.remediationSteps ? { remediationSteps: entry.remediationSteps } : {}),
    // The package's type names the keywords of JSON schema one by one; these are of them.
    configSchema: { properties: entry.parameters as AcrSchema },
    validateResource: (args: ResourceValidationArgs, report: ReportViolation) => {
      const plan = planWith(args.getConfig());
      show(session.resource(policyResource(args), plan, now()), report);
    },
    validateStack: (args: StackValidationArgs, report: ReportViolation) => {
      const plan = planWith(args.getConfig());
      if (entry.name === expiredWaiver.policy) show(expiredWaivers(plan, now()), report);
      else show(session.stack(args.resources.map(stackResource), plan, now()), report);
    },
    ...(entry.remediable
      ? {
          remediateResource: (args: ResourceValidationArgs) => {
            const plan = { ...planWith(args.getConfig()), remedies: () => true };
            // In place, and the same object: a copy would lose the marks of secrets.
            return remedy(policyResource(args), plan, now()).length > 0 ? args.props : undefined;
          },
        }
      : {}),
  };
}

type AcrSchema = NonNullable<ResourceValidationPolicy["configSchema"]>["properties"];

function levelOf(entry: PolicyEntry, config: ReviewConfig): "advisory" | "mandatory" | "remediate" | "disabled" {
  const concerned = entry.name === expiredWaiver.policy ? [expiredWaiver] : entry.rules;
  const written = concerned.map(({ id }) => config.levels.get(id)).filter((level) => level !== undefined);
  const order = ["disabled", "advisory", "mandatory", "remediate"] as const;
  if (written.length === 0) {
    const isSet = entry.rules.some(({ id }) => Object.hasOwn(config.options, id));
    return entry.level === "disabled" && isSet ? "advisory" : entry.level;
  }
  return written.reduce((a, b) => (order.indexOf(a) >= order.indexOf(b) ? a : b));
}

/** Plans of one policy by the parameters that the engine hands on. The engine, not the plan, switches a policy off. */
function plans(entry: PolicyEntry, config: ReviewConfig): (parameters: object) => ReviewPlan {
  const made = new Map<string, ReviewPlan>();
  return (parameters) => {
    const key = JSON.stringify(parameters);
    const there = made.get(key);
    if (there) return there;
    const options: Record<string, Record<string, unknown>> = {};
    for (const rule of entry.rules) {
      const own = Object.entries(parameters).filter(([name]) => Object.hasOwn(rule.options ?? {}, name));
      options[rule.id] = { ...config.options[rule.id], ...Object.fromEntries(own) };
    }
    const plan = reviewPlan({ ...config, options: { ...config.options, ...options } }, entry.rules);
    const whole = plan.rules.length > 0 ? plan : { ...plan, rules: entry.rules };
    made.set(key, whole);
    return whole;
  };
}

/** What the policies of one pack share: what they saw, so that it is read once and reported once. */
interface Session {
  readonly resource: (resource: PolicyResource, plan: ReviewPlan, now: Date) => Violation[];
  readonly stack: (resources: readonly PolicyResource[], plan: ReviewPlan, now: Date) => Violation[];
}

function newSession(): Session {
  const inputs = new Map<string, unknown>();
  const reported = new Set<string>();
  const prepared = new Map<string, Prepared>();
  // All policies of a pack are asked within one turn of the event loop; what one of them read serves the others.
  const once = (key: string, make: () => Prepared): Prepared => {
    const there = prepared.get(key);
    if (there) return there;
    if (prepared.size === 0) setImmediate(() => prepared.clear());
    const fresh = make();
    prepared.set(key, fresh);
    return fresh;
  };
  return {
    resource: (resource, plan, now) => {
      inputs.set(resource.urn, resource.props);
      const violations = violationsIn(
        once(`resource ${resource.urn}`, () => prepareResource(resource)),
        plan,
        now,
      );
      for (const { urn, key } of violations) reported.add(`${urn} ${key}`);
      return violations;
    },
    stack: (resources, plan, now) => {
      const key = `stack ${resources.length} ${resources[0]?.urn} ${resources.at(-1)?.urn}`;
      const seen = () => resources.map((each) => ({ ...each, props: inputs.get(each.urn) ?? each.props }));
      const violations = violationsIn(
        once(key, () => prepareStack(seen())),
        plan,
        now,
      );
      return violations.filter((violation) => !reported.has(`${violation.urn} ${violation.key}`));
    },
  };
}

function policyResource({ type, name, urn, props, opts }: ResourceValidationArgs): PolicyResource {
  return { type, name, urn, props, protect: opts.protect };
}

function stackResource(resource: StackValidationArgs["resources"][number]): PolicyResource {
  const { type, name, urn, props, opts, parent, dependencies, propertyDependencies } = resource;
  return {
    type,
    name,
    urn,
    props,
    protect: opts.protect,
    parent: parent?.urn,
    dependencies: dependencies.map((each) => each.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([input, from]) => [input, from.map((each) => each.urn)]),
    ),
  };
}
