import type { containerregistry } from "@pulumi/azure-native/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { EnabledOrDisabled, Word } from "../azure/words";
import { task as taskSchema } from "../model/childSchemas";
import { list, secret, text } from "../model/schema";
import { named, options } from "./checks/shape";
import type { Words } from "./checks/spelling";
import { byName, isDeferred, isGiven, isPlainObject, type Known, objectsByName, onlySet, orElse } from "./inputs";

/** What starts a task. Every tier. Source: "Task triggers" of ACR Tasks, by the rules' pages. */
export interface TaskTriggers {
  /**
   * Timers, by name: a schedule of five cron fields in UTC, for instance `"0 3 * * *"`, or a schedule with a status.
   * Errors: TASK-15, TASK-16.
   *
   * @default none
   */
  timers?: Readonly<Record<string, pulumi.Input<string> | Known<TimerTrigger>>>;
  /**
   * Commits and pull requests, by name. Errors: TASK-19 to TASK-23.
   *
   * @default none
   */
  sources?: Readonly<Record<string, Known<SourceTrigger>>>;
  /**
   * A new version of a base image of the images that the task builds: `{}` is enough. Errors: TASK-17.
   *
   * @default none
   */
  baseImage?: Known<BaseImageTrigger>;
}

/** A timer. */
export interface TimerTrigger {
  /** Five cron fields in UTC: minute, hour, day of month, month, day of week. Required. Errors: TASK-15, TASK-16. */
  schedule: pulumi.Input<string>;
  /**
   * `Enabled` or `Disabled`.
   *
   * @default "Enabled"
   */
  status?: pulumi.Input<EnabledOrDisabled | undefined>;
}

/** A commit or a pull request in a repository at GitHub or Azure Repos. */
export interface SourceTrigger {
  /**
   * `Github` or `VisualStudioTeamService`.
   *
   * @default "Github"
   */
  sourceControlType?: pulumi.Input<Word<"Github" | "VisualStudioTeamService"> | undefined>;
  /** The repository's URL, for instance `https://github.com/contoso/web`. Required. Errors: TASK-19, TASK-22. */
  repositoryUrl: pulumi.Input<string>;
  /**
   * The branch.
   *
   * @default the repository's default branch
   */
  branch?: pulumi.Input<string | undefined>;
  /**
   * What counts: `commit`, `pullrequest`.
   *
   * @default ["commit"]
   */
  sourceTriggerEvents?: pulumi.Input<pulumi.Input<Word<"commit" | "pullrequest">>[] | undefined>;
  /**
   * A personal access token with which the webhook is made. Kept secret. Errors: TASK-20.
   *
   * @default none: no webhook is made
   */
  token?: pulumi.Input<string | undefined>;
  /**
   * `Enabled` or `Disabled`.
   *
   * @default "Enabled"
   */
  status?: pulumi.Input<EnabledOrDisabled | undefined>;
}

/** A new version of a base image. */
export interface BaseImageTrigger {
  /**
   * The trigger's name.
   *
   * @default "baseImage"
   */
  name?: pulumi.Input<string | undefined>;
  /**
   * `Runtime` (images in the last stage) or `All`. Errors: TASK-17.
   *
   * @default "Runtime"
   */
  baseImageTriggerType?: pulumi.Input<Word<"Runtime" | "All"> | undefined>;
  /**
   * Where a notice goes, a URL. Kept secret.
   *
   * @default none
   */
  updateTriggerEndpoint?: pulumi.Input<string | undefined>;
  /**
   * What the notice carries: `Default` or `Token`.
   *
   * @default the service's
   */
  updateTriggerPayloadType?: pulumi.Input<Word<"Default" | "Token"> | undefined>;
  /**
   * `Enabled` or `Disabled`.
   *
   * @default "Enabled"
   */
  status?: pulumi.Input<EnabledOrDisabled | undefined>;
}

const status = taskSchema.fields.status;
const timer = options<TimerTrigger>({ schedule: text, status });
const source = options<SourceTrigger>({
  sourceControlType: text,
  repositoryUrl: text,
  branch: text,
  sourceTriggerEvents: list(text),
  token: secret,
  status,
});
/** The shape of a task's triggers. */
export const triggersShape = options<TaskTriggers>({
  timers: named({ kind: "choice", choose: (value) => (typeof value === "object" ? timer : text) }),
  sources: named(source),
  baseImage: options<BaseImageTrigger>(taskSchema.fields.trigger.fields.baseImageTrigger.fields),
});

/** What users write instead of the steps of a task's model. */
export const triggerWords: Words = {
  steps: {
    trigger: "triggers",
    timerTriggers: "timers",
    sourceTriggers: "sources",
    baseImageTrigger: "baseImage",
    sourceRepository: "",
    sourceControlAuthProperties: "",
  },
  namedLists: ["timerTriggers", "sourceTriggers", "arguments", "values"],
};

/**
 * Triggers as azure-native takes them. Sorted by name, so that the order in which a program lists them changes nothing.
 */
export function triggerArgs(triggers: TaskTriggers | undefined): containerregistry.TriggerPropertiesArgs | undefined {
  if (!isPlainObject(triggers)) return undefined;
  const timerTriggers = Object.entries(byName(triggers.timers)).map(([name, timer]) =>
    onlySet({ name, ...(isTimer(timer) ? timer : { schedule: timer }) }),
  );
  const sourceTriggers = Object.entries(objectsByName(triggers.sources)).map(([name, source]) =>
    sourceArgs(name, source),
  );
  const { baseImage } = triggers;
  // Empty lists once broke runs: what is empty is left out.
  const args = {
    ...(timerTriggers.length ? { timerTriggers } : {}),
    ...(sourceTriggers.length ? { sourceTriggers } : {}),
    ...(isPlainObject(baseImage)
      ? {
          baseImageTrigger: onlySet({
            ...baseImage,
            name: orElse(baseImage.name, "baseImage"),
            baseImageTriggerType: orElse(baseImage.baseImageTriggerType, "Runtime"),
          }),
        }
      : {}),
  };
  return Object.keys(args).length ? args : undefined;
}

function sourceArgs(name: string, source: SourceTrigger): containerregistry.SourceTriggerArgs {
  const { sourceControlType, repositoryUrl, branch, sourceTriggerEvents, token, status } = source;
  return onlySet({
    name,
    status,
    sourceTriggerEvents: orElse<pulumi.Input<string>[]>(sourceTriggerEvents, ["commit"]),
    sourceRepository: onlySet({
      sourceControlType: orElse(sourceControlType, "Github"),
      repositoryUrl,
      branch,
      sourceControlAuthProperties: authOf(token),
    }),
  });
}

function authOf(token: SourceTrigger["token"]): pulumi.Input<containerregistry.AuthInfoArgs | undefined> {
  const auth = (given: string | undefined) => (isGiven(given) ? { tokenType: "PAT", token: given } : undefined);
  return isDeferred(token) ? pulumi.output(token).apply(auth) : auth(token);
}

function isTimer(timer: pulumi.Input<string> | TimerTrigger): timer is TimerTrigger {
  return isPlainObject(timer);
}
