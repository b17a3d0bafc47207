import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { isObject, type Properties, same } from "../json";
import { readYamlFile } from "./yamlFile";

/** The configuration of a stack, as its file has it. */
interface StackFile extends Properties {
  encryptionsalt?: string;
  config?: Properties;
}

/** The file in which the CLI keeps the configuration of a local stack. */
export function localConfigFile(state: string, stack: string): string {
  return join(state, "config", `Pulumi.${stack}.yaml`);
}

/**
 * Brings the plain values of the project's own configuration into the local one, which the CLI reads and writes instead,
 * so that nothing local ends in the project's files. What was set locally wins; what the project changes follows. Gives
 * the names of the secrets that stay behind: another key encrypts them.
 */
export function mergeConfig(state: string, stack: string, projectFile: string): string[] {
  const file = localConfigFile(state, stack);
  const memory = memoryOf(file);
  const local = readYaml(file);
  const project = readYaml(projectFile).config ?? {};
  const copied = readJson(memory);
  const config: Properties = { ...local.config };
  for (const [name, value] of Object.entries(copied)) if (same(config[name], value)) delete config[name];
  const fresh = Object.fromEntries(
    Object.entries(project).filter(([name, value]) => !(name in config) && !holdsSecret(value)),
  );
  mkdirSync(dirname(file), { recursive: true });
  const text = stringify({ ...local, config: { ...fresh, ...config } });
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  writeFileSync(memory, JSON.stringify(fresh));
  return Object.entries(project)
    .filter(([name, value]) => holdsSecret(value) && !(name in config))
    .map(([name]) => name);
}

/**
 * Where a value of the local configuration comes from, once it is merged: "project" when it is the one in the project's own
 * file, "over project" when it was set locally in place of that; `undefined` when the project has none.
 */
export function originOf(
  state: string,
  stack: string,
  projectFile: string,
  key: string,
): "project" | "over project" | undefined {
  if (key in readJson(memoryOf(localConfigFile(state, stack)))) return "project";
  const given = readYaml(projectFile).config?.[key];
  return given === undefined || holdsSecret(given) ? undefined : "over project";
}

/** Forgets the local configuration of a stack that is no more. */
export function forgetConfig(state: string, stack: string): void {
  const file = localConfigFile(state, stack);
  for (const name of [file, memoryOf(file)]) rmSync(name, { force: true });
}

/** Where it is kept which values came from the project. */
function memoryOf(file: string): string {
  return `${file}.project.json`;
}

/**
 * Runs what makes a stack, and moves the salt that the CLI writes into the project's file to the local one: the project's
 * file is as it was, or is not there, as before.
 */
export async function keepingProjectFile(
  state: string,
  stack: string,
  projectFile: string,
  make: () => Promise<number>,
): Promise<number> {
  const before = existsSync(projectFile) ? readFileSync(projectFile) : undefined;
  try {
    return await make();
  } finally {
    const { encryptionsalt } = readYaml(projectFile);
    const file = localConfigFile(state, stack);
    if (encryptionsalt !== undefined && encryptionsalt !== saltIn(before)) {
      mkdirSync(dirname(file), { recursive: true });
      // A salt that is there already has encrypted what is in the file.
      writeFileSync(file, stringify({ encryptionsalt, ...readYaml(file) }));
    }
    if (before) writeFileSync(projectFile, before);
    else rmSync(projectFile, { force: true });
  }
}

function saltIn(file: Buffer | undefined): string | undefined {
  return file && asStackFile(parse(file.toString("utf8"))).encryptionsalt;
}

function readYaml(file: string): StackFile {
  return existsSync(file) ? asStackFile(readYamlFile(file)) : {};
}

function asStackFile(value: unknown): StackFile {
  if (!isObject(value)) return {};
  const { encryptionsalt, config, ...rest } = value;
  return {
    ...rest,
    ...(typeof encryptionsalt === "string" ? { encryptionsalt } : {}),
    ...(isObject(config) ? { config } : {}),
  };
}

function readJson(file: string): Properties {
  if (!existsSync(file)) return {};
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isObject(value) ? value : {};
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isObject(value)) return false;
  return "secure" in value || Object.values(value).some(holdsSecret);
}
