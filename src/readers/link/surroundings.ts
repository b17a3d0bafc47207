import { type ChildKind, childKinds } from "../../model/childKinds";
import { parseResourceId } from "../../model/ids";
import { isRecord } from "../../model/json";
import { registry } from "../../model/resources";
import { list, object, text } from "../../model/schema";
import { open, property, shape } from "../values";
import { type Graph, groupOf, type RawResource, reference, textOf } from "./graph";
import { groupBy } from "./registries";

/** What stands around one part of a registry: more of its model, and where that came from, by path. */
export interface Around {
  readonly model: Readonly<Record<string, unknown>>;
  readonly resources: readonly (readonly [path: string, raw: RawResource])[];
}

const nothing: Around = { model: {}, resources: [] };
const subnetNode = object({ name: text, addressPrefix: text, addressPrefixes: list(text) });
const { vault: vaultNode, key: keyNode } = registry.fields;
const zoneGroupNode = childKinds.privateEndpoints.schema.fields.privateDnsZoneGroups.of;

/** Finds what stands around registries and private endpoints: subnets, zone groups, vaults, keys, plans, neighbours. */
export function surroundingsIn(graph: Graph): {
  readonly ofRegistry: (raw: RawResource) => Around;
  readonly ofChild: (kind: ChildKind, raw: RawResource) => Around;
} {
  const ofPart = groupBy(graph.all, ({ part }) => part);
  const raws = (part: string) => (ofPart.get(part) ?? []).map(({ raw }) => raw).filter(({ deleted }) => !deleted);
  const nameOf = (property: string) => (raw: RawResource) => (textOf(raw, property) ?? raw.name).toLowerCase();

  const endpointsByName = groupBy(raws("privateEndpoints"), nameOf("privateEndpointName"));
  const zoneGroups = groupByResource(raws("privateDnsZoneGroup"), (raw) => {
    const name = reference(graph, raw, ["privateEndpointName"]);
    const isEndpoint = (other: RawResource) => graph.partOf(other) === "privateEndpoints";
    const parent = raw.parent === undefined ? undefined : graph.find(raw.parent);
    return (
      name.from.find(isEndpoint) ??
      (name.text === undefined ? undefined : endpointsByName.get(name.text.toLowerCase())?.[0]) ??
      [...(raw.dependencies ?? []).flatMap((each) => graph.find(each) ?? []), ...(parent ? [parent] : [])].find(
        isEndpoint,
      )
    );
  });
  const subnets = groupBy(raws("subnet"), (raw) => {
    const network = textOf(raw, "virtualNetworkName");
    return network && `${network}/${textOf(raw, "subnetName") ?? raw.name}`.toLowerCase();
  });
  const networks = groupBy(raws("virtualNetwork"), nameOf("virtualNetworkName"));
  const vaults = groupBy(raws("vault"), nameOf("vaultName"));
  const keys = groupBy(raws("key"), (raw) => {
    const vault = textOf(raw, "vaultName");
    return vault && `${vault}/${textOf(raw, "keyName") ?? raw.name}`.toLowerCase();
  });
  const plans = defenderPlans(raws("pricing"));
  const neighbours = typesByGroup(graph);

  function prefixesOf(raw: RawResource): unknown {
    const subnet = reference(graph, raw, ["subnet", "id"]);
    const id = subnet.text === undefined ? undefined : parseResourceId(subnet.text);
    const [networkName, subnetName] = id?.type.endsWith("/subnets") ? id.names : [];
    const own =
      subnet.from.find((other) => graph.partOf(other) === "subnet") ??
      (networkName && subnetName ? subnets.get(`${networkName}/${subnetName}`.toLowerCase())?.[0] : undefined);
    if (own) return prefixes(shape(subnetNode, own.inputs));
    const network =
      subnet.from.find((other) => graph.partOf(other) === "virtualNetwork") ??
      (networkName ? networks.get(networkName.toLowerCase())?.[0] : undefined);
    const inline = network && shape(list(subnetNode), property(network.inputs, "subnets"));
    if (!Array.isArray(inline)) return undefined;
    const match = inline.filter((item) => isRecord(item) && (subnetName === undefined || item.name === subnetName));
    return match.length === 1 ? prefixes(match[0]) : undefined;
  }

  function ofChild(kind: ChildKind, raw: RawResource): Around {
    if (kind !== "privateEndpoints") return nothing;
    const subnetPrefixes = prefixesOf(raw);
    const groups = zoneGroups.get(raw) ?? [];
    return {
      model: {
        ...(subnetPrefixes === undefined ? {} : { subnetPrefixes }),
        ...(groups.length ? { privateDnsZoneGroups: zoneGroupModels(groups) } : {}),
      },
      resources: groups.map((group) => [`privateDnsZoneGroups/${group.name}`, group] as const),
    };
  }

  function ofRegistry(raw: RawResource): Around {
    const { text: keyId, from } = reference(graph, raw, ["encryption", "keyVaultProperties", "keyIdentifier"]);
    const [, vaultName, keyName] = /^https:\/\/([^./]+)\.[^/]+\/keys\/([^/]+)/i.exec(keyId ?? "") ?? [];
    const key =
      from.find((other) => graph.partOf(other) === "key") ??
      (vaultName && keyName ? keys.get(`${vaultName}/${keyName}`.toLowerCase())?.[0] : undefined);
    const vaultOfKey = key && reference(graph, key, ["vaultName"]);
    const nameOfVault = vaultName ?? vaultOfKey?.text;
    const vault =
      [...from, ...(vaultOfKey?.from ?? [])].find((other) => graph.partOf(other) === "vault") ??
      (nameOfVault === undefined ? undefined : vaults.get(nameOfVault.toLowerCase())?.[0]);
    const group = groupOf(graph, raw);
    const resourceGroupTypes = group === undefined ? undefined : neighbours.get(group);
    return {
      model: {
        ...(vault ? { vault: shape(vaultNode, vault.inputs) } : {}),
        ...(key ? { key: shape(keyNode, key.inputs) } : {}),
        ...(plans ? { defenderPlans: plans } : {}),
        ...(resourceGroupTypes ? { resourceGroupTypes } : {}),
      },
      resources: [...(vault ? [["vault", vault] as const] : []), ...(key ? [["key", key] as const] : [])],
    };
  }

  return { ofRegistry, ofChild };
}

