// The program of adoption.test.ts: a registry with children of every kind, first raw, then the same with the class changed,
// then with the children in the maps.
const raw = require("@pulumi/azure-native/containerregistry");
const { RoleAssignment, ManagementLockByScope } = require("@pulumi/azure-native/authorization");
const { UserAssignedIdentity } = require("@pulumi/azure-native/managedidentity");
const { DiagnosticSetting } = require("@pulumi/azure-native/monitor");
const { PrivateDnsZoneGroup, PrivateEndpoint, Subnet, VirtualNetwork } = require("@pulumi/azure-native/network");
const { Workspace } = require("@pulumi/azure-native/operationalinsights");
const { PrivateZone } = require("@pulumi/azure-native/privatedns");
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const pulumi = require("@pulumi/pulumi");
const acr = require("pulumi-acr");

const step = process.env.STEP;
const parented = process.env.PARENTED === "true";
const group = new ResourceGroup("images", { location: "westeurope" });
const on = { resourceGroupName: group.name };
const network = new VirtualNetwork("hub", { ...on, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
const subnet = new Subnet("endpoints", { ...on, virtualNetworkName: network.name, addressPrefix: "10.0.1.0/24" });
const zone = new PrivateZone("zone", { ...on, privateZoneName: "privatelink.azurecr.io", location: "global" });
const workspace = new Workspace("logs", on);
const puller = new UserAssignedIdentity("puller", on);

const build = {
  step: { type: "FileTask", contextPath: "https://github.com/contoso/web.git", taskFilePath: "acr-task.yaml" },
  platform: { os: "Linux" },
};
const hook = { serviceUri: "https://contoso.com/hook", actions: ["push"] };
const args = { ...on, adminUserEnabled: false, publicNetworkAccess: "Disabled", tags: { team: "platform" } };
const inMaps = step === "maps";
/** An alias by the name that the child has in the raw program; nothing else is needed. */
const was = (name) => ({ opts: { aliases: [{ name }] } });

const registry =
  step === "raw"
    ? new raw.Registry("images", { ...args, sku: { name: "Premium" } })
    : new acr.Registry(
        "images",
        {
          ...args,
          sku: "Premium",
          ...(inMaps && {
            replications: { northeurope: was("north"), eastus: was("east") },
            webhooks: { deploy: { ...hook, ...was("deploy") } },
            tasks: { build: { ...build, ...was("build") } },
            privateEndpoints: { hub: { subnetId: subnet.id, connectionName: "acr", ...was("hub") } },
          }),
        },
        { aliases: [{ type: "azure-native:containerregistry:Registry" }] },
      );

const opts = parented ? { parent: registry } : {};
const of = { ...on, registryName: registry.name };
if (!inMaps) {
  // One of them is named as the library would name it, the other as its resource.
  const north = new raw.Replication("north", { ...of, location: "northeurope" }, opts);
  new raw.Replication("east", { ...of, location: "eastus", replicationName: "eastus" }, { ...opts, dependsOn: north });
  new raw.Webhook("deploy", { ...of, ...hook }, opts);
  new raw.Task("build", { ...of, ...build }, opts);
}
const endpoint = inMaps
  ? registry.privateEndpoints.hub
  : new PrivateEndpoint(
      "hub",
      {
        ...on,
        subnet: { id: subnet.id },
        privateLinkServiceConnections: [{ name: "acr", groupIds: ["registry"], privateLinkServiceId: registry.id }],
      },
      { ...opts, dependsOn: [zone] },
    );
new PrivateDnsZoneGroup(
  "hub",
  {
    ...on,
    privateEndpointName: endpoint.name,
    privateDnsZoneGroupName: "default",
    privateDnsZoneConfigs: [{ name: "registry", privateDnsZoneId: zone.id }],
  },
  opts,
);
const map = new raw.ScopeMap("pullers", { ...of, actions: ["repositories/web/content/read"] }, opts);
const token = new raw.Token("puller", { ...of, scopeMapId: map.id }, opts);
new raw.AgentPool("pool1", { ...of, agentPoolName: "pool1", tier: "S1", count: 1, os: "Linux" }, opts);
new raw.CacheRule("nginx", { ...of, sourceRepository: "mcr.microsoft.com/*", targetRepository: "mcr/*" }, opts);
new RoleAssignment(
  "pull",
  {
    scope: registry.id,
    principalId: puller.principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId:
      "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
  },
  opts,
);
new DiagnosticSetting(
  "audit",
  {
    resourceUri: registry.id,
    workspaceId: workspace.id,
    logs: [{ category: "ContainerRegistryLoginEvents", enabled: true }],
  },
  opts,
);
// A child of a child goes along with it.
new ManagementLockByScope("keep", { scope: token.id, level: "CanNotDelete" }, parented ? { parent: token } : {});
exports.loginServer = pulumi.output(registry.loginServer);
