import {
  known,
  normaliseRegion,
  type Path,
  type RegistryModel,
  registryChildKinds,
  registryChildren,
} from "../../model";
import { knownRegions } from "../../model/clouds";
import { nearest } from "../../model/nearestWord";
import { enumerate, onRegistry } from "../writing/builders";
import type { Rule } from "../writing/rule";

/** The names of regions. */
export const regionRules: readonly Rule[] = [
  onRegistry(
    {
      id: "LOC-04",
      policy: "acr-region-known",
      title: "A location is the name of a region",
      subject: "tags and locations",
      enforcement: "ARM",
      severity: "warning",
      why: "The service answers LocationNotAvailableForResourceType, minutes into a deployment. A warning, because new regions open and the list here does not know them.",
      fix: 'Write the region\'s name, for instance "westeurope" or "West Europe".',
      docs: "https://learn.microsoft.com/azure/reliability/regions-list",
      source: "generic ARM, learn.microsoft.com/azure/reliability/regions-list",
      fails: { sku: { name: "Basic" }, location: "WestEurop" },
      passes: { sku: { name: "Basic" }, location: "West Europe" },
    },
    (registry, report) => {
      const said = new Set<string>();
      for (const { path, given } of locationsIn(registry)) {
        const region = normaliseRegion(given);
        // An empty one is the finding of TAG-01; one that stands in many places is said once.
        if (region === "" || knownRegions.has(region) || said.has(region)) continue;
        said.add(region);
        const candidates = candidatesFor(region);
        report({
          path,
          given,
          message: `"${given}" is not the name of a region that is known here.`,
          ...(candidates.length ? { fix: `Write ${enumerate(candidates, "or")}.` } : {}),
        });
      }
    },
  ),
];

function locationsIn(registry: RegistryModel): { readonly path: Path; readonly given: string }[] {
  const found: { readonly path: Path; readonly given: string }[] = [];
  const add = (path: Path, location: string | undefined) => {
    if (location !== undefined) found.push({ path: [...path, "location"], given: location });
  };
  known(() => add([], registry.location));
  for (const kind of registryChildKinds) {
    if (!registryChildren[kind].located) continue;
    const children = known(() => registry[kind]) ?? {};
    for (const key of Object.keys(children)) {
      known(() => {
        const child = children[key];
        if (child && "location" in child) add([kind, key], child.location);
      });
    }
  }
  return found;
}

/** What a name that is none may mean: the nearest one, else those of which it is a part. */
function candidatesFor(region: string): string[] {
  const close = nearest(region, knownRegions);
  const names = close ? [close] : [...knownRegions].filter((name) => region.length > 3 && name.includes(region));
  return names.slice(0, 4).map((name) => `"${name}"`);
}
