/** The date of an API version as a number: 20251101 of `v20251101`, as type tokens write it, and of `2025-11-01`, as ARM does. */
export function dateOfVersion(version: string): number {
  return Number(version.replace(/\D/g, ""));
}

/** Whether an API version has a property that only previews have, from one on; `since` is a date as a number. */
export function isPreviewSince(version: string, since: number): boolean {
  return /preview/i.test(version) && dateOfVersion(version) >= since;
}
