import { known } from "../../model";
import { limits } from "../tiers";
import { onChild, onRegistry } from "../writing/builders";
import { childNameIn, removedChildren } from "../writing/changes";
import type { Report, Rule } from "../writing/rule";
import { type ActionFault, faultOfAction, repositoriesWrittenBlindly } from "./scopeMapActions";

const docs =
  "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions";
const subject = "tokens and scope maps";

const every = (...actions: readonly string[]) => actions.map((action) => `repositories/*/${action}`);
const all = every("content/read", "content/write", "content/delete", "metadata/read", "metadata/write");
/** The system scope maps of every registry and their actions. */
const systemActions: ReadonlyMap<string, readonly string[]> = new Map([
  ["_repositories_admin", all],
  ["_repositories_pull", every("content/read")],
  ["_repositories_pull_metadata_read", every("content/read", "metadata/read")],
  ["_repositories_push", every("content/read", "content/write")],
  ["_repositories_push_metadata_write", every("content/read", "content/write", "metadata/read", "metadata/write")],
]);

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

/** The most actions that one scope map takes, the same on every tier. */
const mostActions = limits.actionsPerScopeMap.perTier.Premium ?? 500;

/** Scope maps. */
export const scopeMapRules: readonly Rule[] = [
  onChild(
    "scopeMaps",
    {
      id: "SCM-01",
      policy: "acr-scope-map-actions",
      title: "A scope map has actions",
      subject,
      enforcement: "ARM-S",
      why: "The list of actions is required. An empty one gives a token no rights.",
      fix: 'Set actions, for instance ["repositories/app/content/read"].',
      docs,
      source: "BT, AVM-B scope-map, TF",
      fails: { scopeMaps: { readers: { description: "May read" } } },
      passes: { scopeMaps: { readers: { actions: ["repositories/app/content/read"] } } },
    },
    ({ actions }, report, { key }) => {
      if (actions === undefined) report({ path: ["actions"], message: `The scope map "${key}" has no actions.` });
      else if (actions.length === 0) {
        report({
          path: ["actions"],
          given: [],
          message: `The scope map "${key}" has an empty list of actions, so it grants nothing.`,
          severity: "warning",
        });
      }
    },
  ),
  eachAction(
    {
      id: "SCM-02",
      policy: "acr-scope-map-action-form",
      title: "An action of a scope map names a repository and what may be done there",
      subject,
      enforcement: "ARM",
      why: "The service refuses an action that it cannot read: it expects resource type, name and action. A missing repositories/ in front is the usual slip.",
      fix: 'Write the action as "repositories/<repository>/content/read".',
      docs,
      source: "I:Azure/acr#639, D:container-registry-token-based-repository-permissions",
      fails: { scopeMaps: { readers: { actions: ["app/content/read"] } } },
      passes: { scopeMaps: { readers: { actions: ["repositories/app/content/read"] } } },
    },
    "form",
  ),
  eachAction(
    {
      id: "SCM-03",
      policy: "acr-scope-map-gateway-action",
      title: "A gateway action names a connected registry and reads or writes its config or messages",
      subject,
      enforcement: "ARM",
      why: "Sync tokens of connected registries need gateway actions; the service knows four of them.",
      fix: 'Write the action as "gateway/<connected registry>/config/read".',
      docs: "https://learn.microsoft.com/azure/container-registry/quickstart-connected-registry-cli",
      source: "CLI:connected_registry.py, D:quickstart-create-connected-registry",
      fails: { scopeMaps: { factory: { actions: ["gateway/factory/config/delete"] } } },
      passes: { scopeMaps: { factory: { actions: ["gateway/factory/config/read"] } } },
    },
    "gateway",
  ),
  eachAction(
    {
      id: "SCM-04",
      policy: "acr-scope-map-action-lowercase",
      title: "Actions of a scope map are in lower case",
      subject,
      enforcement: "ARM",
      why: "The service refuses capital letters in an action; repository names have none either.",
      fix: "Write the action in lower case.",
      docs,
      source: "I:Azure/acr#639",
      fails: { scopeMaps: { readers: { actions: ["repositories/App/content/read"] } } },
      passes: { scopeMaps: { readers: { actions: ["repositories/app/content/read"] } } },
    },
    "case",
  ),
  eachAction(
    {
      id: "SCM-05",
      policy: "acr-scope-map-wildcard",
      title: "A wildcard in an action is the last element of the repository",
      subject,
      enforcement: "ARM",
      why: "The service takes one *, after a slash, as the last element of the repository's path.",
      fix: 'Write the repository as "*" or "<path>/*".',
      docs,
      source: "D:container-registry-token-based-repository-permissions",
      fails: { scopeMaps: { readers: { actions: ["repositories/sample/team*/content/read"] } } },
      passes: { scopeMaps: { readers: { actions: ["repositories/sample/*/content/read"] } } },
    },
    "wildcard",
  ),
  onChild(
    "scopeMaps",
    {
      id: "SCM-07",
      also: ["G24"],
      policy: "acr-scope-map-size",
      title: "A scope map has at most 500 actions",
      subject,
      enforcement: "ARM",
      why: "A scope map takes 500 actions on 500 repositories; each action on a repository counts.",
      fix: "Grant whole paths with a wildcard, or share the repositories out among several scope maps and tokens.",
      docs: "https://learn.microsoft.com/azure/container-registry/container-registry-skus",
      source: "LIM",
      limit: "actionsPerScopeMap",
      fails: { scopeMaps: { readers: { actions: actionsNamed(501) } } },
      passes: { scopeMaps: { readers: { actions: actionsNamed(500) } } },
    },
    ({ actions }, report, { key }) => {
      if (!actions || actions.length <= mostActions) return;
      report({
        path: ["actions"],
        given: `${actions.length} actions`,
        message: `The scope map "${key}" has ${actions.length} actions, more than the ${mostActions} that one takes.`,
        allowed: `At most ${mostActions} actions, on every tier.`,
      });
    },
  ),
  onChild(
    "scopeMaps",
    {
      id: "SCM-08",
      policy: "acr-scope-map-write-needs-read",
      title: "Who may write a repository's content may read it",
      subject,
      enforcement: "RUN",
      why: "A client that pushes reads the repository too; with content/write alone a push is denied.",
      fix: "Add content/read for the same repository.",
      docs,
      source: "D:container-registry-token-based-repository-permissions",
      fails: { scopeMaps: { writers: { actions: ["repositories/app/content/write"] } } },
      passes: {
        scopeMaps: { writers: { actions: ["repositories/app/content/write", "repositories/app/content/read"] } },
      },
    },
    ({ actions }, report, { key }) => {
      for (const [index, repository] of repositoriesWrittenBlindly(actions ?? [])) {
        report({
          path: ["actions", index],
          given: `repositories/${repository}/content/write`,
          message: `The scope map "${key}" lets a client write "${repository}" but not read it, so a push is denied.`,
          fix: `Add "repositories/${repository}/content/read".`,
        });
      }
    },
  ),
  onChild(
    "scopeMaps",
    {
      id: "SCM-09",
      policy: "acr-scope-map-catalog",
      title: "No scope map of your own lists the catalog",
      subject,
      enforcement: "RUN",
      why: "Listing the repositories of a registry is not among the actions that a custom scope map can grant.",
      fix: "Remove the action; give who lists repositories a role on the registry instead.",
      docs,
      source: "D:container-registry-token-based-repository-permissions",
      fails: { scopeMaps: { lister: { actions: ["registry/catalog/read"] } } },
      passes: { scopeMaps: { lister: { actions: ["repositories/*/metadata/read"] } } },
    },
    ({ actions }, report, { key }) => {
      forEachKnown(actions, (action, index) => {
        if (faultOfAction(action)?.kind !== "catalog") return;
        report({
          path: ["actions", index],
          given: action,
          message: `The scope map "${key}" tries to grant the listing of repositories with "${action}", which no custom scope map can.`,
          // Outside repositories/ the service cannot even read the action.
          ...(action.startsWith("repositories/") ? {} : { severity: "error" as const }),
        });
      });
    },
  ),
  onRegistry(
    {
      id: "SCM-10",
      policy: "acr-scope-map-system",
      title: "The service's own scope maps are not declared",
      subject,
      enforcement: "ARM",
      why: "Every registry has system scope maps such as _repositories_pull, and they are read-only.",
      fix: "Remove the scope map and name the system map in the token's scopeMapId, or choose another name.",
      docs,
      source: "D:container-registry-token-based-repository-permissions",
      fails: {
        scopeMaps: { pull: { scopeMapName: "_repositories_pull", actions: ["repositories/web/content/read"] } },
      },
      passes: { scopeMaps: { pull: { scopeMapName: "all-readers", actions: ["repositories/*/content/read"] } } },
    },
    (registry, report) => {
      const exported: string[] = [];
      for (const key of Object.keys(registry.scopeMaps ?? {})) {
        known(() => {
          const { scopeMapName, actions } = registry.scopeMaps?.[key] ?? {};
          if (!scopeMapName?.toLowerCase().startsWith("_repositories_")) return;
          const own = systemActions.get(scopeMapName.toLowerCase());
          if (own && isSameSet(known(() => actions) ?? [], own)) {
            exported.push(key);
            return;
          }
          report({
            path: ["scopeMaps", key, "scopeMapName"],
            given: scopeMapName,
            message: `The scope map "${key}" has the name of a system map, "${scopeMapName}", which is read-only.`,
            allowed: "A name that does not begin with _repositories_.",
          });
        });
      }
      const [first] = exported;
      if (first === undefined) return;
      report({
        path: ["scopeMaps", first],
        severity: "warning",
        message: `${exported.map((key) => `"${key}"`).join(", ")} ${exported.length === 1 ? "is a system scope map" : "are system scope maps"} with the actions that the service gave: an export writes them. Every registry has them, and they are read-only.`,
        fix: "Leave the system scope maps out of an exported template.",
      });
    },
  ),
  onChild(
    "scopeMaps",
    {
      id: "SCM-11",
      policy: "acr-scope-map-description-length",
      title: "The description of a scope map has 1 to 256 characters",
      subject,
      enforcement: "CLIENT",
      why: "azurerm takes no other length; what the service takes is not published.",
      fix: "Shorten the description, or leave it out.",
      docs,
      source: "TF:container_registry_scope_map_resource.go",
      fails: { scopeMaps: { readers: { description: "x".repeat(257), actions: ["repositories/app/content/read"] } } },
      passes: { scopeMaps: { readers: { description: "May read", actions: ["repositories/app/content/read"] } } },
    },
    ({ description }, report, { key }) => {
      if (description === undefined || (description.length >= 1 && description.length <= 256)) return;
      report({
        path: ["description"],
        given: `${description.length} characters`,
        message: `The description of the scope map "${key}" has ${description.length} characters.`,
        allowed: "1 to 256 characters.",
      });
    },
  ),
  onRegistry(
    {
      id: "SCM-12",
      policy: "acr-scope-map-in-use",
      title: "A scope map stays as long as a token names it",
      subject,
      enforcement: "?",
      why: "What becomes of a token whose scope map is deleted is unverified: either the service refuses, or the token loses its rights.",
      fix: "Give the token another scope map, or remove the token first.",
      docs,
      source: "not documented",
      fails: {
        before: { scopeMaps: { readers: { scopeMapName: "readers" } }, tokens: { robot: { scopeMapId: idOf() } } },
        after: { scopeMaps: {}, tokens: { robot: { scopeMapId: idOf() } } },
      },
      passes: {
        before: { scopeMaps: { readers: { scopeMapName: "readers" } }, tokens: { robot: { scopeMapId: idOf() } } },
        after: { scopeMaps: {}, tokens: {} },
      },
    },
    ({ scopeMaps, tokens }, report, { previous }) => {
      if (!tokens) return;
      const removed = removedChildren(previous?.scopeMaps, scopeMaps, ({ scopeMapName }) => scopeMapName);
      if (removed.size === 0) return;
      for (const key of Object.keys(tokens)) {
        known(() => {
          const gone = removed.get(childNameIn(tokens[key]?.scopeMapId) ?? "");
          if (gone === undefined) return;
          report({
            path: ["scopeMaps", gone],
            message: `The scope map "${gone}" is removed, but the token "${key}" still names it.`,
            related: [["tokens", key, "scopeMapId"]],
          });
        });
      }
    },
  ),
];

/** A rule on one kind of fault of single actions. */
function eachAction(facts: Parameters<typeof onChild<"scopeMaps">>[1], kind: ActionFault["kind"]): Rule {
  return onChild("scopeMaps", facts, ({ actions }, report, { key }) => {
    forEachKnown(actions, (action, index) => {
      const fault = faultOfAction(action);
      if (fault?.kind !== kind) return;
      const finding: Report = {
        path: ["actions", index],
        given: action,
        message: `The action "${action}" of the scope map "${key}" ${fault.says}.`,
        allowed: fault.allowed,
      };
      report(fault.instead === undefined ? finding : { ...finding, fix: `Write "${fault.instead}".` });
    });
  });
}

function forEachKnown(items: readonly string[] | undefined, visit: (item: string, index: number) => void): void {
  for (const index of items?.keys() ?? []) {
    known(() => {
      const item = items?.[index];
      if (typeof item === "string") visit(item, index);
    });
  }
}

function actionsNamed(amount: number): string[] {
  return Array.from({ length: amount }, (_, index) => `repositories/app${index}/content/read`);
}

function idOf(): string {
  return "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images/scopeMaps/readers";
}
