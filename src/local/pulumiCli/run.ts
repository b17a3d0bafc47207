import { type StdioOptions, spawn } from "node:child_process";
import { Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/**
 * Runs the CLI and gives its exit code. What it says quietly is said only when it fails. `reword` changes what it prints,
 * line by line, where no terminal is at the other end: a terminal belongs to the CLI alone.
 */
export function runCli(
  cli: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: "shown" | "quiet" = "shown",
  reword?: (text: string) => string,
): Promise<number> {
  return new Promise((done, fail) => {
    const rewords = output === "shown" && reword !== undefined && !process.stdout.isTTY;
    const shown: StdioOptions = rewords ? ["inherit", "pipe", "inherit"] : "inherit";
    const quiet: StdioOptions = ["ignore", "pipe", "pipe"];
    const child = spawn(cli, args, { env, stdio: output === "shown" ? shown : quiet });
    let said = "";
    if (rewords) child.stdout?.pipe(linewise(reword)).pipe(process.stdout, { end: false });
    else
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (data: Buffer) => (said += data.toString()));
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

/** Passes a text on, each line of it reworded. */
function linewise(reword: (text: string) => string): Transform {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return new Transform({
    transform: (data: Buffer, _encoding, done) => {
      const text = rest + decoder.write(data);
      const end = text.lastIndexOf("\n") + 1;
      rest = text.slice(end);
      done(null, reword(text.slice(0, end)));
    },
    flush: (done) => done(null, reword(rest + decoder.end())),
  });
}

function damaged(cli: string): string {
  return `If the file is damaged, delete it, and the next run gets it again: ${cli}`;
}
