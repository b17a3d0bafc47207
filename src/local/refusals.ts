import { normaliseRegion } from "../model";
import { at, isObject, type Properties, textAt } from "./json";
import type { Store, StoredResource } from "./store";

/** A refusal of the service: its status, its code and its text. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text: string,
  ) {
    super(`Status=${status} Code="${code}" Message="${text}"`);
  }
}

/** A write that the service is asked for. */
export interface Write {
  readonly id: string;
  readonly inputs: Properties;
  /** The resource as it was; `undefined` when it is new. */
  readonly before: StoredResource | undefined;
  readonly store: Store;
  /** The registry that it is a child of. */
  readonly registry: StoredResource | undefined;
}

type Check = (write: Write) => Refusal | undefined;

const refuse = (code: string, text: string, status = 400): Refusal => new Refusal(status, code, text);
const isPremium = (tier: string) => tier.toLowerCase() === "premium";
const isOn = (value: unknown) => typeof value === "string" && value.toLowerCase() === "enabled";

const registryNamePattern = /^[a-zA-Z0-9]{5,50}$/;

/** What the service refuses of a registry. Codes and texts as recorded, see acr-rules.md sections 2 and 4. */
const registryChecks: readonly Check[] = [
  ({ inputs }) =>
    registryNamePattern.test(textAt(inputs, "registryName"))
      ? undefined
      : refuse(
          "InvalidResourceName",
          `The registry name '${textAt(inputs, "registryName")}' is invalid: 5 to 50 alphanumeric characters.`,
        ),
  ({ inputs }) => {
    const tier = textAt(inputs, "sku.name");
    if (tier.toLowerCase() === "classic") {
      return refuse("ClassicSkuDeprecated", "The Classic SKU is deprecated and can no longer be created.");
    }
    return ["basic", "standard", "premium"].includes(tier.toLowerCase())
      ? undefined
      : refuse("InvalidSku", `The SKU '${tier}' is not supported.`);
  },
  (write) => {
    const tier = textAt(write.inputs, "sku.name");
    if (isPremium(tier)) return undefined;
    const premiumOnly: readonly [string, boolean][] = [
      ["publicNetworkAccess", textAt(write.inputs, "publicNetworkAccess") === "Disabled"],
      [
        "networkRuleSet",
        textAt(write.inputs, "networkRuleSet.defaultAction") === "Deny" ||
          hasItems(write.inputs, "networkRuleSet.ipRules"),
      ],
      ["dataEndpointEnabled", write.inputs.dataEndpointEnabled === true],
      ["encryption", isOn(at(write.inputs, "encryption.status"))],
      ["retentionPolicy", isOn(at(write.inputs, "policies.retentionPolicy.status"))],
      ["quarantinePolicy", isOn(at(write.inputs, "policies.quarantinePolicy.status"))],
      ["trustPolicy", isOn(at(write.inputs, "policies.trustPolicy.status"))],
      ["exportPolicy", textAt(write.inputs, "policies.exportPolicy.status").toLowerCase() === "disabled"],
      ["anonymousPullEnabled", tier.toLowerCase() === "basic" && write.inputs.anonymousPullEnabled === true],
    ];
    const used = premiumOnly.find(([, on]) => on);
    return used
      ? refuse(
          "SkuNotSupported",
          `The resource type, feature or property '${used[0]}' is not supported for the registry sku '${tier}'.`,
        )
      : undefined;
  },
  ({ inputs, before, store, id }) => {
    if (!before || !isPremium(textAt(before.inputs, "sku.name")) || isPremium(textAt(inputs, "sku.name")))
      return undefined;
    if (isOn(at(before.inputs, "encryption.status"))) {
      return refuse(
        "CannotDisableEncryption",
        "Encryption with a customer-managed key cannot be disabled, and needs the Premium SKU.",
      );
    }
    const replicas = store.below(id).filter(({ type }) => type === "containerregistry:Replication");
    return replicas.length
      ? refuse(
          "SkuUpdateNotAllowed",
          "The registry has geo-replications: delete them before changing the SKU to one without geo-replication.",
          409,
        )
      : undefined;
  },
  ({ inputs, before }) => {
    if (!before) return undefined;
    const was = isOn(at(before.inputs, "encryption.status"));
    const is = isOn(at(inputs, "encryption.status"));
    if (was === is) return undefined;
    return was
      ? refuse("CannotDisableEncryption", "Encryption with a customer-managed key cannot be disabled on a registry.")
      : refuse(
          "CannotEnableEncryption",
          "Encryption with a customer-managed key can be enabled only when a registry is created.",
        );
  },
  ({ inputs }) =>
    textAt(inputs, "policies.exportPolicy.status").toLowerCase() === "disabled" &&
    textAt(inputs, "publicNetworkAccess") !== "Disabled"
      ? refuse(
          "ExportPolicyCannotBeDisabled",
          "The export policy can be disabled only when public network access is disabled.",
        )
      : undefined,
  ({ inputs }) =>
    isOn(at(inputs, "policies.softDeletePolicy.status")) && isOn(at(inputs, "policies.retentionPolicy.status"))
      ? refuse("InvalidPolicies", "The soft delete policy and the retention policy cannot be enabled at the same time.")
      : undefined,
  keyAccess,
];

