import { asText, isRecord, own } from "../../model/json";
import { MASK } from "../../model/secrets";
import { readable } from "../values";
import { type Arguments, argumentsOf, valueOfText } from "./arguments";
import { evaluate, unknownMark } from "./expressions";
import { hasUnknown, ownInAnyCase } from "./functions";

// What the texts of an ARM template stand for: its parameters, variables, loops and what can be said of its place in Azure.

/** Stands for the subscription that a template is deployed to. */
export const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
/** The service's own limit of a copy loop, and our limit of turns in one file. */
const mostCopies = 800;
const mostTurns = 200_000;
const deepest = 64;

/** What expressions of one template may ask for. */
export interface Scope {
  /** Tells the unknowns of nested templates apart; empty for the outermost. */
  readonly where: string;
  readonly group: string;
  readonly parameters: Record<string, unknown>;
  readonly given: Arguments;
  readonly variables: Record<string, unknown>;
  readonly worked: Map<string, unknown>;
  /** Where the loops around stand, by their names; the loop of the resource has no name as well. */
  readonly loops: Readonly<Record<string, number>>;
  /** How many more turns the loops of the whole file may take. */
  readonly turns: { left: number };
  /** The template's resources, of which expressions may ask for the outputs of modules. */
  readonly resources: unknown;
  /** Types that parameters may refer to. */
  readonly definitions: unknown;
}

/** The name of a resource's own loop, for `copyIndex()`. */
export const ownLoop = "";

/** The scope of a template. A nested one shares with the one around it how many turns are left. */
export function scopeOf(
  template: unknown,
  given: Arguments,
  where: string,
  group: string,
  turns: Scope["turns"] = { left: mostTurns },
): Scope {
  const parameters = ownInAnyCase(template, "parameters");
  const variables = ownInAnyCase(template, "variables");
  return {
    where,
    group,
    parameters: isRecord(parameters) ? parameters : {},
    given,
    variables: isRecord(variables) ? variables : {},
    worked: new Map(),
    loops: {},
    turns,
    resources: ownInAnyCase(template, "resources"),
    definitions: ownInAnyCase(template, "definitions"),
  };
}

/** A nested template, such as a module of Bicep, in the scope that its own texts have. */
export interface Nested {
  readonly resources: unknown;
  readonly outputs: unknown;
  readonly scope: Scope;
}

/** The template of a deployment resource; `undefined` when it stands elsewhere. */
export function nestedIn(entry: unknown, name: string, scope: Scope): Nested | undefined {
  const properties = ownInAnyCase(entry, "properties");
  const template = ownInAnyCase(properties, "template");
  if (!isRecord(template)) return undefined;
  const evaluation = ownInAnyCase(properties, "expressionEvaluationOptions");
  const isInner = asText(ownInAnyCase(evaluation, "scope")).toLowerCase() === "inner";
  const written = valueIn(ownInAnyCase(entry, "resourceGroup"), scope);
  const group = typeof written === "string" ? readable(written) : scope.group;
  const resources = ownInAnyCase(template, "resources");
  const outputs = ownInAnyCase(template, "outputs");
  if (!isInner) return { resources, outputs, scope: { ...scope, group } };
  const where = `${scope.where}${readable(name)}: `;
  const given = argumentsOf(properties, where, (value) => valueIn(value, scope));
  return { resources, outputs, scope: scopeOf(template, given, where, group, scope.turns) };
}

/** What a template may know of a module beside it: its outputs, by its symbolic name, its name or its id. */
function moduleOutputs(called: unknown, scope: Scope, depth: number): unknown {
  if (typeof called !== "string") return undefined;
  const modules = worked(scope, "modules", () => modulesOf(scope));
  const name = called.slice(called.lastIndexOf("/") + 1);
  const found = modules instanceof Map ? (modules.get(called) ?? modules.get(name)) : undefined;
  const nested = found === undefined ? undefined : nestedIn(found, name, scope);
  if (!nested || !isRecord(nested.outputs)) return undefined;
  const outputs: Record<string, unknown> = Object.create(null);
  for (const [key, output] of Object.entries(nested.outputs)) {
    const isSecret = /^secure/i.test(typeOf(output, nested.scope.definitions).type);
    outputs[key] = { value: isSecret ? MASK : valueIn(ownInAnyCase(output, "value"), nested.scope, depth + 1) };
  }
  return { outputs };
}

