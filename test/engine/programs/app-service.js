// A web app of a container with the registry's admin password in its settings, and with Application Insights.
const pulumi = require("@pulumi/pulumi");
const azure = require("@pulumi/azure-native");
const docker = require("@pulumi/docker");

const group = new azure.resources.ResourceGroup("shop", { location: "uksouth" });
const inGroup = { resourceGroupName: group.name };
const plan = new azure.web.AppServicePlan("plan", {
  ...inGroup,
  kind: "Linux",
  reserved: true,
  sku: { name: "B1", tier: "Basic" },
});
const registry = new azure.containerregistry.Registry("registry", {
  ...inGroup,
  sku: { name: "Basic" },
  adminUserEnabled: true,
});
const admin = pulumi
  .all([group.name, registry.name])
  .apply(([resourceGroupName, registryName]) =>
    azure.containerregistry.listRegistryCredentials({ resourceGroupName, registryName }),
  );
const username = admin.apply(({ username }) => username);
const password = admin.apply(({ passwords }) => passwords[0].value);
const image = new docker.Image("shop", {
  imageName: pulumi.interpolate`${registry.loginServer}/shop:v1.0.0`,
  build: { context: "./shop" },
  registry: { server: registry.loginServer, username, password },
});
const insights = new azure.applicationinsights.Component("insights", {
  ...inGroup,
  applicationType: "web",
  kind: "web",
});
const app = new azure.web.WebApp("shop", {
  ...inGroup,
  serverFarmId: plan.id,
  httpsOnly: true,
  identity: { type: "SystemAssigned" },
  siteConfig: {
    alwaysOn: true,
    linuxFxVersion: pulumi.interpolate`DOCKER|${image.imageName}`,
    appSettings: [
      { name: "WEBSITES_ENABLE_APP_SERVICE_STORAGE", value: "false" },
      { name: "DOCKER_REGISTRY_SERVER_URL", value: pulumi.interpolate`https://${registry.loginServer}` },
      { name: "DOCKER_REGISTRY_SERVER_USERNAME", value: username },
      { name: "DOCKER_REGISTRY_SERVER_PASSWORD", value: password },
      { name: "APPLICATIONINSIGHTS_CONNECTION_STRING", value: insights.connectionString },
    ],
  },
});
new azure.containerregistry.Webhook("deploy", {
  ...inGroup,
  registryName: registry.name,
  actions: ["push"],
  scope: "shop:*",
  serviceUri: azure.web
    .listWebAppPublishingCredentialsOutput({ ...inGroup, name: app.name })
    .apply(({ scmUri }) => `${scmUri}/api/registry/webhook`),
});

exports.url = pulumi.interpolate`https://${app.defaultHostName}`;
exports.principal = app.identity.apply((identity) => identity.principalId);
