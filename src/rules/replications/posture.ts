import { known, sameRegion } from "../../model";
import { atLeast, tierOf } from "../tiers";
import { onRegistry, tierOfRegistry } from "../writing/builders";
import { isOn, isPremium, list, listOf, number, numberOf, own, posture, word } from "../writing/posture";
import type { Rule } from "../writing/rule";

/** Tier, regions and how long things are kept: policies.md 1.4 and 4.1. */
export const reliabilityPosture: readonly Rule[] = [
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
  onRegistry(
    posture({
      id: "R31",
      policy: "acr-geo-replicated",
      title: "The registry is replicated to a second region",
      subject: "replications",
      risk: "medium",
      why: "Without a replica elsewhere nothing can be pulled while the registry's region is down.",
      fix: "Add a replication in a second region.",
      docs: "container-registry-geo-replication",
      source: "PSRule, Checkov, APRL, Steampipe",
      feature: "replications",
      fails: { sku: { name: "Premium" }, location: "westeurope" },
      passes: {
        sku: { name: "Premium" },
        location: "westeurope",
        replications: { northeurope: { location: "northeurope" } },
      },
      tags: [
        "psrule:AZR-000004",
        "checkov:CKV_AZURE_165",
        "aprl:36ea6c09-ef6e-d743-9cfb-bd0c928a430b",
        "steampipe:container_registry_geo_replication_enabled",
      ],
    }),
    (registry, report) => {
      if (!isPremium(registry)) return;
      const replicas = Object.values(registry.replications ?? {});
      // A replica in the home region is none. Where only one of the two regions is unknown the rule stays silent.
      const elsewhere = (region: string | undefined) =>
        region === undefined || registry.location === undefined || !sameRegion(region, registry.location);
      if (replicas.some((replica) => known(() => elsewhere(replica.location)) ?? false)) return;
      if (replicas.some((replica) => elsewhere(replica.location))) return;
      report({
        path: ["replications"],
        message: replicas.length
          ? `The registry's only replica is in its own region, ${registry.location}.`
          : "The registry exists in one region only.",
      });
    },
  ),
  onRegistry(
    posture({
      id: "R32",
      policy: "acr-replica-allowed-locations",
      title: "The registry and its replicas are in allowed regions",
      subject: "tags and locations",
      risk: "high",
      why: "Images may have to stay in some countries; a replica copies all of them to its region.",
      fix: "Use an allowed region, or add the region to allowedLocations.",
      docs: "container-registry-geo-replication",
      source: "PSRule",
      fails: { location: "westeurope", replications: { us: { location: "East US" } } },
      passes: { location: "westeurope", replications: { north: { location: "North Europe" } } },
      exampleOptions: { allowedLocations: ["westeurope", "northeurope"] },
      tags: ["psrule:AZR-000494"],
      options: { allowedLocations: list("Regions that pass, in any spelling; with none the rule is silent.") },
    }),
    (registry, report, { option }) => {
      const allowed = listOf(option, "allowedLocations");
      if (allowed.length === 0) return;
      const judge = (path: readonly string[], what: string, region: string | undefined) => {
        if (region === undefined || allowed.some((each) => sameRegion(each, region))) return;
        report({
          path,
          given: region,
          message: `${what} is in ${region}, which is not allowed.`,
          allowed: allowed.join(", "),
        });
      };
      known(() => judge(["location"], "The registry", registry.location));
      const replicas = registry.replications ?? {};
      for (const key of Object.keys(replicas)) {
        known(() => judge(["replications", key, "location"], `The replica "${key}"`, replicas[key]?.location));
      }
    },
  ),
  onRegistry(
    {
      ...posture({
        id: "G10",
        policy: "acr-retention-days-range",
        title: "Untagged manifests are kept long enough",
        subject: "policies",
        risk: "medium",
        why: "With 0 days an image whose tag moves on is gone at once, while clusters may still ask for its digest.",
        fix: "Set policies: { retentionPolicy: { days: 7 } }.",
        docs: "container-registry-retention-policy",
        source: own,
        feature: "retentionPolicy",
        fails: { sku: { name: "Premium" }, policies: { retentionPolicy: { status: "enabled", days: 0 } } },
        passes: { sku: { name: "Premium" }, policies: { retentionPolicy: { status: "enabled", days: 30 } } },
        tags: [],
        options: {
          minimumDays: number("The least number of days that passes.", 1),
          maximumDays: number("The largest number of days that passes.", 365),
        },
      }),
      remedy: (_registry, option) => [
        { path: ["policies", "retentionPolicy", "days"], value: numberOf(option, "minimumDays") },
      ],
    },
    ({ policies }, report, { option }) => {
      const days = policies?.retentionPolicy?.days;
      const [least, most] = [numberOf(option, "minimumDays"), numberOf(option, "maximumDays")];
      // Outside 0 to 365 the service refuses it, which is a validity rule's to say.
      if (!isOn(policies?.retentionPolicy) || days === undefined || days < 0 || days > 365) return;
      if (days >= least && days <= most) return;
      report({
        path: ["policies", "retentionPolicy", "days"],
        given: days,
        message: `Untagged manifests are kept for ${days} days; the team wants ${least} to ${most}.`,
        allowed: `${least} to ${most} days.`,
        fix: `Set policies: { retentionPolicy: { days: ${Math.min(Math.max(7, least), most)} } }.`,
      });
    },
  ),
  onRegistry(
    posture({
      id: "G14",
      policy: "acr-replication-region-endpoint-off",
      title: "At least one replica takes traffic",
      subject: "replications",
      risk: "medium",
      why: "Replicas whose region endpoint is off are paid for, but no client is ever sent to them: they help only whoever switches them on in time.",
      fix: "Set regionEndpointEnabled: true on at least one replica.",
      docs: "container-registry-geo-replication",
      source: own,
      feature: "replications",
      fails: { replications: { northeurope: { location: "northeurope", regionEndpointEnabled: false } } },
      passes: { replications: { northeurope: { location: "northeurope" } } },
      tags: [],
    }),
    ({ location, replications }, report) => {
      const replicas = Object.entries(replications ?? {});
      if (replicas.length === 0 || replicas.some(([, each]) => each.regionEndpointEnabled !== false)) return;
      // With the home region's own routing off as well, a validity rule says so.
      if (location && replicas.some(([, each]) => each.location && sameRegion(each.location, location))) return;
      report({
        path: ["replications"],
        message: `No replica takes traffic: regionEndpointEnabled is false for ${replicas.map(([key]) => key).join(", ")}.`,
        related: replicas.map(([key]) => ["replications", key, "regionEndpointEnabled"]),
      });
    },
  ),
];
