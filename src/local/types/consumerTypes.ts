import type { ResourceType } from "./resourceType";

/** A resource in a resource group, or below another one: its ARM type, the inputs with the names, the API version. */
const row = (arm: string, names: string, apiVersion: string, more: Partial<ResourceType> = {}): ResourceType => ({
  arm,
  names: names.split(" "),
  apiVersion,
  ...(names.includes(" ") ? {} : { located: "optional", replaces: ["location"] }),
  ...more,
});

/**
 * What pulls from a registry, and what public programs make beside it. Nothing of their requests is checked but what
 * Azure Resource Manager itself checks. Names, addresses and versions: azure-native 3.28.0; the outputs inside of given
 * objects: its types.
 */
export const consumerTypes: Readonly<Record<string, ResourceType>> = {
  "app:Certificate": row(
    "Microsoft.App/managedEnvironments/certificates",
    "environmentName certificateName",
    "2025-02-02-preview",
  ),
  "app:ContainerApp": row("Microsoft.App/containerApps", "containerAppName", "2025-02-02-preview", {
    readOnly: ["configuration.ingress.fqdn"],
  }),
  "app:Job": row("Microsoft.App/jobs", "jobName", "2025-02-02-preview"),
  "app:ManagedEnvironment": row("Microsoft.App/managedEnvironments", "environmentName", "2025-02-02-preview", {
    readOnly: ["customDomainConfiguration.customDomainVerificationId"],
  }),
  "app:ManagedEnvironmentsStorage": row(
    "Microsoft.App/managedEnvironments/storages",
    "environmentName storageName",
    "2025-02-02-preview",
  ),
  "applicationinsights:Component": row("Microsoft.Insights/components", "resourceName", "2020-02-02", {
    required: ["applicationType", "kind"],
  }),
  // A definition is a resource of the scope that it is made at.
  "authorization:RoleDefinition": {
    arm: "Microsoft.Authorization/roleDefinitions",
    names: ["roleDefinitionId"],
    scope: "scope",
    naming: "uuid",
    apiVersion: "2022-05-01-preview",
  },
  "cognitiveservices:Account": row("Microsoft.CognitiveServices/accounts", "accountName", "2025-06-01", {
    readOnly: ["properties.endpoint"],
  }),
  "compute:VirtualMachine": row("Microsoft.Compute/virtualMachines", "vmName", "2024-11-01"),
  "compute:VirtualMachineScaleSet": row("Microsoft.Compute/virtualMachineScaleSets", "vmScaleSetName", "2024-11-01"),
  "containerinstance:ContainerGroup": row(
    "Microsoft.ContainerInstance/containerGroups",
    "containerGroupName",
    "2024-05-01-preview",
    {
      required: ["containers"],
      readOnly: ["ipAddress.ip", "ipAddress.fqdn", "containers[].instanceView"],
    },
  ),
  "containerservice:AgentPool": row(
    "Microsoft.ContainerService/managedClusters/agentPools",
    "resourceName agentPoolName",
    "2025-09-01",
  ),
  "containerservice:ManagedCluster": row("Microsoft.ContainerService/managedClusters", "resourceName", "2025-09-01", {
    readOnly: ["oidcIssuerProfile.issuerURL", "agentPoolProfiles[].nodeImageVersion"],
  }),
  "cosmosdb:DatabaseAccount": row("Microsoft.DocumentDB/databaseAccounts", "accountName", "2025-10-15"),
  "dbformysql:Database": row("Microsoft.DBforMySQL/flexibleServers/databases", "serverName databaseName", "2023-12-30"),
  "dbformysql:FirewallRule": row(
    "Microsoft.DBforMySQL/flexibleServers/firewallRules",
    "serverName firewallRuleName",
    "2023-12-30",
  ),
  "dbformysql:Server": row("Microsoft.DBforMySQL/flexibleServers", "serverName", "2024-02-01-preview"),
  "dbforpostgresql:Configuration": row(
    "Microsoft.DBforPostgreSQL/flexibleServers/configurations",
    "serverName configurationName",
    "2025-08-01",
  ),
  "dbforpostgresql:Database": row(
    "Microsoft.DBforPostgreSQL/flexibleServers/databases",
    "serverName databaseName",
    "2025-08-01",
  ),
  "dbforpostgresql:FirewallRule": row(
    "Microsoft.DBforPostgreSQL/flexibleServers/firewallRules",
    "serverName firewallRuleName",
    "2025-08-01",
  ),
  "dbforpostgresql:Server": row("Microsoft.DBforPostgreSQL/flexibleServers", "serverName", "2025-08-01"),
  "dns:Zone": row("Microsoft.Network/dnsZones", "zoneName", "2023-07-01-preview"),
  "eventhub:EventHub": row("Microsoft.EventHub/namespaces/eventhubs", "namespaceName eventHubName", "2024-01-01"),
  "eventhub:Namespace": row("Microsoft.EventHub/namespaces", "namespaceName", "2024-01-01"),
  "eventhub:NamespaceAuthorizationRule": row(
    "Microsoft.EventHub/namespaces/authorizationRules",
    "namespaceName authorizationRuleName",
    "2024-01-01",
    { required: ["rights"] },
  ),
  "machinelearningservices:Workspace": row(
    "Microsoft.MachineLearningServices/workspaces",
    "workspaceName",
    "2025-12-01",
  ),
  "network:ApplicationGateway": row("Microsoft.Network/applicationGateways", "applicationGatewayName", "2024-05-01"),
  "network:LoadBalancer": row("Microsoft.Network/loadBalancers", "loadBalancerName", "2024-05-01"),
  "network:NatGateway": row("Microsoft.Network/natGateways", "natGatewayName", "2024-05-01"),
  "network:NetworkInterface": row("Microsoft.Network/networkInterfaces", "networkInterfaceName", "2024-05-01"),
  "network:PublicIPAddress": row("Microsoft.Network/publicIPAddresses", "publicIpAddressName", "2024-05-01", {
    readOnly: ["dnsSettings.fqdn"],
  }),
  "network:RouteTable": row("Microsoft.Network/routeTables", "routeTableName", "2024-05-01"),
  "network:VirtualNetworkPeering": row(
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    "virtualNetworkName virtualNetworkPeeringName",
    "2024-05-01",
  ),
  "redis:Redis": row("Microsoft.Cache/redis", "name", "2024-11-01", { required: ["sku"] }),
  "search:Service": row("Microsoft.Search/searchServices", "searchServiceName", "2025-05-01"),
  "servicebus:Namespace": row("Microsoft.ServiceBus/namespaces", "namespaceName", "2026-01-01"),
  "servicebus:NamespaceAuthorizationRule": row(
    "Microsoft.ServiceBus/namespaces/AuthorizationRules",
    "namespaceName authorizationRuleName",
    "2026-01-01",
    { required: ["rights"] },
  ),
  "servicebus:Queue": row("Microsoft.ServiceBus/namespaces/queues", "namespaceName queueName", "2026-01-01"),
  "servicebus:Subscription": row(
    "Microsoft.ServiceBus/namespaces/topics/subscriptions",
    "namespaceName topicName subscriptionName",
    "2026-01-01",
  ),
  "servicebus:Topic": row("Microsoft.ServiceBus/namespaces/topics", "namespaceName topicName", "2026-01-01"),
  "signalrservice:SignalR": row("Microsoft.SignalRService/signalR", "resourceName", "2024-03-01"),
  "sql:Database": row("Microsoft.Sql/servers/databases", "serverName databaseName", "2023-08-01", {
    located: "optional",
    replaces: ["location"],
  }),
  "sql:FirewallRule": row("Microsoft.Sql/servers/firewallRules", "serverName firewallRuleName", "2023-08-01"),
  "sql:Server": row("Microsoft.Sql/servers", "serverName", "2023-08-01"),
  "storage:BlobContainer": row(
    "Microsoft.Storage/storageAccounts/blobServices/containers",
    "accountName =default containerName",
    "2024-01-01",
  ),
  "storage:FileShare": row(
    "Microsoft.Storage/storageAccounts/fileServices/shares",
    "accountName =default shareName",
    "2024-01-01",
  ),
  "storage:Queue": row(
    "Microsoft.Storage/storageAccounts/queueServices/queues",
    "accountName =default queueName",
    "2024-01-01",
  ),
  "storage:StorageAccount": row("Microsoft.Storage/storageAccounts", "accountName", "2024-01-01", {
    required: ["kind", "sku"],
    readOnly: ["sku.tier"],
  }),
  "storage:Table": row(
    "Microsoft.Storage/storageAccounts/tableServices/tables",
    "accountName =default tableName",
    "2024-01-01",
  ),
  "web:AppServicePlan": row("Microsoft.Web/serverfarms", "name", "2025-05-01"),
  "web:StaticSite": row("Microsoft.Web/staticSites", "name", "2025-05-01"),
  "web:WebApp": row("Microsoft.Web/sites", "name", "2025-05-01"),
  "web:WebAppSlot": row("Microsoft.Web/sites/slots", "name slot", "2025-05-01", {
    located: "optional",
    replaces: ["location"],
  }),
};
