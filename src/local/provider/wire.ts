import { isUnknown, UNKNOWN } from "../../model/unknown";
import { at, isObject, listAt, type Properties, without } from "../json";
import { resourceTypes } from "../types/resourceTypes";

/** A message's property bag. */
export type Struct = { toJavaScript(): Record<string, unknown> } | undefined;

const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const resourceReference = "5cf8f73096256a8f31e491e813e4eb8e";
const outputValue = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The properties of a message as the provider reads them: without nulls, secrets and references unwrapped. */
export function propertiesOf(struct: Struct): Properties {
  const value = struct ? plain(struct.toJavaScript()) : {};
  return isObject(value) ? value : {};
}

function plain(value: unknown): unknown {
  if (isUnknown(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  switch (value[signature]) {
    case secret:
      return plain(value.value);
    case outputValue:
      return value.value === undefined ? UNKNOWN : plain(value.value);
    case resourceReference:
      return plain(value.id ?? value.urn);
    default:
      return Object.fromEntries(
        Object.entries(value).flatMap(([name, inner]) =>
          inner === null || inner === undefined ? [] : [[name, plain(inner)]],
        ),
      );
  }
}

/**
 * What is known of a resource's outputs before it is written: its inputs, but not its name and nothing that the service
 * makes; what the service makes inside of a given object is unknown. After a change the name and the region stay known.
 */
export function previewOutputs(type: string, inputs: Properties, olds: Properties = {}): Properties {
  const known = resourceTypes[type];
  if (!known) return inputs;
  const hidden = [...known.names.filter((name) => name !== "name"), "resourceGroupName", "serviceUri", "customHeaders"];
  let outputs = without(inputs, [...hidden, "__createBeforeDelete"]);
  for (const path of known.readOnly ?? []) {
    const [outer = "", inner = ""] = path.split(".");
    const given = outputs[outer];
    if (isObject(given) && given[inner] === undefined)
      outputs = { ...outputs, [outer]: { ...given, [inner]: UNKNOWN } };
  }
  if (type === "network:VirtualNetwork" && inputs.subnets !== undefined) {
    const subnets = listAt(inputs, "subnets").map((subnet) => (isObject(subnet) ? { ...subnet, id: UNKNOWN } : subnet));
    outputs = { ...outputs, subnets };
  }
  const stable = ["name", "location"].filter((name) => at(olds, name) !== undefined);
  return { ...outputs, ...Object.fromEntries(stable.map((name) => [name, olds[name]])) };
}
