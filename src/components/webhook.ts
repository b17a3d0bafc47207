import {
  Webhook as WebhookResource,
  type WebhookArgs as WebhookResourceArgs,
} from "@pulumi/azure-native/containerregistry/webhook.js";
import * as pulumi from "@pulumi/pulumi";
import { webhook as schema } from "../model/childSchemas";
import { text } from "../model/schema";
import type { ComponentOptions } from "./adoption";
import { options, transformOf } from "./checks/shape";
import { ChildComponent, inRegistry, type Kind, type OfRegistry } from "./child";
import { isDeferred, isGiven, isPlainObject, onlySet, orElse, pick } from "./inputs";
import { lettersAndDigits } from "./registryName";
import type { Transform } from "./transform";

/** What a webhook hears of: one repository, and one tag of it or all. */
export interface WebhookScope {
  /** The repository, for instance `team/web`. Required. */
  repository: pulumi.Input<string>;
  /**
   * One tag.
   *
   * @default every tag
   */
  tag?: pulumi.Input<string | undefined>;
}

/** A word of {@link WebhookProperties.actions}. */
export type WebhookAction = "push" | "delete" | "quarantine" | "chart_push" | "chart_delete" | (string & {});

/**
 * A webhook, as it is given in `webhooks` under a name of your choice. Every tier: 2 on Basic, 10 on Standard, 500 on
 * Premium (WH-06). "Errors" names the rules that look at an option; docs/rules has a page for each subject, with its source.
 */
export interface WebhookProperties {
  /**
   * The address that gets a POST, `http` or `https`. Kept secret when it carries user info or a query. Required.
   * Errors: SHAPE-03, WH-02.
   */
  serviceUri: pulumi.Input<string>;
  /**
   * What it hears of: `push`, `delete`, `quarantine`, `chart_push`, `chart_delete`. Errors: WH-01, WH-09.
   *
   * @default ["push"]
   */
  actions?: pulumi.Input<pulumi.Input<WebhookAction>[] | undefined>;
  /**
   * Where it listens: a repository with a tag, as text (`web:v1`, `web:*`) or as `{ repository, tag }`. Text without a
   * tag means `latest`. Errors: WH-04.
   *
   * @default the whole registry
   */
  scope?: pulumi.Input<string | undefined> | WebhookScope;
  /**
   * Headers of the POST, by name. Their values are kept secret.
   *
   * @default none
   */
  customHeaders?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The region: the home region, or that of a replica. A change replaces the webhook. Errors: LOC-02, WH-10.
   *
   * @default the registry's home region
   */
  location?: pulumi.Input<string | undefined>;
  /**
   * `enabled` or `disabled`. Errors: WH-05.
   *
   * @default "enabled"
   */
  status?: pulumi.Input<"enabled" | "disabled" | (string & {}) | undefined>;
  /**
   * The webhook's name: 5 to 50 letters and digits. A change replaces it. Errors: NAME-06.
   *
   * @default the resource's name, without characters that Azure refuses
   */
  webhookName?: pulumi.Input<string | undefined>;
  /**
   * Tags, at most 50. Errors: TAG-03.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last word over the arguments of the azure-native webhook; what it changes is not checked.
   *
   * @default none
   */
  transform?: Transform<WebhookResourceArgs>;
}

/** Arguments of a webhook of its own. */
export interface WebhookArgs extends WebhookProperties, OfRegistry {}

const { origin: _, ...fields } = schema.fields;

/** Webhooks, in the registry's region or in that of a replica. */
export const webhookKind: Kind<WebhookProperties, WebhookResourceArgs, { resource: WebhookResource }> = {
  map: "webhooks",
  component: "Webhook",
  raw: "containerregistry:Webhook",
  shape: options<WebhookProperties>(
    {
      ...fields,
      scope: {
        kind: "choice",
        choose: (value) =>
          typeof value === "object" ? options<WebhookScope>({ repository: text, tag: text }, "repository") : text,
      },
      transform: transformOf(schema),
    },
    "serviceUri",
  ),
  part(webhook) {
    const actions = orElse<pulumi.Input<WebhookAction>[]>(webhook.actions, ["push"]);
    return onlySet({ ...pick(fields, webhook), actions, scope: scopeText(webhook.scope) });
  },
  // Azure takes letters and digits only.
  named: (name) => (/^[a-zA-Z0-9]+$/.test(name) ? {} : { webhookName: lettersAndDigits(name) }),
  place: (registry) => ({ ...inRegistry(registry), location: registry.location }),
  // A webhook of another region needs the replica there.
  after: ({ replicas }, { location }) => (isGiven(location) ? replicas : []),
  make: ({ name, args, opts }) => ({ resource: new WebhookResource(name, args, opts) }),
};

function scopeText(scope: WebhookProperties["scope"]): pulumi.Input<string | undefined> {
  if (!isScope(scope)) return scope;
  const { repository, tag } = scope;
  const write = (name: string, label = "*") => `${name}:${label}`;
  return isDeferred(repository) || isDeferred(tag)
    ? pulumi.all([repository, tag]).apply(([name, label]) => write(name, label))
    : write(repository, tag ?? undefined);
}

function isScope(scope: WebhookProperties["scope"]): scope is WebhookScope {
  return isPlainObject(scope);
}

/**
 * A webhook: a POST to an address at each push or deletion. Every tier. On error it throws {@link ConfigurationError}
 * before anything is registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" });
 *
 * new acr.Webhook("deploy", { registry, serviceUri: "https://ci.contoso.com/hooks/acr", scope: { repository: "web" } });
 * ```
 */
export class Webhook extends ChildComponent<WebhookProperties, { resource: WebhookResource }> {
  constructor(name: string, args: WebhookArgs, opts?: ComponentOptions) {
    super(webhookKind, name, args, opts);
  }
}
