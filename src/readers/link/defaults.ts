import { isRecord, own } from "../../model/json";
import type { Part } from "../resourceTypes";

/** A place in a model and what counts as "not set" there: a value, or an object whose properties have these values. */
type Default = readonly [path: readonly string[], value: string | boolean | number | Record<string, string | number>];

/**
 * What azure-native's Node SDK adds to inputs of its own accord. YAML programs add none
 * of it, so the same resource must read the same with and without.
 */
const defaults: Partial<Record<Part, readonly Default[]>> = {
  registry: [
    [["adminUserEnabled"], false],
    [["anonymousPullEnabled"], false],
    [["networkRuleBypassOptions"], "AzureServices"],
    [["publicNetworkAccess"], "Enabled"],
    [["zoneRedundancy"], "Disabled"],
    [["networkRuleSet"], { defaultAction: "Allow" }],
    [["policies", "azureADAuthenticationAsArmPolicy"], { status: "enabled" }],
    [["policies", "exportPolicy"], { status: "enabled" }],
    [["policies", "quarantinePolicy"], { status: "disabled" }],
    [["policies", "retentionPolicy"], { days: 7, status: "disabled" }],
    [["policies", "softDeletePolicy"], { retentionDays: 7, status: "disabled" }],
    [["policies", "trustPolicy"], { type: "Notary", status: "disabled" }],
  ],
  replications: [
    [["regionEndpointEnabled"], true],
    [["zoneRedundancy"], "Disabled"],
  ],
  tasks: [
    [["isSystemTask"], false],
    [["timeout"], 3600],
  ],
};

/** Takes out of a model what the SDK added to it. The model is changed in place: the caller has just made it. */
export function dropInjectedDefaults(part: Part, model: Record<string, unknown>): void {
  for (const [path, value] of defaults[part] ?? []) {
    const place = path.slice(0, -1).reduce<unknown>(own, model);
    const name = path[path.length - 1];
    if (isRecord(place) && name !== undefined && isDefault(own(place, name), value)) delete place[name];
  }
}

function isDefault(given: unknown, value: Default[1]): boolean {
  if (typeof value !== "object") return given === value;
  return isRecord(given) && Object.keys(given).every((key) => given[key] === own(value, key));
}
