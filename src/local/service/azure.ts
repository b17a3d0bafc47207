import { randomUUID } from "node:crypto";
import { at, isObject, listAt, type Properties, textAt } from "../json";
import { inVersion } from "../types/apiVersions";
import { parentId, randomName, resourceId, subscriptionIn } from "../types/armIds";
import { sent } from "../types/modelCheck";
import type { ResourceType } from "../types/resourceType";
import { guessedType, resourceTypes } from "../types/resourceTypes";
import { declaration, notFound } from "./elsewhere";
import { type Failure, failureText, type TakeFault } from "./faults";
import { connectionsOf, connectionTarget, endpointsOf } from "./links";
import { outputsOf } from "./outputs";
import { Refusal, refuse } from "./refusal";
import { deletionRefusal, refusalOf } from "./refusals";
import { key, type Store, type StoredResource } from "./store";

/** What a request is about. */
export interface Target {
  /** The key of its type: `containerregistry:Registry`. */
  readonly type: string;
  /** The name of the resource in the program. */
  readonly name: string;
  /** The API version that the type's token names; `undefined` for the default. */
  readonly version: string | undefined;
  /** The subscription of the provider that asks. */
  readonly subscriptionId: string;
}

/** The outcome of a write. */
export interface Written {
  readonly id: string;
  readonly outputs: Properties;
  /** Why the resource is there but not whole, when it is not. */
  readonly halfDone?: string;
}

/** The local Azure: what the services do with what azure-native and azuread send them. */
export interface Azure {
  create(target: Target, inputs: Properties): Promise<Written>;
  update(target: Target, id: string, inputs: Properties): Promise<Written>;
  delete(target: Target, id: string): Promise<void>;
  read(target: Target, id: string): StoredResource | undefined;
}

/** How long a write to a registry takes, in milliseconds: long enough for two at a time to meet, on a busy machine too. */
const writeMilliseconds = 200;

/** The API version of a request: the one its token names, else the default of azure-native's class. */
export function versionOf({ type, version }: Pick<Target, "type" | "version">): string | undefined {
  return version ?? resourceTypes[type]?.apiVersion;
}

