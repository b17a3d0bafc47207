import type { Task as TaskResource } from "@pulumi/azure-native/containerregistry/task.js";
import type { containerregistry } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { createTaskResource, type TaskCredentialsArgs, type TaskResourceArgs } from "../azure/taskResource";
import { task as schema } from "../model/childSchemas";
import { text } from "../model/schema";
import { identityShape, options, transformOf } from "./checks/shape";
import { ChildComponent, inRegistry, type Kind, type OfRegistry } from "./child";
import { type Known, onlySet, pick } from "./inputs";
import type { TaskStep } from "./steps";
import type { Transform } from "./transform";
import { type TaskTriggers, triggerArgs, triggersShape, triggerWords } from "./triggers";

/**
 * A task, as it stands in `tasks` under a name of your choice. Every tier, unless said otherwise. "Errors" names the
 * rules that look at an option; docs/rules has a page for each, with its source.
 */
export interface TaskProperties {
  /**
   * The task's name: 5 to 50 letters, digits, "-" and "_". Default: the resource's name.
   * Errors: NAME-09.
   */
  taskName?: pulumi.Input<string | undefined>;
  /**
   * What it does: `acr.dockerBuild({ … })`, `acr.taskFile({ … })`, `acr.encodedTask({ … })`, or azure-native's own
   * form. Required, except for the system task. Errors: TASK-05 to TASK-09, TASK-28, TASK-34 to TASK-57.
   */
  step?: pulumi.Input<TaskStep | undefined>;
  /** What starts it. Default: nothing, it is started by hand. Errors: TASK-15 to TASK-23. */
  triggers?: Known<TaskTriggers>;
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
  /**
   * The agent pool that it runs on, by its key in `agentPools` of the same registry. Premium. Errors: SHAPE-05, TASK-03.
   *
   * @default the shared agents
   */
  agentPool?: string;
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
export interface TaskArgs extends TaskProperties, OfRegistry {}

const { origin: _, location: _location, trigger: _trigger, ...fields } = schema.fields;

/** Tasks, in the registry's region. */
export const taskKind: Kind<TaskProperties, TaskResourceArgs, { resource: TaskResource }> = {
  map: "tasks",
  component: "Task",
  raw: "containerregistry:Task",
  references: [{ option: "agentPool", property: "agentPoolName", map: "agentPools", as: "name" }],
  shape: options<TaskProperties>({
    ...fields,
    agentPool: text,
    identity: identityShape,
    triggers: triggersShape,
    transform: transformOf(schema),
  }),
  words: triggerWords,
  part(task) {
    // The service asks for a platform; a system task has none.
    const platform = task.platform ?? (task.isSystemTask ? undefined : { os: "Linux" });
    return onlySet({ ...pick(fields, task), platform, trigger: triggerArgs(task.triggers) });
  },
  place: (registry) => ({ ...inRegistry(registry), location: registry.location }),
  make: ({ name, args, opts }) => ({ resource: createTaskResource(name, args, opts) }),
};

/**
 * A task that builds, tests or patches images in the registry, in the registry's region. Every tier. On error it throws
 * {@link ConfigurationError} before anything is registered.
 */
export class Task extends ChildComponent<TaskProperties, { resource: TaskResource }> {
  constructor(name: string, args: TaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super(taskKind, name, args, opts);
  }
}
