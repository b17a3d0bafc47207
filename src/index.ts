// The public surface of pulumi-acr, in the order in which a reader needs it.

// A registry.

export { Registry } from "./components/registry";
export {
  type BasicPoliciesArgs,
  type BasicRegistryArgs,
  type CommonRegistryArgs,
  type ConfiguredRegistryArgs,
  type ParsedSku,
  type PolicyStatusArgs,
  type PremiumPoliciesArgs,
  type PremiumRegistryArgs,
  parseSku,
  type RegistryArgs,
  type RetentionPolicyArgs,
  type SoftDeletePolicyArgs,
  type StandardPoliciesArgs,
  type StandardRegistryArgs,
  type TrustPolicyArgs,
} from "./components/registryArgs";

// A registry that somebody else made.

export type { RegistryHandle, RegistryOrId } from "./components/parentRegistry";
export { RegistryReference } from "./components/registryReference";

// Images.

export { type DigestImageArgs, type ImageArgs, imageReference, type TaggedImageArgs } from "./components/images";

// Children: in the maps of a registry, or each of its own.

export {
  AgentPool,
  type AgentPoolArgs,
  type AgentPoolProperties,
  type AgentPoolSecurityRule,
  agentPoolSecurityRules,
} from "./components/agentPool";
export { CacheRule, type CacheRuleArgs, type CacheRuleProperties } from "./components/cacheRule";
export { CredentialSet, type CredentialSetArgs, type CredentialSetProperties } from "./components/credentialSet";
export type { PrivateDnsProperties, VirtualNetworkIds } from "./components/endpointDns";
export { PrivateDns, type PrivateDnsArgs } from "./components/privateDns";
export {
  PrivateEndpoint,
  type PrivateEndpointArgs,
  type PrivateEndpointProperties,
} from "./components/privateEndpoint";
export { Replication, type ReplicationArgs, type ReplicationProperties } from "./components/replication";
export { ScopeMap, type ScopeMapArgs, type ScopeMapProperties } from "./components/scopeMap";
export { type PlatformArgs, Task, type TaskArgs, type TaskProperties } from "./components/task";
export {
  Webhook,
  type WebhookAction,
  type WebhookArgs,
  type WebhookProperties,
  type WebhookScope,
} from "./components/webhook";
export type { RepositoryRight } from "./model/scopeMapActions";

// What a task does, and when.

export {
  type DockerBuildArgs,
  dockerBuild,
  type EncodedTaskArgs,
  encodedTask,
  type NamedValues,
  type StepContext,
  type TaskFileArgs,
  type TaskStep,
  taskFile,
} from "./components/steps";
export type { BaseImageTrigger, SourceTrigger, TaskTriggers, TimerTrigger } from "./components/triggers";

// Parts of arguments.

export type { IPRuleArgs, NetworkRuleSetArgs } from "./azure/registryResource";
export type { SourceRegistryArgs, TaskCredentialsArgs } from "./azure/taskResource";
export type { EnabledOrDisabled, Word } from "./azure/words";
export type { ComponentOptions } from "./components/adoption";
export type { InMap } from "./components/child";
export type { EncryptionArgs, KeyIdentifierArgs, VaultKeyArgs } from "./components/encryption";
export type { IdentityArgs, UserAssignedIdentities } from "./components/identity";
export type { Known } from "./components/inputs";

// What is wrong, and what is known: errors, acceptances, levels, and a company's defaults.

export { ConfigurationError } from "./components/checks/configurationError";
export type { Acceptance, RuleLevel, RuleLevels } from "./components/checks/judgement";
export { type ArgsWithDefaults, defaults, type RegistryDefaults, type WithDefaults } from "./components/defaults";
export type { AcceptedReplacement } from "./components/replacement";
export type { Finding, Tier } from "./rules";

// The azure-native resources behind it, for `transform`.

export type { RegistryResource, RegistryResourceArgs } from "./azure/registryResource";
export type { TaskResourceArgs } from "./azure/taskResource";
export type { Transform } from "./components/transform";
