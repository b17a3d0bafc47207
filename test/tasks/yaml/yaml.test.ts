import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Decoded, decode, type Misfit, type Placed } from "../../../src/tasks/reading/decode";
import { taskShape } from "../../../src/tasks/reading/shapes";
import { readYaml } from "../../../src/tasks/yaml/nodes";

interface Case {
  readonly text: string;
  readonly gives?: unknown;
  readonly fails?: true;
}

const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(join(__dirname, "../fixtures/go-yaml.json"), "utf8"),
);

/** The names of the fields in the record. */
const names = {
  id: "ID",
  cmd: "Cmd",
  build: "Build",
  push: "Push",
  when: "When",
  timeout: "Timeout",
  startDelay: "StartDelay",
  retries: "Retries",
  repeat: "Repeat",
  env: "Envs",
  ports: "Ports",
  keep: "Keep",
  cache: "Cache",
  privileged: "Privileged",
} as const;

type Field = string | number | boolean | undefined | readonly Placed<string>[];

/** A value without places, in the form of the record, which leaves empty ones out. */
function plain(field: Placed<Field> | undefined): unknown {
  const value = field?.value;
  return typeof value === "object" ? value.map((item) => item.value) : value;
}

function filled(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const isEmpty = (value: unknown) => !value || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

function recorded(task: Decoded<typeof taskShape> | undefined) {
  const { version, stepTimeout, env, steps } = task?.fields ?? {};
  const read = steps?.value?.map(({ fields }) =>
    filled(Object.entries(names).map(([key, name]) => [name, plain(fields[key as keyof typeof names])])),
  );
  return filled([
    ["Version", plain(version)],
    ["StepTimeout", plain(stepTimeout)],
    ["Envs", plain(env)],
    ["Steps", read],
  ]);
}

describe("what yaml.v2 reads from a text, as recorded from Go", () => {
  it.each(cases.map((one) => [one.text, one] as const))("%j", (_text, { text, gives }) => {
    const yaml = readYaml(text);
    const misfits: Misfit[] = [];
    const task = "node" in yaml ? decode(taskShape, yaml.node, misfits) : undefined;
    // An empty item of a list is read, and makes the runner stop only later.
    const fails = !("node" in yaml) || misfits.some(({ kind }) => kind !== "empty item");
    if (gives === undefined) expect(fails).toBe(true);
    else if (misfits.length === 0) expect({ fails, task: recorded(task) }).toEqual({ fails: false, task: gives });
    else expect(fails).toBe(false);
  });
});

describe("YAML that would exhaust a reader", () => {
  it("is given up where it nests deep", () => {
    expect(readYaml("[".repeat(100_000))).toHaveProperty("beyond");
    expect(readYaml("- ".repeat(5000))).toHaveProperty("beyond");
  });
  it("is given up where anchors multiply", () => {
    const lines = [
      "a0: &a0 {name: x}",
      ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}]}`),
    ];
    const yaml = readYaml(`${lines.join("\n")}\n<<: *a40\n`);
    expect("node" in yaml && (() => decode(taskShape, yaml.node, []))).toThrow("multiply");
  });
});
