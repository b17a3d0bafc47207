import { known, nameOfChild, type RegistryChildKind, type RegistryModel } from "../../model";
import { onRegistry } from "../writing/builders";
import { childNameIn } from "../writing/changes";
import type { Example, Rule } from "../writing/rule";
import { isWord } from "../writing/states";
import { docs, exampleId, factory, subject, withConnected } from "./examples";
import { parentsIn } from "./tree";

const verbs = ["config/read", "config/write", "message/read", "message/write"] as const;
const readVerbs = ["content/read", "metadata/read"] as const;
const writeVerbs = ["content/delete", "content/read", "content/write", "metadata/read", "metadata/write"] as const;

const gatewayActions = (name: string) => verbs.map((verb) => `gateway/${name}/${verb}`);
const synced = (actions: string[]): Example => ({
  ...withConnected({ factory }),
  tokens: { sync: { tokenName: "factory-sync", scopeMapId: `${exampleId}/scopeMaps/factory-sync` } },
  scopeMaps: { sync: { scopeMapName: "factory-sync", actions } },
});

/** What the sync tokens of connected registries give access to. */
export const connectedAccessRules: readonly Rule[] = [
  onRegistry(
    {
      id: "CR-21",
      policy: "acr-connected-registry-sync-actions",
      title: "The scope map of a sync token lets its connected registry synchronise",
      subject,
      enforcement: "RUN",
      why: "A connected registry synchronises with the gateway actions for itself, and with actions on each repository: content/read and metadata/read when it is read-only, all five when it is not. The maps of those above it need its gateway actions as well.",
      fix: "Add the missing actions to the scope map.",
      docs,
      source: "CLI:connected_registry.py",
      feature: "connectedRegistries",
      fails: synced(["repositories/web/content/read", "repositories/web/metadata/read"]),
      passes: synced([...gatewayActions("factory"), "repositories/web/content/read", "repositories/web/metadata/read"]),
    },
    (registry, report) => {
      const { connectedRegistries: connected = {} } = registry;
      const parents = parentsIn(registry);
      const mapOf = syncMaps(registry);
      for (const key of Object.keys(connected)) {
        const name = nameOfChild(registry, "connectedRegistries", key)?.toLowerCase();
        if (name === undefined) continue;
        const related = [["connectedRegistries", key]];
        for (const above of [key, ...ancestors(key, parents)]) {
          known(() => {
            const map = mapOf(above);
            const actions = map === undefined ? undefined : actionsOf(registry, map);
            if (map === undefined || actions === undefined) return;
            const repositories = above === key ? repositoryActions(actions, connected[key]?.mode) : [];
            const missing = [...gatewayActions(name), ...repositories].filter((action) => !actions.has(action));
            if (missing.length === 0) return;
            const list = missing.map((action) => `"${action}"`).join(", ");
            report({
              path: ["scopeMaps", map, "actions"],
              message: `The scope map "${map}" of the sync token of "${above}" lacks actions that ${above === key ? "it" : `"${key}" below it`} needs: ${list}.`,
              fix: `Add ${list}.`,
              related,
            });
          });
        }
      }
    },
  ),
  onRegistry(
    {
      id: "G26",
      policy: "acr-sync-token-reused",
      title: "A sync token serves one connected registry, and no client",
      subject,
      enforcement: "ARM-D",
      risk: "high",
      why: "A sync token holds the gateway actions of one connected registry. Whoever else signs in with it can read and change that registry's configuration and messages.",
      fix: "Make a token of its own for each connected registry and for each client.",
      docs,
      source: "D:intro-connected-registry (inferred)",
      feature: "connectedRegistries",
      tags: ["mcsb:IM-1"],
      fails: withConnected({
        factory: { ...factory, clientTokenIds: [factory.parent.syncProperties.tokenId] },
      }),
      passes: withConnected({ factory: { ...factory, clientTokenIds: [`${exampleId}/tokens/client1`] } }),
    },
    ({ connectedRegistries: connected = {} }, report) => {
      const syncs = new Map<string, string>();
      for (const key of Object.keys(connected)) {
        known(() => {
          const given = connected[key]?.parent?.syncProperties?.tokenId;
          if (!given) return;
          const path = ["connectedRegistries", key, "parent", "syncProperties", "tokenId"];
          const first = syncs.get(given.toLowerCase());
          if (first === undefined) {
            syncs.set(given.toLowerCase(), key);
            return;
          }
          report({
            path,
            given,
            message: `The connected registries "${first}" and "${key}" have the same sync token.`,
            related: [["connectedRegistries", first, "parent", "syncProperties", "tokenId"]],
          });
        });
      }
      for (const key of Object.keys(connected)) {
        const clients = known(() => connected[key]?.clientTokenIds) ?? [];
        for (const index of clients.keys()) {
          known(() => {
            const given = clients[index];
            const owner = given === undefined ? undefined : syncs.get(given.toLowerCase());
            if (owner === undefined) return;
            report({
              path: ["connectedRegistries", key, "clientTokenIds", index],
              given,
              message: `A client token of the connected registry "${key}" is the sync token of ${owner === key ? "the same one" : `"${owner}"`}.`,
              related: [["connectedRegistries", owner, "parent", "syncProperties", "tokenId"]],
            });
          });
        }
      }
    },
  ),
];

/** The connected registries above one, nearest first; each once, even in a circle. */
function ancestors(key: string, parents: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set<string>();
  for (let above = parents.get(key); above !== undefined && !found.has(above); above = parents.get(above)) {
    found.add(above);
  }
  found.delete(key);
  return [...found];
}

/** Gives the key of the scope map of a connected registry's sync token, where both are in the model. */
function syncMaps(registry: RegistryModel): (key: string) => string | undefined {
  const tokens = keysByName(registry, "tokens");
  const maps = keysByName(registry, "scopeMaps");
  return (key) => {
    const tokenId = registry.connectedRegistries?.[key]?.parent?.syncProperties?.tokenId;
    const token = tokens.get(childNameIn(tokenId) ?? "");
    return token === undefined ? undefined : maps.get(childNameIn(registry.tokens?.[token]?.scopeMapId) ?? "");
  };
}

function keysByName(registry: RegistryModel, kind: RegistryChildKind): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const key of Object.keys(known(() => registry[kind]) ?? {})) {
    const name = known(() => nameOfChild(registry, kind, key));
    if (name !== undefined) keys.set(name.toLowerCase(), key);
  }
  return keys;
}

/** The actions of a scope map, in lower case. Stops at one that is not known: it may be the missing one. */
function actionsOf(registry: RegistryModel, map: string): ReadonlySet<string> | undefined {
  const actions = registry.scopeMaps?.[map]?.actions;
  return actions && new Set(Array.from(actions, (action) => action.toLowerCase()));
}

/** The actions that a connected registry needs on each repository that its scope map names. */
function repositoryActions(actions: ReadonlySet<string>, mode: string | undefined): string[] {
  const needed = isWord(mode, "ReadWrite") ? writeVerbs : readVerbs;
  const repositories = new Set<string>();
  for (const action of actions) {
    const repository = /^repositories\/(.+)\/(?:content|metadata)\/[a-z]+$/.exec(action)?.[1];
    if (repository !== undefined) repositories.add(repository);
  }
  return [...repositories].flatMap((repository) => needed.map((verb) => `repositories/${repository}/${verb}`));
}
