import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isObject } from "../json";
import type { CommandLine } from "./arguments";
import type { Project } from "./project";

/** The commands on stacks that name theirs as a word: `stack rm NAME`. */
const naming = new Set(["init", "rm", "select"]);

/** The stack that a command is about: the one it names, else the one that was selected, else `dev`. */
export function stackOf({ words: [command, sub = "", name], stack }: CommandLine, state: string): string {
  const named = command === "stack" && naming.has(sub) ? name : undefined;
  return lastPart(named ?? stack ?? process.env.PULUMI_STACK ?? selectedStack(state)) || "dev";
}

function lastPart(name: string): string {
  return name.split("/").at(-1) ?? "";
}

function selectionFile(state: string): string {
  return join(state, "stack");
}

function selectedStack(state: string): string {
  const file = selectionFile(state);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}

/** Selects the stack of the commands to come. */
export function selectStack(state: string, stack: string): void {
  writeFileSync(selectionFile(state), `${stack}\n`);
}

/** Selects no stack where this one is selected. */
export function deselectStack(state: string, stack: string): void {
  if (selectedStack(state) === stack) rmSync(selectionFile(state));
}

/** Whether a stack is there. */
export function stackExists(state: string, project: Project, stack: string): boolean {
  const file = join(state, ".pulumi", "stacks", project.name, `${stack}.json`);
  return existsSync(file) || existsSync(`${file}.gz`);
}

/**
 * Removes the locks of runs that were killed: their processes are no more, and nobody else would ever release them. Says
 * whether there were any.
 */
export function releaseDeadLocks(state: string, project: Project, stack: string): boolean {
  const folder = join(state, ".pulumi", "locks", "organization", project.name, stack);
  const dead = filesIn(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name))
    .filter((file) => isDead(readFileSync(file, "utf8")));
  for (const file of dead) for (const name of [file, `${file}.attrs`]) rmSync(name, { force: true });
  return dead.length > 0;
}

function isDead(lock: string): boolean {
  try {
    const parsed: unknown = JSON.parse(lock);
    return (
      isObject(parsed) && parsed.hostname === hostname() && typeof parsed.pid === "number" && !isRunning(parsed.pid)
    );
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
  // On Linux a process that ended stays in the list until its parent looks, which in a container may be never.
  const status = `/proc/${pid}/stat`;
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, "utf8"));
}

/**
 * Runs a command that selects a stack, or forgets which one is selected: the CLI keeps that for a project whatever its
 * backend is, so a local stack would take the place of the one that the user's own `pulumi` works on.
 */
export async function keepingSelection<T>(home: string, project: Project, work: () => Promise<T>): Promise<T> {
  const folder = join(home, "workspaces");
  const isOfProject = (name: string) =>
    name.startsWith(`${project.name}-`) && /^[0-9a-f]{40}-workspace\.json$/.test(name.slice(project.name.length + 1));
  const selections = () =>
    filesIn(folder)
      .filter(isOfProject)
      .map((name) => join(folder, name));
  const before = selections().map((file) => [file, readFileSync(file)] as const);
  try {
    return await work();
  } finally {
    const files = before.map(([file]) => file);
    for (const file of selections()) if (!files.includes(file)) rmSync(file, { force: true });
    for (const [file, text] of before) writeFileSync(file, text);
  }
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
