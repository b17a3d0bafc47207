import { known, type RegistryModel } from "../../model";
import { reportUnsent, versioned } from "../writing/apiVersions";
import {
  belowPremium,
  nameKeys,
  onRegistry,
  registryFeature,
  reportMissingTier,
  reportWord,
  tierOfRegistry,
} from "../writing/builders";
import type { Rule, RuleFacts } from "../writing/rule";
import { isClosed, isWord } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const dataEndpoints = `${base}/container-registry-dedicated-data-endpoints`;
const dualStack = `${base}/container-registry-ipv6-dual-stack`;
const geo = `${base}/container-registry-geo-replication`;
const subject = "endpoints";

/** Whether the registry serves IPv6 beside IPv4. */
const isDualStack = ({ endpointProtocol }: RegistryModel) => isWord(endpointProtocol, "IPv4AndIPv6");

const dual = { sku: { name: "Premium" }, endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: true } as const;

const dualFacts: RuleFacts = {
  id: "EP-05",
  policy: "acr-dual-stack-needs-data-endpoint",
  title: "IPv6 needs Premium and dedicated data endpoints",
  subject,
  enforcement: "ARM",
  why: "Over IPv6 the service serves data from dedicated data endpoints only, and it refuses the protocol without them.",
  fix: 'Set sku: "Premium" and dataEndpointEnabled: true, or leave endpointProtocol out.',
  docs: dualStack,
  source: "D:container-registry-ipv6-dual-stack",
  feature: "endpointProtocol",
  fails: { sku: { name: "Premium" }, endpointProtocol: "IPv4AndIPv6", dataEndpointEnabled: false },
  passes: dual,
};

const regionalFacts: RuleFacts = {
  id: "EP-10",
  policy: "acr-regional-endpoints",
  title: "Regional endpoints need Premium and a preview API version",
  subject,
  enforcement: "ARM-D",
  why: "Regional endpoints are a preview of Premium registries from API version 2026-01-01-preview on. They work without replicas too.",
  fix: 'Set sku: "Premium", or leave regionalEndpoints out.',
  docs: geo,
  source: "D:container-registry-geo-replication",
  feature: "regionalEndpoints",
  fails: { sku: { name: "Basic" }, regionalEndpoints: "Enabled" },
  passes: { sku: { name: "Premium" }, regionalEndpoints: "Enabled" },
};

