import { defineConfig } from "vitest/config";

// Four rings (see DESIGN): pure and component run in threads of their own; engine and package start the real CLI.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 10_000,
    pool: "forks",
    maxWorkers: 2,
    minWorkers: 1,
  },
});
