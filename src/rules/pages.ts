import type { RuleFacts } from "./writing/rule";

/** The page of docs/rules that describes the rules of a subject. */
export function pageOf(subject: RuleFacts["subject"]): string {
  return `${subject.replaceAll(" ", "-")}.md`;
}

/** The anchor of a rule on its page. */
export function anchorOf({ id }: Pick<RuleFacts, "id">): string {
  return id.toLowerCase();
}

/** The address of the page of a rule, in the repository that package.json names. */
export function addressOf(rule: Pick<RuleFacts, "id" | "subject">): string {
  const { homepage }: { homepage: string } = require("pulumi-acr/package.json");
  return `${homepage.replace(/#.*$/, "")}/blob/main/docs/rules/${pageOf(rule.subject)}#${anchorOf(rule)}`;
}
