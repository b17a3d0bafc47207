/** A region's name as Azure stores it: "West Europe" and "westeurope" are one region. */
export function normaliseRegion(region: string): string {
  return region.toLowerCase().replace(/[\s_-]+/g, "");
}

/** Whether two region names mean the same region. */
export function sameRegion(a: string, b: string): boolean {
  return normaliseRegion(a) === normaliseRegion(b);
}
