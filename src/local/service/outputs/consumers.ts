import { at, isObject, isText, listAt, type Properties, textAt, without } from "../../json";
import { groupId, subscriptionIn, uuidOf } from "../../types/armIds";
import { azureResource, type Fill, type Kept } from "./fill";

const nameOf = ({ id }: Kept) => id.split("/").at(-1) ?? "";

/** A few letters and digits that follow from a resource: what the service makes up to keep names apart. */
const mark = ({ id }: Kept, length = 8) => uuidOf(id).replaceAll("-", "").slice(0, length);

/** A public address that nobody has (RFC 5737). */
const address = ({ id }: Kept) => `203.0.113.${(Number.parseInt(uuidOf(id).slice(0, 2), 16) % 254) + 1}`;

/** What every resource shows, and more. */
const shown =
  (more: (kept: Kept, shown: Properties) => Properties, secrets: readonly string[] = []): Fill =>
  (kept) => {
    const own = without(azureResource(kept), secrets);
    return { ...own, provisioningState: "Succeeded", ...more(kept, own) };
  };

/** An object of the inputs with what the service adds to it; absent where it was not given. */
const extended = (inputs: Properties, name: string, more: Properties): Properties => {
  const given = inputs[name];
  return isObject(given) ? { [name]: { ...given, ...more } } : {};
};

/** A list of the inputs with its items' secrets left out. */
const listWithout = (inputs: unknown, path: string, secrets: readonly string[]): unknown[] =>
  listAt(inputs, path).map((item) => (isObject(item) ? without(item, secrets) : item));

/** The node resource group and the identity with which a cluster's nodes pull: the service makes both. */
const cluster: Fill = shown((kept, own) => {
  const { inputs, id } = kept;
  const [, , , , group = ""] = id.split("/");
  const location = textAt(own, "location");
  const nodes = textAt(inputs, "nodeResourceGroup") || `MC_${group}_${nameOf(kept)}_${location}`;
  const kubelet = `${groupId(nodes, subscriptionIn(id) ?? "")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${nameOf(kept)}-agentpool`;
  const host = `${textAt(inputs, "dnsPrefix") || nameOf(kept)}-${mark(kept)}`;
  const version = textAt(inputs, "kubernetesVersion") || "1.33";
  return {
    nodeResourceGroup: nodes,
    kubernetesVersion: version,
    currentKubernetesVersion: version,
    enableRBAC: inputs.enableRBAC ?? true,
    fqdn: `${host}.hcp.${location}.azmk8s.io`,
    azurePortalFQDN: `${host}.portal.hcp.${location}.azmk8s.io`,
    maxAgentPools: 100,
    powerState: { code: "Running" },
    // A cluster that signs in as a service principal has no kubelet identity.
    identityProfile:
      inputs.identityProfile ??
      (isObject(inputs.identity)
        ? {
            kubeletidentity: {
              resourceId: kubelet,
              clientId: uuidOf(`${kubelet}#client`),
              objectId: uuidOf(`${kubelet}#principal`),
            },
          }
        : undefined),
    ...extended(inputs, "oidcIssuerProfile", {
      issuerURL: `https://${location}.oic.prod-aks.azure.com/${uuidOf(`${id}#tenant`)}/${uuidOf(id)}/`,
    }),
  };
});

const environment: Fill = shown((kept, own) => ({
  defaultDomain: `local-${mark(kept)}.${textAt(own, "location")}.azurecontainerapps.io`,
  staticIp: address(kept),
  ...extended(kept.inputs, "appLogsConfiguration", {
    logAnalyticsConfiguration: withoutKey(at(kept.inputs, "appLogsConfiguration.logAnalyticsConfiguration")),
  }),
}));

function withoutKey(configuration: unknown): unknown {
  return isObject(configuration) ? without(configuration, ["sharedKey"]) : undefined;
}

