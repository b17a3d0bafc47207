import type { Plan, PlannedStep } from "./plan";
import { duration } from "./text";

// A plan as a picture: a column for each stage, a box for each step, a line for each wait. Steps that wait for one another
// stand as near to one another as a simple rule can bring them.

const box = { width: 210, height: 58, gapX: 74, gapY: 18 } as const;
const margin = 24;
const headHeight = 34;
const footHeight = 46;
const colours: Readonly<Record<string, { readonly fill: string; readonly line: string }>> = {
  build: { fill: "#e3effb", line: "#2b6cb0" },
  cmd: { fill: "#f1eafb", line: "#6b46c1" },
  push: { fill: "#e4f6ea", line: "#2f855a" },
};
const plain = { fill: "#f2f2f2", line: "#666666" };
const words: Readonly<Record<string, string>> = { build: "build", cmd: "cmd", push: "push" };
/** A picture with more boxes in a column is a wall. */
const mostSteps = 400;

interface Placed {
  readonly step: PlannedStep;
  readonly x: number;
  readonly y: number;
}

/** A plan as an SVG document, the same for the same plan. Steps beyond 400 are left out. */
export function planSvg(plan: Plan): string {
  const shown = plan.steps.slice(0, mostSteps);
  const columns = Math.max(1, plan.stages.length) + (shown.some(({ stage }) => stage === undefined) ? 1 : 0);
  const rows = rowsOf(shown, columns);
  const tallest = Math.max(1, ...rows.map((column) => column.length));
  const height = margin * 2 + headHeight + tallest * (box.height + box.gapY) - box.gapY + footHeight;
  const width = margin * 2 + columns * (box.width + box.gapX) - box.gapX;
  const placed = new Map<string, Placed>();
  rows.forEach((column, stage) => {
    const free = (tallest - column.length) * (box.height + box.gapY);
    column.forEach((step, row) => {
      const x = margin + stage * (box.width + box.gapX);
      const y = margin + headHeight + free / 2 + row * (box.height + box.gapY);
      placed.set(step.id, { step, x, y });
    });
  });
  const long = new Set(plan.longestPath.map((id, index) => `${plan.longestPath[index - 1] ?? ""}\n${id}`));
  const lines: string[] = [];
  for (const { step, x, y } of placed.values()) {
    for (const id of step.after) {
      const from = placed.get(id);
      if (from) lines.push(wait(from, { x, y }, long.has(`${id}\n${step.id}`)));
    }
  }
  const heads = rows.map((_column, stage) => {
    const title = stage < plan.stages.length ? `Stage ${stage + 1}` : "Never started";
    return text(
      margin + stage * (box.width + box.gapX) + box.width / 2,
      margin + 14,
      title,
      'class="head" text-anchor="middle"',
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(labelOf(plan))}">`,
    `<style>text{font-family:sans-serif;fill:#222}.head{font-size:13px;fill:#666}.id{font-size:14px;font-weight:600}.note{font-size:11px;fill:#555}.wait{fill:none;stroke:#9aa5b1;stroke-width:1.5}.long{stroke:#c05621;stroke-width:3}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0,0 L8,4 L0,8 z" fill="#7b8794"/></marker><marker id="longTip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="10" markerHeight="10" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0,0 L8,4 L0,8 z" fill="#c05621"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...heads,
    ...lines,
    ...[...placed.values()].map(({ step, x, y }) => boxOf(step, x, y, plan.longestPath.includes(step.id))),
    legend(plan, height),
    "</svg>",
    "",
  ].join("\n");
}

/** The steps of each column, each as near as can be to those that it waits for. */
function rowsOf(steps: readonly PlannedStep[], columns: number): readonly (readonly PlannedStep[])[] {
  const rows: PlannedStep[][] = Array.from({ length: columns }, () => []);
  const rowOf = new Map<string, number>();
  for (let stage = 0; stage < columns; stage++) {
    const here = steps.filter((step) => (step.stage ?? columns - 1) === stage);
    const wanted = new Map(here.map((step) => [step, middleOf(step.after.map((id) => rowOf.get(id) ?? 0))]));
    here.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
    here.forEach((step, row) => {
      rows[stage]?.push(step);
      rowOf.set(step.id, row);
    });
  }
  return rows;
}

const middleOf = (numbers: readonly number[]) =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function wait(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  isLong: boolean,
): string {
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2];
  const [x2, y2] = [to.x - 2, to.y + box.height / 2];
  const bend = Math.max(24, Math.min(60, (x2 - x1) / 2));
  const tip = isLong ? "longTip" : "tip";
  return `<path class="wait${isLong ? " long" : ""}" d="M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}" marker-end="url(#${tip})"/>`;
}

function boxOf(step: PlannedStep, x: number, y: number, isLong: boolean): string {
  const { fill, line } = colours[step.kind ?? ""] ?? plain;
  const limit = step.detached
    ? "detached"
    : step.seconds === undefined
      ? "limit not known"
      : `up to ${duration(step.seconds)}`;
  const stroke = isLong ? `stroke="#c05621" stroke-width="2.5"` : `stroke="${line}" stroke-width="1.2"`;
  return [
    `<g><title>${escaped(`${step.id}: ${cut(step.text.replace(/\s+/g, " "), 300)}`)}</title>`,
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="8" fill="${fill}" ${stroke}/>`,
    text(x + 14, y + 24, cut(step.id, 24), 'class="id"'),
    text(x + 14, y + 43, `${words[step.kind ?? ""] ?? "?"} · ${limit}`, 'class="note"'),
    "</g>",
  ].join("");
}

function legend({ longestPath, longestSeconds, steps }: Plan, height: number): string {
  const y = height - margin + 4;
  const time = longestSeconds === undefined ? "" : `, at most ${duration(longestSeconds)}`;
  const more = steps.length > mostSteps ? ` · ${steps.length - mostSteps} more steps are not shown` : "";
  const path = longestPath.length > 0 ? `Longest path${time}${more}` : `No steps${more}`;
  return [
    `<line x1="${margin}" y1="${y - 4}" x2="${margin + 26}" y2="${y - 4}" stroke="#c05621" stroke-width="3"/>`,
    text(margin + 36, y, path, 'class="note"'),
  ].join("");
}

function labelOf({ steps, stages }: Plan): string {
  return `Plan of a task: ${steps.length} steps in ${stages.length} stages`;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;
}

const cut = (content: string, most: number) => (content.length > most ? `${content.slice(0, most - 1)}…` : content);

/** A text in XML, without characters that XML cannot hold. */
function escaped(content: string): string {
  const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return content.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd]/gu, "?").replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
