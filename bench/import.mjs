// What loading the package adds to a program that has loaded the SDK and azure-native's registry class anyway, each time
// in a fresh process: `npm run build && node bench/import.mjs [rounds]`.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { inTurn, print, spread } from "./figures.mjs";

const rounds = Number(process.argv[2] ?? 31);
const before = ["@pulumi/pulumi", "@pulumi/azure-native/containerregistry/registry.js"];

const doors = {
  "require(), CommonJS": { args: [], load: (name) => `require("${name}")` },
  "import, native ESM": { args: ["--input-type=module"], load: (name) => `await import("${name}")` },
};

/**
 * Loads a package after the others in a fresh process. Gives the milliseconds on the clock, and those in which the main
 * thread was on a processor, which other work on the machine does not lengthen. Only Linux tells the second.
 */
function milliseconds({ args, load }, name) {
  const script = `
    const { readFileSync } = ${load("node:fs")};
    const onProcessor = () => Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
    ${before.map(load).join(";")};
    const [clock, processor] = [performance.now(), onProcessor()];
    ${load(name)};
    console.log(JSON.stringify({ processor: onProcessor() - processor, clock: performance.now() - clock }));`;
  // In the repository its own name means what the package exports: dist.
  const cwd = join(import.meta.dirname, "..");
  return JSON.parse(execFileSync(process.execPath, [...args, "-e", script], { cwd, encoding: "utf8" }));
}

const loads = Object.entries(doors).flatMap(([door, how]) =>
  ["pulumi-acr", "pulumi-acr/rules"].map((name) => [`${name} by ${door}`, () => milliseconds(how, name)]),
);
console.log(`Over ${before.join(" and ")}, ${rounds} rounds in alternating order`);
for (const [label, values] of Object.entries(await inTurn(Object.fromEntries(loads), rounds))) {
  for (const [which, key] of [
    [`${label}: on the clock`, "clock"],
    ["  on the processor", "processor"],
  ]) {
    print(
      which,
      spread(
        values.map((value) => value[key]),
        1,
        "ms",
      ),
    );
  }
}
