import {
  CredentialSet as CredentialSetResource,
  type CredentialSetArgs as CredentialSetResourceArgs,
} from "@pulumi/azure-native/containerregistry/credentialSet.js";
import type { containerregistry } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { credentialSet as schema } from "../model/childSchemas";
import { text } from "../model/schema";
import type { ComponentOptions } from "./adoption";
import { options, transformOf } from "./checks/shape";
import { ChildComponent, type Kind, type OfRegistry } from "./child";
import { onlySet, orElse, pick } from "./inputs";
import type { Transform } from "./transform";
import { grantSecrets, secretIdentifier } from "./vaultSecrets";

/**
 * A credential set, as it is given in `credentialSets` under a name of your choice: the login to an upstream from which cache
 * rules fetch, kept in a key vault. Every tier. "Errors" names the rules that look at an option; docs/rules has a page for
 * each subject, with its source.
 */
export interface CredentialSetProperties {
  /**
   * The upstream: a host such as `docker.io`. A change replaces the set, whose identity is then new. Required. Errors:
   * SHAPE-03, CRED-05, CACHE-20.
   */
  loginServer: pulumi.Input<string>;
  /**
   * The ARM id of the key vault that holds both secrets. With it the set's identity gets to read them: the grant is made for
   * you, after the set and before the cache rules that use it.
   *
   * @default none, the grant is made elsewhere, and both secrets are given by their identifiers
   */
  keyVaultId?: pulumi.Input<string | undefined>;
  /**
   * The secret with the user name: its name in the vault (in the public cloud), or its identifier. Errors: CRED-02.
   *
   * @default none: azure-native's `authCredentials` names it
   */
  usernameSecret?: pulumi.Input<string | undefined>;
  /**
   * The secret with the password: its name in the vault (in the public cloud), or its identifier. Errors: CRED-02.
   *
   * @default none: azure-native's `authCredentials` names it
   */
  passwordSecret?: pulumi.Input<string | undefined>;
  /**
   * How the vault gives access: `rbac` (role Key Vault Secrets User on the two secrets) or `accessPolicy` (get on the vault's
   * secrets). Errors: SHAPE-04.
   *
   * @default "rbac"
   */
  keyVaultAccess?: "rbac" | "accessPolicy";
  /**
   * The provider of the vault's subscription, for an access policy in a subscription other than the registry's.
   *
   * @default the provider of the registry
   */
  keyVaultProvider?: pulumi.ProviderResource;
  /**
   * The secrets as azure-native takes them, in place of `usernameSecret` and `passwordSecret`. Errors: CRED-01, CRED-02.
   *
   * @default those of `usernameSecret` and `passwordSecret`
   */
  authCredentials?: pulumi.Input<pulumi.Input<containerregistry.AuthCredentialArgs>[] | undefined>;
  /**
   * The identity that reads the secrets. Errors: CRED-03.
   *
   * @default { type: "SystemAssigned" }
   */
  identity?: pulumi.Input<containerregistry.IdentityPropertiesArgs | undefined>;
  /**
   * The set's name: 5 to 50 letters, digits and dashes. A change replaces the set. Errors: NAME-13.
   *
   * @default the resource's name
   */
  credentialSetName?: pulumi.Input<string | undefined>;
  /**
   * The last word over the arguments of the azure-native credential set; what it changes is not checked.
   *
   * @default none
   */
  transform?: Transform<CredentialSetResourceArgs>;
}

/** Arguments of a credential set of its own. */
export interface CredentialSetArgs extends CredentialSetProperties, OfRegistry {}

/** What a credential set makes: the set, and what lets its identity read the secrets. */
export interface MadeCredentialSet {
  readonly resource: CredentialSetResource;
  readonly ready: readonly pulumi.Resource[];
}

const { origin: _, tags: _tags, ...fields } = schema.fields;

/** Credential sets, each with the grant of its identity on its two secrets. */
export const credentialSetKind: Kind<CredentialSetProperties, CredentialSetResourceArgs, MadeCredentialSet> = {
  map: "credentialSets",
  component: "CredentialSet",
  raw: "containerregistry:CredentialSet",
  shape: options<CredentialSetProperties>(
    {
      ...fields,
      keyVaultId: text,
      usernameSecret: text,
      passwordSecret: text,
      keyVaultAccess: { kind: "word", words: ["rbac", "accessPolicy"] },
      keyVaultProvider: { kind: "open" },
      transform: transformOf(schema),
    },
    "loginServer",
  ),
  words: {
    steps: {
      usernameSecretIdentifier: "usernameSecret",
      passwordSecretIdentifier: "passwordSecret",
      authCredentials: "",
    },
    singleLists: ["authCredentials"],
  },
  part(set) {
    const { authCredentials, identity, usernameSecret, passwordSecret, keyVaultId } = set;
    const written =
      usernameSecret === undefined && passwordSecret === undefined
        ? authCredentials
        : [
            onlySet({
              name: "Credential1",
              usernameSecretIdentifier: secretIdentifier(keyVaultId, usernameSecret),
              passwordSecretIdentifier: secretIdentifier(keyVaultId, passwordSecret),
            }),
          ];
    return onlySet({
      ...pick(fields, set),
      authCredentials: written,
      identity: orElse(identity, { type: "SystemAssigned" }),
    });
  },
  make({ name, args, opts, properties, gate }) {
    const resource = new CredentialSetResource(name, args, opts);
    const { keyVaultId, usernameSecret, passwordSecret, keyVaultAccess, keyVaultProvider } = properties;
    if (keyVaultId === undefined) return { resource, ready: [] };
    const identity = resource.identity.apply((own) => ({ principalId: own?.principalId, tenantId: own?.tenantId }));
    const ready = grantSecrets(name, {
      keyVaultId,
      secrets: { user: usernameSecret, password: passwordSecret },
      access: keyVaultAccess ?? "rbac",
      identity,
      opts: onlySet({ parent: opts.parent, provider: keyVaultProvider }),
      gate,
    });
    return { resource, ready };
  },
};

/**
 * The login to an upstream, kept in a key vault, with the grant on its secrets. Every tier. On error it throws
 * {@link ConfigurationError} before anything is registered.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/platform/providers";
 * const registry = new acr.Registry("images", { resourceGroupName: "images", sku: "Basic" });
 *
 * new acr.CredentialSet("docker-hub", {
 *   registry,
 *   loginServer: "docker.io",
 *   keyVaultId: `${group}/Microsoft.KeyVault/vaults/secrets`,
 *   usernameSecret: "hub-user",
 *   passwordSecret: "hub-password",
 * });
 * ```
 */
export class CredentialSet extends ChildComponent<CredentialSetProperties, MadeCredentialSet> {
  constructor(name: string, args: CredentialSetArgs, opts?: ComponentOptions) {
    super(credentialSetKind, name, args, opts);
  }
}
