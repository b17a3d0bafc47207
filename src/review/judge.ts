import { isUnknown, type Path } from "../model";
import { textOf } from "../readers/link/graph";
import type { LinkedRegistry, RawResource } from "../readers/link/link";
import { type Finding, formatPath } from "../rules/finding";
import type { Rule } from "../rules/writing/rule";
import { checkSafely } from "./checkSafely";
import type { ReviewPlan } from "./reviewPlan";
import type { Waiver } from "./waivers";

/** What a rule found in a registry, where, and how the team takes it. */
export interface Judged {
  readonly finding: Finding;
  /** The resource that it is about; `undefined` for a registry that is named and not declared. */
  readonly raw: RawResource | undefined;
  /** Where in the resource, by the names of azure-native's inputs; empty for the resource as a whole. */
  readonly path: Path;
  /** How the team takes it, waivers apart. */
  readonly level: "advisory" | "mandatory";
  /** The waiver that covers it. */
  readonly waiver: Waiver | undefined;
}

/** What was found in a registry, and the rules that failed on it by a mistake of their own. */
export interface Judgement {
  readonly judged: readonly Judged[];
  readonly failed: readonly Rule[];
}

/** Judges a registry as a team's plan asks: every door shows what comes out of this. */
export function judge(linked: LinkedRegistry, plan: ReviewPlan, now: Date, secrets: readonly string[] = []): Judgement {
  const failed = new Set<Rule>();
  const findingsIn = (model: LinkedRegistry["model"]) => {
    const found = checkSafely(model, {
      now,
      secrets,
      rules: plan.rules,
      options: plan.options,
      ...(linked.previous ? { previous: linked.previous } : {}),
    });
    for (const rule of found.failed) failed.add(rule);
    return found.findings;
  };
  const findings = findingsIn(linked.model);
  const certain = certainPart(linked);
  const sure = certain && new Set(findingsIn(certain).map(keyOf));
  const judged = findings.flatMap((finding): Judged[] => {
    const { raw, path, names } = placeOf(linked, finding.path);
    if ((raw ?? linked.resources.get(""))?.live === true && isSettled(plan, finding)) return [];
    const isOpen = sure !== undefined && !sure.has(keyOf(finding));
    const level = isOpen ? "advisory" : plan.levelOf(finding);
    return [{ finding, raw, path, level, waiver: plan.waiverOf(finding, names, now) }];
  });
  return { judged, failed: [...failed] };
}

/** What tells findings of one registry apart. */
function keyOf({ rule, path, message }: Finding): string {
  return `${rule}\n${formatPath(path)}\n${message}`;
}

/**
 * Whether the service has decided already what a rule asks: what it answers for a resource that exists, it has taken. What
 * breaks in use, and what a team may not want, is still to be told.
 */
function isSettled(plan: ReviewPlan, { rule }: Finding): boolean {
  const enforcement = plan.rules.find(({ id }) => id === rule)?.enforcement;
  return enforcement !== undefined && enforcement !== "RUN" && enforcement !== "none";
}

/**
 * A registry without the children that may not be made though it is: what is wrong without them is wrong for certain.
 * `undefined` when there are none.
 */
function certainPart({ model, resources }: LinkedRegistry): LinkedRegistry["model"] | undefined {
  const causes = resources.get("")?.uncertain ?? [];
  const without: Record<string, unknown> = { ...model };
  let some = false;
  for (const [place, { uncertain = [] }] of resources) {
    const [, kind, key] = /^(\w+)\/(.+)$/.exec(place) ?? [];
    const map = kind === undefined ? undefined : without[kind];
    if (kind === undefined || key === undefined || typeof map !== "object" || map === null) continue;
    if (!Object.hasOwn(map, key) || uncertain.every((cause) => causes.includes(cause))) continue;
    // The first of a kind makes a copy of its map.
    if (map === model[kind]) without[kind] = { ...map };
    Reflect.deleteProperty(Object(without[kind]), key);
    some = true;
  }
  return some ? without : undefined;
}

/** The resource that a path of the model leads to, the rest of the path, and what a waiver may call the resource. */
function placeOf(
  linked: LinkedRegistry,
  path: Path,
): { readonly raw: RawResource | undefined; readonly path: Path; readonly names: readonly string[] } {
  for (const length of [4, 2, 1]) {
    const raw = path.length >= length ? linked.resources.get(path.slice(0, length).join("/")) : undefined;
    if (raw) return { raw, path: path.slice(length), names: [raw.name, nameOfResource(raw)] };
  }
  const raw = linked.resources.get("");
  const azureName = raw ? textOf(raw, "registryName") : linked.model.registryName;
  const names = [linked.name, nameOfRegistry(linked), ...(isName(azureName) ? [azureName] : [])];
  return { raw, path, names: names.filter((name) => name !== "") };
}

function isName(value: unknown): value is string {
  return typeof value === "string" && !isUnknown(value);
}

/** What a review calls a resource: its URN, or type and name. */
export function nameOfResource({ urn, type, name }: RawResource): string {
  return urn ?? `${type} ${name}`;
}

/** What a review calls a registry: its URN, or type and name, or what the file calls one that it only names. */
export function nameOfRegistry({ urn, type, name, label }: LinkedRegistry): string {
  return urn ?? (name === "" ? label : `${type} ${name}`);
}
