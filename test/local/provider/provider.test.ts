import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readArguments } from "../../../src/local/command/arguments";
import type { Properties } from "../../../src/local/json";
import { checkInputs } from "../../../src/local/provider/check";
import { differences } from "../../../src/local/provider/diff";
import { previewOutputs, propertiesOf } from "../../../src/local/provider/wire";
import { openStore } from "../../../src/local/service/store";
import { account, namesIn } from "../../../src/local/types/armIds";
import { writable } from "../../../src/local/types/modelCheck";
import { apiVersionOf, guessedType, resourceTypes, typeKey } from "../../../src/local/types/resourceTypes";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const store = openStore(mkdtempSync(join(tmpdir(), "acr-check-")));

function check(type: string, news: Properties, olds: Properties = {}, autonaming?: { mode: "enforce"; name: string }) {
  return checkInputs({ type, name: "images", version: undefined, subscriptionId: account.subscriptionId }, olds, news, {
    store,
    seed: "seed",
    autonaming,
    location: "westeurope",
  });
}

const registry = { resourceGroupName: "g", sku: { name: "Basic" } };
const onRegistry = { resourceGroupName: "g", registryName: "r" };

describe("names", () => {
  it("of a registry are the resource's and eight hexadecimal digits", () => {
    const { inputs } = check("containerregistry:Registry", registry);
    expect(inputs.registryName).toMatch(/^images[0-9a-f]{8}$/);
    expect(check("containerregistry:Registry", registry).inputs.registryName).toBe(inputs.registryName);
  });

  it("of a child are the resource's own", () => {
    expect(check("containerregistry:Replication", onRegistry).inputs.replicationName).toBe("images");
  });

  it("of a role assignment are UUIDs", () => {
    const inputs = { scope: "/s", principalId: "p", roleDefinitionId: "r" };
    expect(check("authorization:RoleAssignment", inputs).inputs.roleAssignmentName).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/,
    );
  });

  it("stay once they are made, and are what is asked for", () => {
    expect(check("containerregistry:Registry", registry, { registryName: "before1" }).inputs.registryName).toBe(
      "before1",
    );
    expect(check("containerregistry:Registry", { ...registry, registryName: "given" }).inputs.registryName).toBe(
      "given",
    );
    const enforced = check("containerregistry:Registry", registry, {}, { mode: "enforce", name: "asked4" });
    expect(enforced.inputs.registryName).toBe("asked4");
  });
});

describe("a check", () => {
  it("names what is missing, in azure-native's words", () => {
    expect(check("containerregistry:Registry", {}).failures).toEqual([
      "missing required property 'resourceGroupName'",
      "missing required property 'sku'",
    ]);
    expect(check("containerregistry:Webhook", { ...onRegistry, actions: ["push"] }).failures).toEqual([
      "missing required property 'serviceUri'",
    ]);
  });

  it("takes what is not known yet", () => {
    const inputs = { resourceGroupName: UNKNOWN, sku: { name: UNKNOWN }, networkRuleSet: UNKNOWN };
    expect(check("containerregistry:Registry", inputs).failures).toEqual([]);
  });

  it("says a wrong kind of value", () => {
    expect(check("containerregistry:Registry", { ...registry, adminUserEnabled: "yes" }).failures).toEqual([
      "'adminUserEnabled' should be of type 'boolean' but got a string",
    ]);
  });
});

describe("a diff", () => {
  const known = (type: string) => resourceTypes[type] ?? guessedType(type, {});
  const diff = (type: string, olds: Properties, news: Properties, outputs: Properties = {}) =>
    differences(known(type), olds, news, outputs).map(
      ({ path, kind, replaces }) => `${kind}${replaces ? "-replace" : ""} ${path}`,
    );

  it.each([
    ["containerregistry:Registry", { sku: { name: "Basic" } }, { sku: { name: "Premium" } }, ["update sku.name"]],
    ["containerregistry:Registry", { location: "westeurope" }, { location: "eastus" }, ["update-replace location"]],
    ["containerregistry:Registry", { location: "westeurope" }, { location: "West Europe" }, []],
    ["containerregistry:Registry", { registryName: "a" }, { registryName: "b" }, ["update-replace registryName"]],
    ["containerregistry:Registry", {}, { tags: { team: "a" } }, ["add tags"]],
    [
      "containerregistry:Replication",
      { resourceGroupName: "a" },
      { resourceGroupName: "b" },
      ["update-replace resourceGroupName"],
    ],
    ["containerregistry:Replication", { zoneRedundancy: "Enabled" }, {}, ["delete zoneRedundancy"]],
    ["containerregistry:Webhook", { location: "a" }, { location: "b" }, ["update-replace location"]],
    ["containerregistry:Token", { tokenName: "a" }, { tokenName: "b" }, ["update-replace tokenName"]],
    ["network:PrivateEndpoint", { subnet: { id: "a" } }, { subnet: { id: "b" } }, ["update-replace subnet.id"]],
    ["authorization:RoleAssignment", { scope: "a" }, { scope: "b" }, ["update-replace scope"]],
    ["containerregistry:Webhook", { actions: ["push"] }, { actions: ["push", "delete"] }, ["add actions[1]"]],
    ["containerregistry:Registry", { tags: { "a.b": "1" } }, { tags: { "a.b": "2" } }, ['update tags["a.b"]']],
  ])("of %s from %j to %j", (type, olds, news, expected) => {
    expect(diff(type, olds, news)).toEqual(expected);
  });

  it("does not replace for an input that says what is there already", () => {
    expect(diff("containerregistry:Registry", {}, { location: "westeurope" }, { location: "westeurope" })).toEqual([
      "add location",
    ]);
  });
});

