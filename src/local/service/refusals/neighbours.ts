import { listAt, textAt } from "../../json";
import { subscriptionIn } from "../../types/armIds";
import { connectionsOf, connectionTarget, endpointsOf, regionsOf } from "../links";
import { type Check, isPremium, refuse } from "../refusal";
import { key } from "../store";
import { endpointFits } from "./replications";
import { roleAssignmentChecks } from "./roleAssignments";

/** An endpoint is in the subscription of its network (the page on private endpoints; the text of Azure/azure-cli#13614). */
const subnetSubscription: Check = ({ inputs, id }) => {
  const network = textAt(inputs, "subnet.id").split(/\/subnets\//i)[0] ?? "";
  const subscription = subscriptionIn(network)?.toLowerCase();
  return subscription === undefined || subscription === subscriptionIn(id)?.toLowerCase()
    ? undefined
    : refuse(
        "InvalidResourceReference",
        `Resource ${network} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
      );
};

/** PE-01, PE-02 (C050, C051), PE-03, PE-07 (C054), PE-13. */
const privateEndpoint: Check = ({ inputs, store, id, before }) => {
  for (const connection of connectionsOf(inputs)) {
    const target = connectionTarget(connection);
    const registry = store.get(target);
    if (!/\/registries\/[^/]+$/i.test(target)) continue;
    if (!registry) return refuse("ResourceNotFound", `The registry '${target.split("/").at(-1)}' was not found.`, 404);
    const tier = textAt(registry.inputs, "sku.name");
    if (!isPremium(tier)) {
      return refuse("SkuNotSupported", `A private endpoint is not supported for the registry sku '${tier}'.`);
    }
    const groups = listAt(connection, "groupIds");
    if (groups.length !== 1 || groups[0] !== "registry") {
      return refuse(
        "PrivateLinkServiceConnectionGroupIdNotValid",
        `The group id '${groups.join(", ")}' is not valid for a registry: it must be 'registry'.`,
      );
    }
    if (!before && endpointsOf(store, registry.id).length >= 200) {
      return refuse("QuotaExceeded", "The quota of 200 private endpoints is exceeded for the registry.", 409);
    }
    const wrong = wrongMember(inputs, regionsOf(registry, store));
    if (wrong !== undefined) {
      return refuse("PrivateLinkServiceMemberNameNotValid", `The registry has no member '${wrong}'.`);
    }
    const full = before
      ? undefined
      : endpointFits({ id, inputs, type: "", outputs: {}, createdAt: "" }, registry, store);
    if (full) return full;
  }
  return undefined;
};

function wrongMember(inputs: unknown, regions: readonly string[]): string | undefined {
  const members = ["registry", ...regions.flatMap((region) => [`registry_data_${region}`, `registry_${region}`])];
  return listAt(inputs, "ipConfigurations")
    .map((item) => textAt(item, "memberName"))
    .find((member) => member !== "" && !members.includes(member));
}

/** Private DNS is global, and says so when a region is missing or another. */
const globalLocation =
  (arm: string): Check =>
  ({ inputs }) => {
    const location = textAt(inputs, "location");
    if (location === "") return refuse("LocationRequired", "The location property is required for this definition.");
    return location.toLowerCase() === "global"
      ? undefined
      : refuse(
          "LocationNotAvailableForResourceType",
          `The provided location '${location}' is not available for resource type '${arm}'. List of available regions for the resource type is 'global'.`,
        );
  };

/** A network has one link to a zone, and sees one zone of a name: MicrosoftDocs/azure-docs#103051, azure-aks-docs#212. */
const virtualNetworkLink: Check = ({ inputs, store, id }) => {
  const network = textAt(inputs, "virtualNetwork.id");
  const zone = textAt(inputs, "privateZoneName");
  const other = store
    .all("privatedns:VirtualNetworkLink")
    .find(
      (link) =>
        key(link.id) !== key(id) &&
        key(textAt(link.inputs, "virtualNetwork.id")) === key(network) &&
        textAt(link.inputs, "privateZoneName").toLowerCase() === zone.toLowerCase(),
    );
  if (!other) return undefined;
  return key(zoneOf(other.id)) === key(zoneOf(id))
    ? refuse("Conflict", `Private zone '${zone}' is already linked to the virtual network '${network}'.`, 409)
    : refuse(
        "BadRequest",
        `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zone}' and '${zone}' zones.`,
      );
};

function zoneOf(linkId: string): string {
  return linkId.split(/\/virtualNetworkLinks\//i)[0] ?? linkId;
}

const vault: Check = ({ inputs }) =>
  /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/.test(textAt(inputs, "vaultName"))
    ? undefined
    : refuse(
        "VaultNameNotValid",
        `The vault name '${textAt(inputs, "vaultName")}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.`,
      );

/** What the services around a registry refuse, by type. */
export const neighbourChecks: Readonly<Record<string, readonly Check[]>> = {
  "network:PrivateEndpoint": [subnetSubscription, privateEndpoint],
  "privatedns:PrivateZone": [globalLocation("Microsoft.Network/privateDnsZones")],
  "privatedns:VirtualNetworkLink": [
    globalLocation("Microsoft.Network/privateDnsZones/virtualNetworkLinks"),
    virtualNetworkLink,
  ],
  "authorization:RoleAssignment": roleAssignmentChecks,
  "keyvault:Vault": [vault],
};
