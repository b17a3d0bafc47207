import { type Declared, readDeployment, readEvents, readPreview } from "./pulumi";
import { readPlainList } from "./resourceList";
import { readTemplate } from "./template/template";
import { isRecord, own } from "./values";

/** The kinds of file that say what a registry is, by the name a person knows them under. */
export type FileKind = "preview" | "preview events" | "stack export" | "ARM template" | "resource list";

/** A file, read. */
export interface ReadFile extends Declared {
  readonly kind: FileKind;
}

/** Why a file can't be read, as one sentence that follows the file's name. Never quotes the file. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

/** Reads a file's text, of whatever kind it is. Throws {@link UnreadableFile} and nothing else. */
export function readText(text: string): ReadFile {
  const parsed = parse(text);
  if (parsed.events) return { kind: "preview events", ...readEvents(parsed.events) };
  return readDocument(parsed.document);
}

/** Reads a parsed document, of whatever kind it is. */
export function readDocument(document: unknown): ReadFile {
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
  const resources = own(document, "resources");
  if (isTemplate(document, resources)) return { kind: "ARM template", ...readTemplate(document) };
  if (Array.isArray(resources)) return ofList(resources);
  if (typeof own(document, "type") === "string") return ofList([document]);
  throw new UnreadableFile(
    "is JSON, but neither a pulumi preview, a stack export, an ARM template nor a list of resources",
  );
}

function ofList(entries: readonly unknown[]): ReadFile {
  const list = readPlainList(entries);
  if (entries.length > 0 && list.resources.length === 0) {
    throw new UnreadableFile('is a list in which no entry is a resource with a "type"');
  }
  return { kind: "resource list", ...list };
}

function isTemplate(document: Record<string, unknown>, resources: unknown): boolean {
  if (/deploymentTemplate\.json/i.test(String(own(document, "$schema")))) return true;
  if (own(document, "contentVersion") !== undefined && resources !== undefined) return true;
  const first = Array.isArray(resources) ? resources.find(isRecord) : undefined;
  return own(first, "apiVersion") !== undefined && /^[\w-]+\.[\w.-]+\//.test(String(own(first, "type")));
}

function isEvent(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).some((key) => key.endsWith("Event")) && own(value, "type") === undefined;
}

const truncated = "is not complete JSON: it ends in the middle";

/** JSON, or the lines of JSON that the streaming form is; text that a program printed in between is passed over. */
function parse(text: string): { readonly document?: unknown; readonly events?: readonly unknown[] } {
  const trimmed = text.trim();
  if (trimmed === "") throw new UnreadableFile("is empty");
  let failure: unknown;
  try {
    return { document: JSON.parse(trimmed) };
  } catch (error) {
    failure = error;
  }
  const lines = trimmed.includes('Event"') ? trimmed.split("\n") : [];
  const events = lines.flatMap(eventOf);
  const last = lines[lines.length - 1];
  if (events.length && last !== undefined) {
    if (last.startsWith('{"sequence') && eventOf(last).length === 0) throw new UnreadableFile(truncated);
    return { events };
  }
  // The document of a preview begins and ends with a brace on a line of its own, whatever was printed around it.
  const start = /^\{\s*$/m.exec(trimmed)?.index;
  const end = trimmed.lastIndexOf("\n}") + 2;
  if (start !== undefined && end > start + 2) {
    try {
      return { document: JSON.parse(trimmed.slice(start, end)) };
    } catch {
      // The first failure says more.
    }
  }
  throw new UnreadableFile(reasonOf(failure, trimmed));
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

// V8's message quotes the text around the place; that text may be a secret, so only the place is kept.
function reasonOf(failure: unknown, text: string): string {
  if (!(failure instanceof SyntaxError)) return "nests values too deeply to be read";
  const position = /at position (\d+)/.exec(failure.message)?.[1];
  if (/end of JSON|Unterminated/i.test(failure.message)) return truncated;
  if (position === undefined) return "is not JSON";
  const before = text.slice(0, Number(position)).split("\n");
  return `is not JSON: it breaks at line ${before.length}, column ${(before[before.length - 1]?.length ?? 0) + 1}`;
}
