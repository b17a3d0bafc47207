import { isRecord } from "../model/json";
// Reading a multi-step task file as far as rules need it. The service renders the text as a Go
// template before it reads the YAML, so whatever a template makes is not known here and never a fault.

/** One step of a task file. What a template makes is left out. */
export interface TaskFileStep {
  /** `build`, `cmd` and `push`, as many of them as the step has. */
  readonly kinds: readonly string[];
  /** Whether the kinds are known: a template may bring them. */
  readonly kindsKnown: boolean;
  /** The step's own time limit in seconds; absent when it has none or one that is not known. */
  readonly timeout?: number;
  /** Whether the step says what it waits for. */
  readonly hasWhen: boolean;
}

/** What a task file says; `fault` instead of steps when it cannot be read. */
export interface TaskFile {
  /** Why the service cannot read it, as the rest of a sentence that begins with the file. */
  readonly fault?: string;
  /** The version as written. Absent: `v1.0.0`. */
  readonly version?: string;
  /** The time limit in seconds of steps without one of their own; absent when not written or not known. */
  readonly stepTimeout?: number;
  readonly steps: readonly TaskFileStep[];
}

/** The versions of task files that the service knows, in any case. */
export const taskFileVersions: readonly string[] = ["1.0-preview-1", "v1.0.0", "v1.1.0"];

/** Seconds after which a step is stopped that has no limit of its own. */
export const defaultStepTimeout = 600;

const stepKinds = ["build", "cmd", "push"];
/** Stands for what a template makes. */
const template = "TEMPLATE";
/** Longer texts than any task: they are not worth the time to read. */
const longest = 1_000_000;

/** The text that a Base64 value encodes; `undefined` when it is not Base64. White space is no matter. */
export function decodeBase64(text: string): string | undefined {
  const packed = text.replace(/\s+/g, "");
  if (packed === "" || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  return Buffer.from(packed, "base64").toString("utf8");
}

/** Reads a task file. `undefined` when templates hide its form, or when it is too long to be one. */
export function readTaskFile(text: string): TaskFile | undefined {
  if (text.length > longest || /\{\{-?\s*(if|else|end|range|with|define|template|block)\b/.test(text)) return undefined;
  const templated = text.includes("{{");
  // Go's YAML takes a bare dash in a list, ours does not.
  const plain = text.replace(/\{\{[^{}]*\}\}/g, template).replace(/\[\s*-\s*\]/g, '["-"]');
  const { fault, value } = parseYaml(plain);
  if (fault !== undefined) return templated ? undefined : { fault: `is not YAML: ${fault}`, steps: [] };
  if (!isRecord(value)) return templated ? undefined : { fault: "is not a YAML mapping", steps: [] };
  if (value.steps !== undefined && !Array.isArray(value.steps)) {
    return known(value.steps) ? { fault: "has steps that are no list", steps: [] } : undefined;
  }
  const version = value.version;
  const stepTimeout = secondsOf(value.stepTimeout);
  return {
    ...(version === undefined || version === null || !known(version) ? {} : { version: String(version) }),
    ...(stepTimeout === undefined ? {} : { stepTimeout }),
    steps: (value.steps ?? []).map(readStep),
  };
}

function readStep(step: unknown): TaskFileStep {
  if (!isRecord(step)) return { kinds: [], kindsKnown: known(step), hasWhen: false };
  const timeout = secondsOf(step.timeout);
  return {
    kinds: stepKinds.filter((kind) => isGiven(step[kind])),
    kindsKnown: !Object.keys(step).some((key) => key.includes(template)),
    ...(timeout === undefined ? {} : { timeout }),
    hasWhen: isGiven(step.when),
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** A time limit: 0 and less mean the default, as if it were not written. */
function secondsOf(value: unknown): number | undefined {
  return typeof value === "number" && value > 0 ? value : undefined;
}

function known(value: unknown): boolean {
  return !(typeof value === "string" && value.includes(template));
}

function parseYaml(text: string): { readonly fault?: string; readonly value?: unknown } {
  // Loaded here: most configurations have no task file in them, and a command must start fast.
  const { parseDocument }: typeof import("yaml") = require("yaml");
  const document = parseDocument(text, { version: "1.1", uniqueKeys: false, logLevel: "silent", prettyErrors: false });
  const error = document.errors[0];
  // The parser's own words may quote the text; where it is, is enough.
  if (error) return { fault: `line ${text.slice(0, error.pos[0]).split("\n").length} cannot be read` };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return { fault: "its YAML aliases cannot be followed" };
  }
}

const secrets: readonly (readonly [what: string, form: RegExp])[] = [
  ["a GitHub token", /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40})/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a storage account's key", /\bAccountKey=[A-Za-z0-9+/]{40}/],
  ["a shared access signature", /[?&]sig=[A-Za-z0-9%+/]{20}/],
  ["a password in an address", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:{}$"']{1,200}:[^\s/@{}$"']{1,200}@/i],
];

/** What kind of secret stands in a text in the clear, for instance "a GitHub token"; `undefined` when none is seen. */
export function secretInText(text: string): string | undefined {
  if (text.length > longest) return undefined;
  return secrets.find(([, form]) => form.test(text))?.[0];
}
