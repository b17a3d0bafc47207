import type { Task as TaskResource } from "@pulumi/azure-native/containerregistry/task.js";
import type { containerregistry } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import { createTaskResource, type TaskCredentialsArgs, type TaskResourceArgs } from "../azure/taskResource";
import { task as taskSchema } from "../model/resources";
import { adoption } from "./adoption";
import { identityShape, open, options } from "./checks/shape";
import { after, behind, type Gate } from "./checks/validation";
import { onlySet } from "./inputs";
import { checkChild, type Owner, ownerOf, type RegistryInput } from "./parentRegistry";
import { withSecrets } from "./secrets";
import type { TaskStep } from "./steps";
import { type Transform, transformed } from "./transform";
import { type TaskTriggers, triggerArgs, triggersShape } from "./triggers";

/**
 * A task, as it stands in `tasks` under a name of your choice. Every tier, unless said otherwise. "Errors" names the
 * rules that look at an option; docs/rules has a page for each, with its source.
 */
export interface TaskProperties {
  /**
   * The task's name: 5 to 50 letters, digits, "-" and "_". Default: made from the resource's name, with a suffix.
   * Errors: NAME-09.
   */
  taskName?: pulumi.Input<string | undefined>;
  /**
   * What it does: `acr.dockerBuild({ … })`, `acr.taskFile({ … })`, `acr.encodedTask({ … })`, or azure-native's own
   * form. Required, except for the system task. Errors: TASK-05 to TASK-09, TASK-28.
   */
  step?: pulumi.Input<TaskStep | undefined>;
  /** What starts it. Default: nothing, it is started by hand. Errors: TASK-15 to TASK-23. */
  triggers?: TaskTriggers;
  /**
   * Where it runs: `os` (`Linux` or `Windows`), `architecture` and `variant`. Default: Linux on amd64. Errors: TASK-11
   * to TASK-14.
   */
  platform?: pulumi.Input<containerregistry.PlatformPropertiesArgs | undefined>;
  /**
   * `cpu`: the number of cores on the shared agents. Default: the service's, 2. Not together with `agentPoolName`.
   * Errors: TASK-02, TASK-03.
   */
  agentConfiguration?: pulumi.Input<containerregistry.AgentPropertiesArgs | undefined>;
  /** The agent pool that it runs on. Default: the shared agents. Premium. Errors: TASK-03, TASK-04. */
  agentPoolName?: pulumi.Input<string | undefined>;
  /** Seconds after which a run is stopped: 300 to 28,800. Default: 3,600. Errors: TASK-01. */
  timeout?: pulumi.Input<number | undefined>;
  /** `Enabled` or `Disabled`. Default: the service's, `Enabled`. */
  status?: pulumi.Input<string | undefined>;
  /** The managed identity that it runs with. Default: none. Errors: TASK-27, NET-24, NET-25. */
  identity?: pulumi.Input<containerregistry.IdentityPropertiesArgs | undefined>;
  /**
   * Logins to the task's own registry and to others, by login server. Opaque user names and passwords are kept secret.
   * Default: the task's own registry with its own permissions; none in ABAC mode. Errors: AUTH-08, TASK-24 to TASK-27.
   */
  credentials?: pulumi.Input<TaskCredentialsArgs | undefined>;
  /**
   * Where its logs go in the registry, a template such as `acr/tasks:{{.Run.OS}}`. Default: not there. Errors: CMK-17.
   */
  logTemplate?: pulumi.Input<string | undefined>;
  /**
   * Whether it is the registry's system task, which carries no step and no trigger. Default: false. Errors: TASK-10.
   */
  isSystemTask?: pulumi.Input<boolean | undefined>;
  /** Tags, at most 50. Default: none. Errors: TAG-03. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /** The last word over the arguments of the azure-native task; what it changes is not checked. Default: none. */
  transform?: Transform<TaskResourceArgs>;
}

/** Arguments of a task of its own. */
export interface TaskArgs extends TaskProperties {
  /** The registry: one of this library's, or the ARM id of any, which may be an output. Required. */
  registry: RegistryInput;
}

const { origin: _, location: _location, trigger: _trigger, ...ofTask } = taskSchema.fields;
const taskOptions = { ...ofTask, identity: identityShape, triggers: triggersShape, transform: open };
/** The shape of a task in its map, and of one of its own. */
export const taskShape = options<TaskProperties>(taskOptions);
const taskArgsShape = options<TaskArgs>({ ...taskOptions, registry: open });

/**
 * A task that builds, tests or patches images in the registry, in the registry's region. Every tier. On error it throws
 * {@link ConfigurationError} before anything is registered.
 */
export class Task extends pulumi.ComponentResource {
  /** The azure-native task, with all its outputs. */
  readonly resource: TaskResource;

  constructor(name: string, args: TaskArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const owner = ownerOf(args.registry, opts);
    const part = taskPart(args);
    const checked = checkChild(owner, { kind: "tasks", name, part: named(name, part), args, shape: taskArgsShape });
    const { own, adopted } = adoption(name, "containerregistry:Task", opts);
    super("pulumi-acr:index:Task", name, {}, own);
    const gate = checked.finish(this);
    this.resource = createTask(name, owner, part, args.transform, { ...adopted, parent: this }, gate);
    this.registerOutputs({ id: behind(gate, this.resource.id) });
  }
}

/** A task's own arguments: what the azure-native resource is sent, and its part of the model. */
export type TaskPart = Omit<TaskResourceArgs, "registryName" | "resourceGroupName" | "location">;

/** A task's part of the model. */
export function taskPart({ triggers, platform, ...task }: TaskProperties): TaskPart {
  const { taskName, step, agentConfiguration, agentPoolName, timeout, status } = task;
  const { identity, credentials, logTemplate, isSystemTask, tags } = task;
  return withSecrets(
    taskSchema,
    onlySet({
      taskName,
      step,
      trigger: triggerArgs(triggers),
      // The service asks for it; a system task has none.
      platform: platform ?? (isSystemTask ? undefined : { os: "Linux" }),
      agentConfiguration,
      agentPoolName,
      timeout,
      status,
      identity,
      credentials,
      logTemplate,
      isSystemTask,
      tags,
    }),
  );
}

/**
 * A task's part as the rules see it. Azure-native gives a task without a name the resource's own, so that is what they judge,
 * unless the project has Pulumi make names in another way.
 */
export function named(name: string, part: TaskPart): TaskPart {
  if (part.taskName !== undefined || new pulumi.Config("pulumi").get("autonaming") !== undefined) return part;
  return { ...part, taskName: name };
}

/** Makes the azure-native task. */
export function createTask(
  name: string,
  { registryName, resourceGroupName, location }: Owner,
  part: TaskPart,
  transform: Transform<TaskResourceArgs> | undefined,
  options: pulumi.CustomResourceOptions,
  gate: Gate,
): TaskResource {
  const opts: pulumi.CustomResourceOptions = { ...options, dependsOn: after(gate, []) };
  const args = transformed(transform, { registryName, resourceGroupName, location, ...part }, opts, name);
  return createTaskResource(name, args, opts);
}
