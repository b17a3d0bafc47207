import { describe, expect, it } from "vitest";
import { lints } from "../../../src/tasks/linting/lints";
import { lintTaskFile } from "../../../src/tasks/linting/lintTaskFile";

describe.each(lints.map((lint) => [lint.id, lint] as const))("%s", (_id, lint) => {
  const found = (file: string) => lintTaskFile(file, lint.exampleSurroundings ?? {});

  it("speaks of its failing example, and nothing else does", () => {
    expect(found(lint.fails).findings.map(({ rule }) => rule)).toEqual([lint.id]);
  });
  it("is quiet on its passing example, as is every other", () => {
    expect(found(lint.passes).findings).toEqual([]);
  });
  it("makes the file invalid where the runner refuses it, and only there", () => {
    const isError = found(lint.fails).findings.some(({ severity }) => severity === "error");
    expect(found(lint.fails).verdict).toBe(lint.effect === "refused" && isError ? "invalid" : "valid");
    expect(found(lint.passes).verdict).toBe("valid");
  });
});

it("has no id or policy twice", () => {
  const all = [...lints.map(({ id }) => id), ...lints.map(({ policy }) => policy)];
  expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
});
