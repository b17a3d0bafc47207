// What the benches measure, and what they say of many measured values.
import { existsSync, readFileSync } from "node:fs";

/** The middle of many values. */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The middle and the extremes, with so many digits: `1.23 s (1.10 to 1.40)`. */
export function spread(values, digits, unit) {
  const text = (value) => value.toFixed(digits);
  return `${text(median(values))} ${unit} (${text(Math.min(...values))} to ${text(Math.max(...values))})`;
}

/** The ratios of values that were measured side by side, since noise that meets both cancels out: `× 1.11 (1.02 to 1.30)`. */
export function ratio(values, others) {
  const ratios = values.map((value, index) => value / others[index]);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((value) => value.toFixed(2));
  return `× ${median(ratios).toFixed(2)} (${low} to ${high})`;
}

/**
 * Does each of some things once a round, every round in the other direction, so that none is always first, and collects
 * what each gives, by its name. A round before them warms up and does not count.
 */
export async function inTurn(things, rounds) {
  const names = Object.keys(things);
  const given = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await things[name]();
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 ? [...names].reverse() : names) given[name].push(await things[name]());
  }
  return given;
}

/**
 * The processor time of all processes that this one started and that ended, with theirs. Other work on the machine
 * lengthens it far less than the time on the clock. Only Linux tells it.
 */
export function childrenSeconds() {
  if (!existsSync("/proc/self/stat")) return Number.NaN;
  // After the name in brackets: 12 fields on stand the children's user and system time, in hundredths of a second.
  const [user, system] = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ").slice(13, 15).map(Number);
  return (user + system) / 100;
}

/** Prints a line: what it is about, and what was found. */
export function print(label, text) {
  console.log(`${label.padEnd(50)} ${text}`);
}
