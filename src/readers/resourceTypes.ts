import type { ChildKind } from "../model/resources";

/** What a resource is to a registry: the registry itself, one of the model's children, or something around it. */
export type Part =
  | "registry"
  | ChildKind
  | "privateDnsZoneGroup"
  | "subnet"
  | "virtualNetwork"
  | "vault"
  | "key"
  | "pricing"
  | "resourceGroup"
  | "archive";

/** A resource type taken apart. */
export interface ResourceType {
  /** What it is to a registry; `undefined` for everything that no rule looks at. */
  readonly part: Part | undefined;
  /** The API version that the type names, for instance `v20251101`; `undefined` for the default one. */
  readonly apiVersion: string | undefined;
}

const lockTypes = [
  "ManagementLockAtResourceLevel",
  "ManagementLockAtResourceGroupLevel",
  "ManagementLockAtSubscriptionLevel",
  "ManagementLockByScope",
];

/** azure-native's module and class, to what they are. `archife` is how azure-native spells the singular. */
const parts = new Map<string, Part>([
  ["containerregistry:Registry", "registry"],
  ["containerregistry:Replication", "replications"],
  ["containerregistry:Webhook", "webhooks"],
  ["containerregistry:ScopeMap", "scopeMaps"],
  ["containerregistry:Token", "tokens"],
  ["containerregistry:Task", "tasks"],
  ["containerregistry:TaskRun", "taskRuns"],
  ["containerregistry:AgentPool", "agentPools"],
  ["containerregistry:CacheRule", "cacheRules"],
  ["containerregistry:CredentialSet", "credentialSets"],
  ["containerregistry:ConnectedRegistry", "connectedRegistries"],
  ["containerregistry:ExportPipeline", "exportPipelines"],
  ["containerregistry:ImportPipeline", "importPipelines"],
  ["containerregistry:PipelineRun", "pipelineRuns"],
  ["containerregistry:Archife", "archive"],
  ["containerregistry:Archive", "archive"],
  ["containerregistry:ArchiveVersion", "archive"],
  ["network:PrivateEndpoint", "privateEndpoints"],
  ["network:PrivateDnsZoneGroup", "privateDnsZoneGroup"],
  ["network:Subnet", "subnet"],
  ["network:VirtualNetwork", "virtualNetwork"],
  ["authorization:RoleAssignment", "roleAssignments"],
  ...lockTypes.map((type): [string, Part] => [`authorization:${type}`, "managementLocks"]),
  ["monitor:DiagnosticSetting", "diagnosticSettings"],
  ["insights:DiagnosticSetting", "diagnosticSettings"],
  ["keyvault:Vault", "vault"],
  ["keyvault:Key", "key"],
  ["security:Pricing", "pricing"],
  ["resources:ResourceGroup", "resourceGroup"],
]);

/** ARM's types, lower case, to the azure-native token of the same resource. */
const armTypes = new Map<string, string>([
  ...Object.entries({
    registries: "Registry",
    "registries/replications": "Replication",
    "registries/webhooks": "Webhook",
    "registries/scopemaps": "ScopeMap",
    "registries/tokens": "Token",
    "registries/tasks": "Task",
    "registries/taskruns": "TaskRun",
    "registries/agentpools": "AgentPool",
    "registries/cacherules": "CacheRule",
    "registries/credentialsets": "CredentialSet",
    "registries/connectedregistries": "ConnectedRegistry",
    "registries/exportpipelines": "ExportPipeline",
    "registries/importpipelines": "ImportPipeline",
    "registries/pipelineruns": "PipelineRun",
  }).map(([type, name]): [string, string] => [`microsoft.containerregistry/${type}`, `containerregistry:${name}`]),
  ["microsoft.network/privateendpoints", "network:PrivateEndpoint"],
  ["microsoft.network/privateendpoints/privatednszonegroups", "network:PrivateDnsZoneGroup"],
  ["microsoft.network/virtualnetworks", "network:VirtualNetwork"],
  ["microsoft.network/virtualnetworks/subnets", "network:Subnet"],
  ["microsoft.authorization/roleassignments", "authorization:RoleAssignment"],
  ["microsoft.containerregistry/registries/providers/roleassignments", "authorization:RoleAssignment"],
  ["microsoft.authorization/locks", "authorization:ManagementLockByScope"],
  ["microsoft.containerregistry/registries/providers/locks", "authorization:ManagementLockByScope"],
  ["microsoft.insights/diagnosticsettings", "monitor:DiagnosticSetting"],
  ["microsoft.containerregistry/registries/providers/diagnosticsettings", "monitor:DiagnosticSetting"],
  ["microsoft.keyvault/vaults", "keyvault:Vault"],
  ["microsoft.keyvault/vaults/keys", "keyvault:Key"],
  ["microsoft.security/pricings", "security:Pricing"],
  ["microsoft.resources/resourcegroups", "resources:ResourceGroup"],
]);

