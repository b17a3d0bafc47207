import {
  CacheRule as CacheRuleResource,
  type CacheRuleArgs as CacheRuleResourceArgs,
} from "@pulumi/azure-native/containerregistry/cacheRule.js";
import * as pulumi from "@pulumi/pulumi";
import { cacheRule as schema } from "../model/childSchemas";
import { text } from "../model/schema";
import type { ComponentOptions } from "./adoption";
import { options, transformOf } from "./checks/shape";
import { ChildComponent, type Kind, type OfRegistry } from "./child";
import { isDeferred, isGiven, onlySet } from "./inputs";
import type { Transform } from "./transform";

/**
 * A cache rule, as it is given in `cacheRules` under a name of your choice: what clients pull from its target, the registry
 * fetches from its source once and keeps. Every tier, at most 1,000. "Errors" names the rules that look at an option;
 * docs/rules has a page for each subject, with its source.
 */
export interface CacheRuleProperties {
  /**
   * The upstream repository with its host: `docker.io/library/nginx`, or `mcr.microsoft.com/*` for all below. A change replaces
   * the rule. `sourceRepository` is the same. Required, one of the two. Errors: CACHE-01 to CACHE-04, CACHE-14, CACHE-15.
   *
   * @default none: `sourceRepository` is given
   */
  source?: pulumi.Input<string | undefined>;
  /**
   * The same under azure-native's name.
   *
   * @default `source`
   */
  sourceRepository?: pulumi.Input<string | undefined>;
  /**
   * The repository in the registry, `hub/nginx`, or `mcr/*`. A change replaces the rule. `targetRepository` is the same.
   * Errors: CACHE-06 to CACHE-12, CACHE-14.
   *
   * @default the source without its host
   */
  target?: pulumi.Input<string | undefined>;
  /**
   * The same under azure-native's name.
   *
   * @default `target`
   */
  targetRepository?: pulumi.Input<string | undefined>;
  /**
   * The login to the upstream, by its key in `credentialSets` of the same registry. Docker Hub demands one. Errors: SHAPE-05,
   * CACHE-02, CACHE-03, CACHE-20.
   *
   * @default none
   */
  credentialSet?: string;
  /**
   * The ARM id of a credential set that was made elsewhere.
   *
   * @default none
   */
  credentialSetResourceId?: pulumi.Input<string | undefined>;
  /**
   * The rule's name: 5 to 50 letters, digits and dashes. A change replaces the rule. Errors: NAME-12.
   *
   * @default the resource's name
   */
  cacheRuleName?: pulumi.Input<string | undefined>;
  /**
   * The last word over the arguments of the azure-native cache rule; what it changes is not checked.
   *
   * @default none
   */
  transform?: Transform<CacheRuleResourceArgs>;
}

/** Arguments of a cache rule of its own. */
export interface CacheRuleArgs extends CacheRuleProperties, OfRegistry {}

/** Cache rules, after the credential sets that they name and the grants of those. */
export const cacheRuleKind: Kind<CacheRuleProperties, CacheRuleResourceArgs, { resource: CacheRuleResource }> = {
  map: "cacheRules",
  component: "CacheRule",
  raw: "containerregistry:CacheRule",
  references: [{ option: "credentialSet", property: "credentialSetResourceId", map: "credentialSets", as: "id" }],
  shape: options<CacheRuleProperties>({
    source: text,
    sourceRepository: text,
    target: text,
    targetRepository: text,
    credentialSet: text,
    credentialSetResourceId: text,
    cacheRuleName: text,
    transform: transformOf(schema),
  }),
  words: {
    steps: {
      sourceRepository: "source",
      targetRepository: "target",
      credentialSetResourceId: "credentialSet",
    },
  },
  part({ source, sourceRepository = source, target, targetRepository = target, ...rule }) {
    const { credentialSetResourceId, cacheRuleName } = rule;
    return onlySet({
      cacheRuleName,
      sourceRepository,
      targetRepository: isGiven(targetRepository) ? targetRepository : withoutHost(sourceRepository),
      credentialSetResourceId,
    });
  },
  // A rule whose source or target changes is another one, and both would claim one target.
  make: ({ name, args, opts }) => ({
    resource: new CacheRuleResource(name, args, pulumi.mergeOptions(opts, { deleteBeforeReplace: true })),
  }),
};

function withoutHost(source: pulumi.Input<string | undefined>): pulumi.Input<string | undefined> {
  const path = (text: string | undefined) => (text?.includes("/") ? text.slice(text.indexOf("/") + 1) : text);
  return isDeferred(source) ? pulumi.output(source).apply(path) : path(source);
}

/**
 * A cache rule: the registry fetches what clients pull from an upstream once, and keeps it. Every tier. On error it throws
 * {@link ConfigurationError} before anything is registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" });
 *
 * new acr.CacheRule("microsoft", { registry, source: "mcr.microsoft.com/*", target: "mcr/*" });
 * ```
 */
export class CacheRule extends ChildComponent<CacheRuleProperties, { resource: CacheRuleResource }> {
  constructor(name: string, args: CacheRuleArgs, opts?: ComponentOptions) {
    super(cacheRuleKind, name, args, opts);
  }
}
