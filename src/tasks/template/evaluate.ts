import { type Call, type GoFunction, later, type Parameter } from "./call";
import { functions } from "./functions";
import { BeyondReach, TemplateFault } from "./lex";
import type { Control, Node, Operand, Pipeline, Template } from "./parse";
import {
  byCodePoint,
  entryOf,
  type GoMap,
  type Holes,
  int,
  isKind,
  list,
  map,
  noValue,
  print,
  truthOf,
  typeName,
  type Unknown,
  unknown,
  type Value,
} from "./values";

// Runs a Go template, as the runner does with a task file: what is missing is nothing, and what only a run will know is
// a hole in the text.

/** What a template gives is handed over piece by piece. Places are places in its text. */
export interface Output {
  readonly copy: (start: number, end: number) => void;
  readonly add: (text: string, at: number) => void;
}

/** What an evaluation may be told. */
export interface Evaluation {
  /** What the dot is: `Run`, `Values` and so on. */
  readonly data: GoMap;
  readonly holes: Holes;
  /** Says what an unknown condition is taken for. */
  readonly decide: (source: string) => boolean;
}

/** More is not worth the time to read. */
const mostWork = 400_000;
const mostText = 8_000_000;
const deepest = 400;

class Leave extends Error {
  constructor(readonly kind: "break" | "continue") {
    super(kind);
  }
}

type Variable = { readonly name: string; value: Value };