/** The modules of a template that there is one of, by symbolic name and by name. */
function modulesOf(scope: Scope): Map<string, unknown> {
  const modules = new Map<string, unknown>();
  for (const [symbol, entry] of Object.entries(Object(scope.resources))) {
    const isModule = /^microsoft\.resources\/deployments$/i.test(asText(ownInAnyCase(entry, "type")));
    if (!isModule || ownInAnyCase(entry, "copy") !== undefined) continue;
    const name = valueIn(ownInAnyCase(entry, "name"), scope);
    for (const key of [symbol, name]) if (typeof key === "string" && !modules.has(key)) modules.set(key, entry);
  }
  return modules;
}

/** A scope for each turn of a loop; `undefined` when it is not known how many there are. */
export function turnsOf(loop: unknown, scope: Scope, names: readonly string[]): Scope[] | undefined {
  const amount = valueIn(ownInAnyCase(loop, "count"), scope);
  if (typeof amount !== "number" || amount > Math.min(mostCopies, scope.turns.left)) return undefined;
  scope.turns.left -= Math.max(0, amount);
  return Array.from({ length: Math.max(0, amount) }, (_, index) => ({
    ...scope,
    loops: { ...scope.loops, ...Object.fromEntries(names.map((name) => [name.toLowerCase(), index])) },
  }));
}

/** The list that a loop within a resource or among the variables makes. */
function itemsOf(loop: unknown, scope: Scope, depth: number): unknown {
  const name = asText(ownInAnyCase(loop, "name"));
  const turns = turnsOf(loop, scope, [name]);
  if (turns === undefined) return unknownMark(`${scope.where}copy ${name}`);
  return turns.map((turn) => valueIn(ownInAnyCase(loop, "input"), turn, depth + 1) ?? null);
}

/** The value of anything in a template. */
export function valueIn(value: unknown, scope: Scope, depth = 0): unknown {
  if (depth > deepest) return unknownMark("too deep");
  if (typeof value === "string") {
    return evaluate(value, scope.where, (name, args) => templateFunction(name, args, scope, depth));
  }
  if (typeof value !== "object" || value === null) return value ?? undefined;
  if (Array.isArray(value)) return value.map((item) => valueIn(item, scope, depth + 1) ?? null);
  const evaluated: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) {
    // A copy inside a resource makes a property with as many items as it says.
    if (key.toLowerCase() === "copy" && Array.isArray(inner)) {
      for (const loop of inner) evaluated[asText(ownInAnyCase(loop, "name"))] = itemsOf(loop, scope, depth);
    } else evaluated[nameIn(key, scope)] = valueIn(inner, scope, depth + 1);
  }
  return evaluated;
}

/** A property's name, which may be an expression, as ids of identities are. */
function nameIn(key: string, scope: Scope): string {
  const name = key.startsWith("[") ? valueIn(key, scope) : key;
  return typeof name === "string" ? name : unknownMark(`${scope.where}${key}`);
}

