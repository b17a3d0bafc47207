import { lintTaskFile } from "../tasks/linting/lintTaskFile";
import { planMermaid } from "../tasks/planning/mermaid";
import { type Plan, planOf } from "../tasks/planning/plan";
import { planSvg } from "../tasks/planning/svg";
import { planText } from "../tasks/planning/text";
import { readTextFile, UnreadableInput } from "../terminal/input";
import { clean } from "../terminal/output";
import { optionsOf } from "./taskInput";
import type { Request } from "./usage";

/** `acr-task plan`. Throws {@link UnreadableInput} for a file that the runner refuses. */
export function plan(request: Request): string {
  const [file = "-"] = request.names;
  const { verdict, findings, readings, beyond } = lintTaskFile(readTextFile(file), optionsOf(request, file));
  const [reading] = readings;
  if (verdict === "invalid" || !reading?.task) {
    const first = findings.find(({ severity }) => severity === "error");
    const where = first ? ` Line ${first.line}, column ${first.column}: ${first.message}` : "";
    const why =
      beyond === undefined ? `The runner refuses it.${where}` : `It cannot be read to its end, because ${beyond}.`;
    throw new UnreadableInput(`${clean(file)} has no plan. ${clean(why)}`);
  }
  const made = planOf(reading);
  const note =
    readings.length > 1
      ? `This is one of ${readings.length} ways to read the file: set its values with --values or --set.\n`
      : "";
  const write: Readonly<Record<string, (plan: Plan) => string>> = {
    text: (one) => `${note}${planText(one).split("\n").map(clean).join("\n")}`,
    json: (one) => `${JSON.stringify(one, undefined, 2)}\n`,
    mermaid: planMermaid,
    svg: planSvg,
  };
  return (write[request.format] ?? planText)(made);
}
