import { known, parseResourceId, type RegistryModel } from "../../model";
import { limited, onChild, onRegistry, reportWord } from "../writing/builders";
import { childNameIn, removedChildren } from "../writing/changes";
import { wrongId } from "../writing/resourceIds";
import type { Rule } from "../writing/rule";

const docs =
  "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions";
const subject = "tokens and scope maps";
const scopeMapId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images/scopeMaps/_repositories_pull";

const countFacts = {
  id: "TOK-08",
  also: ["G13"],
  policy: "acr-child-count-limit",
  title: "The tier's numbers of tokens and scope maps are kept",
  subject,
  enforcement: "ARM",
  why: "The service refuses the token or scope map that exceeds the quota of the registry's tier.",
  fix: "Remove tokens and scope maps, or raise the tier.",
  docs: "https://learn.microsoft.com/azure/container-registry/container-registry-skus",
  source: "LIM",
  limit: "tokens",
  fails: { sku: { name: "Basic" }, tokens: tokensNamed(101) },
  passes: { sku: { name: "Basic" }, tokens: tokensNamed(100) },
} as const;
const tokenCount = limited(countFacts, ({ tokens }) => ({
  path: ["tokens"],
  amount: Object.keys(tokens ?? {}).length,
}));
const scopeMapCount = limited({ ...countFacts, limit: "scopeMaps" }, ({ scopeMaps }) => ({
  path: ["scopeMaps"],
  amount: Object.keys(scopeMaps ?? {}).length,
}));

/** Tokens. */
export const tokenRules: readonly Rule[] = [
  onChild(
    "tokens",
    {
      id: "TOK-01",
      policy: "acr-token-scope-map-id",
      title: "A token names a scope map of its own registry by resource id",
      subject,
      enforcement: "ARM",
      why: "A token's rights are one scope map of the same registry; the service refuses any other id.",
      fix: "Give the id of a scope map of this registry, or of one of its system maps such as _repositories_pull.",
      docs,
      source: "BT:2022-12-01, D:container-registry-token-based-repository-permissions",
      fails: { tokens: { reader: { scopeMapId: "_repositories_pull" } } },
      passes: { tokens: { reader: { scopeMapId } } },
    },
    (token, report, { key, registry }) => {
      const given = token.scopeMapId;
      if (given === undefined) return;
      const wrong = wrongId("scopeMap", given);
      if (wrong) {
        const message = `The scopeMapId of the token "${key}" ${wrong.is}.`;
        report({ path: ["scopeMapId"], given, message, allowed: wrong.allowed, fix: wrong.fix });
        return;
      }
      const owner = parseResourceId(given)?.names[0];
      const { registryName } = registry;
      if (registryName === undefined || owner === undefined || owner.toLowerCase() === registryName.toLowerCase()) {
        return;
      }
      report({
        path: ["scopeMapId"],
        given,
        message: `The token "${key}" names a scope map of the registry "${owner}", but belongs to "${registryName}".`,
        allowed: `A scope map of "${registryName}".`,
      });
    },
  ),
  onChild(
    "tokens",
    {
      id: "TOK-02",
      policy: "acr-token-status",
      title: "A token's status is enabled or disabled",
      subject,
      enforcement: "ARM",
      why: "The service knows no other status. Without one a token is enabled.",
      fix: 'Set status: "enabled" or "disabled", or leave it out.',
      docs,
      source: "BT, AVM-B token",
      fails: { tokens: { reader: { status: "paused" } } },
      passes: { tokens: { reader: { status: "disabled" } } },
    },
    ({ status }, report) => reportWord(["status"], status, ["enabled", "disabled"], report),
  ),
  onRegistry(countFacts, (registry, report, context) => {
    known(() => tokenCount.check(registry, report, context));
    known(() => scopeMapCount.check(registry, report, context));
  }),
  onRegistry(
    {
      id: "TOK-09",
      policy: "acr-sync-token-in-use",
      title: "The sync token of a connected registry stays as long as that registry",
      subject,
      enforcement: "ARM",
      why: "The service refuses to delete a token by which a connected registry synchronises.",
      fix: 'Keep the token; set its status to "disabled" to stop the synchronisation, or remove the connected registry first.',
      docs: "https://learn.microsoft.com/azure/container-registry/intro-connected-registry",
      source: "D:intro-connected-registry",
      fails: {
        before: { tokens: { sync: { tokenName: "factory-sync" } }, connectedRegistries: connected("factory-sync") },
        after: { tokens: {}, connectedRegistries: connected("factory-sync") },
      },
      passes: {
        before: { tokens: { sync: { tokenName: "factory-sync" } }, connectedRegistries: connected("factory-sync") },
        after: {
          tokens: { sync: { tokenName: "factory-sync", status: "disabled" } },
          connectedRegistries: connected("factory-sync"),
        },
      },
    },
    ({ tokens, connectedRegistries }, report, { previous }) => {
      if (!connectedRegistries) return;
      const removed = removedChildren(previous?.tokens, tokens, ({ tokenName }) => tokenName);
      for (const key of Object.keys(connectedRegistries)) {
        known(() => {
          const path = ["connectedRegistries", key, "parent", "syncProperties", "tokenId"];
          const gone = removed.get(childNameIn(connectedRegistries[key]?.parent?.syncProperties?.tokenId) ?? "");
          if (gone === undefined) return;
          report({
            path: ["tokens", gone],
            message: `The token "${gone}" is removed, but the connected registry "${key}" still synchronises with it.`,
            related: [path],
          });
        });
      }
    },
  ),
];

function tokensNamed(amount: number): NonNullable<RegistryModel["tokens"]> {
  return Object.fromEntries(Array.from({ length: amount }, (_, index) => [`reader${index}`, {}]));
}

function connected(token: string): NonNullable<RegistryModel["connectedRegistries"]> {
  const tokenId = scopeMapId.replace("/scopeMaps/_repositories_pull", `/tokens/${token}`);
  return { factory: { parent: { syncProperties: { tokenId } } } };
}
