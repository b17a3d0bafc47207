import { asText, isRecord, own } from "../model/json";
import { isAnswer, readSnapshot, readWhatIf } from "./azure";
import { type Declared, type Note, UnreadableFile } from "./declared";
import { reasonOfDocument, reasonOfText } from "./foreign";
import { parseJson } from "./json";
import { readDeployment, readEvents, readPreview } from "./pulumi";
import { isResourceType, readList } from "./resourceList";
import { type Arguments, argumentsInFile, merged } from "./template/arguments";
import { ownInAnyCase } from "./template/functions";
import { readTemplate } from "./template/template";

export { UnreadableFile } from "./declared";

/** The kinds of file that say what a registry is, by the name a person knows them under. */
export const fileKinds = [
  "preview",
  "preview events",
  "stack export",
  "ARM template",
  "what-if result",
  "Bicep snapshot",
  "Azure resources",
  "resource list",
] as const;

/** The name of a kind of file. */
export type FileKind = (typeof fileKinds)[number];

/** A file, read. */
export interface ReadFile extends Declared {
  readonly kind: FileKind;
  /** The names of the parameters that a template has. */
  readonly parameters?: readonly string[];
}

/** What a reader may be told besides the text. */
export interface ReadOptions {
  /** The file's name, for a sentence of what to run when it is of another kind. */
  readonly file?: string;
  /** What a template is given, where the file is one. */
  readonly given?: Arguments;
}

/** Reads a file's text, of whatever kind it is. Throws {@link UnreadableFile} and nothing else. */
export function readText(text: string, options: ReadOptions = {}): ReadFile {
  const parsed = parse(text, options.file);
  if (parsed.events) return { kind: "preview events", ...readEvents(parsed.events) };
  return readDocument(parsed.document, options);
}

/** Reads a parsed document, of whatever kind it is. */
export function readDocument(document: unknown, { given }: ReadOptions = {}): ReadFile {
  if (Array.isArray(document)) {
    if (document.some(isEvent)) return { kind: "preview events", ...readEvents(document) };
    return ofList(document);
  }
  if (!isRecord(document)) throw new UnreadableFile("holds a single value, not resources");
  if (isEvent(document)) return { kind: "preview events", ...readEvents([document]) };
  if (Array.isArray(own(document, "steps")) || own(document, "changeSummary") !== undefined) {
    return { kind: "preview", ...readPreview(document) };
  }
  if (isRecord(own(document, "deployment")) || isRecord(own(document, "checkpoint"))) {
    return { kind: "stack export", ...readDeployment(document) };
  }
  return (
    ofDeployment(document, given) ??
    ofTemplate(document, given) ??
    ofAnswer(document) ??
    unreadable(
      reasonOfDocument(document) ??
        "is JSON, but neither a pulumi preview, a stack export, an ARM template, a what-if result nor a list of resources",
    )
  );
}

function unreadable(reason: string): never {
  throw new UnreadableFile(reason);
}

/** What the tools of ARM and Bicep say a deployment will do. */
function ofDeployment(document: Record<string, unknown>, given: Arguments | undefined): ReadFile | undefined {
  const result = own(document, "changes") === undefined ? own(document, "properties") : document;
  const changes = own(result, "changes");
  const isWhatIf = typeof own(document, "status") === "string" && (Array.isArray(changes) || changes === null);
  if (isWhatIf && isRecord(own(document, "error")))
    unreadable("is a what-if that failed, so it says nothing of resources");
  if (Array.isArray(changes) && (isWhatIf || changes.some((each) => own(each, "changeType") !== undefined))) {
    const potential = own(result, "potentialChanges");
    return { kind: "what-if result", ...readWhatIf(changes, Array.isArray(potential) ? potential : []) };
  }
  const predicted = own(document, "predictedResources");
  if (Array.isArray(predicted)) return { kind: "Bicep snapshot", ...readSnapshot(predicted) };
  // `bicep build-params --stdout`: a template and its parameters, each as text.
  const [template, parameters] = ["templateJson", "parametersJson"].map((name) => own(document, name));
  if (typeof parameters !== "string") return undefined;
  if (typeof template !== "string") unreadable("holds parameters of a template that it does not hold");
  const inFile = argumentsInFile(parseJson(parameters)) ?? { values: {} };
  return ofTemplate(parseJson(template), given ? merged([inFile, given]) : inFile);
}

