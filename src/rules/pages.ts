import type { RuleFacts } from "./writing/rule";

/** The page of docs/rules that describes the rules of a subject. */
export function pageOf(subject: RuleFacts["subject"]): string {
  return `${subject.replaceAll(" ", "-")}.md`;
}

/** The anchor of a rule on its page. */
export function anchorOf({ id }: Pick<RuleFacts, "id">): string {
  return id.toLowerCase();
}

/** The address of a rule's section on its page, in the repository that package.json names. */
export function addressOf(rule: Pick<RuleFacts, "id" | "subject">): string {
  return `${pages()}/${pageOf(rule.subject)}#${anchorOf(rule)}`;
}

/** The page of docs/rules on findings that no rule makes. */
export const otherPage = "arguments.md";

/** The address of what describes a finding: its rule, or its row on the page of findings that no rule makes. */
export function addressOfFinding(id: string, rules: readonly Pick<RuleFacts, "id" | "subject">[]): string {
  const rule = rules.find((each) => each.id === id);
  return rule ? addressOf(rule) : `${pages()}/${otherPage}#${anchorOf({ id })}`;
}

function pages(): string {
  const { homepage }: { homepage: string } = require("pulumi-acr/package.json");
  return `${homepage.replace(/#.*$/, "")}/blob/main/docs/rules`;
}
