import {
  known,
  type Path,
  type RegistryModel,
  registryChildKinds,
  registryChildren,
  sameRegion,
  trackedKinds,
} from "../../model";
import { onChild, onRegistry } from "../writing/builders";
import type { Report, Rule } from "../writing/rule";

const subject = "tags and locations";
const tagDocs = "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources";
const regionDocs = "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication";

/** The children that are part of the registry for ARM: no tags. */
const untracked = registryChildKinds.filter((kind) => !registryChildren[kind].tracked);

/** The registry and its tracked children, each with its path. */
function trackedResources(registry: RegistryModel): {
  readonly path: Path;
  readonly resource: { readonly location?: string | undefined; readonly tags?: Record<string, string> | undefined };
}[] {
  return [
    { path: [], resource: registry },
    ...trackedKinds.flatMap((kind) => {
      const children = known(() => registry[kind]) ?? {};
      return Object.keys(children).flatMap((key) => {
        const resource = known(() => children[key]);
        return resource ? [{ path: [kind, key], resource }] : [];
      });
    }),
  ];
}

const blankLocation: Rule = onRegistry(
  {
    id: "TAG-01",
    policy: "acr-location-required",
    title: "A registry, replication, webhook, task or agent pool has a location",
    subject,
    enforcement: "ARM-S",
    why: "These are resources that ARM tracks, and ARM creates none without a region. Where no location is written at all, Pulumi fills in that of the resource group or of the provider's configuration; an empty text it sends as it is.",
    fix: 'Name a region, for instance location: "westeurope", or leave the property out.',
    docs: regionDocs,
    source: "BT",
    fails: { sku: { name: "Basic" }, location: "" },
    passes: { sku: { name: "Basic" }, location: "westeurope" },
  },
  (registry, report) => {
    for (const { path, resource } of trackedResources(registry)) {
      const location = known(() => resource.location);
      if (location === undefined || location.trim() !== "") continue;
      report({ path: [...path, "location"], given: location, message: "The location is empty." });
    }
  },
);

const tagsOnParts: Rule = onRegistry(
  {
    id: "TAG-02",
    policy: "acr-tags-unsupported",
    title: "Only registries, replications, webhooks, tasks and agent pools have tags",
    subject,
    enforcement: "ARM-S",
    why: "Every other child is a part of its registry for ARM, and the schema of these has no tags.",
    fix: "Remove tags here, and put them on the registry.",
    docs: tagDocs,
    source: "BT",
    fails: { sku: { name: "Basic" }, tokens: { ci: { tags: { team: "images" } } } },
    passes: { sku: { name: "Basic" }, tags: { team: "images" }, tokens: { ci: {} } },
  },
  (registry, report) => {
    for (const kind of untracked) {
      const children = known(() => registry[kind]) ?? {};
      for (const key of Object.keys(children)) {
        const names = known(() => Object.keys(children[key]?.tags ?? {}));
        if (!names?.length) continue;
        report({
          path: [kind, key, "tags"],
          message: `The ${registryChildren[kind].noun} "${key}" has tags (${names.join(", ")}), which this kind of resource does not take.`,
        });
      }
    }
  },
);

function reportTags(tags: Record<string, string>, at: Path, report: (report: Report) => void): void {
  const names = Object.keys(tags);
  if (names.length > 50) {
    report({
      path: at,
      given: `${names.length} tags`,
      message: `${names.length} tags are more than the 50 that a resource takes.`,
      allowed: "At most 50 tags.",
    });
  }
  const seen = new Map<string, string>();
  for (const name of names.sort()) {
    const path = [...at, name];
    const twin = seen.get(name.toLowerCase());
    // Azure's own tags, such as hidden-link:/subscriptions/…, have slashes.
    const forbidden = name.startsWith("hidden-") ? [] : [...new Set(name.match(/[<>%&\\?/]/g) ?? [])];
    if (twin !== undefined) {
      report({
        path,
        message: `The tags "${twin}" and "${name}" are one for Azure: the case of letters does not count.`,
      });
    }
    seen.set(name.toLowerCase(), name);
    if (forbidden.length) {
      report({
        path,
        message: `The tag name "${name}" has ${forbidden.join(" ")}, which no tag name may have.`,
        allowed: "Any characters but < > % & \\ ? /.",
      });
    }
    if (name.length > 512) {
      report({
        path,
        message: `A tag name of ${name.length} characters is too long.`,
        allowed: "At most 512 characters.",
      });
    }
    known(() => {
      const length = tags[name]?.length ?? 0;
      if (length <= 256) return;
      report({
        path,
        message: `The value of the tag "${name}" has ${length} characters, which is too long.`,
        allowed: "At most 256 characters.",
      });
    });
  }
}

const tagLimits: Rule = onRegistry(
  {
    id: "TAG-03",
    policy: "acr-tag-limits",
    title: "A resource has at most 50 tags, with names and values that ARM takes",
    subject,
    enforcement: "ARM",
    why: "ARM refuses more than 50 tags, names over 512 and values over 256 characters, the characters < > % & \\ ? / in a name, and two names that differ in case only.",
    fix: "Shorten, rename or drop the tag.",
    docs: tagDocs,
    source: "generic ARM tag documentation",
    fails: { sku: { name: "Basic" }, tags: { "cost/center": "42" } },
    passes: { sku: { name: "Basic" }, tags: { "cost-center": "42" } },
  },
  (registry, report) => {
    for (const { path, resource } of trackedResources(registry)) {
      const tags = known(() => resource.tags);
      if (tags) reportTags(tags, [...path, "tags"], report);
    }
  },
);

