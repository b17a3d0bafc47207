import { defineConfig } from "vitest/config";

// Four rings (see docs/architecture.md): pure and component are quick; engine and package start the real CLI, which is looked for, and
// where it is missing obtained, before the first of them.
const slow = ["test/engine/**/*.test.ts", "test/package/**/*.test.ts"];

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    minWorkers: 1,
    projects: [
      { extends: true, test: { name: "quick", include: ["test/**/*.test.ts"], exclude: slow, testTimeout: 10_000 } },
      {
        extends: true,
        test: { name: "engine", include: slow, testTimeout: 120_000, globalSetup: "test/engine/obtainCli.ts" },
      },
    ],
  },
});
