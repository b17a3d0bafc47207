const subnet = "Microsoft.Network/virtualNetworks/subnets";
const network = "Microsoft.Network/virtualNetworks";
const environment = "Microsoft.App/managedEnvironments";
const workspace = "Microsoft.OperationalInsights/workspaces";

/**
 * The inputs that hold the id of another resource, and of which ARM type that resource has to be. `[]` is every item of a
 * list. Subnets, zones and networks by the Network provider's specifications, the others by their own.
 */
export const references: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "network:PrivateEndpoint": { "subnet.id": subnet },
  "network:PrivateDnsZoneGroup": { "privateDnsZoneConfigs[].privateDnsZoneId": "Microsoft.Network/privateDnsZones" },
  "network:Subnet": {
    "networkSecurityGroup.id": "Microsoft.Network/networkSecurityGroups",
    "routeTable.id": "Microsoft.Network/routeTables",
    "natGateway.id": "Microsoft.Network/natGateways",
  },
  "privatedns:VirtualNetworkLink": { "virtualNetwork.id": network },
  "containerregistry:AgentPool": { virtualNetworkSubnetResourceId: subnet },
  "containerregistry:CacheRule": { credentialSetResourceId: "Microsoft.ContainerRegistry/registries/credentialSets" },
  "containerregistry:Registry": { "networkRuleSet.virtualNetworkRules[].virtualNetworkSubnetResourceId": subnet },
  "containerregistry:ConnectedRegistry": { "clientTokenIds[]": "Microsoft.ContainerRegistry/registries/tokens" },
  "app:ContainerApp": { managedEnvironmentId: environment, environmentId: environment },
  "app:Job": { environmentId: environment },
  "app:ManagedEnvironment": { "vnetConfiguration.infrastructureSubnetId": subnet },
  "containerinstance:ContainerGroup": { "subnetIds[].id": subnet },
  "containerservice:AgentPool": { vnetSubnetID: subnet },
  "containerservice:ManagedCluster": { "agentPoolProfiles[].vnetSubnetID": subnet },
  "web:WebApp": { serverFarmId: "Microsoft.Web/serverfarms", virtualNetworkSubnetId: subnet },
  "monitor:DiagnosticSetting": { workspaceId: workspace, storageAccountId: "Microsoft.Storage/storageAccounts" },
  "insights:DiagnosticSetting": { workspaceId: workspace, storageAccountId: "Microsoft.Storage/storageAccounts" },
};
