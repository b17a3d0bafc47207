import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as acr from "pulumi-acr";

// Two secrets, both optional: pulumi config set --secret npmToken …, pulumi config set --secret githubToken …
const config = new pulumi.Config();
const npmToken = config.getSecret("npmToken");
const githubToken = config.getSecret("githubToken");

const repository = "https://github.com/Azure-Samples/acr-build-helloworld-node";
const location = "westeurope";
const group = new ResourceGroup("builds", { location });

const registry = new acr.Registry("builds", {
  resourceGroupName: group.name,
  location,
  sku: "Standard",
  tasks: {
    // Builds the Dockerfile of a repository: at every push to it, and when its base image has changed.
    web: {
      step: acr.dockerBuild({
        contextPath: `${repository}.git#master`,
        contextAccessToken: githubToken,
        imageNames: ["web:{{.Run.ID}}", "web:latest"],
        arguments: { NODE_ENV: "production" },
        secretArguments: npmToken ? { NPM_TOKEN: npmToken } : {},
      }),
      agentConfiguration: { cpu: 2 },
      timeout: 1800,
      triggers: {
        sources: githubToken ? { push: { repositoryUrl: repository, branch: "master", token: githubToken } } : {},
        baseImage: {},
      },
    },
    // Runs a task file of a repository every night, with a login to another registry.
    nightly: {
      step: acr.taskFile({
        contextPath: `${repository}.git#master`,
        taskFilePath: "taskmulti.yaml",
        values: { stage: "nightly" },
        secretValues: npmToken ? { npmToken } : {},
      }),
      triggers: { timers: { night: "0 2 * * *", noon: { schedule: "0 12 * * Mon-Fri", status: "Disabled" } } },
      identity: { type: "SystemAssigned" },
      credentials: {
        sourceRegistry: { loginMode: "Default" },
        // The task's own identity logs in. Give it the role AcrPull there.
        customRegistries: { "partner.azurecr.io": { identity: "[system]" } },
      },
    },
    // A task that stands in the program: encoded for you. Removes what is older than 30 days.
    clean: {
      step: acr.encodedTask({
        task: [
          "version: v1.1.0",
          "steps:",
          "  - cmd: acr purge --filter 'web:.*' --ago 30d --untagged",
          "    disableWorkingDirectoryOverride: true",
          "    timeout: 3600",
          "",
        ].join("\n"),
      }),
      timeout: 3600,
      triggers: { timers: { weekly: "0 4 * * Sun" } },
    },
  },
});

export const loginServer = registry.loginServer;
export const taskNames = Object.values(registry.tasks).map((task) => task.name);
