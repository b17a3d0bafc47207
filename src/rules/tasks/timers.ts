import { known } from "../../model";
import { readCron, sameSchedule } from "../../tasks/cron";
import { onChild } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { exampleTask, page, reportRequired, reportSchedule, subject } from "./jobs";

const scheduled = page("container-registry-tasks-scheduled");
const withTimer = (schedule: string) => exampleTask({ trigger: { timerTriggers: [{ name: "nightly", schedule }] } });

/** When a task starts by the clock. */
export const taskTimerRules: readonly Rule[] = [
  onChild(
    "tasks",
    {
      id: "TASK-15",
      policy: "acr-task-timers",
      title: "A task's timers have names and schedules, each once",
      subject,
      enforcement: "ARM-S",
      why: "The service takes several timers when their names and schedules differ; two with one schedule would start the task twice.",
      fix: "Give each timer a name and a schedule of its own.",
      docs: scheduled,
      source: "BT:2019-04-01, D:container-registry-tasks-scheduled",
      feature: "tasks",
      fails: exampleTask({ trigger: { timerTriggers: [{ schedule: "0 3 * * *" }] } }),
      passes: withTimer("0 3 * * *"),
    },
    ({ trigger }, report, { key }) => {
      const timers = trigger?.timerTriggers ?? [];
      const names = new Map<string, number>();
      const schedules: { readonly at: number; readonly text: string }[] = [];
      timers.forEach((_timer, index) => {
        known(() => {
          const timer = timers[index];
          if (!timer) return;
          const path = ["trigger", "timerTriggers", index];
          reportRequired(timer, ["name", "schedule"], { path, what: `A timer of task "${key}"` }, report);
          known(() => {
            const name = timer.name?.toLowerCase();
            const first = name ? names.get(name) : undefined;
            if (name && first === undefined) names.set(name, index);
            if (first === undefined) return;
            report({
              path: [...path, "name"],
              given: timer.name,
              message: `Task "${key}" has two timers named "${timer.name}".`,
              fix: "Give each timer a name of its own.",
              related: [["tasks", key, "trigger", "timerTriggers", first]],
            });
          });
          known(() => {
            if (timer.schedule) schedules.push({ at: index, text: timer.schedule });
          });
        });
      });
      schedules.forEach(({ at, text }, index) => {
        const twin = schedules.slice(0, index).find((other) => isSame(other.text, text));
        if (!twin) return;
        report({
          path: ["trigger", "timerTriggers", at, "schedule"],
          given: text,
          message: `Two timers of task "${key}" have the schedule "${text}": it would run twice at each of its times.`,
          fix: "Remove one of the two.",
          related: [["tasks", key, "trigger", "timerTriggers", twin.at, "schedule"]],
        });
      });
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-16",
      policy: "acr-task-schedule",
      title: "A timer's schedule has five cron fields",
      subject,
      enforcement: "ARM-D",
      why: "Schedules are NCronTab with minute, hour, day of month, month and day of week, in UTC. An expression with seconds or a year is refused.",
      fix: 'Write five fields, for instance "0 3 * * *" for three o\'clock each night.',
      docs: scheduled,
      source: "D:container-registry-tasks-scheduled",
      feature: "tasks",
      fails: withTimer("0 0 21 * * *"),
      passes: withTimer("0 21 * * *"),
    },
    ({ trigger }, report, { key }) => {
      const timers = trigger?.timerTriggers ?? [];
      timers.forEach((_timer, index) => {
        known(() => {
          const schedule = timers[index]?.schedule;
          if (!schedule) return;
          const path = ["trigger", "timerTriggers", index, "schedule"];
          if (!reportSchedule(path, schedule, `The schedule of a timer of task "${key}"`, report)) return;
          for (const { value, says, allowed } of readCron(schedule).traps) {
            report({
              path,
              given: schedule,
              message: `The schedule "${schedule}" of task "${key}" is legal, but "${value}" ${says}.`,
              allowed,
              fix: "Write what is meant: the service reads it by the letter.",
              severity: "warning",
            });
          }
        });
      });
    },
  ),
];

function isSame(a: string, b: string): boolean {
  const [one, other] = [readCron(a).schedule, readCron(b).schedule];
  return one && other ? sameSchedule(one, other) : a.trim() === b.trim();
}
