import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../src/model";
import { check } from "../../../src/rules";
import { wrongId } from "../../../src/rules/writing/resourceIds";

const subscription = "/subscriptions/22222222-2222-2222-2222-222222222222";
const network = `${subscription}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub`;
const vault = `${subscription}/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/my-vault`;
const premium = { sku: { name: "Premium" } };
const found = (model: object) =>
  check({ ...premium, ...model })
    .filter(({ rule }) => rule === "REF-01")
    .map(({ severity, path, message, fix }) => ({ severity, path: path.join("."), message, fix }));

describe("F8, a wrong id", () => {
  it("of a network where a subnet's belongs: the fix holds the network", () => {
    expect(found({ privateEndpoints: { hub: { subnet: { id: network } } } })).toEqual([
      {
        severity: "error",
        path: "privateEndpoints.hub.subnet.id",
        message: `"${network}" is the id of a virtual network, not of a subnet.`,
        fix: `Write the id of a subnet, subnet.id: "${network}/subnets/<subnet>".`,
      },
    ]);
  });

  it.each<[string, object, string, string]>([
    [
      "a name for a subnet",
      { privateEndpoints: { hub: { subnet: { id: "endpoints" } } } },
      "privateEndpoints.hub.subnet.id",
      '"endpoints" is not the ARM id of a subnet, but a name.',
    ],
    [
      "the name of a zone",
      {
        privateEndpoints: {
          hub: {
            privateDnsZoneGroups: {
              default: { privateDnsZoneConfigs: [{ privateDnsZoneId: "privatelink.azurecr.io" }] },
            },
          },
        },
      },
      "privateEndpoints.hub.privateDnsZoneGroups.default.privateDnsZoneConfigs.0.privateDnsZoneId",
      '"privatelink.azurecr.io" is not the ARM id of a private DNS zone, but a name.',
    ],
    [
      "the customer id of a workspace",
      { diagnosticSettings: { audit: { workspaceId: "33333333-3333-3333-3333-333333333333" } } },
      "diagnosticSettings.audit.workspaceId",
      '"33333333-3333-3333-3333-333333333333" is not the ARM id of a Log Analytics workspace, but a UUID.',
    ],
    [
      "the name of a task's identity",
      { tasks: { build: { identity: { type: "UserAssigned", userAssignedIdentities: { puller: {} } } } } },
      "tasks.build.identity.userAssignedIdentities.puller",
      '"puller" is not the ARM id of a user-assigned identity, but a name.',
    ],
    [
      "the name of a task in a run",
      { taskRuns: { once: { runRequest: { type: "TaskRunRequest", taskId: "build" } } } },
      "taskRuns.once.runRequest.taskId",
      '"build" is not the ARM id of a task, but a name.',
    ],
  ])("%s", (_what, model, path, message) => {
    expect(found(model)).toMatchObject([{ severity: "error", path, message }]);
  });

  it.each<[string, object]>([
    [
      "the right ids, in any case of letters",
      { privateEndpoints: { hub: { subnet: { id: `${network}/SUBNETS/s`.toUpperCase() } } } },
    ],
    [
      "unknown ids",
      {
        privateEndpoints: { hub: { subnet: { id: UNKNOWN } } },
        tasks: { build: { identity: { userAssignedIdentities: UNKNOWN } } },
      },
    ],
    ["empty text", { diagnosticSettings: { audit: { workspaceId: "" } } }],
  ])("nothing is said of %s", (_what, model) => expect(found(model)).toEqual([]));
});

describe("the text to write for an id", () => {
  it.each([
    ["keyVault", `${vault}/keys/cmk`, vault],
    [
      "keyVault",
      "https://my-vault.vault.azure.net/",
      "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/my-vault",
    ],
    [
      "keyVault",
      "https://my-vault.vault.azure.net/keys/cmk",
      "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/my-vault",
    ],
    ["network", `${network}/subnets/a`, network],
    [
      "subnet",
      "a",
      "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/a",
    ],
    [
      "subnet",
      vault,
      "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<subnet>",
    ],
  ] as const)("of %s in place of %s", (kind, given, right) => {
    expect(wrongId(kind, given)?.fix).toMatch(new RegExp(`"${right.replace(/[.<>/]/g, "\\$&")}"\\.$`));
    expect(wrongId(kind, right.replace(/[<>]/g, ""))).toBeUndefined();
  });
});
