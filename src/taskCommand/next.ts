import { known, normalise } from "../model";
import { readText, UnreadableFile } from "../readers/file";
import { link } from "../readers/link/link";
import { nextRuns, readCron } from "../tasks/cron";
import { readTextFile, UnreadableInput } from "../terminal/input";
import { clean } from "../terminal/output";
import { WrongUsage } from "../terminal/usage";
import type { Request } from "./usage";

/** A timer and its next times. */
interface Timer {
  readonly title: string;
  readonly schedule: string;
  readonly runs: readonly Date[];
  readonly traps: readonly string[];
}

/** `acr-task next`: the next times of schedules, in UTC, as the service counts, and in local time. */
export function next(request: Request, now: Date): string {
  const timers = request.names.flatMap((name) =>
    isSchedule(name) ? [timerOf("", name, request, now)] : timersIn(name, request, now),
  );
  if (request.format === "json") {
    const report = timers.map(({ title, schedule, runs, traps }) => ({
      ...(title === "" ? {} : { timer: title }),
      schedule,
      next: runs.map((run) => run.toISOString()),
      notes: traps,
    }));
    return `${JSON.stringify({ timers: report }, undefined, 2)}\n`;
  }
  const local = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "short",
    ...(request.zone === undefined ? {} : { timeZone: request.zone }),
  });
  const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
  const zone = request.zone ?? local.resolvedOptions().timeZone;
  const lines = timers.flatMap(({ title, schedule, runs, traps }) => [
    `${title === "" ? "" : `${clean(title)}: `}${clean(schedule)}`,
    ...traps.map((trap) => `  note: ${clean(trap)}`),
    ...(runs.length === 0 ? ["  never"] : []),
    ...runs.map((run) => {
      const utc = run.toISOString().slice(0, 16).replace("T", " ");
      return `  ${weekday.format(run)} ${utc} UTC   ${local.format(run)} ${zone}`;
    }),
    "",
  ]);
  return lines.join("\n");
}

/** A schedule has spaces and no name of a file does that anybody means here. */
const isSchedule = (name: string) => name.trim().split(/\s+/).length >= 5;

function timerOf(title: string, schedule: string, { count }: Request, now: Date): Timer {
  const { schedule: read, faults, traps } = readCron(schedule);
  if (!read) {
    const [fault] = faults;
    const what =
      fault?.field === undefined ? `it ${fault?.says}` : `in its ${fault.field}, "${fault.value}" ${fault.says}`;
    const name = title === "" ? "" : `${title}: `;
    throw new WrongUsage(`${name}"${schedule}" is not a schedule: ${what}. Allowed: ${fault?.allowed}`);
  }
  return {
    title,
    schedule,
    runs: nextRuns(read, now, count),
    traps: traps.map(({ value, says }) => `"${value}" ${says}.`),
  };
}

/** The timers of the tasks in a preview, a template or another file that a review reads. */
function timersIn(file: string, request: Request, now: Date): readonly Timer[] {
  let content: ReturnType<typeof readText>;
  try {
    content = readText(readTextFile(file), { file });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UnreadableInput(
      `${clean(file)} ${error.message}. A schedule has five fields, for instance "0 4 * * Sun".`,
    );
  }
  const timers: Timer[] = [];
  for (const { model, label } of link(content.resources, { partial: content.partial === true })) {
    const registry = normalise(model).model;
    const tasks = known(() => registry.tasks) ?? {};
    for (const key of Object.keys(tasks)) {
      known(() => {
        const all = tasks[key]?.trigger?.timerTriggers ?? [];
        all.forEach((_timer, index) => {
          known(() => {
            const { name, schedule } = all[index] ?? {};
            if (schedule === undefined) return;
            timers.push(timerOf(`${label}, task ${key}, timer ${name ?? index + 1}`, schedule, request, now));
          });
        });
      });
    }
  }
  if (timers.length === 0)
    throw new UnreadableInput(`${clean(file)} has no task with a timer whose schedule is known.`);
  return timers;
}