/** A template, by itself or in what the service wraps it into: a template spec, an export. */
function ofTemplate(document: unknown, given: Arguments | undefined): ReadFile | undefined {
  if (!isRecord(document)) return undefined;
  if (isTemplate(document)) {
    const parameters = ownInAnyCase(document, "parameters");
    return {
      kind: "ARM template",
      ...readTemplate(document, given),
      ...(isRecord(parameters) ? { parameters: Object.keys(parameters) } : {}),
    };
  }
  for (const place of [document, own(document, "properties")]) {
    for (const name of ["mainTemplate", "template"]) {
      const template = ownInAnyCase(place, name);
      if (isRecord(template) && isTemplate(template)) return ofTemplate(template, given);
    }
  }
  return undefined;
}

/** Resources: a list, a page of an answer, a table of Resource Graph, or one by itself. */
function ofAnswer(document: Record<string, unknown>): ReadFile | undefined {
  if (reasonOfDocument(document) !== undefined) return undefined;
  for (const name of ["resources", "value", "data"]) {
    const list = ownInAnyCase(document, name);
    const rows = Array.isArray(list) ? list : name === "data" ? rowsOf(list) : undefined;
    if (rows === undefined) continue;
    const more = ["nextLink", "skip_token", "$skipToken", "SkipToken"].some((key) => Boolean(own(document, key)));
    const read = ofList(rows);
    if (!more) return read;
    const note: Note = { kind: "partial", message: "The list goes on in another page, which is not in the file." };
    return { ...read, partial: true, notes: [...(read.notes ?? []), note] };
  }
  const type = own(document, "type") ?? own(document, "ResourceType");
  return typeof type === "string" && isResourceType(type) ? ofList([document]) : undefined;
}

/** The rows of a table of Resource Graph as entries. */
function rowsOf(table: unknown): unknown[] | undefined {
  const columns = own(table, "columns");
  const rows = own(table, "rows");
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  const names = columns.map((column) => asText(own(column, "name")));
  return rows.map((row) =>
    Array.isArray(row) ? Object.fromEntries(names.map((name, index) => [name, row[index]])) : row,
  );
}

function ofList(entries: readonly unknown[]): ReadFile {
  const list = readList(entries);
  if (entries.length > 0 && list.resources.length === 0) {
    throw new UnreadableFile('is a list in which no entry is a resource with a "type"');
  }
  const isAzure = entries.length > 0 && entries.every(isAnswer);
  return { kind: isAzure ? "Azure resources" : "resource list", ...list };
}

function isTemplate(document: Record<string, unknown>): boolean {
  if (/deploymentTemplate\.json/i.test(asText(ownInAnyCase(document, "$schema")))) return true;
  const resources = ownInAnyCase(document, "resources");
  if (ownInAnyCase(document, "contentVersion") !== undefined && resources !== undefined) return true;
  const first = Array.isArray(resources) ? resources.find(isRecord) : undefined;
  return own(first, "apiVersion") !== undefined && /^[\w-]+\.[\w.-]+\//.test(asText(own(first, "type")));
}

function isEvent(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).some((key) => key.endsWith("Event")) && own(value, "type") === undefined;
}

/** JSON, or the lines of JSON that the streaming form is; text that a program printed in between is passed over. */
function parse(
  text: string,
  file: string | undefined,
): { readonly document?: unknown; readonly events?: readonly unknown[] } {
  // Trimming takes a byte-order mark away too.
  const trimmed = text.trim();
  if (trimmed === "") throw new UnreadableFile("is empty");
  try {
    return { document: JSON.parse(trimmed) };
  } catch {
    // Then it may be one of the forms below.
  }
  const lines = trimmed.includes('Event"') ? trimmed.split("\n") : [];
  const events = lines.flatMap(eventOf);
  const last = lines[lines.length - 1];
  if (events.length && last !== undefined) {
    if (last.startsWith('{"sequence') && eventOf(last).length === 0) {
      throw new UnreadableFile("is not complete JSON: it ends in the middle");
    }
    return { events };
  }
  // The document of a preview begins and ends with a brace on a line of its own, whatever was printed around it.
  const start = /^\{\s*$/m.exec(trimmed)?.index;
  const end = trimmed.lastIndexOf("\n}") + 2;
  if (start !== undefined && end > start + 2) {
    try {
      return { document: JSON.parse(trimmed.slice(start, end)) };
    } catch {
      // The whole text says more.
    }
  }
  try {
    return { document: parseJson(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const reason = reasonOfText(trimmed, file);
    throw reason === undefined ? error : new UnreadableFile(reason);
  }
}

function eventOf(line: string): unknown[] {
  if (!line.startsWith("{")) return [];
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? [value] : [];
  } catch {
    return [];
  }
}
