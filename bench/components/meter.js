// Measures the program from inside its own process: its peak of memory, its processor time, and its time in check().
const { writeFileSync } = require("node:fs");
const { performance } = require("node:perf_hooks");

const check = { calls: 0, clock: 0, processor: 0 };

/** Starts to measure. The figures are written to the file that ACR_BENCH_REPORT names when the process ends. */
exports.meter = () => {
  const report = process.env.ACR_BENCH_REPORT;
  if (!report) return;
  // The bundle calls check() by its module's exports: the same door that pulumi-acr/rules has.
  for (const { exports: loaded } of Object.values(require.cache).filter(({ id }) => /dist[\\/]chunks/.test(id))) {
    if (typeof loaded.check === "function") loaded.check = timed(loaded.check);
  }
  process.on("exit", () => {
    const megabytes = process.resourceUsage().maxRSS / 1024;
    writeFileSync(report, JSON.stringify({ megabytes, processor: seconds(), check }));
  });
};

function timed(run) {
  return (...args) => {
    const [clock, processor] = [performance.now() / 1000, seconds()];
    const findings = run(...args);
    check.clock += performance.now() / 1000 - clock;
    check.processor += seconds() - processor;
    check.calls++;
    return findings;
  };
}

function seconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
