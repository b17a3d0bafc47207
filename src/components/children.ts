import { agentPoolKind } from "./agentPool";
import { cacheRuleKind } from "./cacheRule";
import type { Dictionary } from "./checks/spelling";
import type { InMap, Kind, Made } from "./child";
import { credentialSetKind } from "./credentialSet";
import { type Known, mapValues } from "./inputs";
import { privateEndpointKind } from "./privateEndpoint";
import { replicationKind } from "./replication";
import { scopeMapKind } from "./scopeMap";
import { taskKind } from "./task";
import { webhookKind } from "./webhook";

/** The maps of children that a registry of every tier takes, in the order in which they are made. */
export const childrenOfEveryTier = {
  /**
   * Scope maps, by a name of your choice that never changes: the resource is named `<registry>-<name>`. 100 on Basic, 500 on
   * Standard, 50,000 on Premium. Errors: SCM-01 to SCM-10.
   *
   * @default none
   */
  scopeMaps: scopeMapKind,
  /**
   * Credential sets, by a name of your choice that never changes: the resource is named `<registry>-<name>`. Cache rules name
   * one by `credentialSet`. Errors: CRED-01 to CRED-07.
   *
   * @default none
   */
  credentialSets: credentialSetKind,
  /**
   * Cache rules, by a name of your choice that never changes: the resource is named `<registry>-<name>`. At most 1,000.
   * Errors: CACHE-01 to CACHE-20.
   *
   * @default none
   */
  cacheRules: cacheRuleKind,
  /**
   * Tasks, by a name of your choice that never changes: the resource is named `<registry>-<name>`. Errors: those of
   * {@link TaskProperties}.
   *
   * @default none
   */
  tasks: taskKind,
  /**
   * Webhooks, by a name of your choice that never changes: the resource is named `<registry>-<name>`. 2 on Basic, 10 on
   * Standard, 500 on Premium. Errors: WH-01 to WH-10.
   *
   * @default none
   */
  webhooks: webhookKind,
};

/** The maps of children that only a Premium registry takes, in the order in which they are made. */
export const childrenOfPremium = {
  /**
   * Geo-replications by region, for instance `{ northeurope: {} }`: the resource is named `<registry>-<region>`. They
   * are made one after another. Premium. Errors: REP-01 to REP-13.
   *
   * @default none
   */
  replications: replicationKind,
  /**
   * Private endpoints, by a name of your choice that never changes: the resource is named `<registry>-<name>`. They are
   * made after the replicas. Premium, at most 200. Errors: PE-01 to PE-13.
   *
   * @default none
   */
  privateEndpoints: privateEndpointKind,
  /**
   * Agent pools, by a name of your choice that never changes: the resource is named `<registry>-<name>`. A task names one by
   * `agentPool`. Premium. Errors: AP-01 to AP-08.
   *
   * @default none
   */
  agentPools: agentPoolKind,
};

/** Every kind of child that a registry makes, in the order in which they are made. */
export const kinds = { ...childrenOfPremium, ...childrenOfEveryTier };

type Kinds = typeof kinds;
type PropertiesOf<K> = K extends Kind<infer Properties, infer _Args, infer _Made> ? Properties : never;
type ResourceOf<K> = K extends Kind<infer _Properties, infer _Args, infer M extends Made> ? M["resource"] : never;

/** The maps of children in a registry's arguments. */
export type ChildArgs<K extends keyof Kinds = keyof Kinds> = {
  readonly [Map in K]?: Readonly<Record<string, Known<PropertiesOf<Kinds[Map]> & InMap>>>;
};

/** The azure-native resources of a registry's children, by map and key. */
export type ChildResources = {
  readonly [Map in keyof Kinds]: Readonly<Record<string, ResourceOf<Kinds[Map]>>>;
};

/** The words of every kind, for the paths in messages. */
export const dictionary: Dictionary = mapValues(kinds, (kind) => kind.words);
