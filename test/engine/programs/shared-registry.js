// A registry for many teams: pushed to by GitHub without a secret, by a role of its own, and looked up by others.
const pulumi = require("@pulumi/pulumi");
const azure = require("@pulumi/azure-native");
const azuread = require("@pulumi/azuread");

const { subscriptionId, tenantId } = azure.authorization.getClientConfigOutput();
const scope = pulumi.interpolate`/subscriptions/${subscriptionId}`;
const group = new azure.resources.ResourceGroup("shared", { resourceGroupName: "rg-shared", location: "westeurope" });
const inGroup = { resourceGroupName: group.name };
const registry = new azure.containerregistry.Registry("shared", { ...inGroup, sku: { name: "Premium" } });

const application = new azuread.Application("github", { displayName: "github" });
const principal = new azuread.ServicePrincipal("github", { clientId: application.clientId });
for (const branch of ["main", "release"]) {
  new azuread.ApplicationFederatedIdentityCredential(branch, {
    applicationId: application.id,
    displayName: branch,
    audiences: ["api://AzureADTokenExchange"],
    issuer: "https://token.actions.githubusercontent.com",
    subject: `repo:contoso/web:ref:refs/heads/${branch}`,
  });
}
const role = new azure.authorization.RoleDefinition("pusher", {
  scope,
  roleName: "Registry pusher",
  roleType: "CustomRole",
  assignableScopes: [scope],
  permissions: [
    {
      actions: [
        "Microsoft.ContainerRegistry/registries/read",
        "Microsoft.ContainerRegistry/registries/pull/read",
        "Microsoft.ContainerRegistry/registries/push/write",
      ],
      notActions: [],
    },
  ],
});
const developers = new azuread.Group("developers", { displayName: "developers", securityEnabled: true });
const assign = (name, principalId, principalType, roleDefinitionId) =>
  new azure.authorization.RoleAssignment(name, { scope: registry.id, principalId, principalType, roleDefinitionId });
assign("github", principal.objectId, "ServicePrincipal", role.id);
assign(
  "developers",
  developers.objectId,
  "Group",
  pulumi.interpolate`${scope}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
);
const environment = new azure.app.ManagedEnvironment("shared", { ...inGroup, zoneRedundant: false });
const found = azure.containerregistry.getRegistryOutput({ ...inGroup, registryName: registry.name });

exports.server = found.loginServer;
exports.workflow = { clientId: application.clientId, tenantId, subscriptionId };
exports.domain = environment.defaultDomain;
exports.role = role.name;
