import { isUnknown, type Path } from "../model";
import { registryProperties, replication, task } from "../model/resources";
import { type Node, object, text } from "../model/schema";
import { type Finding, formatPath } from "../rules";
import { show } from "../rules/check";
import { nearest } from "../rules/nearest";
import { isGiven } from "./inputs";
import type { PrivateDnsArgs } from "./privateDns";
import type { PrivateEndpointArgs, PrivateEndpointProperties } from "./privateEndpoint";
import type { PremiumRegistryArgs } from "./registryArgs";
import type { ReplicationArgs, ReplicationProperties } from "./replication";
import { markWritten } from "./spelling";
import type { TaskArgs, TaskProperties } from "./task";
import type { BaseImageTrigger, SourceTrigger, TaskTriggers, TimerTrigger } from "./triggers";

// TypeScript refuses a misspelt option; JavaScript, and an object that was made elsewhere, would lose it without a word.
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
    sku: open,
    identity: identityShape,
    encryption: {
      kind: "choice",
      choose: (value) => {
        if (isUnknown(value)) return open;
        if (!isRecord(value) || "keyVaultId" in value || "keyName" in value) return vaultKey;
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

/** What is wrong with arguments before anyone looks at their values: options that are none, are missing, or no object. */
export function misplaced(shape: Shape, args: unknown): Finding[] {
  return slips(shape, args, []).map(markWritten);
}

function slips(shape: Shape, value: unknown, path: Path): Finding[] {
  if (!isGiven(value)) return [];
  switch (shape.kind) {
    case "choice":
      return slips(shape.choose(value), value, path);
    case "word":
      return shape.words.includes(String(value)) ? [] : [otherWord(path, value, shape.words)];
    case "options": {
      if (!isRecord(value)) return [noObject(path, value, "{ … }")];
      const absent = shape.required.filter((name) => !isGiven(value[name]));
      return [...absent.map((name) => missing([...path, name])), ...slipsOfFields(shape.of, value, path)];
    }
    case "named":
      return isRecord(value) ? slipsOfItems(shape.of, value, path) : [noObject(path, value, "{ name: … }")];
    case "object":
      return isRecord(value) ? slipsOfFields(shape.fields, value, path) : [];
    case "map":
      return isRecord(value) ? slipsOfItems(shape.of, value, path) : [];
    case "list":
      return Array.isArray(value) ? value.flatMap((item, index) => slips(shape.of, item, [...path, index])) : [];
    default:
      return [];
  }
}

function slipsOfItems(of: Shape, items: Readonly<Record<string, unknown>>, path: Path): Finding[] {
  return Object.entries(items).flatMap(([name, item]) => slips(of, item, [...path, name]));
}

function slipsOfFields(
  fields: Readonly<Record<string, Shape>>,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): Finding[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const field = Object.hasOwn(fields, name) && name !== "origin" ? fields[name] : undefined;
    if (field) return slips(field, item, [...path, name]);
    return isGiven(item) ? [unknownOption([...path, name], name, Object.keys(fields), value)] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const about = {
  also: [],
  subject: "shape",
  docs: "https://www.pulumi.com/registry/packages/azure-native/api-docs/containerregistry/registry/",
  related: [],
} as const;

function noObject(path: Path, value: unknown, form: string): Finding {
  const given = isUnknown(value)
    ? "an output or a promise"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "string"
        ? "text"
        : `a ${typeof value}`;
  return {
    ...about,
    rule: "SHAPE-01",
    policy: "acr-property-type",
    severity: "error",
    path,
    message: `${formatPath(path) || "The arguments"} must be an object, not ${given}.`,
    given,
    allowed: "an object, known as soon as the program runs; its values may be outputs",
    fix: `Write ${path.at(-1) === undefined ? "" : `${path.at(-1)}: `}${form}.`,
  };
}

function otherWord(path: Path, value: unknown, words: readonly string[]): Finding {
  const given = isUnknown(value) ? "an output or a promise" : show(value);
  return {
    ...about,
    rule: "SHAPE-04",
    policy: "acr-property-word",
    severity: "error",
    path,
    message: `${formatPath(path)} must be ${words.map(show).join(" or ")}, not ${given}.`,
    given,
    allowed: `${words.map(show).join(", ")}, known as soon as the program runs`,
    fix: `Write ${path.at(-1)}: "${nearest(String(value), words) ?? words[0]}".`,
  };
}

function missing(path: Path): Finding {
  return {
    ...about,
    rule: "SHAPE-03",
    policy: "acr-property-required",
    severity: "error",
    path,
    message: `${formatPath(path)} is missing.`,
    fix: `Set ${path.at(-1)}.`,
  };
}

/**
 * A misspelt option is an error, since the one that was meant would be lost. Any other is a warning: an object may
 * carry more than this library reads.
 */
function unknownOption(
  path: Path,
  name: string,
  options: readonly string[],
  siblings: Readonly<Record<string, unknown>>,
): Finding {
  const open = options.filter((option) => option !== "origin" && !isGiven(siblings[option]));
  const slip = nearest(name, open);
  const meant = slip ?? sameBeginning(name, open);
  return {
    ...about,
    rule: "SHAPE-02",
    policy: "acr-property-known",
    severity: slip ? "error" : "warning",
    path,
    message: `There is no option "${name}"${path.length > 1 ? ` in ${formatPath(path.slice(0, -1))}` : ""}, so it has no effect.`,
    ...(meant ? {} : { allowed: options.filter((option) => option !== "origin").join(", ") }),
    fix: meant ? `Write ${meant}, if that is what is meant.` : `Remove ${name}.`,
  };
}

/** The option that begins as a name does, for at least half of the name. */
function sameBeginning(name: string, options: readonly string[]): string | undefined {
  const shared = (option: string) => {
    let length = 0;
    while (length < name.length && name[length]?.toLowerCase() === option[length]?.toLowerCase()) length += 1;
    return length;
  };
  const [best] = [...options].sort((a, b) => shared(b) - shared(a) || a.length - b.length);
  return best !== undefined && shared(best) >= Math.max(5, name.length / 2) ? best : undefined;
}
