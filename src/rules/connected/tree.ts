import { type ChildModel, known, nameOfChild, type RegistryModel } from "../../model";
import { nameKeys, onRegistry } from "../writing/builders";
import { childNameIn } from "../writing/changes";
import type { Rule } from "../writing/rule";
import { isWord } from "../writing/states";
import { docs, exampleId, factory, line, removedConnected, reportOwnId, subject, withConnected } from "./examples";

/** Connected registries below each other. */
export const connectedTreeRules: readonly Rule[] = [
  onRegistry(
    {
      id: "CR-04",
      also: ["G75"],
      policy: "acr-connected-registry-mode",
      title: "Below a read-only connected registry all others are read-only",
      subject,
      enforcement: "ARM",
      why: "What is pushed to a connected registry goes up through its parent, and a read-only parent takes nothing.",
      fix: 'Set mode: "ReadOnly", or make the parent "ReadWrite" when it is created.',
      docs,
      source: "D:intro-connected-registry, CLI:connected_registry.py",
      feature: "connectedRegistries",
      fails: withConnected({ factory, line: { ...line, mode: "ReadWrite" } }),
      passes: withConnected({ factory, line }),
    },
    (registry, report) => {
      const { connectedRegistries: connected = {} } = registry;
      for (const [key, parent] of parentsIn(registry)) {
        known(() => {
          const given = connected[key]?.mode;
          const above = connected[parent]?.mode;
          if (given === undefined || isReadOnly(given) || above === undefined || !isReadOnly(above)) return;
          report({
            path: ["connectedRegistries", key, "mode"],
            given,
            message: `The connected registry "${key}" is ${given}, but its parent "${parent}" is ${above}.`,
            allowed: '"ReadOnly"',
            related: [["connectedRegistries", parent, "mode"]],
          });
        });
      }
    },
  ),
  onRegistry(
    {
      id: "CR-09",
      policy: "acr-connected-registry-parent",
      title: "The parent of a connected registry is another one of the same registry",
      subject,
      enforcement: "ARM",
      why: "Without a parent a connected registry synchronises with the registry in Azure, otherwise with another connected registry: together they form a tree.",
      fix: "Give the id of another connected registry of this registry, or leave parent.id out.",
      docs,
      source: "BT, SPEC",
      feature: "connectedRegistries",
      fails: withConnected({ line: { ...line, parent: { ...line.parent, id: exampleId } } }),
      passes: withConnected({ factory, line }),
    },
    (registry, report) => {
      const { connectedRegistries: connected = {} } = registry;
      for (const key of Object.keys(connected)) {
        known(() => {
          const given = connected[key]?.parent?.id;
          if (given === undefined) return;
          const path = ["connectedRegistries", key, "parent", "id"];
          const what = `The parent of the connected registry "${key}"`;
          reportOwnId({ path, given, what, kind: "connectedRegistries" }, registry, report);
        });
      }
      for (const circle of circlesIn(parentsIn(registry))) {
        const [key = ""] = circle;
        report({
          path: ["connectedRegistries", key, "parent", "id"],
          message:
            circle.length === 1
              ? `The connected registry "${key}" is its own parent.`
              : `The connected registries ${nameKeys(circle, circle.length)} are below each other, in a circle.`,
          allowed: "A tree, whose first connected registry has no parent.id.",
          related: circle.slice(1).map((one) => ["connectedRegistries", one, "parent", "id"]),
        });
      }
    },
  ),
  onRegistry(
    {
      id: "CR-18",
      policy: "acr-connected-registry-parent-in-use",
      title: "A connected registry stays as long as others are below it",
      subject,
      enforcement: "ARM-D",
      why: "The ones below synchronise through it, so they have to go first (inferred from the documentation).",
      fix: "Remove the connected registries below it as well.",
      docs,
      source: "D:intro-connected-registry",
      feature: "connectedRegistries",
      fails: { before: withConnected({ factory, line }), after: withConnected({ line }) },
      passes: { before: withConnected({ factory, line }), after: withConnected({ factory }) },
    },
    (registry, report, { previous }) => {
      const { connectedRegistries: connected = {} } = registry;
      const removed = removedConnected(previous, registry);
      for (const key of Object.keys(connected)) {
        known(() => {
          const gone = removed.get(childNameIn(connected[key]?.parent?.id) ?? "");
          if (gone === undefined) return;
          report({
            path: ["connectedRegistries", gone],
            message: `The connected registry "${gone}" is removed, but "${key}" is still below it.`,
            related: [["connectedRegistries", key, "parent", "id"]],
          });
        });
      }
    },
  ),
];

/** Mirror is what older connected registries call it. */
function isReadOnly(mode: string): boolean {
  return isWord(mode, "ReadOnly") || isWord(mode, "Mirror");
}

/**
 * Each connected registry that is below another one of the model, with that one: key to key. Stops at an unknown name, since
 * any parent might have it.
 */
export function parentsIn(registry: RegistryModel): ReadonlyMap<string, string> {
  const connected: Readonly<Record<string, ChildModel<"connectedRegistries">>> = registry.connectedRegistries ?? {};
  const keys = new Map<string, string>();
  for (const key of Object.keys(connected)) {
    const name = nameOfChild(registry, "connectedRegistries", key);
    if (name !== undefined) keys.set(name.toLowerCase(), key);
  }
  const parents = new Map<string, string>();
  for (const key of Object.keys(connected)) {
    const parent = known(() => keys.get(childNameIn(connected[key]?.parent?.id) ?? ""));
    if (parent !== undefined) parents.set(key, parent);
  }
  return parents;
}

/** The circles among parents, each once, from its first key on. */
function circlesIn(parents: ReadonlyMap<string, string>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  for (const start of parents.keys()) {
    const trail: string[] = [];
    for (let key: string | undefined = start; key !== undefined && !done.has(key); key = parents.get(key)) {
      done.add(key);
      trail.push(key);
    }
    const back = parents.get(trail.at(-1) ?? "");
    const from = back === undefined ? -1 : trail.indexOf(back);
    if (from >= 0) circles.push(trail.slice(from).sort());
  }
  return circles;
}
