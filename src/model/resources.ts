import {
  address,
  count,
  flag,
  list,
  map,
  mapOrKeys,
  type ObjectNode,
  object,
  secret,
  secretUri,
  text,
  toggle,
  type Value,
} from "./schema";

// Property names are those of azure-native's inputs (which are ARM's, flattened), over all API versions: the
// rules know which version has which.

/** Where a resource of the model came from: set by the readers, read by the doors and by a few rules. */
const origin = object({
  /** The resource's URN. */
  urn: text,
  /** How to name the resource to a person, for instance "Registry images". */
  label: text,
  /** The API version that the type token names, for instance "v20250601preview"; absent for the default version. */
  apiVersion: text,
  /** Whether the resource option `protect` is set. */
  protect: flag,
});

const tags = map(text);
const identity = object({
  type: text,
  /** Keyed by ARM id; azure-native takes a list of the ids. */
  userAssignedIdentities: mapOrKeys(object({ clientId: text, principalId: text })),
});
const enabled = toggle("Enabled", "Disabled");
const status = object({ status: toggle("enabled", "disabled") });

export const replication = object({
  origin,
  replicationName: text,
  location: text,
  regionEndpointEnabled: flag,
  zoneRedundancy: enabled,
  tags,
});

export const webhook = object({
  origin,
  webhookName: text,
  location: text,
  serviceUri: secretUri,
  customHeaders: map(secret),
  actions: list(text),
  scope: text,
  ...status.fields,
  tags,
});

export const scopeMap = object({ origin, scopeMapName: text, description: text, actions: list(text), tags });

export const token = object({
  origin,
  tokenName: text,
  scopeMapId: text,
  status: text,
  credentials: object({
    passwords: list(object({ name: text, expiry: text, creationTime: text, value: secret })),
    certificates: list(object({ name: text, expiry: text, encodedPemCertificate: secret, thumbprint: text })),
  }),
  tags,
});

const argument = object({ name: text, value: secret, isSecret: flag });
const platform = object({ os: text, architecture: text, variant: text });
const secretObject = object({
  type: text,
  /** Masked unless `type` is `Vaultsecret`, when it is a Key Vault secret's URI. */
  value: secretUri,
});
const credentials = object({
  sourceRegistry: object({ loginMode: text, identity: text }),
  customRegistries: map(object({ userName: secretObject, password: secretObject, identity: text })),
});
const step = object({
  type: text,
  contextPath: address,
  contextAccessToken: secret,
  dockerFilePath: text,
  imageNames: list(text),
  isPushEnabled: flag,
  noCache: flag,
  target: text,
  arguments: list(argument),
  taskFilePath: text,
  valuesFilePath: text,
  encodedTaskContent: text,
  encodedValuesContent: text,
  values: list(argument),
});

export const task = object({
  origin,
  taskName: text,
  location: text,
  status: enabled,
  isSystemTask: flag,
  timeout: count,
  agentConfiguration: object({ cpu: count }),
  agentPoolName: text,
  logTemplate: text,
  platform,
  identity,
  credentials,
  step,
  trigger: object({
    timerTriggers: list(object({ name: text, schedule: text, status: enabled })),
    sourceTriggers: list(
      object({
        name: text,
        status: enabled,
        sourceTriggerEvents: list(text),
        sourceRepository: object({
          sourceControlType: text,
          repositoryUrl: address,
          branch: text,
          sourceControlAuthProperties: object({
            tokenType: text,
            token: secret,
            refreshToken: secret,
            scope: text,
            expiresIn: count,
          }),
        }),
      }),
    ),
    baseImageTrigger: object({
      name: text,
      status: enabled,
      baseImageTriggerType: text,
      updateTriggerEndpoint: secretUri,
      updateTriggerPayloadType: text,
    }),
  }),
  tags,
});

