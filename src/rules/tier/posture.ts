import { atLeast, tierOf } from "../tiers";
import { onRegistry, tierOfRegistry } from "../writing/builders";
import { posture, word } from "../writing/posture";
import type { Rule } from "../writing/rule";

/** The tier that a team wants. */
export const tierPosture: readonly Rule[] = [
  onRegistry(
    posture({
      id: "R14",
      policy: "acr-sku-supports-private-link",
      title: "The registry's tier has private link",
      subject: "sku",
      risk: "medium",
      why: "Only Premium registries can have private endpoints and switch public access off.",
      fix: 'Set sku: { name: "Premium" }.',
      docs: "container-registry-skus",
      source: "Azure Policy, APRL",
      fails: { sku: { name: "Standard" } },
      passes: { sku: { name: "Premium" } },
      tags: ["azpolicy:bd560fc0-3c69-498a-ae9f-aa8eb7de0e13", "aprl:eb005943-40a8-194b-9db2-474d430046b7", "mcsb:NS-2"],
    }),
    (registry, report) => {
      const tier = tierOfRegistry(registry);
      if (tier === undefined || tier === "Premium") return;
      report({
        path: ["sku", "name"],
        given: tier,
        message: `A ${tier} registry cannot have private endpoints.`,
        allowed: "Premium",
        needs: "Premium",
      });
    },
  ),
  onRegistry(
    posture({
      id: "R30",
      policy: "acr-sku-minimum",
      title: "The registry's tier is at least the one the team asks for",
      subject: "sku",
      risk: "medium",
      why: "Basic is meant for learning: less storage, fewer webhooks, and none of the features that production asks for.",
      fix: 'Set sku: { name: "Standard" } or higher.',
      docs: "container-registry-skus",
      source: "PSRule, Checkov, APRL",
      fails: { sku: { name: "Basic" } },
      passes: { sku: { name: "Standard" } },
      tags: ["psrule:AZR-000006", "checkov:CKV_AZURE_163", "aprl:eb005943-40a8-194b-9db2-474d430046b7"],
      options: { minimum: word("The lowest tier that passes.", ["Basic", "Standard", "Premium"], "Standard") },
    }),
    (registry, report, { option }) => {
      const tier = tierOfRegistry(registry);
      const minimum = tierOf(String(option("minimum")));
      if (tier === undefined || minimum === undefined || atLeast(tier, minimum)) return;
      report({
        path: ["sku", "name"],
        given: tier,
        message: `The registry's tier is ${tier}; the team asks for ${minimum}${minimum === "Premium" ? "" : " or higher"}.`,
        allowed: minimum === "Premium" ? "Premium" : `${minimum} or higher`,
        fix: `Set sku: { name: "${minimum}" }${minimum === "Premium" ? "" : " or higher"}.`,
        needs: minimum,
      });
    },
  ),
];
