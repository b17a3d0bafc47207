import { describe, expect, it } from "vitest";
import { nextRuns, readCron, sameSchedule } from "../../src/tasks/cron";

const schedule = (text: string) => {
  const { schedule: read, faults } = readCron(text);
  if (!read) throw new Error(`${text}: ${faults.map(({ value, says }) => `${value} ${says}`).join("; ")}`);
  return read;
};
const runs = (text: string, after: string, count: number) =>
  nextRuns(schedule(text), new Date(after), count).map((run) => run.toISOString().slice(0, 16));
const faults = (text: string) => readCron(text).faults.map(({ field, value, says }) => [field, value, says]);
const traps = (text: string) => readCron(text).traps.map(({ trap }) => trap);

describe("the schedules that the service's pages show", () => {
  it.each([
    "5 * * * *",
    "* 5 * * *",
    "0 1-3 * * *",
    "20,30,40 * * * *",
    "*/10 * * * *",
    "*/5 * * * *",
    "0 * * * *",
    "0 */2 * * *",
    "0 9-17 * * *",
    "30 9 * * *",
    "30 9 * * 1-5",
    "30 9 * Jan Mon",
    "0 12 * * Mon-Fri",
    "0 21 * * *",
    "0 1 * * Sun",
  ])("%s is one, without a trap", (text) => {
    expect(readCron(text).faults).toEqual([]);
    expect(readCron(text).traps).toEqual([]);
  });
});

describe("what is no schedule", () => {
  it.each([
    ["0 0 21 * * *", undefined, "0 0 21 * * *", "has 6 fields"],
    ["0 21 * *", undefined, "0 21 * *", "has 4 fields"],
    ["", undefined, "", "has 0 fields"],
    ["@daily", undefined, "@daily", "has 1 field"],
    ["0\t21 * * *", undefined, "0\t21 * * *", "has 4 fields"],
    ["60 * * * *", "minute", "60", "is outside 0 to 59"],
    ["0 24 * * *", "hour", "24", "is outside 0 to 23"],
    ["0 0 0 * *", "day of month", "0", "is outside 1 to 31"],
    ["0 0 32 * *", "day of month", "32", "is outside 1 to 31"],
    ["0 0 * 13 *", "month", "13", "is outside 1 to 12"],
    ["0 0 * 0 *", "month", "0", "is outside 1 to 12"],
    ["0 0 * * 7", "day of week", "7", "is outside 0 to 6"],
    ["0 0 L * *", "day of month", "L", "is not understood"],
    ["0 0 ? * *", "day of month", "?", "is not understood"],
    ["0 0 15W * *", "day of month", "15W", "is not understood"],
    ["0 0 * * Mon#2", "day of week", "Mon#2", "is not understood"],
    ["1, * * * *", "minute", "", "is an empty element of a list"],
    [",1 * * * *", "minute", "", "is an empty element of a list"],
    ["1- * * * *", "minute", "1-", "is not complete"],
    ["-1 * * * *", "minute", "-1", "is not understood"],
    ["*/x * * * *", "minute", "*/x", "has a step that is not a whole number"],
    ["*/ * * * *", "minute", "*/", "has a step that is not a whole number"],
    ["Jan * * * *", "minute", "Jan", "is not understood"],
    ["0 0 * Monday *", "month", "Monday", "is not understood"],
    ["0 0 * January,Foo *", "month", "Foo", "is not understood"],
  ])("%j", (text, field, value, says) => {
    expect(faults(text)).toEqual([[field, value, says]]);
    expect(readCron(text).schedule).toBeUndefined();
  });

  it("is told field by field", () => {
    expect(faults("61 25 * * *").map(([field]) => field)).toEqual(["minute", "hour"]);
  });
});

