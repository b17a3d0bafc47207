import { type ChildKind, known, type Path } from "../../model";
import type { IdKindName } from "../../model/ids";
import { onRegistry } from "../writing/builders";
import { wrongId } from "../writing/resourceIds";
import type { Report, Rule } from "../writing/rule";

/** A step for each item of a list, or each entry of a map. */
const each = "*";
/** A step to the keys of a map: the keys themselves are ids. */
const keys = "keys";

/**
 * The properties that take the ARM id of one kind of resource, and of which no rule of a subject knows more. Those of
 * rules with more to say: scopeMapId (TOK-01), credentialSetResourceId (CACHE-20), agent pools (AP-07), the registry's
 * identities (ID-02), connected registries (CR-04, CR-05, CR-11), pipeline runs (XFER-05).
 */
const places: readonly (readonly [of: "registry" | ChildKind, path: readonly string[], kind: IdKindName])[] = [
  ["registry", ["networkRuleSet", "virtualNetworkRules", each, "virtualNetworkSubnetResourceId"], "subnet"],
  ["registry", ["networkRuleSet", "virtualNetworkRules", each, "id"], "subnet"],
  ["privateEndpoints", ["subnet", "id"], "subnet"],
  [
    "privateEndpoints",
    ["privateDnsZoneGroups", each, "privateDnsZoneConfigs", each, "privateDnsZoneId"],
    "privateDnsZone",
  ],
  ["tasks", ["identity", "userAssignedIdentities", keys], "identity"],
  ["taskRuns", ["identity", "userAssignedIdentities", keys], "identity"],
  ["taskRuns", ["runRequest", "taskId"], "task"],
  ["cacheRules", ["identity", "userAssignedIdentities", keys], "identity"],
  ["exportPipelines", ["identity", "userAssignedIdentities", keys], "identity"],
  ["importPipelines", ["identity", "userAssignedIdentities", keys], "identity"],
  ["diagnosticSettings", ["workspaceId"], "workspace"],
  ["diagnosticSettings", ["storageAccountId"], "storageAccount"],
  ["diagnosticSettings", ["eventHubAuthorizationRuleId"], "eventHubRule"],
];

const subnet = (id: string) => ({
  sku: { name: "Premium" },
  privateEndpoints: {
    hub: { subnet: { id }, privateLinkServiceConnections: [{ groupIds: ["registry"] }] },
  },
});
const network =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";

/** Ids of other resources. */
export const resourceIdRules: readonly Rule[] = [
  onRegistry(
    {
      id: "REF-01",
      policy: "acr-resource-id",
      title: "A property that takes the id of a resource has the ARM id of one of that kind",
      subject: "names",
      enforcement: "ARM",
      why: "The service answers LinkedInvalidPropertyId to text that is not an ARM id, and InvalidResourceReference to the id of another kind of resource.",
      fix: "Write the ARM id of the resource, which is the output id of the resource in a program.",
      docs: "https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid",
      source: "generic ARM, inferred for each property from its type in BT",
      fails: subnet(network),
      passes: subnet(`${network}/subnets/endpoints`),
    },
    (registry, report) => {
      for (const [of, path, kind] of places) {
        if (of === "registry") {
          visit(registry, path, [], kind, report);
          continue;
        }
        const children = known(() => registry[of]) ?? {};
        for (const key of Object.keys(children)) {
          known(() => visit(children[key], path, [of, key], kind, report));
        }
      }
    },
  ),
];

/** Follows a path into a value, and looks at the text at its end. Each branch by itself: one may be unknown. */
function visit(
  value: unknown,
  [step, ...rest]: readonly string[],
  path: Path,
  kind: IdKindName,
  report: (report: Report) => void,
): void {
  if (step === undefined) {
    if (typeof value === "string") judge(value, path, kind, report);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (step === keys) {
    for (const key of Object.keys(value)) judge(key, [...path, key], kind, report);
  } else if (step !== each) {
    known(() => visit(Reflect.get(value, step), rest, [...path, step], kind, report));
  } else {
    for (const key of Object.keys(value)) {
      const at = Array.isArray(value) ? Number(key) : key;
      known(() => visit(Reflect.get(value, key), rest, [...path, at], kind, report));
    }
  }
}

function judge(given: string, path: Path, kind: IdKindName, report: (report: Report) => void): void {
  // Empty text is nothing; what must be there is the finding of other rules.
  const wrong = given === "" ? undefined : wrongId(kind, given);
  if (!wrong) return;
  report({ path, given, message: `"${given}" ${wrong.is}.`, allowed: wrong.allowed, fix: wrong.fix });
}
