import type { Plan, PlannedStep } from "./plan";

/** A plan as lines of text: the stages one below the other, what each step waits for, and the longest path. */
export function planText({ steps, stages, longestPath, longestSeconds }: Plan): string {
  const never = steps.filter(({ stage }) => stage === undefined);
  const idWidth = Math.max(0, ...steps.map(({ id }) => id.length));
  const lines = [`${amount(steps.length, "step")} in ${amount(stages.length, "stage")}`];
  stages.forEach((ids, stage) => {
    lines.push("", `Stage ${stage + 1}${ids.length > 1 ? `: ${ids.length} steps side by side` : ""}`);
    for (const step of steps) if (step.stage === stage) lines.push(`  ${lineOf(step, idWidth)}`);
  });
  if (never.length > 0) {
    lines.push("", "Never started: they wait twice for the same step, or for one that does");
    for (const step of never) lines.push(`  ${lineOf(step, idWidth)}`);
  }
  if (longestPath.length > 0) {
    const time = longestSeconds === undefined ? "" : `, ${duration(longestSeconds)} when each uses up its limit`;
    lines.push("", `Longest path: ${longestPath.join(" > ")}${time}`);
  }
  return `${lines.join("\n")}\n`;
}

function lineOf({ id, kind, after, seconds, detached, text }: PlannedStep, width: number): string {
  const limit = detached ? "detached" : seconds === undefined ? "?" : duration(seconds);
  const waits = after.length > 0 ? `after ${after.join(", ")}` : "at the start";
  const short = text.replace(/\s+/g, " ").trim();
  const shown = short.length > 60 ? `${short.slice(0, 59)}…` : short;
  return `${id.padEnd(width)}  ${(kind ?? "?").padEnd(5)}  ${limit.padEnd(8)}  ${waits}  [${shown}]`;
}

/** Seconds as a person reads them: `10 min`, `1 h 30 min`, `45 s`. */
export function duration(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const parts = [hours ? `${hours} h` : "", minutes ? `${minutes} min` : "", rest || seconds === 0 ? `${rest} s` : ""];
  return parts.filter((part) => part !== "").join(" ");
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
