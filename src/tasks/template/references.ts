import type { Node, Operand, Pipeline, Template } from "./parse";

/** A field of the data that a template names: `.Values.tag`. */
export interface Reference {
  readonly names: readonly string[];
  /** The place in the template's text. */
  readonly at: number;
  /** Whether the template copes with its absence: it stands in a condition, or has a default. */
  readonly isOptional: boolean;
}

/** Functions that take a value that may be missing. */
const forgiving = new Set([
  "default",
  "coalesce",
  "or",
  "and",
  "not",
  "empty",
  "ternary",
  "hasKey",
  "quote",
  "squote",
  "b64enc",
]);

/** The fields of the data that a template names, wherever the dot or $ is the data itself. */
export function referencesOf({ nodes, defined }: Template): readonly Reference[] {
  const found: Reference[] = [];

  const walk = (list: readonly Node[], dotIsData: boolean): void => {
    for (const node of list) {
      switch (node.kind) {
        case "action":
          inPipeline(node.pipeline, dotIsData, false);
          break;
        case "template":
          if (node.pipeline) inPipeline(node.pipeline, dotIsData, true);
          break;
        case "if":
        case "with":
        case "range":
          inPipeline(node.pipeline, dotIsData, true);
          walk(node.list, dotIsData && node.kind === "if");
          walk(node.otherwise, dotIsData);
          break;
        default:
      }
    }
  };

  const inPipeline = ({ commands }: Pipeline, dotIsData: boolean, isOptional: boolean): void => {
    const forgives = commands.some(([first]) => first?.kind === "function" && forgiving.has(first.name));
    for (const command of commands)
      for (const operand of command) inOperand(operand, dotIsData, isOptional || forgives);
  };

  const inOperand = (operand: Operand, dotIsData: boolean, isOptional: boolean): void => {
    switch (operand.kind) {
      case "field":
        if (dotIsData) found.push({ names: operand.names, at: operand.at, isOptional });
        break;
      case "variable":
        if (operand.name === "$" && operand.names.length > 0)
          found.push({ names: operand.names, at: operand.at, isOptional });
        break;
      case "chain":
        inOperand(operand.of, dotIsData, isOptional);
        break;
      case "pipeline":
        inPipeline(operand.pipeline, dotIsData, isOptional);
        break;
      default:
    }
  };

  walk(nodes, true);
  for (const list of defined.values()) walk(list, false);
  return found;
}
