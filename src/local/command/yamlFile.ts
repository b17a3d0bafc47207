import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** The value in a YAML file. */
export function readYamlFile(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
