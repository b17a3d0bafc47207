import { tierOf, tiers } from "../tiers";
import { onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";

const subject = "sku";
const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-skus";
const words = tiers.map((tier) => `"${tier}"`).join(", ");

/** The tier. */
export const skuRules: readonly Rule[] = [
  onRegistry(
    {
      id: "SKU-01",
      policy: "acr-sku-required",
      title: "A registry names its tier",
      subject,
      enforcement: "ARM-S",
      why: "The service's schema demands it; left out, old clients got the error ClassicSkuDeprecated.",
      fix: 'Set sku: "Basic", "Standard" or "Premium".',
      docs,
      source: "BT, I:hashicorp/terraform-provider-azurerm#17248",
      fails: { location: "westeurope" },
      passes: { location: "westeurope", sku: { name: "Basic" } },
    },
    ({ sku }, report) => {
      if (sku?.name !== undefined) return;
      report({ path: ["sku"], message: "The registry has no tier.", allowed: words });
    },
  ),
  onRegistry(
    {
      id: "SKU-02",
      also: ["SKU-04", "G07"],
      policy: "acr-classic-tier",
      title: "The tier is Basic, Standard or Premium",
      subject,
      enforcement: "ARM",
      why: "There are no others. The Classic tier is gone: no registry can be made in it or moved to it (ClassicSkuDeprecated).",
      fix: 'Set sku: "Basic", "Standard" or "Premium".',
      docs,
      source: "BT, I:Azure/azure-cli#14357, CLI:_utils.py",
      fails: { sku: { name: "Classic" } },
      passes: { sku: { name: "Basic" } },
    },
    ({ sku }, report, { previous }) => {
      const given = sku?.name;
      if (given === undefined || tiers.some((tier) => tier === given)) return;
      const close = tierOf(given);
      const path = ["sku", "name"];
      if (close) {
        report({
          path,
          given,
          message: `The tier is written "${given}"; that the service takes any spelling but "${close}" is unverified, and other tools refuse it.`,
          allowed: words,
          fix: `Write sku: "${close}".`,
          severity: "warning",
        });
        return;
      }
      const classic = given.toLowerCase() === "classic";
      const before = classic ? previous?.sku?.name : undefined;
      const stays = before?.toLowerCase() === "classic";
      report({
        path,
        given,
        message: !classic
          ? `"${given}" is no tier of a container registry.`
          : stays
            ? "The Classic tier is retired."
            : before === undefined
              ? "No registry can be created in the Classic tier any more."
              : `A registry cannot move from ${before} to Classic: that tier is gone.`,
        allowed: words,
        ...(stays ? { severity: "warning" } : {}),
      });
    },
  ),
];
