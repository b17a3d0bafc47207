import { normaliseRegion } from "./regions";

/** What differs between the Azure clouds that have ACR. Another address of a cloud is spelt nowhere else. */
export interface CloudFacts {
  /** How the names of its regions start; the public cloud has every other region. */
  readonly regionPrefixes: readonly string[];
  /** The names of its regions. New ones are added every year, so a name that is not among them is at most suspicious. */
  readonly regions: readonly string[];
  /** What follows the name in a login server: `azurecr.io`. */
  readonly loginServerSuffix: string;
  /** The private DNS zone of its registries. */
  readonly privateDnsZone: string;
  /** What follows the name in a key vault's address: `vault.azure.net`. */
  readonly vaultSuffix: string;
  /** What follows the name in the address of an account's blobs: `blob.core.windows.net`. */
  readonly blobSuffix: string;
  /** The address of ARM. */
  readonly resourceManager: string;
  /** The host of Entra ID's sign-in and of the tokens that it issues: `https://<host>/<tenant>/v2.0`. */
  readonly loginHost: string;
  /** The audience of a token that is exchanged for one of Entra ID's. */
  readonly tokenExchangeAudience: string;
}

/**
 * The Azure clouds that have ACR. Sources: learn.microsoft.com/azure/reliability/regions-list and the lists of the
 * sovereign clouds, learn.microsoft.com/azure/private-link/private-endpoint-dns,
 * learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates,
 * learn.microsoft.com/entra/workload-id/workload-identity-federation.
 */
export const clouds = {
  AzureCloud: {
    regionPrefixes: [],
    regions:
      "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral denmarkeast eastasia eastus eastus2 eastus2euap francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southeastasia southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3".split(
        " ",
      ),
    loginServerSuffix: "azurecr.io",
    privateDnsZone: "privatelink.azurecr.io",
    vaultSuffix: "vault.azure.net",
    blobSuffix: "blob.core.windows.net",
    resourceManager: "https://management.azure.com",
    loginHost: "login.microsoftonline.com",
    tokenExchangeAudience: "api://AzureADTokenExchange",
  },
  AzureUSGovernment: {
    regionPrefixes: ["usgov", "usdod"],
    regions: "usdodcentral usdodeast usgovarizona usgovtexas usgovvirginia".split(" "),
    loginServerSuffix: "azurecr.us",
    privateDnsZone: "privatelink.azurecr.us",
    vaultSuffix: "vault.usgovcloudapi.net",
    blobSuffix: "blob.core.usgovcloudapi.net",
    resourceManager: "https://management.usgovcloudapi.net",
    loginHost: "login.microsoftonline.us",
    tokenExchangeAudience: "api://AzureADTokenExchangeUSGov",
  },
  AzureChinaCloud: {
    regionPrefixes: ["china"],
    regions: "chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3".split(" "),
    loginServerSuffix: "azurecr.cn",
    privateDnsZone: "privatelink.azurecr.cn",
    vaultSuffix: "vault.azure.cn",
    blobSuffix: "blob.core.chinacloudapi.cn",
    resourceManager: "https://management.chinacloudapi.cn",
    loginHost: "login.partner.microsoftonline.cn",
    tokenExchangeAudience: "api://AzureADTokenExchangeChina",
  },
} as const satisfies Record<string, CloudFacts>;

/** An Azure cloud, by the name that Azure's tools give it. */
export type Cloud = keyof typeof clouds;

// The keys of the table are the clouds, which `Object.keys` does not tell the compiler.
const names = Object.keys(clouds) as Cloud[];

/** The cloud that a region belongs to: the sovereign clouds have region names of their own. */
export function cloudOfRegion(region: string): Cloud {
  const name = normaliseRegion(region);
  return names.find((cloud) => clouds[cloud].regionPrefixes.some((prefix) => name.startsWith(prefix))) ?? "AzureCloud";
}

/** The regions that Azure has, of every cloud, as Azure stores their names. */
export const knownRegions: ReadonlySet<string> = new Set(Object.values(clouds).flatMap(({ regions }) => regions));
