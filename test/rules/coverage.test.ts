import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/book";
import { ownIds, referenceIds } from "./reference-ids";

const page = readFileSync(join(__dirname, "../../docs/rules/not-checked.md"), "utf8");

/** The rows of the tables of what is not checked: id and reason. */
const notChecked = [...page.matchAll(/^\| ([A-Z]+-?\d+[a-z]?) \|(.*)\|$/gm)].map(([, id = "", reason = ""]) => ({
  id,
  reason: reason.trim(),
}));
const notCheckedIds = notChecked.map(({ id }) => id);
const ids = Object.values(referenceIds).flat();
const checkedIds = rules.flatMap(({ id, also = [] }) => [id, ...also]);

describe("the rule book against the reference", () => {
  it("knows all 323 ids of the reference", () => {
    expect(ids.length).toBe(323);
    expect(new Set(ids).size).toBe(323);
  });
  it.each(Object.entries(referenceIds))(
    "section %s: each id is a rule or has a reason why it is none",
    (_section, list) => {
      expect(list.filter((id) => !checkedIds.includes(id) && !notCheckedIds.includes(id))).toEqual([]);
    },
  );
  it("has no id both as a rule and in the list of the not checked", () => {
    expect(notCheckedIds.filter((id) => checkedIds.includes(id))).toEqual([]);
  });
  it("lists nothing twice as not checked", () => {
    expect(notCheckedIds.filter((id, index) => notCheckedIds.indexOf(id) !== index)).toEqual([]);
  });
  it("gives a reason for each id that is not checked", () => {
    expect(notChecked.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });
  it("has no id that nobody knows", () => {
    // R and G are of other tools; the lints on task files, from TASK-34 on, are ours.
    const invented = /^(R|G)\d{2}$|^REPL-[A-Z]+$|^TASK-(3[4-9]|[4-9]\d)$/;
    const unknown = [...checkedIds, ...notCheckedIds].filter(
      (id) => !ids.includes(id) && !ownIds.includes(id) && !invented.test(id),
    );
    expect(unknown).toEqual([]);
  });
  it("does not use one id of the reference for two rules; a policy may be several", () => {
    const own = checkedIds.filter((id) => ids.includes(id));
    expect(own.filter((id, index) => own.indexOf(id) !== index)).toEqual([]);
  });
});

describe("the facts of each rule", () => {
  const facts = rules.map((rule) => [rule.id, rule] as const);
  it.each(facts)("%s says what, why and how to mend it, with a page and a source", (_id, rule) => {
    expect(rule.policy).toMatch(/^acr-[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule.title).not.toMatch(/[.!]$/);
    expect(rule.why).toMatch(/[.)]$/);
    expect(rule.fix).toMatch(/[.)]$/);
    expect(rule.docs).toMatch(/^https:\/\//);
    expect(rule.source).not.toBe("");
  });
  it.each(facts.filter(([, rule]) => rule.enforcement === "?"))("%s says that it is unverified", (_id, rule) => {
    const text = `${rule.title} ${rule.why} ${rule.fix} ${rule.check}`;
    expect(text).toMatch(/unverified/i);
  });
});
