import * as schemas from "./childSchemas";
import type { ObjectNode, Value } from "./schema";

/** What the service takes as a name. */
export interface NameForm {
  /** Holds for a text of allowed characters, whatever its length. */
  readonly pattern: RegExp;
  readonly min: number;
  readonly max: number;
  /** The allowed characters as a sentence names them. */
  readonly says: string;
}

/** How a change of a property that is fixed after creation ends: azure-native makes another resource, or the service refuses it. */
export type FixedBy = "replaced" | "refused";

/** What there is to know of a kind of child of a registry, or of a kind of resource around one. */
export interface ChildKindFacts<Schema extends ObjectNode = ObjectNode> {
  /** What the model keeps of one. */
  readonly schema: Schema;
  /** Its class in azure-native: the type token without package and API version. */
  readonly token: `${string}:${string}`;
  /** Other classes of azure-native for the same thing. */
  readonly otherTokens?: readonly `${string}:${string}`[];
  /** Its type in ARM. */
  readonly armType: string;
  /** The API version of the class in azure-native 3.28. */
  readonly apiVersion: string;
  /** The property that holds its name; absent where the model keeps none. */
  readonly nameProperty?: string;
  /** How a sentence names one and several. */
  readonly noun: string;
  readonly plural: string;
  /** Whether it has a region, which Pulumi fills in where it is left out. */
  readonly located?: true;
}

/** What there is to know of a kind of child that ARM puts below a registry. */
export interface RegistryChildFacts<Schema extends ObjectNode = ObjectNode> extends ChildKindFacts<Schema> {
  readonly nameProperty: string;
  readonly nameForm: NameForm;
  /** Whether ARM tracks it: it has tags, and a region of its own. */
  readonly tracked?: true;
  /** The properties that are fixed after creation, by their path. The name always is. */
  readonly fixed: Readonly<Record<string, FixedBy>>;
  /** What is lost when another one takes its place, as the end of a sentence. */
  readonly replacementCost: string;
}

const alphanumeric: NameForm = { pattern: /^[a-zA-Z0-9]*$/, min: 5, max: 50, says: "letters and digits" };
const dashed: NameForm = { pattern: /^[a-zA-Z0-9-]*$/, min: 5, max: 50, says: "letters, digits and dashes" };
const underscored: NameForm = {
  pattern: /^[a-zA-Z0-9-_]*$/,
  min: 5,
  max: 50,
  says: "letters, digits, dashes and underscores",
};

/** The forms that names have, from the narrowest to the widest. */
export const nameForms = { alphanumeric, dashed, underscored } as const;

const preview2024 = "2024-11-01-preview";
const preview2023 = "2023-01-01-preview";
const preview2019 = "2019-06-01-preview";
const newIdentity = "its identity is new and needs its grants again";
const tracked = { located: true, tracked: true } as const;
const below = <Kind extends string>(kind: Kind) => `Microsoft.ContainerRegistry/registries/${kind}` as const;

/**
 * The kinds of children that ARM puts below a registry, by the name of their map in the model. A kind is one row: every
 * other table of kinds is made from this one. The tables of tiers and limits have the same names where a kind has a
 * limit of its own.
 */
