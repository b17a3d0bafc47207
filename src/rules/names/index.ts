import type { Rule } from "../writing/rule";
import { childNameRules } from "./childNames";
import { nameRules } from "./names";
import { namePosture } from "./posture";
import { replacementRules } from "./replacement";
import { tagRules } from "./tagsAndLocations";

/** Names, tags and locations, and what replaces a resource. */
export const names: readonly Rule[] = [
  ...nameRules,
  ...childNameRules,
  ...tagRules,
  ...replacementRules,
  ...namePosture,
];
