import { allChildKinds, type ChildKind, childKinds, registryChildren } from "../model/childKinds";

/** What a resource is to a registry: the registry itself, one of the model's children, or something around it. */
export type Part =
  | "registry"
  | ChildKind
  | "privateDnsZoneGroup"
  | "subnet"
  | "virtualNetwork"
  | "vault"
  | "key"
  | "pricing"
  | "resourceGroup"
  | "archive";

/** A resource type taken apart. */
export interface ResourceType {
  /** What it is to a registry; `undefined` for everything that no rule looks at. */
  readonly part: Part | undefined;
  /** The API version that the type names, for instance `v20251101`; `undefined` for the default one. */
  readonly apiVersion: string | undefined;
}

/** A resource that is no child of a registry, but that the readers know. */
interface OtherResource {
  readonly part: Part;
  readonly token: string;
  readonly armType?: string;
  /** The inputs with its name, outermost first. */
  readonly names?: readonly string[];
}

/** `archife` is how azure-native spells the singular. */
const otherResources: readonly OtherResource[] = [
  {
    part: "registry",
    token: "containerregistry:Registry",
    armType: "Microsoft.ContainerRegistry/registries",
    names: ["registryName"],
  },
  { part: "archive", token: "containerregistry:Archife" },
  { part: "archive", token: "containerregistry:Archive" },
  { part: "archive", token: "containerregistry:ArchiveVersion" },
  {
    part: "privateDnsZoneGroup",
    token: "network:PrivateDnsZoneGroup",
    armType: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    names: ["privateEndpointName", "privateDnsZoneGroupName"],
  },
  {
    part: "virtualNetwork",
    token: "network:VirtualNetwork",
    armType: "Microsoft.Network/virtualNetworks",
    names: ["virtualNetworkName"],
  },
  {
    part: "subnet",
    token: "network:Subnet",
    armType: "Microsoft.Network/virtualNetworks/subnets",
    names: ["virtualNetworkName", "subnetName"],
  },
  { part: "vault", token: "keyvault:Vault", armType: "Microsoft.KeyVault/vaults", names: ["vaultName"] },
  { part: "key", token: "keyvault:Key", armType: "Microsoft.KeyVault/vaults/keys", names: ["vaultName", "keyName"] },
  { part: "pricing", token: "security:Pricing", armType: "Microsoft.Security/pricings", names: ["pricingName"] },
  { part: "resourceGroup", token: "resources:ResourceGroup", armType: "Microsoft.Resources/resourceGroups" },
];

/** azure-native's module and class, to what they are. */
const parts = new Map<string, Part>([
  ...allChildKinds.flatMap((kind) =>
    [childKinds[kind].token, ...(childKinds[kind].otherTokens ?? [])].map((token): [string, Part] => [token, kind]),
  ),
  ...otherResources.map(({ part, token }): [string, Part] => [token, part]),
]);

/** A resource of another provider on a registry, in ARM's lower case: a template puts it below the registry. */
function armTypesOf(armType: string): string[] {
  const type = armType.toLowerCase();
  const onScope = /^microsoft\.(?:authorization|insights)\/(\w+)$/.exec(type);
  return onScope ? [type, `microsoft.containerregistry/registries/providers/${onScope[1]}`] : [type];
}

/** ARM's types, lower case, to the azure-native token of the same resource. */
const armTypes = new Map<string, string>(
  [...allChildKinds.map((kind) => childKinds[kind]), ...otherResources].flatMap(({ armType, token }) =>
    armType === undefined ? [] : armTypesOf(armType).map((type): [string, string] => [type, token]),
  ),
);

/** The azure-native token of an ARM type, versioned when a version is given; `undefined` for types that are not ours. */
export function tokenOfArmType(type: string, apiVersion?: string): string | undefined {
  const token = armTypes.get(type.toLowerCase().replace(/\/+$/, ""));
  if (token === undefined) return undefined;
  const version = apiVersion && /^\d{4}-\d\d-\d\d(-\w+)?$/.test(apiVersion) ? `/v${apiVersion.replace(/-/g, "")}` : "";
  const [module, name] = token.split(":");
  return `azure-native:${module}${version}:${name}`;
}

/**
 * Takes a type token apart, in each of its forms: `azure-native:containerregistry:Registry`, the versioned
 * `azure-native:containerregistry/v20251101:Registry` and the parameterized package's
 * `azure-native_containerregistry_v20251101:containerregistry:Registry`. ARM's own types are understood as well.
 */
export function parseType(type: string): ResourceType {
  const match = /^azure-native(?:_\w+?_(v\d{8}\w*))?:(\w+)(?:\/(v\d{8}\w*))?:(\w+)$/.exec(type);
  if (match) {
    const [, packageVersion, module = "", version, name = ""] = match;
    return { part: parts.get(`${module.toLowerCase()}:${name}`), apiVersion: version ?? packageVersion };
  }
  const [armType = "", apiVersion] = type.split("@");
  const token = armType.includes("/") ? tokenOfArmType(armType, apiVersion) : undefined;
  return token === undefined ? { part: undefined, apiVersion: undefined } : parseType(token);
}

/** The input names of a part's own name, outermost first. */
export const nameInputs: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(otherResources.flatMap(({ part, names }) => (names ? [[part, names]] : []))),
  ...Object.fromEntries(
    allChildKinds.flatMap((kind) => {
      const { nameProperty } = childKinds[kind];
      return nameProperty === undefined
        ? []
        : [[kind, kind in registryChildren ? ["registryName", nameProperty] : [nameProperty]]];
    }),
  ),
};
