import { type LinkedRegistry, link } from "../readers/link/link";
import { parseType } from "../readers/resourceTypes";
import { judge, nameOfRegistry, nameOfResource } from "../review/judge";
import type { ReviewPlan } from "../review/reviewPlan";
import { type Finding, formatPath, type Severity, tierOf } from "../rules";
import { changesOf } from "./changes";
import { notesOfFile, notesOfPlan } from "./notes";
import type { FindingWaiver, Review, ReviewedRegistry, ReviewFinding, ReviewNote, Source } from "./report";
import { tallyOf } from "./tally";
import { tierAdvice } from "./tierAdvice";

/** What a review is asked to do besides finding. */
export interface ReviewOptions {
  /** The rules, how to take them, and what is waived. */
  readonly plan: ReviewPlan;
  /** Whether to advise on tiers. */
  readonly tier?: boolean;
  /** Default: now. */
  readonly now?: Date;
}

/** Reviews files, each by itself: what one file names is never looked for in another. */
export function review(sources: readonly Source[], { plan, tier = false, now = new Date() }: ReviewOptions): Review {
  const findings: ReviewFinding[] = [];
  const registries: ReviewedRegistry[] = [];
  const broken = new Set<string>();
  const notes: ReviewNote[] = [];
  for (const source of sources) {
    const { file, content } = source;
    const seen = new Set<string>();
    const all = link(content.resources, { partial: content.partial === true });
    notes.push(...notesOfFile(source, all.length));
    for (const linked of all) {
      const found = findingsOf(linked, file, plan, now, broken).filter((finding) => isNew(finding, seen));
      for (const finding of found) findings.push(finding);
      registries.push(reviewed(linked, file, found, tier));
    }
  }
  findings.push(
    ...plan
      .expired(now)
      .map((finding) =>
        findingOf(finding, plan.severityOf(finding), { resource: "configuration", path: "", registry: "", file: "" }),
      ),
  );
  findings.sort((a, b) => weightOf(a) - weightOf(b));
  registries.sort((a, b) => Number(b.errors > 0) - Number(a.errors > 0));
  const count = (severity: Severity) => findings.filter((one) => !one.waived && one.severity === severity).length;
  const deleted = sources.flatMap(({ content }) =>
    content.resources.filter((raw) => raw.deleted && parseType(raw.type).part === "registry").map(nameOfResource),
  );
  return {
    findings,
    registries,
    deleted,
    files: sources.map(({ file, content: { kind, ignored } }) => ({ file, kind, ignored })),
    notes: [...notes, ...notesOfPlan(plan)],
    rules: tallyOf(findings, plan.rules),
    summary: {
      registries: registries.length,
      errors: count("error"),
      warnings: count("warning"),
      waived: findings.filter(({ waived }) => waived).length,
      profile: plan.profile,
      rules: plan.rules.length,
      ...(broken.size ? { failedRules: [...broken].sort() } : {}),
    },
  };
}

/** Errors first, waived findings last; within that the order stays. */
function weightOf({ waived, severity }: ReviewFinding): number {
  return waived ? 2 : severity === "error" ? 0 : 1;
}

// An assignment on a resource group is part of every registry in it; what is wrong with it is said once.
function isNew(finding: ReviewFinding, seen: Set<string>): boolean {
  if (finding.resource === finding.registry) return true;
  const key = `${finding.rule}\n${finding.resource}\n${finding.path}\n${finding.message}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function findingsOf(
  linked: LinkedRegistry,
  file: string,
  plan: ReviewPlan,
  now: Date,
  broken: Set<string>,
): ReviewFinding[] {
  const { judged, failed } = judge(linked, plan, now);
  for (const { id } of failed) broken.add(id);
  const registry = nameOfRegistry(linked);
  return judged.map(({ finding, raw, path, level, waiver }) => {
    const place = { resource: raw ? nameOfResource(raw) : registry, path: formatPath(path), registry, file };
    return findingOf(finding, level === "mandatory" ? "error" : "warning", place, waiver);
  });
}

function findingOf(
  finding: Finding,
  severity: Severity,
  place: Pick<ReviewFinding, "resource" | "path" | "registry" | "file">,
  waiver?: FindingWaiver,
): ReviewFinding {
  const { rule, also, policy, message, fix, docs, given, allowed, needs, related } = finding;
  return {
    rule,
    also,
    policy,
    severity,
    resource: place.resource,
    path: place.path,
    message: clipped(message),
    fix: clipped(fix),
    docs,
    waived: waiver !== undefined,
    ...(waiver ? { waiver: { reason: waiver.reason, expires: waiver.expires } } : {}),
    ...(given === undefined ? {} : { given }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(needs === undefined ? {} : { needs }),
    related: related.map(formatPath),
    registry: place.registry,
    file: place.file,
  };
}

/** A text that names what stands in a file, without being as long as what stands there. */
function clipped(text: string): string {
  return text.length > 4000 ? `${text.slice(0, 3997)}...` : text;
}

function reviewed(
  linked: LinkedRegistry,
  file: string,
  found: readonly ReviewFinding[],
  withTier: boolean,
): ReviewedRegistry {
  const count = (severity: Severity) => found.filter((one) => !one.waived && one.severity === severity).length;
  const sku = linked.model.sku;
  const given = typeof sku === "object" && sku !== null && "name" in sku ? sku.name : undefined;
  const tier = typeof given === "string" ? tierOf(given) : undefined;
  const elsewhere = linked.model.elsewhere === true;
  return {
    resource: nameOfRegistry(linked),
    label: linked.label,
    file,
    tier,
    elsewhere,
    errors: count("error"),
    warnings: count("warning"),
    waived: found.filter(({ waived }) => waived).length,
    changes: linked.previous ? changesOf(linked) : [],
    ...(withTier && !elsewhere ? { tierAdvice: tierAdvice(linked.model, tier) } : {}),
    linked,
  };
}
