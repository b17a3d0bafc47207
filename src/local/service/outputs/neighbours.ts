import { cloudOfRegion, clouds } from "../../../model/clouds";
import { normaliseRegion } from "../../../model/regions";
import { at, isObject, isText, listAt, type Properties, textAt } from "../../json";
import { account, uuidOf } from "../../types/armIds";
import { connectionsOf, connectionTarget, regionsOf } from "../links";
import type { Store } from "../store";
import { addressIn, subnetPrefix } from "../subnetAddresses";
import { type Fill, principalOf, systemData } from "./fill";
import { hostLabel } from "./registry";

const provisioned: Fill = ({ inputs, id }) => ({
  ...inputs,
  ...(isText(inputs.location) ? { location: normaliseRegion(inputs.location) } : {}),
  etag: `W/"${uuidOf(id)}"`,
  provisioningState: "Succeeded",
});

const vaultUri = (name: string, location: string) =>
  `https://${name.toLowerCase()}.${clouds[cloudOfRegion(location)].vaultSuffix}/`;

/** The address of a vault that something is in. */
const vaultOf = (id: string, store: Store) => {
  const vault = store.get(id.split("/").slice(0, 9).join("/"));
  return {
    uri: vaultUri(textAt(vault?.inputs, "vaultName") || (id.split("/")[8] ?? ""), textAt(vault?.inputs, "location")),
    vault,
  };
};

const lock: Fill = ({ inputs, createdAt }) => ({
  level: inputs.level,
  notes: inputs.notes,
  owners: inputs.owners,
  systemData: systemData(createdAt),
});

const subnet = (inputs: Properties, id: string): Properties => ({
  ...inputs,
  name: id.split("/").at(-1),
  etag: `W/"${uuidOf(id)}"`,
  provisioningState: "Succeeded",
  privateEndpointNetworkPolicies: inputs.privateEndpointNetworkPolicies ?? "Disabled",
  privateLinkServiceNetworkPolicies: inputs.privateLinkServiceNetworkPolicies ?? "Enabled",
});

const password: Fill = ({ inputs, id, createdAt }) => ({
  ...inputs,
  keyId: uuidOf(`${id}#key`),
  value: uuidOf(`${id}#value`),
  startDate: createdAt,
  endDate: inputs.endDate ?? "2099-01-01T00:00:00Z",
});

