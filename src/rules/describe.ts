import { type Finding, formatPath, lowestTier } from "./finding";

/** How a door names places: its own spelling of a path, and what stands above the list. */
export interface DescribeOptions {
  /** A path as the door's users wrote it. Default: the model's own spelling. */
  readonly pathOf?: (path: Finding["path"]) => string;
}

/**
 * One finding as text of a few lines: severity and rule, the place, what is wrong, what is allowed, how to mend it, and
 * where to read on.
 */
export function describeFinding(finding: Finding, { pathOf = formatPath }: DescribeOptions = {}): string {
  const place = pathOf(finding.path);
  return [
    `${finding.severity} ${finding.rule}${place ? ` at ${place}` : ""}: ${finding.message}`,
    ...(finding.given === undefined ? [] : [`  given:   ${finding.given}`]),
    ...(finding.allowed === undefined ? [] : [`  allowed: ${finding.allowed}`]),
    `  fix:     ${finding.fix}`,
    ...(finding.related.length ? [`  with:    ${finding.related.map(pathOf).join(", ")}`] : []),
    `  docs:    ${finding.docs}`,
  ].join("\n");
}

/**
 * A whole list of findings as one text: how many there are of what, then each, then the lowest tier on which the
 * configuration would work, when tiers are part of the trouble.
 */
export function describe(subject: string, findings: readonly Finding[], options: DescribeOptions = {}): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const counts = [
    ...(errors ? [`${errors} error${errors === 1 ? "" : "s"}`] : []),
    ...(warnings ? [`${warnings} warning${warnings === 1 ? "" : "s"}`] : []),
  ].join(" and ");
  const tier = lowestTier(findings);
  return [
    `${subject}: ${counts || "no findings"}`,
    ...findings.map((finding) => describeFinding(finding, options)),
    ...(tier ? [`The lowest tier on which all of this would work: ${tier}.`] : []),
  ].join("\n\n");
}
