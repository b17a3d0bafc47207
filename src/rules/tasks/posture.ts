import { type ChildModel, known } from "../../model";
import { onChild } from "../writing/builders";
import { eachKnown } from "../writing/items";
import { isPlainHttp, own, posture } from "../writing/posture";
import type { Change, Rule } from "../writing/rule";
import { isRestricted, isWord } from "../writing/states";

const subject = "tasks";
const docs = "container-registry-tasks-overview";
const step = { type: "Docker", dockerFilePath: "Dockerfile" };

/** Tasks and agent pools. */
export const taskPosture: readonly Rule[] = [
  onChild(
    "tasks",
    posture({
      id: "G30",
      policy: "acr-task-inline-credential",
      title: "A task holds no source code credential of its own",
      subject,
      risk: "high",
      why: "An access token in the task is stored with it and outlives whoever made it; waive this rule where a task must have one.",
      fix: "Use a repository that the task can read without a token, or waive the rule with a date.",
      docs: "container-registry-tutorial-build-task",
      source: own,
      feature: "tasks",
      fails: { tasks: { build: { step: { ...step, contextAccessToken: "[secret]" } } } },
      passes: { tasks: { build: { step } } },
      tags: ["mcsb:IM-3", "mcsb:IM-8"],
    }),
    (task, report, { key }) => {
      known(() => {
        if (!task.step?.contextAccessToken) return;
        report({
          path: ["step", "contextAccessToken"],
          message: `The task "${key}" holds an access token for its context.`,
        });
      });
      eachKnown(
        known(() => task.trigger?.sourceTriggers),
        (each, index) => {
          if (!each.sourceRepository?.sourceControlAuthProperties?.token) return;
          report({
            path: ["trigger", "sourceTriggers", index, "sourceRepository", "sourceControlAuthProperties", "token"],
            message: `A source trigger of the task "${key}" holds an access token.`,
          });
        },
      );
    },
  ),
  onChild(
    "tasks",
    {
      ...posture({
        id: "G31",
        policy: "acr-task-secret-argument",
        title: "An argument that holds a secret is marked as one",
        subject,
        risk: "high",
        why: "An argument that is not marked is shown in the task's definition and in the logs of its runs.",
        fix: "Set isSecret: true on the argument.",
        docs: "container-registry-tasks-multi-step",
        source: own,
        feature: "tasks",
        fails: { tasks: { build: { step: { ...step, arguments: [{ name: "NPM_TOKEN", value: "[secret]" }] } } } },
        passes: {
          tasks: {
            build: { step: { ...step, arguments: [{ name: "NPM_TOKEN", value: "[secret]", isSecret: true }] } },
          },
        },
        tags: ["mcsb:IM-3", "mcsb:IM-8"],
      }),
      remedy: (task): readonly Change[] =>
        openSecrets(task).map(({ list, index }) => ({ path: ["step", list, index, "isSecret"], value: true })),
    },
    (task, report, { key }) => {
      for (const { list, index, name } of openSecrets(task)) {
        report({
          path: ["step", list, index],
          message: `The argument ${name} of the task "${key}" looks like a secret but is not marked as one.`,
        });
      }
    },
  ),
  onChild(
    "tasks",
    posture({
      id: "G32",
      policy: "acr-task-custom-registry-opaque",
      title: "A task signs in to other registries without a written password",
      subject,
      risk: "high",
      why: "An Opaque credential is the password itself, stored in the task.",
      fix: 'Set identity, or type: "Vaultsecret" with the secret\'s URI.',
      docs: "container-registry-tasks-cross-registry-authentication",
      source: own,
      feature: "tasks",
      fails: {
        tasks: {
          build: {
            credentials: {
              customRegistries: { "other.azurecr.io": { password: { type: "Opaque", value: "[secret]" } } },
            },
          },
        },
      },
      passes: {
        tasks: {
          build: {
            credentials: {
              customRegistries: {
                "other.azurecr.io": {
                  password: { type: "Vaultsecret", value: "https://images.vault.azure.net/secrets/other" },
                },
              },
            },
          },
        },
      },
      tags: ["mcsb:IM-3", "mcsb:IM-8"],
    }),
    ({ credentials }, report, { key }) => {
      const registries = credentials?.customRegistries ?? {};
      for (const host of Object.keys(registries)) {
        known(() => {
          const given = registries[host];
          const field = (["password", "userName"] as const).find((each) => isWord(given?.[each]?.type, "Opaque"));
          if (!field) return;
          report({
            path: ["credentials", "customRegistries", host, field, "type"],
            given: "Opaque",
            message: `The task "${key}" keeps the ${field === "password" ? "password" : "user name"} for ${host} in its own definition.`,
          });
        });
      }
    },
  ),
  onChild(
    "tasks",
    posture({
      id: "G33",
      policy: "acr-task-pat-no-expiry",
      title: "A source trigger's access token expires",
      subject,
      risk: "medium",
      why: "A personal access token belongs to a person and usually works for a year; an OAuth token that can be renewed does not have to.",
      fix: 'Use tokenType: "OAuth" with expiresIn and refreshToken.',
      docs: "container-registry-tutorial-build-task",
      source: own,
      feature: "tasks",
      fails: triggerWith({ tokenType: "PAT", token: "[secret]" }),
      passes: triggerWith({ tokenType: "OAuth", token: "[secret]", expiresIn: 3600, refreshToken: "[secret]" }),
      tags: ["mcsb:IM-3", "mcsb:IM-8"],
    }),
    ({ trigger }, report, { key }) => {
      eachKnown(trigger?.sourceTriggers, (each, index) => {
        const given = each.sourceRepository?.sourceControlAuthProperties;
        const personal = isWord(given?.tokenType, "PAT");
        const endless = isWord(given?.tokenType, "OAuth") && given?.expiresIn === undefined && !given?.refreshToken;
        if (!personal && !endless) return;
        report({
          path: ["trigger", "sourceTriggers", index, "sourceRepository", "sourceControlAuthProperties", "tokenType"],
          given: given?.tokenType,
          message: `A source trigger of the task "${key}" uses ${personal ? "a personal access token" : "an OAuth token without expiry"}.`,
        });
      });
    },
  ),
  onChild(
    "tasks",
    posture({
      id: "G36",
      policy: "acr-task-http-context",
      title: "A task fetches its source over https, with no credential in the address",
      subject,
      risk: "high",
      why: "Over http anyone on the way can change what is built; user info in an address ends in logs and in the task's definition.",
      fix: "Use an https address without user info, for instance https://github.com/org/repo.git#main.",
      docs,
      source: own,
      feature: "tasks",
      fails: { tasks: { build: { step: { ...step, contextPath: "http://git.example.com/app.git" } } } },
      passes: { tasks: { build: { step: { ...step, contextPath: "https://git.example.com/app.git#main" } } } },
      tags: ["mcsb:DP-3"],
    }),
    (task, report, { key }) => {
      const judge = (path: readonly (string | number)[], address: string | undefined) => {
        const plain = isPlainHttp(address);
        if (!plain && !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i.test(address ?? "")) return;
        report({
          path,
          message: plain
            ? `The task "${key}" uses an address that is not https.`
            : `The task "${key}" uses an address with user info in it.`,
        });
      };
      known(() => judge(["step", "contextPath"], task.step?.contextPath));
      known(() => judge(["step", "taskFilePath"], task.step?.taskFilePath));
      eachKnown(
        known(() => task.trigger?.sourceTriggers),
        (each, index) => {
          const path = ["trigger", "sourceTriggers", index, "sourceRepository", "repositoryUrl"];
          judge(path, each.sourceRepository?.repositoryUrl);
        },
      );
      known(() =>
        judge(
          ["trigger", "baseImageTrigger", "updateTriggerEndpoint"],
          task.trigger?.baseImageTrigger?.updateTriggerEndpoint,
        ),
      );
    },
  ),
  onChild(
    "tasks",
    posture({
      id: "G37",
      policy: "acr-task-mutable-base",
      title: "A task's images can be told apart",
      subject,
      risk: "low",
      why: "When every run pushes the same tag, nobody knows which build a cluster runs, and a bad one cannot be rolled back.",
      fix: 'Add a tag with the run\'s id: imageNames: ["app:{{.Run.ID}}"].',
      docs: "container-registry-image-tag-version",
      source: own,
      feature: "tasks",
      fails: { tasks: { build: { step: { ...step, imageNames: ["app:latest"] } } } },
      passes: { tasks: { build: { step: { ...step, imageNames: ["app:latest", "app:{{.Run.ID}}"] } } } },
      tags: [],
    }),
    ({ step: given }, report, { key }) => {
      const names = given?.imageNames ?? [];
      if (names.length === 0 || names.some((name) => /\{\{\s*\.Run\.|\$ID\b/.test(name))) return;
      const onlyLatest = names.every((name) => /^(latest)?$/.test(/:([^:/]*)$/.exec(name)?.[1] ?? ""));
      if (given?.isPushEnabled === false && !onlyLatest) return;
      report({
        path: ["step", "imageNames"],
        given: names,
        message: `Every run of the task "${key}" writes the same tag${names.length === 1 ? "" : "s"}: ${names.join(", ")}.`,
      });
    },
  ),
  onChild(
    "agentPools",
    posture({
      id: "G38",
      policy: "acr-agent-pool-no-vnet",
      title: "The agents of a restricted registry run in its network",
      subject: "agent pools",
      risk: "medium",
      why: "Agents outside the network cannot reach a registry whose firewall is closed.",
      fix: "Set virtualNetworkSubnetResourceId to a subnet that reaches the registry.",
      docs: "tasks-agent-pools",
      source: own,
      feature: "agentPools",
      fails: { sku: { name: "Premium" }, publicNetworkAccess: "Disabled", agentPools: { build: { tier: "S1" } } },
      passes: {
        sku: { name: "Premium" },
        publicNetworkAccess: "Disabled",
        agentPools: { build: { tier: "S1", virtualNetworkSubnetResourceId: "snet-build" } },
      },
      tags: ["mcsb:NS-2"],
    }),
    ({ virtualNetworkSubnetResourceId }, report, { key, registry }) => {
      if (virtualNetworkSubnetResourceId !== undefined || !isRestricted(registry)) return;
      report({
        path: ["virtualNetworkSubnetResourceId"],
        message: `The registry is restricted, but the agents of the pool "${key}" run outside any network.`,
      });
    },
  ),
];

function triggerWith(sourceControlAuthProperties: Record<string, string | number>) {
  const sourceRepository = { sourceControlType: "Github", sourceControlAuthProperties };
  return { tasks: { build: { trigger: { sourceTriggers: [{ name: "push", sourceRepository }] } } } };
}

/** The arguments of a task that look like secrets and are not marked. */
function openSecrets({ step: given }: ChildModel<"tasks">) {
  const found: { list: "arguments" | "values"; index: number; name: string }[] = [];
  for (const list of ["arguments", "values"] as const) {
    eachKnown(
      known(() => given?.[list]),
      (argument, index) => {
        const { name, isSecret } = argument;
        if (name !== undefined && isSecret !== true && looksSecret(name)) found.push({ list, index, name });
      },
    );
  }
  return found;
}

/** Whether one of the words that a name is made of is that of a secret: "npmToken", "API_KEY", not "MONKEY". */
function looksSecret(name: string): boolean {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .split(/[^A-Za-z0-9]+/)
    .some((part) => /^(key|apikey|pat|pwd|passwd)$|(token|password|secret)s?$/i.test(part));
}
