import { known, normaliseRegion, type RegistryModel } from "../../model";
import { belowPremium, onRegistry, reportMissingTier } from "../writing/builders";
import type { Rule, RuleFacts } from "../writing/rule";
import { isWord } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/zone-redundancy";
const subject = "zone redundancy";
const automatic =
  "The service now spreads every registry over the zones of its region by itself, on every tier; the property is a leftover of the time when it was a Premium option.";

const premiumFacts: RuleFacts = {
  id: "ZR-03",
  policy: "acr-zone-redundancy-needs-premium",
  title: "Zone redundancy is switched on only on Premium",
  subject,
  enforcement: "?",
  severity: "error",
  why: `It was only ever an option of Premium registries; what the service answers today is unverified. ${automatic}`,
  fix: "Leave zoneRedundancy out: the service now spreads zones by itself on every tier, wherever the region has zones.",
  docs,
  source: "TF, AVM-TF main.tf, AVM-B main.bicep",
  feature: "zoneRedundancy",
  fails: { sku: { name: "Basic" }, zoneRedundancy: "Enabled" },
  passes: { sku: { name: "Basic" }, zoneRedundancy: "Disabled" },
};

/** Regions without zones for which a refused zoneRedundancy is on record. */
const withoutZones = ["jioindiawest", "jioindiacentral"];

const inRegionWithoutZones = ({ location }: RegistryModel) =>
  location !== undefined && withoutZones.includes(normaliseRegion(location));

/** Zone redundancy. */
export const zoneRules: readonly Rule[] = [
  onRegistry(
    {
      id: "ZR-01",
      policy: "acr-zone-redundancy-unnecessary",
      title: "A registry leaves zoneRedundancy out",
      subject,
      enforcement: "IGN",
      why: automatic,
      fix: "Leave zoneRedundancy out.",
      docs,
      source: "D:zone-redundancy",
      fails: { sku: { name: "Premium" }, location: "westeurope", zoneRedundancy: "Enabled" },
      passes: { sku: { name: "Premium" }, location: "westeurope" },
    },
    (registry, report, { previous }) => {
      if (!isWord(registry.zoneRedundancy, "Enabled") || belowPremium(registry)) return;
      // ZR-04 and ZR-05 have more to say of the same property.
      if (
        isWord(
          known(() => previous?.zoneRedundancy),
          "Disabled",
        ) ||
        inRegionWithoutZones(registry)
      )
        return;
      report({
        path: ["zoneRedundancy"],
        given: registry.zoneRedundancy,
        message: 'zoneRedundancy "Enabled" has no effect: the service spreads every registry over zones by itself.',
      });
    },
  ),
  onRegistry(premiumFacts, (registry, report) => {
    const { zoneRedundancy: given } = registry;
    if (!isWord(given, "Enabled")) return;
    const use = { path: ["zoneRedundancy"], given, what: 'zoneRedundancy "Enabled"' };
    reportMissingTier(premiumFacts, use, registry, (finding) =>
      report({ ...finding, allowed: '"Enabled" on Premium only; nothing is needed on any tier.' }),
    );
  }),
  onRegistry(
    {
      id: "ZR-04",
      policy: "acr-zone-redundancy-fixed",
      title: "zoneRedundancy does not change after creation",
      subject,
      enforcement: "IGN",
      why: `The service takes zoneRedundancy only when a registry is created. ${automatic}`,
      fix: "Leave zoneRedundancy out.",
      docs,
      source: "SPEC, TF",
      fails: {
        before: { sku: { name: "Premium" }, zoneRedundancy: "Enabled" },
        after: { sku: { name: "Premium" }, zoneRedundancy: "Disabled" },
      },
      passes: {
        before: { sku: { name: "Premium" }, zoneRedundancy: "Enabled" },
        after: { sku: { name: "Premium" }, zoneRedundancy: "Enabled" },
      },
    },
    (registry, report, { previous }) => {
      const { zoneRedundancy } = registry;
      if (isWord(zoneRedundancy, "Enabled") && belowPremium(registry)) return;
      if (!previous?.zoneRedundancy || !zoneRedundancy || isWord(zoneRedundancy, previous.zoneRedundancy)) return;
      report({
        path: ["zoneRedundancy"],
        given: zoneRedundancy,
        message: `zoneRedundancy was "${previous.zoneRedundancy}" when the registry was created; changing it has no effect.`,
      });
    },
  ),
  onRegistry(
    {
      id: "ZR-05",
      policy: "acr-zone-redundancy-region",
      title: "zoneRedundancy is not asked for where there are no zones",
      subject,
      enforcement: "ARM",
      // The refusal is on record from before the service spread zones by itself.
      severity: "warning",
      why: `The service used to refuse it in regions without zones; whether it still does is unverified. ${automatic}`,
      fix: "Leave zoneRedundancy out.",
      docs,
      source: "I:Azure/Azure-Landing-Zones#4011",
      fails: { sku: { name: "Premium" }, location: "jioindiawest", zoneRedundancy: "Enabled" },
      passes: { sku: { name: "Premium" }, location: "jioindiawest" },
    },
    (registry, report) => {
      if (!isWord(registry.zoneRedundancy, "Enabled") || !inRegionWithoutZones(registry) || belowPremium(registry))
        return;
      report({
        path: ["zoneRedundancy"],
        given: registry.zoneRedundancy,
        message: `${registry.location} has no zones, and the service used to refuse zoneRedundancy "Enabled" there (unverified today).`,
        related: [["location"]],
      });
    },
  ),
];
