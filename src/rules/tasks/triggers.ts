import { known } from "../../model";
import { onChild, reportWord } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { exampleTask, page, reportRequired, subject } from "./jobs";

const overview = page("container-registry-tasks-overview");
const tutorial = page("container-registry-tutorial-build-task");
const baseImages = page("container-registry-tasks-base-images");

const source = (difference: object) => ({
  name: "commits",
  sourceTriggerEvents: ["commit"],
  sourceRepository: {
    sourceControlType: "Github",
    repositoryUrl: "https://github.com/contoso/web",
    branch: "main",
    sourceControlAuthProperties: { tokenType: "PAT", token: "from a configuration secret" },
    ...difference,
  },
});
const withSource = (difference: object) => exampleTask({ trigger: { sourceTriggers: [source(difference)] } });

/** The words of a source trigger. */
const controlTypes = ["Github", "VisualStudioTeamService"];
const events = ["commit", "pullrequest"];

/** What starts a task. */
export const taskTriggerRules: readonly Rule[] = [
  onChild(
    "tasks",
    {
      id: "TASK-17",
      policy: "acr-task-base-image-trigger",
      title: "A base image trigger has a name and a type",
      subject,
      enforcement: "ARM-S",
      why: "The service asks for both, and knows two types: Runtime looks at the base of the last stage, All at those of every stage.",
      fix: 'Set name and baseImageTriggerType: "Runtime" or "All".',
      docs: baseImages,
      source: "BT, TF",
      feature: "tasks",
      fails: exampleTask({ trigger: { baseImageTrigger: { name: "base", baseImageTriggerType: "Build" } } }),
      passes: exampleTask({ trigger: { baseImageTrigger: { name: "base", baseImageTriggerType: "Runtime" } } }),
    },
    ({ trigger }, report, { key }) => {
      const base = trigger?.baseImageTrigger;
      if (!base) return;
      const path = ["trigger", "baseImageTrigger"];
      const what = `The base image trigger of task "${key}"`;
      reportRequired(base, ["name", "baseImageTriggerType"], { path, what }, report);
      known(() => {
        if (base.baseImageTriggerType)
          reportWord([...path, "baseImageTriggerType"], base.baseImageTriggerType, ["All", "Runtime"], (finding) =>
            report({ fix: 'Set baseImageTriggerType: "Runtime" or "All".', ...finding }),
          );
      });
      known(() =>
        reportWord(
          [...path, "updateTriggerPayloadType"],
          base.updateTriggerPayloadType,
          ["Default", "Token"],
          (finding) =>
            report({ fix: 'Set updateTriggerPayloadType: "Default" or "Token", or leave it out.', ...finding }),
        ),
      );
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-19",
      policy: "acr-task-source-trigger",
      title: "A source trigger has a name, a repository and events",
      subject,
      enforcement: "ARM-S",
      why: "The service asks for all of them; it makes a webhook in a repository at GitHub or Azure Repos for commits and pull requests.",
      fix: 'Set name, sourceRepository with sourceControlType ("Github" or "VisualStudioTeamService") and repositoryUrl, and sourceTriggerEvents.',
      docs: tutorial,
      source: "BT, CLI:task.py",
      feature: "tasks",
      fails: withSource({ sourceControlType: "Gitlab" }),
      passes: withSource({}),
    },
    ({ trigger }, report, { key }) => {
      const triggers = trigger?.sourceTriggers ?? [];
      triggers.forEach((_trigger, index) => {
        known(() => {
          const one = triggers[index];
          if (!one) return;
          const path = ["trigger", "sourceTriggers", index];
          const what = `A source trigger of task "${key}"`;
          reportRequired(one, ["name", "sourceRepository"], { path, what }, report);
          known(() => {
            const given = one.sourceTriggerEvents;
            if (given === undefined || given.length === 0) {
              report({
                path: [...path, "sourceTriggerEvents"],
                message: `${what} names no event.`,
                allowed: '"commit", "pullrequest"',
                fix: 'Set sourceTriggerEvents: ["commit"].',
              });
              return;
            }
            given.forEach((_event, at) => {
              known(() =>
                reportWord([...path, "sourceTriggerEvents", at], given[at], events, (finding) =>
                  report({ fix: 'Set sourceTriggerEvents: ["commit"], ["pullrequest"] or both.', ...finding }),
                ),
              );
            });
          });
          known(() => {
            const repository = one.sourceRepository;
            if (!repository) return;
            const place = [...path, "sourceRepository"];
            reportRequired(repository, ["sourceControlType", "repositoryUrl"], { path: place, what }, report);
            known(() => {
              const type = repository.sourceControlType;
              if (!type) return;
              reportWord([...place, "sourceControlType"], type, controlTypes, (finding) =>
                report({ fix: 'Set sourceControlType: "Github" or "VisualStudioTeamService".', ...finding }),
              );
            });
          });
        });
      });
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-20",
      policy: "acr-task-source-token",
      title: "A source trigger brings a token of its repository",
      subject,
      enforcement: "ARM",
      severity: "warning",
      why: "The service makes a webhook in the repository when the task is deployed, and needs a token for it: PAT or OAuth.",
      fix: 'Set sourceControlAuthProperties: { tokenType: "PAT", token } with a secret of the configuration.',
      docs: tutorial,
      source: "CLI:task.py, D:container-registry-tutorial-build-task",
      feature: "tasks",
      fails: withSource({ sourceControlAuthProperties: undefined }),
      passes: withSource({}),
    },
    ({ trigger }, report, { key }) => {
      const triggers = trigger?.sourceTriggers ?? [];
      triggers.forEach((_trigger, index) => {
        known(() => {
          const one = triggers[index];
          const repository = one?.sourceRepository;
          // A trigger that is switched off makes no webhook.
          if (!repository || one?.status?.toLowerCase() === "disabled") return;
          const place = ["trigger", "sourceTriggers", index, "sourceRepository", "sourceControlAuthProperties"];
          const login = repository.sourceControlAuthProperties;
          if (!login?.token) {
            report({
              path: place,
              message: `A source trigger of task "${key}" has no token: the service cannot make the webhook in its repository.`,
            });
            return;
          }
          known(() => {
            if (login.tokenType === undefined) {
              report({
                path: [...place, "tokenType"],
                message: `The token of a source trigger of task "${key}" has no tokenType.`,
                allowed: '"PAT", "OAuth"',
                fix: 'Set tokenType: "PAT".',
                severity: "error",
              });
              return;
            }
            reportWord([...place, "tokenType"], login.tokenType, ["PAT", "OAuth"], (finding) =>
              report({ severity: "error", ...finding }),
            );
          });
        });
      });
    },
  ),
  onChild(
    "tasks",
    {
      id: "TASK-22",
      policy: "acr-task-source-host",
      title: "A source trigger watches a repository at GitHub or Azure Repos",
      subject,
      enforcement: "RUN",
      why: "Repositories elsewhere (GitHub Enterprise Server, GitLab, Bitbucket) can be the context of a build, but nothing of theirs starts a task.",
      fix: "Start the task from the repository's own pipeline, or by a timer.",
      docs: overview,
      source: "D:container-registry-tasks-overview",
      feature: "tasks",
      fails: withSource({ repositoryUrl: "https://gitlab.com/contoso/web" }),
      passes: withSource({}),
    },
    ({ trigger }, report, { key }) => {
      const triggers = trigger?.sourceTriggers ?? [];
      triggers.forEach((_trigger, index) => {
        known(() => {
          const repository = triggers[index]?.sourceRepository;
          const host = hostOf(repository?.repositoryUrl);
          if (host === undefined || isWatched(host)) return;
          report({
            path: ["trigger", "sourceTriggers", index, "sourceRepository", "repositoryUrl"],
            given: host,
            message: `Nothing at ${host} starts task "${key}": source triggers work with github.com and Azure Repos only.`,
            allowed: "github.com, dev.azure.com, *.visualstudio.com",
          });
        });
      });
    },
  ),
];

/** The host of an address, without what may be a credential. */
function hostOf(url: string | undefined): string | undefined {
  return /^(?:[a-z+]+:\/\/)?(?:[^/@]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:[/:]|$)/i
    .exec(url ?? "")?.[1]
    ?.toLowerCase();
}

function isWatched(host: string): boolean {
  return (
    ["github.com", "www.github.com", "dev.azure.com", "ssh.dev.azure.com"].includes(host) ||
    host.endsWith(".visualstudio.com")
  );
}