export const taskRun = object({
  origin,
  taskRunName: text,
  location: text,
  forceUpdateTag: text,
  identity,
  runRequest: object({
    type: text,
    taskId: text,
    agentPoolName: text,
    isArchiveEnabled: flag,
    timeout: count,
    agentConfiguration: object({ cpu: count }),
    platform,
    credentials,
    sourceLocation: address,
    dockerFilePath: text,
    imageNames: list(text),
    isPushEnabled: flag,
    noCache: flag,
    target: text,
    arguments: list(argument),
    taskFilePath: text,
    valuesFilePath: text,
    encodedTaskContent: text,
    encodedValuesContent: text,
    values: list(argument),
    overrideTaskStepProperties: object({
      contextPath: address,
      file: text,
      target: text,
      arguments: list(argument),
      values: list(argument),
      updateTriggerToken: secret,
    }),
  }),
  tags,
});

export const agentPool = object({
  origin,
  agentPoolName: text,
  location: text,
  tier: text,
  count,
  os: text,
  virtualNetworkSubnetResourceId: text,
  tags,
});

export const cacheRule = object({
  origin,
  cacheRuleName: text,
  sourceRepository: text,
  targetRepository: text,
  credentialSetResourceId: text,
  identity,
  additionalAuthenticationProperties: object({
    type: text,
    projectNumber: text,
    workloadIdentityPoolId: text,
    workloadIdentityProviderId: text,
    serviceAccountEmail: text,
  }),
  tags,
});

export const credentialSet = object({
  origin,
  credentialSetName: text,
  loginServer: text,
  identity,
  authCredentials: list(object({ name: text, usernameSecretIdentifier: text, passwordSecretIdentifier: text })),
  tags,
});

export const connectedRegistry = object({
  origin,
  connectedRegistryName: text,
  mode: text,
  parent: object({
    id: text,
    syncProperties: object({ tokenId: text, schedule: text, syncWindow: text, messageTtl: text }),
  }),
  clientTokenIds: list(text),
  notificationsList: list(text),
  logging: object({ logLevel: text, auditLogStatus: text }),
  garbageCollection: object({ enabled: flag, schedule: text }),
  loginServer: object({ host: text }),
  tags,
});

const storageEnd = object({ type: text, uri: address, keyVaultUri: text, storageAccessMode: text });
export const exportPipeline = object({
  origin,
  exportPipelineName: text,
  location: text,
  identity,
  target: storageEnd,
  options: list(text),
  tags,
});
export const importPipeline = object({
  origin,
  importPipelineName: text,
  location: text,
  identity,
  source: storageEnd,
  trigger: object({ sourceTrigger: status }),
  options: list(text),
  tags,
});
export const pipelineRun = object({
  origin,
  pipelineRunName: text,
  forceUpdateTag: text,
  request: object({
    pipelineResourceId: text,
    artifacts: list(text),
    source: object({ type: text, name: text }),
    target: object({ type: text, name: text }),
    catalogDigest: text,
  }),
  tags,
});

const privateLinkServiceConnection = object({
  name: text,
  groupIds: list(text),
  privateLinkServiceId: text,
  requestMessage: text,
});
export const privateEndpoint = object({
  origin,
  privateEndpointName: text,
  location: text,
  subnet: object({ id: text }),
  /** Address prefixes of the subnet, CIDR, where the reader can see the subnet. */
  subnetPrefixes: list(text),
  customNetworkInterfaceName: text,
  privateLinkServiceConnections: list(privateLinkServiceConnection),
  manualPrivateLinkServiceConnections: list(privateLinkServiceConnection),
  ipConfigurations: list(object({ name: text, groupId: text, memberName: text, privateIPAddress: text })),
  /** The zone groups of this endpoint (the service takes one). */
  privateDnsZoneGroups: map(
    object({
      origin,
      privateDnsZoneGroupName: text,
      privateDnsZoneConfigs: list(object({ name: text, privateDnsZoneId: text })),
    }),
  ),
  tags,
});

export const roleAssignment = object({
  origin,
  roleAssignmentName: text,
  scope: text,
  roleDefinitionId: text,
  principalId: text,
  principalType: text,
  condition: text,
  conditionVersion: text,
});

