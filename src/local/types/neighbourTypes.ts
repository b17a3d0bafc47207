import type { ResourceType } from "./resourceType";

const inGroup = (arm: string, name: string, more: Partial<ResourceType> = {}): ResourceType => ({
  arm,
  names: [name],
  located: true,
  ...more,
});

const directory = (kind: string, more: Partial<ResourceType> = {}): ResourceType => ({
  arm: `directory/${kind}`,
  names: [],
  naming: "none",
  ...more,
});

const byScope = (arm: string, name: string, scope: string, more: Partial<ResourceType> = {}): ResourceType => ({
  arm,
  names: [name],
  scope,
  ...more,
});

/**
 * What surrounds a registry. What needs a new resource is what azure-native's generator marks (its list of replacements
 * and the specifications' create-only properties); a change that only the service refuses is not in here.
 */
export const neighbourTypes: Readonly<Record<string, ResourceType>> = {
  "resources:ResourceGroup": {
    arm: "",
    names: ["resourceGroupName"],
    located: true,
    replaces: ["location"],
    apiVersion: "2024-03-01",
  },
  "network:VirtualNetwork": inGroup("Microsoft.Network/virtualNetworks", "virtualNetworkName", {
    located: "optional",
    replaces: ["location"],
    apiVersion: "2024-05-01",
  }),
  "network:Subnet": {
    arm: "Microsoft.Network/virtualNetworks/subnets",
    names: ["virtualNetworkName", "subnetName"],
    apiVersion: "2024-05-01",
  },
  "network:NetworkSecurityGroup": inGroup("Microsoft.Network/networkSecurityGroups", "networkSecurityGroupName", {
    located: "optional",
    apiVersion: "2024-05-01",
  }),
  "network:PrivateEndpoint": inGroup("Microsoft.Network/privateEndpoints", "privateEndpointName", {
    located: "optional",
    replaces: ["subnet"],
    apiVersion: "2024-05-01",
  }),
  "network:PrivateDnsZoneGroup": {
    arm: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    names: ["privateEndpointName", "privateDnsZoneGroupName"],
    apiVersion: "2024-05-01",
  },
  // The provider does not give these a region by itself: they are global.
  "privatedns:PrivateZone": {
    arm: "Microsoft.Network/privateDnsZones",
    names: ["privateZoneName"],
    apiVersion: "2024-06-01",
  },
  "privatedns:VirtualNetworkLink": {
    arm: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    names: ["privateZoneName", "virtualNetworkLinkName"],
    apiVersion: "2024-06-01",
  },
  "privatedns:PrivateRecordSet": {
    arm: "Microsoft.Network/privateDnsZones/{recordType}",
    names: ["privateZoneName", "relativeRecordSetName"],
    required: ["recordType"],
    replaces: ["recordType"],
    apiVersion: "2024-06-01",
  },
  "keyvault:Vault": inGroup("Microsoft.KeyVault/vaults", "vaultName", {
    required: ["properties"],
    readOnly: ["properties.vaultUri"],
    apiVersion: "2024-11-01",
  }),
  "keyvault:Key": {
    arm: "Microsoft.KeyVault/vaults/keys",
    names: ["vaultName", "keyName"],
    required: ["properties"],
    apiVersion: "2024-11-01",
  },
  "keyvault:Secret": {
    arm: "Microsoft.KeyVault/vaults/secrets",
    names: ["vaultName", "secretName"],
    required: ["properties"],
    readOnly: ["properties.secretUri", "properties.secretUriWithVersion"],
    apiVersion: "2024-11-01",
  },
  "keyvault:AccessPolicy": {
    arm: "Microsoft.KeyVault/vaults/accessPolicy",
    names: ["vaultName", "policy.objectId"],
    naming: "none",
    required: ["policy"],
  },
  "managedidentity:UserAssignedIdentity": inGroup("Microsoft.ManagedIdentity/userAssignedIdentities", "resourceName", {
    replaces: ["location"],
    apiVersion: "2023-01-31",
  }),
  "managedidentity:FederatedIdentityCredential": {
    arm: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    names: ["resourceName", "federatedIdentityCredentialResourceName"],
    required: ["audiences", "issuer", "subject"],
    apiVersion: "2023-01-31",
  },
  "authorization:RoleAssignment": byScope("Microsoft.Authorization/roleAssignments", "roleAssignmentName", "scope", {
    naming: "uuid",
    required: ["principalId", "roleDefinitionId"],
    replaces: ["principalId"],
    apiVersion: "2022-04-01",
  }),
  "authorization:ManagementLockByScope": byScope("Microsoft.Authorization/locks", "lockName", "scope", {
    required: ["level"],
    apiVersion: "2020-05-01",
  }),
  "authorization:ManagementLockAtResourceGroupLevel": {
    arm: "Microsoft.Authorization/locks",
    names: ["lockName"],
    required: ["level"],
    apiVersion: "2020-05-01",
  },
  "authorization:ManagementLockAtResourceLevel": {
    arm: "Microsoft.Authorization/locks",
    names: ["lockName"],
    required: ["level", "resourceName", "resourceType", "resourceProviderNamespace", "parentResourcePath"],
    replaces: ["resourceName", "resourceType", "resourceProviderNamespace", "parentResourcePath", "resourceGroupName"],
    scope: ({ resourceGroupName, resourceProviderNamespace, parentResourcePath, resourceType, resourceName }) => {
      const parts = [resourceProviderNamespace, parentResourcePath, resourceType, resourceName];
      if (![resourceGroupName, ...parts].every((part) => typeof part === "string")) return undefined;
      return `{group}/providers/${parts.filter((part) => part !== "").join("/")}`;
    },
    apiVersion: "2020-05-01",
  },
  "operationalinsights:Workspace": inGroup("Microsoft.OperationalInsights/workspaces", "workspaceName", {
    replaces: ["location"],
    apiVersion: "2023-09-01",
  }),
  "monitor:DiagnosticSetting": byScope("Microsoft.Insights/diagnosticSettings", "name", "resourceUri", {
    apiVersion: "2021-05-01-preview",
  }),
  "insights:DiagnosticSetting": byScope("Microsoft.Insights/diagnosticSettings", "name", "resourceUri", {
    apiVersion: "2021-05-01-preview",
  }),
  "azuread:Application": directory("applications", { required: ["displayName"] }),
  "azuread:ServicePrincipal": directory("servicePrincipals", { required: ["clientId"], replaces: ["clientId"] }),
  "azuread:ApplicationPassword": directory("applicationPasswords", {
    required: ["applicationId"],
    replaces: ["applicationId", "displayName", "endDate", "endDateRelative", "rotateWhenChanged", "startDate"],
  }),
  "azuread:ServicePrincipalPassword": directory("servicePrincipalPasswords", {
    required: ["servicePrincipalId"],
    replaces: ["servicePrincipalId", "displayName", "endDate", "endDateRelative", "rotateWhenChanged", "startDate"],
  }),
  "azuread:ApplicationFederatedIdentityCredential": directory("federatedIdentityCredentials", {
    required: ["applicationId", "audiences", "displayName", "issuer", "subject"],
    replaces: ["applicationId", "displayName"],
  }),
  "azuread:Group": directory("groups", { required: ["displayName"] }),
};
