import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { at, isObject, listAt, type Properties, textAt } from "../json";
import { readYamlFile } from "./yamlFile";

/** The Pulumi project that a command is about. */
export interface Project {
  /** The folder of its Pulumi.yaml. */
  readonly directory: string;
  readonly name: string;
  /** What runs its program: `nodejs`. */
  readonly runtime: string;
  /** The options of the runtime: `nodeargs`, `typescript`, `tsconfig`. */
  readonly options: Properties;
  /** The providers whose plugins the project brings itself. */
  readonly plugins: readonly string[];
  /** The folder of the files with the stacks' configuration. */
  readonly configDirectory: string;
}

/** The project of a folder, or of one above. */
export function findProject(folder: string): Project | undefined {
  let directory = resolve(folder);
  for (;;) {
    const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(directory, name)).find((path) => existsSync(path));
    if (file) return read(directory, file);
    const above = dirname(directory);
    if (above === directory) return undefined;
    directory = above;
  }
}

function read(directory: string, file: string): Project {
  const parsed = readYamlFile(file);
  const settings = isObject(parsed) ? parsed : {};
  const options = at(settings, "runtime.options");
  return {
    directory,
    name: textAt(settings, "name"),
    runtime: textAt(settings, "runtime") || textAt(settings, "runtime.name"),
    options: isObject(options) ? options : {},
    plugins: listAt(settings, "plugins.providers").map((plugin) => textAt(plugin, "name")),
    configDirectory: resolve(directory, textAt(settings, "stackConfigDir") || textAt(settings, "config")),
  };
}
