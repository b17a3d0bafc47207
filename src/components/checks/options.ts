import { isUnknown, type Path } from "../../model";
import { type Finding, formatPath } from "../../rules";
import { show } from "../../rules/check";
import { nearest } from "../../rules/writing/nearestWord";
import { isGiven } from "../inputs";
import type { Shape } from "./shape";
import { markWritten } from "./spelling";

/**
 * What is wrong with arguments before anyone looks at their values: options that are none, are missing, or no object.
 */
export function misplaced(shape: Shape, args: unknown): Finding[] {
  return slips(shape, args, []).map(markWritten);
}

function slips(shape: Shape, value: unknown, path: Path): Finding[] {
  if (!isGiven(value)) return [];
  switch (shape.kind) {
    case "choice":
      return slips(shape.choose(value), value, path);
    case "word":
      return shape.words.includes(String(value)) ? [] : [otherWord(path, value, shape.words)];
    case "options": {
      if (!isRecord(value)) return [noObject(path, value, "{ … }")];
      const absent = shape.required.filter((name) => !isGiven(value[name]));
      return [...absent.map((name) => missing([...path, name])), ...slipsOfFields(shape.of, value, path)];
    }
    case "named":
      return isRecord(value) ? slipsOfItems(shape.of, value, path) : [noObject(path, value, "{ name: … }")];
    case "object":
      return isRecord(value) ? slipsOfFields(shape.fields, value, path) : [];
    case "map":
      return isRecord(value) ? slipsOfItems(shape.of, value, path) : [];
    case "list":
      return Array.isArray(value) ? value.flatMap((item, index) => slips(shape.of, item, [...path, index])) : [];
    default:
      return [];
  }
}

function slipsOfItems(of: Shape, items: Readonly<Record<string, unknown>>, path: Path): Finding[] {
  return Object.entries(items).flatMap(([name, item]) => slips(of, item, [...path, name]));
}

function slipsOfFields(
  fields: Readonly<Record<string, Shape>>,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): Finding[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const field = Object.hasOwn(fields, name) && name !== "origin" ? fields[name] : undefined;
    if (field) return slips(field, item, [...path, name]);
    return isGiven(item) ? [unknownOption([...path, name], name, Object.keys(fields), value)] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const about = {
  also: [],
  subject: "shape",
  docs: "https://www.pulumi.com/registry/packages/azure-native/api-docs/containerregistry/registry/",
  related: [],
} as const;

function noObject(path: Path, value: unknown, form: string): Finding {
  const given = isUnknown(value)
    ? "an output or a promise"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "string"
        ? "text"
        : `a ${typeof value}`;
  return {
    ...about,
    rule: "SHAPE-01",
    policy: "acr-property-type",
    severity: "error",
    path,
    message: `${formatPath(path) || "The arguments"} must be an object, not ${given}.`,
    given,
    allowed: "an object, known as soon as the program runs; its values may be outputs",
    fix: `Write ${path.at(-1) === undefined ? "" : `${path.at(-1)}: `}${form}.`,
  };
}

function otherWord(path: Path, value: unknown, words: readonly string[]): Finding {
  const given = isUnknown(value) ? "an output or a promise" : show(value);
  // azure-native's form of a tier: { name: "Premium" }.
  const written = isRecord(value) && "name" in value ? value.name : value;
  return {
    ...about,
    rule: "SHAPE-04",
    policy: "acr-property-word",
    severity: "error",
    path,
    message: `${formatPath(path)} must be ${words.map(show).join(" or ")}, not ${given}.`,
    given,
    allowed: `${words.map(show).join(", ")}, known as soon as the program runs`,
    fix: `Write ${path.at(-1)}: "${nearest(String(written), words) ?? words[0]}".`,
  };
}

function missing(path: Path): Finding {
  return {
    ...about,
    rule: "SHAPE-03",
    policy: "acr-property-required",
    severity: "error",
    path,
    message: `${formatPath(path)} is missing.`,
    fix: `Set ${path.at(-1)}.`,
  };
}

/**
 * A misspelt option is an error, since the one that was meant would be lost. Any other is a warning: an object may
 * carry more than this library reads.
 */
function unknownOption(
  path: Path,
  name: string,
  options: readonly string[],
  siblings: Readonly<Record<string, unknown>>,
): Finding {
  const place = formatPath(path.slice(0, -1));
  const open = options.filter((option) => option !== "origin" && !isGiven(siblings[option]));
  const slip = nearest(name, open);
  const meant = slip ?? sameBeginning(name, open);
  return {
    ...about,
    rule: "SHAPE-02",
    policy: "acr-property-known",
    severity: slip ? "error" : "warning",
    path,
    message: `There is no option "${name}"${place ? ` in ${place}` : ""}, so it has no effect.`,
    ...(meant ? {} : { allowed: options.filter((option) => option !== "origin").join(", ") }),
    fix: meant ? `Write ${meant}, if that is what is meant.` : `Remove ${name}.`,
  };
}

/** The option that begins as a name does, for at least half of the name. */
function sameBeginning(name: string, options: readonly string[]): string | undefined {
  const shared = (option: string) => {
    let length = 0;
    while (length < name.length && name[length]?.toLowerCase() === option[length]?.toLowerCase()) length += 1;
    return length;
  };
  const [best] = [...options].sort((a, b) => shared(b) - shared(a) || a.length - b.length);
  return best !== undefined && shared(best) >= Math.max(5, name.length / 2) ? best : undefined;
}
