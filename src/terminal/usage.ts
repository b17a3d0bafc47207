import { type ParseArgsConfig, parseArgs } from "node:util";

/** Wrong usage, as a sentence for the person who typed it. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

/** Reads the options of a command line. Throws {@link WrongUsage}; `command` is named in its sentence. */
export function readOptions<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
  command: string,
): ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: Options }>> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // Node's text is a sentence or two; the first says what is wrong.
    const [first] = String(error instanceof Error ? error.message : error).split(". ");
    throw new WrongUsage(`${first?.replace(/\.$/, "")}. See ${command} --help.`);
  }
}

/** Checks a word against those that an option takes. */
export function oneOf<Word extends string>(
  option: string,
  given: string | undefined,
  words: readonly Word[],
): Word | undefined {
  const word = words.find((each) => each === given);
  if (given !== undefined && word === undefined) {
    throw new WrongUsage(`${option} takes ${words.join(", ")}, not "${given}".`);
  }
  return word;
}
