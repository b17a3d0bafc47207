import type { containerregistry } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "./inputs";

/** What a task does: one of the three kinds of step, as azure-native takes them. */
export type TaskStep =
  | containerregistry.DockerBuildStepArgs
  | containerregistry.FileTaskStepArgs
  | containerregistry.EncodedTaskStepArgs;

/** Where the sources of a step are. */
export interface StepContext {
  /**
   * The URL of the build context: a Git repository with an optional `#branch:folder`, a tarball, or `oci://…`. For
   * instance `https://github.com/contoso/web.git#main:src`.
   */
  contextPath?: pulumi.Input<string>;
  /** The access token of the context's repository. Kept secret. */
  contextAccessToken?: pulumi.Input<string>;
}

/** Arguments of {@link dockerBuild}. */
export interface DockerBuildArgs extends StepContext {
  /** The Dockerfile, relative to the context's folder. Default: `Dockerfile`. */
  dockerFilePath?: pulumi.Input<string>;
  /** The images to build, for instance `web:{{.Run.ID}}`. Without one nothing is pushed. */
  imageNames?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether the images are pushed. Default: true. */
  isPushEnabled?: pulumi.Input<boolean>;
  /** Whether the build does without its cache. Default: false. */
  noCache?: pulumi.Input<boolean>;
  /** The stage of a multi-stage Dockerfile to build. Default: the last. */
  target?: pulumi.Input<string>;
  /** Build arguments by name. Visible in logs unless the value is a secret output. */
  arguments?: Record<string, pulumi.Input<string>>;
  /** Build arguments by name whose values are secrets. */
  secretArguments?: Record<string, pulumi.Input<string>>;
}

/** Arguments of {@link taskFile}. */
export interface TaskFileArgs extends StepContext {
  /** The task file (YAML), relative to the context's folder. Default: `acr-task.yaml`. */
  taskFilePath?: pulumi.Input<string>;
  /** The values file, relative to the context's folder. */
  valuesFilePath?: pulumi.Input<string>;
  /** Values by name: `{{.Values.name}}` in the task file. Visible in logs unless the value is a secret output. */
  values?: Record<string, pulumi.Input<string>>;
  /** Values by name that are secrets. */
  secretValues?: Record<string, pulumi.Input<string>>;
}

/** Arguments of {@link encodedTask}. */
export interface EncodedTaskArgs extends StepContext {
  /**
   * The task (YAML) as plain text. It is encoded for you. Azure shows it to whoever may read the task: put no secret in
   * it, use `secretValues`.
   */
  task: pulumi.Input<string>;
  /** The values file (YAML) as plain text. */
  valuesFile?: pulumi.Input<string>;
  /** Values by name: `{{.Values.name}}` in the task. Visible in logs unless the value is a secret output. */
  values?: Record<string, pulumi.Input<string>>;
  /** Values by name that are secrets. */
  secretValues?: Record<string, pulumi.Input<string>>;
}

/** A step that builds a Dockerfile and pushes the images. */
export function dockerBuild(args: DockerBuildArgs): containerregistry.DockerBuildStepArgs {
  const { dockerFilePath = "Dockerfile", imageNames, isPushEnabled, noCache, target } = args;
  return withoutUndefined({
    type: "Docker",
    ...contextOf(args),
    dockerFilePath,
    imageNames,
    isPushEnabled,
    noCache,
    target,
    arguments: pairs(args.arguments, args.secretArguments),
  });
}

/** A step that runs a task file (YAML) of the context. */
export function taskFile(args: TaskFileArgs): containerregistry.FileTaskStepArgs {
  const { taskFilePath = "acr-task.yaml", valuesFilePath } = args;
  return withoutUndefined({
    type: "FileTask",
    ...contextOf(args),
    taskFilePath,
    valuesFilePath,
    values: pairs(args.values, args.secretValues),
  });
}

/** A step that runs a task (YAML) given as text. */
export function encodedTask(args: EncodedTaskArgs): containerregistry.EncodedTaskStepArgs {
  return withoutUndefined({
    type: "EncodedTask",
    ...contextOf(args),
    encodedTaskContent: base64(args.task),
    encodedValuesContent: args.valuesFile === undefined ? undefined : base64(args.valuesFile),
    values: pairs(args.values, args.secretValues),
  });
}

function contextOf({ contextPath, contextAccessToken }: StepContext) {
  return {
    contextPath,
    contextAccessToken: contextAccessToken === undefined ? undefined : pulumi.secret(contextAccessToken),
  };
}

// Sorted by name, so that the order in which a program lists them changes nothing.
function pairs(
  open: Record<string, pulumi.Input<string>> = {},
  secret: Record<string, pulumi.Input<string>> = {},
): containerregistry.ArgumentArgs[] | undefined {
  const all = [
    ...Object.entries(open).map(([name, value]) => ({
      name,
      value,
      isSecret: pulumi.Output.isInstance(value) ? pulumi.isSecret(pulumi.output(value)) : false,
    })),
    ...Object.entries(secret).map(([name, value]) => ({ name, value: pulumi.secret(value), isSecret: true })),
  ];
  return all.length ? all.sort((a, b) => (a.name < b.name ? -1 : 1)) : undefined;
}

function base64(text: pulumi.Input<string>): pulumi.Input<string> {
  const encode = (plain: string) => Buffer.from(plain, "utf8").toString("base64");
  return typeof text === "string" ? encode(text) : pulumi.output(text).apply(encode);
}
