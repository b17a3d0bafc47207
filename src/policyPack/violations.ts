import { allChildKinds, type ChildKind, isChildKind, UNKNOWN } from "../model";
import { type LinkedRegistry, link } from "../readers/link/link";
import { type Judged, judge } from "../review/judge";
import type { ReviewPlan } from "../review/reviewPlan";
import { formatPath } from "../rules";
import type { Risk, Rule } from "../rules/writing/rule";
import { severityOf } from "../rules/writing/rule";
import { type PolicyResource, rawResource } from "./policyResource";

/** One violation, ready for an analyzer's answer. */
export interface Violation {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
  readonly risk: Risk;
  /** What it says where: the same violation of one resource has the same key in both passes. */
  readonly key: string;
}

/** What a deployment has around a registry that a single resource does not show. */
const surroundings = ["vault", "key", "repositories", "defenderPlans", "resourceGroupTypes"] as const;

/** Registries made of resources, and the secrets that must not appear in a message. */
export interface Prepared {
  readonly registries: readonly LinkedRegistry[];
  /** The same as far as components of this library made it: they have told of it what the service says. */
  readonly ours: readonly LinkedRegistry[];
  readonly secrets: readonly string[];
}

/**
 * Prepares one resource before it is made. Its relatives are not known yet, so they count as unknown: what depends on
 * them is left to the stack.
 */
export function prepareResource(resource: PolicyResource): Prepared {
  const secrets = new Set<string>();
  const linked = link([rawResource(resource, secrets)]);
  const registries = linked.map((each) => ({ ...each, model: alone(each) }));
  return { registries, ours: isOurs(resource) ? registries : [], secrets: [...secrets] };
}

/** Prepares all resources of a stack together. */
export function prepareStack(resources: readonly PolicyResource[]): Prepared {
  const secrets = new Set<string>();
  const registries = link(resources.map((resource) => rawResource(resource, secrets)));
  const ours = link(resources.filter(isOurs).map((resource) => rawResource(resource, secrets)));
  return { registries, ours, secrets: [...secrets] };
}

/** Whether a component of this library is above a resource. */
function isOurs({ urn }: PolicyResource): boolean {
  return urn.split("::")[2]?.includes("pulumi-acr:index:") === true;
}

/** The violations in what was prepared. */
export function violationsIn({ registries, ours, secrets }: Prepared, plan: ReviewPlan, now: Date): Violation[] {
  const seen = new Set<string>();
  const told = toldByComponents(ours, plan, now);
  return (
    registries
      .flatMap((linked) => violationsOf(linked, plan, now, secrets))
      .filter(({ urn, key, level }) => level !== "advisory" || !told.has(`${urn}\n${key}`))
      // An assignment on a resource group is part of every registry in it; what is wrong with it is said once.
      .filter(({ urn, key, message }) => isNew(seen, `${urn}\n${key}\n${message}`))
  );
}

/**
 * The warnings that components have shown already, in the same preview. A level that the configuration gives counts more:
 * then the team asks for the policy's own word.
 */
function toldByComponents(ours: readonly LinkedRegistry[], plan: ReviewPlan, now: Date): ReadonlySet<string> {
  const rules = plan.rules.filter((rule) => !rule.posture && !plan.written.has(rule.id));
  if (ours.length === 0 || rules.length === 0) return new Set();
  const told = ours.flatMap((linked) => violationsOf(linked, { ...plan, rules }, now, []));
  return new Set(told.map(({ urn, key }) => `${urn}\n${key}`));
}

/** A violation for each waiver that has run out. */
export function expiredWaivers(plan: ReviewPlan, now: Date): Violation[] {
  return plan.expired(now).map((finding) => {
    const level = plan.levelOf(finding);
    return violation({ finding, raw: undefined, path: [], level, waiver: undefined }, "", plan);
  });
}

/** The model of a resource whose relatives nobody has seen. */
function alone({ model, resources }: LinkedRegistry): Record<string, unknown> {
  const unseen: Record<string, unknown> = {};
  for (const key of [...allChildKinds, ...surroundings]) unseen[key] = UNKNOWN;
  const whole: Record<string, unknown> = { ...unseen, ...model };
  if (!resources.has("")) {
    for (const kind of allChildKinds) {
      // A sibling that is not known keeps rules from concluding that there is none.
      const children = whole[kind];
      if (typeof children === "object" && children !== null) whole[kind] = { ...children, [unseenSibling]: UNKNOWN };
    }
  }
  return whole;
}

/** The key of a child that stands for all that may follow. */
const unseenSibling = "(not known yet)";

function violationsOf(linked: LinkedRegistry, plan: ReviewPlan, now: Date, secrets: readonly string[]): Violation[] {
  const { judged, failed } = judge(linked, plan, now, secrets);
  const registryUrn = linked.urn ?? "";
  return [
    ...failed.map((rule) => failure(rule, registryUrn)),
    ...judged.map((one) => violation(one, registryUrn, plan)),
  ];
}

/** A rule that could not judge is told of, and neither stops a deployment nor hides the others. */
function failure(rule: Rule, urn: string): Violation {
  const { id, policy } = rule;
  const message = `The rule ${id} could not judge this configuration, by a mistake of its own.`;
  return { policy, urn, message, level: "advisory", risk: riskOf(rule), key: `${id} failed` };
}

function violation({ finding, raw, path, level, waiver }: Judged, registryUrn: string, plan: ReviewPlan): Violation {
  const where = formatPath(path);
  const ids = [finding.rule, ...finding.also].join(", ");
  const lines = [
    `${waiver ? `Waived until ${waiver.expires} (${waiver.reason}): ` : ""}${finding.message} [${ids}]`,
    ...(where ? [`at:      ${where}`] : []),
    ...(finding.allowed ? [`allowed: ${finding.allowed}`] : []),
    `fix:     ${finding.fix}`,
    `docs:    ${finding.docs}`,
  ];
  return {
    policy: finding.policy,
    urn: raw?.urn ?? registryUrn,
    message: lines.join("\n"),
    level: waiver ? "advisory" : level,
    risk: riskOf(plan.rules.find(({ id }) => id === finding.rule)),
    key: `${finding.rule} ${where}`,
  };
}

/** How much a rule matters to a reviewer. */
export function riskOf(rule: Rule | undefined): Risk {
  return rule ? (rule.risk ?? (severityOf(rule) === "error" ? "high" : "low")) : "medium";
}

/** The kind and key of the child that a lone resource is, in the model that was made of it. */
export function childOf({ resources }: LinkedRegistry): { readonly kind: ChildKind; readonly key: string } | undefined {
  for (const place of resources.keys()) {
    const [kind = "", ...rest] = place.split("/");
    if (isChildKind(kind) && rest.length > 0) return { kind, key: rest.join("/") };
  }
  return undefined;
}

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
