import type { Task as TaskResource } from "@pulumi/azure-native/containerregistry/task.js";
import type { containerregistry } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { createTaskResource, type TaskCredentialsArgs, type TaskResourceArgs } from "../azure/taskResource";
import type { EnabledOrDisabled, Word } from "../azure/words";
import { task as schema } from "../model/childSchemas";
import { text } from "../model/schema";
import type { ComponentOptions } from "./adoption";
import { identityShape, options, transformOf } from "./checks/shape";
import { ChildComponent, inRegistry, type Kind, type OfRegistry } from "./child";
import { type IdentityArgs, identityArgs } from "./identity";
import { type Known, onlySet, pick } from "./inputs";
import type { TaskStep } from "./steps";
import type { Transform } from "./transform";
import { type TaskTriggers, triggerArgs, triggersShape, triggerWords } from "./triggers";

/** Where a task runs. */
export interface PlatformArgs {
  /** `Linux` or `Windows`. Required. Errors: TASK-11, TASK-14. */
  os: pulumi.Input<Word<"Linux" | "Windows">>;
  /**
   * The processor. Errors: TASK-12, TASK-14.
   *
   * @default "amd64"
   */
  architecture?: pulumi.Input<Word<"amd64" | "arm" | "arm64" | "386" | "x86"> | undefined>;
  /**
   * The processor's variant, of arm alone. Errors: TASK-13.
   *
   * @default none
   */
  variant?: pulumi.Input<Word<"v6" | "v7" | "v8"> | undefined>;
}

/**
 * A task, as it stands in `tasks` under a name of your choice. Every tier, unless said otherwise. "Errors" names the
 * rules that look at an option; docs/rules has a page for each, with its source.
 */
export interface TaskProperties {
  /**
   * The task's name: 5 to 50 letters, digits, "-" and "_". Errors: NAME-09.
   *
   * @default the resource's name
   */
  taskName?: pulumi.Input<string | undefined>;
  /**
   * What it does: `acr.dockerBuild({ … })`, `acr.taskFile({ … })`, `acr.encodedTask({ … })`, or azure-native's own
   * form. Errors: TASK-05 to TASK-09, TASK-28, TASK-34 to TASK-57.
   *
   * @default none: required, except for the system task
   */
  step?: pulumi.Input<TaskStep | undefined>;
  /**
   * What starts it. Errors: TASK-15 to TASK-23.
   *
   * @default none: it is started by hand
   */
  triggers?: Known<TaskTriggers>;
  /**
   * Where it runs: `os` (`Linux` or `Windows`), `architecture` and `variant`. Errors: TASK-11 to TASK-14.
   *
   * @default Linux on amd64
   */
  platform?: pulumi.Input<PlatformArgs | undefined>;
  /**
   * `cpu`: the number of cores on the shared agents. Not together with `agentPoolName`. Errors: TASK-02, TASK-03.
   *
   * @default 2 (the service's)
   */
  agentConfiguration?: pulumi.Input<containerregistry.AgentPropertiesArgs | undefined>;
  /**
   * The agent pool that it runs on, by its key in `agentPools` of the same registry. Premium. Errors: SHAPE-05, TASK-03.
   *
   * @default the shared agents
   */
  agentPool?: string;
  /**
   * The agent pool that it runs on. Premium. Errors: TASK-03, TASK-04.
   *
   * @default the shared agents
   */
  agentPoolName?: pulumi.Input<string | undefined>;
  /**
   * Seconds after which a run is stopped: 300 to 28,800. Errors: TASK-01.
   *
   * @default 3600
   */
  timeout?: pulumi.Input<number | undefined>;
  /**
   * `Enabled` or `Disabled`.
   *
   * @default "Enabled" (the service's)
   */
  status?: pulumi.Input<EnabledOrDisabled | undefined>;
  /**
   * The managed identity that it runs with. Errors: TASK-27, NET-24, NET-25.
   *
   * @default none
   */
  identity?: pulumi.Input<IdentityArgs | undefined>;
  /**
   * Logins to the task's own registry and to others, by login server. Opaque user names and passwords are kept
   * secret. Errors: AUTH-08, TASK-24 to TASK-27.
   *
   * @default the task's own registry with its own permissions; none in ABAC mode
   */
  credentials?: pulumi.Input<TaskCredentialsArgs | undefined>;
  /**
   * Where its logs go in the registry, a template such as `acr/tasks:{{.Run.OS}}`. Errors: CMK-17.
   *
   * @default none: they are in the service alone
   */
  logTemplate?: pulumi.Input<string | undefined>;
  /**
   * Whether it is the registry's system task, which carries no step and no trigger. Errors: TASK-10.
   *
   * @default false
   */
  isSystemTask?: pulumi.Input<boolean | undefined>;
  /**
   * Tags, at most 50. Errors: TAG-03.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last word over the arguments of the azure-native task: a partial of them, or a function that returns them. What
   * it changes is checked too.
   *
   * @default none
   */
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
    const identity = identityArgs(task.identity);
    return onlySet({ ...pick(fields, task), identity, platform, trigger: triggerArgs(task.triggers) });
  },
  place: (registry) => ({ ...inRegistry(registry), location: registry.location }),
  make: ({ name, args, opts }) => ({ resource: createTaskResource(name, args, opts) }),
};

/**
 * A task that builds, tests or patches images in the registry, in the registry's region. Every tier. On error it throws
 * {@link ConfigurationError} before anything is registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" });
 *
 * new acr.Task("rebuild", {
 *   registry,
 *   step: acr.dockerBuild({ contextPath: "https://github.com/contoso/web.git#main", imageNames: ["web:{{.Run.ID}}"] }),
 *   triggers: { timers: { nightly: "0 3 * * *" }, baseImage: {} },
 * });
 * ```
 */
export class Task extends ChildComponent<TaskProperties, { resource: TaskResource }> {
  constructor(name: string, args: TaskArgs, opts?: ComponentOptions) {
    super(taskKind, name, args, opts);
  }
}
