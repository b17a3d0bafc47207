import { onRegistry, registryFeature } from "./kinds";
import type { Rule } from "./rule";

const docs = "https://learn.microsoft.com/azure/container-registry/zone-redundancy";
const subject = "zone redundancy";
const automatic =
  "The service now spreads every registry over the zones of its region by itself, on every tier; the property is a leftover of the time when it was a Premium option.";

/** Zone redundancy: acr-rules.md 2.9. */
export const zoneRules: readonly Rule[] = [
  registryFeature(
    {
      id: "ZR-03",
      policy: "acr-zone-redundancy-needs-premium",
      title: "Zone redundancy is switched on only on Premium",
      subject,
      enforcement: "?",
      severity: "error",
      why: `It was only ever an option of Premium registries. ${automatic}`,
      fix: "Leave zoneRedundancy out: the registry is zone redundant without it wherever its region has zones.",
      docs,
      source: "TF, AVM-TF main.tf, AVM-B main.bicep",
      feature: "F02",
      fails: { sku: { name: "Basic" }, zoneRedundancy: "Enabled" },
      passes: { sku: { name: "Basic" }, zoneRedundancy: "Disabled" },
    },
    ({ zoneRedundancy }) =>
      zoneRedundancy === "Enabled"
        ? { path: ["zoneRedundancy"], given: zoneRedundancy, what: 'zoneRedundancy "Enabled"' }
        : undefined,
  ),
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
    ({ zoneRedundancy }, report, { previous }) => {
      if (!previous?.zoneRedundancy || !zoneRedundancy || previous.zoneRedundancy === zoneRedundancy) return;
      report({
        path: ["zoneRedundancy"],
        given: zoneRedundancy,
        message: `zoneRedundancy was "${previous.zoneRedundancy}" when the registry was created; changing it has no effect.`,
      });
    },
  ),
];