function templateFunction(name: string, args: readonly unknown[], scope: Scope, depth: number): unknown {
  const [first] = args;
  switch (name) {
    case "parameters":
      return worked(scope, `parameters ${first}`, () => parameterValue(String(first), scope, depth));
    case "variables":
      return worked(scope, `variables ${first}`, () => variableValue(String(first), scope, depth));
    case "reference":
      return worked(scope, `reference ${first}`, () => moduleOutputs(first, scope, depth));
    case "resourcegroup":
      return { name: scope.group, id: `${subscription}/resourceGroups/${scope.group}` };
    case "subscription":
      return { id: subscription, subscriptionId: subscription.slice("/subscriptions/".length) };
    case "resourceid":
      return resourceId(args, `${subscription}/resourceGroups/${scope.group}`);
    case "subscriptionresourceid":
      return resourceId(args, subscription);
    case "copyindex": {
      const index = own(scope.loops, typeof first === "string" ? first.toLowerCase() : ownLoop);
      const offset = typeof first === "number" ? first : args[1];
      return typeof index === "number" ? index + (typeof offset === "number" ? offset : 0) : undefined;
    }
    default:
      return undefined;
  }
}

function parameterValue(name: string, scope: Scope, depth: number): unknown {
  const declaration = ownInAnyCase(scope.parameters, name);
  const { type, nullable } = typeOf(declaration, scope.definitions);
  if (/^secure/i.test(type)) return MASK;
  const text = ownInAnyCase(scope.given.texts, name);
  if (typeof text === "string") return valueOfText(text, type);
  // What is given as null counts as not given.
  const value = ownInAnyCase(scope.given.values, name) ?? undefined;
  if (value !== undefined || scope.given.open) return value;
  const fallback = valueIn(ownInAnyCase(declaration, "defaultValue"), scope, depth + 1);
  return fallback === undefined && nullable ? null : fallback;
}

/** What a parameter may be: what it says itself, or what the definitions say that it refers to. */
function typeOf(declaration: unknown, definitions: unknown): { readonly type: string; readonly nullable: boolean } {
  let nullable = false;
  let place = declaration;
  // A definition may refer to another one; a circle ends here.
  for (let step = 0; step < deepest; step++) {
    nullable ||= ownInAnyCase(place, "nullable") === true;
    const type = ownInAnyCase(place, "type");
    if (typeof type === "string") return { type, nullable };
    const [, definition] = /^#\/definitions\/(.+)$/.exec(asText(ownInAnyCase(place, "$ref"))) ?? [];
    if (definition === undefined) break;
    place = ownInAnyCase(definitions, unescapedPointer(definition));
  }
  return { type: "", nullable };
}

/** A step of a JSON pointer in a URI, as it is written where it points to. */
function unescapedPointer(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return step;
  }
}

function variableValue(name: string, scope: Scope, depth: number): unknown {
  const loops = ownInAnyCase(scope.variables, "copy");
  const loop = Array.isArray(loops) ? loops.find((each) => isCalled(each, name)) : undefined;
  return loop === undefined
    ? valueIn(ownInAnyCase(scope.variables, name), scope, depth + 1)
    : itemsOf(loop, scope, depth);
}

function isCalled(loop: unknown, name: string): boolean {
  return asText(ownInAnyCase(loop, "name")).toLowerCase() === name.toLowerCase();
}

/** Works a value out once. One that needs itself is unknown. */
function worked(scope: Scope, key: string, work: () => unknown): unknown {
  if (!scope.worked.has(key)) {
    scope.worked.set(key, undefined);
    scope.worked.set(key, work());
  }
  return scope.worked.get(key);
}

function resourceId(args: readonly unknown[], prefix: string): string | undefined {
  const at = args.findIndex((arg) => typeof arg === "string" && /^[\w-]+\.[\w.-]+\//.test(arg));
  const type = args[at];
  if (typeof type !== "string" || hasUnknown(type)) return undefined;
  const [namespace, ...types] = type.split("/");
  const names = args.slice(at + 1);
  if (names.length !== types.length || !names.every((name) => typeof name === "string")) return undefined;
  const group = at > 0 && prefix.includes("/resourceGroups/") ? args[at - 1] : undefined;
  const start = typeof group === "string" ? `${subscription}/resourceGroups/${group}` : prefix;
  return `${start}/providers/${namespace}/${types.map((each, index) => `${each}/${names[index]}`).join("/")}`;
}
