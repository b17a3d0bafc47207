import { defined, type Properties, without } from "../../json";
import type { ResourceType } from "../../types/resourceType";
import { childOutputs } from "./children";
import { consumerOutputs } from "./consumers";
import { azureResource, type Fill, type Kept } from "./fill";
import { neighbourOutputs } from "./neighbours";
import { registryOutputs } from "./registry";

const fills: Readonly<Record<string, Fill>> = {
  "containerregistry:Registry": registryOutputs,
  ...childOutputs,
  ...neighbourOutputs,
  ...consumerOutputs,
};

/** What azure-native shows of a resource: what the service says, its name and type, and the version that was asked. */
export function outputsOf(kept: Kept, { arm, names }: ResourceType, apiVersion: string | undefined): Properties {
  const shown = (fills[kept.type] ?? azureResource)(kept);
  if (kept.type.startsWith("azuread:") || kept.type === "keyvault:AccessPolicy") return defined(shown);
  return defined({
    ...without(shown, [...names.filter((name) => name !== "name"), "resourceGroupName", "__createBeforeDelete"]),
    ...(kept.type === "authorization:RoleAssignment" ? { scope: kept.inputs.scope } : {}),
    name: kept.id.split("/").at(-1),
    type: arm === "" ? "Microsoft.Resources/resourceGroups" : arm,
    azureApiVersion: apiVersion,
  });
}
