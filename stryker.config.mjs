// Mutation testing of the rule book: `npx stryker run`. It takes long and is no part of `npm test`; docs/mutation.md has
// the last figures.
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  vitest: { configFile: "stryker.vitest.config.ts" },
  coverageAnalysis: "perTest",
  // What is evaluated once at load (titles, tables, examples) is data: the coverage test and the pages of docs/rules hold it.
  ignoreStatic: true,
  mutate: ["src/rules/**/*.ts"],
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ["clear-text", "html", "json"],
  clearTextReporter: {
    allowColor: false,
    allowEmojis: false,
    logTests: false,
    reportTests: false,
    reportMutants: false,
  },
  thresholds: { high: 90, low: 85, break: 85 },
  ignorePatterns: ["dist", "docs/api", "examples", "bench", "test/engine", "test/package", "reports", ".acr-local"],
  tempDirName: ".stryker-tmp",
  incremental: true,
  incrementalFile: "reports/stryker-incremental.json",
  allowEmpty: false,
};