function groupByResource(
  items: readonly RawResource[],
  ownerOf: (raw: RawResource) => RawResource | undefined,
): Map<RawResource, RawResource[]> {
  const groups = new Map<RawResource, RawResource[]>();
  for (const item of items) {
    const owner = ownerOf(item);
    if (!owner) continue;
    const group = groups.get(owner);
    if (group) group.push(item);
    else groups.set(owner, [item]);
  }
  return groups;
}

function zoneGroupModels(groups: readonly RawResource[]): Record<string, unknown> {
  const models: Record<string, unknown> = Object.create(null);
  for (const raw of groups) {
    const shaped = shape(zoneGroupNode, raw.inputs);
    models[raw.name] = {
      ...(isRecord(shaped) ? shaped : {}),
      origin: { label: `PrivateDnsZoneGroup ${raw.name}`, ...(raw.urn === undefined ? {} : { urn: raw.urn }) },
    };
  }
  return models;
}

function prefixes(subnet: unknown): unknown {
  if (!isRecord(subnet)) return undefined;
  return subnet.addressPrefixes ?? (subnet.addressPrefix === undefined ? undefined : [subnet.addressPrefix]);
}

function defenderPlans(pricings: readonly RawResource[]): Record<string, unknown> | undefined {
  if (pricings.length === 0) return undefined;
  const plans: Record<string, unknown> = Object.create(null);
  for (const raw of pricings) plans[textOf(raw, "pricingName") ?? raw.name] = open(property(raw.inputs, "pricingTier"));
  return plans;
}

/** The types of what a resource group holds besides registries and their parts. */
function typesByGroup(graph: Graph): Map<string, string[]> {
  const types = new Map<string, Set<string>>();
  for (const raw of graph.others) {
    const group = groupOf(graph, raw);
    if (group === undefined) continue;
    const known = types.get(group) ?? new Set();
    types.set(group, known.add(raw.type));
  }
  return new Map([...types].map(([group, known]) => [group, [...known].sort()]));
}
