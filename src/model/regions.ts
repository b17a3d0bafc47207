/** The Azure clouds that have ACR. */
export type Cloud = "AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud";

/** A region's name as Azure stores it: "West Europe" and "westeurope" are one region. */
export function normaliseRegion(region: string): string {
  return region.toLowerCase().replace(/[\s_-]+/g, "");
}

/** Whether two region names mean the same region. */
export function sameRegion(a: string, b: string): boolean {
  return normaliseRegion(a) === normaliseRegion(b);
}

/**
 * The regions that Azure has, by cloud. New ones are added every year, so a region that is not in the list is at most
 * suspicious. Source: learn.microsoft.com/azure/reliability/regions-list and the lists of the sovereign clouds.
 */
const regionsOfClouds: Record<Cloud, readonly string[]> = {
  AzureCloud:
    "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral denmarkeast eastasia eastus eastus2 eastus2euap francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southeastasia southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3".split(
      " ",
    ),
  AzureUSGovernment: "usdodcentral usdodeast usgovarizona usgovtexas usgovvirginia".split(" "),
  AzureChinaCloud: "chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3".split(" "),
};

/** The regions that Azure has, of every cloud, as Azure stores their names. */
export const knownRegions: ReadonlySet<string> = new Set(Object.values(regionsOfClouds).flat());

/** The cloud that a region belongs to: the sovereign clouds have region names of their own. */
export function cloudOfRegion(region: string): Cloud {
  const name = normaliseRegion(region);
  if (name.startsWith("usgov") || name.startsWith("usdod")) return "AzureUSGovernment";
  if (name.startsWith("china")) return "AzureChinaCloud";
  return "AzureCloud";
}

/** The suffix of login servers in a cloud. Source: learn.microsoft.com/azure/private-link/private-endpoint-dns. */
export const loginServerSuffix: Record<Cloud, string> = {
  AzureCloud: "azurecr.io",
  AzureUSGovernment: "azurecr.us",
  AzureChinaCloud: "azurecr.cn",
};

/** The private DNS zone of a cloud's registries. */
export function privateDnsZoneName(cloud: Cloud): string {
  return `privatelink.${loginServerSuffix[cloud]}`;
}
