import { UNKNOWN } from "../../model/unknown";
import { at, isText, type Properties, textAt } from "../json";
import type { Target } from "../service/azure";
import { versionOf } from "../service/azure";
import type { Store } from "../service/store";
import { requiredInVersion } from "../types/apiVersions";
import { groupId, isConstant, randomName, uuidOf } from "../types/armIds";
import { missingLocation, modelFailures } from "../types/modelCheck";
import type { ResourceType } from "../types/resourceType";
import { resourceTypes } from "../types/resourceTypes";

/** How the engine wants names to be made, when it has a wish. */
export interface Autonaming {
  readonly mode: "propose" | "enforce" | "disable";
  readonly name: string;
}

/** What a check may use besides the inputs. */
export interface CheckContext {
  readonly store: Store;
  /** A text from which a new name follows. */
  readonly seed: string;
  readonly autonaming: Autonaming | undefined;
  /** `azure-native:location`, if it is configured. */
  readonly location: string | undefined;
}

/** Inputs as the provider takes them, and what is wrong with them. */
export interface CheckedInputs {
  readonly inputs: Properties;
  readonly failures: readonly string[];
}

/** The mark by which azure-native remembers that a name is its own: then the new resource comes before the old one goes. */
export const createBeforeDelete = "__createBeforeDelete";

/** Gives inputs their defaults, as azure-native does, and checks them against the request models. */
export function checkInputs(target: Target, olds: Properties, news: Properties, context: CheckContext): CheckedInputs {
  const type = resourceTypes[target.type];
  if (!type) return { inputs: news, failures: [] };
  const version = versionOf(target);
  const inputs: Properties = {
    ...news,
    ...named(target, type, olds, news, context),
    ...(type.located && news.location === undefined ? located(target, olds, news, context) : {}),
    ...(version !== undefined && news.azureApiVersion === undefined ? { azureApiVersion: version } : {}),
  };
  const failures = [
    ...[...needed(type), ...requiredInVersion(target.type, version)]
      .filter((property) => at(inputs, property) === undefined)
      .map((property) => `missing required property '${property}'`),
    ...(type.located === true && inputs.location === undefined ? [missingLocation] : []),
    ...modelFailures(target.type, inputs),
  ];
  return { inputs, failures: [...new Set(failures)] };
}

function named(
  { name }: Target,
  type: ResourceType,
  olds: Properties,
  news: Properties,
  { seed, autonaming }: CheckContext,
): Properties {
  const property = type.names.at(-1);
  if (property === undefined || type.naming === "none" || news[property] !== undefined) return {};
  const old = olds[property];
  if (old !== undefined) {
    return { [property]: old, ...(olds[createBeforeDelete] === true ? { [createBeforeDelete]: true } : {}) };
  }
  if (autonaming?.mode === "disable") return {};
  if (autonaming?.mode === "enforce" || (autonaming?.mode === "propose" && type.naming !== "uuid")) {
    return { [property]: autonaming.name, [createBeforeDelete]: true };
  }
  if (type.naming === "uuid") return { [property]: uuidOf(seed), [createBeforeDelete]: true };
  // Below a resource group a name is made at random; a child of another resource is called as in the program.
  return type.names.length === 1
    ? { [property]: randomName(name, seed), [createBeforeDelete]: true }
    : { [property]: name };
}

function located(
  { subscriptionId }: Target,
  olds: Properties,
  news: Properties,
  { location, store }: CheckContext,
): Properties {
  if (olds.location !== undefined) return { location: olds.location };
  if (location !== undefined) return { location };
  const { resourceGroupName } = news;
  if (resourceGroupName === UNKNOWN) return { location: UNKNOWN };
  const group = isText(resourceGroupName) ? store.get(groupId(resourceGroupName, subscriptionId)) : undefined;
  const found = textAt(group?.outputs, "location");
  return found === "" ? {} : { location: found };
}

function needed({ arm, names, scope, naming, required }: ResourceType): string[] {
  return [
    ...(arm === "" || scope !== undefined || names.length === 0 ? [] : ["resourceGroupName"]),
    ...(typeof scope === "string" ? [scope] : []),
    ...(naming === "none" ? names : names.slice(0, -1)).filter((name) => !isConstant(name)),
    ...(required ?? []),
  ];
}
