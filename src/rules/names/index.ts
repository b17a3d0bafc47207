import type { Rule } from "../writing/rule";
import { childNameRules } from "./childNames";
import { nameRules } from "./names";
import { namePosture } from "./posture";
import { regionRules } from "./regions";
import { replacementRules } from "./replacement";
import { resourceIdRules } from "./resourceIds";
import { tagRules } from "./tagsAndLocations";

/** Names, tags, locations and ids, and what replaces a resource. */
export const names: readonly Rule[] = [
  ...nameRules,
  ...childNameRules,
  ...tagRules,
  ...regionRules,
  ...resourceIdRules,
  ...replacementRules,
  ...namePosture,
];
