import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { AccessPolicy } from "@pulumi/azure-native/keyvault/accessPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { roleDefinitionId } from "../azure/clouds";
import { clouds, parseResourceId } from "../model";
import { after, type Gate } from "./checks/validation";
import { mapValues, onlySet } from "./inputs";

/** The built-in role Key Vault Secrets User: it reads secrets. */
const keyVaultSecretsUser = "Key Vault Secrets User";

/** The identifier of a secret that is given by its name in a vault, or by its identifier already; without a version. */
export function secretIdentifier(
  keyVaultId: pulumi.Input<string | undefined>,
  secret: pulumi.Input<string | undefined>,
): pulumi.Input<string | undefined> {
  const write = (id: string | undefined, name: string | undefined) => {
    const [vault] = id === undefined ? [] : (parseResourceId(id)?.names ?? []);
    const isName = name !== undefined && /^[a-zA-Z0-9-]+$/.test(name);
    // What is neither goes on as it is: the rule on secret identifiers says what is wrong with it.
    return isName && vault ? `https://${vault}.${clouds.AzureCloud.vaultSuffix}/secrets/${name}` : name;
  };
  const isPlain = (value: unknown) => value === undefined || typeof value === "string";
  return isPlain(keyVaultId) && isPlain(secret)
    ? write(keyVaultId as string | undefined, secret as string | undefined)
    : pulumi.all([keyVaultId, secret]).apply(([id, name]) => write(id, name));
}

/** A grant on secrets of a vault. */
interface SecretGrant {
  readonly keyVaultId: pulumi.Input<string | undefined>;
  /** The secrets by a name for their grant: names in the vault, or identifiers. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string | undefined>>>;
  readonly access: "rbac" | "accessPolicy";
  /** Who reads them. */
  readonly identity: pulumi.Output<{ readonly principalId: string | undefined; readonly tenantId: string | undefined }>;
  readonly opts: pulumi.CustomResourceOptions;
  readonly gate: Gate;
}

/** Lets an identity read secrets: by a role on each of them, or by an access policy of the vault. */
export function grantSecrets(name: string, grant: SecretGrant): pulumi.Resource[] {
  const { keyVaultId, secrets, access, identity, opts, gate } = grant;
  const own = { ...opts, dependsOn: after(gate, []) };
  const vault = pulumi.output(keyVaultId).apply((id) => parseResourceId(id ?? ""));
  const principalId = identity.apply((reader) => reader.principalId ?? "");
  if (access === "accessPolicy") {
    return [
      new AccessPolicy(
        name,
        {
          resourceGroupName: vault.apply((id) => id?.resourceGroupName ?? ""),
          vaultName: vault.apply((id) => id?.names[0] ?? ""),
          policy: {
            objectId: principalId,
            tenantId: identity.apply((reader) => reader.tenantId ?? ""),
            permissions: { secrets: ["get"] },
          },
        },
        own,
      ),
    ];
  }
  return Object.values(
    mapValues(onlySet(secrets), (secret, key) => {
      const secretName = pulumi.output(secret).apply((text) => nameOf(text ?? ""));
      return new RoleAssignment(
        `${name}-${key}`,
        {
          scope: pulumi.interpolate`${keyVaultId}/secrets/${secretName}`,
          roleDefinitionId: vault.apply((id) => roleDefinitionId(id?.subscriptionId ?? "", keyVaultSecretsUser)),
          principalId,
          // Without it Azure may refuse an identity that its directory has not heard of yet.
          principalType: "ServicePrincipal",
        },
        own,
      );
    }),
  );
}

/** The name of a secret in its identifier, or the name itself. */
function nameOf(secret: string): string {
  return /\/secrets\/([^/]+)/.exec(secret)?.[1] ?? secret;
}
