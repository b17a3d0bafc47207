import type { Rule } from "../writing/rule";
import { transferRunRules } from "./runs";
import { transferStorageRules } from "./storage";
import { transferRules } from "./transfer";

/** Export and import pipelines and their runs. */
export const transfer: readonly Rule[] = [...transferRules, ...transferStorageRules, ...transferRunRules];
