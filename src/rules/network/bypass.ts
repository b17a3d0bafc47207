import { known, type RegistryModel } from "../../model";
import { belowPremium, nameKeys, onChild, onRegistry, reportWord } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { isClosed, isRestricted, isWord } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const privateLink = `${base}/container-registry-private-endpoints`;
const trusted = `${base}/allow-access-trusted-services`;
const taskBypass = `${base}/manage-network-bypass-policy-for-tasks`;
const subject = "network";

const closed = { sku: { name: "Premium" }, publicNetworkAccess: "Disabled", privateEndpoints: { hub: {} } } as const;
const restrictedBy = (registry: RegistryModel) =>
  isClosed(registry) ? ["publicNetworkAccess"] : ["networkRuleSet", "defaultAction"];
const hasSystemIdentity = (type: string | undefined) => /SystemAssigned/i.test(type ?? "");

/** The bypass for trusted services, and tasks behind a firewall. */
export const bypassRules: readonly Rule[] = [
  onRegistry(
    {
      id: "NET-21",
      policy: "acr-bypass-value",
      title: "networkRuleBypassOptions is AzureServices or None",
      subject,
      enforcement: "ARM",
      why: "The service knows these two words only.",
      fix: 'Write networkRuleBypassOptions: "AzureServices" or "None".',
      docs: trusted,
      source: "BT:2021-09-01, TF, AVM-B, AVM-TF",
      fails: { networkRuleBypassOptions: "All" },
      passes: { networkRuleBypassOptions: "AzureServices" },
    },
    ({ networkRuleBypassOptions }, report) =>
      reportWord(["networkRuleBypassOptions"], networkRuleBypassOptions, ["AzureServices", "None"], report),
  ),
  onRegistry(
    {
      id: "NET-22",
      policy: "acr-bypass-none-breaks-services",
      title: "A restricted registry lets trusted services in",
      subject,
      enforcement: "RUN",
      why: "Image import, artifact cache, Defender scanning, Machine Learning and Container Instances reach a restricted registry only as trusted services. App Service never is one.",
      fix: 'Set networkRuleBypassOptions: "AzureServices", unless none of these services uses the registry.',
      docs: trusted,
      source: "D:allow-access-trusted-services, D:troubleshoot-artifact-cache",
      fails: { ...closed, networkRuleBypassOptions: "None" },
      passes: { ...closed, networkRuleBypassOptions: "AzureServices" },
    },
    (registry, report) => {
      if (!isWord(registry.networkRuleBypassOptions, "None") || !isRestricted(registry) || belowPremium(registry))
        return;
      const cached = known(() => Object.keys(registry.cacheRules ?? {})) ?? [];
      report({
        path: ["networkRuleBypassOptions"],
        given: registry.networkRuleBypassOptions,
        message:
          cached.length > 0
            ? `networkRuleBypassOptions "None" on a restricted registry breaks its cache rule${cached.length > 1 ? "s" : ""} ${nameKeys(cached)}, and image import and Defender scanning too.`
            : 'networkRuleBypassOptions "None" on a restricted registry breaks image import, artifact cache, Defender scanning and pulls by Container Instances.',
        related: [...cached.map((key) => ["cacheRules", key])],
      });
    },
  ),
  onRegistry(
    {
      id: "NET-23",
      policy: "acr-bypass-without-restriction",
      title: "A bypass is set only where something is restricted",
      subject,
      enforcement: "IGN",
      why: "A bypass is an exception to network restrictions; without any it changes nothing.",
      fix: 'Leave the bypass out, or restrict access with publicNetworkAccess: "Disabled" or networkRuleSet.defaultAction: "Deny".',
      docs: trusted,
      source: "D:allow-access-trusted-services",
      fails: { sku: { name: "Premium" }, networkRuleBypassOptions: "None" },
      passes: { sku: { name: "Premium" }, networkRuleBypassOptions: "AzureServices" },
    },
    (registry, report) => {
      // "AzureServices" is the default, and SDKs send it unasked. Below Premium nothing can be restricted, and both words
      // are neutral there: other tools send "None" of their own accord.
      const bypass = known(() => registry.networkRuleBypassOptions);
      const none = isWord(bypass, "None") && !belowPremium(registry);
      const forTasks = known(() => registry.networkRuleBypassAllowedForTasks) === true;
      if ((!none && !forTasks) || isRestricted(registry)) return;
      const what = none ? 'networkRuleBypassOptions "None"' : "networkRuleBypassAllowedForTasks: true";
      report({
        path: [none ? "networkRuleBypassOptions" : "networkRuleBypassAllowedForTasks"],
        given: none ? "None" : true,
        message: `${what} has no effect: the registry is open to every network.`,
      });
    },
  ),
  onChild(
    "tasks",
    {
      id: "NET-24",
      also: ["G35", "TASK-31"],
      policy: "acr-task-restricted-network",
      title: "A task with a system-assigned identity can reach a restricted registry",
      subject,
      enforcement: "RUN",
      why: "Since 1 June 2025 a restricted registry answers 403 to such a task unless networkRuleBypassAllowedForTasks is true; the default is false.",
      fix: "Set networkRuleBypassAllowedForTasks: true on the registry, or run the task in an agent pool inside a virtual network.",
      docs: taskBypass,
      source: "D:manage-network-bypass-policy-for-tasks",
      fails: { ...closed, tasks: { build: { identity: { type: "SystemAssigned" } } } },
      passes: {
        ...closed,
        networkRuleBypassAllowedForTasks: true,
        tasks: { build: { identity: { type: "SystemAssigned" } } },
      },
    },
    ({ identity, agentPoolName }, report, { registry, key }) => {
      if (!hasSystemIdentity(identity?.type) || agentPoolName || !isRestricted(registry)) return;
      if (registry.networkRuleBypassAllowedForTasks === true || belowPremium(registry)) return;
      report({
        path: ["identity", "type"],
        given: identity?.type,
        message: `Task "${key}" gets 403 from this restricted registry: its system-assigned identity may not pass the firewall while networkRuleBypassAllowedForTasks is not true.`,
        related: [["networkRuleBypassAllowedForTasks"], restrictedBy(registry)],
      });
    },
  ),
  onChild(
    "tasks",
    {
      id: "NET-25",
      policy: "acr-task-user-identity-restricted",
      title: "A task with a user-assigned identity reaches a restricted registry from an agent pool",
      subject,
      enforcement: "RUN",
      why: "The bypass for tasks is for system-assigned identities only. That such a task is kept out is inferred from that and unverified.",
      fix: "Run the task in an agent pool inside a virtual network that reaches the registry.",
      docs: taskBypass,
      source: "D:manage-network-bypass-policy-for-tasks, D:allow-access-trusted-services",
      fails: { ...closed, tasks: { build: { identity: { type: "UserAssigned" } } } },
      passes: { ...closed, tasks: { build: { identity: { type: "UserAssigned" }, agentPoolName: "private" } } },
    },
    ({ identity, agentPoolName }, report, { registry, key }) => {
      if (!isWord(identity?.type, "UserAssigned") || agentPoolName || !isRestricted(registry) || belowPremium(registry))
        return;
      report({
        path: ["identity", "type"],
        given: identity?.type,
        message: `Task "${key}" may not reach this restricted registry: the bypass for tasks does not serve user-assigned identities (unverified).`,
        related: [restrictedBy(registry)],
      });
    },
  ),
  onRegistry(
    {
      id: "NET-26",
      policy: "acr-task-bypass-needs-trusted-services",
      title: "The bypass for tasks goes with the bypass for trusted services",
      subject,
      enforcement: "IGN",
      why: "The service takes both values together, but documents the bypass for tasks as an addition to the one for trusted services.",
      fix: 'Set networkRuleBypassOptions: "AzureServices", or leave networkRuleBypassAllowedForTasks out.',
      docs: taskBypass,
      source: "TF:container_registry_resource_test.go, D:manage-network-bypass-policy-for-tasks",
      fails: { ...closed, networkRuleBypassOptions: "None", networkRuleBypassAllowedForTasks: true },
      passes: { ...closed, networkRuleBypassOptions: "AzureServices", networkRuleBypassAllowedForTasks: true },
    },
    ({ networkRuleBypassAllowedForTasks, networkRuleBypassOptions }, report) => {
      if (networkRuleBypassAllowedForTasks !== true || !isWord(networkRuleBypassOptions, "None")) return;
      report({
        path: ["networkRuleBypassAllowedForTasks"],
        given: true,
        message: 'networkRuleBypassAllowedForTasks: true adds nothing while networkRuleBypassOptions is "None".',
        related: [["networkRuleBypassOptions"]],
      });
    },
  ),
  onChild(
    "taskRuns",
    {
      id: "NET-27",
      policy: "acr-quick-run-restricted-network",
      title: "A quick run reaches a registry without public access from an agent pool",
      subject,
      enforcement: "RUN",
      why: "Quick runs come from public addresses of the service: a registry without public access keeps them out.",
      fix: "Give the run an agentPoolName of a pool inside a virtual network that reaches the registry.",
      docs: privateLink,
      source: "D:container-registry-private-endpoints",
      fails: { ...closed, taskRuns: { build: { runRequest: { type: "DockerBuildRequest" } } } },
      passes: {
        ...closed,
        taskRuns: { build: { runRequest: { type: "DockerBuildRequest", agentPoolName: "private" } } },
      },
    },
    ({ runRequest, identity }, report, { registry, key }) => {
      if (!isClosed(registry) || !runRequest?.type || runRequest.agentPoolName) return;
      // A run of a task is judged with that task.
      if (runRequest.type === "TaskRunRequest" || belowPremium(registry)) return;
      const bypass = hasSystemIdentity(identity?.type) && registry.networkRuleBypassAllowedForTasks === true;
      if (bypass && !isWord(registry.networkRuleBypassOptions, "None")) return;
      report({
        path: ["runRequest"],
        message: `Run "${key}" cannot reach this registry: its public network access is off and the run is in no agent pool.`,
        related: [["publicNetworkAccess"]],
      });
    },
  ),
];
