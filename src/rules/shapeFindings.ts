import { isUnknown, type Path } from "../model";
import { nearest } from "../model/nearestWord";
import { type Finding, formatPath, show } from "./finding";
import { called, otherFindings } from "./otherFindings";

// Findings on the shape of a configuration, before any rule looks at its values. They are no rules of the book: the same
// few texts serve every property.

/** The id under which a value of a wrong type is reported. */
export const shapeRule = otherFindings.wrongType.id;

const about = {
  subject: "shape",
  severity: "error",
  docs: "https://www.pulumi.com/registry/packages/azure-native/api-docs/containerregistry/registry/",
  related: [],
} as const;

/** A value of a wrong type. */
export function wrongShape(path: Path, expected: string, given: string, fix: string): Finding {
  return {
    ...about,
    ...called(otherFindings.wrongType),
    path,
    message: `${formatPath(path) || "The model"} must be ${expected}, not ${given}.`,
    given,
    allowed: expected,
    fix,
  };
}

/** A word that is not among those that decide what is made. */
export function otherWord(path: Path, value: unknown, words: readonly string[]): Finding {
  const given = kindOf(value) === "text" ? show(value) : isUnknown(value) ? deferred : show(value);
  // azure-native's form of a tier: { name: "Premium" }.
  const written = typeof value === "object" && value !== null && "name" in value ? value.name : value;
  return {
    ...about,
    ...called(otherFindings.otherWord),
    path,
    message: `${formatPath(path)} must be ${words.map(show).join(" or ")}, not ${given}.`,
    given,
    allowed: `${words.map(show).join(", ")}, known as soon as the program runs`,
    fix: `Write ${path.at(-1)}: "${nearest(String(written), words) ?? words[0]}".`,
  };
}

/** A key that names no child of its kind. */
export function strangeKey(path: Path, key: string, map: string, property: string): Finding {
  return {
    ...about,
    ...called(otherFindings.strangeKey),
    path,
    message: `${formatPath(path)} names "${key}", which ${map} does not have.`,
    given: show(key),
    allowed: `A key of ${map}. A child that was made elsewhere is given as ${property}.`,
    fix: `Add "${key}" to ${map}, or write ${property}.`,
  };
}

/** A property that has to be there. */
export function missing(path: Path): Finding {
  return {
    ...about,
    ...called(otherFindings.missing),
    path,
    message: `${formatPath(path)} is missing.`,
    fix: `Set ${path.at(-1)}.`,
  };
}

/**
 * A property that there is not. One that reads like another is an error, since the one that was meant would be lost. Any
 * other is a warning: an object may carry more than this library reads.
 *
 * @param options the properties that there are
 * @param siblings the object that it stands in
 */
export function unknownOption(
  path: Path,
  options: readonly string[],
  siblings: Readonly<Record<string, unknown>>,
): Finding {
  const name = String(path.at(-1));
  const place = formatPath(path.slice(0, -1));
  const known = options.filter((option) => option !== "origin");
  const meant = meantBy(
    name,
    known.filter((option) => siblings[option] === undefined || siblings[option] === null),
  );
  return {
    ...about,
    ...called(otherFindings.unknownOption),
    severity: meant ? "error" : "warning",
    path,
    message: `There is no option "${name}"${place ? ` in ${place}` : ""}, so it has no effect.`,
    ...(meant ? {} : { allowed: known.join(", ") }),
    fix: meant ? `Write ${meant}, if that is what is meant.` : `Remove ${name}.`,
  };
}

/** The option that a name reads like: spelt in another way, a few letters off, or with the same beginning or end. */
function meantBy(name: string, options: readonly string[]): string | undefined {
  const letters = plain(name);
  return (
    options.find((option) => plain(option) === letters) ??
    nearest(name, options) ??
    options
      .map((option) => ({ option, shared: sharedLetters(letters, plain(option)) }))
      .filter(({ shared }) => shared >= Math.max(5, letters.length / 2))
      .sort((a, b) => b.shared - a.shared || a.option.length - b.option.length)[0]?.option
  );
}

// resource_group_name, resource-group-name and ResourceGroupName are one.
function plain(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/g, "").toLowerCase();
}

/** How many letters two names share at their beginning, or all of one at the end of the other. */
function sharedLetters(name: string, option: string): number {
  if (name.endsWith(option) || option.endsWith(name)) return Math.min(name.length, option.length);
  let length = 0;
  while (length < name.length && name[length] === option[length]) length += 1;
  return length;
}

/** How a text names what cannot be known while the program runs. */
export const deferred = "an output or a promise";

/** What a value is, as a text says it. */
export function kindOf(value: unknown): string {
  if (isUnknown(value)) return deferred;
  if (Array.isArray(value)) return "a list";
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}
