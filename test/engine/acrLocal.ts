import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the built `acr-local` command in a project's folder, without a terminal and without colours. What the program says
 * is in `stdout`. Needs a build first: `npm test` makes one.
 */
export function acrLocal(
  directory: string,
  args: readonly string[],
  { env = {} }: { readonly env?: NodeJS.ProcessEnv } = {},
): Ended {
  const main = join(__dirname, "../../dist/local/main.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: directory,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", PULUMI_OPTION_COLOR: "never", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}