/** A local Azure over a store. `fault` says which operation is to fail, `milliseconds` how long a registry is busy. */
export function openAzure(store: Store, fault: TakeFault, milliseconds = writeMilliseconds): Azure {
  const busy = new Set<string>();

  // The service takes one write to a registry or its replicas at a time.
  const alone = async <T>(lock: string | undefined, work: () => T): Promise<T> => {
    if (lock === undefined) return work();
    if (busy.has(key(lock))) {
      throw refuse(
        "RegistryStatusConflict",
        `Another operation on the registry '${lock.split("/").at(-1)}' is in progress. Please try again later.`,
        409,
      );
    }
    busy.add(key(lock));
    try {
      const done = work();
      await new Promise((wait) => setTimeout(wait, milliseconds));
      return done;
    } finally {
      busy.delete(key(lock));
    }
  };

  const put = (
    target: Pick<Target, "type" | "version">,
    type: ResourceType,
    id: string,
    sent: Properties,
    before: StoredResource | undefined,
  ) => {
    const kept = { type: target.type, id, inputs: sent, before, store, createdAt: before?.createdAt ?? now() };
    const outputs = outputsOf(kept, type, versionOf(target));
    store.put({ id, type: target.type, inputs: sent, outputs, createdAt: kept.createdAt });
    return outputs;
  };

  const write = (target: Target, type: ResourceType, id: string, given: Properties, before?: StoredResource) => {
    const failure = fault(before ? "update" : "create", target.type, id);
    if (failure && failure !== "half-done") throw failed(failure);
    const parent = parentId(type, given, subscriptionIn(id) ?? target.subscriptionId);
    const above = parent === undefined ? undefined : store.get(parent);
    if (parent !== undefined && !above) throw missingParent(parent, target, store);
    const registry = above?.type === "containerregistry:Registry" ? above : undefined;
    const inputs = asKept(target, given, before);
    const refusal = refusalOf({ type: target.type, id, inputs, before, store, registry });
    if (refusal) throw refusal;
    return alone(lockOf(target.type, id), () => {
      const outputs = put(target, type, id, inputs, before);
      touch(target.type, id, inputs);
      return { id, outputs, ...(failure === "half-done" ? { halfDone: failureText[failure] } : {}) };
    });
  };

  // What shows a resource shows its change: a registry its regions and connections, an endpoint its addresses.
  const touch = (type: string, id: string, inputs: Properties) => {
    const registryId =
      type === "containerregistry:Replication"
        ? id.split(/\/replications\//i)[0]
        : connectionTarget(connectionsOf(inputs)[0]);
    const registry = store.get(registryId ?? "");
    // Of what exists elsewhere, it was said what it shows.
    if (registry?.type !== "containerregistry:Registry" || registry.elsewhere) return;
    for (const shown of [registry, ...endpointsOf(store, registry.id)]) {
      const known = resourceTypes[shown.type];
      const version = textAt(shown.outputs, "azureApiVersion") || undefined;
      if (known) put({ type: shown.type, version }, known, shown.id, shown.inputs, shown);
    }
  };

  return {
    async create(target, inputs) {
      const type = typeOf(target, inputs);
      const id =
        resourceId(type, inputs, target.subscriptionId) ?? directoryId(type) ?? inventedId(target, type, inputs);
      if (id === undefined) throw new Error(`the address of ${target.type} is not complete: ${type.names.join(", ")}`);
      if (store.get(id) || isHomeReplica(target, id, store)) {
        throw new Error(`cannot create already existing resource '${id}'`);
      }
      return write(target, type, id, inputs);
    },
    async update(target, id, inputs) {
      const before = store.get(id);
      if (before) return write(target, typeOf(target, inputs), id, inputs, before);
      const failure = fault("update", target.type, id);
      throw failure ? failed(failure) : notFound(id);
    },
    async delete(target, id) {
      const failure = fault("delete", target.type, id);
      if (failure) throw failed(failure);
      const resource = store.get(id);
      if (!resource) return;
      const refusal = deletionRefusal(resource, store);
      if (refusal) throw refusal;
      await alone(lockOf(target.type, id), () => {
        store.remove(id);
        touch(target.type, id, resource.inputs);
      });
    },
    read(target, id) {
      const failure = fault("read", target.type, id);
      if (failure) throw failed(failure);
      return store.get(id);
    },
  };
}

function lockOf(type: string, id: string): string | undefined {
  if (type === "containerregistry:Registry") return id;
  return type === "containerregistry:Replication" ? id.split(/\/replications\//i)[0] : undefined;
}

/** Inputs as the service keeps them: what the request carries, and without the `/32` of a single address (NET-11). */
function asKept({ type, version }: Target, given: Properties, before: StoredResource | undefined): Properties {
  const inputs = inVersion(type, version ?? resourceTypes[type]?.apiVersion, sent(type, given));
  if (type !== "containerregistry:Registry") return inputs;
  const scope = "autoGeneratedDomainNameLabelScope";
  const label = inputs[scope] ?? before?.inputs[scope];
  const rules = listAt(inputs, "networkRuleSet.ipRules").map((rule) =>
    isObject(rule)
      ? { ...rule, iPAddressOrRange: textAt(rule, "iPAddressOrRange").replace(/^([\d.]+)\/32$/, "$1") }
      : rule,
  );
  return {
    ...inputs,
    ...(label === undefined ? {} : { [scope]: label }),
    ...(rules.length && isObject(inputs.networkRuleSet)
      ? { networkRuleSet: { ...inputs.networkRuleSet, ipRules: rules } }
      : {}),
  };
}

/** A Premium registry has a replica in its home region, by that region's name, that nobody declared (REP-02). */
function isHomeReplica({ type }: Target, id: string, store: Store): boolean {
  if (type !== "containerregistry:Replication") return false;
  const [registryId = "", name = ""] = id.split(/\/replications\//i);
  const registry = store.get(registryId);
  return (
    textAt(registry?.outputs, "location") === name.toLowerCase() && at(registry?.outputs, "sku.tier") === "Premium"
  );
}

/** The directory names its objects itself. */
function directoryId({ arm }: ResourceType): string | undefined {
  return arm.startsWith("directory/") ? `/${arm.slice("directory/".length)}/${randomUUID()}` : undefined;
}

function typeOf({ type }: Target, inputs: Properties): ResourceType {
  return resourceTypes[type] ?? guessedType(type, inputs);
}

/** The id of a resource of an unknown type that was given no name that is known as one. */
function inventedId({ type, name, subscriptionId }: Target, guessed: ResourceType, inputs: Properties) {
  if (resourceTypes[type]) return undefined;
  const names = Object.fromEntries(guessed.names.map((input) => [input, randomName(name, randomUUID())]));
  return resourceId(guessed, { ...inputs, ...names }, subscriptionId);
}

function missingParent(parent: string, { type }: Target, store: Store): Refusal {
  const [group = "", path] = parent.split(/\/providers\//i);
  if (path === undefined || !store.get(group)) return notFound(group, parent);
  return new Refusal(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${type}', because the parent resource '${path}' could not be found. ${declaration(parent)}`,
  );
}

function failed(failure: Failure): Error {
  return new Error(failureText[failure]);
}

function now(): string {
  return new Date().toISOString();
}
