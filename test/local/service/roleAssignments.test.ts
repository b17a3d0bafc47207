import { describe, expect, it } from "vitest";
import type { Properties } from "../../../src/local/json";
import { elsewherePath, groupPath, type Place, place, registryPath, writeRegistry } from "../place";

const definitions = "providers/Microsoft.Authorization/roleDefinitions";
const pull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const someone = "12345678-1234-1234-1234-123456789abc";

const grant = (azure: Place, more: Properties = {}, roleAssignmentName = "first") =>
  azure.write("authorization:RoleAssignment", {
    scope: registryPath,
    principalId: someone,
    roleDefinitionId: `/${definitions}/${pull}`,
    roleAssignmentName,
    ...more,
  });

async function withRegistry(): Promise<Place> {
  const azure = await place();
  await writeRegistry(azure);
  return azure;
}

describe("a role assignment", () => {
  it.each<[string, Properties, string | undefined]>([
    ["of somebody on the registry", {}, undefined],
    ["on its group", { scope: groupPath }, undefined],
    ["on its subscription", { scope: groupPath.split("/resourceGroups")[0] }, undefined],
    ["on a registry of elsewhere", { scope: registryPath.replace(groupPath, elsewherePath) }, undefined],
    ["on a registry that is not there", { scope: `${registryPath}2` }, 'Status=404 Code="ResourceNotFound"'],
    ["F9: on a URL", { scope: "https://my-vault.vault.azure.net/keys/cmk" }, 'Code="MissingSubscription"'],
    ["on a name", { scope: "images" }, 'Code="MissingSubscription"'],
    ["LA-3b: of nobody", { principalId: "" }, 'Status=400 Code="InvalidPrincipalId"'],
    ["of a name", { principalId: "me@example.com" }, 'Status=400 Code="InvalidPrincipalId"'],
    ["of a role by its name", { roleDefinitionId: "AcrPull" }, 'Status=400 Code="InvalidRoleDefinitionId"'],
  ])("%s", async (_what, more, expected) => {
    const said = await grant(await withRegistry(), more);
    if (expected === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(expected);
  });

  it("K15: goes to a service principal, not to its application", async () => {
    const azure = await withRegistry();
    await azure.write("azuread:Application", { displayName: "app", resourceGroupName: undefined });
    const [application] = azure.store.all("azuread:Application");
    const clientId = application?.outputs.clientId;
    await azure.write("azuread:ServicePrincipal", { clientId, resourceGroupName: undefined });
    const [principal] = azure.store.all("azuread:ServicePrincipal");
    expect(await grant(azure, { principalId: application?.outputs.objectId, principalType: "ServicePrincipal" })).toBe(
      'Status=400 Code="PrincipalTypeNotSupported" Message="Principals of type Application cannot validly be used in role assignments."',
    );
    const { objectId } = principal?.outputs ?? {};
    expect(await grant(azure, { principalId: objectId, principalType: "Group" })).toContain(
      `Code="UnmatchedPrincipalType" Message="The PrincipalId '${objectId}' has type 'ServicePrincipal' , which is different from specified PrinciaplType 'Group'."`,
    );
    expect(await grant(azure, { principalId: objectId, principalType: "ServicePrincipal" })).toBeUndefined();
  });

  it("exists once, however its ids are written", async () => {
    const azure = await withRegistry();
    expect(await grant(azure)).toBeUndefined();
    const again = {
      scope: registryPath.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions"),
      principalId: someone.toUpperCase(),
    };
    const subscription = groupPath.split("/resourceGroups")[0];
    for (const more of [{}, again, { roleDefinitionId: `${subscription}/${definitions}/${pull}` }]) {
      expect(await grant(azure, more, "second")).toContain('Status=409 Code="RoleAssignmentExists"');
    }
  });
});