const containerApp: Fill = shown((kept) => {
  const { inputs, store } = kept;
  const environmentId = textAt(inputs, "managedEnvironmentId") || textAt(inputs, "environmentId");
  const home = textAt(store.get(environmentId)?.outputs, "defaultDomain") || `${mark(kept)}.azurecontainerapps.io`;
  const ingress = at(inputs, "configuration.ingress");
  const domain = at(ingress, "external") === true ? home : `internal.${home}`;
  const revision = `${nameOf(kept)}--${mark(kept, 7)}`;
  const hasSecrets = listAt(inputs, "configuration.secrets").length > 0;
  return {
    managedEnvironmentId: environmentId,
    environmentId,
    latestRevisionName: revision,
    latestReadyRevisionName: revision,
    latestRevisionFqdn: isObject(ingress) ? `${revision}.${domain}` : "",
    customDomainVerificationId: uuidOf(kept.id).replaceAll("-", "").toUpperCase(),
    outboundIpAddresses: [address(kept)],
    runningStatus: "Running",
    ...extended(inputs, "configuration", {
      ...(isObject(ingress) ? { ingress: { ...ingress, fqdn: `${nameOf(kept)}.${domain}` } } : {}),
      ...(hasSecrets ? { secrets: listWithout(inputs, "configuration.secrets", ["value"]) } : {}),
    }),
  };
});

const containerGroup: Fill = shown((kept, own) => {
  const { inputs } = kept;
  const label = textAt(inputs, "ipAddress.dnsNameLabel");
  const isPrivate = textAt(inputs, "ipAddress.type").toLowerCase() === "private";
  return {
    osType: inputs.osType ?? "Linux",
    instanceView: { events: [], state: "Running" },
    ...(Array.isArray(inputs.imageRegistryCredentials)
      ? { imageRegistryCredentials: listWithout(inputs, "imageRegistryCredentials", ["password"]) }
      : {}),
    ...extended(inputs, "ipAddress", {
      ip: textAt(inputs, "ipAddress.ip") || (isPrivate ? "10.0.0.4" : address(kept)),
      ...(label === "" ? {} : { fqdn: `${label}.${textAt(own, "location")}.azurecontainer.io` }),
    }),
  };
});

