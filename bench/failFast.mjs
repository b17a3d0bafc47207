// How soon a program that is wrong says so, against one that is empty: from process start to the message, and to the end
// of the process. Each is run as the CLI's language host does, by the SDK's own runner, against a small monitor: the
// seconds that the CLI itself takes would only hide the difference. `npm run build && node bench/failFast.mjs [rounds]`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { childrenSeconds, inTurn, print, ratio, spread } from "./figures.mjs";
import { loadTypeScript } from "./typescript.mjs";

const rounds = Number(process.argv[2] ?? 15);
const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run");
const folder = join(import.meta.dirname, "failFast");
const { startMonitor } = await loadTypeScript("test/components/monitor.ts");
const severityError = 3;

/** Runs a program. Gives the milliseconds to its error message, where it has one, and to its end, and on the processor. */
async function run(name) {
  const monitor = await startMonitor();
  const target = [`--monitor=${monitor.address}`, `--engine=${monitor.address}`, "--project=bench", "--stack=bench"];
  const [started, processor] = [performance.now(), childrenSeconds()];
  const child = spawn(process.execPath, [runner, ...target, `--pwd=${folder}`, join(folder, `${name}.js`)], {
    env: { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "false" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  let message;
  const watch = setInterval(() => {
    if (monitor.logs.some(({ severity }) => severity === severityError)) message ??= performance.now() - started;
  }, 1);
  await once(child, "close");
  const end = performance.now() - started;
  clearInterval(watch);
  monitor.close();
  return { message, end, processor: (childrenSeconds() - processor) * 1000 };
}

const programs = {
  empty: "An empty program, which loads the SDK",
  blank: "A program without a line",
  group: "One that makes a resource group",
  plain: "Wrong in its plain values",
  output: "Wrong in a value that arrives as an output",
};
const names = Object.keys(programs);
const runs = await inTurn(Object.fromEntries(names.map((name) => [name, () => run(name)])), rounds);

console.log(`From process start, ${rounds} rounds in alternating order, and the ratio to the end of the empty program`);
for (const [name, title] of Object.entries(programs)) {
  console.log(title);
  const tell = (label, key, base) => {
    const values = runs[name].map((one) => one[key]);
    const others = runs.empty.map((one) => one[base]);
    print(`  ${label}`, `${spread(values, 0, "ms")}, ${ratio(values, others)}`);
  };
  if (runs[name][0].message !== undefined) tell("to the message", "message", "end");
  tell("to the end", "end", "end");
  tell("on the processor, to the end", "processor", "processor");
}
