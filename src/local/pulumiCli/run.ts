import { spawn } from "node:child_process";

/** Runs the CLI and gives its exit code. What it says quietly is said only when it fails. */
export function runCli(
  cli: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: "shown" | "quiet" = "shown",
): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(cli, args, { env, stdio: output === "shown" ? "inherit" : ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => (said += data.toString()));
    // The terminal's interrupt reaches the child by itself; this process lives on to keep what was done.
    const wait = () => undefined;
    const stop = () => void child.kill("SIGTERM");
    process.on("SIGINT", wait).on("SIGTERM", stop).on("SIGHUP", stop);
    const over = () => process.off("SIGINT", wait).off("SIGTERM", stop).off("SIGHUP", stop);
    child.once("error", (error) => {
      over();
      fail(new Error(`${cli} can't be started: ${error.message}. ${damaged(cli)}`));
    });
    child.once("close", (code, signal) => {
      over();
      if (code !== 0) process.stderr.write(said);
      if (signal !== null) process.stderr.write(`acr-local: ${cli} was ended by ${signal}. ${damaged(cli)}\n`);
      done(code ?? 1);
    });
  });
}

function damaged(cli: string): string {
  return `If the file is damaged, delete it, and the next run gets it again: ${cli}`;
}
