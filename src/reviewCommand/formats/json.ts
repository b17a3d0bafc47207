import type { Review, ReviewedRegistry } from "../report";

/** The review as JSON, in the form that `schema/review-report.schema.json` describes. */
export function toJson({ findings, registries, files, deleted, notes, rules, summary }: Review): string {
  const report = { findings, registries: registries.map(plain), deleted, files, notes, rules, summary };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function plain({ linked: _linked, ...registry }: ReviewedRegistry): Omit<ReviewedRegistry, "linked"> {
  return registry;
}
