import type { Misfit } from "../reading/decode";
import { hasHole } from "../reading/holes";
import { hasAliases, taskFileVersions } from "../reading/version";
import type { Lint, LintedFile, LintReport } from "./lint";

// Whether a file can be read at all. Source: the runner's own reader.

const build = 'version: v1.1.0\nsteps:\n  - build: -t $Registry/web:$ID .\n  - push: ["$Registry/web:$ID"]\n';

/** Lints on what the runner's reader needs. */
export const structureLints: readonly Lint[] = [
  {
    id: "TASK-34",
    policy: "acr-task-file-readable",
    title: "A task file can be read",
    effect: "refused",
    why: "The runner fills in aliases and templates and then reads YAML 1.1. Where one of the three fails, every run fails before its first step.",
    fix: "Mend the place that is named.",
    fails: 'version: v1.1.0\nsteps:\n  - cmd: "bash -c date\n',
    passes: 'version: v1.1.0\nsteps:\n  - cmd: "bash -c date"\n',
    check: ({ reading: { problem } }, report) => {
      if (!problem) return;
      const { stage, says, start, end, fix } = problem;
      const what = {
        alias: `The alias block ${says}.`,
        template: `A template ${says}.`,
        empty: `The file ${says}.`,
        yaml: `The file ${says}.`,
      }[stage];
      const mend = {
        alias: "Mend the alias block.",
        template: "Mend the template, or write {{`{{`}} for two braces that are meant as text.",
        empty: "Write a version and steps.",
        yaml: yamlFix(says),
      }[stage];
      report({ start, end, message: what, fix: fix ?? mend });
    },
  },
  {
    id: "TASK-35",
    policy: "acr-task-file-version",
    title: "A task file begins with a version that the runner knows",
    effect: "refused",
    why: "The runner refuses a version that it does not know. It looks for the version as text, at the start of a line, to decide on aliases: without one, or with V1.1.0 in capitals, $ID and bash stay as they are.",
    fix: "Write version: v1.1.0 as the first line.",
    fails: "version: 1.1.0\nsteps:\n  - cmd: bash -c date\n",
    passes: "version: v1.1.0\nsteps:\n  - cmd: bash -c date\n",
    check: checkVersion,
  },
  {
    id: "TASK-36",
    policy: "acr-task-file-value-types",
    title: "Each key of a task file has a value of its type",
    effect: "refused",
    why: "The runner cannot read a text where a list belongs, or a text where a number belongs. Every run fails before its first step.",
    fix: "Give the key what it takes: lists in brackets, even for one item.",
    fails: "version: v1.1.0\nsteps:\n  - cmd: bash -c date\n    ports: 8080:80\n",
    passes: 'version: v1.1.0\nsteps:\n  - cmd: bash -c date\n    ports: ["8080:80"]\n',
    check: ({ reading, shown }, report) => {
      for (const misfit of reading.misfits) report(misfitReport(misfit, reading.file, shown));
    },
  },
  {
    id: "TASK-44",
    policy: "acr-task-file-has-steps",
    title: "A task file has steps",
    effect: "ignored",
    why: "The runner takes a file without steps, and its runs succeed without doing anything.",
    fix: "Add steps.",
    fails: "version: v1.1.0\nsteps: []\n",
    passes: build,
    check: ({ reading: { task, problem, misfits }, steps }, report) => {
      if (problem || misfits.length > 0 || !task || task.open || steps.length > 0) return;
      const { steps: list } = task.fields;
      if (list && list.value === undefined) return;
      const place = list ?? { start: 0, end: 1 };
      report({ start: place.start, end: place.end, message: "The file has no steps, so a run does nothing." });
    },
  },
];

function yamlFix(says: string): string {
  if (says.includes("tab")) return "Indent with spaces.";
  if (says.includes("quote"))
    return says.includes("needs quotes") ? "Put the whole value in quotes." : "Close the quote.";
  if (says.includes("without quotes")) return "Put the whole value in quotes.";
  if (says.includes("lacks a")) return "Write what is missing.";
  return "Mend the YAML there or in the line above: indent with spaces, and write a colon and a space after each key.";
}

function checkVersion({ reading, shown }: LintedFile, report: (report: LintReport) => void): void {
  const { task, file, version, usesAliases } = reading;
  const written = task?.fields.version;
  if (
    written &&
    !hasHole(written.value) &&
    written.value !== "" &&
    !taskFileVersions.includes(written.value.toLowerCase())
  ) {
    const { start, end, value } = written;
    report({
      start,
      end,
      message: `The version "${shown(value)}" is not one that the runner knows.`,
      allowed: taskFileVersions.join(", "),
      fix: "Write version: v1.1.0.",
    });
    return;
  }
  if (usesAliases || !task) return;
  const alias = task.keys.find(({ value }) => value === "alias");
  const used = alias ?? firstAlias(reading);
  if (!used) return;
  const because =
    written === undefined
      ? "the file has no version, which means v1.0.0"
      : hasAliases(written.value) && version !== written.value
        ? "the runner looks for the version at the start of a line, and finds none there"
        : `the version is "${shown(written.value)}"`;
  const what = alias ? "The alias block is passed over" : `${file.slice(used.start, used.end)} is not filled in`;
  report({
    start: used.start,
    end: used.end,
    message: `${what}: ${because}.`,
    fix: "Write version: v1.1.0 as the first line of the file.",
    severity: "warning",
  });
}

/** The first place of a file without aliases that looks like one: `$ID`, `$Registry`, or an image's short name. */
function firstAlias({ task }: LintedFile["reading"]): { readonly start: number; readonly end: number } | undefined {
  for (const { fields } of task?.fields.steps?.value ?? []) {
    for (const text of [fields.build, fields.cmd, ...(fields.push?.value ?? [])]) {
      const found = /\$(?:Registry|RegistryName|ID|Date|Commit|Branch|SharedVolume)\b/.exec(text?.value ?? "");
      if (text && found) return { start: text.start, end: text.end };
    }
    if (/^(?:acr|az|cssc) /.test(fields.cmd?.value ?? "")) return fields.cmd;
  }
  return undefined;
}

function misfitReport(
  { start, end, key, takes, found, kind }: Misfit,
  file: string,
  shown: (text: string) => string,
): LintReport {
  const name = key === "" ? "The file" : `"${shown(key)}"`;
  if (kind === "empty item") {
    return {
      start,
      end,
      message: `${name} has an empty item, on which the runner stops.`,
      fix: "Remove the item, or write it.",
    };
  }
  const raw = file.slice(start, end).trim();
  const text = /^["'[{]/.test(raw) ? raw : `"${raw}"`;
  const isShort = raw !== "" && raw.length < 80 && !raw.includes("\n");
  return {
    start,
    end,
    message: `${name} takes ${takes}, and has ${found}.`,
    allowed: takes,
    ...(kind === "scalar for list" && isShort && takes === "a list of texts"
      ? { fix: `Write ${key}: [${text}].` }
      : { fix: `Give ${key === "" ? "the file" : `"${shown(key)}"`} ${takes}.` }),
  };
}
