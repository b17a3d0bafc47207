import { asText, isRecord, own } from "../../model/json";
import { MASK } from "../../model/secrets";
import { unknownMark } from "./expressions";
import { ownInAnyCase } from "./functions";

// What a template is given: by the deployment around it, by parameter files, and by words on the command line.

/** Values from outside a template, by the names of its parameters in any case. */
export interface Arguments {
  /** What is given as null is not given. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Values that are written as text, whatever the parameter's type. */
  readonly texts?: Readonly<Record<string, string>>;
  /** True when more may be given than is seen: what is missing is then unknown instead of the default. */
  readonly open?: boolean;
}

/** No value from outside: every parameter has its default. */
export const noArguments: Arguments = { values: {} };

/**
 * What a deployment resource gives to its template. `evaluate` gives the value of anything in the template around it;
 * `name` tells what is unknown of one deployment from what is unknown of another.
 */
export function argumentsOf(properties: unknown, name: string, evaluate: (value: unknown) => unknown): Arguments {
  const open = ownInAnyCase(properties, "parametersLink") !== undefined;
  const written = ownInAnyCase(properties, "parameters") ?? undefined;
  // All of them may be one expression; what it gives is evaluated already.
  const isWhole = typeof written === "string";
  const parameters = isWhole ? evaluate(written) : written;
  if (parameters === undefined || parameters === null) return { values: {}, open };
  if (!isRecord(parameters)) return { values: {}, open: true };
  const values: Record<string, unknown> = Object.create(null);
  for (const [key, given] of Object.entries(parameters)) {
    values[key] = argumentOf(given, isWhole ? (value) => value : evaluate, `${name}/${key}`);
  }
  return { values, open };
}

/**
 * The value of one argument: `{ "value": … }`, a reference to a secret, or an expression that gives one of them. What is
 * neither is unknown.
 */
function argumentOf(written: unknown, evaluate: (value: unknown) => unknown, name: string): unknown {
  const isExpression = typeof written === "string";
  const argument = isExpression ? evaluate(written) : written;
  if (argument === undefined || argument === null) return null;
  const value = ownInAnyCase(argument, "value");
  if (value !== undefined) return (isExpression ? value : evaluate(value)) ?? null;
  return ownInAnyCase(argument, "reference") === undefined ? unknownMark(name) : MASK;
}

/** Arguments of which the later count more. */
export function merged(all: readonly Arguments[]): Arguments {
  const values: Record<string, unknown> = Object.create(null);
  const texts: Record<string, string> = Object.create(null);
  for (const one of all) {
    for (const [name, value] of Object.entries(one.values)) {
      delete texts[name.toLowerCase()];
      values[name.toLowerCase()] = value;
    }
    for (const [name, text] of Object.entries(one.texts ?? {})) {
      delete values[name.toLowerCase()];
      texts[name.toLowerCase()] = text;
    }
  }
  return { values, texts };
}

/** The arguments in a parameter file; `undefined` when the document is none. */
export function argumentsInFile(document: unknown): Arguments | undefined {
  const parameters = ownInAnyCase(document, "parameters");
  // A template has parameters too, but declares them.
  if (!isRecord(parameters) || ownInAnyCase(document, "resources") !== undefined) return undefined;
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, given] of Object.entries(parameters)) {
    values[name] = argumentOf(given, withoutPlaceholders, name);
  }
  return { values };
}

/** Whether a document is a parameter file and nothing else. */
export function isParameterFile(document: unknown): boolean {
  if (/deploymentParameters\.json/i.test(asText(own(document, "$schema")))) return true;
  const parameters = own(document, "parameters");
  return (
    own(document, "resources") === undefined &&
    isRecord(parameters) &&
    Object.values(parameters).some((each) => own(each, "value") !== undefined || own(each, "reference") !== undefined)
  );
}

// The Azure Developer CLI puts values of its environment in place of `${NAME}` and `${NAME=default}`.
function withoutPlaceholders(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return /\$\{\w+(=[^}]*)?\}/.test(value) ? unknownMark(value) : value;
  if (typeof value !== "object" || value === null || depth > 64) return value;
  if (Array.isArray(value)) return value.map((item) => withoutPlaceholders(item, depth + 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) copy[key] = withoutPlaceholders(inner, depth + 1);
  return copy;
}

/** The value of a text for a parameter of some type, as the Azure CLI takes `name=value`. */
export function valueOfText(text: string, type: string): unknown {
  if (/^(secure)?string$/i.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    const word = text.toLowerCase();
    return word === "true" || word === "false" ? word === "true" : text;
  }
}