const registryChildRows = {
  replications: {
    schema: schemas.replication,
    token: "containerregistry:Replication",
    armType: below("replications"),
    apiVersion: preview2024,
    nameProperty: "replicationName",
    nameForm: alphanumeric,
    noun: "replication",
    plural: "replications",
    ...tracked,
    fixed: { location: "replaced" },
    replacementCost: "its region is out of service while the images are copied again",
  },
  webhooks: {
    schema: schemas.webhook,
    token: "containerregistry:Webhook",
    armType: below("webhooks"),
    apiVersion: preview2024,
    nameProperty: "webhookName",
    nameForm: alphanumeric,
    noun: "webhook",
    plural: "webhooks",
    ...tracked,
    fixed: { location: "replaced" },
    replacementCost: "events in between are not told",
  },
  scopeMaps: {
    schema: schemas.scopeMap,
    token: "containerregistry:ScopeMap",
    armType: below("scopeMaps"),
    apiVersion: preview2024,
    nameProperty: "scopeMapName",
    nameForm: underscored,
    noun: "scope map",
    plural: "scope maps",
    fixed: {},
    replacementCost: "tokens lose their permissions until they name the new one",
  },
  tokens: {
    schema: schemas.token,
    token: "containerregistry:Token",
    armType: below("tokens"),
    apiVersion: preview2024,
    nameProperty: "tokenName",
    nameForm: dashed,
    noun: "token",
    plural: "tokens",
    fixed: {},
    replacementCost: "its passwords stop working",
  },
  tasks: {
    schema: schemas.task,
    token: "containerregistry:Task",
    armType: below("tasks"),
    apiVersion: preview2019,
    nameProperty: "taskName",
    nameForm: underscored,
    noun: "task",
    plural: "tasks",
    ...tracked,
    fixed: { location: "replaced", isSystemTask: "refused" },
    replacementCost: "its identity and its run history are new",
  },
  taskRuns: {
    schema: schemas.taskRun,
    token: "containerregistry:TaskRun",
    armType: below("taskRuns"),
    apiVersion: preview2019,
    nameProperty: "taskRunName",
    nameForm: dashed,
    noun: "task run",
    plural: "task runs",
    located: true,
    fixed: {},
    replacementCost: "it runs again",
  },
  agentPools: {
    schema: schemas.agentPool,
    token: "containerregistry:AgentPool",
    armType: below("agentPools"),
    apiVersion: preview2019,
    nameProperty: "agentPoolName",
    nameForm: { ...dashed, min: 3, max: 20 },
    noun: "agent pool",
    plural: "agent pools",
    ...tracked,
    fixed: { location: "replaced", tier: "refused", os: "refused", virtualNetworkSubnetResourceId: "refused" },
    replacementCost: "what is queued on it is lost",
  },
  cacheRules: {
    schema: schemas.cacheRule,
    token: "containerregistry:CacheRule",
    armType: below("cacheRules"),
    apiVersion: preview2024,
    nameProperty: "cacheRuleName",
    nameForm: dashed,
    noun: "cache rule",
    plural: "cache rules",
    fixed: { sourceRepository: "refused", targetRepository: "refused" },
    replacementCost: "nothing is cached while it is gone",
  },
  credentialSets: {
    schema: schemas.credentialSet,
    token: "containerregistry:CredentialSet",
    armType: below("credentialSets"),
    apiVersion: preview2023,
    nameProperty: "credentialSetName",
    nameForm: dashed,
    noun: "credential set",
    plural: "credential sets",
    fixed: { loginServer: "refused" },
    replacementCost: "its identity is new and needs the grants on the key vault again",
  },
  connectedRegistries: {
    schema: schemas.connectedRegistry,
    token: "containerregistry:ConnectedRegistry",
    armType: below("connectedRegistries"),
    apiVersion: preview2024,
    nameProperty: "connectedRegistryName",
    nameForm: alphanumeric,
    noun: "connected registry",
    plural: "connected registries",
    fixed: { mode: "refused", "parent.id": "refused", "parent.syncProperties.tokenId": "refused" },
    replacementCost: "the site has to be activated again",
  },
  exportPipelines: {
    schema: schemas.exportPipeline,
    token: "containerregistry:ExportPipeline",
    armType: below("exportPipelines"),
    apiVersion: preview2023,
    nameProperty: "exportPipelineName",
    nameForm: alphanumeric,
    noun: "export pipeline",
    plural: "export pipelines",
    located: true,
    fixed: {},
    replacementCost: newIdentity,
  },
  importPipelines: {
    schema: schemas.importPipeline,
    token: "containerregistry:ImportPipeline",
    armType: below("importPipelines"),
    apiVersion: preview2023,
    nameProperty: "importPipelineName",
    nameForm: alphanumeric,
    noun: "import pipeline",
    plural: "import pipelines",
    located: true,
    fixed: {},
    replacementCost: newIdentity,
  },
  pipelineRuns: {
    schema: schemas.pipelineRun,
    token: "containerregistry:PipelineRun",
    armType: below("pipelineRuns"),
    apiVersion: preview2024,
    nameProperty: "pipelineRunName",
    nameForm: alphanumeric,
    noun: "pipeline run",
    plural: "pipeline runs",
    fixed: {},
    replacementCost: "it runs again",
  },
} as const satisfies Record<string, RegistryChildFacts>;

