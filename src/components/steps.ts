import type { containerregistry } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import { isDeferred, isGiven, onlySet, orElse } from "./inputs";

/** What a task does: one of the three kinds of step, as azure-native takes them. Errors: TASK-05. */
export type TaskStep =
  | containerregistry.DockerBuildStepArgs
  | containerregistry.FileTaskStepArgs
  | containerregistry.EncodedTaskStepArgs;

/** Values by name. The whole may be an output too, for instance an object of a stack's configuration. */
export type NamedValues = pulumi.Input<Readonly<Record<string, pulumi.Input<string>>> | undefined>;

/** Where the sources of a step are. */
export interface StepContext {
  /**
   * The URL of the build context: a Git repository with an optional `#branch:folder`, a tarball, or `oci://…`. For
   * instance `https://github.com/contoso/web.git#main:src`. An address with a password in it is kept secret. Errors:
   * TASK-06, TASK-07, TASK-23.
   *
   * @default none
   */
  contextPath?: pulumi.Input<string | undefined>;
  /**
   * The access token of the context's repository. Kept secret.
   *
   * @default none: the context is public
   */
  contextAccessToken?: pulumi.Input<string | undefined>;
}

/** Arguments of {@link dockerBuild}. */
export interface DockerBuildArgs extends StepContext {
  /**
   * The Dockerfile, relative to the context's folder.
   *
   * @default "Dockerfile"
   */
  dockerFilePath?: pulumi.Input<string | undefined>;
  /**
   * The images to build, for instance `web:{{.Run.ID}}`. Errors: NAME-04.
   *
   * @default none: nothing is pushed
   */
  imageNames?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * Whether the images are pushed.
   *
   * @default true
   */
  isPushEnabled?: pulumi.Input<boolean | undefined>;
  /**
   * Whether the build does without its cache.
   *
   * @default false
   */
  noCache?: pulumi.Input<boolean | undefined>;
  /**
   * The stage of a multi-stage Dockerfile to build.
   *
   * @default the last stage
   */
  target?: pulumi.Input<string | undefined>;
  /**
   * Build arguments by name. Visible in logs unless the value is a secret output.
   *
   * @default none
   */
  arguments?: NamedValues;
  /**
   * Build arguments by name whose values are secrets.
   *
   * @default none
   */
  secretArguments?: NamedValues;
}

/** Arguments of {@link taskFile}. */
export interface TaskFileArgs extends StepContext {
  /**
   * The task file (YAML), relative to the context's folder.
   *
   * @default "acr-task.yaml"
   */
  taskFilePath?: pulumi.Input<string | undefined>;
  /**
   * The values file, relative to the context's folder.
   *
   * @default none
   */
  valuesFilePath?: pulumi.Input<string | undefined>;
  /**
   * Values by name: `{{.Values.name}}` in the task file. Visible in logs unless the value is a secret output.
   *
   * @default none
   */
  values?: NamedValues;
  /**
   * Values by name that are secrets.
   *
   * @default none
   */
  secretValues?: NamedValues;
}

/** Arguments of {@link encodedTask}. */
export interface EncodedTaskArgs extends StepContext {
  /**
   * The task (YAML) as plain text. It is encoded for you. Azure shows it to whoever may read the task: put no secret in
   * it, use `secretValues`. Required. Errors: TASK-08, TASK-28, TASK-34 to TASK-57.
   */
  task: pulumi.Input<string>;
  /**
   * The values file (YAML) as plain text.
   *
   * @default none
   */
  valuesFile?: pulumi.Input<string | undefined>;
  /**
   * Values by name: `{{.Values.name}}` in the task. Visible in logs unless the value is a secret output.
   *
   * @default none
   */
  values?: NamedValues;
  /**
   * Values by name that are secrets.
   *
   * @default none
   */
  secretValues?: NamedValues;
}

/**
 * A step that builds a Dockerfile and pushes the images.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const step = acr.dockerBuild({
 *   contextPath: "https://github.com/contoso/web.git#main",
 *   imageNames: ["web:{{.Run.ID}}"],
 *   arguments: { NODE_VERSION: "20" },
 * });
 * new acr.Registry("images", { resourceGroupName: "images", sku: "Basic", tasks: { build: { step } } });
 * ```
 */
