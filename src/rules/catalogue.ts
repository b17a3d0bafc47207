import { rules } from "./book";
import { features, type Tier, tiers } from "./tiers";
import { type RuleFacts, type Severity, severityOf } from "./writing/rule";

/** One rule of the catalogue: what is known of it without running it. */
export interface CatalogueEntry
  extends Pick<
    RuleFacts,
    "id" | "policy" | "title" | "subject" | "enforcement" | "why" | "fix" | "docs" | "source" | "fails" | "passes"
  > {
  readonly also: readonly string[];
  readonly severity: Severity;
  /** The tiers that have what the rule is about; all of them where the rule is not about a tier. */
  readonly tiers: readonly Tier[];
  /** Whether it judges what is legal (posture) instead of what the service refuses or ignores. */
  readonly family: "validity" | "posture";
}

/** Every rule of the rule book, in the order of the reference. */
export const catalogue: readonly CatalogueEntry[] = rules.map((rule) => ({
  id: rule.id,
  also: rule.also ?? [],
  policy: rule.policy,
  title: rule.title,
  subject: rule.subject,
  severity: severityOf(rule),
  enforcement: rule.enforcement,
  family: rule.posture ? "posture" : "validity",
  tiers: rule.feature ? features[rule.feature].tiers : tiers,
  why: rule.why,
  fix: rule.fix,
  docs: rule.docs,
  source: rule.source,
  fails: rule.fails,
  passes: rule.passes,
}));
