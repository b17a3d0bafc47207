import type { Review, ReviewedRegistry } from "../review";

/** The review as JSON, in the form that `schema/review-report.schema.json` describes. */
export function toJson({ findings, registries, files, deleted, summary }: Review): string {
  return `${JSON.stringify({ findings, registries: registries.map(plain), deleted, files, summary }, undefined, 2)}\n`;
}

function plain({ linked: _linked, ...registry }: ReviewedRegistry): Omit<ReviewedRegistry, "linked"> {
  return registry;
}
