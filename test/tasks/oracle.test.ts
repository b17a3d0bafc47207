import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lintTaskFile } from "../../src/tasks/linting/lintTaskFile";
import { planOf } from "../../src/tasks/planning/plan";

interface OracleStep {
  readonly id: string;
  readonly kind: string;
  readonly after: readonly string[];
}

interface OracleCase {
  readonly id: string;
  readonly text: string;
  readonly valid: boolean;
  readonly phase?: string;
  readonly steps?: readonly OracleStep[];
  readonly stages?: readonly (readonly string[])[];
}

const { cases }: { readonly cases: readonly OracleCase[] } = JSON.parse(
  readFileSync(join(__dirname, "fixtures/task-oracle.json"), "utf8"),
);

/** The run of which the file's `about` speaks. */
const run = {
  ID: "run1",
  Registry: "reg.azurecr.io",
  RegistryName: "reg",
  OS: "linux",
  Architecture: "amd64",
  TaskName: "task1",
  Date: "20260102-030405z",
  Commit: "",
  Branch: "",
  Repository: "",
};

const sorted = (texts: readonly string[]) => [...texts].sort();

/** What is said of a file, in the words of the oracle. */
function answer({ text }: OracleCase) {
  const { verdict, readings } = lintTaskFile(text, { run, values: {} });
  if (verdict !== "valid") return { valid: verdict === "unknown" ? undefined : false };
  const [reading] = readings;
  const plan = reading && planOf(reading);
  return {
    valid: true,
    steps: plan?.steps.map(({ id, kind, after }) => ({ id, kind, after: sorted(after) })),
    stages: plan?.stages.map(sorted),
  };
}

function expected({ valid, steps, stages }: OracleCase) {
  if (!valid) return { valid };
  return {
    valid,
    steps: steps?.map(({ id, kind, after }) => ({ id, kind, after: sorted(after) })),
    stages: stages?.map(sorted),
  };
}

describe("the verdict and the plan of the service's own runner", () => {
  it.each(cases.map((one) => [one.id, one] as const))("case %s", (_id, one) => {
    expect(answer(one)).toEqual(expected(one));
  });

  it("is ours in every case of the oracle file", () => {
    const agreeing = cases.filter((one) => JSON.stringify(answer(one)) === JSON.stringify(expected(one)));
    expect(`${agreeing.length} of ${cases.length}`).toBe("284 of 284");
  });
});