/** Evaluates a template. Throws {@link TemplateFault} where Go stops, {@link BeyondReach} where this reader does. */
export function evaluate(template: Template, output: Output, evaluation: Evaluation): void {
  let work = 0;
  let length = 0;
  let depth = 0;
  let variables: Variable[] = [{ name: "$", value: evaluation.data }];
  const { holes } = evaluation;
  const holeOf = ({ source }: Unknown) => holes.of(source);
  const spend = (amount: number, at: number) => {
    work += amount;
    if (work > mostWork || length > mostText) throw new BeyondReach("it takes too long", at);
  };
  const call: Call = {
    hole: holes.of,
    truth: (value) => truthOf(value, holes),
    spend: (amount) => spend(amount, 0),
  };

  function walk(nodes: readonly Node[], dot: Value): void {
    for (const node of nodes) {
      switch (node.kind) {
        case "text":
          output.copy(node.start, node.end);
          length += node.end - node.start;
          spend(1, node.start);
          break;
        case "action": {
          const value = pipe(node.pipeline, dot);
          if (node.pipeline.variables.length > 0) break;
          hasUnknown(value);
          const text = print(value, holeOf).split(noValue).join("");
          output.add(text, node.at);
          length += text.length;
          break;
        }
        case "template": {
          const nodesOf = template.defined.get(node.template);
          if (!nodesOf) throw new TemplateFault(`uses the template "${node.template}", which is not defined`, node.at);
          const value = node.pipeline ? pipe(node.pipeline, dot) : undefined;
          if (++depth > deepest) throw new BeyondReach("its templates call one another too deep", node.at);
          const outer = variables;
          variables = [{ name: "$", value }];
          walk(nodesOf, value);
          variables = outer;
          depth--;
          break;
        }
        case "break":
        case "continue":
          throw new Leave(node.kind);
        case "range": {
          const known = variables.length;
          range(node, dot);
          variables.length = known;
          break;
        }
        default: {
          const known = variables.length;
          const value = pipe(node.pipeline, dot);
          const holds = isTrue(value);
          walk(holds ? node.list : node.otherwise, holds && node.kind === "with" ? value : dot);
          variables.length = known;
        }
      }
    }
  }

  function isTrue(value: Value): boolean {
    return truthOf(value, holes) ?? evaluation.decide(sourceOf(value));
  }

  function sourceOf(value: Value): string {
    if (isKind(value, "map") && value.openAs !== undefined) return value.openAs;
    return isKind(value, "unknown") ? value.source : print(value, holeOf);
  }

  function range(node: Control, dot: Value): void {
    const value = pipe(node.pipeline, dot);
    const names = node.pipeline.variables;
    if (isKind(value, "number") && names.length > 1) {
      throw new TemplateFault("goes through a number with two variables", node.at);
    }
    const entries = entriesOf(value, node.at);
    const known = variables.length;
    let index = 0;
    for (const [key, item] of entries) {
      const [first, second] = names.length === 2 ? [key, item] : [item, undefined];
      if (names.length > 0) setLast(names.length - 1, first);
      if (names.length > 1) setLast(0, second);
      spend(1, node.at);
      index++;
      try {
        walk(node.list, item);
      } catch (error) {
        if (!(error instanceof Leave)) throw error;
        if (error.kind === "break") break;
      } finally {
        variables.length = known;
      }
    }
    if (index === 0) walk(node.otherwise, dot);
  }

  /** Sets the variable that was declared as the last but `back`. */
  function setLast(back: number, value: Value): void {
    const variable = variables[variables.length - 1 - back];
    if (variable) variable.value = value;
  }

  function entriesOf(value: Value, at: number): readonly (readonly [Value, Value])[] {
    if (value === undefined || value === null) return [];
    if (isKind(value, "map") && value.openAs !== undefined) return entriesOf(unknown(value.openAs), at);
    if (isKind(value, "list")) return value.items.map((item, index) => [int(index), item]);
    if (isKind(value, "map")) return [...value.entries].sort(([a], [b]) => byCodePoint(a, b));
    if (isKind(value, "number") && value.type !== "float64") {
      spend(Math.max(0, value.value), at);
      return Array.from({ length: Math.max(0, value.value) }, (_, index) => [
        int(index, value.type),
        int(index, value.type),
      ]);
    }
    if (isKind(value, "unknown")) {
      const one = unknown(`index ${argument(value.source)} 0`);
      return evaluation.decide(value.source) ? [[unknown(`key of ${value.source}`), one]] : [];
    }
    throw new TemplateFault(`goes through ${typeName(value)}, which is neither a list nor a map`, at);
  }

  function pipe(pipeline: Pipeline, dot: Value): Value {
    spend(1, pipeline.at);
    let value: Value;
    pipeline.commands.forEach((command, index) => {
      value = run(command, dot, index > 0, value);
      // The end of a pipeline has lost an interface that holds nothing.
      if (value === null) value = undefined;
    });
    for (const name of pipeline.variables) {
      if (!pipeline.assigns) variables.push({ name, value });
      else {
        const variable = variables.findLast((each) => each.name === name);
        if (!variable) throw new TemplateFault(`sets the variable ${name}, which is not declared`, pipeline.at);
        variable.value = value;
      }
    }
    return value;
  }

  /** Runs a command; `piped` is the value of the one before, if there is one. */
  function run(operands: readonly Operand[], dot: Value, hasPiped: boolean, piped: Value): Value {
    const [first, ...rest] = operands;
    if (!first) return undefined;
    if (first.kind === "function") return callFunction(first.name, rest, dot, hasPiped, piped, first.at);
    const passes = rest.length > 0 || hasPiped;
    if (first.kind === "field" || first.kind === "chain" || first.kind === "variable") {
      return operandValue(first, dot, passes);
    }
    if (passes) throw new TemplateFault("gives arguments to what is no function", first.at);
    if (first.kind === "nil") throw new TemplateFault("has nil as a command", first.at);
    return operandValue(first, dot, false);
  }

  function operandValue(operand: Operand, dot: Value, passes: boolean): Value {
    switch (operand.kind) {
      case "dot":
        return dot;
      case "nil":
        return null;
      case "boolean":
      case "string":
        return operand.value;
      case "number": {
        const { int: whole, float, isFloat } = operand.value;
        return isFloat || whole === undefined ? int(float ?? 0, "float64") : int(whole);
      }
      case "field":
        return fields(dot, operand.names, operand.at, passes);
      case "variable": {
        const variable = variables.findLast(({ name }) => name === operand.name);
        if (!variable) throw new TemplateFault(`uses the variable ${operand.name}, which is not declared`, operand.at);
        const { value } = variable;
        if (operand.names.length === 0) {
          if (passes) throw new TemplateFault("gives arguments to what is no function", operand.at);
          return value;
        }
        return fields(value, operand.names, operand.at, passes);
      }
      case "chain":
        return fields(operandValue(operand.of, dot, false), operand.names, operand.at, passes);
      case "pipeline":
        return pipe(operand.pipeline, dot);
      case "function":
        return callFunction(operand.name, [], dot, false, undefined, operand.at);
    }
  }

  function fields(from: Value, names: readonly string[], at: number, passes: boolean): Value {
    let value = from;
    names.forEach((name, index) => {
      if (value === undefined) return;
      if (value === null) throw new TemplateFault(`asks for the field "${name}" of a value that is not there`, at);
      if (isKind(value, "unknown")) {
        value = unknown(`${value.source === "." ? "" : argument(value.source)}.${name}`);
        return;
      }
      if (!isKind(value, "map")) throw new TemplateFault(`asks for the field "${name}" of ${typeName(value)}`, at);
      if (passes && index === names.length - 1)
        throw new TemplateFault(`gives arguments to "${name}", which is no function`, at);
      value = entryOf(value, name);
    });
    return value;
  }

  function callFunction(
    name: string,
    operands: readonly Operand[],
    dot: Value,
    hasPiped: boolean,
    piped: Value,
    at: number,
  ): Value {
    spend(1, at);
    const called = functions.get(name);
    if (!called) throw new BeyondReach(`it calls "${name}"`, at);
    const given = operands.length + (hasPiped ? 1 : 0);
    const fixed = called.takes.length;
    if (given < fixed || (given > fixed && called.rest === undefined)) {
      throw new TemplateFault(
        `calls "${name}" with ${given} argument${given === 1 ? "" : "s"}, and it takes ${fixed}${called.rest === undefined ? "" : " or more"}`,
        at,
      );
    }
    const kindAt = (index: number): Parameter => called.takes[index] ?? called.rest ?? "any";
    if (name === "and" || name === "or") return firstThatSettles(name, operands, dot, hasPiped, piped);
    const values = operands.map((operand, index) => argumentValue(operand, kindAt(index), dot));
    if (hasPiped) values.push(fitted(piped, kindAt(operands.length), at));
    return apply(name, called, values, at);
  }

  /** `and` and `or` stop at the first argument that settles them. */
  function firstThatSettles(
    name: string,
    operands: readonly Operand[],
    dot: Value,
    hasPiped: boolean,
    piped: Value,
  ): Value {
    const values: Value[] = [];
    let isSettled = false;
    for (const operand of operands) {
      const value = operandValue(operand, dot, false);
      values.push(value);
      isSettled = truthOf(value, holes) === (name === "or");
      if (isSettled) break;
    }
    if (hasPiped && !isSettled) values.push(piped);
    const open = values.slice(0, -1).some((value) => truthOf(value, holes) === undefined);
    return open ? unknown([name, ...values.map(written)].join(" ")) : values[values.length - 1];
  }

  function apply(name: string, called: GoFunction, values: readonly Value[], at: number): Value {
    const open = values.map(hasUnknown).includes(true);
    const result = open && !called.keepsHoles ? later : called.run(values, call);
    if (result === later) return unknown([name, ...values.map(written)].join(" "));
    if (typeof result === "object" && result !== null && "fault" in result) {
      throw new TemplateFault(`calls "${name}", which stops: ${result.fault}`, at);
    }
    if (typeof result === "string") spend(result.length >> 6, at);
    return result;
  }

  /** An argument as an expression shows it. */
  function written(value: Value): string {
    if (isKind(value, "unknown")) return argument(value.source);
    if (typeof value === "string") return JSON.stringify(value);
    return print(value, holeOf);
  }

  /** Whether only a run will know all of a value. Looking counts as work, for values may hold one another. */
  function hasUnknown(value: Value): boolean {
    spend(1, 0);
    if (typeof value === "string") return holes.within(value);
    if (isKind(value, "list")) return value.items.map(hasUnknown).includes(true);
    if (isKind(value, "map")) {
      return [...value.entries.values()].map(hasUnknown).includes(true) || value.openAs !== undefined;
    }
    return isKind(value, "unknown");
  }

  function argumentValue(operand: Operand, kind: Parameter, dot: Value): Value {
    const literal = operand.kind === "boolean" || operand.kind === "string" || operand.kind === "number";
    if (!literal) {
      if (operand.kind === "nil") return fitted(kind === "any" ? null : undefined, kind, operand.at);
      return fitted(operandValue(operand, dot, false), kind, operand.at);
    }
    if (operand.kind === "number" && (kind === "int" || kind === "int64" || kind === "float64")) {
      const number = kind === "float64" ? operand.value.float : operand.value.int;
      if (number === undefined) throw new TemplateFault(`has a number that is no ${kind}`, operand.at);
      return int(number, kind);
    }
    const value = operandValue(operand, dot, false);
    if (kind !== "any" && typeName(value) !== goType(kind)) {
      throw new TemplateFault(`passes ${typeName(value)} where ${goType(kind)} is expected`, operand.at);
    }
    return value;
  }

  /** A value that fits a parameter. */
  function fitted(value: Value, kind: Parameter, at: number): Value {
    if (isKind(value, "unknown") || kind === "any") return value;
    // Maps and lists may be nil, which no value becomes, but an interface without a value does not.
    if (kind === "map" && value === undefined) return map([]);
    if (kind === "list" && value === undefined) return list([]);
    const fits = kind === "map" || kind === "list" ? isKind(value, kind) : typeName(value) === goType(kind);
    if (!fits) throw new TemplateFault(`passes ${typeName(value)} where ${goType(kind)} is expected`, at);
    return value;
  }

  try {
    walk(template.nodes, evaluation.data);
  } catch (error) {
    // A map that was set into itself.
    if (error instanceof RangeError) throw new BeyondReach("its values hold themselves", 0);
    throw error;
  }
}

/** An expression as an argument of another. */
function argument(source: string): string {
  return /\s/.test(source) && !source.startsWith("(") ? `(${source})` : source;
}

function goType(kind: Parameter): string {
  if (kind === "boolean") return "bool";
  if (kind === "list") return "[]interface {}";
  return kind === "map" ? "map[string]interface {}" : kind;
}
