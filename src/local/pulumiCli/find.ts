import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
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

/** A way to get a CLI into a version's folder. It gives the reason when it can't. */
export type Obtain = (folder: string, progress: Progress) => Promise<string | undefined>;

/** The ways to get a CLI that is not there. */
export interface Sources {
  readonly download: Obtain;
  readonly build: Obtain;
}

const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";
const languageHost = process.platform === "win32" ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";

/** The places of this machine. */
export function placesOf(env: NodeJS.ProcessEnv): CliPlaces {
  return { path: env.PATH ?? "", home: env.PULUMI_HOME || join(homedir(), ".pulumi") };
}

/** A CLI that is there: on PATH, else the newest in `~/.pulumi/versions`, else where its own installer puts it. */
export function installedCli({ path, home }: CliPlaces): string | undefined {
  const onPath = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, executable));
  const versions = foldersIn(join(home, "versions"))
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .map((version) => join(home, "versions", version, "bin", executable));
  return [...onPath, ...versions, join(home, "bin", executable)].find(isProgram);
}

/**
 * The CLI: the one that is there, else downloaded by the SDK's own installer, else built from the Go module proxy. What
 * is obtained stays in `~/.pulumi/versions` for the next time.
 */
export async function findCli(
  places: CliPlaces,
  progress: Progress,
  sources: Sources = { download: downloadCli, build: (folder, say) => buildCli(join(folder, "bin", executable), say) },
): Promise<string> {
  const installed = installedCli(places);
  if (installed !== undefined) return installed;
  const versions = join(places.home, "versions");
  const folder = join(versions, builtVersion);
  const target = join(folder, "bin", executable);
  progress(`The Pulumi CLI is neither on PATH nor in ${versions}.`);
  progress(`1 of 2: downloading version ${builtVersion} ...`);
  const download = await sources.download(folder, progress);
  if (download === undefined) return target;
  progress(`  not possible: ${download}`);
  progress("2 of 2: building it from Go modules, 5 to 7 minutes, once ...");
  const build = await sources.build(folder, progress);
  if (build === undefined) return target;
  progress(`  not possible: ${build}`);
  throw new Error(
    [
      "The Pulumi CLI can't be had here. Tried, in this order:",
      `  on PATH: no ${executable}`,
      `  in ${versions}: none`,
      `  downloading it: ${download}`,
      `  building it from Go modules: ${build}`,
      "Install it (https://www.pulumi.com/docs/install/) and put it on PATH, or install Go 1.25 or later (https://go.dev/dl/) and run this again.",
    ].join("\n"),
  );
}

/** Whether the CLI runs Node.js programs by itself: its language host is beside it or on PATH. */
export function hasLanguageHost(cli: string, { path }: CliPlaces): boolean {
  return [dirname(cli), ...path.split(delimiter).filter(Boolean)].some((folder) => isFile(join(folder, languageHost)));
}

/** Downloads the CLI with the SDK's installer. */
async function downloadCli(folder: string): Promise<string | undefined> {
  try {
    const load = createRequire(__filename);
    // The SDK's version type comes from its own dependency, which is found from there.
    const { SemVer } = createRequire(load.resolve("@pulumi/pulumi/package.json"))("semver");
    const { PulumiCommand } = load("@pulumi/pulumi/automation");
    await PulumiCommand.install({ root: folder, version: new SemVer(builtVersion) });
    return isProgram(join(folder, "bin", executable)) ? undefined : "the installer left no CLI behind";
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).trim().split("\n")[0] ?? "";
  }
}

/** Whether a file can be started: one that is empty is what an interrupted installation leaves. */
function isProgram(path: string): boolean {
  if (!isFile(path) || statSync(path).size === 0) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function foldersIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
