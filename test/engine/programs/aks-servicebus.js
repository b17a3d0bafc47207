// A cluster that signs in as a service principal, beside a message queue whose connection string is in a vault.
const pulumi = require("@pulumi/pulumi");
const azure = require("@pulumi/azure-native");
const azuread = require("@pulumi/azuread");
const tls = require("@pulumi/tls");

const { tenantId } = azure.authorization.getClientConfigOutput();
const group = new azure.resources.ResourceGroup("messages", { location: "northeurope" });
const inGroup = { resourceGroupName: group.name };
const registry = new azure.containerregistry.Registry("images", { ...inGroup, sku: { name: "Standard" } });

const application = new azuread.Application("cluster", { displayName: "cluster" });
const principal = new azuread.ServicePrincipal("cluster", { clientId: application.clientId });
const secret = new azuread.ServicePrincipalPassword("cluster", { servicePrincipalId: principal.id });
const key = new tls.PrivateKey("nodes", { algorithm: "RSA", rsaBits: 2048 });
const cluster = new azure.containerservice.ManagedCluster("cluster", {
  ...inGroup,
  dnsPrefix: "messages",
  kubernetesVersion: "1.33",
  servicePrincipalProfile: { clientId: application.clientId, secret: secret.value },
  linuxProfile: { adminUsername: "nodes", ssh: { publicKeys: [{ keyData: key.publicKeyOpenssh }] } },
  agentPoolProfiles: [{ name: "nodes", count: 1, mode: "System", vmSize: "Standard_B2s" }],
});
new azure.authorization.RoleAssignment("pull", {
  scope: registry.id,
  principalId: principal.objectId,
  principalType: "ServicePrincipal",
  roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
});

const bus = new azure.servicebus.Namespace("bus", { ...inGroup, sku: { name: "Standard", tier: "Standard" } });
const inBus = { ...inGroup, namespaceName: bus.name };
new azure.servicebus.Queue("orders", { ...inBus, enablePartitioning: true });
const rule = new azure.servicebus.NamespaceAuthorizationRule("app", { ...inBus, rights: ["Listen", "Send"] });
const keys = azure.servicebus.listNamespaceKeysOutput({ ...inBus, authorizationRuleName: rule.name });

const vault = new azure.keyvault.Vault("vault", {
  ...inGroup,
  properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
});
new azure.keyvault.Secret("bus", {
  ...inGroup,
  vaultName: vault.name,
  properties: { value: keys.primaryConnectionString },
});

exports.host = cluster.fqdn;
exports.loginServer = registry.loginServer;
exports.endpoint = bus.serviceBusEndpoint;
exports.admin = azure.containerservice.listManagedClusterAdminCredentialsOutput({
  ...inGroup,
  resourceName: cluster.name,
}).kubeconfigs;
exports.vault = pulumi.interpolate`${vault.properties.vaultUri}secrets/bus`;