export const diagnosticSetting = object({
  origin,
  resourceUri: text,
  workspaceId: text,
  storageAccountId: text,
  eventHubAuthorizationRuleId: text,
  logs: list(object({ category: text, categoryGroup: text, enabled: flag })),
  metrics: list(object({ category: text, enabled: flag })),
});

export const managementLock = object({ origin, lockName: text, level: text, scope: text });

/** The children of a registry, and what surrounds it, by the name of their map in the model. */
export const children = {
  replications: replication,
  webhooks: webhook,
  scopeMaps: scopeMap,
  tokens: token,
  tasks: task,
  taskRuns: taskRun,
  agentPools: agentPool,
  cacheRules: cacheRule,
  credentialSets: credentialSet,
  connectedRegistries: connectedRegistry,
  exportPipelines: exportPipeline,
  importPipelines: importPipeline,
  pipelineRuns: pipelineRun,
  privateEndpoints: privateEndpoint,
  roleAssignments: roleAssignment,
  diagnosticSettings: diagnosticSetting,
  managementLocks: managementLock,
} as const;

/** A registry's own properties, as azure-native's `Registry` takes them, over all API versions. */
export const registryProperties = {
  origin,
  registryName: text,
  resourceGroupName: text,
  location: text,
  sku: object({ name: text }),
  adminUserEnabled: flag,
  anonymousPullEnabled: flag,
  autoGeneratedDomainNameLabelScope: text,
  dataEndpointEnabled: flag,
  encryption: object({ status: text, keyVaultProperties: object({ identity: text, keyIdentifier: text }) }),
  endpointProtocol: text,
  identity,
  metadataSearch: enabled,
  networkRuleBypassAllowedForTasks: flag,
  networkRuleBypassOptions: text,
  networkRuleSet: object({
    defaultAction: text,
    ipRules: list(object({ action: text, iPAddressOrRange: text })),
    virtualNetworkRules: list(object({ action: text, id: text, virtualNetworkSubnetResourceId: text })),
  }),
  policies: object({
    azureADAuthenticationAsArmPolicy: status,
    exportPolicy: status,
    quarantinePolicy: status,
    retentionPolicy: object({ days: count, ...status.fields }),
    softDeletePolicy: object({ retentionDays: count, ...status.fields }),
    trustPolicy: object({ ...status.fields, type: text }),
  }),
  publicNetworkAccess: enabled,
  regionalEndpoints: enabled,
  roleAssignmentMode: text,
  tags,
  writableCacheRepos: enabled,
  zoneRedundancy: enabled,
} as const;

/** What a reader may know of the surroundings. Absent means "not seen", never "not there". */
const surroundings = {
  /** True for a registry made elsewhere: whatever is not given is then unknown instead of absent. */
  elsewhere: flag,
  /** The key vault of `encryption`. */
  vault: object({
    enablePurgeProtection: flag,
    enableSoftDelete: flag,
    enableRbacAuthorization: flag,
    publicNetworkAccess: text,
    networkAcls: object({ bypass: text, defaultAction: text }),
  }),
  /** The key of `encryption`. */
  key: object({ kty: text, keySize: count, curveName: text }),
  /** Names of repositories that exist in the registry already. */
  repositories: list(text),
  /** Defender plans that the same deployment manages: plan name to its pricing tier. */
  defenderPlans: map(text),
  /** Type tokens of the other resources in the registry's resource group. */
  resourceGroupTypes: list(text),
} as const;

/** A registry with everything around it. */
export const registry = object({
  ...registryProperties,
  ...surroundings,
  replications: map(replication),
  webhooks: map(webhook),
  scopeMaps: map(scopeMap),
  tokens: map(token),
  tasks: map(task),
  taskRuns: map(taskRun),
  agentPools: map(agentPool),
  cacheRules: map(cacheRule),
  credentialSets: map(credentialSet),
  connectedRegistries: map(connectedRegistry),
  exportPipelines: map(exportPipeline),
  importPipelines: map(importPipeline),
  pipelineRuns: map(pipelineRun),
  privateEndpoints: map(privateEndpoint),
  roleAssignments: map(roleAssignment),
  diagnosticSettings: map(diagnosticSetting),
  managementLocks: map(managementLock),
});

