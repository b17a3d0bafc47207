import { BeyondReach, TemplateFault, type Token, tokensOf } from "./lex";
import { type NumberLiteral, readCharacter, readNumber, unquote } from "./literals";

// The tree of a template in Go's text/template, as its own parser builds it.

/** What stands in a command: a value, or a function to call. */
export type Operand = { readonly at: number } & (
  | { readonly kind: "field"; readonly names: readonly string[] }
  | { readonly kind: "variable"; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: "chain"; readonly of: Operand; readonly names: readonly string[] }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline }
  | { readonly kind: "dot" | "nil" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: NumberLiteral }
);

/** Commands, each of which gets the value of the one before, and the variables that the last one's value goes into. */
export interface Pipeline {
  readonly at: number;
  readonly variables: readonly string[];
  /** Whether the variables were there before. */
  readonly assigns: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

/** A piece that is there, or not, or several times. */
export interface Control {
  readonly kind: "if" | "with" | "range";
  readonly at: number;
  readonly pipeline: Pipeline;
  readonly list: readonly Node[];
  readonly otherwise: readonly Node[];
}

/** A piece of a template. Places are places in its text. */
export type Node =
  | { readonly kind: "text"; readonly start: number; readonly end: number }
  | { readonly kind: "action"; readonly at: number; readonly end: number; readonly pipeline: Pipeline }
  | Control
  | { readonly kind: "template"; readonly at: number; readonly template: string; readonly pipeline?: Pipeline }
  | { readonly kind: "break" | "continue"; readonly at: number };

/** A template and those that it defines. */
export interface Template {
  readonly nodes: readonly Node[];
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}

/** Nesting beyond this is made to exhaust a reader. */
const deepest = 400;

/** Reads a template. `functions` are the names that may be called. Throws {@link TemplateFault}. */
export function parseTemplate(text: string, functions: ReadonlySet<string>): Template {
  const tokens = tokensOf(text);
  const defined = new Map<string, readonly Node[]>();
  let next = 0;
  let depth = 0;
  let variables = ["$"];
  let ranges = 0;
  const last: Token = tokens[tokens.length - 1] ?? { kind: "end", text: "", start: 0, end: 0 };
  const peek = () => tokens[next] ?? last;
  const take = () => tokens[next++] ?? last;
  const skipSpace = () => {
    if (peek().kind === "space") next++;
    return peek();
  };
  const fault = (says: string, token: Token): never => {
    throw new TemplateFault(says, token.start);
  };
  const unexpected = (token: Token) =>
    fault(token.kind === "end" ? "ends too early" : `has an unexpected "${token.text}"`, token);
  const deeper = <Result>(token: Token, read: () => Result): Result => {
    if (++depth > deepest) throw new BeyondReach("it nests too deep", token.start);
    const result = read();
    depth--;
    return result;
  };

  function definition(): void {
    const name = skipSpace();
    take();
    if (name.kind !== "string" && name.kind !== "rawString") unexpected(name);
    if (skipSpace().kind !== "close") unexpected(peek());
    take();
    defineAs(unquote(name), name);
  }

  function defineAs(name: string, token: Token): void {
    const outer = variables;
    const outerRanges = ranges;
    variables = ["$"];
    ranges = 0;
    const { nodes, ended } = deeper(token, list);
    if (ended !== "end") unexpected(peek());
    close();
    variables = outer;
    ranges = outerRanges;
    const before = defined.get(name);
    if (before && nodes.every(isBlank)) return;
    if (before && !before.every(isBlank)) fault(`defines the template "${name}" twice`, token);
    defined.set(name, nodes);
  }

  const isBlank = (node: Node) => node.kind === "text" && /^[ \t\r\n]*$/.test(text.slice(node.start, node.end));

  function close(): Token {
    const token = skipSpace();
    if (token.kind !== "close") unexpected(token);
    return take();
  }

  /** Nodes up to an `end` or `else`, whose word has been taken, or to the end of the text. */
  function list(): { readonly nodes: readonly Node[]; readonly ended: "end" | "else" | "text"; readonly token: Token } {
    const nodes: Node[] = [];
    while (true) {
      const token = take();
      if (token.kind === "end") return { nodes, ended: "text", token };
      if (token.kind === "text") {
        nodes.push({ kind: "text", start: token.start, end: token.end });
        continue;
      }
      const word = skipSpace();
      if (word.kind === "word" && (word.text === "end" || word.text === "else")) {
        take();
        return { nodes, ended: word.text, token: word };
      }
      const node = action(token);
      if (node) nodes.push(node);
    }
  }

  function action(open: Token): Node | undefined {
    const word = skipSpace();
    const at = open.start;
    if (word.kind === "word") {
      switch (word.text) {
        case "if":
        case "with":
        case "range":
          take();
          return deeper(word, () => control(word.text as "if" | "with" | "range", at));
        case "define":
          take();
          if (depth > 0) fault('has a "define" inside of something else', word);
          definition();
          return undefined;
        case "block":
        case "template": {
          take();
          const name = skipSpace();
          if (name.kind !== "string" && name.kind !== "rawString") unexpected(name);
          take();
          const given =
            word.text === "block" || skipSpace().kind !== "close" ? pipeline("template", "close") : undefined;
          if (!given) take();
          if (word.text === "block") defineAs(unquote(name), word);
          return { kind: "template", at, template: unquote(name), ...(given ? { pipeline: given } : {}) };
        }
        case "break":
        case "continue":
          take();
          if (ranges === 0) fault(`has a "${word.text}" outside of a range`, word);
          close();
          return { kind: word.text, at };
      }
    }
    const given = pipeline("command", "close");
    return { kind: "action", at, end: tokens[next - 1]?.end ?? at, pipeline: given };
  }

  function control(kind: "if" | "with" | "range", at: number): Node {
    const known = variables.length;
    const given = pipeline(kind, "close");
    if (kind === "range") ranges++;
    const { nodes, ended, token } = list();
    if (kind === "range") ranges--;
    let otherwise: readonly Node[] = [];
    if (ended === "text") unexpected(token);
    if (ended === "else") {
      const word = skipSpace();
      if (word.kind === "word" && word.text === kind && kind !== "range") {
        take();
        otherwise = [deeper(word, () => control(kind, word.start))];
      } else {
        close();
        const rest = list();
        if (rest.ended !== "end") unexpected(rest.token);
        otherwise = rest.nodes;
        close();
      }
    } else close();
    variables.length = known;
    return { kind, at, pipeline: given, list: nodes, otherwise };
  }

  function pipeline(context: string, end: "close" | ")"): Pipeline {
    const at = skipSpace().start;
    const names: string[] = [];
    let assigns = false;
    while (skipSpace().kind === "variable") {
      const variable = take();
      const after = peek();
      const sign = after.kind === "space" ? (tokens[next + 1] ?? last) : after;
      if (sign.kind === "assign" || sign.kind === "declare") {
        skipSpace();
        take();
        assigns = sign.kind === "assign";
        names.push(variable.text);
        break;
      }
      if (sign.kind === "sign" && sign.text === ",") {
        skipSpace();
        take();
        names.push(variable.text);
        if (context !== "range" || names.length > 1) fault("declares too many variables", variable);
        if (!["variable", "close", ")"].includes(skipSpace().kind))
          fault("declares something else than a variable", peek());
        continue;
      }
      next--;
      break;
    }
    for (const name of names) variables.push(name);
    const commands: (readonly Operand[])[] = [];
    while (true) {
      const token = skipSpace();
      if (token.kind === end) {
        take();
        if (commands.length === 0) fault("has nothing to evaluate", token);
        commands.slice(1).forEach(([first]) => {
          if (first && ["boolean", "dot", "nil", "number", "string"].includes(first.kind)) {
            throw new TemplateFault("passes a value on to what is no function", first.at);
          }
        });
        return { at, variables: names, assigns, commands };
      }
      if (!startsOperand(token)) unexpected(token);
      commands.push(command());
    }
  }

  function command(): readonly Operand[] {
    const operands: Operand[] = [];
    while (true) {
      const start = skipSpace();
      const one = operand();
      if (one) operands.push(one);
      const token = take();
      if (token.kind === "space") continue;
      if (token.kind === "close" || token.kind === ")") next--;
      else if (token.kind !== "pipe") unexpected(token);
      if (operands.length === 0) fault("has an empty command", start);
      return operands;
    }
  }

  function operand(): Operand | undefined {
    const term = readTerm();
    if (!term || peek().kind !== "field") return term;
    const names: string[] = [];
    while (peek().kind === "field") names.push(take().text.slice(1));
    switch (term.kind) {
      case "field":
      case "variable":
        return { ...term, names: [...term.names, ...names] };
      case "boolean":
      case "string":
      case "number":
      case "nil":
      case "dot":
        throw new TemplateFault("has a field of what has none", term.at);
      default:
        return { kind: "chain", at: term.at, of: term, names };
    }
  }

  function readTerm(): Operand | undefined {
    const token = skipSpace();
    const at = token.start;
    if (!startsOperand(token)) return undefined;
    take();
    switch (token.kind) {
      case "word":
        if (token.text === "true" || token.text === "false")
          return { kind: "boolean", at, value: token.text === "true" };
        if (token.text === "nil") return { kind: "nil", at };
        if (!functions.has(token.text)) fault(`calls "${token.text}", which is not a function`, token);
        return { kind: "function", at, name: token.text };
      case "dot":
        return { kind: "dot", at };
      case "field":
        return { kind: "field", at, names: [token.text.slice(1)] };
      case "variable":
        if (!variables.includes(token.text)) fault(`uses the variable ${token.text}, which is not declared`, token);
        return { kind: "variable", at, name: token.text, names: [] };
      case "number":
        return { kind: "number", at, value: readNumber(token) };
      case "character":
        return { kind: "number", at, value: readCharacter(token) };
      case "string":
      case "rawString":
        return { kind: "string", at, value: unquote(token) };
      default:
        return { kind: "pipeline", at, pipeline: deeper(token, () => pipeline("parentheses", ")")) };
    }
  }

  const { nodes, ended, token } = list();
  if (ended !== "text") fault(`has an {{ ${ended} }} that ends nothing`, token);
  return { nodes, defined };
}

const keywords = new Set(["if", "else", "end", "range", "with", "define", "template", "block", "break", "continue"]);

function startsOperand({ kind, text }: Token): boolean {
  if (kind === "word") return !keywords.has(text);
  return ["dot", "field", "variable", "number", "character", "string", "rawString", "("].includes(kind);
}
