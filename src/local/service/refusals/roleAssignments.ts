import { at, same, textAt } from "../../json";
import { isArmId, isMissing, notFound } from "../elsewhere";
import { type Check, refuse } from "../refusal";
import { key, type Store } from "../store";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A scope is `/`, a subscription, a group, a resource or a management group, and it exists. */
const scope: Check = ({ inputs, store }) => {
  const given = textAt(inputs, "scope");
  if (given !== "/" && !isArmId(given)) {
    return refuse(
      "MissingSubscription",
      "The request did not have a subscription or a valid tenant level resource provider.",
      404,
    );
  }
  // A part of a resource, such as a key of a vault, is not looked for.
  const [resource = given] = /^.*?\/providers\/[^/]+\/[^/]+\/[^/]+/i.exec(given) ?? [];
  return isMissing(resource, store) ? notFound(resource) : undefined;
};

/** K15, LA-3b: the object id of a principal, with its type. An application is not one: its service principal is. The text has the misspelling of the service. */
const principal: Check = ({ inputs, store }) => {
  const id = textAt(inputs, "principalId");
  if (!guid.test(id)) {
    return refuse("InvalidPrincipalId", `The Principal ID '${id}' is not valid. Principal ID must be a GUID.`);
  }
  const type = principalType(id, store);
  if (type === "Application") {
    return refuse(
      "PrincipalTypeNotSupported",
      "Principals of type Application cannot validly be used in role assignments.",
    );
  }
  const given = textAt(inputs, "principalType");
  return type === undefined || given === "" || given.toLowerCase() === type.toLowerCase()
    ? undefined
    : refuse(
        "UnmatchedPrincipalType",
        `The PrincipalId '${id}' has type '${type}' , which is different from specified PrinciaplType '${given}'.`,
      );
};

const role: Check = ({ inputs }) => {
  const id = textAt(inputs, "roleDefinitionId");
  return guid.test(id.split("/").at(-1) ?? "")
    ? undefined
    : refuse(
        "InvalidRoleDefinitionId",
        `The role definition ID '${id}' is not valid. The role definition ID must be a GUID.`,
      );
};

/** A role assignment is never changed, and exists once. */
const once: Check = ({ inputs, before, store, id }) => {
  const names = ["principalId", "roleDefinitionId"];
  if (before && names.some((name) => !same(at(before.inputs, name), at(inputs, name)))) {
    return refuse(
      "RoleAssignmentUpdateNotPermitted",
      "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
    );
  }
  const twin = store
    .all("authorization:RoleAssignment")
    .find((other) => key(other.id) !== key(id) && grantOf(other.inputs) === grantOf(inputs));
  return twin ? refuse("RoleAssignmentExists", "The role assignment already exists.", 409) : undefined;
};

/** What a role assignment grants: the same role is written with and without the subscription in front of it. */
function grantOf(inputs: unknown): string {
  const role = textAt(inputs, "roleDefinitionId").split("/").at(-1);
  return key([textAt(inputs, "scope").replace(/\/+$/, ""), textAt(inputs, "principalId"), role].join("|"));
}

/** The directory's type of a principal that was made here; `undefined` for one that is not known. */
function principalType(id: string, store: Store): string | undefined {
  const named = (type: string, path: string) =>
    store.all(type).some(({ outputs }) => textAt(outputs, path).toLowerCase() === id.toLowerCase());
  if (named("azuread:Application", "objectId")) return "Application";
  if (named("azuread:Group", "objectId")) return "Group";
  if (named("azuread:User", "objectId")) return "User";
  const isOfService =
    named("azuread:ServicePrincipal", "objectId") ||
    named("managedidentity:UserAssignedIdentity", "principalId") ||
    ["identity.principalId", "identityProfile.kubeletidentity.objectId"].some((path) =>
      store.all().some(({ outputs }) => textAt(outputs, path).toLowerCase() === id.toLowerCase()),
    );
  return isOfService ? "ServicePrincipal" : undefined;
}

/** What the service refuses of a role assignment. */
export const roleAssignmentChecks = [scope, principal, role, once] as const satisfies readonly Check[];
