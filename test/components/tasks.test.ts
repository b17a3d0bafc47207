import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as acr from "../../src";
import { find, ids, planted, secretOf, told } from "./fixtures";
import { type Run, run } from "./monitor";

const contextPath = "https://github.com/contoso/web.git#main";
const withTask = (task: acr.TaskProperties, options = {}) =>
  run(
    () =>
      void new acr.Registry("images", {
        resourceGroupName: "images",
        location: "westeurope",
        sku: "Standard",
        tasks: { build: task },
      }),
    options,
  );
const taskOf = (done: Run) => {
  expect(done.error).toBe("");
  return find(done, "azure-native:containerregistry:Task").inputs;
};

/** What is readable of inputs: everything outside the engine's envelopes for secrets. */
const withoutSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  if ("4dabf18193072939515e22adb298388d" in value) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item)]));
};

describe("a step", () => {
  it("builds a Dockerfile with what is said, and with azure-native's names", async () => {
    const step = acr.dockerBuild({
      contextPath,
      imageNames: ["web:{{.Run.ID}}"],
      isPushEnabled: false,
      noCache: true,
      target: "release",
      arguments: { B: "2", A: "1" },
    });
    expect(taskOf(await withTask({ step })).step).toEqual({
      type: "Docker",
      contextPath,
      dockerFilePath: "Dockerfile",
      imageNames: ["web:{{.Run.ID}}"],
      isPushEnabled: false,
      noCache: true,
      target: "release",
      arguments: [
        { name: "A", value: "1", isSecret: false },
        { name: "B", value: "2", isSecret: false },
      ],
    });
  });

  it("runs a task file", async () => {
    const step = acr.taskFile({ contextPath, valuesFilePath: "values.yaml", values: { stage: "nightly" } });
    expect(taskOf(await withTask({ step })).step).toEqual({
      type: "FileTask",
      contextPath,
      taskFilePath: "acr-task.yaml",
      valuesFilePath: "values.yaml",
      values: [{ name: "stage", value: "nightly", isSecret: false }],
    });
  });

  it.each<[string, (text: string) => pulumi.Input<string>]>([
    ["plain", (text) => text],
    ["output", (text) => pulumi.output(text)],
  ])("encodes a task that is %s text", async (_how, written) => {
    const task = "version: v1.1.0\nsteps:\n  - cmd: bash -c 'echo grüezi'\n";
    const step = acr.encodedTask({ task: written(task), valuesFile: written("stage: nightly\n") });
    expect(taskOf(await withTask({ step })).step).toEqual({
      type: "EncodedTask",
      encodedTaskContent: Buffer.from(task).toString("base64"),
      encodedValuesContent: "c3RhZ2U6IG5pZ2h0bHkK",
    });
  });

  it("takes a whole object of values from a configuration, secret or not", async () => {
    const step = acr.taskFile({ contextPath, values: pulumi.output({ stage: "nightly" }) });
    expect(taskOf(await withTask({ step })).step).toMatchObject({
      // Whether an output holds a secret shows too late: the list as a whole is treated as one.
      values: secretOf([{ name: "stage", value: "nightly", isSecret: false }]),
    });
    const hidden = acr.taskFile({ contextPath, values: pulumi.secret({ token: planted }) });
    expect(taskOf(await withTask({ step: hidden })).step).toMatchObject({
      values: secretOf([{ name: "token", value: planted, isSecret: true }]),
    });
  });

  it("has what the program cannot say yet left to the deployment", async () => {
    const done = await run(
      () => {
        const other = new acr.Registry("other", { resourceGroupName: "images", sku: "Basic" });
        const step = acr.encodedTask({ task: pulumi.interpolate`version: v1.1.0 # ${other.loginServer}` });
        new acr.Task("build", { registry: other, step });
      },
      { preview: true },
    );
    expect(done.error).toBe("");
  });
});

