import { isRecord, own } from "../model/json";
import type { Declared, Note } from "./declared";
import type { RawResource } from "./link/graph";
import { parseType } from "./resourceTypes";

// The JSON that the pulumi command writes: `preview --json` in both forms, and `stack export`. Sources:
// pkg/display/json.go, sdk/go/common/apitype in pulumi/pulumi.

const failedPreview: Note = {
  kind: "partial",
  message: "The preview ended with errors of its own, so resources may be missing.",
};

/** Reads the document of `pulumi preview --json`. */
export function readPreview(document: Record<string, unknown>): Declared {
  const steps = own(document, "steps");
  const diagnostics = own(document, "diagnostics");
  const failed = Array.isArray(diagnostics) && diagnostics.some((one) => own(one, "severity") === "error");
  const read = declared(
    (Array.isArray(steps) ? steps : []).map((step) => [
      own(step, "op"),
      own(step, "urn"),
      own(step, "oldState"),
      own(step, "newState"),
    ]),
  );
  if (failed) return { ...read, notes: [failedPreview], partial: true };
  const unchanged = own(own(document, "changeSummary"), "same");
  const shown = Array.isArray(steps) ? steps.filter((step) => own(step, "op") === "same").length : 0;
  if (typeof unchanged !== "number" || unchanged <= shown) return read;
  const leftOut = unchanged - shown;
  const message = `The preview leaves out ${leftOut} resource${leftOut === 1 ? "" : "s"} that do not change (see --show-sames); nothing is concluded from what is missing.`;
  return { ...read, notes: [{ kind: "partial", message }], partial: true };
}

/** Reads the engine events that `preview --json` writes in its streaming form, one JSON object a line. */
export function readEvents(events: readonly unknown[]): Declared {
  const steps: Step[] = [];
  let failed = false;
  for (const event of events) {
    failed ||= own(own(event, "diagnosticEvent"), "severity") === "error";
    const metadata = own(own(event, "resourcePreEvent"), "metadata");
    if (metadata === undefined) continue;
    steps.push([own(metadata, "op"), own(metadata, "urn"), own(metadata, "old"), own(metadata, "new")]);
  }
  const { resources, ignored } = declared(steps);
  return {
    resources: withOnlyRegistry(resources),
    ignored,
    ...(failed ? { notes: [failedPreview], partial: true } : {}),
  };
}

// Events say of no resource what it depends on. Where a file has one registry, what is part of some registry is part of
// that one, though the name is still unknown.
function withOnlyRegistry(resources: readonly RawResource[]): readonly RawResource[] {
  const registries = resources.filter((raw) => parseType(raw.type).part === "registry");
  const [only] = registries;
  if (registries.length !== 1 || only?.urn === undefined) return resources;
  const dependencies = [only.urn];
  return resources.map((raw) => {
    const isPart = /containerregistry|:PrivateEndpoint$/.test(raw.type) && raw !== only;
    return isPart ? { ...raw, dependencies } : raw;
  });
}

/** Reads the document of `pulumi stack export`, or a checkpoint file of a self-managed backend. */
export function readDeployment(document: Record<string, unknown>): Declared {
  const deployment = own(document, "deployment") ?? own(own(document, "checkpoint"), "latest");
  const states = own(deployment, "resources");
  let ignored = 0;
  const resources: RawResource[] = [];
  for (const state of Array.isArray(states) ? states : []) {
    // What waits for its deletion after a replacement is no longer part of the stack.
    if (own(state, "delete") === true) continue;
    const raw = stateOf(state);
    if (raw) resources.push(raw);
    else ignored++;
  }
  return { resources, ignored };
}

/** An operation, its URN, and the resource's states before and after. */
type Step = readonly [op: unknown, urn: unknown, before: unknown, after: unknown];

interface Change {
  readonly before: RawResource | undefined;
  readonly after: RawResource | undefined;
  readonly replaced: boolean;
}

// A replacement comes in several steps of one URN: they are one resource with what it was and what it will be.
function declared(steps: readonly Step[]): Declared {
  const byUrn = new Map<string, Change>();
  let ignored = 0;
  for (const [op, urn, oldState, newState] of steps) {
    const before = stateOf(oldState);
    const after = typeof op === "string" && op.startsWith("delete") ? undefined : stateOf(newState);
    if (typeof urn !== "string" || (!before && !after)) {
      ignored++;
      continue;
    }
    const known = byUrn.get(urn);
    const replaced = known?.replaced || (typeof op === "string" && /replace/.test(op));
    byUrn.set(urn, { before: known?.before ?? before, after: after ?? known?.after, replaced });
  }
  const resources: RawResource[] = [];
  for (const { before, after, replaced } of byUrn.values()) {
    if (after) resources.push(before ? { ...before, ...after, old: before.inputs, replaced } : after);
    else if (before) resources.push({ ...before, old: before.inputs, deleted: true });
  }
  return { resources, ignored };
}

function stateOf(state: unknown): RawResource | undefined {
  const urn = textAt(state, "urn");
  const type = textAt(state, "type") ?? typeOfUrn(urn);
  if (type === undefined) return undefined;
  const external = own(state, "external") === true;
  const inputs = own(state, "inputs");
  const outputs = own(state, "outputs");
  const dependencies = texts(own(state, "dependencies"));
  const byProperty = own(state, "propertyDependencies");
  const id = textAt(state, "id");
  const parent = textAt(state, "parent");
  return {
    type,
    name: nameOfUrn(urn) ?? textAt(state, "name") ?? type,
    // Of what is only looked up, the inputs are empty and the outputs tell what it is.
    inputs: external && isRecord(outputs) ? outputs : isRecord(inputs) ? inputs : {},
    ...(urn === undefined ? {} : { urn }),
    ...(id ? { id } : {}),
    ...(parent ? { parent } : {}),
    ...(dependencies ? { dependencies } : {}),
    ...(isRecord(byProperty) ? { propertyDependencies: listsOf(byProperty) } : {}),
    ...(own(state, "protect") === true ? { protect: true } : {}),
    ...(external ? { external } : {}),
  };
}

/** A property that is text. */
export function textAt(value: unknown, key: string): string | undefined {
  const text = own(value, key);
  return typeof text === "string" ? text : undefined;
}

/** The texts of a list; `undefined` when it is none. */
export function texts(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}

/** An object's properties that are lists of text. */
export function listsOf(value: Record<string, unknown>): Record<string, readonly string[]> {
  const lists: Record<string, readonly string[]> = Object.create(null);
  for (const key of Object.keys(value)) lists[key] = texts(value[key]) ?? [];
  return lists;
}

function typeOfUrn(urn: string | undefined): string | undefined {
  return urn?.split("::")[2]?.split("$").pop();
}

function nameOfUrn(urn: string | undefined): string | undefined {
  const name = urn?.split("::").slice(3).join("::");
  return name === "" ? undefined : name;
}