/** Data endpoints, regional endpoints and the IP protocol. */
export const endpointRules: readonly Rule[] = [
  registryFeature(
    {
      id: "EP-01",
      also: ["G01"],
      policy: "acr-premium-feature-on-lower-tier",
      title: "Dedicated data endpoints are only on Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium registries have data endpoints of their own.",
      fix: 'Set sku: "Premium", or leave dataEndpointEnabled out.',
      docs: dataEndpoints,
      source: "TF, D:container-registry-dedicated-data-endpoints",
      feature: "dataEndpointEnabled",
      fails: { sku: { name: "Standard" }, dataEndpointEnabled: true },
      passes: { sku: { name: "Standard" }, dataEndpointEnabled: false },
    },
    ({ dataEndpointEnabled }) =>
      dataEndpointEnabled
        ? { path: ["dataEndpointEnabled"], given: true, what: "dataEndpointEnabled: true" }
        : undefined,
  ),
  onRegistry(
    {
      id: "EP-02",
      policy: "acr-data-endpoint-with-private-endpoint",
      title: "A registry with private endpoints does not switch its data endpoint off",
      subject,
      enforcement: "IGN",
      why: "The service turns the data endpoint on once any private endpoint exists, so false has no effect; whether it also shows as a difference for ever is unverified.",
      fix: "Set dataEndpointEnabled: true, or leave it out.",
      docs: `${base}/container-registry-private-endpoints`,
      source: "D:container-registry-private-endpoints",
      fails: { sku: { name: "Premium" }, dataEndpointEnabled: false, privateEndpoints: { hub: {} } },
      passes: { sku: { name: "Premium" }, dataEndpointEnabled: true, privateEndpoints: { hub: {} } },
    },
    (registry, report) => {
      if (registry.dataEndpointEnabled !== false || belowPremium(registry)) return;
      const keys = Object.keys(registry.privateEndpoints ?? {});
      if (keys.length === 0) return;
      report({
        path: ["dataEndpointEnabled"],
        given: false,
        message: `dataEndpointEnabled: false has no effect: private endpoint${keys.length > 1 ? "s" : ""} ${nameKeys(keys)} turn${keys.length > 1 ? "" : "s"} the data endpoint on.`,
        related: keys.map((key) => ["privateEndpoints", key]),
      });
    },
  ),
  onRegistry(dualFacts, (registry, report, { previous }) => {
    if (!isDualStack(registry)) return;
    const use = {
      path: ["endpointProtocol"],
      given: registry.endpointProtocol,
      what: 'endpointProtocol "IPv4AndIPv6"',
    };
    const tier = tierOfRegistry(registry);
    if (tier !== undefined && tier !== "Premium") {
      reportMissingTier(dualFacts, use, registry, report);
      return;
    }
    if (registry.dataEndpointEnabled === true) return;
    // Then EP-07 says in which order.
    if (known(() => previous && isDualStack(previous))) return;
    // The private endpoints that are there have switched it on.
    if (registry.dataEndpointEnabled === undefined && Object.keys(previous?.privateEndpoints ?? {}).length > 0) return;
    report({
      path: use.path,
      given: use.given,
      message: `endpointProtocol "IPv4AndIPv6" needs dataEndpointEnabled: true${registry.dataEndpointEnabled === false ? ", and it is false" : ""}.`,
      fix: "Set dataEndpointEnabled: true, or leave endpointProtocol out.",
      related: [["dataEndpointEnabled"]],
    });
  }),
  onRegistry(
    {
      id: "EP-06",
      policy: "acr-endpoint-protocol-value",
      title: "endpointProtocol is IPv4 or IPv4AndIPv6",
      subject,
      enforcement: "ARM",
      why: "The service knows these two words only: there is no registry without IPv4.",
      fix: 'Write endpointProtocol: "IPv4AndIPv6" for both protocols.',
      docs: dualStack,
      source: "BT:2026-01-01-preview",
      fails: { ...dual, endpointProtocol: "IPv6" },
      passes: dual,
    },
    ({ endpointProtocol }, report) =>
      reportWord(["endpointProtocol"], endpointProtocol, ["IPv4", "IPv4AndIPv6"], report),
  ),
  onRegistry(
    {
      id: "EP-07",
      policy: "acr-dual-stack-before-data-endpoint",
      title: "The protocol goes back to IPv4 before the data endpoint goes",
      subject,
      enforcement: "ARM-D",
      why: "The service does not switch data endpoints off while the registry serves IPv6.",
      fix: 'Set endpointProtocol: "IPv4" first and deploy, then set dataEndpointEnabled: false.',
      docs: dualStack,
      source: "D:container-registry-ipv6-dual-stack",
      fails: { before: dual, after: { ...dual, dataEndpointEnabled: false } },
      passes: { before: dual, after: { ...dual, endpointProtocol: "IPv4" } },
    },
    (registry, report, { previous }) => {
      const { dataEndpointEnabled } = registry;
      if (!previous || !isDualStack(previous) || dataEndpointEnabled === true) return;
      const still = isDualStack(registry);
      report({
        path: ["dataEndpointEnabled"],
        given: dataEndpointEnabled,
        message: still
          ? 'The data endpoint cannot go while endpointProtocol is "IPv4AndIPv6".'
          : "The data endpoint and IPv6 go in one update; whether the service takes both at once is unverified.",
        related: [["endpointProtocol"]],
        ...(still ? {} : { severity: "warning" }),
      });
    },
  ),
  onRegistry(
    {
      id: "EP-08",
      also: ["TASK-32"],
      policy: "acr-dual-stack-tasks",
      title: "A registry with IPv6 runs no tasks",
      subject,
      enforcement: "RUN",
      why: "Tasks, quick builds among them, are not supported on a registry that serves IPv6.",
      fix: 'Set endpointProtocol: "IPv4", or build elsewhere.',
      docs: dualStack,
      source: "D:container-registry-ipv6-dual-stack",
      fails: { ...dual, tasks: { build: {} } },
      passes: { ...dual, endpointProtocol: "IPv4", tasks: { build: {} } },
    },
    (registry, report) => {
      if (!isDualStack(registry)) return;
      const { endpointProtocol, tasks, taskRuns } = registry;
      const found = { tasks: Object.keys(tasks ?? {}), taskRuns: Object.keys(taskRuns ?? {}) };
      const keys = [...found.tasks, ...found.taskRuns];
      if (keys.length === 0) return;
      report({
        path: ["endpointProtocol"],
        given: endpointProtocol,
        message: `Tasks do not work on a registry with endpointProtocol "IPv4AndIPv6", and it has ${nameKeys(keys)}.`,
        related: [...found.tasks.map((key) => ["tasks", key]), ...found.taskRuns.map((key) => ["taskRuns", key])],
      });
    },
  ),
  onRegistry(
    {
      id: "EP-09",
      policy: "acr-dual-stack-private-endpoint",
      title: "IPv6 does not reach private endpoints",
      subject,
      enforcement: "IGN",
      why: "Traffic over private endpoints stays IPv4, whatever endpointProtocol says.",
      fix: "Leave endpointProtocol out, unless public clients need IPv6.",
      docs: dualStack,
      source: "D:container-registry-ipv6-dual-stack",
      fails: { ...dual, privateEndpoints: { hub: {} } },
      passes: { ...dual, endpointProtocol: "IPv4", privateEndpoints: { hub: {} } },
    },
    (registry, report) => {
      if (!isDualStack(registry) || belowPremium(registry)) return;
      const keys = Object.keys(registry.privateEndpoints ?? {});
      if (keys.length === 0) return;
      report({
        path: ["endpointProtocol"],
        given: registry.endpointProtocol,
        message: `endpointProtocol "IPv4AndIPv6" has no effect on private endpoint${keys.length > 1 ? "s" : ""} ${nameKeys(keys)}: ${keys.length > 1 ? "their" : "its"} traffic stays IPv4.`,
        related: keys.map((key) => ["privateEndpoints", key]),
      });
    },
  ),
  onRegistry(regionalFacts, (registry, report, { written }) => {
    reportUnsent(versioned("registry", "regionalEndpoints"), written, [], report);
    const path = ["regionalEndpoints"];
    const given = registry.regionalEndpoints;
    reportWord(path, given, ["Enabled", "Disabled"], (finding) =>
      report({ fix: 'Write regionalEndpoints: "Enabled" or "Disabled".', ...finding }),
    );
    if (!isWord(given, "Enabled")) return;
    reportMissingTier(regionalFacts, { path, given, what: 'regionalEndpoints "Enabled"' }, registry, report);
  }),
  onRegistry(
    {
      id: "EP-11",
      policy: "acr-data-endpoint-without-public-access",
      title: "A data endpoint is set only where clients can reach it",
      subject,
      enforcement: "IGN",
      why: "Dedicated data endpoints are public; private endpoints bring their own.",
      fix: "Leave dataEndpointEnabled out. If a private endpoint is made elsewhere, true is right, since the service switches the data endpoint on with it: accept the warning.",
      docs: dataEndpoints,
      source: "AVM-B main.bicep",
      fails: { sku: { name: "Premium" }, publicNetworkAccess: "Disabled", dataEndpointEnabled: true },
      passes: { sku: { name: "Premium" }, publicNetworkAccess: "Enabled", dataEndpointEnabled: true },
    },
    (registry, report) => {
      if (registry.dataEndpointEnabled !== true || !isClosed(registry)) return;
      // With private endpoints true is what the service makes of it; connected registries and IPv6 require it.
      const needed = [registry.privateEndpoints, registry.connectedRegistries].some((map) => Object.keys(map ?? {})[0]);
      if (needed || isDualStack(registry) || belowPremium(registry)) return;
      report({
        path: ["dataEndpointEnabled"],
        given: true,
        message:
          "dataEndpointEnabled: true has no effect: the data endpoint is public, public network access is off, and no private endpoint is seen here.",
        related: [["publicNetworkAccess"]],
      });
    },
  ),
];
