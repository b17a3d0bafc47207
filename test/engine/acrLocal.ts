import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly env?: NodeJS.ProcessEnv;
}

const main = join(__dirname, "../../dist/local/main.js");

function settings(directory: string, { env = {} }: Options) {
  return { cwd: directory, env: { ...process.env, NO_COLOR: "1", PULUMI_OPTION_COLOR: "never", ...env } };
}

/**
 * Starts the built `acr-local` command in a project's folder, without a terminal and without colours, as the first process
 * of a group, as a shell does. What the program says is in `stdout`. Needs a build first: `npm test` makes one.
 */
export function startAcrLocal(directory: string, args: readonly string[], options: Options = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    ...settings(directory, options),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  }
  const code = await new Promise<number | null>((done, fail) => child.once("error", fail).once("close", done));
  return { code, ...said };
}