/** The azure-native token of an ARM type, versioned when a version is given; `undefined` for types that are not ours. */
export function tokenOfArmType(type: string, apiVersion?: string): string | undefined {
  const token = armTypes.get(type.toLowerCase().replace(/\/+$/, ""));
  if (token === undefined) return undefined;
  const version = apiVersion && /^\d{4}-\d\d-\d\d(-\w+)?$/.test(apiVersion) ? `/v${apiVersion.replace(/-/g, "")}` : "";
  const [module, name] = token.split(":");
  return `azure-native:${module}${version}:${name}`;
}

/**
 * Takes a type token apart, in each of its forms: `azure-native:containerregistry:Registry`, the versioned
 * `azure-native:containerregistry/v20251101:Registry` and the parameterized package's
 * `azure-native_containerregistry_v20251101:containerregistry:Registry`. ARM's own types are understood as well.
 */
export function parseType(type: string): ResourceType {
  const match = /^azure-native(?:_\w+?_(v\d{8}\w*))?:(\w+)(?:\/(v\d{8}\w*))?:(\w+)$/.exec(type);
  if (match) {
    const [, packageVersion, module = "", version, name = ""] = match;
    return { part: parts.get(`${module.toLowerCase()}:${name}`), apiVersion: version ?? packageVersion };
  }
  const [armType = "", apiVersion] = type.split("@");
  const token = armType.includes("/") ? tokenOfArmType(armType, apiVersion) : undefined;
  return token === undefined ? { part: undefined, apiVersion: undefined } : parseType(token);
}

/** The input names of a part's own name, outermost first. */
export const nameInputs: Readonly<Record<string, readonly string[]>> = {
  registry: ["registryName"],
  replications: ["registryName", "replicationName"],
  webhooks: ["registryName", "webhookName"],
  scopeMaps: ["registryName", "scopeMapName"],
  tokens: ["registryName", "tokenName"],
  tasks: ["registryName", "taskName"],
  taskRuns: ["registryName", "taskRunName"],
  agentPools: ["registryName", "agentPoolName"],
  cacheRules: ["registryName", "cacheRuleName"],
  credentialSets: ["registryName", "credentialSetName"],
  connectedRegistries: ["registryName", "connectedRegistryName"],
  exportPipelines: ["registryName", "exportPipelineName"],
  importPipelines: ["registryName", "importPipelineName"],
  pipelineRuns: ["registryName", "pipelineRunName"],
  privateEndpoints: ["privateEndpointName"],
  privateDnsZoneGroup: ["privateEndpointName", "privateDnsZoneGroupName"],
  virtualNetwork: ["virtualNetworkName"],
  subnet: ["virtualNetworkName", "subnetName"],
  vault: ["vaultName"],
  key: ["vaultName", "keyName"],
  pricing: ["pricingName"],
  roleAssignments: ["roleAssignmentName"],
  managementLocks: ["lockName"],
};
