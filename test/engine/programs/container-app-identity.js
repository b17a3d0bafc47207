// A container app and a job that pull by an identity, from a registry that refuses tokens of Azure Resource Manager.
const azure = require("@pulumi/azure-native");

const group = new azure.resources.ResourceGroup("workers", { location: "swedencentral" });
const inGroup = { resourceGroupName: group.name };
const registry = new azure.containerregistry.Registry("images", {
  ...inGroup,
  sku: { name: "Basic" },
  policies: { azureADAuthenticationAsArmPolicy: { status: "enabled" } },
});
const identity = new azure.managedidentity.UserAssignedIdentity("puller", inGroup);
const pull = new azure.authorization.RoleAssignment("pull", {
  scope: registry.id,
  principalId: identity.principalId,
  principalType: azure.authorization.PrincipalType.ServicePrincipal,
  roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
});
const workspace = new azure.operationalinsights.Workspace("logs", { ...inGroup, sku: { name: "PerGB2018" } });
const keys = azure.operationalinsights.getWorkspaceSharedKeysOutput({ ...inGroup, workspaceName: workspace.name });
const environment = new azure.app.ManagedEnvironment("workers", {
  ...inGroup,
  appLogsConfiguration: {
    destination: "log-analytics",
    logAnalyticsConfiguration: { customerId: workspace.customerId, sharedKey: keys.primarySharedKey },
  },
  workloadProfiles: [{ name: "Consumption", workloadProfileType: "Consumption" }],
});
const pulling = {
  ...inGroup,
  identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
};
const registries = [{ server: registry.loginServer, identity: identity.id }];
const image = registry.loginServer.apply((server) => `${server}/worker:v1`);
const app = new azure.app.ContainerApp(
  "worker",
  {
    ...pulling,
    environmentId: environment.id,
    configuration: { ingress: { external: false, targetPort: 8080 }, registries },
    template: { containers: [{ name: "worker", image }], scale: { minReplicas: 1, maxReplicas: 3 } },
  },
  { dependsOn: pull },
);
new azure.app.Job(
  "nightly",
  {
    ...pulling,
    environmentId: environment.id,
    configuration: {
      triggerType: "Schedule",
      replicaTimeout: 600,
      scheduleTriggerConfig: { cronExpression: "0 3 * * *" },
      registries,
    },
    template: { containers: [{ name: "nightly", image }] },
  },
  { dependsOn: pull },
);

exports.fqdn = app.configuration.apply((configuration) => configuration.ingress.fqdn);
exports.address = environment.staticIp;
exports.client = identity.clientId;
