/** The versions of task files that the runner knows, in any case. */
export const taskFileVersions: readonly string[] = ["1.0-preview-1", "v1.0.0", "v1.1.0"];

/** From this version on, compared as a text, the runner fills in aliases and takes comments out. */
export const aliasVersion = "v1.1.0";

/**
 * The version that decides on aliases. The runner does not take it from the YAML: it looks for the first line that
 * begins with the key, at the start of the line. Absent: v1.0.0.
 */
export function probedVersion(text: string): string | undefined {
  for (const line of text.split("\n")) {
    const found = /^(?:version|"version"|'version')\s*:(.*)$/.exec(line.replace(/\r$/, ""));
    if (!found) continue;
    const value = (found[1] ?? "").trim();
    const [first = "", last] = [value[0], value[value.length - 1]];
    return value.length > 1 && first === last && (first === '"' || first === "'") ? value.slice(1, -1) : value;
  }
  return undefined;
}

/** Whether the runner fills in aliases. The texts are compared as texts: "V1.1.0" comes before "v1.1.0". */
export function hasAliases(version: string | undefined): boolean {
  return version !== undefined && version >= aliasVersion;
}