export function dockerBuild(args: DockerBuildArgs): containerregistry.DockerBuildStepArgs {
  const { contextAccessToken, dockerFilePath, arguments: open, secretArguments, ...step } = args;
  return onlySet({
    ...step,
    type: "Docker",
    contextAccessToken: secretly(contextAccessToken),
    dockerFilePath: orElse(dockerFilePath, "Dockerfile"),
    arguments: pairs(open, secretArguments),
  });
}

/**
 * A step that runs a task file (YAML) of the context.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const step = acr.taskFile({
 *   contextPath: "https://github.com/contoso/web.git#main",
 *   taskFilePath: "acr-task.yaml",
 *   values: { environment: "test" },
 * });
 * new acr.Registry("images", { resourceGroupName: "images", sku: "Basic", tasks: { build: { step } } });
 * ```
 */
export function taskFile(args: TaskFileArgs): containerregistry.FileTaskStepArgs {
  const { contextAccessToken, taskFilePath, values, secretValues, ...step } = args;
  return onlySet({
    ...step,
    type: "FileTask",
    contextAccessToken: secretly(contextAccessToken),
    taskFilePath: orElse(taskFilePath, "acr-task.yaml"),
    values: pairs(values, secretValues),
  });
}

/**
 * A step that runs a task (YAML) given as text.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const step = acr.encodedTask({ task: "version: v1.1.0\nsteps:\n  - cmd: mcr.microsoft.com/acr/acr-cli:0.14 version\n" });
 * new acr.Registry("images", { resourceGroupName: "images", sku: "Basic", tasks: { build: { step } } });
 * ```
 */
export function encodedTask(args: EncodedTaskArgs): containerregistry.EncodedTaskStepArgs {
  const { contextAccessToken, task, valuesFile, values, secretValues, ...step } = args;
  return onlySet({
    ...step,
    type: "EncodedTask",
    contextAccessToken: secretly(contextAccessToken),
    encodedTaskContent: base64(task),
    encodedValuesContent: base64(valuesFile),
    values: pairs(values, secretValues),
  });
}

function secretly(input: pulumi.Input<string | undefined>): pulumi.Input<string | undefined> {
  return isGiven(input) ? pulumi.secret(input) : undefined;
}

type Pairs = containerregistry.ArgumentArgs[] | undefined;

function pairs(open: NamedValues, secret: NamedValues): pulumi.Input<Pairs> {
  if (!isDeferred(open) && !isDeferred(secret)) return sortedPairs(open, secret);
  // What a secret output brings counts as secret, one by one.
  const isSecret = isDeferred(open) ? pulumi.isSecret(pulumi.output(open)) : Promise.resolve(false);
  return pulumi
    .all([open, secret, isSecret])
    .apply(([plain, hidden, all]) => (all ? sortedPairs({}, { ...plain, ...hidden }) : sortedPairs(plain, hidden)));
}

// Sorted by name, so that the order in which a program lists them changes nothing.
function sortedPairs(
  open: Readonly<Record<string, pulumi.Input<string>>> = {},
  secret: Readonly<Record<string, pulumi.Input<string>>> = {},
): Pairs {
  const all = [
    ...Object.entries(open ?? {}).map(([name, value]) => ({
      name,
      value,
      isSecret: pulumi.Output.isInstance(value) ? pulumi.isSecret(pulumi.output(value)) : false,
    })),
    ...Object.entries(secret ?? {}).map(([name, value]) => ({ name, value: pulumi.secret(value), isSecret: true })),
  ];
  return all.length ? all.sort((a, b) => (a.name < b.name ? -1 : 1)) : undefined;
}

function base64<T extends string | undefined>(text: pulumi.Input<T>): pulumi.Input<T> {
  // What is no text goes on as it is: the rule book says what belongs there.
  const encode = (plain: T) => (typeof plain === "string" ? Buffer.from(plain, "utf8").toString("base64") : plain) as T;
  return isDeferred(text) ? pulumi.output(text).apply((plain) => encode(plain as T)) : encode(text as T);
}