describe("the grammar of NCronTab", () => {
  it("takes repeated spaces", () => expect(faults("0  21   * * *")).toEqual([]));
  it("takes names by any prefix, in any case", () => {
    expect(schedule("0 0 * j m")).toEqual(schedule("0 0 * 1 1"));
    expect(schedule("0 0 * DECEMBER sat")).toEqual(schedule("0 0 * 12 6"));
    expect(schedule("0 0 * Mar T")).toEqual(schedule("0 0 * 3 2"));
  });
  it("counts the week from Sunday", () => expect(schedule("0 0 * * Sun")["day of week"]).toEqual([0]));
  it("goes in steps from the first value of a range", () => {
    expect(schedule("10-30/10 * * * *").minute).toEqual([10, 20, 30]);
    expect(schedule("50/5 * * * *").minute).toEqual([50, 55]);
    expect(schedule("0 */6 * * *").hour).toEqual([0, 6, 12, 18]);
  });
  it("joins the elements of a list", () => expect(schedule("0,30,15-17 * * * *").minute).toEqual([0, 15, 16, 17, 30]));
});

describe("what is legal and surprises", () => {
  it("swaps the ends of a reversed range instead of going over midnight", () => {
    expect(traps("0 22-2 * * *")).toEqual(["reversed range"]);
    expect(schedule("0 22-2 * * *").hour).toEqual(schedule("0 2-22 * * *").hour);
    expect(traps("0 0 * * Fri-Mon")).toEqual(["reversed range"]);
    expect(schedule("0 0 * * Fri-Mon")["day of week"]).toEqual([1, 2, 3, 4, 5]);
  });
  it("takes a step below 1 as 1", () => {
    expect(traps("*/0 * * * *")).toEqual(["step"]);
    expect(schedule("*/0 * * * *").minute).toHaveLength(60);
    expect(traps("*/-5 * * * *")).toEqual(["step"]);
    expect(schedule("*/-5 * * * *").minute).toHaveLength(60);
  });
  it("keeps only the first value of a range when the step is larger", () => {
    expect(traps("*/90 * * * *")).toEqual(["step"]);
    expect(schedule("*/90 * * * *").minute).toEqual([0]);
  });
  it("wants day of month and day of week to match both", () => {
    expect(traps("0 0 13 * Fri")).toEqual(["both days"]);
    expect(runs("0 0 13 * Fri", "2026-01-01T00:00:00Z", 4)).toEqual([
      "2026-02-13T00:00",
      "2026-03-13T00:00",
      "2026-11-13T00:00",
      "2027-08-13T00:00",
    ]);
  });
  it("never fires on a day that the month does not have", () => {
    expect(traps("0 0 31 2 *")).toEqual(["never"]);
    expect(traps("0 0 31 Apr,Jun *")).toEqual(["never"]);
    expect(traps("0 0 29 2 *")).toEqual([]);
    expect(traps("0 0 31 2,3 *")).toEqual([]);
    expect(runs("0 0 31 2 *", "2026-01-01T00:00:00Z", 1)).toEqual([]);
  });
});

describe("the next runs", () => {
  it("are in UTC, after the given time and not at it", () => {
    expect(runs("0 21 * * *", "2026-11-24T21:00:00Z", 2)).toEqual(["2026-11-25T21:00", "2026-11-26T21:00"]);
    expect(runs("0 21 * * *", "2026-11-24T20:59:59Z", 1)).toEqual(["2026-11-24T21:00"]);
  });
  it("go over the ends of months and years", () => {
    expect(runs("30 9 * Jan Mon", "2026-11-24T00:00:00Z", 3)).toEqual([
      "2027-01-04T09:30",
      "2027-01-11T09:30",
      "2027-01-18T09:30",
    ]);
    expect(runs("0 0 29 2 *", "2026-11-24T00:00:00Z", 2)).toEqual(["2028-02-29T00:00", "2032-02-29T00:00"]);
  });
  it("number sixty for `* 5 * * *` and stand one minute apart", () => {
    const found = runs("* 5 * * *", "2026-11-24T00:00:00Z", 61);
    expect([found[0], found[1], found[59], found[60]]).toEqual([
      "2026-11-24T05:00",
      "2026-11-24T05:01",
      "2026-11-24T05:59",
      "2026-11-25T05:00",
    ]);
  });
});

describe("two schedules", () => {
  it("are the same when they fire at the same times", () => {
    expect(sameSchedule(schedule("0 0 * * 0"), schedule("0 0 * * Sun"))).toBe(true);
    expect(sameSchedule(schedule("*/30 * * * *"), schedule("0,30 * * * *"))).toBe(true);
    expect(sameSchedule(schedule("0 0 * * 0"), schedule("0 1 * * 0"))).toBe(false);
  });
});
