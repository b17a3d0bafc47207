import { knownRegions } from "../../../model/clouds";
import { normaliseRegion } from "../../../model/regions";
import { textAt } from "../../json";
import { unknownWords } from "../../types/modelCheck";
import { resourceTypes } from "../../types/resourceTypes";
import { type Check, type Refusal, refuse, type Write } from "../refusal";
import { childChecks } from "./children";
import { identities } from "./identities";
import { lockRefusal } from "./locks";
import { neighbourChecks } from "./neighbours";
import { referenced } from "./references";
import { registryChecks } from "./registry";

export { deletionRefusal } from "./deletions";

const checks: Readonly<Record<string, readonly Check[]>> = {
  "containerregistry:Registry": registryChecks,
  ...childChecks,
  ...neighbourChecks,
};

/** The value lists are open in the models, so that the service is the one that refuses. */
const words: Check = ({ type, inputs }) => {
  const [unknown] = unknownWords(type, inputs);
  return (
    unknown &&
    refuse(
      "InvalidParameterValue",
      `The value '${unknown.value}' of the property '${unknown.path}' is invalid. Supported values: ${unknown.allowed.join(", ")}.`,
    )
  );
};

const readOnly: Check = ({ id, store }) => lockRefusal(id, "write", store);

/** An unknown region, in Azure Resource Manager's words. A resource group has words of its own. */
const region: Check = ({ type, inputs }) => {
  const known = resourceTypes[type];
  const location = textAt(inputs, "location");
  const name = normaliseRegion(location);
  if (!known?.located || name === "global" || knownRegions.has(name)) return undefined;
  if (location === "") {
    // What stands below a registry may be without a region.
    return known.names.length > 1
      ? undefined
      : refuse("LocationRequired", "The location property is required for this definition.");
  }
  const list = `List of available regions is '${[...knownRegions].join(",")}'.`;
  return known.arm === ""
    ? refuse(
        "LocationNotAvailableForResourceGroup",
        `The provided location '${location}' is not available for resource group. ${list}`,
      )
    : refuse(
        "LocationNotAvailableForResourceType",
        `The provided location '${location}' is not available for resource type '${known.arm}'. ${list}`,
      );
};

/** What is looked at before a service sees the write. */
const byResourceManager: readonly Check[] = [readOnly, region, words, identities, referenced];

/** The refusal of a write, if the service refuses it. */
export function refusalOf(write: Write): Refusal | undefined {
  for (const check of [...byResourceManager, ...(checks[write.type] ?? [])]) {
    const refusal = check(write);
    if (refusal) return refusal;
  }
  return undefined;
}
