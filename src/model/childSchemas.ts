import { address, count, flag, list, map, mapOrKeys, object, secret, secretUri, text, toggle } from "./schema";

// What the model keeps of each kind of child. Property names are those of azure-native's inputs (which are ARM's, flattened), over all API versions: the
// rules know which version has which.

/** Where a resource of the model came from: set by the readers, read by the doors and by a few rules. */
export const origin = object({
  /** The resource's URN. */
  urn: text,
  /** How to name the resource to a person, for instance "Registry images". */
  label: text,
  /** The API version that the type token names, for instance "v20250601preview"; absent for the default version. */
  apiVersion: text,
  /** Whether the resource option `protect` is set. */
  protect: flag,
});

export const tags = map(text);
export const identity = object({
  type: text,
  /** Keyed by ARM id; azure-native takes a list of the ids. */
  userAssignedIdentities: mapOrKeys(object({ clientId: text, principalId: text })),
});
export const enabled = toggle("Enabled", "Disabled");
export const status = object({ status: toggle("enabled", "disabled") });

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
