import * as pulumi from "@pulumi/pulumi";
import { describe, type Finding } from "../../rules";
import type { Spelling } from "./configurationError";
import { type Acceptance, acceptanceOf, describeAccepted, type Judgement, unusedAcceptances } from "./judgement";

/** What a teller has to know of a configuration. */
export interface Told {
  /** What the texts call it: `Registry "images"`. */
  readonly subject: string;
  readonly spelling: Spelling;
  readonly judgement: Judgement;
}

/** The acceptances that were said in a deployment: each is said once. */
const said = new WeakMap<object, WeakSet<Acceptance>>();

/** Says the warnings of one configuration, apart from those that are accepted, and what comes of accepting. */
export class Teller {
  readonly #told: Told;
  readonly #resource: pulumi.Resource | undefined;
  readonly #used = new Set<Acceptance>();
  readonly #now = new Date();

  constructor(told: Told, resource?: pulumi.Resource) {
    this.#told = told;
    this.#resource = resource;
  }

  /** Says the warnings among findings. Never awaited: a log message may wait for the resource that it is about. */
  warn(findings: readonly Finding[]): void {
    const { subject, spelling, judgement } = this.#told;
    const accepted = new Map<Acceptance, Finding[]>();
    const open: Finding[] = [];
    for (const finding of findings) {
      if (finding.severity === "error") continue;
      const acceptance = acceptanceOf(finding, spelling(finding.path), judgement, this.#now);
      if (acceptance) accepted.set(acceptance, [...(accepted.get(acceptance) ?? []), finding]);
      else open.push(finding);
    }
    const known = open.find(({ rule }) => !rule.startsWith("WAIVER"));
    const hint = known
      ? `\n\nA warning that is known is accepted with accept: [{ rule: "${known.rule}", reason: "…" }].`
      : "";
    if (open.length) void pulumi.log.warn(describe(subject, open, { pathOf: spelling }) + hint, this.#resource);
    for (const acceptance of accepted.keys()) this.#used.add(acceptance);
    const news = new Map([...accepted].filter(([acceptance]) => isNews(acceptance)));
    if (news.size) void pulumi.log.info(describeAccepted(subject, news, spelling), this.#resource);
  }

  /** Says which acceptances accept nothing, once everything is known. */
  end(): void {
    const unused = unusedAcceptances(this.#told.judgement, this.#used, this.#now);
    const { subject, spelling } = this.#told;
    if (unused.length) void pulumi.log.warn(describe(subject, unused, { pathOf: spelling }), this.#resource);
  }
}

function isNews(acceptance: Acceptance): boolean {
  const monitor: unknown = pulumi.runtime.getMonitor();
  // Without an engine, as in unit tests with mocks, nobody reads what is said.
  if (typeof monitor !== "object" || monitor === null) return true;
  const known = said.get(monitor) ?? new WeakSet<Acceptance>();
  said.set(monitor, known);
  if (known.has(acceptance)) return false;
  known.add(acceptance);
  return true;
}
