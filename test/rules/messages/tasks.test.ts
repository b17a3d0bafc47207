import { UNKNOWN } from "../../../src/model";
import { taskCredentialRules } from "../../../src/rules/tasks/credentials";
import { taskFileRules } from "../../../src/rules/tasks/files";
import { taskPlatformRules } from "../../../src/rules/tasks/platform";
import { taskRunRules } from "../../../src/rules/tasks/runs";
import { taskStepRules } from "../../../src/rules/tasks/steps";
import { taskRules } from "../../../src/rules/tasks/tasks";
import { taskTimerRules } from "../../../src/rules/tasks/timers";
import { taskTriggerRules } from "../../../src/rules/tasks/triggers";
import { pinTexts, sayNothing } from "./texts";

const rules = [
  ...taskRules,
  ...taskStepRules,
  ...taskFileRules,
  ...taskPlatformRules,
  ...taskTriggerRules,
  ...taskTimerRules,
  ...taskCredentialRules,
  ...taskRunRules,
];

// Whole findings of the rules on tasks and their runs.

const github = "https://github.com/contoso/web.git#main";
const docker = { type: "Docker", dockerFilePath: "Dockerfile", contextPath: github };
const task = (rest: object, tier = "Basic") => ({
  sku: { name: tier },
  tasks: { build: { platform: { os: "Linux" }, step: docker, ...rest } },
});
const encoded = (yaml: string, rest: object = {}) =>
  task({ step: { type: "EncodedTask", encodedTaskContent: Buffer.from(yaml).toString("base64") }, ...rest });
const timers = (...timerTriggers: object[]) => task({ trigger: { timerTriggers } });
const source = (rest: object, repository: object = {}) =>
  task({
    trigger: {
      sourceTriggers: [
        {
          name: "commits",
          sourceTriggerEvents: ["commit"],
          sourceRepository: {
            sourceControlType: "Github",
            repositoryUrl: "https://github.com/contoso/web",
            sourceControlAuthProperties: { tokenType: "PAT", token: "t" },
            ...repository,
          },
          ...rest,
        },
      ],
    },
  });
const login = (one: object, rest: object = { identity: { type: "SystemAssigned" } }) =>
  task({ credentials: { customRegistries: { "other.azurecr.io": one } }, ...rest });
const run = (runRequest: object, rest: object = {}) => ({ taskRuns: { once: { runRequest, ...rest } } });
const opaque = { type: "Opaque", value: "v" };

