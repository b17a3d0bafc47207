import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/tasks/template/evaluate";
import { functionNames } from "../../../src/tasks/template/functions";
import { BeyondReach, TemplateFault } from "../../../src/tasks/template/lex";
import { parseTemplate } from "../../../src/tasks/template/parse";
import { fromData, type GoMap, isKind, map, type Value } from "../../../src/tasks/template/values";

interface Case {
  readonly template: string;
  readonly gives?: string;
  readonly fails?: true;
}

const { data, cases }: { readonly data: unknown; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(join(__dirname, "../fixtures/go-templates.json"), "utf8"),
);

/** Go reads every number of JSON as a float64. */
function asGoReadsJson(value: Value): Value {
  if (isKind(value, "number")) return { ...value, type: "float64" };
  if (isKind(value, "list")) return { ...value, items: value.items.map(asGoReadsJson) };
  if (isKind(value, "map")) return map([...value.entries].map(([key, item]) => [key, asGoReadsJson(item)]));
  return value;
}

const noHoles = { of: (source: string) => `<${source}>`, within: () => false, only: () => false };

function run(template: string, given: GoMap): string {
  let text = "";
  const output = {
    copy: (start: number, end: number) => {
      text += template.slice(start, end);
    },
    add: (piece: string) => {
      text += piece;
    },
  };
  evaluate(parseTemplate(template, functionNames), output, { data: given, holes: noHoles, decide: () => false });
  return text.split("<no value>").join("");
}

describe("what Go makes of a template, as recorded from Go", () => {
  it.each(cases.map((one) => [one.template, one] as const))("%j", (_template, { template, gives }) => {
    const given = asGoReadsJson(fromData(data));
    if (!isKind(given, "map")) throw new Error("The data is a map.");
    if (gives === undefined) expect(() => run(template, given)).toThrow(TemplateFault);
    else expect(run(template, given)).toBe(gives);
  });
});

describe("a template that would take for ever", () => {
  it.each([
    "{{range until 1000000000}}{{end}}",
    "{{range $i := until 5000}}{{range until 5000}}x{{end}}{{end}}",
    '{{repeat 1000000000 "x"}}',
    '{{indent 1000000000 "x"}}',
    '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}',
    `{{$x := list 1}}${"{{$x = list $x $x}}".repeat(40)}{{$x}}`,
    '{{$d := dict}}{{$e := set $d "d" $d}}{{$d}}',
    `{{${"(".repeat(20_000)}`,
    "{{if true}}".repeat(20_000),
  ])("is given up: %.60s", (template) => {
    const started = process.cpuUsage();
    expect(() => run(template, map([]))).toThrow(/./);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
  });

  it("is told apart from one that is wrong", () => {
    expect(() => run("{{range until 1000000000}}{{end}}", map([]))).toThrow(BeyondReach);
    expect(() => run("{{nothing}}", map([]))).toThrow(TemplateFault);
  });
});
