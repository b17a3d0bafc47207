import { known, type RegistryChildKind, type RegistryModel, registryChildKinds, registryChildren } from "../../model";
import { onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";

const subject = "replacement";
const docs = "https://www.pulumi.com/docs/iac/concepts/options/replaceonchanges/";

// The rest of the reference's table has rules with ids of their own: a registry's location (LOC-03), domain name label,
// key and zones; a replication's location; a webhook's name and location; a pool's tier, os and subnet; a cache rule's
// source and target; a credential set's login server; a connected registry's mode, parent and sync token.

const registryStays: Rule = onRegistry(
  {
    id: "REPL-REGISTRY",
    policy: "acr-registry-replacement",
    title: "A registry keeps its name and its resource group",
    subject,
    enforcement: "ARM",
    why: "Both are part of the registry's id. A change makes Pulumi create another registry and delete this one, with every image, token and login server address.",
    fix: "Keep both. For another name or group make a second registry, import the images, and remove this one last.",
    docs,
    source: "SPEC, TF",
    fails: {
      before: { registryName: "contosoimages", sku: { name: "Basic" } },
      after: { registryName: "contosoregistry", sku: { name: "Basic" } },
    },
    passes: {
      before: { registryName: "contosoimages", sku: { name: "Basic" } },
      after: { registryName: "contosoimages", sku: { name: "Standard" } },
    },
  },
  (registry, report, { previous }) => {
    for (const [property, what] of [
      ["registryName", "name"],
      ["resourceGroupName", "resource group"],
    ] as const) {
      known(() => {
        const before = previous?.[property];
        const after = registry[property];
        if (previous && !previous.elsewhere && before === undefined && after && property === "registryName") {
          report({
            path: [property],
            given: after,
            message: `The registry had no name written before, so it has a generated one: the name "${after}" replaces the registry, and every image in it is lost.`,
            allowed: "no name, or the one that was generated",
            fix: "Remove registryName, or write the name that was generated.",
          });
          return;
        }
        // ARM ids have no case.
        if (!before || !after || before.toLowerCase() === after.toLowerCase()) return;
        report({
          path: [property],
          given: after,
          message: `A change of the registry's ${what} from "${before}" to "${after}" replaces the registry, and every image in it is lost.`,
          allowed: `"${before}"`,
          fix: `Keep ${property}: "${before}".`,
        });
      });
    }
  },
);

/** What is fixed besides the name and has no rule of its own. */
const fixedToo: Partial<Record<RegistryChildKind, readonly string[]>> = {
  tasks: Object.keys(registryChildren.tasks.fixed),
  agentPools: ["location"],
};

function propertyOf(
  registry: RegistryModel | undefined,
  kind: RegistryChildKind,
  key: string,
  property: string,
): unknown {
  const child: Readonly<Record<string, unknown>> | undefined = registry?.[kind]?.[key];
  return child?.[property];
}

const childStays: Rule = onRegistry(
  {
    id: "REPL-CHILD",
    policy: "acr-child-replacement",
    title: "A child keeps its name",
    subject,
    enforcement: "ARM",
    severity: "warning",
    why: "The name is part of the child's id, so Pulumi creates another child and deletes this one. Some other properties are fixed in the same way: location and isSystemTask of a task, location of an agent pool.",
    fix: "Keep the name, or plan for the replacement.",
    docs,
    source: "SPEC, TF",
    fails: {
      before: { sku: { name: "Basic" }, tokens: { ci: { tokenName: "ci-contoso" } } },
      after: { sku: { name: "Basic" }, tokens: { ci: { tokenName: "ci-fabrikam" } } },
    },
    passes: {
      before: { sku: { name: "Basic" }, tokens: { ci: { tokenName: "ci-contoso", status: "enabled" } } },
      after: { sku: { name: "Basic" }, tokens: { ci: { tokenName: "ci-contoso", status: "disabled" } } },
    },
  },
  (registry, report, { previous }) => {
    if (!previous) return;
    for (const kind of registryChildKinds) {
      // WH-10 speaks of webhooks.
      if (kind === "webhooks") continue;
      const { nameProperty, noun, replacementCost } = registryChildren[kind];
      for (const key of Object.keys(known(() => registry[kind]) ?? {})) {
        for (const property of [nameProperty, ...(fixedToo[kind] ?? [])]) {
          known(() => {
            const before = propertyOf(previous, kind, key, property);
            const after = propertyOf(registry, kind, key, property);
            if (before === undefined || after === undefined || same(before, after)) return;
            report({
              path: [kind, key, property],
              given: after,
              message: `A change of ${property} from ${JSON.stringify(before)} to ${JSON.stringify(after)} replaces the ${noun} "${key}": ${replacementCost}.`,
              fix: `Keep ${property}: ${JSON.stringify(before)}, or plan for the replacement.`,
            });
          });
        }
      }
    }
  },
);

/** Names, regions and flags have no case for ARM, nor regions spaces. */
function same(a: unknown, b: unknown): boolean {
  return String(a).toLowerCase().replaceAll(" ", "") === String(b).toLowerCase().replaceAll(" ", "");
}

/** What forces replacement. These rules need the previous state and are silent without it. */
export const replacementRules: readonly Rule[] = [registryStays, childStays];
