import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { buildCli, builtVersion } from "./build";

/** Says how far a long search is. */
export type Progress = (text: string) => void;

/** Where a CLI is looked for. */
export interface CliPlaces {
  /** The PATH. */
  readonly path: string;
  /** The folder of the CLI's own files: `~/.pulumi`. */
  readonly home: string;
}

const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** The places of this machine. */
export function placesOf(env: NodeJS.ProcessEnv): CliPlaces {
  return { path: env.PATH ?? "", home: env.PULUMI_HOME || join(homedir(), ".pulumi") };
}

/** A CLI that is there: on PATH, else the newest in `~/.pulumi/versions`. */
export function installedCli({ path, home }: CliPlaces): string | undefined {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, executable);
    if (existsSync(file)) return file;
  }
  const versions = join(home, "versions");
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .map((version) => join(versions, version, "bin", executable))
    .find((file) => existsSync(file));
}

/**
 * The CLI: the one that is there, else downloaded by the SDK's own installer, else built from the Go module proxy. What
 * is obtained stays in `~/.pulumi/versions` for the next time.
 */
export async function findCli(places: CliPlaces, progress: Progress): Promise<string> {
  const installed = installedCli(places);
  if (installed) return installed;
  const target = join(places.home, "versions", builtVersion);
  progress(`The Pulumi CLI is neither on PATH nor in ${join(places.home, "versions")}.`);
  progress(`1 of 2: downloading version ${builtVersion} ...`);
  const download = await downloadCli(target);
  if (download === undefined) return join(target, "bin", executable);
  progress(`  not possible: ${download}`);
  progress("2 of 2: building it from Go modules, 5 to 7 minutes, once ...");
  const build = await buildCli(join(target, "bin", executable), progress);
  if (build === undefined) return join(target, "bin", executable);
  progress(`  not possible: ${build}`);
  throw new Error(
    [
      "The Pulumi CLI can't be had here. Tried, in this order:",
      `  on PATH: no ${executable}`,
      `  in ${join(places.home, "versions")}: none`,
      `  downloading it: ${download}`,
      `  building it from Go modules: ${build}`,
      "Install it (https://www.pulumi.com/docs/install/) and put it on PATH, or install Go 1.25 or later (https://go.dev/dl/) and run this again.",
    ].join("\n"),
  );
}

/** Downloads the CLI with the SDK's installer; gives the reason when it can't. */
async function downloadCli(target: string): Promise<string | undefined> {
  try {
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    const { SemVer } = await import("semver");
    await PulumiCommand.install({ root: target, version: new SemVer(builtVersion) });
    return existsSync(join(target, "bin", executable)) ? undefined : "the installer left no CLI behind";
  } catch (error) {
    return firstLine(error);
  }
}

/** Whether the CLI runs Node.js programs by itself: its language host is beside it or on PATH. */
export function hasLanguageHost(cli: string, { path }: CliPlaces): boolean {
  const name = process.platform === "win32" ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
  return [dirname(cli), ...path.split(delimiter).filter(Boolean)].some((folder) => existsSync(join(folder, name)));
}

/** Whether a command can be run at all. */
export function isOnPath(command: string): boolean {
  return spawnSync(command, ["version"], { stdio: "ignore" }).error === undefined;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split("\n")[0] ?? "";
}