const webApp: Fill = shown((kept) => {
  const [app, slot] = kept.id.split(/\/sites\//i)[1]?.split(/\/slots\//i) ?? [];
  const host = slot === undefined ? app : `${app}-${slot}`;
  return {
    defaultHostName: `${host}.azurewebsites.net`,
    hostNames: [`${host}.azurewebsites.net`],
    enabledHostNames: [`${host}.azurewebsites.net`, `${host}.scm.azurewebsites.net`],
    repositorySiteName: nameOf(kept),
    resourceGroup: kept.id.split("/")[4],
    enabled: kept.inputs.enabled ?? true,
    state: "Running",
    availabilityState: "Normal",
    usageState: "Normal",
    customDomainVerificationId: uuidOf(kept.id).replaceAll("-", "").toUpperCase(),
    outboundIpAddresses: address(kept),
    possibleOutboundIpAddresses: address(kept),
  };
});

const storageAccount: Fill = shown((kept, own) => ({
  creationTime: kept.createdAt,
  primaryLocation: own.location,
  statusOfPrimary: "available",
  enableHttpsTrafficOnly: kept.inputs.enableHttpsTrafficOnly ?? true,
  primaryEndpoints: Object.fromEntries(
    ["blob", "dfs", "file", "queue", "table", "web"].map((kind) => [
      kind,
      `https://${nameOf(kept)}.${kind === "web" ? "z6.web" : kind}.core.windows.net/`,
    ]),
  ),
}));

const server = (domain: string): Fill =>
  shown(
    (kept) => ({ fullyQualifiedDomainName: `${nameOf(kept)}.${domain}`, state: "Ready" }),
    ["administratorLoginPassword"],
  );

const namespace: Fill = shown((kept) => ({
  serviceBusEndpoint: `https://${nameOf(kept)}.servicebus.windows.net:443/`,
  status: "Active",
  createdAt: kept.createdAt,
  updatedAt: kept.createdAt,
}));

/** What the services that pull from a registry, and those beside them, show, by type. */
export const consumerOutputs: Readonly<Record<string, Fill>> = {
  "app:ContainerApp": containerApp,
  "app:Job": shown((kept) => ({
    eventStreamEndpoint: "",
    outboundIpAddresses: [address(kept)],
    ...(listAt(kept.inputs, "configuration.secrets").length
      ? extended(kept.inputs, "configuration", {
          secrets: listWithout(kept.inputs, "configuration.secrets", ["value"]),
        })
      : {}),
  })),
  "app:ManagedEnvironment": environment,
  "applicationinsights:Component": shown((kept, own) => {
    const instrumentationKey = uuidOf(`${kept.id}#instrumentation`);
    return {
      instrumentationKey,
      appId: uuidOf(`${kept.id}#app`),
      applicationId: nameOf(kept),
      creationDate: kept.createdAt,
      connectionString: `InstrumentationKey=${instrumentationKey};IngestionEndpoint=https://${textAt(own, "location")}-0.in.applicationinsights.azure.com/`,
    };
  }),
  "cognitiveservices:Account": (kept) => ({
    ...azureResource(kept),
    properties: {
      ...(isObject(kept.inputs.properties) ? kept.inputs.properties : {}),
      provisioningState: "Succeeded",
      endpoint: `https://${textAt(kept.inputs, "properties.customSubDomainName") || nameOf(kept)}.cognitiveservices.azure.com/`,
    },
  }),
  "containerinstance:ContainerGroup": containerGroup,
  "containerservice:ManagedCluster": cluster,
  "cosmosdb:DatabaseAccount": shown((kept) => ({
    documentEndpoint: `https://${nameOf(kept)}.documents.azure.com:443/`,
  })),
  "dbformysql:Server": server("mysql.database.azure.com"),
  "dbforpostgresql:Server": server("postgres.database.azure.com"),
  "dns:Zone": (kept) => ({
    ...azureResource(kept),
    numberOfRecordSets: 2,
    nameServers: [1, 2, 3, 4].map((at) => `ns${at}-01.azure-dns.${["com", "net", "org", "info"][at - 1]}.`),
  }),
  "eventhub:Namespace": namespace,
  "network:PublicIPAddress": shown((kept, own) => {
    const label = textAt(kept.inputs, "dnsSettings.domainNameLabel");
    return {
      ipAddress: textAt(kept.inputs, "ipAddress") || address(kept),
      ...(isText(label)
        ? extended(kept.inputs, "dnsSettings", {
            fqdn: `${label}.${textAt(own, "location")}.cloudapp.azure.com`,
          })
        : {}),
    };
  }),
  "redis:Redis": shown((kept) => ({
    hostName: `${nameOf(kept)}.redis.cache.windows.net`,
    port: 6379,
    sslPort: 6380,
  })),
  "servicebus:Namespace": namespace,
  "signalrservice:SignalR": shown((kept) => ({
    hostName: `${nameOf(kept)}.service.signalr.net`,
    externalIP: address(kept),
    publicPort: 443,
    serverPort: 443,
  })),
  "sql:Server": server("database.windows.net"),
  "storage:StorageAccount": storageAccount,
  "web:AppServicePlan": shown((kept) => ({
    status: "Ready",
    numberOfSites: 0,
    resourceGroup: kept.id.split("/")[4],
    subscription: subscriptionIn(kept.id),
  })),
  "web:StaticSite": shown((kept) => ({
    defaultHostname: `local-${mark(kept)}.azurestaticapps.net`,
    contentDistributionEndpoint: `https://local-${mark(kept)}.azurestaticapps.net`,
  })),
  "web:WebApp": webApp,
  "web:WebAppSlot": webApp,
};
