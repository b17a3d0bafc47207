import { readTaskFile } from "../tasks/reading/read";
import { lineFinder } from "../tasks/reading/tracedText";
import { readTextFile, UnreadableInput } from "../terminal/input";
import { clean } from "../terminal/output";
import { optionsOf } from "./taskInput";
import type { Request } from "./usage";

/** `acr-task render`: the file with aliases and templates filled in; what only a run will know stays an expression. */
export function render(request: Request): { readonly text: string; readonly note?: string } {
  const [file = "-"] = request.names;
  const text = readTextFile(file);
  const { readings, beyond } = readTaskFile(text, optionsOf(request, file));
  const [reading] = readings;
  if (reading?.rendered === undefined) {
    const { problem } = reading ?? {};
    const place = problem ? lineFinder(text)(problem.start) : undefined;
    const why =
      problem && place
        ? `Line ${place.line}, column ${place.column} ${problem.says}`
        : `It cannot be read, because ${beyond}`;
    throw new UnreadableInput(`${clean(file)} cannot be rendered. ${clean(why)}.`);
  }
  const shown = reading.holes.shown(reading.rendered);
  return {
    text: shown.endsWith("\n") ? shown : `${shown}\n`,
    ...(readings.length > 1
      ? { note: `This is one of ${readings.length} ways to read the file: set its values with --values or --set.` }
      : {}),
  };
}
