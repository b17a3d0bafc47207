import { Task, type TaskArgs } from "@pulumi/azure-native/containerregistry/task.js";
import { containerregistry } from "@pulumi/azure-native/types/input.js";
import type * as pulumi from "@pulumi/pulumi";
import { mayBeSet, type OutputsOf, VersionedResource, type VersionedType, withDefaults } from "./versionedResource";
import type { Word } from "./words";

/** Logins of a task: azure-native's, and the login to the task's own registry of API version 2025-03-01-preview. */
export interface TaskCredentialsArgs {
  /**
   * How the task logs in to its own registry.
   *
   * @default with its own permissions, except in ABAC mode
   */
  sourceRegistry?: pulumi.Input<SourceRegistryArgs | undefined>;
  /**
   * Logins to other registries, by login server, for instance `partner.azurecr.io`.
   *
   * @default none
   */
  customRegistries?: containerregistry.CredentialsArgs["customRegistries"];
}

/** A task's login to its own registry. */
export interface SourceRegistryArgs {
  /**
   * `Default`, or `None` for no login.
   *
   * @default "Default"
   */
  loginMode?: pulumi.Input<Word<"Default" | "None"> | undefined>;
  /**
   * The identity that logs in: `[system]`, or the client id of a user-assigned identity of the task. A registry with
   * `roleAssignmentMode: "AbacRepositoryPermissions"` lets no task in without. The task is then made with API version
   * 2025-03-01-preview.
   *
   * @default none
   */
  identity?: pulumi.Input<string | undefined>;
}

/** The inputs of the task resource over all API versions. */
export interface TaskResourceArgs extends Omit<TaskArgs, "credentials"> {
  /**
   * Logins to the task's own registry and to others.
   *
   * @default the task's own registry with its own permissions
   */
  credentials?: pulumi.Input<TaskCredentialsArgs | undefined>;
}

type Outputs = OutputsOf<Task>;

const properties: Readonly<Record<keyof Outputs, undefined>> = {
  agentConfiguration: undefined,
  agentPoolName: undefined,
  azureApiVersion: undefined,
  creationDate: undefined,
  credentials: undefined,
  identity: undefined,
  isSystemTask: undefined,
  location: undefined,
  logTemplate: undefined,
  name: undefined,
  platform: undefined,
  provisioningState: undefined,
  status: undefined,
  step: undefined,
  systemData: undefined,
  tags: undefined,
  timeout: undefined,
  trigger: undefined,
  type: undefined,
};

const newer = "v20250301preview";
const taskType: VersionedType = {
  name: "containerregistry:Task",
  versions: [undefined, newer],
  properties,
  defaults: { isSystemTask: false, timeout: 3600 },
};

/** Makes the task resource, in azure-native's default API version unless a property needs the newer one. */
export function createTaskResource(name: string, args: TaskResourceArgs, opts: pulumi.CustomResourceOptions): Task {
  if (!mayBeSet(args, "credentials.sourceRegistry.identity")) return new Task(name, args, opts);
  const trigger = withDefaults(args.trigger, containerregistry.triggerPropertiesArgsProvideDefaults);
  // The table of properties makes its outputs those of azure-native's class.
  return new VersionedResource(taskType, newer, name, { ...args, trigger }, opts) as VersionedResource & Outputs;
}
