import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { isObject } from "./json";

/** The Pulumi project that a command is about. */
export interface Project {
  /** The folder of its Pulumi.yaml. */
  readonly directory: string;
  readonly name: string;
}

/** The project of the folder that a command names with `--cwd`, or of the current one, or of one above. */
export function findProject(args: readonly string[], current: string): Project | undefined {
  const index = args.findIndex((word) => word === "-C" || word === "--cwd");
  const named = args.find((word) => word.startsWith("--cwd="))?.slice("--cwd=".length);
  let directory = resolve(current, named ?? (index >= 0 ? (args[index + 1] ?? ".") : "."));
  for (;;) {
    const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(directory, name)).find((path) => existsSync(path));
    if (file) return { directory, name: nameIn(readFileSync(file, "utf8")) };
    const above = dirname(directory);
    if (above === directory) return undefined;
    directory = above;
  }
}

function nameIn(yaml: string): string {
  const project: unknown = parse(yaml);
  const name = isObject(project) ? project.name : undefined;
  return typeof name === "string" ? name : "";
}