/** A registry with a customer-managed key needs an identity that may use the key, and that before it is created. */
function keyAccess({ inputs, store }: Write): Refusal | undefined {
  if (!isOn(at(inputs, "encryption.status"))) return undefined;
  const clientId = textAt(inputs, "encryption.keyVaultProperties.identity");
  const attached = at(inputs, "identity.userAssignedIdentities");
  const ids = Array.isArray(attached) ? attached : isObject(attached) ? Object.keys(attached) : [];
  const noAccess = refuse(
    "CannotAccessEncryptionKey",
    "The registry does not have access to the managed identity, or the identity does not have access to the encryption key. See https://aka.ms/acr/cmk.",
    403,
  );
  if (ids.length === 0) return noAccess;
  const identity = [...store.all()].find(
    ({ type, outputs }) => type === "managedidentity:UserAssignedIdentity" && outputs.clientId === clientId,
  );
  // An identity or a vault that this deployment did not make may well have the access.
  const vaultHost = /^https:\/\/([^./]+)\./.exec(textAt(inputs, "encryption.keyVaultProperties.keyIdentifier"))?.[1];
  const vault = [...store.all()].find(
    ({ type, outputs }) =>
      type === "keyvault:Vault" && textAt(outputs, "name").toLowerCase() === vaultHost?.toLowerCase(),
  );
  if (!identity || !vault) return undefined;
  const { principalId } = identity.outputs;
  const granted = [...store.all()].some(
    ({ type, inputs: grant }) =>
      (type === "authorization:RoleAssignment" &&
        grant.principalId === principalId &&
        textAt(grant, "scope").toLowerCase().startsWith(vault.id.toLowerCase())) ||
      (type === "keyvault:AccessPolicy" && at(grant, "policy.objectId") === principalId),
  );
  return granted ? undefined : noAccess;
}

const onPremium =
  (feature: string): Check =>
  ({ registry }) => {
    if (!registry || isPremium(textAt(registry.inputs, "sku.name"))) return undefined;
    return refuse(
      "SkuNotSupported",
      `${feature} is not supported for the registry sku '${textAt(registry.inputs, "sku.name")}'.`,
    );
  };

const named =
  (input: string, pattern: RegExp): Check =>
  ({ inputs }) =>
    pattern.test(textAt(inputs, input))
      ? undefined
      : refuse("InvalidResourceName", `The name '${textAt(inputs, input)}' is invalid.`);

const webhookLimits: Readonly<Record<string, number>> = { basic: 2, standard: 10, premium: 500 };

