export { type FileKind, type ReadFile, readDocument, readText, UnreadableFile } from "../readers/file";
export { type LinkedRegistry, link, type RawResource } from "../readers/link/link";
export { parseResourceId, type ResourceId, sameId } from "./ids";
export { type Misfit, type Normalised, normalise, type Path } from "./normalise";
export {
  type Cloud,
  cloudOfRegion,
  loginServerSuffix,
  normaliseRegion,
  privateDnsZoneName,
  sameRegion,
} from "./regions";
export { type ChildKind, type ChildModel, childKinds, type Origin, type RegistryModel } from "./resources";
export { MASK, maskSecret, maskSecretUri, scrub } from "./secrets";
export { isUnknown, known, UNKNOWN } from "./unknown";
export { readSecretUri, vaultSuffix } from "./vaults";
