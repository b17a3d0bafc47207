import { known } from "../../model";
import { onChild, onRegistry } from "../writing/builders";
import { parseRange, privateRangeOf } from "../writing/ipAddresses";
import { eachKnown, isPremium, isRestricted, isWord, number, numberOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";

const premium = { sku: { name: "Premium" } };
const endpoint = { privateLinkServiceConnections: [{ groupIds: ["registry"] }] };
const webhook = { serviceUri: "https://hooks.example.com/a", actions: ["push"], scope: "app:*" };
const allowing = (iPAddressOrRange: string) => ({
  ...premium,
  networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange }] },
});

/** Who reaches the registry, and whom it calls: policies.md 4.4. */
export const reachPosture: readonly Rule[] = [
  onChild(
    "webhooks",
    posture({
      id: "G40",
      policy: "acr-webhook-secret-header",
      title: "A webhook's headers hold no credential",
      subject: "webhooks",
      risk: "medium",
      why: "Headers are stored on the registry, and whoever may read its webhooks can read them.",
      fix: "Let the receiver check the caller in another way, or waive the rule and rotate the credential.",
      docs: "container-registry-webhook",
      source: own,
      feature: "webhooks",
      fails: { webhooks: { deploy: { ...webhook, customHeaders: { Authorization: "[secret]" } } } },
      passes: { webhooks: { deploy: { ...webhook, customHeaders: { "Content-Type": "[secret]" } } } },
      tags: ["mcsb:IM-8"],
    }),
    ({ customHeaders }, report, { key }) => {
      for (const header of Object.keys(customHeaders ?? {})) {
        if (!/^((proxy-)?authorization|cookie|.*[-_]?(token|key|secret|password))$/i.test(header)) continue;
        report({
          path: ["customHeaders", header],
          message: `The webhook "${key}" sends a credential in the header ${header}.`,
        });
      }
    },
  ),
  onChild(
    "webhooks",
    posture({
      id: "G41",
      policy: "acr-webhook-scope",
      title: "A webhook has a scope, and no secret in its address",
      subject: "webhooks",
      risk: "low",
      why: "An address with a secret ends in logs; a webhook on every repository's deletions tells its receiver what all teams do.",
      fix: 'Set scope: "app:*", and take the credential out of serviceUri.',
      docs: "container-registry-webhook",
      source: own,
      feature: "webhooks",
      fails: { webhooks: { deploy: { ...webhook, serviceUri: "https://hooks.example.com/a?code=[secret]" } } },
      passes: { webhooks: { deploy: webhook } },
      tags: ["mcsb:IM-8"],
    }),
    (hook, report, { key }) => {
      known(() => {
        if (!/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*@|[^?#]*\?.)/i.test(hook.serviceUri ?? "")) return;
        report({
          path: ["serviceUri"],
          message: `The address of the webhook "${key}" carries a credential.`,
          fix: "Take the credential out of serviceUri.",
        });
      });
      const { scope, actions } = hook;
      if ((scope ?? "") !== "" && scope !== "*") return;
      if (!(actions ?? []).includes("delete")) return;
      report({
        path: ["scope"],
        ...(scope === undefined ? {} : { given: scope }),
        message: `The webhook "${key}" hears of deletions in every repository.`,
        fix: 'Set scope, for instance "app:*", or take "delete" out of actions.',
      });
    },
  ),
  onRegistry(
    posture({
      id: "G42",
      policy: "acr-ip-rule-too-wide",
      title: "Firewall rules let in small networks only",
      subject: "network",
      risk: "high",
      why: "A rule for half of the internet is no firewall.",
      fix: "Use the addresses that clients really come from, for instance 203.0.113.0/24.",
      docs: "container-registry-access-selected-networks",
      source: own,
      feature: "networkRuleSet",
      fails: allowing("0.0.0.0/0"),
      passes: allowing("203.0.113.10"),
      tags: ["mcsb:NS-2"],
      options: { minimumPrefix: number("The shortest prefix that passes, in bits.", 16) },
    }),
    ({ networkRuleSet }, report, { option }) => {
      const least = numberOf(option, "minimumPrefix");
      eachKnown(networkRuleSet?.ipRules, (rule, index) => {
        const given = rule.iPAddressOrRange?.trim();
        // What is no IPv4 range, and private ranges, are other rules' to say.
        const range = given === undefined ? undefined : parseRange(given);
        if (given === undefined || range === undefined || privateRangeOf(given) !== undefined) return;
        const amount = range.last - range.first + 1;
        if (amount <= 2 ** (32 - least)) return;
        report({
          path: ["networkRuleSet", "ipRules", index, "iPAddressOrRange"],
          given,
          message: `The firewall rule ${given} lets in ${amount.toLocaleString("en-US")} addresses.`,
          allowed: `ranges of /${least} or smaller`,
        });
      });
    },
  ),
  onRegistry(
    posture({
      id: "G46",
      policy: "acr-private-endpoint-public-open",
      title: "A registry with a private endpoint is not open to the internet as well",
      subject: "private endpoints",
      risk: "high",
      why: "The private endpoint keeps traffic inside, but nothing keeps others out: the public address still answers.",
      fix: 'Set publicNetworkAccess: "Disabled", or networkRuleSet: { defaultAction: "Deny" }.',
      docs: "container-registry-private-endpoints#disable-public-access",
      source: own,
      feature: "privateEndpoints",
      fails: { ...premium, publicNetworkAccess: "Enabled", privateEndpoints: { hub: endpoint } },
      passes: { ...premium, publicNetworkAccess: "Disabled", privateEndpoints: { hub: endpoint } },
      tags: ["mcsb:NS-2"],
    }),
    (registry, report) => {
      const keys = Object.keys(registry.privateEndpoints ?? {});
      if (keys.length === 0 || isRestricted(registry)) return;
      report({
        path: ["publicNetworkAccess"],
        ...(registry.publicNetworkAccess === undefined ? {} : { given: registry.publicNetworkAccess }),
        message: "The registry has a private endpoint, and is still open to every public address.",
        related: keys.map((key) => ["privateEndpoints", key]),
      });
    },
  ),
  onChild(
    "privateEndpoints",
    posture({
      id: "G48",
      policy: "acr-private-endpoint-group",
      title: "A private endpoint needs no approval by hand",
      subject: "private endpoints",
      risk: "medium",
      why: "A connection that somebody must approve does not work until then, and can fall back to pending when a replica is added.",
      fix: "Move the connection to privateLinkServiceConnections.",
      docs: "container-registry-private-endpoints",
      source: own,
      feature: "privateEndpoints",
      fails: {
        ...premium,
        privateEndpoints: { hub: { manualPrivateLinkServiceConnections: [{ groupIds: ["registry"] }] } },
      },
      passes: { ...premium, privateEndpoints: { hub: endpoint } },
      tags: ["mcsb:NS-2"],
    }),
    ({ manualPrivateLinkServiceConnections: manual }, report, { key }) => {
      if ((manual ?? []).length === 0) return;
      report({
        path: ["manualPrivateLinkServiceConnections"],
        message: `The private endpoint "${key}" does not work until somebody approves it.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "G49",
      policy: "acr-private-endpoint-replica-data",
      title: "Layers of a replicated private registry stay in the network",
      subject: "endpoints",
      risk: "medium",
      why: "With the data endpoints off, layers come from storage hosts outside the network.",
      fix: "Set dataEndpointEnabled: true.",
      docs: "container-registry-dedicated-data-endpoints",
      source: own,
      feature: "dataEndpointEnabled",
      fails: {
        ...premium,
        dataEndpointEnabled: false,
        replications: { northeurope: { location: "northeurope" } },
        privateEndpoints: { hub: endpoint },
      },
      passes: {
        ...premium,
        dataEndpointEnabled: true,
        replications: { northeurope: { location: "northeurope" } },
        privateEndpoints: { hub: endpoint },
      },
      tags: ["mcsb:NS-2"],
    }),
    (registry, report) => {
      // Left out, the service switches it on with the first private endpoint.
      if (!isPremium(registry) || registry.dataEndpointEnabled !== false) return;
      if (Object.keys(registry.replications ?? {}).length === 0) return;
      const endpoints = Object.keys(registry.privateEndpoints ?? {});
      if (endpoints.length === 0) return;
      report({
        path: ["dataEndpointEnabled"],
        given: false,
        message: "The registry is private and replicated, but image layers do not come from its data endpoints.",
        related: endpoints.map((key) => ["privateEndpoints", key]),
      });
    },
  ),
  onChild(
    "connectedRegistries",
    {
      ...posture({
        id: "G77",
        policy: "acr-connected-registry-audit",
        title: "A connected registry writes an audit log and cleans up",
        subject: "connected registries",
        risk: "low",
        why: "It stands outside Azure: its own log is the only trace of who pulled or pushed there, and its disk fills up without garbage collection.",
        fix: 'Set logging: { auditLogStatus: "Enabled" } and garbageCollection: { enabled: true, schedule: "0 5 * * SUN" }.',
        docs: "intro-connected-registry",
        source: own,
        feature: "connectedRegistries",
        fails: { connectedRegistries: { edge: { logging: { auditLogStatus: "Disabled" } } } },
        passes: {
          connectedRegistries: {
            edge: {
              logging: { auditLogStatus: "Enabled" },
              garbageCollection: { enabled: true, schedule: "0 5 * * SUN" },
            },
          },
        },
        tags: [],
      }),
      remedy: () => [{ path: ["logging", "auditLogStatus"], value: "Enabled" }],
    },
    (connected, report, { key }) => {
      const quiet = known(() => !isWord(connected.logging?.auditLogStatus, "Enabled"));
      const unclean = known(() => connected.garbageCollection === undefined);
      if (!quiet && !unclean) return;
      const lacks = [...(quiet ? ["an audit log"] : []), ...(unclean ? ["garbage collection"] : [])];
      report({
        path: quiet ? ["logging", "auditLogStatus"] : ["garbageCollection"],
        message: `The connected registry "${key}" lacks ${lacks.join(" and ")}.`,
      });
    },
  ),
];
