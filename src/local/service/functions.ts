import { isText, type Properties, textAt } from "../json";
import { account, groupId, uuidOf } from "../types/armIds";
import { guessedType, resourceTypes, typeKey } from "../types/resourceTypes";
import { keyAnswers } from "./keys";
import { type Answer, named, type Question } from "./question";
import { refuse } from "./refusal";
import { key, type Store, type StoredResource } from "./store";

const answers: Readonly<Record<string, Answer>> = {
  "authorization:getClientConfig": ({ subscriptionId }) => ({ ...account, subscriptionId }),
  "authorization:getClientToken": () => ({ token: "local" }),
  "containerregistry:listRegistryCredentials": (question) => {
    const { id, outputs } = named(question, "containerregistry:Registry");
    if (outputs.adminUserEnabled !== true) {
      // AUTH-04
      throw refuse(
        "UnAuthorizedForCredentialOperations",
        `Cannot perform credential operations for ${id} as admin user is disabled. Kindly enable admin user.`,
      );
    }
    const passwords = ["password", "password2"].map((name) => ({ name, value: uuidOf(`${id}#${name}`) }));
    return { username: outputs.name, passwords };
  },
  // WH-03: the only place that shows them.
  "containerregistry:getWebhookCallbackConfig": (question) => {
    const { inputs } = named(question, "containerregistry:Webhook");
    return { serviceUri: inputs.serviceUri, customHeaders: inputs.customHeaders ?? {} };
  },
  "containerregistry:listWebhookEvents": (question) => {
    named(question, "containerregistry:Webhook");
    return { value: [] };
  },
  "containerregistry:listAgentPoolQueueStatus": (question) => {
    named(question, "containerregistry:AgentPool");
    return { count: 0 };
  },
  ...keyAnswers,
};

/**
 * What a function of azure-native or azuread answers to a provider of a subscription; `undefined` for a function that the
 * local Azure does not have.
 */
export function invoke(store: Store, token: string, args: Properties, subscriptionId: string): Properties | undefined {
  const question = { store, args, subscriptionId };
  const name = typeKey(token);
  const answer = answers[name];
  if (answer) return answer(question);
  if (!/:get[A-Z]/.test(name)) return undefined;
  const found = lookedUp(question, name.replace(":get", ":"));
  return found && { ...found.outputs, id: found.id };
}

/** The resource that a `get…` function looks up. */
function lookedUp(question: Question, type: string): StoredResource | undefined {
  const { store, args, subscriptionId } = question;
  if (resourceTypes[type]?.names.length) return named(question, type);
  if (type.startsWith("azuread:")) {
    const names = ["clientId", "objectId", "displayName"].filter((name) => args[name] !== undefined);
    return store.all(type).find(({ outputs }) => names.some((name) => args[name] === outputs[name]));
  }
  if (!isText(args.resourceGroupName)) return undefined;
  // Of a type that is not known, the ARM type is a guess: what has the name in the provider's namespace is meant.
  const guessed = guessedType(type, args);
  const name = textAt(args, guessed.names[0] ?? "");
  const namespace = `/providers/${guessed.arm.split("/")[0]}/`.toLowerCase();
  return store
    .below(groupId(args.resourceGroupName, subscriptionId))
    .find(({ id }) => key(id).includes(namespace) && key(id).endsWith(`/${name.toLowerCase()}`));
}
