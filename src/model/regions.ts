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
