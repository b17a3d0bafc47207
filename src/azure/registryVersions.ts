import { hasProperty, type VersionedProperty, versionedProperties } from "../model/apiVersions";

/** An API version of the registry resource; `undefined` is the one that azure-native uses by default. */
export type RegistryApiVersion = "v20251101" | "v20250601preview" | "v20260101preview" | "v20260301preview" | undefined;

/** What azure-native 3.28 uses where a type token names no version. */
const defaultVersion = "2023-01-01-preview";

/** Every version that a registry may have, lowest first: a stable version before a preview. */
export const registryApiVersions: readonly RegistryApiVersion[] = [
  undefined,
  "v20251101",
  "v20250601preview",
  "v20260101preview",
  "v20260301preview",
];

const properties = versionedProperties.filter((property) => property.of === "registry");
const isIn = (property: VersionedProperty, version: RegistryApiVersion) =>
  hasProperty(property, version ?? defaultVersion);

/**
 * The lowest API version that has every property that is set, so that none is dropped without a word. What the default
 * version has stays sent where it may be inside an output.
 *
 * @param isSet whether a property, named by its path, is given
 * @param mayBeSet whether it is given, or may be inside an output
 */
export function registryApiVersion(
  isSet: (property: string) => boolean,
  mayBeSet: (property: string) => boolean,
): RegistryApiVersion {
  const needed = properties.filter((property) =>
    isIn(property, undefined) ? mayBeSet(property.path) : isSet(property.path),
  );
  return registryApiVersions.find((version) => needed.every((property) => isIn(property, version)));
}
