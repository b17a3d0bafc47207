import type { RegistryModel } from "../../model";
import { belowPremium, nameKeys, onRegistry, registryFeature } from "../writing/builders";
import type { Example, Rule } from "../writing/rule";
import { isClosed, isWord } from "../writing/states";

const docs = "https://learn.microsoft.com/azure/container-registry/data-loss-prevention";
const subject = "policies";
const path = ["policies", "exportPolicy", "status"];
const also = ["G12"];
const policy = "acr-export-disabled-requires-private";
const premium = { sku: { name: "Premium" } } as const;
const sealed: Example = {
  ...premium,
  publicNetworkAccess: "Disabled",
  policies: { exportPolicy: { status: "disabled" } },
};
const open: Example = {
  ...premium,
  publicNetworkAccess: "Enabled",
  policies: { exportPolicy: { status: "enabled" } },
};
const isSealed = ({ policies }: RegistryModel) => isWord(policies?.exportPolicy?.status, "disabled");

/** The export policy. */
export const exportPolicyRules: readonly Rule[] = [
  registryFeature(
    {
      id: "POL-14",
      also: ["G01"],
      policy: "acr-premium-feature-on-lower-tier",
      title: "Exports are switched off only on Premium",
      subject,
      enforcement: "ARM-D",
      why: "A registry without exports must be private, and only Premium registries can be.",
      fix: 'Set sku: "Premium", or leave policies.exportPolicy out.',
      docs,
      source: "D:data-loss-prevention, TF",
      feature: "exportPolicy",
      fails: { sku: { name: "Standard" }, policies: { exportPolicy: { status: "disabled" } } },
      passes: { sku: { name: "Standard" }, policies: { exportPolicy: { status: "enabled" } } },
    },
    (registry) =>
      isSealed(registry)
        ? { path, given: registry.policies?.exportPolicy?.status, what: 'policies.exportPolicy.status "disabled"' }
        : undefined,
  ),
  onRegistry(
    {
      id: "POL-15",
      also,
      policy,
      title: "Exports are off only where public network access is off",
      subject,
      enforcement: "ARM",
      why: "The service refuses to switch exports off while the registry can be reached from public networks, which is the default. Both may change in one deployment.",
      fix: 'Set publicNetworkAccess: "Disabled", or policies.exportPolicy.status: "enabled".',
      docs,
      source: "D:data-loss-prevention, TF:container_registry_resource.go",
      feature: "exportPolicy",
      fails: { ...sealed, publicNetworkAccess: "Enabled" },
      passes: sealed,
    },
    (registry, report, { previous }) => {
      if (!isSealed(registry) || isClosed(registry) || belowPremium(registry)) return;
      // POL-16 says it of a registry that was private.
      if (previous && isSealed(previous) && isClosed(previous)) return;
      const given = registry.publicNetworkAccess;
      report({
        path,
        given: registry.policies?.exportPolicy?.status,
        message: `Exports cannot be off while public network access is on${given === undefined ? ", which is the default" : ""}.`,
        related: [["publicNetworkAccess"]],
      });
    },
  ),
  onRegistry(
    {
      id: "POL-16",
      also,
      policy,
      title: "Public network access stays off while exports are off",
      subject,
      enforcement: "ARM",
      why: "The service answers BadRequest: public access cannot be enabled on a registry whose exports are disabled.",
      fix: 'Set publicNetworkAccess: "Disabled", or policies.exportPolicy.status: "enabled" as well.',
      docs,
      source: "I:Azure-Samples/holiday-peak-hub#732, I:Azure-Samples/holiday-peak-hub#830",
      feature: "exportPolicy",
      fails: { before: sealed, after: { ...sealed, publicNetworkAccess: "Enabled" } },
      passes: { before: sealed, after: open },
    },
    (registry, report, { previous }) => {
      if (!previous || !isSealed(previous) || !isClosed(previous)) return;
      if (isClosed(registry) || belowPremium(registry)) return;
      // What is left out stays as it is. Under a written `policies` it may be a default that a reader took out.
      if (registry.policies !== undefined && !isSealed(registry)) return;
      const given = registry.publicNetworkAccess;
      report({
        path: ["publicNetworkAccess"],
        ...(given === undefined ? {} : { given }),
        message: "Public network access cannot be enabled: the registry has its exports disabled.",
        allowed: '"Disabled", while exports are disabled.',
        related: [path],
      });
    },
  ),
  onRegistry(
    {
      id: "POL-17",
      also: [...also, "XFER-13"],
      policy,
      title: "A registry whose exports are off has no export pipelines",
      subject,
      enforcement: "ARM-D",
      why: "The service switches exports off only once all export pipelines are deleted, and takes no new ones afterwards.",
      fix: 'Remove exportPipelines, or set policies.exportPolicy.status: "enabled".',
      docs,
      source: "D:data-loss-prevention",
      feature: "exportPolicy",
      fails: { ...sealed, exportPipelines: { archive: {} } },
      passes: { ...sealed, exportPipelines: {} },
    },
    (registry, report, { previous }) => {
      if (!isSealed(registry) || belowPremium(registry)) return;
      const now = Object.keys(registry.exportPipelines ?? {});
      const before = previous && !isSealed(previous) ? Object.keys(previous.exportPipelines ?? {}) : [];
      const keys = now.length > 0 ? now : before;
      if (keys.length === 0) return;
      const them = `export pipeline${keys.length > 1 ? "s" : ""} ${nameKeys(keys)}`;
      report({
        path,
        given: registry.policies?.exportPolicy?.status,
        message:
          now.length > 0
            ? `Exports cannot be off while the registry has the ${them}.`
            : `The ${them} must be deleted before exports are switched off, in an earlier deployment: Pulumi changes the registry first and deletes last.`,
        ...(now.length > 0
          ? {}
          : { fix: "Delete the export pipelines in one deployment, and switch exports off in the next." }),
        related: keys.map((key) => ["exportPipelines", key]),
      });
    },
  ),
];
