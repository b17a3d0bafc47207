import { known } from "../../model";
import { belowPremium, enumerate, onRegistry, registryFeature, reportRange, reportWord } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { isOn } from "../writing/states";

const base = "https://learn.microsoft.com/azure/container-registry";
const retentionDocs = `${base}/container-registry-retention-policy`;
const armTokens = `${base}/container-registry-disable-authentication-as-arm`;
const subject = "policies";
const premium = { sku: { name: "Premium" } } as const;
const retained = (status: string, days = 7) => ({ ...premium, policies: { retentionPolicy: { status, days } } });
const armToken = (status: string) => ({ policies: { azureADAuthenticationAsArmPolicy: { status } } });

const statuses = [
  "azureADAuthenticationAsArmPolicy",
  "exportPolicy",
  "quarantinePolicy",
  "retentionPolicy",
  "softDeletePolicy",
  "trustPolicy",
] as const;

/** What may pull with ARM tokens, by the types of its resources. */
const armTokenClients = [
  { name: "App Service", type: /(:WebApp|\/sites)$/i },
  { name: "Container Apps", type: /(:app(\/\w+)?:(ContainerApp|Job)|Microsoft\.App\/(containerApps|jobs))$/i },
] as const;

/** Policies of a registry. */
export const policyRules: readonly Rule[] = [
  onRegistry(
    {
      id: "POL-01",
      also: ["G10"],
      policy: "acr-retention-days-range",
      title: "Untagged manifests are kept for 0 to 365 days",
      subject,
      enforcement: "ARM",
      why: "The service takes whole days from 0 to 365; the default is 7, and 0 removes them at once.",
      fix: "Set policies.retentionPolicy.days: 7.",
      docs: retentionDocs,
      source: "D:container-registry-retention-policy, CLI:policy.py, TF",
      feature: "retentionPolicy",
      fails: retained("enabled", 400),
      passes: retained("enabled", 30),
    },
    ({ policies }, report) =>
      reportRange(
        ["policies", "retentionPolicy", "days"],
        policies?.retentionPolicy?.days,
        { min: 0, max: 365, unit: "days" },
        report,
      ),
  ),
  registryFeature(
    {
      id: "POL-02",
      also: ["G01"],
      policy: "acr-premium-feature-on-lower-tier",
      title: "The retention of untagged manifests is only on Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium registries remove untagged manifests by themselves. A scheduled acr purge task does it on every tier.",
      fix: 'Set sku: "Premium", or leave policies.retentionPolicy out.',
      docs: retentionDocs,
      source: "CLI:policy.py, TF",
      feature: "retentionPolicy",
      fails: { ...retained("enabled"), sku: { name: "Standard" } },
      passes: retained("enabled"),
    },
    ({ policies }) =>
      isOn(policies?.retentionPolicy)
        ? {
            path: ["policies", "retentionPolicy", "status"],
            given: policies?.retentionPolicy?.status,
            what: 'policies.retentionPolicy.status "enabled"',
          }
        : undefined,
  ),
  onRegistry(
    {
      id: "POL-03",
      policy: "acr-retention-scope",
      title: "Retention does not clean up what a registry already holds",
      subject,
      enforcement: "IGN",
      why: "It removes only manifests of the Docker kind that lose their tag after it was switched on. Older ones, OCI manifests and locked images stay.",
      fix: 'Remove the older ones with a task once, for instance acr purge --filter ".*:^$" --untagged --ago 7d.',
      docs: retentionDocs,
      source: "D:container-registry-retention-policy",
      feature: "retentionPolicy",
      fails: { before: premium, after: retained("enabled") },
      passes: { before: retained("enabled", 30), after: retained("enabled") },
    },
    (registry, report, { previous }) => {
      const retention = registry.policies?.retentionPolicy;
      // A registry that is made with it holds nothing yet.
      if (!previous || !isOn(retention) || isOn(previous.policies?.retentionPolicy) || belowPremium(registry)) return;
      report({
        path: ["policies", "retentionPolicy", "status"],
        given: retention?.status,
        message: "Retention is new on this registry: manifests that are untagged already, and OCI manifests, stay.",
      });
    },
  ),
  registryFeature(
    {
      id: "POL-09",
      policy: "acr-quarantine-needs-premium",
      title: "Quarantine is only on Premium",
      subject,
      enforcement: "ARM",
      why: "The service answers SkuNotSupported on the lower tiers.",
      fix: 'Set sku: "Premium", or leave policies.quarantinePolicy out.',
      docs: `${base}/container-registry-faq#how-do-i-enable-automatic-image-quarantine-for-a-registry`,
      source: "I:Azure/bicep-registry-modules#1316, I:Azure/bicep-registry-modules#1967, TF",
      feature: "quarantinePolicy",
      fails: { sku: { name: "Basic" }, policies: { quarantinePolicy: { status: "enabled" } } },
      passes: { sku: { name: "Basic" }, policies: { quarantinePolicy: { status: "disabled" } } },
    },
    ({ policies }) =>
      isOn(policies?.quarantinePolicy)
        ? {
            path: ["policies", "quarantinePolicy", "status"],
            given: policies?.quarantinePolicy?.status,
            what: 'policies.quarantinePolicy.status "enabled"',
          }
        : undefined,
  ),
  onRegistry(
    {
      id: "POL-21",
      policy: "acr-arm-audience-token-consumers",
      title: "Clients that sign in with ARM tokens are not shut out",
      subject,
      enforcement: "RUN",
      why: "With the policy off the registry takes only tokens made for registries. App Service, Container Apps and the publishing of Bicep modules may still come with ARM tokens; Conditional Access of registries is what it is switched off for.",
      fix: 'Make sure that every client asks for registry tokens, or set policies.azureADAuthenticationAsArmPolicy.status: "enabled".',
      docs: armTokens,
      source:
        "D:container-registry-disable-authentication-as-arm, I:MicrosoftDocs/azure-docs#113429, I:MicrosoftDocs/azure-docs#128528",
      feature: "azureADAuthenticationAsArmPolicy",
      fails: { before: armToken("enabled"), after: armToken("disabled") },
      passes: { before: armToken("disabled"), after: armToken("disabled") },
    },
    (registry, report, { previous }) => {
      const given = registry.policies?.azureADAuthenticationAsArmPolicy?.status;
      if (given?.toLowerCase() !== "disabled") return;
      const path = ["policies", "azureADAuthenticationAsArmPolicy", "status"];
      const before = known(() => previous && { status: previous.policies?.azureADAuthenticationAsArmPolicy?.status });
      // Only where a client is in sight, or clients may have come before: switching it off is good practice otherwise.
      const types = known(() => registry.resourceGroupTypes ?? []) ?? [];
      const clients = armTokenClients.filter(({ type }) => types.some((one) => type.test(one)));
      if (clients.length > 0) {
        report({
          path,
          given,
          message: `${enumerate(clients.map(({ name }) => name))} in the registry's resource group can no longer pull with ARM tokens.`,
        });
      } else if (before && before.status?.toLowerCase() !== "disabled") {
        report({
          path,
          given,
          message: "Clients of this registry that sign in with ARM tokens are shut out from now on.",
        });
      }
    },
  ),
  onRegistry(
    {
      id: "POL-22",
      policy: "acr-policy-status",
      title: "A policy's status is enabled or disabled",
      subject,
      enforcement: "ARM",
      why: "The service knows these two words, in lower case; whether it takes capital letters is unverified. Elsewhere it writes Enabled and Disabled.",
      fix: 'Write status: "enabled" or "disabled".',
      docs: retentionDocs,
      source: "BT",
      fails: { policies: { quarantinePolicy: { status: "on" } } },
      passes: { policies: { quarantinePolicy: { status: "disabled" } } },
    },
    ({ policies }, report) => {
      for (const name of statuses) {
        known(() =>
          reportWord(["policies", name, "status"], policies?.[name]?.status, ["enabled", "disabled"], report),
        );
      }
    },
  ),
];