describe("a preview", () => {
  it("knows the inputs, but neither the name nor what the service makes inside of them", () => {
    const inputs = { ...registry, registryName: "images", identity: { type: "SystemAssigned" } };
    expect(previewOutputs("containerregistry:Registry", inputs)).toEqual({
      sku: { name: "Basic", tier: UNKNOWN },
      identity: { type: "SystemAssigned", principalId: UNKNOWN, tenantId: UNKNOWN },
    });
  });

  it("of a change keeps name and region", () => {
    const olds = { name: "images", location: "westeurope", loginServer: "images.azurecr.io" };
    expect(previewOutputs("containerregistry:Registry", registry, olds)).toMatchObject({
      name: "images",
      location: "westeurope",
    });
  });
});

describe("the wire", () => {
  it("brings values without nulls, and what secrets, outputs and references hold", () => {
    const sig = "4dabf18193072939515e22adb298388d";
    const sent = {
      none: null,
      secret: { [sig]: "1b47061264138c4ac30d75fd1eb44270", value: "s" },
      later: { [sig]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" },
      resource: { [sig]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn", id: "id" },
      list: [{ a: null, b: 1 }],
    };
    expect(propertiesOf({ toJavaScript: () => sent })).toEqual({
      secret: "s",
      later: UNKNOWN,
      resource: "id",
      list: [{ b: 1 }],
    });
  });

  it.each([
    ["azure-native:containerregistry:Registry", "containerregistry:Registry", undefined],
    ["azure-native:containerregistry/v20251101:Registry", "containerregistry:Registry", "2025-11-01"],
    ["azure-native:containerregistry/v20250601preview:Registry", "containerregistry:Registry", "2025-06-01-preview"],
    ["azure-native_containerregistry_v20251101:containerregistry:Registry", "containerregistry:Registry", "2025-11-01"],
    ["azuread:index/application:Application", "azuread:Application", undefined],
  ])("%s is %s", (token, type, version) => {
    expect([typeKey(token), apiVersionOf(token)]).toEqual([type, version]);
  });
});

describe("an import", () => {
  const group = "/subscriptions/s/resourceGroups/platform";
  const images = `${group}/providers/Microsoft.ContainerRegistry/registries/images`;

  it.each([
    ["resources:ResourceGroup", group, { resourceGroupName: "platform" }],
    ["containerregistry:Registry", images, { resourceGroupName: "platform", registryName: "images" }],
    [
      "containerregistry:Replication",
      `${images}/replications/westus`,
      { resourceGroupName: "platform", registryName: "images", replicationName: "westus" },
    ],
    [
      "authorization:RoleAssignment",
      `${images}/providers/Microsoft.Authorization/roleAssignments/a`,
      { scope: images, roleAssignmentName: "a" },
    ],
  ])("of %s reads the names from the id", (type, id, expected) => {
    expect(resourceTypes[type] && namesIn(resourceTypes[type], id)).toEqual(expected);
  });

  it("takes what the service lets be set, and not what it writes itself", () => {
    const outputs = { loginServer: "images.azurecr.io", sku: { name: "Basic" }, provisioningState: "Succeeded" };
    expect(writable("containerregistry:Registry", outputs)).toEqual({ sku: { name: "Basic" } });
  });
});

describe("arguments", () => {
  it("give the command whatever flags stand before it", () => {
    const line = readArguments(["-C", "dir", "--color=never", "stack", "output", "-s", "prod", "name", "-y"]);
    expect(line.words).toEqual(["stack", "output", "name"]);
    expect([line.directory, line.stack, line.has("yes"), line.has("help")]).toEqual(["dir", "prod", true, false]);
  });
});
