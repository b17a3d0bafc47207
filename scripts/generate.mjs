// Makes everything in the repository that is made: rule pages, schemas, the reports of the public surface, the texts of
// findings and the saved reviews. `npm run generate`; CI fails where that changes a file.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const script = (name, ...args) => [process.execPath, join(root, "scripts", name), ...args];
const tool = (name, ...args) => ["npx", "--no-install", name, ...args];

const steps = [
  script("bundle.mjs"),
  tool("tsc", "-p", "tsconfig.json", "--emitDeclarationOnly"),
  script("rule-docs.mjs"),
  script("review-config-schema.mjs"),
  tool("biome", "format", "--write", "schema"),
  script("api-report.mjs"),
  tool("vitest", "run", "--project", "quick", "-u", "test/rules/messages", "test/reviewCommand/golden.test.ts"),
];

for (const [command, ...args] of steps) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: command === "npx" && process.platform === "win32",
    env: { ...process.env, UPDATE_TEXTS: "true" },
  });
  if (status !== 0) process.exit(status ?? 1);
}
