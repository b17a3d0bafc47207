import type { containerregistry } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { isDeferred, withoutUndefined } from "./inputs";

/** What starts a task. */
export interface TaskTriggers {
  /** Timers, by name: a schedule of five cron fields in UTC, for instance `"0 3 * * *"`, or a schedule with a status. */
  timers?: Readonly<Record<string, pulumi.Input<string> | TimerTrigger>>;
  /** Commits and pull requests, by name. */
  sources?: Readonly<Record<string, SourceTrigger>>;
  /** A new version of a base image of the images that the task builds. */
  baseImage?: BaseImageTrigger;
}

/** A timer. */
export interface TimerTrigger {
  /** Five cron fields in UTC: minute, hour, day of month, month, day of week. */
  schedule: pulumi.Input<string>;
  /** `Enabled` or `Disabled`. Default: `Enabled`. */
  status?: pulumi.Input<string>;
}

/** A commit or a pull request in a repository at GitHub or Azure Repos. */
export interface SourceTrigger {
  /** `Github` or `VisualStudioTeamService`. Default: `Github`. */
  sourceControlType?: pulumi.Input<string>;
  /** The repository's URL, for instance `https://github.com/contoso/web`. */
  repositoryUrl: pulumi.Input<string>;
  /** The branch. Default: the repository's default branch. */
  branch?: pulumi.Input<string>;
  /** What counts: `commit`, `pullrequest`. Default: `commit`. */
  sourceTriggerEvents?: pulumi.Input<pulumi.Input<string>[]>;
  /** A personal access token with which the webhook is made. Kept secret. */
  token?: pulumi.Input<string>;
  /** `Enabled` or `Disabled`. Default: `Enabled`. */
  status?: pulumi.Input<string>;
}

/** A new version of a base image. */
export interface BaseImageTrigger {
  /** The trigger's name. Default: `baseImage`. */
  name?: pulumi.Input<string>;
  /** `Runtime` (images in the last stage) or `All`. Default: `Runtime`. */
  baseImageTriggerType?: pulumi.Input<string>;
  /** Where a notice goes. Kept secret. */
  updateTriggerEndpoint?: pulumi.Input<string>;
  /** `Default` or `Token`. */
  updateTriggerPayloadType?: pulumi.Input<string>;
  /** `Enabled` or `Disabled`. Default: `Enabled`. */
  status?: pulumi.Input<string>;
}

/** Triggers as azure-native takes them. Sorted by name, so that the order in which a program lists them changes nothing. */
export function triggerArgs(triggers: TaskTriggers | undefined): containerregistry.TriggerPropertiesArgs | undefined {
  if (!triggers) return undefined;
  const timerTriggers = sorted(triggers.timers).map(([name, timer]) =>
    withoutUndefined({ name, ...(isTimer(timer) ? timer : { schedule: timer }) }),
  );
  const sourceTriggers = sorted(triggers.sources).map(([name, source]) => sourceArgs(name, source));
  const { baseImage } = triggers;
  // Empty lists once broke runs (tasks.md 3.3): what is empty is left out.
  const args = {
    ...(timerTriggers.length ? { timerTriggers } : {}),
    ...(sourceTriggers.length ? { sourceTriggers } : {}),
    ...(baseImage
      ? {
          baseImageTrigger: withoutUndefined({
            ...baseImage,
            name: baseImage.name ?? "baseImage",
            baseImageTriggerType: baseImage.baseImageTriggerType ?? "Runtime",
          }),
        }
      : {}),
  };
  return Object.keys(args).length ? args : undefined;
}

function sourceArgs(name: string, source: SourceTrigger): containerregistry.SourceTriggerArgs {
  const {
    sourceControlType = "Github",
    repositoryUrl,
    branch,
    sourceTriggerEvents = ["commit"],
    token,
    status,
  } = source;
  return withoutUndefined({
    name,
    status,
    sourceTriggerEvents,
    sourceRepository: withoutUndefined({
      sourceControlType,
      repositoryUrl,
      branch,
      sourceControlAuthProperties: token === undefined ? undefined : { tokenType: "PAT", token },
    }),
  });
}

function isTimer(timer: pulumi.Input<string> | TimerTrigger): timer is TimerTrigger {
  return typeof timer === "object" && !isDeferred(timer);
}

function sorted<T>(map: Readonly<Record<string, T>> = {}): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
