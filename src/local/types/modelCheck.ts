import { isUnknown } from "../../model/unknown";
import { isObject, type Properties } from "../json";
import { discriminated, type Field, type RequestModel, requestModels } from "./requestModels";

/** A value outside of the list that its model gives. */
export interface UnknownWord {
  readonly path: string;
  readonly value: string;
  readonly allowed: readonly string[];
}

/** What azure-native says of a missing region. */
export const missingLocation =
  "missing required property 'location'. Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.";

/** What the provider says of inputs before anything is sent: missing and misshapen values, in azure-native's words. */
export function modelFailures(type: string, inputs: Properties): string[] {
  const model = requestModels[type];
  if (!model) return [];
  const failures: string[] = [];
  inObject(model, inputs, "", (path, field, value) => {
    if (value === undefined) {
      failures.push(path === "location" ? missingLocation : `missing required property '${path}'`);
      return;
    }
    const misshape = misshapeOf(path, field, value);
    if (misshape !== undefined) failures.push(misshape);
    else failures.push(...outOfRange(path, field, value));
  });
  return failures;
}

/** The values that the service does not know, by the lists in its models. It reads them whatever their case. */
export function unknownWords(type: string, inputs: Properties): UnknownWord[] {
  const model = requestModels[type];
  if (!model) return [];
  const found: UnknownWord[] = [];
  inObject(model, inputs, "", (path, { words }, value) => {
    if (!words || typeof value !== "string" || isUnknown(value)) return;
    if (!words.some((word) => plain(word) === plain(value))) found.push({ path, value, allowed: words });
  });
  return found;
}

// RF-07: "SystemAssigned,UserAssigned" is a list of two to the service, with and without a blank.
const plain = (word: string) => word.toLowerCase().replaceAll(" ", "");

/** The inputs of a type that the service takes, for an import: everything it shows but does not write itself. */
export function writable(type: string, outputs: Properties): Properties {
  const model = requestModels[type];
  if (!model) return outputs;
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => model[key] && !model[key].readOnly));
}

/**
 * What of the inputs a request carries: inside of the objects that a model describes, the provider sends what the model
 * has, and drops the rest without a word. So it does with what only the service writes.
 */
export function sent(type: string, inputs: Properties): Properties {
  const model = requestModels[type];
  if (!model) return inputs;
  // The names and other inputs that are in the address are no part of the model.
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, model[key] ? sentValue(model[key], value) : value]),
  );
}

function sentValue(field: Field, value: unknown): unknown {
  const { holds, model: name } = field;
  if (name === undefined) return value;
  if (holds === "list" && Array.isArray(value)) return value.map((item) => sentObject(name, item));
  if (holds === "map" && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sentObject(name, item)]));
  }
  return sentObject(name, value);
}

function sentObject(name: string, value: unknown): unknown {
  const model = modelOf(name, value);
  if (!model || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const field = model[key];
      if (field) return field.readOnly ? [] : [[key, sentValue(field, inner)]];
      return key === "type" && discriminated.has(name) ? [[key, inner]] : [];
    }),
  );
}

type Visit = (path: string, field: Field, value: unknown) => void;

function inObject(model: RequestModel, values: Properties, above: string, visit: Visit): void {
  for (const [key, field] of Object.entries(model)) {
    if (field.readOnly) continue;
    const path = above ? `${above}.${key}` : key;
    const value = values[key];
    if (value === undefined) {
      if (field.required) visit(path, field, undefined);
      continue;
    }
    if (isUnknown(value)) continue;
    if (field.holds === "list" && Array.isArray(value)) {
      for (const [index, item] of value.entries()) inValue(field, item, `${path}[${index}]`, visit);
    } else if (field.holds === "map" && isObject(value)) {
      for (const [name, item] of Object.entries(value)) inValue(field, item, `${path}.${name}`, visit);
    } else {
      inValue(field, value, path, visit);
    }
  }
}

function inValue(field: Field, value: unknown, path: string, visit: Visit): void {
  if (isUnknown(value)) return;
  visit(path, field, value);
  const model = field.model === undefined ? undefined : modelOf(field.model, value);
  if (model && isObject(value)) inObject(model, value, path, visit);
}

function modelOf(name: string, value: unknown): RequestModel | undefined {
  return requestModels[discriminated.has(name) && isObject(value) ? `${name}:${String(value.type)}` : name];
}

function misshapeOf(path: string, { type }: Field, value: unknown): string | undefined {
  if (type === "any") return undefined;
  const shape = Array.isArray(value) ? "an array" : typeof value === "object" ? "object" : `a ${shapeOf(value)}`;
  const wanted = { text: "a string", number: "a number", boolean: "a boolean", object: "object" }[type];
  // azure-native lets an object pass where it expects something else: the service judges it.
  if (shape === wanted || shape === "object") return undefined;
  const expected = { text: "string", number: "integer", boolean: "boolean", object: "object" }[type];
  return `'${path}' should be of type '${expected}' but got ${shape}`;
}

function shapeOf(value: unknown): string {
  return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean";
}

function outOfRange(path: string, { pattern, least, most }: Field, value: unknown): string[] {
  if (typeof value === "number") {
    if (least !== undefined && value < least)
      return [`'${path}' is too low (${value.toFixed(6)} < ${least.toFixed(6)})`];
    if (most !== undefined && value > most) return [`'${path}' is too high (${value.toFixed(6)} > ${most.toFixed(6)})`];
    return [];
  }
  if (typeof value !== "string") return [];
  return [
    ...(least !== undefined && value.length < least
      ? [`'${path}' is too short (${value.length}): at least ${least} characters required`]
      : []),
    ...(most !== undefined && value.length > most
      ? [`'${path}' is too long (${value.length}): at most ${most} characters allowed`]
      : []),
    ...(pattern && !pattern.test(value) ? [`'${path}' does not match expression '${pattern.source}'`] : []),
  ];
}
