import { known, nameOfChild, type Path, type RegistryModel, registryChildren } from "../../model";
import { childFeature, limited, onChild, onRegistry, reportWord } from "../writing/builders";
import { childNameIn, textAt } from "../writing/changes";
import type { Rule } from "../writing/rule";
import { docs, factory, removedConnected, subject, withConnected } from "./examples";

/** What older connected registries call their modes, in lower case, and what the modes are called now. */
const legacyModes: Readonly<Record<string, string>> = { registry: "ReadWrite", mirror: "ReadOnly" };

/** What the service fixes when a connected registry is created. */
const fixedParts: readonly Path[] = Object.keys(registryChildren.connectedRegistries.fixed).map((path) =>
  path.split("."),
);
const leftOver = { tokens: { sync: { tokenName: "factory-sync" } } };

/** Connected registries. */
export const connectedRegistryRules: readonly Rule[] = [
  childFeature(
    "connectedRegistries",
    {
      id: "CR-01",
      also: ["G06"],
      policy: "acr-child-needs-premium",
      title: "Connected registries need Premium",
      subject,
      enforcement: "ARM-D",
      why: "A connected registry is a copy at another site that synchronises with a Premium registry; other tiers have none.",
      fix: 'Set sku: "Premium", or remove connectedRegistries.',
      docs,
      source: "D:intro-connected-registry",
      feature: "connectedRegistries",
      fails: { ...withConnected({ factory }), sku: { name: "Standard" } },
      passes: withConnected({ factory }),
    },
    "The connected registry",
  ),
  onRegistry(
    {
      id: "CR-02",
      also: ["EP-04", "G76"],
      policy: "acr-connected-registry-data-endpoint",
      title: "A registry with connected registries has its data endpoint on",
      subject,
      enforcement: "ARM",
      why: "Connected registries synchronise through the data endpoint of the home region. Without it the service refuses to create one.",
      fix: "Set dataEndpointEnabled: true.",
      docs,
      source: "I:Azure/acr#543, D:quickstart-create-connected-registry, CLI:connected_registry.py",
      feature: "connectedRegistries",
      fails: { ...withConnected({ factory }), dataEndpointEnabled: false },
      passes: withConnected({ factory }),
    },
    (registry, report) => {
      const keys = Object.keys(registry.connectedRegistries ?? {});
      const given = registry.dataEndpointEnabled;
      if (keys.length === 0 || given === true) return;
      // Left out, the service switches it on with the first private endpoint (EP-02).
      if (given === undefined && Object.keys(registry.privateEndpoints ?? {}).length > 0) return;
      report({
        path: ["dataEndpointEnabled"],
        ...(given === undefined ? {} : { given }),
        message: `The registry has connected registries, but its data endpoint is ${given === undefined ? "left off, which is the default" : "off"}.`,
        allowed: "true, while there are connected registries.",
        related: keys.map((key) => ["connectedRegistries", key]),
      });
    },
  ),
  onChild(
    "connectedRegistries",
    {
      id: "CR-03",
      policy: "acr-connected-registry-mode-value",
      title: "The mode of a connected registry is ReadWrite or ReadOnly",
      subject,
      enforcement: "ARM-S",
      why: "The service asks for a mode. Registry and Mirror are the names that older connected registries have for ReadWrite and ReadOnly.",
      fix: 'Set mode: "ReadOnly", or "ReadWrite" for a site that pushes.',
      docs,
      source: "BT:2025-04-01, CLI:connected_registry.py",
      feature: "connectedRegistries",
      fails: withConnected({ factory: { ...factory, mode: "Write" } }),
      passes: withConnected({ factory }),
    },
    ({ mode }, report, { key, previousChild }) => {
      if (!mode) {
        report({
          path: ["mode"],
          message: `The connected registry "${key}" has no mode.`,
          allowed: '"ReadWrite", "ReadOnly"',
        });
        return;
      }
      const today = legacyModes[mode.toLowerCase()];
      if (today === undefined) {
        reportWord(["mode"], mode, ["ReadWrite", "ReadOnly"], report);
      } else if (known(() => previousChild?.mode?.toLowerCase()) !== mode.toLowerCase()) {
        report({
          path: ["mode"],
          given: mode,
          message: `"${mode}" is the mode of older connected registries.`,
          allowed: '"ReadWrite", "ReadOnly"',
          fix: `Set mode: "${today}".`,
          severity: "warning",
        });
      }
    },
  ),
  limited(
    {
      id: "CR-11",
      also: ["G13"],
      policy: "acr-child-count-limit",
      title: "A registry has at most 50 connected registries",
      subject,
      enforcement: "ARM-D",
      why: "The service takes no more than 50 for one registry.",
      fix: "Keep at most 50, and put further sites below another registry.",
      docs,
      source: "D:intro-connected-registry",
      limit: "connectedRegistries",
      feature: "connectedRegistries",
      fails: withConnected(sites(51)),
      passes: withConnected(sites(50)),
    },
    ({ connectedRegistries }) => ({
      path: ["connectedRegistries"],
      amount: Object.keys(connectedRegistries ?? {}).length,
    }),
  ),
  onChild(
    "connectedRegistries",
    {
      id: "CR-12",
      policy: "acr-connected-registry-fixed",
      title: "Mode, parent and sync token of a connected registry do not change",
      subject,
      enforcement: "ARM",
      why: "The service updates schedule, window, time to live, logging, clients, notifications and garbage collection; the rest is fixed when the connected registry is created.",
      fix: "Keep them, or declare another connected registry under a key of its own and remove this one.",
      docs,
      source: "SPEC",
      feature: "connectedRegistries",
      fails: {
        before: withConnected({ factory }),
        after: withConnected({ factory: { ...factory, mode: "ReadWrite" } }),
      },
      passes: {
        before: withConnected({ factory }),
        after: withConnected({ factory: { ...factory, logging: { logLevel: "Debug" } } }),
      },
    },
    (connected, report, { key, previousChild }) => {
      if (!previousChild) return;
      for (const path of fixedParts) {
        known(() => {
          const before = textAt(previousChild, path);
          const after = textAt(connected, path);
          if (before?.toLowerCase() === after?.toLowerCase()) return;
          // An id that was left out means the registry itself; a mode or a token is never left out.
          const name = path.join(".");
          if (name !== "parent.id" && (before === undefined || after === undefined)) return;
          const said = (value: string | undefined) => (value === undefined ? "the registry itself" : `"${value}"`);
          report({
            path,
            ...(after === undefined ? {} : { given: after }),
            message: `The ${name} of the connected registry "${key}" was ${said(before)} and cannot change to ${said(after)}.`,
            allowed: before === undefined ? `No ${name}.` : `"${before}"`,
          });
        });
      }
    },
  ),
  onRegistry(
    {
      id: "CR-22",
      policy: "acr-connected-registry-leftovers",
      title: "The sync token of a removed connected registry goes with it",
      subject,
      enforcement: "IGN",
      why: "The service deletes the connected registry alone. Its sync token and the gateway actions of its scope map stay, and with them the access that they give.",
      fix: "Remove the token and its scope map as well.",
      docs,
      source: "CLI:connected_registry.py, D:intro-connected-registry",
      feature: "connectedRegistries",
      fails: {
        before: { ...withConnected({ factory }), ...leftOver },
        after: { ...withConnected({}), ...leftOver },
      },
      passes: {
        before: { ...withConnected({ factory }), ...leftOver },
        after: { ...withConnected({}), tokens: {} },
      },
    },
    (registry, report, { previous }) => {
      const removed = removedConnected(previous, registry);
      for (const gone of removed.values()) {
        known(() => {
          const token = childNameIn(previous?.connectedRegistries?.[gone]?.parent?.syncProperties?.tokenId);
          if (token === undefined) return;
          const kept = Object.keys(registry.tokens ?? {}).find(
            (key) => known(() => nameOfChild(registry, "tokens", key)?.toLowerCase()) === token,
          );
          if (kept === undefined) return;
          report({
            path: ["tokens", kept],
            message: `The connected registry "${gone}" is removed, but its sync token "${kept}" stays and still gives access.`,
            related: [["connectedRegistries", gone]],
          });
        });
      }
    },
  ),
  onChild(
    "connectedRegistries",
    {
      id: "CR-23",
      policy: "acr-connected-registry-login-server",
      title: "The login server of a connected registry is set at its site",
      subject,
      enforcement: "IGN",
      why: "Host and certificate are reported by the connected registry from its site. The service ignores them in a request.",
      fix: "Remove loginServer, and set the host where the connected registry is installed.",
      docs,
      source: "SPEC Registry/ConnectedRegistry.models.tsp",
      feature: "connectedRegistries",
      fails: withConnected({ factory: { ...factory, loginServer: { host: "factory.contoso.com" } } }),
      passes: withConnected({ factory }),
    },
    ({ loginServer }, report, { key }) => {
      if (loginServer?.host === undefined) return;
      report({
        path: ["loginServer", "host"],
        given: loginServer.host,
        message: `The loginServer of the connected registry "${key}" is what its site reports, and has no effect as an input.`,
      });
    },
  ),
];

function sites(amount: number): NonNullable<RegistryModel["connectedRegistries"]> {
  return Object.fromEntries(Array.from({ length: amount }, (_, index) => [`site${index}`, { mode: "ReadOnly" }]));
}
