import { isUnknown, type Path } from "../../model";
import { expectation } from "../../model/normalise";
import type { ListNode, Node, ObjectNode, TextNode } from "../../model/schema";
import type { Finding } from "../../rules";
import { formatPath, show } from "../../rules/finding";
import { kindOf, missing, otherWord, unknownOption, wrongShape } from "../../rules/shapeFindings";
import { isGiven, itemOf } from "../inputs";
import { WholeResource, wholeResource } from "../wholeResource";
import type { Options, Shape, Verdict } from "./shape";
import { markWritten } from "./spelling";

/**
 * What is wrong with arguments before a rule looks at their values: options that there are not, options that are missing,
 * values of a wrong type, and whole resources where one of their outputs belongs. `before` are the same arguments before
 * their outputs resolved.
 */
export function misplaced(shape: Shape, args: unknown, before: unknown = args): Finding[] {
  const hidden = hiddenObjects(shape, args, before, []);
  return [...hidden, ...slips(shape, args, []).map((found) => lostWith(found, before))].map(markWritten);
}

/** The objects that decide what is made, and that nobody saw when it was decided: an output hid them. */
function hiddenObjects(shape: Shape, value: unknown, before: unknown, path: Path): Finding[] {
  if (!isRecord(value)) return [];
  if (shape.kind === "choice") return hiddenObjects(shape.choose(value), value, before, path);
  if (shape.kind !== "options" && shape.kind !== "named") return [];
  if (isUnknown(before)) {
    return [notAnObject(path, before, shape.kind === "named" ? "{ name: … }" : formOf(shape))];
  }
  return Object.entries(value).flatMap(([name, item]) => {
    const of = shape.kind === "named" ? shape.of : Object.hasOwn(shape.of, name) ? shape.of[name] : undefined;
    return of ? hiddenObjects(of, item, itemOf(before, name), [...path, name]) : [];
  });
}

/**
 * An option that there is not, in an object that an output hid: what this library would have made of it is lost, so that it
 * is an error whatever it reads like.
 */
function lostWith(finding: Finding, before: unknown): Finding {
  let place = before;
  for (const step of finding.path.slice(0, -1)) place = isUnknown(place) ? place : itemOf(place, step);
  return isUnknown(place) ? { ...finding, severity: "error" } : finding;
}

function slips(shape: Shape, value: unknown, path: Path): Finding[] {
  if (!isGiven(value)) return [];
  switch (shape.kind) {
    case "open":
      return [];
    case "choice":
      return slips(shape.choose(value), value, path);
    case "word":
      if (value instanceof WholeResource) return [wholeResource(path, value)];
      return shape.words.includes(String(value)) ? [] : [otherWord(path, value, shape.words)];
    case "judged":
      if (typeof value !== "string") return slips(textNode, value, path);
      return value === "" || isUnknown(value) ? [] : judged(shape.judge(value), value, path);
    case "items":
      return Array.isArray(value)
        ? value.flatMap((item, index) => slipsOfItem(shape.of, item, [...path, index]))
        : [wrongValue(path, expectation.list, value, undefined)];
    case "options": {
      if (!isRecord(value)) return [notAnObject(path, value, formOf(shape))];
      const absent = shape.required.filter((name) => !isGiven(value[name]));
      return [...absent.map((name) => missing([...path, name])), ...slipsOfFields(shape.of, value, path)];
    }
    case "named":
      return isRecord(value) ? slipsOfItems(shape.of, value, path) : [notAnObject(path, value, "{ name: … }")];
    case "transform":
      return slipsOfTransform(shape.of, value, path);
    default:
      return isUnknown(value) ? [] : slipsOfValue(shape, value, path);
  }
}

function slipsOfTransform(of: Readonly<Record<string, Node>> | undefined, value: unknown, path: Path): Finding[] {
  const isAsync = typeof value === "function" && value.constructor.name === "AsyncFunction";
  if (typeof value === "function" && !isAsync) return [];
  if (isRecord(value) && !isUnknown(value)) return of ? slipsOfFields(of, value, path) : [];
  const given = isAsync ? "an async function" : whatIs(value);
  const fix = "Write transform: { … } or transform: (args) => ({ ...args, … }); their values may be outputs.";
  return [wrongShape(path, "an object or a function that returns one at once", given, fix)];
}

