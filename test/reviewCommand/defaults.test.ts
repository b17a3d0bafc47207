import { expect, it } from "vitest";
import { readDocument } from "../../src/readers/file";
import { planOf } from "../../src/reviewCommand/planOption";
import { review } from "../../src/reviewCommand/review";

// What azure-native's Node SDK 3.28.0 adds; YAML programs add none of it.
const registryDefaults = {
  adminUserEnabled: false,
  anonymousPullEnabled: false,
  networkRuleBypassOptions: "AzureServices",
  publicNetworkAccess: "Enabled",
  zoneRedundancy: "Disabled",
};
const policyDefaults = {
  azureADAuthenticationAsArmPolicy: { status: "enabled" },
  exportPolicy: { status: "enabled" },
  quarantinePolicy: { status: "disabled" },
  retentionPolicy: { days: 7, status: "disabled" },
  softDeletePolicy: { retentionDays: 7, status: "disabled" },
  trustPolicy: { type: "Notary", status: "disabled" },
};

function findingsOf(registry: object, replication: object, task: object) {
  const named = { registryName: "contosoimages", resourceGroupName: "rg" };
  const list = [
    { type: "azure-native:containerregistry:Registry", name: "images", inputs: { ...named, ...registry } },
    {
      type: "azure-native:containerregistry:Replication",
      name: "north",
      inputs: { ...named, location: "northeurope", ...replication },
    },
    {
      type: "azure-native:containerregistry:Task",
      name: "build",
      inputs: { ...named, platform: { os: "Linux" }, step: { type: "Docker", dockerFilePath: "Dockerfile" }, ...task },
    },
  ];
  const { findings } = review([{ file: "list.json", content: readDocument(list) }], {
    plan: planOf("all", undefined),
    now: new Date("2026-11-24T12:00:00Z"),
  });
  return findings.map(({ rule, resource, path, message }) => [rule, resource, path, message]);
}

it.each([
  ["Basic", {}],
  ["Standard", { anonymousPullEnabled: true }],
  ["Premium", {}],
  ["Premium", { publicNetworkAccess: "Disabled", networkRuleBypassOptions: "None" }],
  ["Premium", { networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "203.0.113.10" }] } }],
  [undefined, { adminUserEnabled: true }],
])("absent values and injected defaults get the same verdict on %s with %o", (name, inputs) => {
  const registry = { location: "westeurope", ...(name ? { sku: { name } } : {}), ...inputs };
  const injected = {
    ...registryDefaults,
    networkRuleSet: { defaultAction: "Allow" },
    policies: policyDefaults,
    ...registry,
  };
  expect(
    findingsOf(
      injected,
      { regionEndpointEnabled: true, zoneRedundancy: "Disabled" },
      { isSystemTask: false, timeout: 3600 },
    ),
  ).toEqual(findingsOf(registry, {}, {}));
});