/** What the services around a registry show, by type. */
export const neighbourOutputs: Readonly<Record<string, Fill>> = {
  "resources:ResourceGroup": ({ inputs }) => ({
    ...inputs,
    location: normaliseRegion(textAt(inputs, "location")),
    properties: { provisioningState: "Succeeded" },
  }),
  "network:VirtualNetwork": (kept) => ({
    ...provisioned(kept),
    resourceGuid: uuidOf(kept.id),
    enableDdosProtection: kept.inputs.enableDdosProtection ?? false,
    subnets: listAt(kept.inputs, "subnets").map((item) => {
      const own = isObject(item) ? item : {};
      const id = `${kept.id}/subnets/${textAt(own, "name")}`;
      return { ...subnet(own, id), id };
    }),
    virtualNetworkPeerings: [],
  }),
  "network:Subnet": ({ inputs, id }) => subnet(inputs, id),
  "network:NetworkSecurityGroup": (kept) => ({
    ...provisioned(kept),
    resourceGuid: uuidOf(kept.id),
    securityRules: [],
  }),
  "network:PrivateEndpoint": (kept) => ({
    ...provisioned(kept),
    networkInterfaces: [{ id: nicOf(kept.inputs, kept.id) }],
    customDnsConfigs: dnsConfigs(kept.inputs, kept.store),
    ...connections(kept.inputs, kept.id),
  }),
  "network:PrivateDnsZoneGroup": ({ inputs, id }) => ({
    ...inputs,
    etag: `W/"${uuidOf(id)}"`,
    provisioningState: "Succeeded",
  }),
  "privatedns:PrivateZone": (kept) => ({
    ...provisioned(kept),
    location: "global",
    internalId: uuidOf(kept.id),
    maxNumberOfRecordSets: 25_000,
    maxNumberOfVirtualNetworkLinks: 1000,
    maxNumberOfVirtualNetworkLinksWithRegistration: 100,
    numberOfRecordSets: 1,
  }),
  "privatedns:VirtualNetworkLink": (kept) => ({
    ...provisioned(kept),
    location: "global",
    registrationEnabled: kept.inputs.registrationEnabled ?? false,
    virtualNetworkLinkState: "Completed",
  }),
  "privatedns:PrivateRecordSet": ({ inputs, id }) => ({
    ...inputs,
    fqdn: `${id.split("/").at(-1)}.${id.split("/")[8]}.`,
    isAutoRegistered: false,
  }),
  "keyvault:Vault": ({ inputs, id, createdAt }) => ({
    ...inputs,
    location: normaliseRegion(textAt(inputs, "location")),
    properties: {
      accessPolicies: [],
      enabledForDeployment: false,
      enableRbacAuthorization: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      publicNetworkAccess: "Enabled",
      provisioningState: "Succeeded",
      ...(isObject(inputs.properties) ? inputs.properties : {}),
      vaultUri: vaultUri(id.split("/").at(-1) ?? "", textAt(inputs, "location")),
    },
    systemData: systemData(createdAt),
  }),
  "keyvault:Key": ({ inputs, id, store }) => {
    const { uri, vault } = vaultOf(id, store);
    const keyUri = `${uri}keys/${id.split("/").at(-1)}`;
    return {
      ...(isObject(inputs.properties) ? inputs.properties : {}),
      tags: inputs.tags,
      location: at(vault?.outputs, "location"),
      attributes: { enabled: true, exportable: false, recoveryLevel: "Recoverable" },
      keyUri,
      keyUriWithVersion: `${keyUri}/${uuidOf(id).replaceAll("-", "")}`,
    };
  },
  "keyvault:Secret": ({ inputs, id, store }) => {
    const { uri, vault } = vaultOf(id, store);
    const secretUri = `${uri}secrets/${id.split("/").at(-1)}`;
    return {
      tags: inputs.tags,
      location: at(vault?.outputs, "location"),
      // The management API never returns the value.
      properties: {
        contentType: at(inputs, "properties.contentType"),
        attributes: { enabled: true },
        secretUri,
        secretUriWithVersion: `${secretUri}/${uuidOf(id).replaceAll("-", "")}`,
      },
    };
  },
  "keyvault:AccessPolicy": ({ inputs }) => ({ ...inputs }),
  "managedidentity:UserAssignedIdentity": ({ inputs, id, createdAt }) => ({
    ...inputs,
    location: normaliseRegion(textAt(inputs, "location")),
    ...principalOf(id),
    tenantId: account.tenantId,
    systemData: systemData(createdAt),
  }),
  "authorization:RoleAssignment": ({ inputs, createdAt }) => ({
    ...inputs,
    principalType: inputs.principalType ?? "User",
    createdBy: account.objectId,
    createdOn: createdAt,
    updatedBy: account.objectId,
    updatedOn: createdAt,
  }),
  "authorization:ManagementLockByScope": lock,
  "authorization:ManagementLockAtResourceGroupLevel": lock,
  "authorization:ManagementLockAtResourceLevel": lock,
  "operationalinsights:Workspace": (kept) => ({
    ...provisioned(kept),
    customerId: uuidOf(`${kept.id}#customer`),
    createdDate: kept.createdAt,
    modifiedDate: kept.createdAt,
    retentionInDays: kept.inputs.retentionInDays ?? 30,
    sku: kept.inputs.sku ?? { name: "PerGB2018" },
    publicNetworkAccessForIngestion: kept.inputs.publicNetworkAccessForIngestion ?? "Enabled",
    publicNetworkAccessForQuery: kept.inputs.publicNetworkAccessForQuery ?? "Enabled",
  }),
  "azuread:Application": ({ inputs, id }) => ({
    ...inputs,
    clientId: uuidOf(`${id}#client`),
    objectId: id.split("/").at(-1),
    publisherDomain: "local.onmicrosoft.com",
    signInAudience: inputs.signInAudience ?? "AzureADMyOrg",
  }),
  "azuread:ServicePrincipal": ({ inputs, id, store }) => ({
    ...inputs,
    objectId: id.split("/").at(-1),
    applicationTenantId: account.tenantId,
    displayName: store.all("azuread:Application").find(({ outputs }) => outputs.clientId === inputs.clientId)?.outputs
      .displayName,
    type: "Application",
  }),
  "azuread:ApplicationPassword": password,
  "azuread:ServicePrincipalPassword": password,
  "azuread:ApplicationFederatedIdentityCredential": ({ inputs, id }) => ({ ...inputs, credentialId: uuidOf(id) }),
  "azuread:Group": ({ inputs, id }) => ({ ...inputs, objectId: id.split("/").at(-1) }),
};

function nicOf(inputs: Properties, id: string): string {
  const name = textAt(inputs, "customNetworkInterfaceName") || `${id.split("/").at(-1)}.nic.${uuidOf(id)}`;
  return `${id.split("/providers/")[0]}/providers/Microsoft.Network/networkInterfaces/${name}`;
}

/** The connections as the service shows them: with an id, and approved unless somebody else has to. */
function connections(inputs: Properties, id: string): Properties {
  const state = { privateLinkServiceConnections: "Approved", manualPrivateLinkServiceConnections: "Pending" };
  return Object.fromEntries(
    Object.entries(state).map(([list, status]) => [
      list,
      listAt(inputs, list).map((connection) => ({
        ...(isObject(connection) ? connection : {}),
        id: `${id}/${list}/${textAt(connection, "name")}`,
        provisioningState: "Succeeded",
        privateLinkServiceConnectionState: {
          status,
          description: status === "Approved" ? "Auto-Approved" : "",
          actionsRequired: "None",
        },
      })),
    ]),
  );
}

/** The names and addresses of an endpoint's members: PE-03, PE-05, PE-06. */
function dnsConfigs(inputs: Properties, store: Store): Properties[] {
  const target = connectionsOf(inputs)
    .map(connectionTarget)
    .map((id) => store.get(id))
    .find((resource) => resource?.type === "containerregistry:Registry");
  if (!target) return [];
  const label = hostLabel(target.inputs, target.id);
  const suffix = clouds[cloudOfRegion(textAt(target.inputs, "location"))].loginServerSuffix;
  const regions = regionsOf(target, store);
  const members = [
    ...regions.map((region) => [`registry_data_${region}`, `${label}.${region}.data.${suffix}`] as const),
    ["registry", `${label}.${suffix}`] as const,
  ];
  const prefix = subnetPrefix(textAt(inputs, "subnet.id"), store);
  const fixed = new Map(
    listAt(inputs, "ipConfigurations").map((item) => [textAt(item, "memberName"), textAt(item, "privateIPAddress")]),
  );
  return members.map(([member, fqdn], index) => {
    const address = fixed.get(member) ?? addressIn(prefix, index);
    return { fqdn, ipAddresses: address === undefined ? [] : [address] };
  });
}
