import { textAt } from "../../json";
import { isArmId, isMissing } from "../elsewhere";
import { attachedIdentities } from "../identity";
import { type Check, type Refusal, refuse } from "../refusal";

/**
 * What Azure Resource Manager refuses of the identity of any resource. ID-02, C105: identities are named exactly where the
 * type says that there are some. K13: each is the id of one that exists.
 */
export const identities: Check = ({ id, inputs, store }) => {
  const type = textAt(inputs, "identity.type");
  const attached = attachedIdentities(inputs);
  if (type !== "" && type.toLowerCase().includes("userassigned") !== attached.length > 0) {
    return refuse(
      "InvalidIdentityValues",
      `The identity type '${type}' ${attached.length > 0 ? "takes no" : "requires"} user-assigned identities.`,
    );
  }
  for (const one of attached) {
    if (!isArmId(one)) return notAnId(one, "identity.userAssignedIdentities");
    const isIdentity = /\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i.test(one);
    if (!isIdentity || isMissing(one, store)) {
      return refuse(
        "FailedIdentityOperation",
        `Identity operation for resource '${id}' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: 'Resource '${one}' was not found.'`,
      );
    }
  }
  return undefined;
};

/** Azure Resource Manager's refusal of a text where the id of a resource belongs. */
export function notAnId(given: string, path: string): Refusal {
  return refuse(
    "LinkedInvalidPropertyId",
    `Property id '${given}' at path '${path}' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
  );
}
