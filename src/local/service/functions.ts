import { type Properties, textAt } from "../json";
import { account, groupId, resourceId, uuidOf } from "../types/armIds";
import { resourceTypes, typeKey } from "../types/resourceTypes";
import { notFound } from "./elsewhere";
import { refuse } from "./refusal";
import type { Store, StoredResource } from "./store";

type Answer = (store: Store, args: Properties, subscriptionId: string) => Properties;

/** A resource that a function is about, by the names in its arguments. */
function named(store: Store, type: string, args: Properties, subscriptionId: string): StoredResource {
  const known = resourceTypes[type];
  const id = known && resourceId(known, args, subscriptionId);
  const found = id === undefined ? undefined : store.get(id);
  if (!found) throw notFound(id ?? "");
  return found;
}

const answers: Readonly<Record<string, Answer>> = {
  getClientConfig: (_store, _args, subscriptionId) => ({ ...account, subscriptionId }),
  getClientToken: () => ({ token: "local" }),
  listRegistryCredentials: (store, args, subscriptionId) => {
    const registry = named(store, "containerregistry:Registry", args, subscriptionId);
    const { id } = registry;
    if (registry.outputs.adminUserEnabled !== true) {
      // AUTH-04
      throw refuse(
        "UnAuthorizedForCredentialOperations",
        `Cannot perform credential operations for ${id} as admin user is disabled. Kindly enable admin user.`,
      );
    }
    const passwords = ["password", "password2"].map((name) => ({ name, value: uuidOf(`${id}#${name}`) }));
    return { username: registry.outputs.name, passwords };
  },
  // WH-03: the only place that shows them.
  getWebhookCallbackConfig: (store, args, subscriptionId) => {
    const { inputs } = named(store, "containerregistry:Webhook", args, subscriptionId);
    return { serviceUri: inputs.serviceUri, customHeaders: inputs.customHeaders ?? {} };
  },
  listWebhookEvents: (store, args, subscriptionId) => {
    named(store, "containerregistry:Webhook", args, subscriptionId);
    return { value: [] };
  },
  listAgentPoolQueueStatus: (store, args, subscriptionId) => {
    named(store, "containerregistry:AgentPool", args, subscriptionId);
    return { count: 0 };
  },
};

/**
 * What a function of azure-native or azuread answers to a provider of a subscription; a function that is not known here
 * is an error that says so.
 */
export function invoke(store: Store, token: string, args: Properties, subscriptionId: string): Properties {
  const name = token.split(":").at(-1)?.split("/").at(-1) ?? "";
  const answer = answers[name];
  if (answer) return answer(store, args, subscriptionId);
  const kind = typeKey(token).replace(/:get/, ":");
  const type = resourceTypes[kind];
  if (name.startsWith("get") && type?.names.length) {
    const id = resourceId(type, args, subscriptionId);
    const found = id === undefined ? undefined : store.get(id);
    if (!found) throw notFound(id ?? groupId(textAt(args, "resourceGroupName"), subscriptionId));
    return { ...found.outputs, id: found.id };
  }
  if (kind.startsWith("azuread:") && name.startsWith("get")) {
    const found = store
      .all(kind.replace("azuread:get", "azuread:"))
      .find(({ outputs }) =>
        ["clientId", "objectId", "displayName"].some((key) => args[key] !== undefined && args[key] === outputs[key]),
      );
    if (found) return { ...found.outputs, id: found.id };
  }
  throw new Error(`The local Azure does not have the function ${token}.`);
}
