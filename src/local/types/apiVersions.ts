import { hasProperty, type VersionedProperty, versionedProperties } from "../../model/apiVersions";
import { registryChildKinds, registryChildren } from "../../model/childKinds";
import { at, isObject, type Properties } from "../json";

/** The part of the model that a type of resource is, as the table of versioned properties names it. */
const partOf = new Map<string, VersionedProperty["of"]>([
  ["containerregistry:Registry", "registry"],
  ...registryChildKinds.map((kind) => [registryChildren[kind].token, kind] as const),
]);

/**
 * What a request of an API version carries: the provider drops a property that the version does not have without a word
 * (seen in azure-native 3.28).
 */
export function inVersion(type: string, version: string | undefined, inputs: Properties): Properties {
  const part = partOf.get(type);
  if (version === undefined || part === undefined) return inputs;
  let kept = inputs;
  for (const property of versionedProperties) {
    const { of, path } = property;
    if (of === part && !hasProperty(property, version) && at(kept, path) !== undefined) {
      kept = dropped(kept, path.split("."));
    }
  }
  return kept;
}

/** The properties that older versions ask for: XFER-03, C217. */
const required: readonly { readonly type: string; readonly path: string; readonly until: string }[] = [
  { type: "containerregistry:ExportPipeline", path: "target.keyVaultUri", until: "2025-06-01" },
  { type: "containerregistry:ImportPipeline", path: "source.keyVaultUri", until: "2025-06-01" },
];

/** The properties that an API version asks for, besides the ones that every version asks for. */
export function requiredInVersion(type: string, version: string | undefined): string[] {
  if (version === undefined) return [];
  return required.flatMap((one) => (one.type === type && version.slice(0, 10) < one.until ? [one.path] : []));
}

function dropped(values: Properties, [step = "", ...rest]: readonly string[]): Properties {
  const inner = values[step];
  if (rest.length && isObject(inner)) return { ...values, [step]: dropped(inner, rest) };
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== step));
}