describe("secrets of a task", () => {
  it("are secret wherever they may stand, and the engine remembers none of them", async () => {
    const done = await withTask({
      step: acr.dockerBuild({
        contextPath: `https://user:${planted}@github.com/contoso/web.git`,
        contextAccessToken: planted,
        imageNames: ["web"],
        secretArguments: { TOKEN: planted },
      }),
      triggers: {
        sources: { push: { repositoryUrl: `https://user:${planted}@github.com/contoso/web`, token: planted } },
        baseImage: { updateTriggerEndpoint: `https://hooks.contoso.com/?code=${planted}` },
      },
      credentials: {
        customRegistries: {
          "partner.azurecr.io": {
            userName: { type: "Opaque", value: planted },
            password: { type: "Opaque", value: planted },
          },
        },
      },
    });
    expect(JSON.stringify(taskOf(done)).split(planted)).toHaveLength(1 + 8);
    expect(JSON.stringify(withoutSecrets(taskOf(done)))).not.toContain(planted);
    expect(JSON.stringify(find(done, "pulumi-acr:index:Registry").inputs)).not.toContain(planted);
    expect(told(done)).not.toContain(planted);
  });

  it("are found in an address that is an output", async () => {
    const step = acr.taskFile({ contextPath: pulumi.output(`https://user:${planted}@github.com/contoso/web.git`) });
    const done = await withTask({ step });
    expect(taskOf(done).step).toMatchObject({ contextPath: { value: expect.stringContaining(planted) } });
    expect(JSON.stringify(find(done, "pulumi-acr:index:Registry").inputs)).not.toContain(planted);
  });

  it("are none where there are none: an address stays readable", async () => {
    const done = await withTask({ step: acr.taskFile({ contextPath: pulumi.output(contextPath) }) });
    expect(taskOf(done).step).toMatchObject({ contextPath });
    expect(find(done, "pulumi-acr:index:Registry").inputs.tasks).toMatchObject({ build: { step: { contextPath } } });
  });
});

describe("triggers", () => {
  it("have azure-native's form, in the order of their names", async () => {
    const done = await withTask({
      step: acr.dockerBuild({ contextPath, imageNames: ["web"] }),
      triggers: {
        timers: { night: { schedule: "0 2 * * *", status: "Disabled" }, day: pulumi.output("0 12 * * Mon-Fri") },
        sources: {
          push: {
            repositoryUrl: "https://github.com/contoso/web",
            branch: "main",
            sourceTriggerEvents: ["commit", "pullrequest"],
            token: pulumi.secret(planted),
          },
        },
        baseImage: {},
      },
    });
    // azure-native's class makes a secret of the whole where one is in it.
    expect(taskOf(done).trigger).toEqual(
      secretOf({
        timerTriggers: [
          { name: "day", schedule: "0 12 * * Mon-Fri" },
          { name: "night", schedule: "0 2 * * *", status: "Disabled" },
        ],
        sourceTriggers: [
          {
            name: "push",
            sourceTriggerEvents: ["commit", "pullrequest"],
            sourceRepository: {
              sourceControlType: "Github",
              repositoryUrl: "https://github.com/contoso/web",
              branch: "main",
              sourceControlAuthProperties: { tokenType: "PAT", token: planted },
            },
          },
        ],
        // azure-native adds the status.
        baseImageTrigger: { name: "baseImage", baseImageTriggerType: "Runtime", status: "Enabled" },
      }),
    );
  });

  it("are not sent where there are none", async () => {
    const done = await withTask({
      step: acr.taskFile({ contextPath }),
      triggers: { timers: {}, sources: {} },
    });
    expect(taskOf(done)).not.toHaveProperty("trigger");
  });
});

it("a task is where its registry is, and its transform has the last word", async () => {
  const done = await withTask({
    step: acr.taskFile({ contextPath }),
    transform: (args, opts, name) => {
      opts.protect = true;
      return { ...args, tags: { name } };
    },
  });
  expect(taskOf(done)).toMatchObject({
    location: "westeurope",
    registryName: "images1a2b",
    tags: { name: "images-build" },
  });
  expect(find(done, "azure-native:containerregistry:Task").protect).toBe(true);
});

it("a task's own options are azure-native's, one by one", async () => {
  const options = {
    taskName: "nightly-build",
    platform: { os: "Windows", architecture: "amd64" },
    agentConfiguration: { cpu: 2 },
    timeout: 1800,
    status: "Disabled",
    identity: { type: "UserAssigned", userAssignedIdentities: { [ids.identity]: {} } },
    logTemplate: "acr/tasks:{{.Run.OS}}",
    tags: { a: "b" },
  } as const;
  expect(taskOf(await withTask({ ...options, step: acr.taskFile({ contextPath }) }))).toMatchObject(options);
});
