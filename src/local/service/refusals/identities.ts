import { at, isObject, textAt } from "../../json";
import { type Check, refuse } from "../refusal";

/** ID-02, C105: identities are named exactly where the type says that there are some. */
export const identities: Check = ({ inputs }) => {
  const type = textAt(inputs, "identity.type");
  const given = at(inputs, "identity.userAssignedIdentities");
  const count = Array.isArray(given) ? given.length : isObject(given) ? Object.keys(given).length : 0;
  if (type === "" || type.includes("UserAssigned") === count > 0) return undefined;
  return refuse(
    "InvalidIdentityValues",
    `The identity type '${type}' ${count > 0 ? "takes no" : "requires"} user-assigned identities.`,
  );
};
