import { isUnknown } from "../model";
import { account, groupId, parentId, randomName, resourceId, uuidOf } from "./address";
import type { Failure, Operation } from "./faults";
import { failureText } from "./faults";
import { at, isObject, type Properties, same, textAt } from "./json";
import { outputsOf } from "./outputs";
import { Refusal, refusalOf } from "./refusals";
import { type ResourceType, resourceTypes } from "./resourceTypes";
import type { Store, StoredResource } from "./store";

/** The outcome of a write. */
export interface Written {
  readonly id: string;
  readonly outputs: Properties;
  /** Why the resource is there but not whole, when it is not. */
  readonly halfDone?: string;
}

/** Inputs as the provider takes them, and what is missing in them. */
export interface CheckedInputs {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** One difference between two sets of inputs. */
export interface Difference {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/** The local Azure: what the service does with what azure-native sends it. */
export interface Azure {
  check(type: string, name: string, seed: string, olds: Properties, news: Properties): CheckedInputs;
  diff(type: string, olds: Properties, news: Properties): readonly Difference[];
  create(type: string, name: string, inputs: Properties): Promise<Written>;
  update(type: string, id: string, inputs: Properties): Promise<Written>;
  delete(type: string, id: string): Promise<void>;
  read(type: string, id: string): StoredResource | undefined;
}

/** How long a write to the service takes: long enough for two at a time to meet. */
const writeMilliseconds = 4;

/** A local Azure over a store. `fault` says which operation is to fail; `warn` hears of types it does not know. */
export function openAzure(
  store: Store,
  fault: (operation: Operation, type: string, id: string) => Failure | undefined,
  warn: (text: string) => void,
): Azure {
  const unknownTypes = new Set<string>();
  const busy = new Set<string>();

  const typeOf = (type: string): ResourceType | undefined => {
    const known = resourceTypes[type];
    if (!known && !unknownTypes.has(type)) {
      unknownTypes.add(type);
      warn(`The local Azure does not know ${type}: it is accepted as it is, nothing about it is checked.`);
    }
    return known;
  };

  const write = async (
    operation: "create" | "update",
    type: string,
    known: ResourceType,
    id: string,
    inputs: Properties,
    before: StoredResource | undefined,
  ): Promise<Written> => {
    const failure = fault(operation, type, id);
    if (failure && failure !== "half-done") throw new Error(failureText[failure]);
    const parent = parentId(known, inputs);
    const above = parent === undefined ? undefined : store.get(parent);
    if (parent !== undefined && !above) throw missing(parent);
    const registry = above?.type === "containerregistry:Registry" ? above : undefined;
    const refusal = refusalOf(type, { id, inputs, before, store, registry });
    if (refusal) throw refusal;
    // One write to a registry at a time: a replica, a rule or the registry itself.
    const lock =
      type === "containerregistry:Registry" ? id : type === "containerregistry:Replication" ? registry?.id : undefined;
    if (lock !== undefined) {
      if (busy.has(lock))
        throw new Refusal(
          409,
          "RegistryStatusConflict",
          `Another operation on the registry '${lock.split("/").at(-1)}' is in progress. Please try again later.`,
        );
      busy.add(lock);
      await new Promise((done) => setTimeout(done, writeMilliseconds));
      busy.delete(lock);
    }
    const kept = asKept(type, inputs);
    const outputs = outputsOf(type, known.names, kept, id, store.below(id));
    store.put({ id, type, inputs: kept, outputs });
    if (registry && type === "containerregistry:Replication") refresh(registry);
    return { id, outputs, ...(failure === "half-done" ? { halfDone: failureText[failure] } : {}) };
  };

  // A replica changes what the registry shows: its data endpoints.
  const refresh = ({ id, type, inputs }: StoredResource) => {
    const known = resourceTypes[type];
    if (known) store.put({ id, type, inputs, outputs: outputsOf(type, known.names, inputs, id, store.below(id)) });
  };

  return {
    check(type, name, seed, olds, news) {
      const known = typeOf(type);
      if (!known) return { inputs: news, failures: [] };
      const inputs = { ...news };
      const own = known.names.at(-1) ?? "";
      if (inputs[own] === undefined && !own.includes(".")) {
        const old = olds[own];
        inputs[own] = typeof old === "string" ? old : known.naming === "uuid" ? uuidOf(seed) : randomName(name, seed);
      }
      if (known.located && inputs.location === undefined) {
        const group = store.get(groupId(textAt(inputs, "resourceGroupName")));
        if (group) inputs.location = at(group.inputs, "location");
      }
      const needed = [
        ...(known.required ?? []),
        ...known.names.slice(0, -1),
        ...(needsGroup(known) ? ["resourceGroupName"] : []),
      ];
      const failures = needed
        .filter((property) => inputs[property] === undefined)
        .map((property) => ({ property, reason: `missing required property '${property}'` }));
      return { inputs, failures };
    },
    diff(type, olds, news) {
      const known = typeOf(type);
      const replacing = new Set(
        known
          ? [
              ...known.names,
              "resourceGroupName",
              "location",
              ...(known.scope ? [known.scope] : []),
              ...(known.replaces ?? []),
            ]
          : [],
      );
      return differences(olds, news).map((difference) => ({
        ...difference,
        replaces: [...replacing].some(
          (property) =>
            difference.path === property ||
            difference.path.startsWith(`${property}.`) ||
            difference.path.startsWith(`${property}[`),
        ),
      }));
    },
    async create(type, name, inputs) {
      const known = typeOf(type);
      if (!known) {
        const id = `${groupId("unknown")}/providers/${type.replace(":", "/")}/${name}`;
        store.put({ id, type, inputs, outputs: inputs });
        return { id, outputs: inputs };
      }
      const id = resourceId(known, inputs);
      if (id === undefined)
        throw new Error(`the address of ${type} "${name}" is not complete: ${known.names.join(", ")}`);
      if (store.get(id)) throw new Error(`cannot create already existing resource '${id}'`);
      return write("create", type, known, id, inputs, undefined);
    },
    async update(type, id, inputs) {
      const known = typeOf(type);
      const before = store.get(id);
      if (!known || !before) {
        if (known) throw missing(id);
        store.put({ id, type, inputs, outputs: inputs });
        return { id, outputs: inputs };
      }
      return write("update", type, known, id, inputs, before);
    },
    async delete(type, id) {
      const failure = fault("delete", type, id);
      if (failure) throw new Error(failureText[failure]);
      const registryId = id.split("/replications/")[0] ?? id;
      store.remove(id);
      const registry = store.get(registryId);
      if (registry && registryId !== id) refresh(registry);
    },
    read(type, id) {
      const failure = fault("read", type, id);
      if (failure) throw new Error(failureText[failure]);
      return store.get(id);
    },
  };
}

function needsGroup({ arm, scope }: ResourceType): boolean {
  return arm !== "" && scope === undefined;
}

function missing(id: string): Refusal {
  const kind = id.includes("/providers/") ? "Resource" : "ResourceGroup";
  return new Refusal(
    404,
    `${kind}NotFound`,
    `The ${kind === "Resource" ? "resource" : "resource group"} '${id.split("/").at(-1)}' could not be found.`,
  );
}

/** Inputs as the service keeps them: it drops the `/32` of a single address. */
function asKept(type: string, inputs: Properties): Properties {
  const rules = at(inputs, "networkRuleSet.ipRules");
  if (type !== "containerregistry:Registry" || !Array.isArray(rules) || !isObject(inputs.networkRuleSet)) return inputs;
  const ipRules = rules.map((rule) => {
    const address = textAt(rule, "iPAddressOrRange");
    return isObject(rule) && address ? { ...rule, iPAddressOrRange: address.replace(/\/32$/, "") } : rule;
  });
  return { ...inputs, networkRuleSet: { ...inputs.networkRuleSet, ipRules } };
}

function differences(olds: unknown, news: unknown, path = ""): Omit<Difference, "replaces">[] {
  if (same(olds, news)) return [];
  if (isObject(olds) && isObject(news)) {
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    return keys.flatMap((key) => differences(olds[key], news[key], path ? `${path}${step(key)}` : key));
  }
  if (Array.isArray(olds) && Array.isArray(news)) {
    const longest = Math.max(olds.length, news.length);
    return Array.from({ length: longest }, (_, index) => index).flatMap((index) =>
      differences(olds[index], news[index], `${path}[${index}]`),
    );
  }
  if (sameRegionOrId(path, olds, news)) return [];
  return [{ path, kind: olds === undefined ? "add" : news === undefined ? "delete" : "update" }];
}

// Azure writes regions and ids in its own case; the provider does not take that for a change.
function sameRegionOrId(path: string, olds: unknown, news: unknown): boolean {
  if (typeof olds !== "string" || typeof news !== "string" || isUnknown(news)) return false;
  if (path === "location") return olds.toLowerCase().replace(/ /g, "") === news.toLowerCase().replace(/ /g, "");
  return news.startsWith("/subscriptions/") && olds.toLowerCase() === news.toLowerCase();
}

function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `["${key.replace(/["\\]/g, "\\$&")}"]`;
}

/** What the functions of azure-native answer. */
export function invoke(store: Store, token: string, args: Properties): Properties | string {
  const [, module = "", name = ""] = token.split(":");
  if (name === "getClientConfig") return { ...account };
  if (name === "getClientToken") return { token: "local" };
  const kind = `${(module.split("/")[0] ?? "").toLowerCase()}:${name.replace(/^get/, "")}`;
  const known = name.startsWith("get") ? resourceTypes[kind] : undefined;
  const id = known && resourceId(known, args);
  if (id !== undefined) {
    const found = store.get(id);
    return found ? { ...found.outputs, id: found.id } : `${missing(id).message}`;
  }
  if (name === "listRegistryCredentials") {
    const registryId = `${groupId(textAt(args, "resourceGroupName"))}/providers/Microsoft.ContainerRegistry/registries/${textAt(args, "registryName")}`;
    const registry = store.get(registryId);
    if (!registry) return missing(registryId).message;
    if (registry.outputs.adminUserEnabled !== true) {
      return new Refusal(
        400,
        "UnAuthorizedForCredentialOperations",
        `The registry '${textAt(registry.outputs, "name")}' has its admin user disabled.`,
      ).message;
    }
    return {
      username: registry.outputs.name,
      passwords: ["password", "password2"].map((password) => ({
        name: password,
        value: uuidOf(`${registryId}#${password}`),
      })),
    };
  }
  return `The local Azure does not have the function ${token}.`;
}
