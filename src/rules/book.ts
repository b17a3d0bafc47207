import type { Rule } from "./rule";
import { zoneRules } from "./zones";

/** Every rule there is, by subject, in the order of the reference. */
export const rules: readonly Rule[] = [...zoneRules];
