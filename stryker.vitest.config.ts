import { defineConfig } from "vitest/config";

// The tests that judge the rule book, without those that draw thousands of registries: each mutant runs only what
// covers it, and those cover everything.
export default defineConfig({
  test: {
    // One load of the rule book for all test files: a mutant is switched on while it runs, so none needs a load of its own.
    isolate: false,
    include: ["test/rules/**/*.test.ts"],
    exclude: [
      "test/rules/properties.test.ts",
      "test/rules/loading.test.ts",
      "test/rules/coverage.test.ts",
      // The pages are made by the code under test.
      "test/rules/pages.test.ts",
    ],
    testTimeout: 20_000,
  },
});
