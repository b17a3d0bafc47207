// Every type that the local Azure knows, as raw resources.
const az = require("@pulumi/azure-native");
const ad = require("@pulumi/azuread");

const loc = "West Europe";
const g = new az.resources.ResourceGroup("g", { location: loc, tags: { a: "b" } });
const on = { resourceGroupName: g.name };
const vnet = new az.network.VirtualNetwork("vnet", {
  ...on,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  subnets: [{ name: "inline", addressPrefix: "10.0.9.0/24" }],
});
const nsg = new az.network.NetworkSecurityGroup("nsg", {
  ...on,
  securityRules: [
    {
      name: "r",
      access: "Allow",
      direction: "Inbound",
      priority: 100,
      protocol: "Tcp",
      sourcePortRange: "*",
      destinationPortRange: "443",
      sourceAddressPrefix: "*",
      destinationAddressPrefix: "*",
    },
  ],
});
const subnet = new az.network.Subnet("subnet", {
  ...on,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.0.1.0/24",
  networkSecurityGroup: { id: nsg.id },
});
const id = new az.managedidentity.UserAssignedIdentity("id", on);
new az.managedidentity.FederatedIdentityCredential("fic", {
  ...on,
  resourceName: id.name,
  audiences: ["api://AzureADTokenExchange"],
  issuer: "https://token.actions.githubusercontent.com",
  subject: "repo:x/y:ref:refs/heads/main",
});
const vault = new az.keyvault.Vault("vault", {
  ...on,
  properties: {
    tenantId: az.authorization.getClientConfigOutput().tenantId,
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
    enablePurgeProtection: true,
  },
});
const key = new az.keyvault.Key("key", { ...on, vaultName: vault.name, properties: { kty: "RSA", keySize: 2048 } });
const sec = new az.keyvault.Secret("sec", { ...on, vaultName: vault.name, properties: { value: "x" } });
const grant = new az.authorization.RoleAssignment("grant", {
  scope: key.id,
  principalId: id.principalId,
  principalType: "ServicePrincipal",
  roleDefinitionId:
    "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6",
});
const r = new az.containerregistry.Registry(
  "images",
  {
    ...on,
    sku: { name: "Premium" },
    dataEndpointEnabled: true,
    identity: { type: "UserAssigned", userAssignedIdentities: [id.id] },
    encryption: { status: "enabled", keyVaultProperties: { identity: id.clientId, keyIdentifier: key.keyUri } },
    policies: { retentionPolicy: { days: 3, status: "enabled" } },
    networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "8.8.8.8/32" }] },
  },
  { dependsOn: grant },
);
const inR = { ...on, registryName: r.name };
const rep = new az.containerregistry.Replication("northeurope", { ...inR, location: "northeurope" });
const sm = new az.containerregistry.ScopeMap("pullers", { ...inR, actions: ["repositories/a/content/read"] });
new az.containerregistry.Token("token", {
  ...inR,
  scopeMapId: sm.id,
  credentials: { passwords: [{ name: "password1" }] },
});
const gw = new az.containerregistry.ScopeMap("gateway", {
  ...inR,
  actions: [
    "gateway/onprem/config/read",
    "gateway/onprem/config/write",
    "gateway/onprem/message/read",
    "gateway/onprem/message/write",
  ],
});
const sync = new az.containerregistry.Token("syncer", { ...inR, scopeMapId: gw.id });
new az.containerregistry.ConnectedRegistry("onprem", {
  ...inR,
  mode: "ReadWrite",
  parent: { syncProperties: { tokenId: sync.id, messageTtl: "P2D" } },
});
new az.containerregistry.Webhook("hooks", { ...inR, actions: ["push"], serviceUri: "https://x.test" });
const task = new az.containerregistry.Task("build", {
  ...inR,
  platform: { os: "Linux" },
  step: { type: "Docker", dockerFilePath: "Dockerfile", contextPath: "https://github.com/a/b.git" },
  trigger: { timerTriggers: [{ name: "t", schedule: "0 0 * * *" }] },
  identity: { type: "SystemAssigned" },
});
const run = new az.containerregistry.TaskRun("firstrun", {
  ...inR,
  runRequest: { type: "TaskRunRequest", taskId: task.id },
});
new az.containerregistry.AgentPool("pool", { ...inR, tier: "S1", count: 1, os: "Linux" });
const cs = new az.containerregistry.CredentialSet("hublogin", {
  ...inR,
  loginServer: "docker.io",
  identity: { type: "SystemAssigned" },
  authCredentials: [
    {
      name: "Credential1",
      usernameSecretIdentifier: sec.properties.secretUri,
      passwordSecretIdentifier: sec.properties.secretUri,
    },
  ],
});
new az.containerregistry.CacheRule("nginx", {
  ...inR,
  sourceRepository: "docker.io/library/nginx",
  targetRepository: "nginx",
  credentialSetResourceId: cs.id,
});
const ep = new az.containerregistry.ExportPipeline("exporting", {
  ...inR,
  identity: { type: "SystemAssigned" },
  target: {
    type: "AzureStorageBlobContainer",
    uri: "https://a.blob.core.windows.net/c",
    keyVaultUri: sec.properties.secretUri,
  },
  options: ["OverwriteBlobs"],
});
new az.containerregistry.ImportPipeline("importing", {
  ...inR,
  identity: { type: "SystemAssigned" },
  source: {
    type: "AzureStorageBlobContainer",
    uri: "https://a.blob.core.windows.net/c",
    keyVaultUri: sec.properties.secretUri,
  },
  trigger: { sourceTrigger: { status: "Enabled" } },
});
new az.containerregistry.PipelineRun("runsonce", {
  ...inR,
  request: { pipelineResourceId: ep.id, artifacts: ["a:1"], target: { type: "AzureStorageBlob", name: "b" } },
});
const ws = new az.operationalinsights.Workspace("ws", { ...on, sku: { name: "PerGB2018" } });
new az.monitor.DiagnosticSetting("ds", {
  resourceUri: r.id,
  workspaceId: ws.id,
  logs: [{ category: "ContainerRegistryLoginEvents", enabled: true }],
});
const zone = new az.privatedns.PrivateZone("zone", {
  ...on,
  privateZoneName: "privatelink.azurecr.io",
  location: "global",
});
new az.privatedns.VirtualNetworkLink("link", {
  ...on,
  privateZoneName: zone.name,
  location: "global",
  virtualNetwork: { id: vnet.id },
  registrationEnabled: false,
});
const pe = new az.network.PrivateEndpoint(
  "pe",
  {
    ...on,
    subnet: { id: subnet.id },
    privateLinkServiceConnections: [{ name: "acr", privateLinkServiceId: r.id, groupIds: ["registry"] }],
  },
  { dependsOn: rep },
);
new az.network.PrivateDnsZoneGroup("zg", {
  ...on,
  privateEndpointName: pe.name,
  privateDnsZoneConfigs: [{ name: "acr", privateDnsZoneId: zone.id }],
});
new az.privatedns.PrivateRecordSet("rec", {
  ...on,
  privateZoneName: zone.name,
  recordType: "A",
  ttl: 60,
  aRecords: [{ ipv4Address: "10.0.1.9" }],
});
const app = new ad.Application("app", { displayName: "app" });
const sp = new ad.ServicePrincipal("sp", { clientId: app.clientId });
const pw = new ad.ServicePrincipalPassword("pw", { servicePrincipalId: sp.id });
new ad.ApplicationFederatedIdentityCredential("afic", {
  applicationId: app.id,
  audiences: ["a"],
  displayName: "x",
  issuer: "https://i",
  subject: "s",
});
new ad.Group("grp", { displayName: "grp", securityEnabled: true });
new az.authorization.RoleAssignment("pull", {
  scope: r.id,
  principalId: sp.objectId,
  principalType: "ServicePrincipal",
  roleDefinitionId:
    "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
});
new az.authorization.ManagementLockByScope("lock", { scope: ws.id, level: "CanNotDelete" });
exports.conn = rep.status;
exports.pwv = pw.value;
exports.dns = pe.customDnsConfigs;
exports.keyUri = key.keyUri;
exports.nic = pe.networkInterfaces;
exports.sp = ad.getServicePrincipalOutput({ objectId: sp.objectId }).displayName;
exports.run = run.runResult;
