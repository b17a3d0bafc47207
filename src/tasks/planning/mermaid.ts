import type { Plan, PlannedStep } from "./plan";
import { duration } from "./text";

const shapes: Readonly<Record<string, readonly [open: string, close: string]>> = {
  build: ["[", "]"],
  cmd: ["(", ")"],
  push: ["[[", "]]"],
};

/** A plan as a Mermaid flow chart: a box for each stage, an arrow for each wait, the longest path in bold. */
export function planMermaid({ steps, stages, longestPath }: Plan): string {
  const lines = ["flowchart LR"];
  const names = new Map(steps.map(({ id }, index) => [id, `s${index}`]));
  const isLong = new Set(longestPath);
  stages.forEach((_ids, stage) => {
    lines.push(`  subgraph stage${stage + 1}["Stage ${stage + 1}"]`);
    for (const step of steps) if (step.stage === stage) lines.push(`    ${node(step, names)}`);
    lines.push("  end");
  });
  for (const step of steps) if (step.stage === undefined) lines.push(`  ${node(step, names)}:::never`);
  const bold: number[] = [];
  let arrow = 0;
  for (const { id, after } of steps) {
    for (const other of after) {
      lines.push(`  ${names.get(other)} --> ${names.get(id)}`);
      const next = longestPath.indexOf(other) + 1;
      if (isLong.has(other) && longestPath[next] === id) bold.push(arrow);
      arrow++;
    }
  }
  if (bold.length > 0) lines.push(`  linkStyle ${bold.join(",")} stroke-width:3px`);
  lines.push("  classDef never stroke-dasharray: 4 4");
  return `${lines.join("\n")}\n`;
}

function node({ id, kind, seconds, detached }: PlannedStep, names: ReadonlyMap<string, string>): string {
  const [open, close] = shapes[kind ?? ""] ?? ["[", "]"];
  const limit = detached ? "detached" : seconds === undefined ? "" : duration(seconds);
  const label = [labelOf(id), [kind, limit].filter(Boolean).join(", ")].filter((line) => line !== "").join("<br/>");
  return `${names.get(id)}${open}"${label}"${close}`;
}

/** A name as Mermaid shows it, whatever it holds: its signs as Mermaid's own entities. */
function labelOf(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 57)}...` : name;
  return short.replace(/[^\p{L}\p{N} .,_-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
