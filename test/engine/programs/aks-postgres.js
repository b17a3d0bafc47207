// A cluster that pulls from a registry by the identity of its nodes, beside a PostgreSQL server.
const pulumi = require("@pulumi/pulumi");
const azure = require("@pulumi/azure-native");
const random = require("@pulumi/random");

const group = new azure.resources.ResourceGroup("platform", { location: "WestEurope" });
const inGroup = { resourceGroupName: group.name };
const registry = new azure.containerregistry.Registry("registry", {
  ...inGroup,
  sku: { name: "Basic" },
  adminUserEnabled: true,
});
const cluster = new azure.containerservice.ManagedCluster("cluster", {
  ...inGroup,
  dnsPrefix: "cluster",
  identity: { type: "SystemAssigned" },
  agentPoolProfiles: [{ name: "nodes", count: 2, mode: "System", osType: "Linux", vmSize: "Standard_B2s" }],
});
new azure.authorization.RoleAssignment("pull", {
  scope: registry.id,
  principalId: cluster.identityProfile.apply((profile) => profile?.kubeletidentity?.objectId ?? ""),
  principalType: "ServicePrincipal",
  roleDefinitionId: pulumi.interpolate`${registry.id.apply((id) => id.split("/").slice(0, 3).join("/"))}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
});
const password = new random.RandomPassword("database", { length: 20, special: false });
const server = new azure.dbforpostgresql.Server("database", {
  ...inGroup,
  administratorLogin: "pgadmin",
  administratorLoginPassword: password.result,
  sku: { name: "Standard_B1ms", tier: "Burstable" },
  storage: { storageSizeGB: 32 },
  version: "16",
});
new azure.dbforpostgresql.Database("shop", { ...inGroup, serverName: server.name, charset: "UTF8" });
new azure.dbforpostgresql.FirewallRule("azure", {
  ...inGroup,
  serverName: server.name,
  startIpAddress: "0.0.0.0",
  endIpAddress: "0.0.0.0",
});
const credentials = azure.containerservice.listManagedClusterUserCredentialsOutput({
  ...inGroup,
  resourceName: cluster.name,
});

exports.clusterName = cluster.name;
exports.nodeGroup = cluster.nodeResourceGroup;
exports.kubeconfig = credentials.kubeconfigs[0].value.apply((value) => Buffer.from(value, "base64").toString());
exports.database = pulumi.interpolate`postgresql://pgadmin:${password.result}@${server.fullyQualifiedDomainName}/shop`;
