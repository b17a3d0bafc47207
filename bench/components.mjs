// What 50 registries with four children each cost as components, against the same resources as raw azure-native, on the
// real engine with the local Azure: `npm run build && node bench/components.mjs [rounds] [up rounds]`.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acrLocal } from "./acrLocal.mjs";
import { inTurn, median, print, ratio, spread } from "./figures.mjs";

const [rounds, upRounds] = [process.argv[2] ?? 7, process.argv[3] ?? 0].map(Number);
const registries = process.env.REGISTRIES ?? "50";
const project = join(import.meta.dirname, "components");
const folder = mkdtempSync(join(tmpdir(), "acr-bench-"));
const report = join(folder, "report.json");

/** Runs the program that is made in one way. Gives the figures of the command, and what the program found of itself. */
function run(way, ...args) {
  const ended = acrLocal(project, [...args, "--non-interactive", "--suppress-progress"], {
    ACR_LOCAL_STATE: join(folder, way),
    ACR_BENCH_WAY: way,
    ACR_BENCH_REPORT: report,
    REGISTRIES: registries,
  });
  if (ended.status !== 0) throw new Error(ended.stdout + ended.stderr);
  return { ...ended, program: JSON.parse(readFileSync(report, "utf8")) };
}

/** What the program sends of each resource that is not a component, by type and name. */
function resources(way) {
  const { steps } = JSON.parse(run(way, "preview", "--json").stdout);
  const states = steps.map(({ newState }) => newState).filter(({ custom }) => custom);
  return Object.fromEntries(
    states
      .map(({ type, urn, inputs }) => [`${type} ${urn.split("::").at(-1)}`, JSON.stringify(sorted(inputs))])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

/** Both ways must ask for the same resources with the same inputs: else the rest compares two different things. */
function compare() {
  const [ours, raw] = ["component", "raw"].map(resources);
  const differing = Object.keys({ ...ours, ...raw }).filter((name) => ours[name] !== raw[name]);
  for (const name of differing.slice(0, 3))
    console.error(`${name}\n  component ${ours[name]}\n  raw       ${raw[name]}`);
  if (differing.length) throw new Error(`${differing.length} resources are not the same in both ways`);
  return Object.keys(raw).length;
}

/** Prints the figures of a command run in each way. */
function tell(command, times, { component, raw, nothing }) {
  console.log(`\n${command}, ${times} rounds in alternating order`);
  const figure = (label, digits, unit, read) => {
    print(`${label}, components`, spread(component.map(read), digits, unit));
    print("  raw azure-native", spread(raw.map(read), digits, unit));
    if (nothing) print("  a program that makes nothing", spread(nothing.map(read), digits, unit));
    print("  components to raw", ratio(component.map(read), raw.map(read)));
  };
  figure("Time on the clock", 2, "s", ({ seconds }) => seconds);
  figure("Processor time of all processes", 2, "s", ({ processor }) => processor);
  figure("Processor time of the program", 2, "s", ({ program }) => program.processor);
  figure("Peak memory of the program", 0, "MB", ({ program }) => program.megabytes);
  const calls = median(component.map(({ program }) => program.check.calls));
  const figures = (read) => spread(component.map(read), 2, "%");
  print(
    `In check(), ${calls} calls`,
    spread(
      component.map(({ program }) => program.check.clock * 1000),
      0,
      "ms",
    ),
  );
  print(
    "  of the time on the clock",
    figures(({ program, seconds }) => (100 * program.check.clock) / seconds),
  );
  print(
    "  of the processor time",
    figures(({ program, processor }) => (100 * program.check.processor) / processor),
  );
}

try {
  const same = compare();
  console.log(`${registries} registries with a replica, a private endpoint and two tasks each`);
  console.log(
    `The same ${same} resources with the same inputs both ways; the components themselves are ${registries} more.`,
  );
  const preview = (way) => [way, () => run(way, "preview")];
  tell("preview", rounds, await inTurn(Object.fromEntries(["component", "raw", "nothing"].map(preview)), rounds));
  if (upRounds) {
    const up = (way) => [
      way,
      () => {
        rmSync(join(folder, way), { recursive: true, force: true });
        return run(way, "up", "--skip-preview", "--yes");
      },
    ];
    tell("up of a new stack", upRounds, await inTurn(Object.fromEntries(["component", "raw"].map(up)), upRounds));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