/** A geo-replication, with azure-native's input names. */
export interface ReplicationModel extends Value<typeof replication> {}
/** A webhook, with azure-native's input names. */
export interface WebhookModel extends Value<typeof webhook> {}
/** A scope map, with azure-native's input names. */
export interface ScopeMapModel extends Value<typeof scopeMap> {}
/** A token, with azure-native's input names. */
export interface TokenModel extends Value<typeof token> {}
/** A task, with azure-native's input names. */
export interface TaskModel extends Value<typeof task> {}
/** A run of a task, with azure-native's input names. */
export interface TaskRunModel extends Value<typeof taskRun> {}
/** An agent pool, with azure-native's input names. */
export interface AgentPoolModel extends Value<typeof agentPool> {}
/** An artifact cache rule, with azure-native's input names. */
export interface CacheRuleModel extends Value<typeof cacheRule> {}
/** A credential set, with azure-native's input names. */
export interface CredentialSetModel extends Value<typeof credentialSet> {}
/** A connected registry, with azure-native's input names. */
export interface ConnectedRegistryModel extends Value<typeof connectedRegistry> {}
/** An export pipeline, with azure-native's input names. */
export interface ExportPipelineModel extends Value<typeof exportPipeline> {}
/** An import pipeline, with azure-native's input names. */
export interface ImportPipelineModel extends Value<typeof importPipeline> {}
/** A run of a transfer pipeline, with azure-native's input names. */
export interface PipelineRunModel extends Value<typeof pipelineRun> {}
/** A private endpoint, with azure-native's input names. */
export interface PrivateEndpointModel extends Value<typeof privateEndpoint> {}
/** A role assignment on the registry, with azure-native's input names. */
export interface RoleAssignmentModel extends Value<typeof roleAssignment> {}
/** A diagnostic setting of the registry, with azure-native's input names. */
export interface DiagnosticSettingModel extends Value<typeof diagnosticSetting> {}
/** A management lock on the registry, with azure-native's input names. */
export interface ManagementLockModel extends Value<typeof managementLock> {}
/** The type of one child, by the name of its map. */
export interface ChildModels {
  replications: ReplicationModel;
  webhooks: WebhookModel;
  scopeMaps: ScopeMapModel;
  tokens: TokenModel;
  tasks: TaskModel;
  taskRuns: TaskRunModel;
  agentPools: AgentPoolModel;
  cacheRules: CacheRuleModel;
  credentialSets: CredentialSetModel;
  connectedRegistries: ConnectedRegistryModel;
  exportPipelines: ExportPipelineModel;
  importPipelines: ImportPipelineModel;
  pipelineRuns: PipelineRunModel;
  privateEndpoints: PrivateEndpointModel;
  roleAssignments: RoleAssignmentModel;
  diagnosticSettings: DiagnosticSettingModel;
  managementLocks: ManagementLockModel;
}

/** The name of a child map of a registry, for instance `replications`. */
export type ChildKind = keyof ChildModels;
/** One child of a kind, for instance a replication. */
export type ChildModel<Kind extends ChildKind> = ChildModels[Kind];
/** A registry's own properties and what is known of its surroundings. */
interface RegistryProperties extends Value<ObjectNode<typeof registryProperties & typeof surroundings>> {}
/** A registry with its children and surroundings, as plain data. */
export type RegistryModel = RegistryProperties & {
  [Kind in ChildKind]?: Record<string, ChildModels[Kind]> | undefined;
};
/** Where a resource of the model came from. */
export interface Origin extends Value<typeof origin> {}

/** Every child kind, in the order in which a reader lists them. */
export const childKinds = Object.keys(children) as ChildKind[];
