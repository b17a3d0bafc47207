import { isUnknown } from "../model";
import { registryProperties, replication, task } from "../model/resources";
import { type Node, object, text } from "../model/schema";
import { tiers } from "../rules";
import type { PrivateDnsArgs } from "./privateDns";
import type { PrivateEndpointArgs, PrivateEndpointProperties } from "./privateEndpoint";
import type { PremiumRegistryArgs } from "./registryArgs";
import type { ReplicationArgs, ReplicationProperties } from "./replication";
import type { TaskArgs, TaskProperties } from "./task";
import type { BaseImageTrigger, SourceTrigger, TaskTriggers, TimerTrigger } from "./triggers";

// TypeScript refuses a misspelt option; JavaScript, and an object that was made elsewhere, would lose it without a
// word.
// These tables say which options there are. The compiler holds them to the types.

/** What may stand at a place of a component's arguments. */
export type Shape = Node | Open | Word | Options | Named | Choice;

/** Anything: the rule book or the service looks at it. */
interface Open {
  readonly kind: "open";
}
/** One of a few words that decide what is made. */
interface Word {
  readonly kind: "word";
  readonly words: readonly string[];
}
/** An object of options. They decide what is made, so the object itself is no output. */
interface Options {
  readonly kind: "options";
  readonly of: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}
/** An object by names of the user's choice. They name resources, so it is no output. */
interface Named {
  readonly kind: "named";
  readonly of: Shape;
}
/** One of several, by what is given. */
interface Choice {
  readonly kind: "choice";
  readonly choose: (value: unknown) => Shape;
}

const open: Open = { kind: "open" };
const named = (of: Shape): Named => ({ kind: "named", of });
const options = <Args>(of: Readonly<Record<keyof Args, Shape>>, ...required: (keyof Args & string)[]): Options => ({
  kind: "options",
  of,
  required,
});

const { origin: _, sku: _sku, encryption, identity, ...ofRegistry } = registryProperties;
// The service fills these two in, and azure-native takes them all the same.
const identityShape = object({ ...identity.fields, principalId: text, tenantId: text });
const { origin: _replication, ...ofReplication } = replication.fields;
const { origin: _task, location: _location, trigger, ...ofTask } = task.fields;
const { baseImageTrigger } = trigger.fields;

const replicationOptions = { ...ofReplication, transform: open };
export const replicationShape = options<ReplicationProperties>(replicationOptions);

const privateDns = options<PrivateDnsArgs>({
  zoneId: text,
  virtualNetworkIds: { kind: "choice", choose: (value) => (Array.isArray(value) ? open : named(text)) },
  resourceGroupName: text,
});
const privateEndpointOptions = {
  subnetId: text,
  privateDns,
  staticAddresses: named(text),
  privateEndpointName: text,
  resourceGroupName: text,
  location: text,
  customNetworkInterfaceName: text,
  applicationSecurityGroups: open,
  requestMessage: text,
  tags: open,
  transform: open,
};
export const privateEndpointShape = options<PrivateEndpointProperties>(privateEndpointOptions, "subnetId");

const timer = options<TimerTrigger>({ schedule: text, status: text });
const source = options<SourceTrigger>({
  sourceControlType: text,
  repositoryUrl: text,
  branch: text,
  sourceTriggerEvents: open,
  token: text,
  status: text,
});
const taskOptions = {
  ...ofTask,
  identity: identityShape,
  triggers: options<TaskTriggers>({
    timers: named({ kind: "choice", choose: (value) => (typeof value === "object" ? timer : text) }),
    sources: named(source),
    baseImage: options<BaseImageTrigger>(baseImageTrigger.fields),
  }),
  transform: open,
};
export const taskShape = options<TaskProperties>(taskOptions);

const vaultKey: Options = {
  kind: "options",
  of: {
    keyVaultId: text,
    keyName: text,
    keyVersion: text,
    keyVaultAccess: { kind: "word", words: ["rbac", "accessPolicy"] },
  },
  required: ["keyVaultId", "keyName"],
};
const existingKey: Options = {
  kind: "options",
  of: { keyIdentifier: text, identityId: text, identityClientId: text },
  required: ["keyIdentifier", "identityId", "identityClientId"],
};
// azure-native's own form, with the names of the others among those that a slip may mean.
const rawEncryption = object({ ...encryption.fields, ...nodesOf(vaultKey), ...nodesOf(existingKey) });

/** The arguments of a registry, of whatever tier. */
export const registryShape = options<PremiumRegistryArgs>(
  {
    ...ofRegistry,
    sku: { kind: "choice", choose: (value) => (typeof value === "object" ? { kind: "word", words: tiers } : open) },
    identity: identityShape,
    encryption: {
      kind: "choice",
      choose: (value) => {
        if (isUnknown(value)) return open;
        if (typeof value !== "object" || value === null || "keyVaultId" in value || "keyName" in value) return vaultKey;
        return "keyIdentifier" in value || "identityId" in value ? existingKey : rawEncryption;
      },
    },
    replications: named(replicationShape),
    privateEndpoints: named(privateEndpointShape),
    tasks: named(taskShape),
    transform: open,
  },
  "resourceGroupName",
);

/** The arguments of children of their own. */
export const replicationArgsShape = options<ReplicationArgs>({ ...replicationOptions, registry: open }, "location");
export const privateEndpointArgsShape = options<PrivateEndpointArgs>(
  { ...privateEndpointOptions, registry: open },
  "subnetId",
);
export const taskArgsShape = options<TaskArgs>({ ...taskOptions, registry: open });

function nodesOf({ of }: Options): Record<string, Node> {
  return Object.fromEntries(Object.keys(of).map((name) => [name, text]));
}
