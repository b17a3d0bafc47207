// Runs the built acr-local, the real engine against the local Azure, as the benches need it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { childrenSeconds } from "./figures.mjs";

const main = join(import.meta.dirname, "../dist/local/main.js");

/** Runs a command in a project's folder. Gives how it ended, its seconds, and the processor's seconds of all its processes. */
export function acrLocal(cwd, args, env) {
  const [clock, processor] = [performance.now(), childrenSeconds()];
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", PULUMI_OPTION_COLOR: "never", ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - clock) / 1000;
  return { stdout, stderr, status, seconds, processor: childrenSeconds() - processor };
}
