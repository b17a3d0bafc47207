import { normaliseRegion, type RegistryModel } from "../../model";

/** A region that a registry is in, and the key of the replica that brought it there; the home region has none. */
export interface RegistryRegion {
  /** Normalised; `undefined` for a home region that the configuration leaves to the provider. */
  readonly region: string | undefined;
  readonly replica?: string;
}

/** The regions of a registry, home first, each once. Stops at an unknown location. */
export function regionsOf({ location, replications }: RegistryModel): RegistryRegion[] {
  const regions: RegistryRegion[] = [{ region: location && normaliseRegion(location) }];
  const seen = new Set(regions.map(({ region }) => region));
  for (const [replica, model] of Object.entries(replications ?? {})) {
    const region = model.location && normaliseRegion(model.location);
    if (!region || seen.has(region)) continue;
    seen.add(region);
    regions.push({ region, replica });
  }
  return regions;
}