const checks: Readonly<Record<string, readonly Check[]>> = {
  "containerregistry:Registry": registryChecks,
  "containerregistry:Replication": [
    onPremium("Geo-replication"),
    named("replicationName", /^[a-zA-Z0-9]{5,50}$/),
    ({ registry, inputs, id, store }) => {
      const twin =
        registry &&
        store
          .below(registry.id)
          .find(
            (other) =>
              other.type === "containerregistry:Replication" &&
              other.id.toLowerCase() !== id.toLowerCase() &&
              normaliseRegion(textAt(other.inputs, "location")) === normaliseRegion(textAt(inputs, "location")),
          );
      return twin
        ? refuse(
            "ReplicationAlreadyExists",
            `The registry has a replication in '${textAt(inputs, "location")}' already.`,
            409,
          )
        : undefined;
    },
  ],
  "containerregistry:Webhook": [
    named("webhookName", /^[a-zA-Z0-9]{5,50}$/),
    ({ registry, before, store }) => {
      if (!registry || before) return undefined;
      const most = webhookLimits[textAt(registry.inputs, "sku.name").toLowerCase()] ?? 0;
      const count = store.below(registry.id).filter(({ type }) => type === "containerregistry:Webhook").length;
      return count < most
        ? undefined
        : refuse("MaxWebhookCountReached", `The registry has reached its limit of ${most} webhooks.`, 409);
    },
  ],
  "containerregistry:Task": [
    named("taskName", /^[a-zA-Z0-9-_]{5,50}$/),
    ({ inputs, registry }) =>
      registry && normaliseRegion(textAt(inputs, "location")) !== normaliseRegion(textAt(registry.inputs, "location"))
        ? refuse("InvalidLocation", "A task must be in the region of its registry.")
        : undefined,
    ({ inputs }) =>
      inputs.isSystemTask !== true && !isObject(inputs.step)
        ? refuse("InvalidTaskStep", "A task that is no system task must have a step.")
        : undefined,
    ({ inputs }) => {
      const { timeout } = inputs;
      return typeof timeout === "number" && (timeout < 300 || timeout > 28_800)
        ? refuse("InvalidTimeout", "The timeout must be between 300 and 28800 seconds.")
        : undefined;
    },
  ],
  "containerregistry:AgentPool": [onPremium("Agent pools"), named("agentPoolName", /^[a-zA-Z0-9-]{3,20}$/)],
  "containerregistry:ConnectedRegistry": [onPremium("Connected registries")],
  "containerregistry:ExportPipeline": [onPremium("Export pipelines")],
  "containerregistry:ImportPipeline": [onPremium("Import pipelines")],
  "containerregistry:Token": [named("tokenName", /^[a-zA-Z0-9-]{5,50}$/)],
  "containerregistry:ScopeMap": [named("scopeMapName", /^[a-zA-Z0-9-_]{5,50}$/)],
  "containerregistry:CacheRule": [named("cacheRuleName", /^[a-zA-Z0-9-]{5,50}$/)],
  "network:PrivateEndpoint": [
    ({ inputs, store }) => {
      const connections = [inputs.privateLinkServiceConnections, inputs.manualPrivateLinkServiceConnections].flatMap(
        (list) => (Array.isArray(list) ? list : []),
      );
      for (const connection of connections) {
        const target = store.get(textAt(connection, "privateLinkServiceId"));
        if (target?.type !== "containerregistry:Registry") continue;
        if (!isPremium(textAt(target.inputs, "sku.name"))) {
          return refuse(
            "SkuNotSupported",
            `Private endpoints are not supported for the registry sku '${textAt(target.inputs, "sku.name")}'.`,
          );
        }
        const groups = at(connection, "groupIds");
        if (!Array.isArray(groups) || groups.length !== 1 || groups[0] !== "registry") {
          return refuse(
            "PrivateLinkServiceConnectionGroupIdNotValid",
            "The group id of a registry's private link must be 'registry'.",
          );
        }
      }
      return undefined;
    },
  ],
};

/** The refusal of a write, if the service refuses it. */
export function refusalOf(type: string, write: Write): Refusal | undefined {
  for (const check of checks[type] ?? []) {
    const refusal = check(write);
    if (refusal) return refusal;
  }
  return undefined;
}

function hasItems(inputs: Properties, path: string): boolean {
  const list = at(inputs, path);
  return Array.isArray(list) && list.length > 0;
}
