import { UNKNOWN } from "../../model";
import { expiryOf } from "../../rules/expiry";
import { type Finding, show } from "../../rules/finding";
import { isRuleName, nearestRuleName } from "../../rules/ruleNames";
import { kindOf, missing, otherWord, unknownOption, wrongShape } from "../../rules/shapeFindings";
import { isGiven, isPlainObject, itemOf } from "../inputs";
import { isKept, ruleLevels } from "./judgement";
import { markWritten } from "./spelling";

const acceptanceOptions = ["rule", "reason", "until", "path"];

/** What is wrong with `accept` and `levels` themselves. */
export function misjudged(args: unknown): Finding[] {
  return [...slipsOfAccept(itemOf(args, "accept")), ...slipsOfLevels(itemOf(args, "levels"))].map(markWritten);
}

function slipsOfAccept(accept: unknown): Finding[] {
  if (!isGiven(accept)) return [];
  const form = '[{ rule: "NET-03", reason: "…" }]';
  if (!Array.isArray(accept)) return [wrongShape(["accept"], "a list", kindOf(accept), `Write accept: ${form}.`)];
  return accept.flatMap((entry: unknown, index) => {
    const path = ["accept", index];
    if (!isPlainObject(entry)) return [wrongShape(path, "an object", kindOf(entry), `Write accept: ${form}.`)];
    const siblings: Record<string, unknown> = { ...entry };
    const { rule, until } = siblings;
    const texts = acceptanceOptions.flatMap((name) => {
      const value = siblings[name];
      const isRequired = name === "rule" || name === "reason";
      if (!isGiven(value) || value === "") return isRequired ? [missing([...path, name])] : [];
      return typeof value === "string" ? [] : [wrongShape([...path, name], "text", kindOf(value), "Give text.")];
    });
    return [
      ...Object.keys(siblings)
        .filter((name) => !acceptanceOptions.includes(name))
        .map((name) => unknownOption([...path, name], acceptanceOptions, siblings)),
      ...texts,
      ...(typeof rule === "string" ? unknownRule([...path, "rule"], rule) : []),
      ...(typeof until === "string" && until !== UNKNOWN && expiryOf(until) === undefined
        ? [wrongShape([...path, "until"], "a date", show(until), 'Write a date, for instance until: "2027-03-31".')]
        : []),
    ];
  });
}

function slipsOfLevels(levels: unknown): Finding[] {
  if (!isGiven(levels)) return [];
  const form = 'levels: { "NET-03": "disabled" }';
  if (!isPlainObject(levels)) return [wrongShape(["levels"], "an object", kindOf(levels), `Write ${form}.`)];
  return Object.entries(levels).flatMap(([rule, level]) => [
    ...unknownRule(["levels", rule], rule),
    ...(ruleLevels.some((word) => word === level) ? [] : [otherWord(["levels", rule], level, ruleLevels)]),
    ...(isKept(rule)
      ? [
          {
            ...wrongShape(["levels", rule], "another rule", show(rule), "Remove it."),
            message: `${rule} stays an error.`,
            fix: /repl/i.test(rule)
              ? "Remove it. acceptReplacement accepts one replacement by its new value."
              : "Remove it, and mend what the error says.",
          },
        ]
      : []),
  ]);
}

function unknownRule(path: Finding["path"], name: string): Finding[] {
  if (name === "" || name === UNKNOWN || isRuleName(name)) return [];
  const meant = nearestRuleName(name);
  return [
    {
      ...wrongShape(path, "the id or the policy name of a rule", show(name), ""),
      message: `There is no rule ${show(name)}.`,
      fix: meant ? `Write ${show(meant)}, if that is what is meant.` : "Write the id that stands in the warning.",
    },
  ];
}
