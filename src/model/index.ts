export {
  allChildKinds,
  type ChildKind,
  type ChildModel,
  childKinds,
  isChildKind,
  type NameForm,
  nameForms,
  type RegistryChildKind,
  registryChildKinds,
  registryChildren,
  type TrackedKind,
  trackedKinds,
} from "./childKinds";
export { type Cloud, cloudOfRegion, clouds } from "./clouds";
export { parseResourceId, type ResourceId, sameId } from "./ids";
export { isRecord } from "./json";
export { type Misfit, type Normalised, normalise, type Path } from "./normalise";
export { normaliseRegion, sameRegion } from "./regions";
export { nameOfChild, type Origin, type RegistryModel } from "./resources";
export { MASK, maskSecret, maskSecretUri, scrub } from "./secrets";
export { isUnknown, known, UNKNOWN } from "./unknown";
export { readSecretUri } from "./vaults";
