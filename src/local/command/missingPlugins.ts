import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { isObject, type Properties, textAt } from "../json";
import type { Project } from "./project";

/** A provider that a project depends on and whose plugin is not on this machine. */
export interface MissingPlugin {
  /** The npm package. */
  readonly dependency: string;
  readonly name: string;
  readonly version: string;
}

/** Where plugins are looked for. */
export interface PluginPlaces {
  readonly path: string;
  /** The folder of the CLI: `~/.pulumi`. */
  readonly home: string;
}

/** The providers that a project's package.json depends on, that nothing here serves, and whose plugins are not found. */
export function missingPlugins(
  { directory, plugins }: Pick<Project, "directory" | "plugins">,
  served: readonly string[],
  places: PluginPlaces,
): MissingPlugin[] {
  const resolve = createRequire(join(directory, "package.json")).resolve;
  const { dependencies } = readJson(join(directory, "package.json"));
  return Object.keys(isObject(dependencies) ? dependencies : {}).flatMap((dependency) => {
    let file: string;
    try {
      file = resolve(`${dependency}/package.json`);
    } catch {
      return [];
    }
    const found = readJson(file);
    const { pulumi } = found;
    if (!isObject(pulumi) || pulumi.resource !== true) return [];
    const name = textAt(pulumi, "name") || dependency.replace(/^@[^/]+\//, "");
    const version = (textAt(pulumi, "version") || textAt(found, "version")).replace(/^v/, "");
    return served.includes(name) || plugins.includes(name) || isInstalled(name, places)
      ? []
      : [{ dependency, name, version }];
  });
}

function isInstalled(name: string, { path, home }: PluginPlaces): boolean {
  const folder = join(home, "plugins");
  const installed = existsSync(folder) ? readdirSync(folder) : [];
  return (
    installed.some((entry) => entry.startsWith(`resource-${name}-v`) && !entry.endsWith(".lock")) ||
    path.split(delimiter).some((one) => one !== "" && existsSync(join(one, `pulumi-resource-${name}`)))
  );
}

function readJson(file: string): Properties {
  if (!existsSync(file)) return {};
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isObject(value) ? value : {};
}