/** What is wrong with a value that azure-native takes, and that may be an output. */
function slipsOfValue(node: Node, value: unknown, path: Path): Finding[] {
  if (value instanceof WholeResource) {
    const isLeaf = node.kind === "text" || node.kind === "flag" || node.kind === "count";
    return [isLeaf ? wholeResource(path, value) : wrongValue(path, expectation[node.kind], value, undefined)];
  }
  switch (node.kind) {
    case "text":
      return typeof value === "string" ? [] : [wrongValue(path, expectation.text, value, textFor(node, value))];
    case "flag":
      return typeof value === "boolean" ? [] : [wrongValue(path, expectation.flag, value, flagFor(value))];
    case "count":
      return typeof value === "number" ? [] : [wrongValue(path, expectation.count, value, numberFor(value))];
    case "list":
      if (!Array.isArray(value)) return [wrongValue(path, expectation.list, value, listFor(node, value))];
      return value.flatMap((item, index) => slipsOfItem(node.of, item, [...path, index]));
    case "map":
      if (node.keys && Array.isArray(value))
        return value.flatMap((item, index) => slips(textNode, item, [...path, index]));
      return isRecord(value)
        ? slipsOfItems(node.of, value, path)
        : [wrongValue(path, expectation.map, value, "{ name: … }")];
    case "object":
      return isRecord(value)
        ? slipsOfFields(node.fields, value, path)
        : [wrongValue(path, expectation.object, value, objectFor(node, value))];
  }
}

const textNode: TextNode = { kind: "text" };

function slipsOfItem(of: Shape, item: unknown, path: Path): Finding[] {
  if (isGiven(item)) return slips(of, item, path);
  return [wrongShape(path, "a value", String(item), "Remove it from the list.")];
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
    return isGiven(item) ? [unknownOption([...path, name], Object.keys(fields), value)] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WholeResource);
}

/** An object that decides what is made, so that it may not be an output. */
function notAnObject(path: Path, value: unknown, form: string): Finding {
  const given = whatIs(value);
  return {
    ...wrongShape(path, "an object", given, write(path, form)),
    ...(path.length ? {} : { message: `The arguments must be an object, not ${given}.` }),
    allowed: "an object, known as soon as the program runs; its values may be outputs",
  };
}

/** A value of a wrong type, with what to write where that can be told. */
function wrongValue(path: Path, expected: string, value: unknown, form: string | undefined): Finding {
  return wrongShape(path, expected, whatIs(value), form === undefined ? `Give ${expected}.` : write(path, form));
}

function whatIs(value: unknown): string {
  return value instanceof WholeResource ? `the resource ${value.label}` : kindOf(value);
}

function judged(verdict: Verdict | undefined, given: string, path: Path): Finding[] {
  return verdict ? [{ also: [], subject: "shape", related: [], path, given: show(given), ...verdict }] : [];
}

function formOf({ required }: Options): string {
  return required.length ? `{ ${required.map((name) => `${name}: …`).join(", ")} }` : "{ … }";
}

function write(path: Path, form: string): string {
  const name = path.at(-1);
  if (name === undefined) return `Write ${form}.`;
  return typeof name === "number" ? `Write ${form} in its place.` : `Write ${formatPath([name])}: ${form}.`;
}

function textFor({ secret, words }: TextNode, value: unknown): string | undefined {
  if (secret) return undefined;
  if (typeof value === "boolean") return show(words ? words[value ? 0 : 1] : String(value));
  return typeof value === "number" ? `"${value}"` : undefined;
}

const flags: Readonly<Partial<Record<string, boolean>>> = {
  true: true,
  yes: true,
  on: true,
  enabled: true,
  "1": true,
  false: false,
  no: false,
  off: false,
  disabled: false,
  "0": false,
};

function flagFor(value: unknown): string | undefined {
  const flag = flags[String(value).trim().toLowerCase()];
  return flag === undefined ? undefined : String(flag);
}

function numberFor(value: unknown): string | undefined {
  return typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? String(Number(value)) : undefined;
}

function listFor({ of }: ListNode, value: unknown): string | undefined {
  if (of.kind === "text") return typeof value === "string" && !of.secret ? `[${show(value)}]` : undefined;
  return of.kind === "object" ? `[${isRecord(value) ? "{ … }" : (objectFor(of, value) ?? "{ … }")}]` : undefined;
}

/** The property of an object that people write alone in its place, the first that an object has. */
const mainProperties = ["iPAddressOrRange", "virtualNetworkSubnetResourceId", "status", "type", "os", "cpu"];

function objectFor({ fields }: ObjectNode, value: unknown): string | undefined {
  const main = mainProperties.find((name) => Object.hasOwn(fields, name));
  const node = main === undefined ? undefined : fields[main];
  const form =
    node?.kind === "text" && typeof value === "boolean"
      ? textFor(node, value)
      : node?.kind === (typeof value === "number" ? "count" : "text") && !isRecord(value) && !Array.isArray(value)
        ? show(value)
        : undefined;
  return form === undefined ? undefined : `{ ${main}: ${form} }`;
}