pinTexts("tasks.txt", rules, {
  "C146, a timeout above eight hours": [task({ timeout: 28_801 })],
  "C148, four cores": [task({ agentConfiguration: { cpu: 4 } })],
  "a pool below Premium": [task({ agentPoolName: "pool1" }, "Standard")],
  "a run's pool below Premium": [
    { sku: { name: "Basic" }, ...run({ type: "TaskRunRequest", taskId: "t", agentPoolName: "pool1" }) },
  ],
  "a pool without machines": [
    {
      ...task({ agentPoolName: "Pool1" }, "Premium"),
      agentPools: { builds: { agentPoolName: "pool1", count: 0 } },
    },
  ],
  "a step of an unknown type": [task({ step: { type: "Buildpack" } })],
  "a step of a type in other capitals": [task({ step: { ...docker, type: "docker" } })],
  "a step without a type": [task({ step: { dockerFilePath: "Dockerfile" } })],
  "a Docker step without anything": [task({ step: { type: "Docker" } })],
  "C155, a Docker step without sources": [
    task({ step: { type: "Docker", dockerFilePath: "Dockerfile", contextPath: null } }),
  ],
  "arguments without a name and a value": [
    task({ step: { ...docker, arguments: [{ value: "1" }, { name: "A" }, { name: "B", isSecret: true }] } }),
  ],
  "a FileTask without anything": [task({ step: { type: "FileTask" } })],
  "values of a FileTask": [
    task({ step: { type: "FileTask", taskFilePath: "t.yaml", contextPath: github, values: [{ name: "" }] } }),
  ],
  "an EncodedTask without its task": [task({ step: { type: "EncodedTask" } })],
  "an EncodedTask in the clear": [
    task({ step: { type: "EncodedTask", encodedTaskContent: "version: v1.1.0\nsteps: []" } }),
  ],
  "values that are not Base64": [
    task({
      step: { type: "EncodedTask", encodedTaskContent: "c3RlcHM6CiAgLSBjbWQ6IGJhc2gK", encodedValuesContent: "a: b" },
    }),
  ],
  "values of an EncodedTask": [
    task({
      step: { type: "EncodedTask", encodedTaskContent: "c3RlcHM6CiAgLSBjbWQ6IGJhc2gK", values: [{ value: "x" }] },
    }),
  ],
  "a task without a step": [{ tasks: { build: { platform: { os: "Linux" } } } }],
  "a task without a platform": [{ tasks: { build: { step: docker } } }],
  "a task without both": [{ tasks: { build: {} } }],
  "C152, a system task with parts of others": [
    {
      tasks: { quick: { isSystemTask: true, platform: { os: "Linux" }, step: docker, trigger: { timerTriggers: [] } } },
    },
  ],
  "a platform without os": [task({ platform: { architecture: "amd64" } })],
  "an unknown os": [task({ platform: { os: "Darwin" } })],
  "an unknown architecture": [task({ platform: { os: "Linux", architecture: "x64" } })],
  "an unknown variant": [task({ platform: { os: "Linux", architecture: "arm", variant: "v5" } })],
  "a variant without ARM": [task({ platform: { os: "Linux", variant: "v7" } })],
  "C162, Windows on ARM": [task({ platform: { os: "Windows", architecture: "arm64" } })],
  "Windows in a pool": [task({ platform: { os: "Windows" }, agentPoolName: "pool1" }, "Premium")],
  "C157, a schedule with seconds": [timers({ name: "nightly", schedule: "0 0 21 * * *" })],
  "a macro": [timers({ name: "nightly", schedule: "@daily" })],
  "four fields": [timers({ name: "nightly", schedule: "0 21 * *" })],
  "an hour that no day has": [timers({ name: "nightly", schedule: "0 24 * * *" })],
  "Sunday as 7": [timers({ name: "nightly", schedule: "0 3 * * 7" })],
  "an empty element": [timers({ name: "nightly", schedule: "1, * * * *" })],
  "a month that no year has": [timers({ name: "nightly", schedule: "0 0 1 13 *" })],
  traps: [
    timers(
      { name: "a", schedule: "0 22-2 * * *" },
      { name: "b", schedule: "0 0 31 2 *" },
      { name: "c", schedule: "0 0 1 * Mon" },
      { name: "d", schedule: "*/90 * * * *" },
    ),
  ],
  "two timers of one name": [
    timers({ name: "nightly", schedule: "0 21 * * *" }, { name: "Nightly", schedule: "0 9 * * *" }),
  ],
  "two timers of one schedule": [
    timers(
      { name: "a", schedule: "0 21 * * 0" },
      { name: "b", schedule: "0 9 * * *" },
      { name: "c", schedule: "0 21 * * Sun" },
    ),
  ],
  "a timer without anything": [timers({})],
  "C161, a base image trigger of an unknown type": [
    task({ trigger: { baseImageTrigger: { name: "base", baseImageTriggerType: "Build" } } }),
  ],
  "a base image trigger without anything": [task({ trigger: { baseImageTrigger: {} } })],
  "an unknown payload": [
    task({
      trigger: { baseImageTrigger: { name: "base", baseImageTriggerType: "All", updateTriggerPayloadType: "Full" } },
    }),
  ],
  "an unknown kind of repository at an unknown place": [
    source({}, { sourceControlType: "Gitlab", repositoryUrl: "https://gitlab.com/contoso/web" }),
  ],
  "a repository of GitHub Enterprise by SSH": [source({}, { repositoryUrl: "git@github.contoso.com:web.git" })],
  "no events and no names": [
    source({ name: undefined, sourceTriggerEvents: [] }, { sourceControlType: undefined, repositoryUrl: "" }),
  ],
  "an unknown event": [source({ sourceTriggerEvents: ["commit", "tag"] })],
  "a source trigger without a repository": [source({ sourceRepository: undefined })],
  "a source trigger without a token": [source({}, { sourceControlAuthProperties: undefined })],
  "a token without a type": [source({}, { sourceControlAuthProperties: { token: "t" } })],
  "a token of an unknown type": [source({}, { sourceControlAuthProperties: { tokenType: "Basic", token: "t" } })],
  "a source trigger without sources": [
    task({
      step: { ...docker, contextPath: "/dev/null" },
      trigger: {
        sourceTriggers: [
          {
            name: "s",
            status: "Disabled",
            sourceTriggerEvents: ["commit"],
            sourceRepository: { sourceControlType: "Github", repositoryUrl: "https://github.com/a/b" },
          },
        ],
      },
    }),
  ],
  "an unknown login mode": [task({ credentials: { sourceRegistry: { loginMode: "System" } } })],
  "an identity's name for its own registry": [task({ credentials: { sourceRegistry: { identity: "system" } } })],
  "[caller] is for runs": [task({ credentials: { sourceRegistry: { identity: "[caller]" } } })],
  "an identity for its own registry in an API version without": [
    task({
      origin: { apiVersion: "v20190601preview" },
      identity: { type: "SystemAssigned" },
      credentials: { sourceRegistry: { identity: "[system]" } },
    }),
  ],
  "C165, [system] without an identity": [login({ identity: "[system]" }, {})],
  "a client id beside a system-assigned identity": [login({ identity: "11111111-1111-1111-1111-111111111111" })],
  "an ARM id in place of a client id": [
    login({
      identity: "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/a",
    }),
  ],
  "a login without a password": [login({ userName: opaque })],
  "a login without a user name": [login({ password: opaque })],
  "an empty login": [login({})],
  "login values of no type, of an unknown one, and of none": [
    login({ userName: { value: "v" }, password: { type: "Plain", value: "v" } }),
  ],
  "an empty value, and one that is in no vault": [
    login({
      userName: { type: "Opaque", value: "" },
      password: { type: "Vaultsecret", value: "https://contoso.com/secrets/p" },
    }),
  ],
  "a run's login without a password": [
    run({
      type: "TaskRunRequest",
      taskId: "t",
      credentials: { customRegistries: { "x.azurecr.io": { userName: opaque } } },
    }),
  ],
  "a run without a request": [{ taskRuns: { once: {} } }],
  "a run without a type": [run({})],
  "a run of an unknown type": [run({ type: "QuickRun", timeout: 100 })],
  "a run of a task without the task": [run({ type: "TaskRunRequest" })],
  "a build without anything": [run({ type: "DockerBuildRequest", timeout: 30_000 })],
  "a file run without anything": [run({ type: "FileTaskRunRequest", platform: { os: "Linux" } })],
  "an encoded run without anything": [run({ type: "EncodedTaskRunRequest", platform: { os: "Linux" } })],
  "what an old API version does not have": [
    task({
      origin: { apiVersion: "v20190401" },
      logTemplate: "acr/tasks",
      trigger: {
        baseImageTrigger: {
          name: "b",
          baseImageTriggerType: "All",
          updateTriggerEndpoint: "https://h.example",
          updateTriggerPayloadType: "Default",
        },
      },
    }),
  ],
  "a pool and the system task in an old API version": [
    {
      sku: { name: "Premium" },
      tasks: { build: { origin: { apiVersion: "v20180901" }, isSystemTask: true, agentPoolName: "pool1" } },
    },
  ],
  "a task file of an unknown version": [encoded("version: 1.0.0-preview\nsteps:\n  - cmd: bash\n")],
  "a task file without steps": [encoded("version: v1.1.0\nsteps: []\n")],
  "a task file that is no YAML": [encoded("steps:\n\t- cmd: bash\n")],
  "a task file that is no mapping": [encoded("- cmd: bash\n")],
  "a task file whose steps are no list": [encoded("steps: build\n")],
  "a step of two kinds, and one of none": [encoded("steps:\n  - build: .\n    push: [app]\n  - id: nothing\n")],
  "a secret in a task file": [encoded("steps:\n  - cmd: bash -c 'curl https://user:hunter22@contoso.com'\n")],
  "steps that outlast the task": [encoded("stepTimeout: 3000\nsteps:\n  - cmd: bash\n  - cmd: bash\n")],
  "steps that outlast any task": [encoded("stepTimeout: 20000\nsteps:\n  - cmd: bash\n  - cmd: bash\n")],
  "a step's own limit beyond the task's": [
    encoded("steps:\n  - cmd: bash\n    timeout: 900\n    when: ['-']\n  - cmd: bash\n    when: ['-']\n", {
      timeout: 600,
    }),
  ],
  "a task that outlasts its steps": [encoded("steps:\n  - cmd: bash\n", { timeout: 7200 })],
  "a timeout that is not known yet": [task({ timeout: UNKNOWN, agentConfiguration: { cpu: 8 } })],
  "C149, cores of a pool": [task({ agentConfiguration: { cpu: 8 }, agentPoolName: "pool1" }, "Premium")],
  "a question mark for any day": [timers({ name: "a", schedule: "0 3 ? * Mon" })],
  "a question mark for any minute": [timers({ name: "a", schedule: "? 3 * * *" })],
  "tabs between the fields": [timers({ name: "a", schedule: "0\t3\t*\t*\t*" })],
  "two timers of one text that is no schedule": [
    timers({ name: "a", schedule: "every day" }, { name: "b", schedule: "every day" }),
  ],
  "a source trigger and no context": [
    task({
      step: { type: "Docker", dockerFilePath: "Dockerfile" },
      trigger: {
        sourceTriggers: [
          {
            name: "s",
            status: "Disabled",
            sourceTriggerEvents: ["commit"],
            sourceRepository: { sourceControlType: "Github", repositoryUrl: "https://github.com/a/b" },
          },
        ],
      },
    }),
  ],
});

