// The schedules of task timers: five fields of NCronTab, in UTC. Libraries for Unix cron read the
// same text differently (weekday 7, "L", "#", day or weekday), so this is our own reading.

/** The fields of a schedule, in the order in which they are written. */
export const cronFields = ["minute", "hour", "day of month", "month", "day of week"] as const;

/** A field of a schedule. */
export type CronField = (typeof cronFields)[number];

/** What is wrong with one field of a schedule, or with their number. */
export interface CronFault {
  /** The field; absent when the number of fields is wrong. */
  readonly field?: CronField;
  /** The part of the text that is wrong. */
  readonly value: string;
  /** The rest of a sentence that begins with the part. */
  readonly says: string;
  /** What is allowed in its place. */
  readonly allowed: string;
}

/** Something that is legal and almost certainly not meant. */
export interface CronTrap extends CronFault {
  readonly trap: "reversed range" | "step" | "both days" | "never";
}

/** A schedule as sets of numbers: the minutes, hours, days, months and weekdays (Sunday is 0) at which it fires. */
export type CronSchedule = Readonly<Record<CronField, readonly number[]>>;

/** What the text of a schedule means. */
export interface CronReading {
  /** The schedule; absent when the text is none. */
  readonly schedule?: CronSchedule;
  /** Why the text is no schedule. Empty for a schedule. */
  readonly faults: readonly CronFault[];
  /** What is legal but will surprise. */
  readonly traps: readonly CronTrap[];
}

interface FieldRange {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const ranges: Readonly<Record<CronField, FieldRange>> = {
  minute: { min: 0, max: 59 },
  hour: { min: 0, max: 23 },
  "day of month": { min: 1, max: 31 },
  month: { min: 1, max: 12, names: months },
  "day of week": { min: 0, max: 6, names: weekdays },
};

/** Days of the months, February with its leap day. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads a schedule of five NCronTab fields. */
export function readCron(text: string): CronReading {
  const parts = text.split(" ").filter((part) => part !== "");
  if (parts.length !== cronFields.length) {
    const fields = `${parts.length} field${parts.length === 1 ? "" : "s"}`;
    const allowed = `${cronFields.length} fields: ${cronFields.join(", ")}.`;
    return { faults: [{ value: text, says: `has ${fields}`, allowed }], traps: [] };
  }
  const faults: CronFault[] = [];
  const traps: CronTrap[] = [];
  const values = cronFields.map((field, index) => readField(field, parts[index] ?? "", faults, traps));
  if (faults.length > 0) return { faults, traps };
  const [minute = [], hour = [], day = [], month = [], weekday = []] = values;
  const schedule = { minute, hour, "day of month": day, month, "day of week": weekday };
  return { schedule, faults, traps: [...traps, ...trapsOf(schedule, parts[2] ?? "", parts[4] ?? "")] };
}

function readField(field: CronField, text: string, faults: CronFault[], traps: CronTrap[]): readonly number[] {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const values = readPart(field, part, faults, traps);
    for (const value of values) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function readPart(field: CronField, part: string, faults: CronFault[], traps: CronTrap[]): readonly number[] {
  const { min, max } = ranges[field];
  const fault = (value: string, says: string) => {
    faults.push({ field, value, says, allowed: allowedIn(field) });
    return [];
  };
  if (part === "") return fault("", "is an empty element of a list");
  const [, base = "", stepText] = /^([^/]*)(?:\/(.*))?$/s.exec(part) ?? [];
  const step = stepText === undefined ? 1 : Number(stepText);
  if (stepText !== undefined && !/^-?\d+$/.test(stepText)) return fault(part, "has a step that is not a whole number");

  let [first, last] = [min, max];
  if (base !== "*") {
    const [, from = "", to] = /^(.[^-]*)(?:-(.*))?$/s.exec(base) ?? [];
    const start = readValue(field, from);
    const end = to === undefined ? start : readValue(field, to);
    if (start === undefined) return fault(part, sayOf(field, from));
    if (end === undefined) return fault(part, sayOf(field, to ?? ""));
    [first, last] = start <= end ? [start, end] : [end, start];
    if (to === undefined && stepText !== undefined) last = max;
    if (start > end) {
      const says = `runs backwards, and is taken as ${first} to ${last}`;
      traps.push({
        trap: "reversed range",
        field,
        value: part,
        says,
        allowed: "A range from the lower to the higher.",
      });
    }
  }
  if (stepText !== undefined && (step < 1 || step > Math.max(1, last - first))) {
    const says =
      step < 1 ? "has a step below 1, which is taken as 1" : "has a step beyond its range: only its first value counts";
    traps.push({ trap: "step", field, value: part, says, allowed: `A step from 1 to ${Math.max(1, last - first)}.` });
  }
  const found: number[] = [];
  for (let value = first; value <= last; value += Math.max(1, step)) found.push(value);
  return found;
}

/** A number or a name of a field; `undefined` when it is neither. Names count by any prefix, in any case. */
function readValue(field: CronField, text: string): number | undefined {
  const { min, max, names } = ranges[field];
  if (/^\d+$/.test(text)) {
    const value = Number(text);
    return value >= min && value <= max ? value : undefined;
  }
  if (!names || !/^[a-z]+$/i.test(text)) return undefined;
  const index = names.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  return index < 0 ? undefined : index + min;
}

function sayOf(field: CronField, value: string): string {
  const { min, max } = ranges[field];
  if (value === "") return "is not complete";
  if (/^\d+$/.test(value)) return `is outside ${min} to ${max}`;
  return "is not understood";
}

function allowedIn(field: CronField): string {
  const { min, max, names } = ranges[field];
  const named = names ? `, or names such as ${names[1]?.slice(0, 3)}` : "";
  return `${min} to ${max}${named}: *, lists (1,2), ranges (1-3) and steps (*/2).`;
}

function trapsOf(schedule: CronSchedule, days: string, weekday: string): CronTrap[] {
  const allowedDays = schedule["day of month"];
  if (!schedule.month.some((month) => allowedDays.some((day) => day <= (longest[month - 1] ?? 0)))) {
    const says = "is a day that none of its months has, so it never fires";
    return [{ trap: "never", field: "day of month", value: days, says, allowed: "A day that the month has." }];
  }
  if (allowedDays.length < 31 && schedule["day of week"].length < 7) {
    const says = `and the day of week ${weekday} must both match`;
    return [{ trap: "both days", field: "day of month", value: days, says, allowed: "* in one of the two fields." }];
  }
  return [];
}

/** The runs of a schedule after a time, earliest first; fewer than `count` when it never or hardly ever fires. */
export function nextRuns(schedule: CronSchedule, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  const { minute, hour, month } = schedule;
  // 29 February on one weekday comes back within 40 years, across a century year that has none.
  const lastDay = Date.UTC(after.getUTCFullYear() + 41, 0, 1);
  const start = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate());
  for (let day = start; day < lastDay && runs.length < count; day += 86_400_000) {
    const date = new Date(day);
    if (!month.includes(date.getUTCMonth() + 1)) continue;
    if (!schedule["day of month"].includes(date.getUTCDate())) continue;
    if (!schedule["day of week"].includes(date.getUTCDay())) continue;
    for (const h of hour) {
      for (const m of minute) {
        const run = day + (h * 60 + m) * 60_000;
        if (run > after.getTime() && runs.length < count) runs.push(new Date(run));
      }
    }
  }
  return runs;
}

/** Whether two schedules fire at the same times, however they are written. */
export function sameSchedule(a: CronSchedule, b: CronSchedule): boolean {
  return cronFields.every((field) => a[field].join() === b[field].join());
}
