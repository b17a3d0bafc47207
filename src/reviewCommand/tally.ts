import { otherFindings } from "../rules/otherFindings";
import type { Rule } from "../rules/writing/rule";
import type { ReviewFinding, RuleTally } from "./report";

/** Findings counted by rule: the rules with errors first, then those that spoke most often. */
export function tallyOf(findings: readonly ReviewFinding[], rules: readonly Rule[]): RuleTally[] {
  const titles = new Map<string, string>(
    [...Object.values(otherFindings), ...rules].map(({ id, title }) => [id, title] as const),
  );
  const groups = new Map<string, ReviewFinding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.policy}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const tallies = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { rule, policy } = first;
    const count = (severity: string) => group.filter((one) => !one.waived && one.severity === severity).length;
    const tally: RuleTally = {
      rule,
      policy,
      title: titles.get(rule) ?? policy,
      errors: count("error"),
      warnings: count("warning"),
      waived: group.filter(({ waived }) => waived).length,
      registries: new Set(group.filter(({ registry }) => registry).map(({ file, registry }) => `${file}\n${registry}`))
        .size,
    };
    return [tally];
  });
  return tallies.sort(
    (a, b) =>
      Number(b.errors > 0) - Number(a.errors > 0) ||
      Number(b.warnings > 0) - Number(a.warnings > 0) ||
      b.registries - a.registries ||
      b.errors + b.warnings - a.errors - a.warnings ||
      (a.rule < b.rule ? -1 : 1),
  );
}
