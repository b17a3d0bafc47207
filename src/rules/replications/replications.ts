import { cloudOfRegion, known, normaliseRegion, sameRegion } from "../../model";
import { belowPremium, childFeature, nameKeys, onChild, onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication";
const zones = "https://learn.microsoft.com/azure/container-registry/zone-redundancy";
const subject = "replications";

const premium = { sku: { name: "Premium" }, location: "westeurope" } as const;
const replicated = { ...premium, replications: { northeurope: { location: "northeurope" } } };

/** Geo-replication. */
export const replicationRules: readonly Rule[] = [
  childFeature(
    "replications",
    {
      id: "REP-01",
      also: ["G03"],
      policy: "acr-replication-needs-premium",
      title: "Replications are only on Premium",
      subject,
      enforcement: "ARM-D",
      why: "Only Premium registries can be in more than one region.",
      fix: 'Set sku: "Premium", or remove replications.',
      docs,
      source: "CLI:replication.py, TF",
      feature: "replications",
      fails: { ...replicated, sku: { name: "Standard" } },
      passes: replicated,
    },
    "Replication",
  ),
  onChild(
    "replications",
    {
      id: "REP-02",
      also: ["G04"],
      policy: "acr-replication-home-region",
      title: "A replica is in another region than its registry",
      subject,
      enforcement: "IGN",
      why: "The registry is in its home region already: the service takes such a replica as that one and makes nothing. It then refuses to delete it (HomeReplicationCannotBeDeleted).",
      fix: "Remove this replica: the registry itself serves its region.",
      docs,
      source: "I:mspnp/reference-architectures#318, I:Azure/azure-rest-api-specs#10233, TF, CLI:replication.py",
      fails: { ...premium, replications: { home: { location: "West Europe" } } },
      passes: replicated,
    },
    ({ location }, report, { registry, key }) => {
      if (!location || !registry.location || !sameRegion(location, registry.location)) return;
      report({
        path: ["location"],
        given: location,
        message: `Replica "${key}" is in ${location}, the registry's own region: it adds nothing, and the service will not delete it.`,
        related: [["location"]],
      });
    },
  ),
  onRegistry(
    {
      id: "REP-03",
      policy: "acr-replication-home-delete",
      title: "A replica in the home region stays",
      subject,
      enforcement: "ARM",
      why: "The service refuses to delete the replica of a registry's own region with HomeReplicationCannotBeDeleted.",
      fix: "Set the resource option retainOnDelete: true on the replica and deploy, then remove it.",
      docs,
      source: "I:Azure/acr#294",
      fails: {
        before: { ...premium, replications: { home: { location: "westeurope" } } },
        after: premium,
      },
      passes: {
        before: replicated,
        after: premium,
      },
    },
    ({ replications }, report, { previous }) => {
      const home = previous?.location;
      if (!home) return;
      const isHome = (location: string | undefined) => location !== undefined && sameRegion(location, home);
      for (const [key, before] of Object.entries(previous?.replications ?? {})) {
        if (!isHome(before.location)) continue;
        if (Object.values(replications ?? {}).some(({ location }) => isHome(location))) return;
        report({
          path: ["replications", key],
          message: `Replica "${key}" is the one of the registry's own region ${home}, which the service does not delete.`,
        });
      }
    },
  ),
  onRegistry(
    {
      id: "REP-04",
      also: ["G05"],
      policy: "acr-replication-duplicate-region",
      title: "No two replicas are in one region",
      subject,
      enforcement: "ARM-D",
      why: "A registry has one replica per region: the service refuses a second one, or overwrites the first when their names are the same.",
      fix: "Remove one of the two.",
      docs,
      source: "TF, D:container-registry-geo-replication",
      fails: {
        ...premium,
        replications: { first: { location: "northeurope" }, second: { location: "North Europe" } },
      },
      passes: {
        ...premium,
        replications: { first: { location: "northeurope" }, second: { location: "eastus" } },
      },
    },
    ({ replications }, report) => {
      const seen = new Map<string, string>();
      for (const key of Object.keys(replications ?? {})) {
        known(() => {
          const location = replications?.[key]?.location;
          if (!location) return;
          const first = seen.get(normaliseRegion(location));
          if (first === undefined) {
            seen.set(normaliseRegion(location), key);
            return;
          }
          report({
            path: ["replications", key, "location"],
            given: location,
            message: `Replicas "${first}" and "${key}" are both in ${location}.`,
            related: [["replications", first, "location"]],
          });
        });
      }
    },
  ),
  onChild(
    "replications",
    {
      id: "REP-05",
      policy: "acr-replication-location-fixed",
      title: "A replica stays in its region",
      subject,
      enforcement: "ARM",
      // The service refuses the change, but an engine turns it into a new replica.
      severity: "warning",
      why: "The location of a replica cannot change: it is deleted and made again elsewhere, and until that one is filled clients of the old region pull from farther away.",
      fix: "Add a replica with a key of its own for the new region, and remove this one afterwards.",
      docs,
      source: "TF",
      fails: { before: replicated, after: { ...premium, replications: { northeurope: { location: "eastus" } } } },
      passes: {
        before: replicated,
        after: { ...premium, replications: { northeurope: { location: "North Europe" } } },
      },
    },
    ({ location }, report, { key, previousChild }) => {
      const before = previousChild?.location;
      if (!before || !location || sameRegion(before, location)) return;
      report({
        path: ["location"],
        given: location,
        message: `Replica "${key}" moves from ${before} to ${location}, which replaces it.`,
      });
    },
  ),
  onRegistry(
    {
      id: "REP-07",
      also: ["G14"],
      policy: "acr-replication-region-endpoint-off",
      title: "The login server has a region to send clients to",
      subject,
      enforcement: "RUN",
      why: "regionEndpointEnabled: false takes a region out of the routing of the login server. With every region out there is nowhere to go; that pulls then fail is inferred and unverified.",
      fix: "Set regionEndpointEnabled: true on at least one replica.",
      docs,
      source: "inferred",
      fails: {
        ...premium,
        replications: {
          home: { location: "westeurope", regionEndpointEnabled: false },
          northeurope: { location: "northeurope", regionEndpointEnabled: false },
        },
      },
      passes: { ...premium, replications: { northeurope: { location: "northeurope", regionEndpointEnabled: false } } },
    },
    ({ location, replications }, report) => {
      const keys = Object.keys(replications ?? {});
      const all = Object.values(replications ?? {});
      // Only a replica of the home region switches that region's own routing off.
      const home = location && all.some((replica) => replica.location && sameRegion(replica.location, location));
      if (!home || !all.every(({ regionEndpointEnabled }) => regionEndpointEnabled === false)) return;
      report({
        path: ["replications"],
        message: `regionEndpointEnabled is false in every region (${nameKeys(keys)}), so the login server has nowhere to send clients (unverified).`,
        related: keys.map((key) => ["replications", key, "regionEndpointEnabled"]),
      });
    },
  ),
  onChild(
    "replications",
    {
      id: "REP-08",
      policy: "acr-replication-zone-redundancy",
      title: "A replica leaves zoneRedundancy out",
      subject,
      enforcement: "IGN",
      why: "The service now spreads every replica over the zones of its region by itself. The property is a leftover, and it cannot be changed.",
      fix: "Leave zoneRedundancy out.",
      docs: zones,
      source: "D:zone-redundancy, TF",
      fails: { ...premium, replications: { northeurope: { location: "northeurope", zoneRedundancy: "Enabled" } } },
      passes: { ...premium, replications: { northeurope: { location: "northeurope", zoneRedundancy: "Disabled" } } },
    },
    ({ zoneRedundancy }, report, { registry, key }) => {
      if (!isWord(zoneRedundancy, "Enabled") || belowPremium(registry)) return;
      report({
        path: ["zoneRedundancy"],
        given: zoneRedundancy,
        message: `zoneRedundancy "Enabled" on replica "${key}" has no effect: the service spreads replicas over zones by itself.`,
      });
    },
  ),
  onChild(
    "replications",
    {
      id: "REP-13",
      policy: "acr-replication-cloud",
      title: "A replica is in the cloud of its registry",
      subject,
      enforcement: "ARM",
      why: "A registry lives in one cloud. The service answers LocationNotAvailableForResourceType to a region that its cloud does not have.",
      fix: "Choose a region of the registry's own cloud.",
      docs,
      source: "generic ARM",
      fails: { ...premium, replications: { virginia: { location: "usgovvirginia" } } },
      passes: replicated,
    },
    ({ location }, report, { registry, key }) => {
      if (!location || !registry.location) return;
      if (cloudOfRegion(location) === cloudOfRegion(registry.location)) return;
      report({
        path: ["location"],
        given: location,
        message: `Replica "${key}" is in ${location}, a region of another cloud than the registry's ${registry.location}.`,
        related: [["location"]],
      });
    },
  ),
];
