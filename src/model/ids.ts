import { type RegistryChildKind, registryChildren } from "./childKinds";

/** The parts of an ARM resource id that matter here. */
export interface ResourceId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  /** Provider namespace and type path, lower case, for instance `microsoft.containerregistry/registries/tokens`. */
  readonly type: string;
  /** Names along the type path, outermost first. */
  readonly names: readonly string[];
}

/** Takes an ARM resource id apart; `undefined` when the text is none. ARM ids are case-insensitive. */
export function parseResourceId(id: string): ResourceId | undefined {
  const match = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/(.+?)\/?$/i.exec(id);
  if (!match) return undefined;
  const [, subscriptionId = "", resourceGroupName = "", namespace = "", rest = ""] = match;
  const segments = rest.split("/");
  if (segments.length % 2 !== 0 || segments.some((segment) => segment === "")) return undefined;
  const types = segments.filter((_, index) => index % 2 === 0);
  const names = segments.filter((_, index) => index % 2 === 1);
  return { subscriptionId, resourceGroupName, type: [namespace, ...types].join("/").toLowerCase(), names };
}

/** Whether two ARM ids name the same resource. */
export function sameId(a: string, b: string): boolean {
  return a.replace(/\/+$/, "").toLowerCase() === b.replace(/\/+$/, "").toLowerCase();
}

/** A kind of resource whose ARM id stands in arguments. */
export interface IdKind {
  /** How a sentence names one: `a subnet`. */
  readonly a: string;
  /** What programs call one: `subnet.id` is its id. */
  readonly variable: string;
  /** The ARM type, and its names as a person fills them in. */
  readonly type: string;
  readonly names: readonly string[];
}

const kindOf = (a: string, variable: string, type: string, ...names: string[]): IdKind => ({
  a,
  variable,
  type,
  names,
});
const ofRegistry = (kind: RegistryChildKind): IdKind => {
  const { noun, armType } = registryChildren[kind];
  const variable = noun.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
  return kindOf(`${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`, variable, armType, "<registry>", "<name>");
};

/** The kinds of resources whose ARM ids stand in arguments. */
export const idKinds = {
  registry: kindOf("a registry", "registry", "Microsoft.ContainerRegistry/registries", "<registry>"),
  scopeMap: ofRegistry("scopeMaps"),
  token: ofRegistry("tokens"),
  task: ofRegistry("tasks"),
  credentialSet: ofRegistry("credentialSets"),
  connectedRegistry: ofRegistry("connectedRegistries"),
  exportPipeline: ofRegistry("exportPipelines"),
  importPipeline: ofRegistry("importPipelines"),
  network: kindOf("a virtual network", "network", "Microsoft.Network/virtualNetworks", "<network>"),
  subnet: kindOf("a subnet", "subnet", "Microsoft.Network/virtualNetworks/subnets", "<network>", "<subnet>"),
  privateDnsZone: kindOf("a private DNS zone", "zone", "Microsoft.Network/privateDnsZones", "privatelink.azurecr.io"),
  privateEndpoint: kindOf("a private endpoint", "endpoint", "Microsoft.Network/privateEndpoints", "<endpoint>"),
  keyVault: kindOf("a key vault", "vault", "Microsoft.KeyVault/vaults", "<vault>"),
  key: kindOf("a key", "key", "Microsoft.KeyVault/vaults/keys", "<vault>", "<key>"),
  secret: kindOf("a secret", "secret", "Microsoft.KeyVault/vaults/secrets", "<vault>", "<secret>"),
  identity: kindOf(
    "a user-assigned identity",
    "identity",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    "<identity>",
  ),
  workspace: kindOf(
    "a Log Analytics workspace",
    "workspace",
    "Microsoft.OperationalInsights/workspaces",
    "<workspace>",
  ),
  storageAccount: kindOf("a storage account", "account", "Microsoft.Storage/storageAccounts", "<account>"),
  eventHubRule: kindOf(
    "an authorization rule of an Event Hubs namespace",
    "rule",
    "Microsoft.EventHub/namespaces/authorizationRules",
    "<namespace>",
    "<rule>",
  ),
} as const satisfies Record<string, IdKind>;

/** The name of a kind of resource whose ARM id stands in arguments. */
export type IdKindName = keyof typeof idKinds;

/** Whether a text is the ARM id of a resource of a kind. */
export function isIdOf(kind: IdKindName, id: string): boolean {
  return parseResourceId(id)?.type === idKinds[kind].type.toLowerCase();
}

/** An ARM id of a kind as a person fills it in; names that are known stand in it, the last ones first. */
export function idForm(kind: IdKindName, ...known: string[]): string {
  const { type, names } = idKinds[kind];
  const [namespace = "", ...types] = type.split("/");
  const filled = names.map((name, index) => known[index - names.length + known.length] ?? name);
  const path = types.map((step, index) => `${step}/${filled[index]}`).join("/");
  return `/subscriptions/<subscription>/resourceGroups/<group>/providers/${namespace}/${path}`;
}
