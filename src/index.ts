// The public surface of pulumi-acr, in the order in which a reader needs it.

export type { NetworkRuleSetArgs, RegistryResource, RegistryResourceArgs } from "./azure/registryResource";
export type { SourceRegistryArgs, TaskCredentialsArgs, TaskResourceArgs } from "./azure/taskResource";
export {
  AgentPool,
  type AgentPoolArgs,
  type AgentPoolProperties,
  type AgentPoolSecurityRule,
  agentPoolSecurityRules,
} from "./components/agentPool";
export { CacheRule, type CacheRuleArgs, type CacheRuleProperties } from "./components/cacheRule";
export { ConfigurationError } from "./components/checks/configurationError";
export type { Acceptance, RuleLevel, RuleLevels } from "./components/checks/judgement";
export { CredentialSet, type CredentialSetArgs, type CredentialSetProperties } from "./components/credentialSet";
export { type ArgsWithDefaults, defaults, type RegistryDefaults, type WithDefaults } from "./components/defaults";
export type { EncryptionArgs, KeyIdentifierArgs, VaultKeyArgs } from "./components/encryption";
export type { PrivateDnsProperties, VirtualNetworkIds } from "./components/endpointDns";
export { type DigestImageArgs, type ImageArgs, imageReference, type TaggedImageArgs } from "./components/images";
export type { Known } from "./components/inputs";
export type { RegistryHandle, RegistryInput } from "./components/parentRegistry";
export { PrivateDns, type PrivateDnsArgs } from "./components/privateDns";
export {
  PrivateEndpoint,
  type PrivateEndpointArgs,
  type PrivateEndpointProperties,
} from "./components/privateEndpoint";
export { Registry } from "./components/registry";
export {
  type BasicPoliciesArgs,
  type BasicRegistryArgs,
  type CommonRegistryArgs,
  type ConfiguredRegistryArgs,
  type ConfiguredSku,
  type PremiumPoliciesArgs,
  type PremiumRegistryArgs,
  parseSku,
  type RegistryArgs,
  type StandardPoliciesArgs,
  type StandardRegistryArgs,
} from "./components/registryArgs";
export { RegistryReference } from "./components/registryReference";
export type { AcceptedReplacement } from "./components/replacement";
export { Replication, type ReplicationArgs, type ReplicationProperties } from "./components/replication";
export { ScopeMap, type ScopeMapArgs, type ScopeMapProperties } from "./components/scopeMap";
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
export { Task, type TaskArgs, type TaskProperties } from "./components/task";
export type { Transform } from "./components/transform";
export type { BaseImageTrigger, SourceTrigger, TaskTriggers, TimerTrigger } from "./components/triggers";
export {
  Webhook,
  type WebhookAction,
  type WebhookArgs,
  type WebhookProperties,
  type WebhookScope,
} from "./components/webhook";
export type { RepositoryRight } from "./model/scopeMapActions";
export type { Finding, Tier } from "./rules";