const taskLocation: Rule = onChild(
  "tasks",
  {
    id: "LOC-01",
    policy: "acr-task-location",
    title: "A task is in its registry's home region",
    subject,
    enforcement: "ARM",
    why: "In any other region the service reports that it cannot find the registry.",
    fix: "Leave location out, or give the registry's.",
    docs: regionDocs,
    source: "TF:container_registry_task_resource.go",
    fails: { sku: { name: "Basic" }, location: "westeurope", tasks: { build: { location: "northeurope" } } },
    passes: { sku: { name: "Basic" }, location: "westeurope", tasks: { build: { location: "West Europe" } } },
  },
  ({ location }, report, { registry, key }) => {
    const home = registry.location;
    // An empty location is TAG-01's.
    if (!location?.trim() || !home?.trim() || sameRegion(location, home)) return;
    report({
      path: ["location"],
      given: location,
      message: `The task "${key}" is in ${location}, its registry is in ${home}.`,
      allowed: `"${home}"`,
      fix: `Write location: "${home}", or leave it out.`,
      related: [["location"]],
    });
  },
);

const poolLocation: Rule = onChild(
  "agentPools",
  {
    id: "LOC-01b",
    policy: "acr-agent-pool-location",
    title: "An agent pool is in its registry's home region",
    subject,
    enforcement: "?",
    why: "Tasks live in the home region only; whether a pool elsewhere is refused or never used is unverified.",
    fix: "Leave location out, or give the registry's.",
    docs: "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools",
    source: "TF:container_registry_agent_pool_resource.go",
    fails: { sku: { name: "Premium" }, location: "westeurope", agentPools: { pool1: { location: "northeurope" } } },
    passes: { sku: { name: "Premium" }, location: "westeurope", agentPools: { pool1: { location: "westeurope" } } },
  },
  ({ location }, report, { registry, key }) => {
    const home = registry.location;
    if (!location?.trim() || !home?.trim() || sameRegion(location, home)) return;
    report({
      path: ["location"],
      given: location,
      message: `The agent pool "${key}" is in ${location}, its registry is in ${home}: that this works is unverified.`,
      allowed: `"${home}"`,
      fix: `Write location: "${home}", or leave it out.`,
      related: [["location"]],
    });
  },
);

const webhookLocation: Rule = onChild(
  "webhooks",
  {
    id: "LOC-02",
    also: ["WH-07"],
    policy: "acr-webhook-location",
    title: "A webhook is in a region that has the registry or one of its replicas",
    subject,
    enforcement: "ARM",
    why: "Elsewhere the service answers RegistryResourceNotFound. A webhook fires for what happens in its own region.",
    fix: "Use the location of the registry or of a replication.",
    docs: "https://learn.microsoft.com/azure/container-registry/container-registry-webhook",
    source: "D:container-registry-webhook, I:Azure/azure-cli#26676",
    fails: { sku: { name: "Standard" }, location: "westeurope", webhooks: { push: { location: "eastus" } } },
    passes: { sku: { name: "Standard" }, location: "westeurope", webhooks: { push: { location: "westeurope" } } },
  },
  ({ location }, report, { registry, key }) => {
    const home = registry.location;
    if (!location?.trim() || !home?.trim() || sameRegion(location, home)) return;
    // Read without a guard: where one replica's region is not known, it may be this one.
    const replicas = Object.values(registry.replications ?? {}).flatMap((replica) => replica.location ?? []);
    if (replicas.some((region) => sameRegion(region, location))) return;
    const regions = [home, ...replicas];
    report({
      path: ["location"],
      given: location,
      message: `The webhook "${key}" is in ${location}, where this registry has ${replicas.length ? "no replica" : "neither its home nor a replica"}.`,
      allowed: regions.map((region) => `"${region}"`).join(", "),
    });
  },
);

const homeFixed: Rule = onRegistry(
  {
    id: "LOC-03",
    policy: "acr-location-fixed",
    title: "A registry stays in its home region",
    subject,
    enforcement: "ARM",
    why: "The home region is fixed at creation. A change makes Pulumi replace the registry, and every image in the old one is lost.",
    fix: "Keep the location. For another home make a second registry and import the images, or add a replication.",
    docs: regionDocs,
    source: "D:container-registry-geo-replication, TF",
    fails: {
      before: { sku: { name: "Premium" }, location: "westeurope" },
      after: { sku: { name: "Premium" }, location: "northeurope" },
    },
    passes: {
      before: { sku: { name: "Premium" }, location: "westeurope" },
      after: { sku: { name: "Premium" }, location: "West Europe" },
    },
  },
  ({ location }, report, { previous }) => {
    const before = previous?.location;
    if (previous && !previous.elsewhere && before === undefined && location?.trim()) {
      report({
        path: ["location"],
        given: location,
        severity: "warning",
        message: `The registry had no location written before, so it is in the provider's region or the resource group's. If that is not ${location}, the registry is replaced, and every image in it lost.`,
        fix: "Write the region that the registry is in, or remove location.",
      });
      return;
    }
    if (!before || !location?.trim() || sameRegion(before, location)) return;
    report({
      path: ["location"],
      given: location,
      message: `The registry is in ${before} and cannot move to ${location}: it would be replaced, and every image in it lost.`,
      allowed: `"${before}"`,
      fix: `Keep location: "${before}". For another home make a second registry and import the images, or add a replication in ${location}.`,
    });
  },
);

/** Tags and locations. */
export const tagRules: readonly Rule[] = [
  blankLocation,
  tagsOnParts,
  tagLimits,
  taskLocation,
  poolLocation,
  webhookLocation,
  homeFixed,
];