sayNothing(rules, {
  "RF-15: a run's os in small letters, as the service's own templates write it": [
    run({ type: "DockerBuildRequest", dockerFilePath: "Dockerfile", platform: { os: "linux" } }),
  ],
  "C147, the shortest timeout": [task({ timeout: 300 })],
  "the longest timeout": [task({ timeout: 28_800 })],
  "two cores, and any number in a pool": [{ ...task({ agentConfiguration: { cpu: 2 } }), taskRuns: {} }],
  "a pool made elsewhere": [task({ agentPoolName: "pool1" }, "Premium")],
  "a declared pool below Premium, which is AP-01's": [
    { ...task({ agentPoolName: "pool1" }), agentPools: { pool1: {} } },
  ],
  "a pool with a machine": [
    { ...task({ agentPoolName: "pool1" }, "Premium"), agentPools: { p: { agentPoolName: "pool1", count: 1 } } },
  ],
  "a pool of a count that is not known yet": [
    { ...task({ agentPoolName: "pool1" }, "Premium"), agentPools: { p: { agentPoolName: "pool1", count: UNKNOWN } } },
  ],
  "C153, a system task": [{ tasks: { quick: { isSystemTask: true, trigger: {}, logTemplate: "acr/tasks" } } }],
  "C158, two timers": [timers({ name: "a", schedule: "0 21 * * *" }, { name: "b", schedule: "0 9 * * *" })],
  "a timer whose schedule is not known yet": [
    timers({ name: "a", schedule: UNKNOWN }, { name: UNKNOWN, schedule: "0 9 * * *" }),
  ],
  "both types of base image triggers": [
    {
      tasks: {
        a: {
          platform: { os: "Linux" },
          step: docker,
          trigger: { baseImageTrigger: { name: "b", baseImageTriggerType: "All", updateTriggerPayloadType: "Token" } },
        },
      },
    },
  ],
  "a source trigger at Azure Repos": [
    source(
      { sourceTriggerEvents: ["commit", "pullrequest"] },
      {
        sourceControlType: "VisualStudioTeamService",
        repositoryUrl: "https://contoso.visualstudio.com/_git/web",
        sourceControlAuthProperties: { tokenType: "OAuth", token: "t" },
      },
    ),
  ],
  "a source trigger by SSH at Azure Repos": [source({}, { repositoryUrl: "git@ssh.dev.azure.com:v3/contoso/web/web" })],
  "a disabled source trigger needs no token": [
    source({ status: "Disabled" }, { sourceControlAuthProperties: undefined }),
  ],
  "a source trigger whose token is not known yet": [
    source({}, { sourceControlAuthProperties: { tokenType: "PAT", token: UNKNOWN } }),
  ],
  "a task for timers alone": [
    encoded("steps:\n  - cmd: bash\n", { trigger: { timerTriggers: [{ name: "a", schedule: "0 1 * * *" }] } }),
  ],
  "variants of both ARM architectures": [
    {
      tasks: {
        a: { platform: { os: "Linux", architecture: "arm", variant: "v7" }, step: docker },
        b: { platform: { os: "Linux", architecture: "arm64", variant: "v8" }, step: docker },
      },
    },
  ],
  "Windows on amd64": [task({ platform: { os: "Windows", architecture: "amd64" } })],
  "logins of every kind": [
    login({
      identity: "[system]",
      userName: { type: "Vaultsecret", value: "https://v.vault.azure.net/secrets/u" },
      password: { type: "Vaultsecret", value: "https://v.vault.usgovcloudapi.net/secrets/p" },
    }),
  ],
  "a login by name and password": [login({ userName: opaque, password: opaque }, {})],
  "a login by a client id": [
    login({ identity: "11111111-1111-1111-1111-111111111111" }, { identity: { type: "SystemAssigned, UserAssigned" } }),
  ],
  "a login whose identity is not known yet": [login({ identity: UNKNOWN }, {})],
  "a login while the task's identity is not known yet": [login({ identity: "[system]" }, { identity: UNKNOWN })],
  "login modes": [
    {
      tasks: {
        a: { platform: { os: "Linux" }, step: docker, credentials: { sourceRegistry: { loginMode: "None" } } },
        b: { platform: { os: "Linux" }, step: docker, credentials: { sourceRegistry: { loginMode: "Default" } } },
      },
    },
  ],
  "a run as its caller": [
    run({
      type: "DockerBuildRequest",
      dockerFilePath: "Dockerfile",
      platform: { os: "Linux" },
      credentials: { sourceRegistry: { identity: "[caller]" } },
    }),
  ],
  "an identity for its own registry in the API version that has it": [
    task({
      origin: { apiVersion: "v20250301preview" },
      identity: { type: "SystemAssigned" },
      credentials: { sourceRegistry: { identity: "[system]" } },
    }),
  ],
  "a run of a task": [run({ type: "TaskRunRequest", taskId: "t" })],
  "a run whose type is not known yet": [run({ type: UNKNOWN })],
  "an API version with everything": [
    {
      sku: { name: "Premium" },
      tasks: {
        build: {
          origin: { apiVersion: "v20190601preview" },
          platform: { os: "Linux" },
          step: docker,
          agentPoolName: "pool1",
          logTemplate: "acr/tasks",
          trigger: {
            baseImageTrigger: { name: "b", baseImageTriggerType: "All", updateTriggerEndpoint: "https://h.example" },
          },
        },
      },
    },
  ],
  "an old API version with nothing new": [
    task({ origin: { apiVersion: "v20190401" }, isSystemTask: false, agentPoolName: "", logTemplate: "" }),
  ],
  "a task file that templates hide": [encoded("steps:\n{{range .Values.images}}\n  - build: {{.}}\n{{end}}\n")],
  "a task file whose version a template makes": [
    encoded("version: {{.Values.version}}\nsteps:\n  - cmd: {{.Values.command}}\n"),
  ],
  "a task file in other capitals": [encoded("version: V1.1.0\nsteps:\n  - cmd: bash\n")],
  "steps within the task's hour": [encoded("stepTimeout: 1800\nsteps:\n  - cmd: bash\n  - cmd: bash\n")],
  "parallel steps of which each is short enough": [
    encoded("stepTimeout: 3000\nsteps:\n  - cmd: bash\n    when: ['-']\n  - cmd: bash\n    when: ['-']\n"),
  ],
  "steps whose task's timeout is not known yet": [
    encoded("stepTimeout: 9000\nsteps:\n  - cmd: bash\n", { timeout: UNKNOWN }),
  ],
  "a secret's place in a vault": [
    encoded(
      "secrets:\n  - id: user\n    keyvault: https://v.vault.azure.net/secrets/user\nsteps:\n  - cmd: bash -c 'echo {{.Secrets.user}}'\n",
    ),
  ],
  "an encoded task that is a secret": [task({ step: { type: "EncodedTask", encodedTaskContent: UNKNOWN } })],
  "more spaces than a schedule needs": [timers({ name: "a", schedule: "0  3 *   * *" })],
});
