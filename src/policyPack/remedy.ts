import { known, normalise, type Path, type RegistryModel } from "../model";
import { isUnknownSign, openMark } from "../model/engineMarks";
import { isRecord } from "../model/json";
import { link, type RawResource } from "../readers/link/link";
import { checkSafely } from "../review/checkSafely";
import type { ReviewPlan } from "../review/reviewPlan";
import { check } from "../rules/check";
import type { Change, Context, Rule } from "../rules/writing/rule";
import { type PolicyResource, rawResource } from "./policyResource";
import { childOf } from "./violations";

/** What one policy changed in a resource. */
export interface Remediation {
  readonly policy: string;
  readonly rule: string;
}

/**
 * Mends a resource's inputs in place, for every rule whose level is `remediate`, one after another. Values that are not
 * known stay as they are; what was a secret stays one.
 */
export function remedy(resource: PolicyResource, plan: ReviewPlan, now: Date): Remediation[] {
  if (!isRecord(resource.props)) return [];
  const props = resource.props;
  const done: Remediation[] = [];
  for (const rule of plan.rules) {
    if (!plan.remedies(rule)) continue;
    const changes = changesFor(rule, resource, plan, now);
    if (changes.length === 0 || wouldBeRefused(resource, changes, now)) continue;
    const applied = changes.filter((change) => applyChange(props, change));
    if (applied.length > 0) done.push({ policy: rule.policy, rule: rule.id });
  }
  return done;
}

/** Whether changes would make the service refuse what it takes now, for instance a policy that an API version lacks. */
function wouldBeRefused(resource: PolicyResource, changes: readonly Change[], now: Date): boolean {
  const before = rawResource(resource, new Set());
  const inputs = structuredClone(before.inputs);
  for (const change of changes) applyChange(inputs, change);
  const errors = (raw: RawResource) =>
    link([raw]).flatMap(({ model }) =>
      check(model, { now })
        .filter(({ severity }) => severity === "error")
        .map(({ rule }) => rule),
    );
  const there = new Set(errors(before));
  return errors({ ...before, inputs }).some((rule) => !there.has(rule));
}

function changesFor(rule: Rule, resource: PolicyResource, plan: ReviewPlan, now: Date): readonly Change[] {
  if (rule.id === "R35") return defenderChange(resource);
  const [linked] = link([rawResource(resource, new Set())]);
  if (!linked) return [];
  const option: Context["option"] = (name) => plan.options[rule.id]?.[name] ?? rule.options?.[name]?.default;
  const isRegistry = linked.resources.has("");
  const child = isRegistry ? undefined : childOf(linked);
  if (isRegistry !== (rule.on === "registry") || (child && child.kind !== rule.on)) return [];
  const { findings } = checkSafely(linked.model, { rules: [rule], options: plan.options, now });
  if (findings.length === 0) return [];
  const { model } = normalise(linked.model);
  // A remedy that needs what is not known yet waits for the update.
  const changes = known(() =>
    rule.on === "registry" ? rule.remedy?.(model, option) : child && childChanges(rule, model, child.key, option),
  );
  return changes ?? [];
}

function childChanges(
  rule: Exclude<Rule, { on: "registry" }>,
  model: RegistryModel,
  key: string,
  option: Context["option"],
): readonly Change[] {
  const child = model[rule.on]?.[key];
  // The child and the rule are of one kind; the compiler cannot follow that through the union.
  const change = rule.remedy as ((subject: unknown, option: Context["option"]) => readonly Change[]) | undefined;
  return child && change ? change(child, option) : [];
}

/** The plan is a resource of its own, which no registry is needed for. */
function defenderChange({ type, props }: PolicyResource): readonly Change[] {
  if (!/^azure-native[^:]*:security[^:]*:Pricing$/.test(type) || !isRecord(props)) return [];
  const concerned = props.pricingName === "Containers" || props.pricingName === "ContainerRegistry";
  return concerned && props.pricingTier === "Free" ? [{ path: ["pricingTier"], value: "Standard" }] : [];
}

/** Makes one change, in place; `false` when something on the way is not known or no object. */
export function applyChange(props: Record<string, unknown>, { path, value }: Change): boolean {
  const last = path.at(-1);
  const holder = last === undefined ? undefined : holderOf(props, path.slice(0, -1));
  if (holder === undefined || last === undefined) return false;
  if (value === undefined) return Reflect.deleteProperty(holder, last);
  const given = peek(holder, last);
  if (isRecord(given) && openMark(given)?.kind === "secret") given.value = value;
  else Reflect.set(holder, last, value);
  return true;
}

function holderOf(props: object, path: Path): object | undefined {
  let place: object = props;
  for (const step of path) {
    let next = peek(place, step);
    const marked = openMark(next);
    if (marked?.kind === "secret") next = marked.value ?? next;
    if (next === unreadable || isUnknownSign(next)) return undefined;
    if (next === undefined || next === null) {
      Reflect.set(place, step, {});
      next = peek(place, step);
    }
    if (typeof next !== "object" || next === null) return undefined;
    place = next;
  }
  return place;
}

const unreadable = Symbol("unreadable");

// The proxies of `@pulumi/policy` throw on unknown values.
function peek(holder: object, key: string | number): unknown {
  try {
    return Reflect.get(holder, key);
  } catch {
    return unreadable;
  }
}
