import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The version of the CLI that is downloaded or built: the newest whose module's checksums can be verified. */
export const builtVersion = "3.246.0";

const cliPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The folder with the go.mod and go.sum of the build, in this package. */
const sources = join(dirname(require.resolve("pulumi-acr/package.json")), "cli");

/**
 * Builds the CLI from Go modules into a file; gives the reason when it can't. The file appears only when it is whole,
 * and of two that start at once one builds and the other waits.
 */
export async function buildCli(file: string, progress: (text: string) => void): Promise<string | undefined> {
  if (spawnSync("go", ["version"], { stdio: "ignore" }).error) return "Go is not installed";
  mkdirSync(dirname(file), { recursive: true });
  const lock = `${file}.building`;
  if (!(await takeLock(lock, file, progress))) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "pulumi-cli-"));
  const beat = setInterval(() => progress(`  still building, ${seconds(started)} s ...`), 30_000);
  const started = Date.now();
  const part = `${file}.part`;
  try {
    for (const name of ["go.mod", "go.sum"]) copyFileSync(join(sources, name), join(folder, name));
    const flags = `-s -w -X ${versionVariable}=v${builtVersion}`;
    const failure = await run("go", ["build", "-trimpath", "-ldflags", flags, "-o", part, cliPackage], folder);
    if (failure !== undefined) return failure;
    renameSync(part, file);
    progress(`  built in ${seconds(started)} s: ${file}`);
    return undefined;
  } finally {
    clearInterval(beat);
    rmSync(part, { force: true });
    rmSync(folder, { recursive: true, force: true });
    rmSync(lock, { recursive: true, force: true });
  }
}

const staleAfterMinutes = 30;

/** Takes the lock, a folder; false when somebody else built the file meanwhile. */
async function takeLock(lock: string, file: string, progress: (text: string) => void): Promise<boolean> {
  for (let told = false; ; told = true) {
    try {
      mkdirSync(lock);
      return true;
    } catch {
      if (!told) progress("  another process is building it, waiting ...");
    }
    await new Promise((done) => setTimeout(done, 1000));
    if (existsSync(file)) return false;
    // A build that was interrupted leaves its lock behind.
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > staleAfterMinutes * 60_000) {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

function run(command: string, args: readonly string[], cwd: string): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, CGO_ENABLED: "0" },
    });
    let errors = "";
    child.stderr.on("data", (data: Buffer) => {
      errors += data.toString();
    });
    child.once("error", (error) => done(error.message));
    child.once("close", (code) =>
      done(code === 0 ? undefined : (errors.trim().split("\n").at(-1) ?? `exit code ${code}`)),
    );
  });
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
