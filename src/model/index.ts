export {
  allChildKinds,
  type ChildKind,
  type ChildModel,
  childKinds,
  isChildKind,
  nameForms,
  type RegistryChildKind,
  registryChildKinds,
  registryChildren,
  trackedKinds,
} from "./childKinds";
export { cloudOfRegion, clouds } from "./clouds";
export { parseResourceId, type ResourceId, sameId } from "./ids";

export { normalise, type Path } from "./normalise";
export { normaliseRegion, sameRegion } from "./regions";
export { nameOfChild, type RegistryModel } from "./resources";
export { MASK, scrub } from "./secrets";
export { isUnknown, known, UNKNOWN } from "./unknown";
export { readSecretUri } from "./vaults";
