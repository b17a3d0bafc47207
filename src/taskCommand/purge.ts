import { existsSync } from "node:fs";
import { readPurge, type Trial, tryFilters } from "../tasks/purge/command";
import { cutFilter, faultOfExpression, matcherOf } from "../tasks/purge/filter";
import { hasHole } from "../tasks/reading/holes";
import { readTaskFile } from "../tasks/reading/read";
import { stepsOf } from "../tasks/reading/steps";
import { readTextFile, UnreadableInput } from "../terminal/input";
import { clean } from "../terminal/output";
import { WrongUsage } from "../terminal/usage";
import type { Report } from "./lint";
import { optionsOf } from "./taskInput";
import type { Request } from "./usage";

/** `acr-task purge`: which names filters match, without a registry. */
export function purge(request: Request): Report {
  const names = [...namesIn(request.tries), ...request.mustKeep, ...request.mustDelete];
  if (names.length === 0)
    throw new WrongUsage("Name what to try: --try repository:tag, or --try @FILE with one on each line.");
  const filters = request.names.flatMap((name) => filtersOf(name, request));
  const trials = tryFilters(names, filters);
  const wrong = [
    ...trials
      .filter(({ name, filter }) => filter !== undefined && request.mustKeep.includes(name))
      .map(({ name }) => `${name} must be kept, and matches.`),
    ...trials
      .filter(({ name, filter }) => filter === undefined && request.mustDelete.includes(name))
      .map(({ name }) => `${name} must be deleted, and does not match.`),
  ];
  return {
    text: request.format === "json" ? asJson(trials, wrong) : asText(trials, wrong, request.keep),
    failed: wrong.length > 0 && request.failOn !== "never",
  };
}

function namesIn(tries: readonly string[]): readonly string[] {
  return tries.flatMap((name) =>
    name.startsWith("@")
      ? readTextFile(name.slice(1))
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== "" && !line.startsWith("#"))
      : [name],
  );
}

type Filter = Parameters<typeof tryFilters>[1][number];

/** A filter, or those of the purges in a task file. Throws {@link UnreadableInput} where one cannot be tried. */
function filtersOf(name: string, request: Request): readonly Filter[] {
  if (name !== "-" && !existsSync(name)) return [filterOf(name)];
  const { readings } = readTaskFile(readTextFile(name), optionsOf(request, name));
  const [reading] = readings;
  const purges = reading ? stepsOf(reading).flatMap((step) => readPurge(step.fields.cmd?.value ?? "") ?? []) : [];
  const filters = purges.flatMap((flags) => flags.filters);
  if (filters.length === 0) throw new UnreadableInput(`${clean(name)} has no purge with a filter.`);
  const open = filters.find(hasHole);
  if (open !== undefined) {
    throw new UnreadableInput(
      `A filter of ${clean(name)} has a part that only a run will know: ${reading?.holes.shown(open)}. Set it with --set or --run.`,
    );
  }
  return filters.map(filterOf);
}

function filterOf(filter: string): Filter {
  const cut = cutFilter(filter);
  if (!cut)
    throw new UnreadableInput(
      `The filter "${clean(filter)}" does not have one colon between a repository and its tags.`,
    );
  for (const part of [cut.repository, cut.tags]) {
    const fault = faultOfExpression(part);
    if (fault)
      throw new UnreadableInput(`"${clean(part)}" in the filter "${clean(filter)}" ${fault.says}. ${fault.fix}`);
  }
  return { filter, matches: matcherOf(filter) };
}

function asText(trials: readonly Trial[], wrong: readonly string[], keep: number): string {
  const width = Math.max(0, ...trials.map(({ name }) => name.length));
  const deleted = trials.filter(({ filter }) => filter !== undefined).length;
  const lines = trials.map(({ name, filter }) =>
    filter === undefined ? `kept     ${clean(name)}` : `deleted  ${clean(name).padEnd(width)}  by ${clean(filter)}`,
  );
  const newest = keep > 0 ? ` Of the matches, the ${keep} newest of each repository stay.` : "";
  lines.push("", `${deleted} of ${trials.length} would be deleted, once they are old enough.${newest}`);
  for (const sentence of wrong) lines.push(`error: ${clean(sentence)}`);
  return `${lines.join("\n")}\n`;
}

function asJson(trials: readonly Trial[], wrong: readonly string[]): string {
  const names = trials.map(({ name, filter }) => ({
    name,
    matches: filter !== undefined,
    ...(filter === undefined ? {} : { filter }),
  }));
  return `${JSON.stringify({ names, errors: wrong }, undefined, 2)}\n`;
}
