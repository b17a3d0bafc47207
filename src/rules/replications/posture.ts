import { known, sameRegion } from "../../model";
import { onRegistry } from "../writing/builders";
import { isPremium, list, listOf, own, posture } from "../writing/posture";
import type { Rule } from "../writing/rule";

/** Tier, regions and how long things are kept. */
export const replicationPosture: readonly Rule[] = [
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
