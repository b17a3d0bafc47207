import { spawnSync } from "node:child_process";
import { totalmem } from "node:os";

/** Files of more than this many bytes are reviewed in a process of their own. */
const large = 32 * 1024 * 1024;
/** Set in that process, so that it does the work itself. */
const marker = "ACR_REVIEW_ISOLATED";

/**
 * Reviews large input in a process that may use most of the machine's memory, and whose end by lack of memory is a clear
 * sentence instead of a dump. Gives the exit code, or `undefined` when the input is small enough to be reviewed here.
 */
export function reviewIsolated(script: string, args: readonly string[], size: number): number | undefined {
  if (size <= large || process.env[marker]) return undefined;
  const memory = Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY);
  const heap = Math.max(512, Math.min(16_384, Math.floor((memory * 0.75) / 1024 / 1024)));
  const { status, stderr } = spawnSync(process.execPath, [`--max-old-space-size=${heap}`, script, ...args], {
    stdio: ["inherit", "inherit", "pipe"],
    env: { ...process.env, [marker]: "1" },
  });
  if (status === 0 || status === 1 || status === 2) {
    process.stderr.write(stderr);
    return status;
  }
  const megabytes = Math.round(size / 1024 / 1024);
  process.stderr.write(
    `acr-review: ${megabytes} MB of input need more than the ${heap} MB of memory that there are.\n`,
  );
  return 2;
}
