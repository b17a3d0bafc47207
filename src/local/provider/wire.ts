import { isUnknownSign, openMark } from "../../model/engineMarks";
import { UNKNOWN } from "../../model/unknown";
import { at, isObject, listAt, type Properties, without } from "../json";
import { guessedType, resourceTypes } from "../types/resourceTypes";

/** A message's property bag. */
export type Struct = { toJavaScript(): Record<string, unknown> } | undefined;

/** The properties of a message as the provider reads them: without nulls, secrets and references unwrapped. */
export function propertiesOf(struct: Struct): Properties {
  const value = struct ? plain(struct.toJavaScript()) : {};
  return isObject(value) ? value : {};
}

function plain(value: unknown): unknown {
  if (isUnknownSign(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const marked = openMark(value);
  if (marked?.kind === "secret") return plain(marked.value);
  if (marked?.kind === "output") return marked.value === undefined ? UNKNOWN : plain(marked.value);
  if (marked?.kind === "reference") return plain(marked.id ?? marked.urn);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === null || inner === undefined ? [] : [[name, plain(inner)]],
    ),
  );
}

/** What every resource with an identity shows of it: unknown before the directory has made one. */
const ofIdentity = ["identity.principalId", "identity.tenantId"];

/**
 * What is known of a resource's outputs before it is written: its inputs, but not its name and nothing that the service
 * makes; what the service makes inside of a given object is unknown. After a change the name and the region stay known.
 */
export function previewOutputs(type: string, inputs: Properties, olds: Properties = {}): Properties {
  const { names, readOnly = [] } = resourceTypes[type] ?? guessedType(type, inputs);
  const hidden = [...names.filter((name) => name !== "name"), "resourceGroupName", "serviceUri", "customHeaders"];
  let outputs = without(inputs, [...hidden, "__createBeforeDelete"]);
  for (const path of [...ofIdentity, ...readOnly]) outputs = withUnknown(outputs, path.split("."));
  if (type === "network:VirtualNetwork" && inputs.subnets !== undefined) {
    const subnets = listAt(inputs, "subnets").map((subnet) => (isObject(subnet) ? { ...subnet, id: UNKNOWN } : subnet));
    outputs = { ...outputs, subnets };
  }
  const stable = ["name", "location"].filter((name) => at(olds, name) !== undefined);
  return { ...outputs, ...Object.fromEntries(stable.map((name) => [name, olds[name]])) };
}

/** An object with an unknown value at a path, where the objects on the way are given and the value is not. */
function withUnknown(values: Properties, [step = "", ...rest]: readonly string[]): Properties {
  const name = step.replace("[]", "");
  const given = values[name];
  if (rest.length === 0) return given === undefined ? { ...values, [name]: UNKNOWN } : values;
  if (Array.isArray(given)) {
    return { ...values, [name]: given.map((item) => (isObject(item) ? withUnknown(item, rest) : item)) };
  }
  return isObject(given) ? { ...values, [name]: withUnknown(given, rest) } : values;
}