/** The kinds of resources around a registry that the model keeps with it, by the name of their map. */
const surroundingRows = {
  privateEndpoints: {
    schema: schemas.privateEndpoint,
    token: "network:PrivateEndpoint",
    armType: "Microsoft.Network/privateEndpoints",
    apiVersion: "2024-05-01",
    nameProperty: "privateEndpointName",
    noun: "private endpoint",
    plural: "private endpoints",
    located: true,
  },
  roleAssignments: {
    schema: schemas.roleAssignment,
    token: "authorization:RoleAssignment",
    armType: "Microsoft.Authorization/roleAssignments",
    apiVersion: "2022-04-01",
    nameProperty: "roleAssignmentName",
    noun: "role assignment",
    plural: "role assignments",
  },
  diagnosticSettings: {
    schema: schemas.diagnosticSetting,
    token: "monitor:DiagnosticSetting",
    otherTokens: ["insights:DiagnosticSetting"],
    armType: "Microsoft.Insights/diagnosticSettings",
    apiVersion: "2021-05-01-preview",
    noun: "diagnostic setting",
    plural: "diagnostic settings",
  },
  managementLocks: {
    schema: schemas.managementLock,
    token: "authorization:ManagementLockByScope",
    otherTokens: [
      "authorization:ManagementLockAtResourceLevel",
      "authorization:ManagementLockAtResourceGroupLevel",
      "authorization:ManagementLockAtSubscriptionLevel",
    ],
    armType: "Microsoft.Authorization/locks",
    apiVersion: "2020-05-01",
    nameProperty: "lockName",
    noun: "management lock",
    plural: "management locks",
  },
} as const satisfies Record<string, ChildKindFacts>;

type RegistryChildRows = typeof registryChildRows;
type SurroundingRows = typeof surroundingRows;

/** A kind of child that ARM puts below a registry, for instance `replications`. Their names are unique in the registry. */
export type RegistryChildKind = keyof RegistryChildRows;
/** A kind of child that ARM tracks. */
export type TrackedKind = {
  [Kind in RegistryChildKind]: RegistryChildRows[Kind] extends { readonly tracked: true } ? Kind : never;
}[RegistryChildKind];
/** The name of a child map of a registry, for instance `replications` or `privateEndpoints`. */
export type ChildKind = RegistryChildKind | keyof SurroundingRows;

/** The kinds of children that ARM puts below a registry: `registryChildren.webhooks.noun`. */
export const registryChildren: {
  readonly [Kind in RegistryChildKind]: RegistryChildFacts<RegistryChildRows[Kind]["schema"]>;
} = registryChildRows;

/** Every kind of child, those around a registry included: `childKinds.privateEndpoints.token`. */
export const childKinds: {
  readonly [Kind in ChildKind]: ChildKindFacts<Rows[Kind]["schema"]>;
} = { ...registryChildRows, ...surroundingRows };

type Rows = RegistryChildRows & SurroundingRows;
/** What the model keeps of one child, by kind. An interface, so that the compiler names it instead of spelling it out. */
interface ChildModels extends Readonly<{ [Kind in ChildKind]: Value<Rows[Kind]["schema"]> }> {}
/** One child of a kind as the model keeps it, with azure-native's input names. */
export type ChildModel<Kind extends ChildKind> = ChildModels[Kind];

// The keys of the tables are the kinds, which `Object.keys` does not tell the compiler.
/** The kinds of children that ARM puts below a registry, in the order in which a reader lists them. */
export const registryChildKinds = Object.keys(registryChildren) as RegistryChildKind[];
/** Whether a text is the name of a child map of a registry. */
export function isChildKind(text: string | undefined): text is ChildKind {
  return text !== undefined && Object.hasOwn(childKinds, text);
}
/** The kinds of children that ARM tracks. */
export const trackedKinds = registryChildKinds.filter((kind): kind is TrackedKind => !!registryChildren[kind].tracked);
/** Every child kind, in the order in which a reader lists them. */
export const allChildKinds = Object.keys(childKinds) as ChildKind[];
