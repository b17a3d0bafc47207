// A container app with an image that the program builds, and with logs in a workspace.
const pulumi = require("@pulumi/pulumi");
const azure = require("@pulumi/azure-native");
const docker = require("@pulumi/docker");

const group = new azure.resources.ResourceGroup("apps", { location: "West US 2" });
const inGroup = { resourceGroupName: group.name };
const workspace = new azure.operationalinsights.Workspace("logs", {
  ...inGroup,
  sku: { name: "PerGB2018" },
  retentionInDays: 30,
});
const keys = azure.operationalinsights.getSharedKeysOutput({ ...inGroup, workspaceName: workspace.name });
const environment = new azure.app.ManagedEnvironment("apps", {
  ...inGroup,
  appLogsConfiguration: {
    destination: "log-analytics",
    logAnalyticsConfiguration: {
      customerId: workspace.customerId,
      sharedKey: keys.apply(({ primarySharedKey }) => primarySharedKey),
    },
  },
});
const registry = new azure.containerregistry.Registry("registry", {
  ...inGroup,
  sku: { name: "Basic" },
  adminUserEnabled: true,
});
const admin = azure.containerregistry.listRegistryCredentialsOutput({ ...inGroup, registryName: registry.name });
const username = admin.apply(({ username }) => username);
const password = admin.apply(({ passwords }) => passwords[0].value);
const image = new docker.Image("web", {
  imageName: pulumi.interpolate`${registry.loginServer}/web:v1.0.0`,
  build: { context: "./web", platform: "linux/amd64" },
  registry: { server: registry.loginServer, username, password },
});
const app = new azure.app.ContainerApp("web", {
  ...inGroup,
  managedEnvironmentId: environment.id,
  configuration: {
    ingress: { external: true, targetPort: 80 },
    registries: [{ server: registry.loginServer, username, passwordSecretRef: "pwd" }],
    secrets: [{ name: "pwd", value: password }],
  },
  template: { containers: [{ name: "web", image: image.repoDigest }] },
});

exports.url = pulumi.interpolate`https://${app.configuration.apply((configuration) => configuration.ingress.fqdn)}`;
exports.revision = app.latestRevisionFqdn;
exports.domain = environment.defaultDomain;
