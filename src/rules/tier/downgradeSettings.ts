import type { Rule } from "../writing/rule";
import { isClosed, isOn, isWord } from "../writing/states";
import { settingsGoFirst } from "./downgradeBuilders";

const subject = "downgrade";
const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-skus";
const premiumOnly = "The lower tiers have no such thing, and the service does not remove it of its own accord.";
const premium = { sku: { name: "Premium" } };
const standard = { sku: { name: "Standard" } };

/** Properties of the registry that stand in the way of a move to a lower tier. */
export const downgradeSettingRules: readonly Rule[] = [
  settingsGoFirst(
    {
      id: "DG-03",
      policy: "acr-downgrade-public-access",
      title: "Public access is on again when a registry leaves Premium",
      subject,
      enforcement: "ARM",
      why: "The service answers DisablingPublicNetworkAccessNotSupported while it is off.",
      fix: 'Set publicNetworkAccess: "Enabled".',
      docs,
      source: "I:hashicorp/terraform-provider-azurerm#26054",
      feature: "publicNetworkAccess",
      fails: {
        before: { ...premium, publicNetworkAccess: "Disabled" },
        after: { ...standard, publicNetworkAccess: "Disabled" },
      },
      passes: {
        before: { ...premium, publicNetworkAccess: "Disabled" },
        after: { ...standard, publicNetworkAccess: "Enabled" },
      },
    },
    [
      {
        path: ["publicNetworkAccess"],
        what: 'publicNetworkAccess "Disabled"',
        used: isClosed,
        instead: 'Set publicNetworkAccess: "Enabled"',
      },
    ],
  ),
  settingsGoFirst(
    {
      id: "DG-04",
      policy: "acr-downgrade-network-rules",
      title: "The firewall is gone when a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: premiumOnly,
      fix: "Remove networkRuleSet.",
      docs,
      source: "TF:container_registry_resource.go",
      feature: "networkRuleSet",
      fails: {
        before: {
          ...premium,
          networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "203.0.113.10" }] },
        },
        after: {
          ...standard,
          networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "203.0.113.10" }] },
        },
      },
      passes: {
        before: {
          ...premium,
          networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "203.0.113.10" }] },
        },
        after: { ...standard, networkRuleSet: { defaultAction: "Allow" } },
      },
    },
    [
      {
        path: ["networkRuleSet"],
        what: "networkRuleSet",
        used: ({ networkRuleSet: rules }) =>
          isWord(rules?.defaultAction, "Deny") ||
          Boolean(rules?.ipRules?.length) ||
          Boolean(rules?.virtualNetworkRules?.length),
        instead: "Remove networkRuleSet",
      },
    ],
  ),
  settingsGoFirst(
    {
      id: "DG-05",
      policy: "acr-downgrade-quarantine",
      title: "Quarantine is off when a registry leaves Premium",
      subject,
      enforcement: "ARM",
      why: "The service answers SkuNotSupported while it is on.",
      fix: 'Set policies.quarantinePolicy.status: "disabled".',
      docs,
      source: "TF, I:Azure/bicep-registry-modules#1316",
      feature: "quarantinePolicy",
      fails: {
        before: { ...premium, policies: { quarantinePolicy: { status: "enabled" } } },
        after: { ...standard, policies: { quarantinePolicy: { status: "enabled" } } },
      },
      passes: {
        before: { ...premium, policies: { quarantinePolicy: { status: "enabled" } } },
        after: { ...standard, policies: { quarantinePolicy: { status: "disabled" } } },
      },
    },
    [
      {
        path: ["policies", "quarantinePolicy", "status"],
        what: "policies.quarantinePolicy",
        used: ({ policies }) => isOn(policies?.quarantinePolicy),
        instead: 'Set policies.quarantinePolicy.status: "disabled"',
      },
    ],
  ),
  settingsGoFirst(
    {
      id: "DG-06",
      policy: "acr-downgrade-retention",
      title: "Retention is off when a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: premiumOnly,
      fix: 'Set policies.retentionPolicy.status: "disabled".',
      docs,
      source: "TF",
      feature: "retentionPolicy",
      fails: {
        before: { ...premium, policies: { retentionPolicy: { days: 7, status: "enabled" } } },
        after: { ...standard, policies: { retentionPolicy: { days: 7, status: "enabled" } } },
      },
      passes: {
        before: { ...premium, policies: { retentionPolicy: { days: 7, status: "enabled" } } },
        after: { ...standard, policies: { retentionPolicy: { days: 7, status: "disabled" } } },
      },
    },
    [
      {
        path: ["policies", "retentionPolicy", "status"],
        what: "policies.retentionPolicy",
        used: ({ policies }) => isOn(policies?.retentionPolicy),
        instead: 'Set policies.retentionPolicy.status: "disabled"',
      },
    ],
  ),
  settingsGoFirst(
    {
      id: "DG-07",
      policy: "acr-downgrade-export",
      title: "Exports are allowed again when a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: premiumOnly,
      fix: 'Set policies.exportPolicy.status: "enabled".',
      docs,
      source: "TF",
      feature: "exportPolicy",
      fails: {
        before: { ...premium, publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } },
        after: { ...standard, publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } },
      },
      passes: {
        before: { ...premium, publicNetworkAccess: "Disabled", policies: { exportPolicy: { status: "disabled" } } },
        after: { ...standard, policies: { exportPolicy: { status: "enabled" } } },
      },
    },
    [
      {
        path: ["policies", "exportPolicy", "status"],
        what: 'policies.exportPolicy "disabled"',
        used: ({ policies }) => isWord(policies?.exportPolicy?.status, "disabled"),
        instead: 'Set policies.exportPolicy.status: "enabled"',
      },
    ],
  ),
  settingsGoFirst(
    {
      id: "DG-09",
      policy: "acr-downgrade-data-endpoint",
      title: "Data endpoints are off when a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium has dedicated data endpoints. Whether the service refuses the move or switches them off is unverified; asked for again they are refused.",
      fix: "Set dataEndpointEnabled: false.",
      docs,
      source: "TF",
      feature: "dataEndpointEnabled",
      fails: { before: { ...premium, dataEndpointEnabled: true }, after: { ...standard, dataEndpointEnabled: true } },
      passes: { before: { ...premium, dataEndpointEnabled: true }, after: { ...standard, dataEndpointEnabled: false } },
    },
    [
      {
        path: ["dataEndpointEnabled"],
        what: "dataEndpointEnabled",
        used: ({ dataEndpointEnabled }) => dataEndpointEnabled === true,
        instead: "Set dataEndpointEnabled: false",
      },
    ],
  ),
  settingsGoFirst(
    {
      id: "DG-12",
      policy: "acr-downgrade-anonymous-pull",
      title: "Anonymous pull is off when a registry moves to Basic",
      subject,
      enforcement: "ARM",
      why: "The service refuses anonymous pull on Basic.",
      fix: "Set anonymousPullEnabled: false.",
      docs,
      source: "I:MicrosoftDocs/azure-docs#94535",
      feature: "anonymousPullEnabled",
      fails: {
        before: { ...standard, anonymousPullEnabled: true },
        after: { ...{ sku: { name: "Basic" } }, anonymousPullEnabled: true },
      },
      passes: {
        before: { ...standard, anonymousPullEnabled: true },
        after: { ...{ sku: { name: "Basic" } }, anonymousPullEnabled: false },
      },
    },
    [
      {
        path: ["anonymousPullEnabled"],
        what: "anonymousPullEnabled",
        used: ({ anonymousPullEnabled }) => anonymousPullEnabled === true,
        instead: "Set anonymousPullEnabled: false",
      },
    ],
  ),
  settingsGoFirst(
    {
      id: "DG-16",
      policy: "acr-downgrade-endpoints",
      title: "Regional endpoints and IPv6 are off when a registry leaves Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium has them. That the service refuses the move is unverified; asked for again they are refused. IPv6 has to go before the data endpoint can.",
      fix: 'Set regionalEndpoints: "Disabled" and endpointProtocol: "IPv4".',
      docs,
      source: "D:container-registry-ipv6-dual-stack",
      feature: "regionalEndpoints",
      fails: {
        before: { ...premium, regionalEndpoints: "Enabled" },
        after: { ...standard, regionalEndpoints: "Enabled" },
      },
      passes: {
        before: { ...premium, regionalEndpoints: "Enabled" },
        after: { ...standard, regionalEndpoints: "Disabled" },
      },
    },
    [
      {
        path: ["regionalEndpoints"],
        what: 'regionalEndpoints "Enabled"',
        used: ({ regionalEndpoints }) => isWord(regionalEndpoints, "Enabled"),
        instead: 'Set regionalEndpoints: "Disabled"',
      },
      {
        path: ["endpointProtocol"],
        what: 'endpointProtocol "IPv4AndIPv6"',
        used: ({ endpointProtocol }) => isWord(endpointProtocol, "IPv4AndIPv6"),
        instead: 'Set endpointProtocol: "IPv4"',
      },
    ],
  ),
];
