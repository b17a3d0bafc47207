import {
  ScopeMap as ScopeMapResource,
  type ScopeMapArgs as ScopeMapResourceArgs,
} from "@pulumi/azure-native/containerregistry/scopeMap.js";
import type * as pulumi from "@pulumi/pulumi";
import { scopeMap as schema } from "../model/childSchemas";
import { type RepositoryRight, repositoryActions } from "../model/scopeMapActions";
import type { ComponentOptions } from "./adoption";
import { named, open, options, transformOf } from "./checks/shape";
import { ChildComponent, type Kind, type OfRegistry } from "./child";
import { isPlainObject, onlySet, pick } from "./inputs";
import type { Transform } from "./transform";

/**
 * A scope map, as it is given in `scopeMaps` under a name of your choice: what tokens may do with which repositories.
 * Every tier: 100 on Basic, 500 on Standard, 50,000 on Premium. "Errors" names the rules that look at an option;
 * docs/rules has a page for each subject, with its source.
 */
export interface ScopeMapProperties {
  /**
   * What may be done with each repository: `pull`, `push` (which pulls as well) and `delete`. A repository is a name
   * (`team/web`), `team/*` for all below a path, or `*` for all. Errors: SCM-02, SCM-04, SCM-05.
   *
   * @default none
   */
  repositories?: Readonly<Record<string, readonly RepositoryRight[]>>;
  /**
   * Actions as the service writes them, `repositories/web/content/read`; beside those of `repositories`. One of the two is
   * required. Errors: SCM-01 to SCM-08.
   *
   * @default those of `repositories`
   */
  actions?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * A text for people.
   *
   * @default none
   */
  description?: pulumi.Input<string | undefined>;
  /**
   * The scope map's name: 5 to 50 letters, digits, dashes and underscores. A change replaces it, and every token of it
   * loses its passwords. Errors: NAME-08.
   *
   * @default the resource's name
   */
  scopeMapName?: pulumi.Input<string | undefined>;
  /**
   * The last word over the arguments of the azure-native scope map; what it changes is not checked.
   *
   * @default none
   */
  transform?: Transform<ScopeMapResourceArgs>;
}

/** Arguments of a scope map of its own. */
export interface ScopeMapArgs extends ScopeMapProperties, OfRegistry {}

const { origin: _, tags: _tags, ...fields } = schema.fields;

/** Scope maps. Their actions change in place. */
export const scopeMapKind: Kind<ScopeMapProperties, ScopeMapResourceArgs, { resource: ScopeMapResource }> = {
  map: "scopeMaps",
  component: "ScopeMap",
  raw: "containerregistry:ScopeMap",
  shape: options<ScopeMapProperties>({ ...fields, repositories: named(open), transform: transformOf(schema) }),
  part(scopeMap) {
    return onlySet({ ...pick(fields, scopeMap), actions: actionsOf(scopeMap) });
  },
  make: ({ name, args, opts }) => ({ resource: new ScopeMapResource(name, args, opts) }),
};

function actionsOf({ repositories, actions }: ScopeMapProperties): ScopeMapProperties["actions"] {
  if (!isPlainObject(repositories)) return actions;
  const own = repositoryActions(repositories);
  if (Array.isArray(actions)) return [...own, ...actions.filter((action) => !own.some((other) => other === action))];
  return own;
}

/**
 * A scope map: what tokens may do with which repositories. Every tier. On error it throws {@link ConfigurationError}
 * before anything is registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" });
 *
 * new acr.ScopeMap("builders", { registry, repositories: { web: ["push"], "base/*": ["pull"] } });
 * ```
 */
export class ScopeMap extends ChildComponent<ScopeMapProperties, { resource: ScopeMapResource }> {
  constructor(name: string, args: ScopeMapArgs, opts?: ComponentOptions) {
    super(scopeMapKind, name, args, opts);
  }
}
