import { parseResourceId } from "../model/ids";
import { asText, isRecord, own } from "../model/json";
import { UNKNOWN } from "../model/unknown";
import { hasOwnProperties } from "./armForm";
import { armResource, bodyKeys, headOf, isArmType } from "./armResource";
import { type Declared, UnreadableFile } from "./declared";
import type { RawResource } from "./link/graph";
import { parseType } from "./resourceTypes";
import { evaluate, unknownMark } from "./template/expressions";
import { hasUnknown } from "./template/functions";

// What Azure itself says: its answers for resources that exist, and its predictions of what a deployment will do. Sources:
// learn.microsoft.com/rest/api/resources/deployments/what-if, src/Bicep.Cli in Azure/bicep.

/** What an entry says of itself besides its properties, by the name in lower case. PowerShell has names of its own. */
const otherHeads: Readonly<Record<string, string>> = {
  resourcetype: "type",
  resourcename: "name",
  resourceid: "id",
};
const noBody = new Set([...bodyKeys, "type", "name", "id", "apiVersion", "resources", "scope", "dependsOn"]);

/** An entry as ARM writes it, whichever tool printed it; `undefined` when it is no resource of ARM's. */
function armEntry(value: unknown): Record<string, unknown> | undefined {
  if (!isRecord(value)) return undefined;
  const entry = headOf(value);
  for (const key of Object.keys(value)) {
    const name = otherHeads[key.toLowerCase()];
    if (name !== undefined) entry[name] ??= value[key];
  }
  return isArmType(entry.type) ? entry : undefined;
}

/** Whether an entry of a list is a resource as the service answers for it: with ARM's type and id. */
export function isAnswer(value: unknown): boolean {
  const entry = armEntry(value);
  return typeof entry?.id === "string" && entry.id.startsWith("/") && own(value, "inputs") === undefined;
}

/** A resource that exists, as `az resource show`, `az acr list`, Resource Graph or PowerShell print it, and those within it. */
export function readAnswer(value: unknown, depth = 0): RawResource[] {
  const entry = armEntry(value);
  if (!entry) return [];
  if (entry.SkuName !== undefined && entry.sku === undefined) {
    throw new UnreadableFile(
      'is in the form of Get-AzContainerRegistry, which is not read; use "Get-AzResource -ExpandProperties | ConvertTo-Json -Depth 20"',
    );
  }
  const printedRaw = resourceOf(entry, printed);
  // A list of resources of any type leaves out what they are like: that is unknown, not the default.
  const isBare = !hasOwnProperties(
    parseType(printedRaw.type).part,
    Object.keys(entry).filter((key) => entry[key] != null),
  );
  const raw = isBare ? { ...printedRaw, inputs: { ...printedRaw.inputs, properties: UNKNOWN } } : printedRaw;
  const within = Array.isArray(entry.resources) && depth < 8 ? entry.resources : [];
  return [{ ...raw, old: raw.inputs, live: true }, ...within.flatMap((each) => readAnswer(each, depth + 1))];
}

/** A value as a tool printed it. PowerShell prints in place of what is too deep for it a text that says nothing. */
function printed(value: unknown): unknown {
  return mapped(value, (text) => (/^(@\{.*\}|System\.[\w.]+(\[\])?)$/s.test(text) ? unknownMark(text) : text));
}

/** A predicted value: what Azure could not work out is left as its expression. */
function predicted(value: unknown): unknown {
  return mapped(value, (text) => evaluate(text, "", () => undefined));
}

/** A value with every text and every name in it replaced. */
function mapped(value: unknown, textOf: (text: string) => unknown, depth = 0): unknown {
  if (typeof value === "string") return textOf(value);
  if (typeof value !== "object" || value === null || depth > 64) return value;
  if (Array.isArray(value)) return value.map((item) => mapped(item, textOf, depth + 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) copy[String(textOf(key))] = mapped(own(value, key), textOf, depth + 1);
  return copy;
}

/**
 * Reads what `az deployment … what-if --no-pretty-print` prints: every change with what was and what will be. `potential`
 * are changes that may come about or not.
 */
export function readWhatIf(changes: readonly unknown[], potential: readonly unknown[]): Declared {
  const resources: RawResource[] = [];
  const without: string[] = [];
  let ignored = 0;
  const read = (change: unknown, more: Partial<RawResource>) => {
    const id = own(change, "resourceId");
    const raw = changed(change);
    if (raw) resources.push({ ...raw, ...more });
    else if (typeof id !== "string") ignored++;
    else if (isOurs(id)) without.push(id);
  };
  for (const change of changes) read(change, {});
  for (const change of potential) read(change, { uncertain: ["a potential change"] });
  if (without.length === 0) return { resources, ignored };
  if (resources.length === 0) {
    throw new UnreadableFile(
      "is a what-if result without the content of resources; run what-if again with --result-format FullResourcePayloads",
    );
  }
  const message = `What-if does not say what ${without.length === 1 ? "1 resource" : `${without.length} resources`} will be; nothing is concluded from what is missing.`;
  return { resources, ignored, notes: [{ kind: "partial", message, names: without.slice(0, 20) }], partial: true };
}

/** The resource of a change; `undefined` when the change has no content. */
function changed(change: unknown): RawResource | undefined {
  const kind = asText(own(change, "changeType")).toLowerCase();
  const side = (name: string) => {
    const entry = armEntry(own(change, name));
    return entry && resourceOf(entry, predicted);
  };
  const before = side("before");
  const after = side("after");
  if (kind === "delete") return before && { ...before, old: before.inputs, deleted: true };
  const raw = after ?? before;
  const old = before ?? (kind === "nochange" || kind === "ignore" ? after : undefined);
  if (!raw || !old) return raw;
  // A registry that is not part of the deployment is there, and others may need it; it is not what is reviewed.
  const isBeside = kind === "ignore" && parseType(raw.type).part === "registry";
  return { ...raw, ...(isBeside ? { external: true } : { old: old.inputs }) };
}

/** Reads what `bicep snapshot` writes: every resource that a parameter file makes. */
export function readSnapshot(resources: readonly unknown[]): Declared {
  const entries = resources.map(armEntry).filter((entry) => entry !== undefined);
  return {
    resources: entries.map((entry) => resourceOf(entry, predicted)),
    ignored: resources.length - entries.length,
  };
}

function resourceOf(entry: Record<string, unknown>, read: (value: unknown) => unknown): RawResource {
  const written = asText(read(entry.name));
  const given = read(entry.id);
  const id = typeof given === "string" && !hasUnknown(given) ? given : "";
  const parsed = parseResourceId(id);
  const group = parsed?.resourceGroupName ?? entry.resourceGroup ?? entry.ResourceGroupName;
  // Azure's own tools print the properties of some resources flat.
  const flat = Object.keys(entry).filter((key) => !noBody.has(key));
  const body = [...flat, ...bodyKeys].filter((key) => entry[key] !== undefined);
  const raw = armResource({
    type: asText(entry.type).replace(/\/+$/, ""),
    apiVersion: entry.apiVersion,
    names: parsed?.names ?? written.split("/"),
    name: written || id,
    resourceGroupName: typeof group === "string" ? group : "",
    scope: /^(\/.+)\/providers\/[^/]+\/[^/]+\/[^/]+$/i.exec(id)?.[1],
    body: Object.fromEntries(body.map((key) => [key, read(entry[key])])),
  });
  return id === "" ? raw : { ...raw, id };
}

function isOurs(id: string): boolean {
  return /\/providers\/microsoft\.containerregistry\//i.test(id);
}
