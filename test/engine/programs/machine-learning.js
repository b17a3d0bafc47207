// A machine learning workspace with all that it needs, and an agent of a type that the local Azure does not know.
const azure = require("@pulumi/azure-native");
const random = require("@pulumi/random");

const suffix = new random.RandomId("suffix", { byteLength: 3 }).hex;
const group = new azure.resources.ResourceGroup("science", { location: "eastus2" });
const inGroup = { resourceGroupName: group.name };
const { tenantId } = azure.authorization.getClientConfigOutput();
const account = new azure.storage.StorageAccount("science", {
  ...inGroup,
  accountName: suffix.apply((text) => `science${text}`),
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
});
new azure.storage.BlobContainer("datasets", { ...inGroup, accountName: account.name, publicAccess: "None" });
const vault = new azure.keyvault.Vault("science", {
  ...inGroup,
  vaultName: suffix.apply((text) => `science-${text}`),
  properties: { tenantId, sku: { family: "A", name: "standard" }, accessPolicies: [] },
});
const workspace = new azure.operationalinsights.Workspace("science", { ...inGroup, sku: { name: "PerGB2018" } });
const insights = new azure.applicationinsights.Component("science", {
  ...inGroup,
  applicationType: "web",
  kind: "web",
  workspaceResourceId: workspace.id,
});
const registry = new azure.containerregistry.Registry("science", { ...inGroup, sku: { name: "Standard" } });
const science = new azure.machinelearningservices.Workspace("science", {
  ...inGroup,
  identity: { type: "SystemAssigned" },
  sku: { name: "Basic" },
  storageAccount: account.id,
  keyVault: vault.id,
  applicationInsights: insights.id,
  containerRegistry: registry.id,
});
new azure.authorization.RoleAssignment("push", {
  scope: registry.id,
  principalId: science.identity.apply((identity) => identity.principalId),
  principalType: "ServicePrincipal",
  roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/8311e382-0749-4cb8-b61a-304f252e45ec",
});
const flow = new azure.logic.Workflow("notify", {
  ...inGroup,
  identity: { type: "SystemAssigned" },
  definition: { $schema: "https://schema.management.azure.com/schemas/2016-06-01/Microsoft.Logic.json", triggers: {} },
});
const callback = azure.logic.listWorkflowCallbackUrlOutput({ ...inGroup, workflowName: flow.name });

exports.workspace = science.name;
exports.blobs = account.primaryEndpoints.apply((endpoints) => endpoints.blob);
exports.flow = flow.type;
exports.flowPrincipal = flow.identity.apply((identity) => identity.principalId);
exports.callback = callback.value;
